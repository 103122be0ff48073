"""What was exported reads back as it was, and nothing else is read."""

from __future__ import annotations

import copy
import dataclasses
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import builders
import hostile
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from variorum.errors import InputError
from variorum.model.comparison import Comparison
from variorum.report import doubts, export, verification
from variorum.report.load import load

EXPORTED = json.loads(export.dumps(builders.comparison()))


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every member and item of the export."""
    found = [path] if path else []
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in steps:
        found += places(value, (*path, step))
    return found


PLACES = places(EXPORTED)


@pytest.mark.parametrize("comparison", [builders.comparison(), hostile.comparison(), Comparison(builders.articles())])
def test_what_is_written_reads_back(comparison: Comparison) -> None:
    text = export.dumps(comparison)
    loaded = load(text.encode())
    assert export.dumps(loaded) == text
    assert [dataclasses.replace(a, published=None) for a in loaded.articles] == [
        dataclasses.replace(a, published=None) for a in comparison.articles
    ]


def test_it_is_the_same_comparison() -> None:
    # The export keeps the day alone where only the day is known, and that without a zone.
    def day(given: datetime | None, precision: str) -> datetime | None:
        return given.replace(tzinfo=None) if given and precision == "day" else given

    comparison = builders.comparison()
    articles = tuple(
        dataclasses.replace(a, published=day(a.published, a.published_precision)) for a in comparison.articles
    )
    comparison = dataclasses.replace(comparison, articles=articles)
    assert load(export.dumps(comparison).encode()) == comparison


def test_exports_of_earlier_versions_tell_nothing_of_how_sure_cells_are() -> None:
    earlier = copy.deepcopy(EXPORTED)
    for point in earlier["points"]:
        del point["silences"], point["tellings"], point["nearest"]
    loaded = load(json.dumps(earlier).encode())
    assert all(point.silences == point.tellings == () for point in loaded.points)
    assert not any({"not found", "perhaps"} & set(doubts.shown_cells(point)) for point in loaded.points)
    assert not any(doubts.is_perhaps_shared(point) for point in loaded.points)


def test_who_tells_a_point_is_not_silent_on_it() -> None:
    spoilt = copy.deepcopy(EXPORTED)
    spoilt["points"][0]["silences"] = {"courier": 0.9}
    with pytest.raises(InputError, match="silences or tellings of other articles"):
        load(json.dumps(spoilt).encode())


def test_who_is_silent_on_a_point_does_not_tell_it() -> None:
    spoilt = copy.deepcopy(EXPORTED)
    silent = next(point for point in spoilt["points"] if "silent" in point["cells"].values())
    silent["tellings"] = {key: 0.9 for key, cell in silent["cells"].items() if cell == "silent"}
    with pytest.raises(InputError, match="silences or tellings of other articles"):
        load(json.dumps(spoilt).encode())


def test_nearest_words_are_those_of_a_silent_report() -> None:
    point = next(number for number, given in enumerate(EXPORTED["points"]) if given["nearest"])
    ((silent, span),) = EXPORTED["points"][point]["nearest"].items()
    for told, words in (("tribune" if silent != "tribune" else "courier", span), (silent, {**span, "article": "wire"})):
        spoilt = copy.deepcopy(EXPORTED)
        spoilt["points"][point]["nearest"] = {told: words}
        with pytest.raises(InputError):
            load(json.dumps(spoilt).encode())


@settings(max_examples=150, deadline=None)
@example(place=("articles", 0, "blocks", 0, "at", 0), value=0.0)
@given(
    place=st.sampled_from(PLACES),
    value=st.one_of(
        st.none(), st.booleans(), st.integers(-2, 3000), st.floats(), st.text(max_size=5),
        st.sampled_from(hostile.NASTY),
        st.sampled_from([[], {}, [[]], 1.0, 10**30, "wire", "p1", "title", "2031-06-14T99:00", "0000-00-00"]),
    ),
)  # fmt: skip
def test_an_export_that_was_tampered_with_is_refused_or_holds_together(place: tuple[Any, ...], value: Any) -> None:
    spoilt = copy.deepcopy(EXPORTED)
    node = spoilt
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = value
    refused = None
    try:
        loaded = load(json.dumps(spoilt).encode())
    except InputError as error:
        refused = error
    if refused:
        assert "\n" not in refused.message
        assert refused.hint
    else:
        assert verification.verify(export.to_json(loaded), loaded.articles)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "Expecting value"),
        (b"\xff\xfe", "decode"),
        (b"[]", "export"),
        (b"{}", "required"),
        (b"[" * 200_000, "nested"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "digits"),
        (json.dumps({**EXPORTED, "schema": "variorum/comparison/2"}).encode(), "schema"),
        (json.dumps({key: value for key, value in EXPORTED.items() if key != "copies"}).encode(), "holds no 'copies'"),
        (json.dumps({**EXPORTED, "articles": EXPORTED["articles"] * 2}).encode(), "two articles"),
        (json.dumps({**EXPORTED, "digest": [{**EXPORTED["digest"][0], "point": "p99"}]}).encode(), "no point 'p99'"),
    ],
)
def test_what_is_no_export_is_refused_in_one_line(data: bytes, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint) as caught:
        load(data)
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_every_span_is_checked() -> None:
    spoilt = copy.deepcopy(EXPORTED)
    spoilt["articles"][1]["text"] = spoilt["articles"][1]["text"].replace("About 400", "About 500")
    with pytest.raises(InputError, match=r"About 500.*About 400"):
        load(json.dumps(spoilt).encode())


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "comparison.json"
    path.write_text(export.dumps(builders.comparison()), encoding="utf-8")
    assert load(path).version == load(str(path)).version == "0.1.0"
    with pytest.raises(InputError, match="larger than 1,000 bytes"):
        load(path, limit=1000)
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "nowhere.json")
