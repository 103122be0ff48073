from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from plain_documents import document

from variorum.comparison import origins as counting
from variorum.comparison.origins import count, find_origins
from variorum.comparison.reuse import find_copies
from variorum.model.document import Document

WIRE = (
    "A footbridge over the river Tarn collapsed early on Tuesday, throwing eleven cyclists into the cold water. "
    "Divers brought all of them ashore within twenty minutes. "
    "The town had closed the bridge to lorries last spring after inspectors found rust in two of its cables. "
)
OWN = (
    "Eleven people on bicycles fell into the Tarn when a bridge gave way beneath them. "
    "Rescuers pulled everyone out alive, and a hospital treated three for bruises. "
    "Residents have complained about the state of the crossing for years, and the council kept promising repairs. "
    "A retired welder said he had stopped using it. "
)


def told(item: Document, sentence: int, source: str | None = None) -> counting.Testimony:
    return counting.Testimony(item.article.id, item.sentences[sentence].span, source)


def numbers(testimonies: Sequence[counting.Testimony], documents: Sequence[Document]) -> tuple[int, int, int]:
    copies = find_copies(documents)
    return count(testimonies, copies, find_origins(documents, copies), [item.article for item in documents])


def test_articles_of_one_text_are_one_origin() -> None:
    documents = [document(WIRE, "a"), document(OWN, "b"), document(WIRE + "The mayor stayed away. ", "c")]
    (origin,) = find_origins(documents, find_copies(documents))
    assert origin.articles == ("a", "c")
    assert [(link.left, link.right) for link in origin.links] == [("a", "c")]
    assert origin.credited is None


def test_one_borrowed_sentence_is_no_origin() -> None:
    borrowed = WIRE.split(". ")[2] + " "
    documents = [document(WIRE, "a"), document(OWN + borrowed + OWN.upper(), "b")]
    copies = find_copies(documents)
    assert len(copies) == 1
    assert find_origins(documents, copies) == ()


def test_a_named_outlet_is_credited() -> None:
    borrowed = f"The Tarn Valley Observer reported: “{WIRE}” " + OWN + OWN.upper()
    documents = [document(WIRE, "a", outlet="Tarn Valley Observer"), document(borrowed, "b")]
    (origin,) = find_origins(documents, find_copies(documents))
    assert (origin.articles, origin.credited) == (("a", "b"), "Tarn Valley Observer")


def test_copied_words_are_one_text() -> None:
    a, b, c = documents = [document(WIRE, "a"), document(OWN, "b"), document(WIRE, "c")]
    assert numbers([told(a, 0), told(b, 0), told(c, 0)], documents) == (3, 2, 2)


def test_a_passage_elsewhere_does_not_make_a_point_one_text() -> None:
    borrowed = WIRE.split(". ")[2] + ". "
    a, b = documents = [document(WIRE, "a"), document(OWN + borrowed, "b")]
    assert numbers([told(a, 0), told(b, 0)], documents) == (2, 2, 2)
    assert numbers([told(a, 2), told(b, 4)], documents) == (2, 1, 1)


def test_which_article_comes_first_does_not_matter() -> None:
    welder, divers = "A retired welder said he had stopped using it. ", WIRE.split(". ")[1] + ". "
    one = document(welder + divers + divers + WIRE.split(". ")[2] + ". ", "a")
    other = document(WIRE.split(". ")[0] + ". " + divers + welder + divers, "b")
    forth, back = find_copies([one, other]), find_copies([other, one])
    assert [(p.left.quote, p.right.quote) for link in forth for p in link.passages] == sorted(
        ((p.right.quote, p.left.quote) for link in back for p in link.passages),
        key=lambda pair: one.article.text.index(pair[0]),
    )


def test_one_spokesman_is_one_origin() -> None:
    a, b, c = documents = [document(WIRE, "a"), document(OWN, "b"), document("A bridge fell.", "c")]
    shared = [told(a, 1, "Maria Pereira"), told(b, 1, "Pereira")]
    assert numbers(shared, documents) == (2, 2, 1)
    assert numbers([*shared, told(c, 0, "a diver")], documents) == (3, 3, 2)
    assert numbers([*shared, told(c, 0)], documents) == (3, 3, 2)


def test_an_articles_own_voice_adds_nothing_to_its_source() -> None:
    a, b = documents = [document(WIRE, "a"), document(OWN, "b")]
    assert numbers([told(a, 0), told(a, 1, "the police"), told(b, 1, "police")], documents) == (2, 2, 1)


def test_two_sources_in_one_article_are_no_two_origins() -> None:
    a, b = documents = [document(WIRE, "a"), document(OWN, "b")]
    assert numbers([told(a, 0, "a diver"), told(a, 1, "a nurse"), told(b, 1, "a clerk")], documents) == (2, 2, 2)


def test_one_agency_is_one_origin() -> None:
    a, b = documents = [document(WIRE, "a", credits=("EW",)), document(OWN, "b", credits=("Staff", "EW"))]
    assert numbers([told(a, 0), told(b, 0)], documents) == (2, 2, 1)


def test_what_an_outlet_is_quoted_for_is_its_own() -> None:
    a, b = documents = [document(WIRE, "a", outlet="Tarn Observer"), document(OWN, "b")]
    assert numbers([told(a, 0), told(b, 0, "the Tarn Observer")], documents) == (2, 2, 1)


def test_one_outlet_does_not_corroborate_itself() -> None:
    a, b = documents = [document(WIRE, "a", outlet="Tarn Observer"), document(OWN, "b", outlet="The Tarn Observer")]
    assert numbers([told(a, 0), told(b, 0)], documents) == (2, 2, 1)


def test_a_text_that_two_houses_share_does_not_make_one_house_of_them() -> None:
    """The Gazette's other reporter tells it in her own words: with the Observer's that makes two."""
    borrowed = WIRE.split(". ")[2] + ". "
    a = document(WIRE, "a", outlet="Tarn Gazette")
    b = document("A welder saw it all. " + borrowed + OWN, "b", outlet="Tarn Observer")
    c = document(OWN.upper(), "c", outlet="Tarn Gazette")
    assert numbers([told(a, 2), told(b, 1)], [a, b, c]) == (2, 1, 1)
    assert numbers([told(a, 2), told(b, 1), told(c, 2)], [a, b, c]) == (3, 2, 2)
    assert numbers([told(a, 2), told(c, 2)], [a, b, c]) == (2, 2, 1)


def test_nothing_told_is_nothing() -> None:
    assert count([], []) == (0, 0, 0)


_SENTENCES = [*(WIRE + OWN).split(". ")[:-1], "It fell", "Nobody died", "“We warned them,” said Brandt"]
_SOURCES = st.sampled_from([None, None, "police", "Ida Brandt", "Brandt", "a diver"])


@st.composite
def _stories(draw: st.DrawFn) -> tuple[list[Document], list[counting.Testimony]]:
    documents: list[Document] = []
    testimonies: list[counting.Testimony] = []
    for number in range(draw(st.integers(1, 4))):
        chosen = draw(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=6))
        agencies = draw(st.sampled_from([(), ("EW",), ("EW", "Staff")]))
        outlet = draw(st.sampled_from([None, "Tarn Gazette", "Tarn Observer"]))
        documents.append(document(". ".join(chosen) + ".", str(number), outlet=outlet, credits=agencies))
        for sentence in range(len(documents[-1].sentences)):
            if draw(st.booleans()):
                testimonies.append(told(documents[-1], sentence, draw(_SOURCES)))
    return documents, testimonies


@settings(max_examples=150, deadline=None)
@given(_stories(), st.integers(0, 3))
def test_a_copy_of_an_article_adds_no_origin(
    story: tuple[list[Document], list[counting.Testimony]], which: int
) -> None:
    documents, testimonies = story
    original = documents[which % len(documents)]
    copy = document(original.article.text, "copy", outlet="Somebody Else", credits=original.article.credits)
    again = [
        counting.Testimony(copy.article.id, replace(item.span, article=copy.article.id), item.source)
        for item in testimonies
        if item.article == original.article.id
    ]
    _, texts, origins = numbers(testimonies, documents)
    _, texts_then, origins_then = numbers([*testimonies, *again], [*documents, copy])
    assert origins_then == origins
    # Where an article repeats a sentence, the copy may show that a third one took it: fewer texts, never more.
    assert texts_then <= texts


@settings(max_examples=100, deadline=None)
@given(_stories())
def test_there_are_never_more_origins_than_texts_nor_texts_than_articles(
    story: tuple[list[Document], list[counting.Testimony]],
) -> None:
    documents, testimonies = story
    articles, texts, origins = numbers(testimonies, documents)
    assert articles == len({item.article for item in testimonies})
    assert min(1, articles) <= origins <= texts <= articles
