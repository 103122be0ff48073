"""Text that was decoded wrongly before it came here is read as it was meant, and quoted as it was given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.annotate.restored import is_misread, restore
from variorum.articles import from_text
from variorum.comparison.words import forms
from variorum.pipeline import annotate, compare

MEANT = "“The pier isn’t safe — and won’t be,” Mayor Ida Brandt said on Monday. Repairs cost £5 million."
UNSEEN = "\u00ad\u2060\ufeff"
LATIN = MEANT.encode().decode("latin-1")
WINDOWS = MEANT.replace("”", "’").encode().decode("cp1252")


@given(st.text(st.sampled_from("abc .’“”—…é£"), max_size=40))
def test_what_was_read_byte_by_byte_is_restored_character_by_character(meant: str) -> None:
    misread = meant.encode().decode("latin-1")
    found = restore(misread)
    assert found.text == (meant if is_misread(misread) else misread)
    for at in range(len(found.text)):
        assert found.meant(found.given(at)) == at
        own = misread[found.given(at) : found.given(at + 1)]
        assert own in (found.text[at], found.text[at].encode().decode("latin-1"))


@given(st.text(max_size=60) | st.text(st.sampled_from(f"ab. {UNSEEN}é"), max_size=20))
def test_other_text_stays_as_it_is(text: str) -> None:
    if not is_misread(text):
        found = restore(text)
        assert found.text == "".join(character for character in text if character not in UNSEEN)
        for at, character in enumerate(found.text):
            assert text[found.given(at)] == character
            assert found.meant(found.given(at)) == at
        assert (found.places is None) == (found.text == text)


@pytest.mark.parametrize("text", ["Ein Café in „TÜ“ à la carte", "São Paulo, Málaga", "“Naïve” façade", "naïve – ‘é’"])
def test_accents_and_marks_are_no_damage(text: str) -> None:
    assert not is_misread(text)


@pytest.mark.parametrize("given_text", [LATIN, WINDOWS])
def test_both_encodings_are_known(given_text: str) -> None:
    assert restore(given_text).text.replace("’ Mayor", "” Mayor") == MEANT


def test_soft_hyphens_part_no_words_and_make_no_other_name() -> None:
    text = "Mayor Ida \u00adBrandt spoke. “The pub\u00adlishers in Sorvik were warned,” \u00adBrandt said."
    (document,) = annotate([from_text(text, id="a")])
    assert [entity.name for entity in document.entities if entity.kind == "person"] == ["Ida Brandt"]
    (spoken,) = [a for a in document.attributions if a.kind == "direct"]
    assert spoken.source is not None
    assert spoken.source.name == "Ida Brandt"
    assert text[spoken.content.start : spoken.content.end] == spoken.content.quote
    assert forms(spoken.content.quote) == forms("The publishers in Sorvik were warned,")


def test_words_and_speakers_are_found_and_spans_are_verbatim() -> None:
    (document,) = annotate([from_text(LATIN, id="a")])
    (spoken,) = [a for a in document.attributions if a.kind == "direct"]
    assert spoken.source is not None
    assert spoken.source.name == "Ida Brandt"
    assert restore(spoken.content.quote).text == "The pier isn’t safe — and won’t be,"
    for sentence in document.sentences:
        for token in sentence.tokens:
            assert restore(LATIN).between(token.start, token.end) == token.text
    assert "n’t" in {token.text for token in document.sentences[0].tokens}
    for span in (spoken.content, *(sentence.span for sentence in document.sentences)):
        assert LATIN[span.start : span.end] == span.quote


def test_the_reader_is_told_and_both_wordings_count_as_one() -> None:
    assert forms(LATIN) == forms(MEANT)
    found = compare([from_text(LATIN, id="a", outlet="Gazette"), from_text(MEANT, id="b", outlet="Courier")])
    assert next(notice for notice in found.notices if "decoded wrongly" in notice).startswith("Gazette")
    (group,) = found.quotes
    assert {mention.variant for mention in group.mentions} == {"exact"}
