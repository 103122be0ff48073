import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_documents import document

from variorum.comparison.entities import link
from variorum.comparison.quotes import group_quotes
from variorum.comparison.utterances import bare_name, speakers
from variorum.model.comparison import QuoteGroup
from variorum.model.document import Document, Source

LONG = "We warned the council three times, and nobody listened, and now the bridge lies in the river."


def quoting(text: str, id: str, speaker: str | None = "Ida Brandt") -> Document:
    return document(f"The engineer spoke. “{text}”", id, speaker=speaker)


def grouped(documents: list[Document]) -> tuple[QuoteGroup, ...]:
    return group_quotes(documents, link(documents))


def wordings(group: QuoteGroup) -> list[tuple[str, str]]:
    return [(mention.span.article, mention.variant) for mention in group.mentions]


def test_exact_wordings_differ_in_marks_and_case_only() -> None:
    (group,) = grouped([quoting(LONG, "a"), quoting(LONG.upper().replace(",", " –"), "b")])
    assert wordings(group) == [("a", "exact"), ("b", "exact")]
    assert group.speaker == "Ida Brandt"


def test_the_fullest_wording_comes_first() -> None:
    (group,) = grouped([quoting("nobody listened, and now the bridge lies in the river", "a"), quoting(LONG, "b")])
    assert wordings(group) == [("b", "exact"), ("a", "cut")]


def test_parts_put_together_are_spliced() -> None:
    parts = quoting("We warned the council three times … now the bridge lies in the river.", "a")
    (group,) = grouped([quoting(LONG, "b"), parts])
    assert wordings(group) == [("b", "exact"), ("a", "spliced")]


def test_changed_words_are_reworded() -> None:
    other = quoting("We warned the town council three times, and no one listened, and now it lies in the river.", "a")
    (group,) = grouped([quoting(LONG, "b"), other])
    assert dict(wordings(group))["b"] != dict(wordings(group))["a"] == "exact"
    assert "reworded" in dict(wordings(group)).values()


def test_one_placard_in_four_wordings_is_one_group() -> None:
    texts = [
        "Fix our bridges before they fall",
        "Fix the bridges before they fall!",
        "FIX OUR BRIDGES NOW BEFORE THEY FALL",
    ]
    placards = [quoting(text, str(n), None) for n, text in enumerate(texts)]
    placards.append(quoting("Fix our bridges before they fall down", "3", "a placard"))
    (group,) = grouped(placards)
    assert len(group.mentions) == 4
    assert group.speaker == "a placard"


def test_given_to_somebody_else() -> None:
    (group,) = grouped([quoting(LONG + " Sad.", "a"), quoting(LONG, "b", "Olaf Lindqvist")])
    assert wordings(group) == [("a", "exact"), ("b", "other speaker")]


def test_different_utterances_stay_apart() -> None:
    groups = grouped([quoting(LONG, "a"), quoting("Nobody could have foreseen the storm on Tuesday.", "b")])
    assert [len(group.mentions) for group in groups] == [1, 1]


def test_short_fragments_stand_only_beside_longer_wordings() -> None:
    (group,) = grouped([quoting("nobody listened", "a"), quoting(LONG, "b"), quoting("shameful mess", "c")])
    assert wordings(group) == [("b", "exact"), ("a", "cut")]


def test_two_words_stand_beside_a_longer_wording_only_if_it_has_both() -> None:
    groups = grouped([quoting("nobody answered", "a"), quoting(LONG, "b")])
    assert [wordings(group) for group in groups] == [[("b", "exact")]]


def test_two_fragments_join_where_one_article_has_both() -> None:
    split = document(
        "“We warned the council three times,” she said. “The bridge lies in the river.”", "a", speaker="Brandt"
    )
    assert len(grouped([split])) == 2
    (group,) = grouped([split, quoting(LONG, "b")])
    assert [article for article, _ in wordings(group)] == ["b", "a", "a"]
    assert group.speaker == "Ida Brandt"


def test_titles_and_spelling_do_not_part_a_speaker() -> None:
    wording = "They can sell the stones, but they cannot sell the sea."
    other = "They may sell the stones, but they cannot sell our sea."
    (group,) = grouped([quoting(wording, "a", "former captain Danica Bresh"), quoting(other, "b", "Danica Breš")])
    assert group.speaker == "Danica Bresh"
    assert "other speaker" not in dict(wordings(group)).values()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Interior Minister Ruvan Keld", "Ruvan Keld"),
        ("baker Oda Finn", "Oda Finn"),
        ("Abu al Masri", "Abu al Masri"),
        ("Mr.", ""),
        ("his lawyer", ""),
        ("the judge at the Assize Court", ""),
    ],
)
def test_a_bare_name_has_no_title(source: str, name: str) -> None:
    assert bare_name(source) == name


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Tim Lorne", "Timothy Lorne", "same"),
        ("Brandt", "Ida Brandt", "same"),
        ("Ida Brandt", "Eva Brandt", "different"),
        ("Ida Brandt", "his lawyer", "unknown"),
        ("Ida Brandt", "Mr.", "unknown"),
        ("Ida Brandt", "he", "unknown"),
        ("He", "he", "unknown"),
    ],
)
def test_who_may_be_the_same_speaker(left: str, right: str, relation: str) -> None:
    assert speakers(Source(left, "person", None), Source(right, "person", None)) == relation


def test_sentences_quoted_on_different_occasions_are_different_utterances() -> None:
    both = quoting("The bridge was never safe to walk on. The council knew about all of this for years.", "a")
    first, second = "The bridge was never safe to walk on", "The council knew about all of this for years."
    apart = [
        document(f"“{first},” she said.\n{filler}\n“{second}”", name, speaker="Ida Brandt")
        for name, filler in (("b", "Rain fell on Tuesday evening."), ("c", "Nobody answered the telephone there."))
    ]
    groups = grouped([both, *apart])
    assert [len(group.mentions) for group in groups] == [3, 3]
    assert [
        len(group.mentions) for group in grouped([both, document(both.article.text, "again", speaker="Ida Brandt")])
    ] == [2]


def test_no_documents_no_quotes() -> None:
    assert grouped([]) == ()


_WORDS = st.sampled_from("bridge river the of and council warned three times never 11 Tarn … —".split())
_TEXTS = st.lists(_WORDS, min_size=1, max_size=12).map(" ".join)
_SPEAKERS = st.sampled_from([None, "Ida Brandt", "Brandt", "a placard", "Olaf Lindqvist"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(_TEXTS, _SPEAKERS), min_size=1, max_size=6))
def test_every_long_quotation_stands_in_exactly_one_group(quotes: list[tuple[str, str | None]]) -> None:
    documents = [quoting(text, str(n), speaker) for n, (text, speaker) in enumerate(quotes)]
    shown = [mention.span for group in grouped(documents) for mention in group.mentions]
    assert len(shown) == len(set(shown))
    for item in documents:
        for attribution in item.attributions:
            if sum(any(map(str.isalnum, word)) for word in attribution.content.quote.split()) >= 4:
                assert attribution.content in shown
    for span in shown:
        assert span.quote == documents[int(span.article)].article.text[span.start : span.end]


def test_what_an_article_quotes_exactly_elsewhere_is_not_quoted_in_other_words_too() -> None:
    day = "It has been an amazing day."
    other = document(f"The engineer spoke. “{day}” Then: “It has been an amazing time in Talwin for us.”", "b")
    groups = grouped([quoting(day, "a", None), other])
    assert [sorted({article for article, _ in wordings(group)}) for group in groups] == [["a", "b"], ["b"]]


def test_words_that_tie_others_do_not_make_two_utterances_one() -> None:
    told = quoting("They turned the soul of the harbour into rubble and ruin, and nobody of the council came.", "a")
    assert len(grouped([told, quoting("capital of the harbour", "b", speaker=None)])) == 2
    assert len(grouped([told, quoting("soul of the harbour", "b", speaker=None)])) == 1
