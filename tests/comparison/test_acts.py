"""Verbs for what happened, on sentences about invented people read with the real model."""

from __future__ import annotations

import pytest

from variorum.articles import from_text
from variorum.comparison.acts import Act, find_acts
from variorum.comparison.entities import link
from variorum.model.comparison import Label
from variorum.pipeline import annotate, compare

LEAD = "Ida Brandt, the mayor of Osk, spoke to reporters on Monday. "


def acts(text: str) -> list[Act]:
    documents = annotate([from_text(text, id="a")])
    return list(find_acts(documents, link(documents)))


def labels(*texts: str) -> dict[str, Label]:
    comparison = compare([from_text(text, id=f"r{n}") for n, text in enumerate(texts, start=1)])
    return {label.entity: label for label in comparison.labels}


def told(label: Label) -> list[tuple[str, str, str]]:
    return [(item.span.article, item.span.quote, item.voice) for item in label.designations]


@pytest.mark.parametrize(
    ("sentence", "words", "noun"),
    [
        ("Ida Brandt was arrested in Osk on Monday.", "was arrested", "arrest"),
        ("Ida Brandt has since been arrested.", "has since been arrested", "arrest"),
        ("Police in Osk arrested Ida Brandt on Monday.", "arrested", "arrest"),
        ("Ida Brandt was taken into custody on Monday.", "was taken into custody", "custody"),
        ("Ida Brandt stepped down as mayor of Osk on Monday.", "stepped down", "resignation"),
        ("The council spoke of Ida Brandt, whom the minister sacked on Monday.", "sacked", "sacking"),
        ("Ida Brandt, who was killed in the blast, was a baker.", "was killed", "killing"),
        ("The mourners carried a portrait of Ida Brandt, killed in the blast.", "killed", "killing"),
        ("Soldiers shot Ida Brandt dead on Monday.", "shot Ida Brandt dead", "killing"),
    ],
)
def test_what_happened_to_somebody(sentence: str, words: str, noun: str) -> None:
    (act,) = [act for act in acts(sentence) if act.entity is not None]
    assert (act.span.quote, act.noun) == (words, noun)


def test_all_to_whom_it_happened() -> None:
    found = acts("Ida Brandt and Tom Rask were killed in the blast.")
    assert len({act.entity for act in found}) == 2
    assert {act.span.quote for act in found} == {"were killed"}


def test_what_is_joined_by_and_has_one_subject() -> None:
    found = acts("Ida Brandt was arrested on Monday and charged with fraud on Tuesday.")
    assert [act.noun for act in found if act.entity is not None] == ["arrest", "charge"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ida Brandt will be arrested in Osk.",
        "Ida Brandt was not arrested in Osk.",
        "The council wants to sack Ida Brandt.",
        "The council wants to sack and evict Ida Brandt.",
        "The minister denied that Ida Brandt was arrested.",
        "If Ida Brandt is arrested, the dockers will strike.",
        "Ida Brandt may have been killed in the blast.",
    ],
)
def test_only_what_is_told_as_done(sentence: str) -> None:
    assert not [act for act in acts(sentence) if act.entity is not None]


def test_who_did_it_is_not_to_whom_it_happened() -> None:
    (act,) = acts("Ida Brandt arrested three dockers in Osk on Monday.")
    assert act.entity is None


def test_reports_that_word_it_differently() -> None:
    found = labels(
        LEAD + "Tom Rask, the harbour master, was sacked on Friday.",
        LEAD + "Tom Rask, the harbour master, stepped down on Friday.",
        LEAD + "The harbour master, Tom Rask, resigned on Friday, a source said.",
    )
    # None of the three is what happened by itself, so its name takes no side.
    assert told(found["departure of Tom Rask"]) == [
        ("r1", "was sacked", "own"),
        ("r2", "stepped down", "own"),
        ("r3", "resigned", "attributed"),
    ]


def test_a_noun_that_all_have_names_it() -> None:
    found = labels(
        LEAD + "The arrest of Tom Rask angered the dockers.",
        LEAD + "Tom Rask was arrested on Friday. The detention lasted an hour.",
    )
    assert {words for _, words, _ in told(found["arrest of Tom Rask"])} >= {"arrest", "was arrested"}


def test_what_one_report_alone_tells_by_a_verb_is_no_label() -> None:
    assert not [
        name
        for name in labels(LEAD + "Tom Rask was sacked on Friday.", LEAD + "Tom Rask is the harbour master.")
        if "of Tom Rask" in name
    ]


def test_a_town_that_is_taken() -> None:
    found = labels(
        LEAD + "Rebels liberated Talwin on Friday.",
        LEAD + "Rebels captured Talwin on Friday.",
        LEAD + "The occupation of Talwin began on Friday. A soldier was captured.",
    )
    assert told(found["taking of Talwin"]) == [
        ("r1", "liberated", "own"),
        ("r2", "captured", "own"),
        ("r3", "occupation", "own"),
    ]


def test_an_event_is_told_by_verbs_too() -> None:
    found = labels(
        "The protest in Osk went on. Thousands marched through Osk. The protest was loud.",
        "The protest in Osk ended. Dockers rioted near the harbour. The protest was small.",
    )
    words = {(article, quote) for article, quote, _ in told(found["protest"])}
    assert {("r1", "marched"), ("r2", "rioted")} <= words


def test_deaths_are_not_the_death_of_one() -> None:
    found = labels(
        LEAD + "Tom Rask died in the blast. The deaths shocked Osk.",
        LEAD + "Tom Rask was killed in the blast. The deaths shocked many.",
    )
    assert {words for _, words, _ in told(found["death of Tom Rask"])} == {"died", "was killed"}
