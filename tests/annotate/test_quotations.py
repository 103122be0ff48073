import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from variorum.annotate.attributions.quotations import Quotation, find_quotations
from variorum.model.article import Article
from variorum.model.text import Block


def article(*paragraphs: str) -> Article:
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        if paragraph:
            blocks.append(Block("paragraph", "text", start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Article(id="a", title="", text=text, blocks=tuple(blocks))


def quoted(*paragraphs: str) -> list[str]:
    given_article = article(*paragraphs)
    return [given_article.text[q.start : q.end] for q in find_quotations(given_article)]


def runs(*paragraphs: str) -> list[int]:
    return [q.run for q in find_quotations(article(*paragraphs))]


@pytest.mark.parametrize(
    "text",
    [
        "“We will rebuild,” the mayor said.",
        '"We will rebuild," the mayor said.',
        "‘We will rebuild,’ the mayor said.",
        "'We will rebuild,' the mayor said.",
        "«We will rebuild,» the mayor said.",
        "„We will rebuild,“ the mayor said.",
        "„We will rebuild,” the mayor said.",
        "``We will rebuild,'' the mayor said.",
        "“We will rebuild,“ the mayor said.",
        "”We will rebuild,” the mayor said.",
        '“We will rebuild," the mayor said.',
        '"We will rebuild,” the mayor said.',
        "'We will rebuild,\" the mayor said.",
    ],
)
def test_any_marks_pair(text: str) -> None:
    assert quoted(text) == ["We will rebuild,"]


def test_marks_with_spaces_on_both_sides_alternate() -> None:
    assert quoted('The keeper said: " The gate was shut. " Nobody answered.') == ["The gate was shut."]


def test_apostrophes_are_not_marks() -> None:
    assert quoted("The miners' union didn't like the firm's offer, nor the '90s rules, nor 'em.") == []


def test_elision_inside_single_marks() -> None:
    assert quoted("'We don't want their boats,' he said, 'and we'll say so.'") == [
        "We don't want their boats,",
        "and we'll say so.",
    ]


def test_plural_possessive_does_not_close_single_marks() -> None:
    assert quoted("He said 'the farmers' fields are gone' on Monday.") == ["the farmers' fields are gone"]


def test_nested_quotations_stay_inside() -> None:
    assert quoted("“She told me, ‘Leave the dam,’ and I left,” he said.") == [
        "She told me, ‘Leave the dam,’ and I left,"
    ]
    assert quoted('He said: "We will "never" go."') == ['We will "never" go.']
    assert quoted("'She told me, \"Leave the dam,\" and I left,' he said.") == [
        'She told me, "Leave the dam," and I left,'
    ]


def test_inches_and_feet_are_not_marks() -> None:
    assert quoted('The 6\'2" keeper held a 12" pipe.') == []


def test_paragraphs_with_repeated_opening_mark_are_one_run() -> None:
    paragraphs = ["He added: “The water came at night.", "“Nobody was warned.", "“It took an hour.” Then he left."]
    assert quoted(*paragraphs) == ["The water came at night.", "Nobody was warned.", "It took an hour."]
    assert runs(*paragraphs) == [0, 0, 0]


def test_paragraphs_without_repeated_mark_are_one_run() -> None:
    paragraphs = ["The post read: “The water came.", "Nobody was warned.", "It took an hour!”", "“No,” she said."]
    assert quoted(*paragraphs) == ["The water came.", "Nobody was warned.", "It took an hour!", "No,"]
    assert runs(*paragraphs) == [0, 0, 0, 1]


def test_repeated_mark_inside_a_block_breaks_the_run_into_pieces() -> None:
    assert quoted('He said: "The water came. "Nobody was warned. "It took an hour."') == [
        "The water came.",
        "Nobody was warned.",
        "It took an hour.",
    ]
    assert runs('He said: "The water came. "Nobody was warned. "It took an hour."') == [0, 0, 0]


def test_forgotten_closing_mark() -> None:
    assert quoted("He said: “The water came at night.", "The dam is old.") == ["The water came at night."]
    assert quoted("“The water came, he said on Monday.", "The dam is old.") == []


def test_separate_paragraphs_are_separate_runs() -> None:
    assert runs("“The water came.”", "“Nobody was warned.”") == [0, 1]


def test_nothing_in_the_marks_is_no_quotation() -> None:
    assert quoted('He wrote "..." and “” and " ".') == []


def test_title_and_text_do_not_join() -> None:
    title, text = "Mayor: 'We will rebuild", "'Never,' she said."
    blocks = (Block("headline", "title", 0, len(title)), Block("paragraph", "text", 0, len(text)))
    found = find_quotations(Article(id="a", title=title, text=text, blocks=blocks))
    assert [(q.field, q.run) for q in found] == [("title", 0), ("text", 1)]


MARKS = st.text(alphabet=st.sampled_from("\"“”„«»'‘’` ,.\nab\u202eZé😀"), max_size=60)


@given(st.lists(MARKS, max_size=6))
@example(["“", "‘Z", "”"])
@example(["“", "'Z'", "”"])
@example(["«", "'Z'”«Z“", "Z»"])
def test_pieces_are_ordered_disjoint_and_within_their_blocks(paragraphs: list[str]) -> None:
    given_article = article(*paragraphs)
    found = find_quotations(given_article)
    blocks = given_article.content()
    last: Quotation | None = None
    for quotation in found:
        block = blocks[quotation.block]
        assert (
            block.start <= quotation.outer_start <= quotation.start < quotation.end <= quotation.outer_end <= block.end
        )
        assert any(c.isalnum() for c in given_article.text[quotation.start : quotation.end])
        assert last is None or last.outer_end <= quotation.outer_start
        assert last is None or last.run <= quotation.run
        last = quotation


@pytest.mark.parametrize("pattern", ['"', "'a ", "“", "a' ", "”", '"a. "B', "'a\" "])
def test_hostile_input_is_read_in_one_pass(pattern: str) -> None:
    find_quotations(article(pattern * 50000))
