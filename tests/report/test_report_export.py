from __future__ import annotations

import copy
import json
from dataclasses import replace

import builders
import hostile
import jsonschema_rs
import pytest

from variorum.model.comparison import Comparison
from variorum.report import export, verification


@pytest.fixture(scope="module")
def exported() -> export.ComparisonExport:
    return export.to_json(builders.comparison())


def test_the_schema_is_a_schema_and_the_export_fits(exported: export.ComparisonExport) -> None:
    jsonschema_rs.meta.validate(json.loads(verification.schema_text()))
    verification.validate(exported)
    assert exported["schema"] == "variorum/comparison/1"


def test_every_span_gives_its_words(exported: export.ComparisonExport) -> None:
    reports = builders.articles()
    assert verification.verify(exported, reports) > 60
    for point in exported["points"]:
        for mention in point["mentions"]:
            text = {report.id: report for report in reports}[mention["article"]].field(mention["field"])
            assert text[mention["start"] : mention["end"]] == mention["quote"]


def test_the_fixed_part_of_the_contract(exported: export.ComparisonExport) -> None:
    first = exported["articles"][0]
    assert (first["id"], first["outlet"], first["published"]) == ("courier", "Marlhaven Courier", "2031-06-14")
    assert exported["articles"][1]["published"] == "2031-06-14T18:40:00+00:00"
    assert exported["articles"][4]["published"] is None
    point = exported["points"][1]
    assert point["status"] == "contested"
    assert (point["articles"], point["texts"], point["origins"]) == (5, 4, 4)
    assert list(point["cells"]) == [article["id"] for article in exported["articles"]]
    assert point["differs"] is not None
    assert point["differs"]["values"][1] == {
        "article": "wire", "field": "text", "value": "About 400", "start": 192, "end": 201, "said_by": "police",
    }  # fmt: skip
    assert exported["points"][2]["cells"]["courier"] == "not observable"
    assert exported["quotes"][0]["speaker"] == "Ines Tallow"
    assert exported["labels"][0]["designations"][0]["voice"] == "own"
    assert exported["origins"][0]["articles"] == ["wire", "ledger"]
    assert len(exported["origins"][0]["passages"]) == 3
    assert exported["digest"][0]["contested"] is True


def test_the_same_comparison_gives_the_same_text_and_reads_back() -> None:
    text = export.dumps(builders.comparison())
    assert text == export.dumps(builders.comparison())
    assert json.loads(text) == export.to_json(builders.comparison())


def test_empty_comparison() -> None:
    verification.validate(export.to_json(Comparison(builders.articles()[:1])))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda e: e["points"][0].update(status="true"),
        lambda e: e["points"][0]["mentions"].clear(),
        lambda e: e["points"][0]["mentions"][0].pop("end"),
        lambda e: e["points"][0]["cells"].update(wire="maybe"),
        lambda e: e["points"][0].update(importance=1.5),
        lambda e: e["points"][0].update(importance=float("nan")),
        lambda e: e["quotes"][0]["mentions"][0].update(start=-1),
        lambda e: e.update(schema="variorum/comparison/2"),
        lambda e: e["articles"].clear(),
        lambda e: e["articles"][0].update(published="14 June"),
        lambda e: e["labels"][0].update(kind="ship"),
    ],
)
def test_what_breaks_the_contract_is_refused(spoil: object, exported: export.ComparisonExport) -> None:
    broken = copy.deepcopy(exported)
    spoil(broken)  # type: ignore[operator]
    with pytest.raises(verification.ExportError):
        verification.validate(broken)


def test_a_span_with_other_words_is_found(exported: export.ComparisonExport) -> None:
    broken = copy.deepcopy(exported)
    broken["labels"][0]["designations"][0]["start"] -= 1
    with pytest.raises(verification.ExportError, match="labels/0/designations/0"):
        verification.verify(broken, builders.articles())
    broken = copy.deepcopy(exported)
    broken["digest"][0]["article"] = "nobody"
    with pytest.raises(verification.ExportError, match="nobody"):
        verification.verify(broken, builders.articles())


def test_cells_must_match_the_articles() -> None:
    comparison = builders.comparison()
    spoilt = replace(comparison, articles=comparison.articles[:4])
    with pytest.raises(ValueError, match="zip"):
        export.to_json(spoilt)


def test_hostile_texts_are_exported_verbatim() -> None:
    comparison = hostile.comparison()
    text = export.dumps(comparison)
    assert json.loads(text.encode("utf-8")) == export.to_json(comparison)
