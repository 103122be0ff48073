"""Blocks: what is content, and what stands around it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from variorum.articles.blocks import blocks
from variorum.articles.languages import foreign_lines
from variorum.articles.lines import cut
from variorum.model.text import CONTENT

FIRST = "Hundreds of dockers walked out of the harbour on Tuesday to protest against the sale of the quay."
SECOND = "The union said that the walkout would last until the council withdrew the plan."
THIRD = "No one was hurt, and the ferries kept to their timetable, the port authority said."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def kinds(text: str, title: str = "") -> list[tuple[str, str]]:
    fields = {"title": title, "text": text}
    return [(block.kind, fields[block.field][block.start : block.end]) for block in blocks(title, text)]


def kind_of(line: str, before: str = FIRST, after: str = THIRD) -> str:
    """The kind of a line between paragraphs."""
    found = {quote: kind for kind, quote in kinds(f"{before}\n\n{line}\n\n{after}")}
    return found.get(line, "split")


def test_paragraphs() -> None:
    assert kinds(BODY) == [("paragraph", FIRST), ("paragraph", SECOND), ("paragraph", THIRD)]


def test_head_of_a_report() -> None:
    text = (
        "Dockers walk out over sale of quay\n\nUnion says the strike will last until the plan is withdrawn\n"
        f"By Ann Other\n03 May, 2024\n3 min read\n\nHALMA — {FIRST}\n\n{SECOND}"
    )
    assert kinds(text) == [
        ("headline", "Dockers walk out over sale of quay"),
        ("standfirst", "Union says the strike will last until the plan is withdrawn"),
        ("byline", "By Ann Other"),
        ("dateline", "03 May, 2024"),
        ("boilerplate", "3 min read"),
        ("dateline", "HALMA —"),
        ("paragraph", FIRST),
        ("paragraph", SECOND),
    ]


def test_a_title_is_the_headline_and_may_stand_in_the_text_again() -> None:
    title = "Dockers walk out over sale of quay"
    assert kinds(f"{title}\n\n{BODY}", title)[:3] == [("headline", title), ("headline", title), ("paragraph", FIRST)]
    assert kinds(BODY, title)[:2] == [("headline", title), ("paragraph", FIRST)]


def test_the_name_of_the_outlet_is_no_part_of_the_headline() -> None:
    title = "Dockers walk out | Halma Post"
    found = blocks(title, BODY, names=["halmapost.example"])
    assert [(block.kind, title[block.start : block.end]) for block in found if block.field == "title"] == [
        ("headline", "Dockers walk out"),
        ("boilerplate", "| Halma Post"),
    ]
    found = blocks(title, BODY, names=["Other"])
    assert [block.kind for block in found if block.field == "title"] == ["headline"]


@pytest.mark.parametrize(
    "prefix",
    [
        "HALMA (ABC) —",
        "Halma, January 2 (ABC)--",
        "HALMA, Jan 3 (Newsagency) -",
        "(ABC) --",
        "ST HALMA, Orland —",
        "Port Halma (Press Agency) –",
        "HALMA, Oct 12 –",
        "HALMA/TESK —",
    ],
)
def test_datelines_are_parted_from_their_paragraph(prefix: str) -> None:
    assert kinds(f"{prefix} {FIRST}\n\n{SECOND}")[:2] == [("dateline", prefix), ("paragraph", FIRST)]


@pytest.mark.parametrize(
    "line",
    [
        "The Workers' Union of Halma (WUH) - the largest of the three - said that it would not sign.",
        "UPDATE — The strike is over, the union said on Tuesday.",
        "He was tired - and it showed, as everybody in the hall could see.",
    ],
)
def test_dashes_in_sentences_are_no_datelines(line: str) -> None:
    assert kind_of(line) == "paragraph"


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Dockers at the gate in Halma on May 3, 2024.", "(Ann Other/XYZ)"),
        ("Dockers at the gate in Halma on May 3, 2024.", "(XYZ Photo/Ann Other)"),
        ("Dockers at the gate in Halma on May 3, 2024.", "(XYZ)"),
        ("Dockers at the gate in Halma on Tuesday", "[source: Picturehouse]"),
        ("Dockers at the gate in Halma on Tuesday.", "Photo: Ann Other"),
        ("Dockers at the gate in Halma on Tuesday.", "Photograph: Ann Other/Picturehouse"),
        ("Dockers at the gate in Halma on Tuesday.", "XYZ/Ann Other"),
        ("Dockers at the gate in Halma on Tuesday.", "Ann Other/XYZ"),
        ("Dockers at the gate in Halma on Tuesday", "© Ann Other / XYZ"),
        ("Dockers at the gate in Halma on Tuesday", "- Halma Post, 1280, 03.05.2024"),
    ],
)
def test_captions_are_content_and_their_credits_are_not(caption: str, credit: str) -> None:
    found = kinds(f"{FIRST}\n\n{caption} {credit}\n\n{THIRD}")
    assert found[1:3] == [("caption", caption), ("boilerplate", credit)]


def test_a_line_that_counts_pictures_begins_a_caption() -> None:
    caption = "Dockers stand at the gate of the harbour in Halma on May 3, 2024."
    for count in ("1 of 3.", "1 of 3 |", "2 / 10 |"):
        found = kinds(f"{FIRST}\n\n{count} {caption}\n\n{THIRD}")
        assert ("caption", caption) in found
    assert ("paragraph", f"1 of 3 {caption}") in kinds(f"{FIRST}\n\n1 of 3 {caption}\n\n{THIRD}")


def test_a_caption_given_twice_is_a_caption_twice() -> None:
    caption = "Dockers and their families stand at the gate of the harbour in Halma"
    found = kinds(f"{FIRST}\n\n{caption} on Tuesday\n{caption} [source: XYZ]\n\n{THIRD}")
    assert [kind for kind, _ in found] == ["paragraph", "caption", "caption", "boilerplate", "paragraph"]


def test_a_credit_that_runs_into_its_caption() -> None:
    caption = "Flags fly at the gate of the harbour in Halma"
    found = kinds(
        f"{FIRST}\n\n© XYZ Photo / Ann Other, Pool{caption}\n{caption} - Halma Post, 1920, 03.05.2024\n\n{THIRD}"
    )
    assert found[1:4] == [("boilerplate", "© XYZ Photo / Ann Other, Pool"), ("caption", caption), ("caption", caption)]


def test_the_picture_and_headline_of_another_article() -> None:
    found = kinds(
        f"{FIRST}\n\nA ferry - Halma Post, 1920, 01.02.2023\nFerry Line Admits It Lost Two Boats in a Storm\n\n{THIRD}"
    )
    assert [kind for kind, _ in found] == ["paragraph", "boilerplate", "boilerplate", "paragraph"]


def test_markdown_marks_stand_outside() -> None:
    text = f"# *Dockers walk out*\n\n---\n\n*Image not found or type unknown*\n\n**Dockers at the gate**\n\n{BODY}"
    content = [(kind, quote) for kind, quote in kinds(text) if kind != "boilerplate"]
    assert content[:2] == [("headline", "Dockers walk out"), ("caption", "Dockers at the gate")]
    assert len(content) == 5


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Most Popular",
        "read more:",
        "Advertisement",
        "Log in or register",
        "To participate in the discussion",
        "Follow us on Twitter and Facebook.",
        "Like the Halma Post on Facebook and follow us on Instagram",
        "Click here to subscribe to the Halma Post for only $1 a month",
        "Sign up for our newsletter to get the latest news in your inbox.",
        "© 2024 The Halma Post. All rights reserved.",
        "Copyright 2024 The Halma Post.",
        "• This article and its headline were amended on 18 March 2024 to correct the name of the quay.",
        "This material may not be published, broadcast or rewritten without permission.",
        "READ MORE: Ferry line admits that it lost two lifeboats in a storm",
        "Story continues below advertisement",
        "https://news.example/2024/05/03/dockers",
        "<https://news.example/2024/05/03/dockers>",
        "Home | News | Harbour",
        "Contact the writers at post@news.example",
        "* * *",
        "12 comments",
        "5 hours ago",
        "Video could not be loaded",
    ],
)
def test_furniture(line: str) -> None:
    assert all(kind == "boilerplate" for kind, quote in kinds(f"{FIRST}\n\n{line}\n\n{THIRD}") if quote in line)


@pytest.mark.parametrize(
    "line",
    [
        "Ann Other contributed to this report.",
        "The Press Agency contributed to this report.",
        "With files from The Press Agency",
        "(Writing by Ann Other; editing by Bob Roe)",
        "Reporting by Ann Other in Halma",
        "By Ann Other and Bob Roe",
        "Ann Other, political correspondent",
        "Ann Other reported from Halma.",
    ],
)
def test_bylines_and_credits(line: str) -> None:
    assert kind_of(line) == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "Search teams went out again at dawn.",
        "Share prices fell by four percent.",
        "He had followed us to the gate, she said.",
        "The rain contributed to the delays.",
        "Three more cases were reported in the north.",
        "“We will stay.”",
        "It was over.",
        "Some 250 dockers will remain at the gate for the time being, to keep watch over the quay",
        "Pictures show smoke above the northern gate",
        "More than 40 people took part.",
        "The demands of the union are:",
        "The quay may not be sold without a vote.",
        "Terms of the sale were not published.",
    ],
)
def test_sentences_that_look_like_furniture(line: str) -> None:
    assert kind_of(line) in CONTENT


def test_a_line_without_a_full_stop_among_lines_that_have_one_is_a_caption() -> None:
    line = "Boats lie in the harbour of the old town on the morning after the storm"
    assert kind_of(line) == "caption"
    assert kind_of(line, FIRST.rstrip("."), THIRD.rstrip(".")) == "paragraph"


@pytest.mark.parametrize("pointer", ["(left)", "(C-R)", "(second from right)", "(centre)", "(pictured)"])
def test_who_is_pointed_at_stands_in_a_picture(pointer: str) -> None:
    assert kind_of(f"Ida Brandt {pointer} opened the new quay of Halma on Monday.") == "caption"


@pytest.mark.parametrize("party", ["(R)", "(L)", "(left on Monday)"])
def test_a_party_or_an_aside_points_at_nothing(party: str) -> None:
    assert kind_of(f"Ida Brandt {party} opened the new quay of Halma on Monday.") == "paragraph"


def test_words_of_the_text_set_apart_with_a_name_are_no_content() -> None:
    said = "Nobody on the quay had seen a wave like that before, said Ida Brandt."
    assert kind_of("Nobody on the quay had seen a wave like that before Ida Brandt", said) == "boilerplate"
    assert kind_of("Nobody on the quay had seen a ship like that before Ida Brandt", said) == "caption"
    assert kind_of("Nobody on the quay had seen a wave like that before", said) == "caption"


def test_where_the_page_is_shared_is_no_content() -> None:
    assert kind_of("Read or Share this story: http://halma.example/2") == "boilerplate"


@pytest.mark.parametrize("section", ["News ::", "World News |", "Politics »"])
def test_the_section_of_the_paper_is_no_part_of_the_headline(section: str) -> None:
    headline = "Bridge collapses in the port of Osk"
    found = blocks(f"{section} {headline} | Osk Herald", "", names=("Osk Herald",))
    title = f"{section} {headline} | Osk Herald"
    assert [(b.kind, title[b.start : b.end]) for b in found] == [
        ("boilerplate", section),
        ("headline", headline),
        ("boilerplate", "| Osk Herald"),
    ]


@pytest.mark.parametrize("heading", ["Continue reading the main story", "Story highlights", "Article continues below"])
def test_a_link_that_runs_on_into_a_paragraph_is_parted_from_it(heading: str) -> None:
    assert kinds(f"{FIRST}\n\n{heading} {THIRD}")[1:] == [("boilerplate", heading), ("paragraph", THIRD)]
    own = f"{heading.lower()} of the book, said the mayor of the small town by the river on Tuesday."
    assert kinds(f"{FIRST}\n\nThey {own}")[1:] == [("paragraph", f"They {own}")]


def test_a_heading_that_runs_on_into_a_standfirst_is_parted_from_it() -> None:
    standfirst = "Heavy winds forced the ferry of Osk to turn back, the harbour master reports"
    found = kinds(f"Story highlights {standfirst}\n\n{FIRST}\n\n{THIRD}", "Ferry turns back")
    assert ("standfirst", standfirst) in found
    assert ("boilerplate", "Story highlights") in found


def test_an_announced_list_is_content() -> None:
    text = f"{FIRST}\n\nThe demands of the union are:\n\n- Higher Pay\n- No Sale\nA Vote\n\n{THIRD}"
    assert [kind for kind, _ in kinds(text) if kind not in ("paragraph", "boilerplate")] == []
    assert ("paragraph", "A Vote") in kinds(text)


def test_a_list_of_links_is_not() -> None:
    text = f"{BODY}\n\nMost read\n1. Pensions to rise by four percent in spring\n2. Seven soups for the first cold days"
    assert [kind for kind, _ in kinds(text)][3:] == ["boilerplate"] * 3


def test_headings_and_teasers_between_paragraphs() -> None:
    assert kind_of("No end in sight") == "heading"
    assert kind_of("Ferry Line Admits Losing Two Lifeboats in Storm") == "boilerplate"


@pytest.mark.parametrize("line", ["She said:", "The Courier reports:"])
def test_a_short_line_that_leads_to_a_quotation_is_part_of_the_text(line: str) -> None:
    assert kind_of(line, after=f"“{THIRD}”") == "paragraph"
    assert kind_of("She said:") == "heading"
    assert kind_of("Related:", after=f"“{THIRD}”") == "boilerplate"


def test_several_cut_off_paragraphs_are_teasers() -> None:
    text = f"{FIRST} The ferry...\n\n{SECOND} It...\n\n{THIRD}"
    assert [kind for kind, _ in kinds(text)] == ["boilerplate", "boilerplate", "paragraph"]
    assert kind_of(f"{SECOND} And then...") == "paragraph"


def test_a_footnote_that_the_text_refers_to() -> None:
    text = f"{FIRST}\n\nThe Quay League* supports them, it said on Tuesday.\n\n* The league is banned in three ports."
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph", "boilerplate", "boilerplate"]


def test_bullets_above_the_report_are_standfirsts() -> None:
    text = f"* Two piers cracked\n* Ferries go on, says port\n\n{BODY}"
    found = [kind for kind, _ in kinds(text, "Dockers walk out") if kind != "boilerplate"]
    assert found[:2] == ["headline", "heading"]
    assert found[2] == "standfirst"


def test_foreign_lines() -> None:
    german = "Die Hafenarbeiter haben am Dienstag wegen des Verkaufs der Mole die Arbeit niedergelegt."
    text = f"{BODY}\n\nПодпишитесь на рассылку.\n\n{german}"
    foreign = foreign_lines(cut(text), "en")
    assert [block.kind for block in blocks("", text, foreign=foreign)] == ["paragraph"] * 3 + ["boilerplate"] * 2
    assert foreign_lines(cut(text), "ru") == frozenset()


def test_articles_in_other_languages_keep_their_lines() -> None:
    text = (
        "Die Hafenarbeiter haben am Dienstag wegen des geplanten Verkaufs der Mole die Arbeit niedergelegt.\n\n"
        "Die Gewerkschaft will streiken, bis der Rat den Plan zurückzieht.\n\n"
        "明日も続く。港の労働者は門の前に立ち、市長に抗議した。"
    )
    assert {block.kind for block in blocks("", text, language="de")} == {"paragraph"}


def test_repeated_lines_are_furniture() -> None:
    line = "The Post is a paper for everybody in Halma."
    assert kinds(f"{BODY}\n\n{line}")[-1] == ("paragraph", line)
    assert blocks("", f"{BODY}\n\n{line}", repeated=frozenset({line.lower().rstrip(".")}))[-1].kind == "boilerplate"


NASTY = st.text(max_size=400) | st.text(
    alphabet=st.sampled_from(list("aA .,\n\r\t#*_>-—–|:;()[]©\"'“”/@1290\u2028\u200b\ufeffЯ日")), max_size=300
)
PARTS = st.lists(
    st.sampled_from(
        [FIRST, SECOND, "Share this", "By Ann Other", "HALMA (ABC) — ", "(Ann Other/XYZ)", "© XYZ",
         "- XYZ, 1920, 03.05.2024",
         "03 May, 2024", "**", "# ", "* ", "\n", "\n\n", " ", "Most read", "...", "Image caption ", "https://news.example/"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(NASTY | PARTS, NASTY | PARTS)
@example("© A\n", "© XYZ\nXYZ photo (XYZ) Flags fly over the harbour\nFlags fly over the harbour - Post, 03.05.2024")
def test_blocks_are_in_order_and_cover_everything(title: str, text: str) -> None:
    found = blocks(title, text)
    for field, content in (("title", title), ("text", text)):
        own = [block for block in found if block.field == field]
        outside, last = [], 0
        for block in own:
            assert last <= block.start < block.end <= len(content)
            assert not content[block.start].isspace()
            assert not content[block.end - 1].isspace()
            outside.append(content[last : block.start])
            last = block.end
        assert not "".join([*outside, content[last:]]).strip()
    assert [block.field for block in found] == sorted((block.field for block in found), key=["title", "text"].index)
