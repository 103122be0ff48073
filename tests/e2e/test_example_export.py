"""The exported comparison of the example story keeps its promises."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from command_runs import STORY, Example

from variorum.report.verification import schema_text, verify


def spans(node: Any) -> list[dict[str, Any]]:
    """Everything in the export that has offsets."""
    if isinstance(node, list):
        return [span for value in node for span in spans(value)]
    if not isinstance(node, dict):
        return []
    return ([node] if "start" in node and "field" in node else []) + spans(list(node.values()))


def test_the_export_fits_the_shipped_schema(example: Example) -> None:
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(example.export)


def test_every_span_is_verbatim_in_the_file_that_was_given(example: Example) -> None:
    record = json.loads((STORY / "agency.jsonl").read_text(encoding="utf-8"))
    given = {"agency": {"title": record["title"], "text": record["maintext"]}}
    for path in STORY.glob("*.txt"):
        given[path.stem] = {"text": path.read_text(encoding="utf-8-sig")}
    checked = 0
    for span in spans(example.export):
        if span["article"] in given:
            words = span.get("quote", span.get("value", span.get("text")))
            assert given[span["article"]][span["field"]][span["start"] : span["end"]] == words
            checked += 1
    assert checked > 100


def test_every_span_of_the_saved_page_is_verbatim_in_its_extracted_text(example: Example, compared: Any) -> None:
    assert verify(example.export, compared.articles) == len(spans(example.export))


def test_the_words_of_the_saved_page_stand_in_the_page(example: Example) -> None:
    page = " ".join((STORY / "tribune.html").read_text(encoding="utf-8").split())
    for point in example.export["points"]:
        for mention in point["mentions"]:
            if mention["article"] == "tribune":
                assert " ".join(mention["quote"].split()) in page


def test_articles_are_named_by_their_own_id_or_their_file(example: Example) -> None:
    assert {a["id"] for a in example.export["articles"]} == {"agency", "courier", "freequay", "herald", "tribune"}


def test_dates_and_outlets_are_read_from_the_text_where_nothing_else_gives_them(example: Example) -> None:
    articles = {a["id"]: a for a in example.export["articles"]}
    assert {key: (a["published"] or "")[:10] for key, a in articles.items()} == {
        "agency": "2025-10-11",
        "courier": "2025-10-12",
        "freequay": "2025-10-13",
        "herald": "2025-10-13",
        "tribune": "2025-10-12",
    }
    assert articles["tribune"]["outlet"] == "Island Tribune"
    assert articles["tribune"]["url"].startswith("https://www.islandtribune.example/news/")


def test_every_point_has_one_cell_per_article_and_mentions_only_where_the_cell_speaks(example: Example) -> None:
    ids = {a["id"] for a in example.export["articles"]}
    for point in example.export["points"]:
        assert set(point["cells"]) == ids
        told = {mention["article"] for mention in point["mentions"]}
        speaking = {key for key, cell in point["cells"].items() if cell not in {"silent", "not observable"}}
        assert told == speaking
        assert point["articles"] == len(told)
        assert 1 <= point["origins"] <= point["texts"] <= point["articles"]


def test_the_same_input_gives_the_same_bytes(example: Example, run: Any, files: list[Path], tmp_path: Path) -> None:
    done = run("compare", *files, "--quiet", "--json", tmp_path / "again.json", env={"PYTHONHASHSEED": "7"})
    assert done.returncode == 0
    assert not done.stdout
    assert (tmp_path / "again.json").read_bytes() == example.written


def test_the_report_page_needs_no_network_and_shows_every_article(example: Example) -> None:
    assert 'src="http' not in example.page
    assert '<link rel="stylesheet" href="http' not in example.page
    for article in example.export["articles"]:
        assert article["id"] in example.page
