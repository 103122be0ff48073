from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.errors import InputError
from variorum.language import Analyzer, load, supported
from variorum.language.pieces import shape
from variorum.model.syntax import Parse

TEXT = "Mayor Jane Alder of Lowell said on Friday: “We don't know.” Twelve people were not hurt."


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return load()


def check(text: str, parses: tuple[Parse, ...], shift: int = 0) -> None:
    """What holds for every parse of every text."""
    position = 0
    for parse in parses:
        assert parse.start == parse.tokens[0].start
        assert parse.end == parse.tokens[-1].end
        heads = [token.head for token in parse.tokens]
        assert sum(head < 0 for head in heads) == 1
        for start in range(len(heads)):
            node, steps = start, 0
            while heads[node] >= 0:
                node, steps = heads[node], steps + 1
                assert steps <= len(heads)
        for token in parse.tokens:
            assert text[token.start - shift : token.end - shift] == token.text
            assert (
                not text[position : token.start - shift]
                .strip("\u200b\u2060\ufeff \n\t\r\x0b\x0c")
                .strip("\u200b\u2060\ufeff")
                .strip()
            )
            assert (token.relation == "root") == (token.head < 0)
            assert token.pos
            position = token.end - shift
        last = 0
        for name in parse.names:
            assert last <= name.first < name.last <= len(heads)
            assert 0 < name.score <= 1.001
            last = name.last
        assert parse.token_vectors.shape == (len(heads), parse.vector.shape[0])
        assert np.linalg.norm(parse.vector) == pytest.approx(1, abs=1e-4)
        assert np.isfinite(parse.token_vectors).all()


def test_a_paragraph(analyzer: Analyzer) -> None:
    (parses,) = analyzer.parse([TEXT], offsets=[100])
    check(TEXT, parses, 100)
    assert [parse.tokens[0].text for parse in parses] == ["Mayor", "Twelve"]
    assert [token.text for token in parses[0].tokens][:3] == ["Mayor", "Jane", "Alder"]
    assert any(name.kind == "person" for name in parses[0].names)
    said = next(token for token in parses[0].tokens if token.text == "said")
    assert (said.lemma, said.pos) == ("say", "VERB")
    assert any(token.morph == "Polarity=Neg" for token in parses[1].tokens)


def test_nothing_gives_no_sentence(analyzer: Analyzer) -> None:
    assert analyzer.parse(["", " \n "]) == [(), ()]
    assert analyzer.parse([]) == []


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=60), max_size=3))
def test_any_text(texts: list[str]) -> None:
    for text, parses in zip(texts, load().parse(texts), strict=True):
        check(text, parses)


@settings(deadline=None, max_examples=25)
@given(st.text(alphabet="aB .?!\"”“'’\n[1]-•…,\u0301é中\U0001f600\u200b\x00", max_size=200))
def test_hostile_text(text: str) -> None:
    (parses,) = load().parse([text])
    check(text, parses)


def test_a_very_long_sentence_is_one_tree(analyzer: Analyzer) -> None:
    text = " and ".join(["the old bridge over the river"] * 70)
    (parses,) = analyzer.parse([text])
    assert len(parses) == 1
    check(text, parses)


def test_words_of_very_many_pieces(analyzer: Analyzer) -> None:
    text = " ".join(["qzxv" * 20] * 60)
    (parses,) = analyzer.parse([text])
    check(text, parses)


def test_a_sentence_says_the_same_in_any_batch(analyzer: Analyzer) -> None:
    ((alone,),) = analyzer.parse(["The ferry sank."])
    together = analyzer.parse(["A much longer sentence about nothing at all stands beside it.", "The ferry sank."])[1][
        0
    ]
    assert alone.tokens == together.tokens
    np.testing.assert_allclose(alone.vector, together.vector, atol=1e-3)


def test_similar_sentences_have_similar_embeddings(analyzer: Analyzer) -> None:
    vectors = analyzer.embed(["The ferry sank in a storm.", "A storm sank the ferry.", "Shares rose on Monday.", ""])
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > 0.6 > 0.3 > vectors[0] @ vectors[2]


def test_capitals_of_headlines_are_seen_through(analyzer: Analyzer) -> None:
    ((parse,),) = analyzer.parse(["FERRY SINKS IN STORM"])
    assert [token.lemma for token in parse.tokens] == ["ferry", "sink", "in", "storm"]


def test_words_given(analyzer: Analyzer) -> None:
    (parse,) = analyzer.parse_words([["The", "ferry", "sank", "."]])
    assert [token.text for token in parse.tokens] == ["The", "ferry", "sank", "."]


def test_other_languages_are_refused() -> None:
    assert supported("en")
    assert not supported("fr")
    with pytest.raises(InputError, match="fr"):
        load("fr")


@pytest.mark.parametrize(
    ("word", "expected"), [("it", 1), ("It", 2), ("UN", 3), ("I", 4), ("iPod", 5), ("12", 0), ("中", 0), ("", 0)]
)
def test_letter_case(word: str, expected: int) -> None:
    assert shape(word) == expected


def test_threads_change_nothing() -> None:
    texts = [f"{TEXT} Then {number} ferries left for the island of Low." for number in range(60)]
    folder = resources.files("variorum.language") / "data"
    one, several = Analyzer(folder, threads=1).parse(texts), Analyzer(folder, threads=3).parse(texts)
    assert one == several
    for left, right in zip(one, several, strict=True):
        for a, b in zip(left, right, strict=True):
            assert np.array_equal(a.vector, b.vector)


def test_an_error_in_one_batch_is_raised(analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no names today")

    monkeypatch.setattr(Analyzer, "_name_tags", fail)
    with pytest.raises(RuntimeError, match="no names today"):
        analyzer.parse([TEXT] * 100)
