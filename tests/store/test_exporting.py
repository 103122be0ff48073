"""The archive in files, versions side by side, and everything anew from the raw bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet
from reports import FERRY, arrival, fill
from sqlalchemy import update

from variorum import archive as use
from variorum.errors import NotFoundError
from variorum.model.judgement import OutletGrade
from variorum.report.load import load
from variorum.store import Archive
from variorum.store.schema import versions


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_what_is_exported_can_be_taken_in_again(
    archive: Archive, opened: Callable[..., Archive], tmp_path: Path
) -> None:
    fill(archive)
    archive.add(arrival("f1", maintext=FERRY.replace("41", "43"), section="sea"))
    use.form_stories(archive)
    use.judge(archive, OutletGrade("The Bugle", "B"))
    ferry = use.listing(archive, words="ferry").stories[0]
    comparison = use.comparison(archive, ferry.id)
    done = use.export(archive, tmp_path / "out")
    assert (done.articles, done.stories, done.comparisons, done.judgements) == (4, 2, 1, 1)
    records = lines(tmp_path / "out" / "articles.jsonl")
    assert [record["id"] for record in records][:1] == ["f1"] or {str(record["id"]) for record in records} == {
        "f1", "f2", "b1", "b2"
    }  # fmt: skip
    first = next(record for record in records if record["id"] == "f1")
    assert json.loads(str(first["metadata"]))["section"] == "sea"
    assert first["version"] == 2
    assert first["story"] == ferry.id
    assert load(tmp_path / "out" / "comparisons" / f"{ferry.id}.json") == comparison
    assert [line["kind"] for line in map(verdict, lines(tmp_path / "out" / "judgements.jsonl"))] == ["outlet grade"]

    again = opened(tmp_path / "again.sqlite")
    assert use.ingest(again, [str(tmp_path / "out" / "articles.jsonl")]).new == 4
    before = {article.id: article for article in archive.articles(archive.numbers())}
    for article in again.articles(again.numbers()):
        same = before[article.id]
        assert (article.title, article.text, article.outlet, article.published, article.url) == (
            same.title, same.text, same.outlet, same.published, same.url,
        )  # fmt: skip
    assert [path.name for path in (tmp_path / "out").rglob(".*")] == []


def verdict(line: dict[str, object]) -> dict[str, object]:
    found = line["verdict"]
    assert isinstance(found, dict)
    return found


def test_parquet_holds_the_same_and_earlier_versions_if_asked_for(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    archive.add(arrival("f1", maintext=FERRY.replace("41", "43")))
    use.export(archive, tmp_path / "out", versions=True)
    use.export(archive, tmp_path / "out", versions=True, parquet=True)
    table = parquet.read_table(tmp_path / "out" / "articles.parquet").to_pylist()
    assert table == lines(tmp_path / "out" / "articles.jsonl")
    assert sorted((row["id"], row["version"]) for row in table if row["id"] == "f1") == [("f1", 1), ("f1", 2)]


def test_versions_are_told_apart_word_by_word(archive: Archive) -> None:
    fill(archive)
    archive.add(arrival("f1", maintext=FERRY.replace("41", "43").replace("had failed", "did not answer")))
    first, second = use.revisions(archive, "f1")
    assert [piece.kind for piece in first.text] == ["same"]
    assert [(figure.before, figure.after) for figure in second.figures] == [("41", "43")]
    assert "".join(piece.right for piece in second.text) == second.article.text
    archive.add(arrival("f1", maintext=FERRY.replace("evening. All 41", "night. Some forty-three or 1,050")))
    third = use.revisions(archive, "f1")[2]
    assert [(figure.before, figure.after) for figure in third.figures] == []
    archive.add(arrival("f1", maintext=FERRY.replace("evening. All 41", "night. Some forty-four or 1,060")))
    fourth = use.revisions(archive, "f1")[3]
    assert [(figure.before, figure.after) for figure in fourth.figures] == [
        ("forty-three", "forty-four"),
        ("1,050", "1,060"),
    ]
    assert [piece.kind for piece in second.title] == ["same"]
    with pytest.raises(NotFoundError):
        use.revisions(archive, "nothing")


def test_rebuilding_restores_everything_from_the_raw_bytes(archive: Archive) -> None:
    fill(archive)
    archive.add(arrival("f1", maintext=FERRY.replace("41", "43")))
    use.form_stories(archive)
    whole = list(archive.articles(archive.numbers()))
    ids = {row.id: row.title for row in use.listing(archive).stories}
    with archive.database.write() as connection:
        connection.execute(update(versions).where(versions.c.number == 1).values(text="worse", blocks="[]"))
    done = use.rebuild(archive)
    assert (done.read, done.changed, done.problems) == (5, 4, ())
    assert list(archive.articles(archive.numbers())) == whole
    assert {row.id: row.title for row in use.listing(archive).stories} == ids
    assert archive.verify() == []
    assert archive.search("lifeboat")
    assert use.rebuild(archive).changed == 0
    assert archive.add(arrival("f1", maintext=FERRY)) == "known"


def test_what_cannot_be_read_any_more_stays(archive: Archive) -> None:
    fill(archive)
    with archive.database.write() as connection:
        connection.execute(update(versions).where(versions.c.id == 1).values(raw=b"\0"))
    done = use.rebuild(archive)
    assert [problem.message for problem in done.problems] == ["raw bytes are damaged"]
    assert archive.count() == 4


def test_pages_and_texts_are_read_again_as_they_were(archive: Archive, tmp_path: Path) -> None:
    page = f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>{FERRY}</p></article></body></html>"
    (tmp_path / "page.html").write_text(page)
    (tmp_path / "plain.txt").write_bytes(f"Ferry aground\n\n{FERRY} Café.".encode("cp1252"))
    assert use.ingest(archive, [str(tmp_path / "page.html"), str(tmp_path / "plain.txt")]).new == 2
    assert use.rebuild(archive).changed == 0
