"""The report of the example story, row by row and cell by cell, against the comparison made by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from command_runs import STORY, Example

import scoring

MISSES = tomllib.loads(Path(__file__).with_name("known_misses.toml").read_text(encoding="utf-8")).get("miss", [])
KNOWN_MISSES: dict[str, str] = {check: miss["why"] for miss in MISSES for check in miss["checks"]}
EXPECTED = scoring.load(STORY.with_name(f"{STORY.name}.expected.json"))


def checks(ids: list[str]) -> list[Any]:
    """The checks as test parameters, those known to be missed marked as such."""
    return [
        pytest.param(
            name.split(": ", 1)[1],
            id=name,
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN_MISSES[name])] if name in KNOWN_MISSES else [],
        )
        for name in ids
    ]


def points(*kinds: str) -> dict[str, scoring.ExpectedPoint]:
    """The expected points, all or those of certain relations."""
    return {p["gist"]: p for p in EXPECTED["points"] if not kinds or p["relation"] in kinds}


@pytest.fixture(scope="session")
def rows(example: Example, texts: dict[str, dict[str, str]]) -> dict[str, Any]:
    """For every expected point the row of the report that covers it best, or None."""
    sentences = scoring.Sentences(EXPECTED, texts)
    return {gist: scoring.match(point, example.export, sentences, texts) for gist, point in points().items()}


def row(rows: dict[str, Any], gist: str) -> Any:
    """The row; whether there is one is for another test to say."""
    if rows[gist] is None:
        pytest.skip("the report has no such row")
    return rows[gist]


def test_every_sentence_of_the_hand_made_comparison_was_read(texts: dict[str, dict[str, str]]) -> None:
    sentences = scoring.Sentences(EXPECTED, texts)
    needed = {mention["at"] for point in EXPECTED["points"] for mention in point["mentions"]}
    assert not [at for at in sorted(needed) if not sentences.places[at]]


@pytest.mark.parametrize("gist", checks([f"row: {gist}" for gist in points()]))
def test_row_is_found(rows: dict[str, Any], gist: str) -> None:
    assert rows[gist] is not None


@pytest.mark.parametrize("gist", checks([f"status: {gist}" for gist, p in points().items() if p["status"]]))
def test_status(rows: dict[str, Any], gist: str) -> None:
    assert row(rows, gist)["status"] == points()[gist]["status"]


@pytest.mark.parametrize(
    "cell", checks([f"cell: {gist} | {article}" for gist, p in points().items() for article in p["cells"]])
)
def test_cell(rows: dict[str, Any], cell: str) -> None:
    gist, article = cell.split(" | ")
    assert row(rows, gist)["cells"][article] == points()[gist]["cells"][article]


@pytest.mark.parametrize(
    "value",
    checks([f"value: {gist} | {a}" for gist, p in points("conflict").items() for a in (p["differs"] or {})["values"]]),
)
def test_contested_value(rows: dict[str, Any], value: str) -> None:
    gist, article = value.split(" | ")
    shown = row(rows, gist)["differs"]
    assert shown is not None
    given = [v["value"] for v in shown["values"] if v["article"] == article]
    # An article may give several values; any of those that a reader marked will do.
    phrases = [m["phrase"] for m in points()[gist]["mentions"] if m["at"].startswith(f"{article}:")]
    assert any(scoring.same_words(phrase, value) for value in given for phrase in phrases), given


@pytest.mark.parametrize("at", checks([f"boilerplate: {b['at']} | {b['phrase']}" for b in EXPECTED["boilerplate"]]))
def test_boilerplate_is_in_no_point(example: Example, texts: dict[str, dict[str, str]], at: str) -> None:
    sentences = scoring.Sentences(EXPECTED, texts)
    mentions = [m for p in example.export["points"] for m in p["mentions"]]
    assert at.split(" | ")[0] not in sentences.covered(mentions)


@pytest.mark.parametrize("at", checks([f"single: {s['at']} | {s['phrase']}" for s in EXPECTED["singles"]]))
def test_what_one_report_tells_is_shown_as_such(example: Example, texts: dict[str, dict[str, str]], at: str) -> None:
    sentence, phrase = at.split(" | ")
    wanted = scoring.Sentences(EXPECTED, texts).locate(sentence, phrase, texts)
    told = [
        point["status"]
        for point in example.export["points"]
        for mention in point["mentions"]
        for place in wanted
        if 2 * scoring.place(mention).shared(place) >= place.end - place.start
    ]
    assert "single" in told


def quotations() -> list[str]:
    """Every quotation by article and words."""
    return [f"{m['at']} | {m['text']}" for quote in EXPECTED["quotes"] for m in quote["mentions"]]


def quoted(example: Example, texts: dict[str, dict[str, str]], check: str) -> tuple[int, str | None]:
    """Number and speaker of the quotation that covers those words."""
    at, words = check.split(" | ")
    for wanted in scoring.Sentences(EXPECTED, texts).locate(at, words, texts):
        for number, quote in enumerate(example.export["quotes"]):
            for mention in quote["mentions"]:
                if 2 * scoring.place(mention).shared(wanted) >= wanted.end - wanted.start:
                    return number, mention["speaker"]
    pytest.fail("the report has no such quotation")


@pytest.mark.parametrize("words", checks([f"speaker: {words}" for words in quotations()]))
def test_quotation_has_its_speaker(example: Example, texts: dict[str, dict[str, str]], words: str) -> None:
    speakers = {f"{m['at']} | {m['text']}": quote["speaker"] for quote in EXPECTED["quotes"] for m in quote["mentions"]}
    assert scoring.same_speaker(quoted(example, texts, words)[1], speakers[words])


@pytest.mark.parametrize(
    "words", checks([f"wordings: {q['mentions'][0]['text']}" for q in EXPECTED["quotes"] if len(q["mentions"]) > 1])
)
def test_wordings_of_one_utterance_stand_together(
    example: Example, texts: dict[str, dict[str, str]], words: str
) -> None:
    quote = next(q for q in EXPECTED["quotes"] if q["mentions"][0]["text"] == words and len(q["mentions"]) > 1)
    if len({m["at"].split(":")[0] for m in quote["mentions"]}) < 2:
        pytest.skip("quoted by one report only")
    found = {quoted(example, texts, f"{m['at']} | {m['text']}")[0] for m in quote["mentions"]}
    assert len(found) == 1


@pytest.mark.parametrize(
    "label",
    checks(
        [
            f"label: {label['entity']} | {article} | {text}"
            for label in EXPECTED["labels"]
            for article, given in label["designations"].items()
            for text in given
        ]
    ),
)
def test_label_is_listed(example: Example, label: str) -> None:
    _, article, text = label.split(" | ")
    given = [d["text"] for entry in example.export["labels"] for d in entry["designations"] if d["article"] == article]
    assert any(scoring.same_words(text, said) for said in given)


def test_the_wire_copy_is_one_origin_with_the_agency(example: Example) -> None:
    assert [sorted(origin["articles"]) for origin in example.export["origins"]] == [["agency", "tribune"]]


@pytest.mark.parametrize("pair", checks([f"copied: {'+'.join(copy['articles'])}" for copy in EXPECTED["copies"]]))
def test_copied_passage_is_shown(example: Example, pair: str) -> None:
    copy = next(copy for copy in EXPECTED["copies"] if "+".join(copy["articles"]) == pair)
    links = [link for link in example.export["copies"] if {link["left"], link["right"]} == set(copy["articles"])]
    assert links
    assert any(scoring.same_words(copy["text"], p["left"]["quote"]) for link in links for p in link["passages"])


NAMES = {
    "Danica Bresh": {"Danica Bresh", "Danitsa Bresh", "Danica Breš"},
    "Ruvan Keld": {"Ruvan Keld", "Rouvan Keld"},
    "Dock and Ferry Workers' Union": {"Dock and Ferry Workers' Union", "DFWU"},
    "Halmery Port Authority": {"Halmery Port Authority", "HPA"},
    "Norrand Harbour Group": {"Norrand Harbour Group", "Norrand"},
}


@pytest.mark.parametrize("name", checks([f"names: {name}" for name in NAMES]))
def test_spellings_and_acronyms_of_a_name_are_one_entity(example: Example, name: str) -> None:
    groups = [{entity["name"], *entity["aliases"]} for entity in example.export["entities"]]
    assert any(all(any(form in alias for alias in group) for form in NAMES[name]) for group in groups)
