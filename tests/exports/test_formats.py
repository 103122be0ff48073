from __future__ import annotations

import io
import zipfile
from pathlib import Path

import builders
import hostile
import pytest

from variorum import service
from variorum.cli.export import ENDINGS
from variorum.errors import InputError
from variorum.report.formats import FORMATS, Format, by_file, by_name


def test_the_command_line_knows_every_ending() -> None:
    assert set(ENDINGS) == {form.suffix for form in FORMATS}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_form_takes_every_comparison_and_always_gives_the_same(form: Format) -> None:
    for comparison in (builders.comparison(), hostile.comparison()):
        name, media_type, data = form.download(comparison, "report")
        assert name.startswith("report.")
        assert (name.endswith(".zip")) == (media_type == "application/zip")
        assert data
        assert (name, media_type, data) == form.download(comparison, "report")


def test_tables_come_in_one_archive() -> None:
    _, _, data = by_name("csv").download(builders.comparison(), "x")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert "points.csv" in packed.namelist()
        assert packed.read("points.csv").startswith(b"\xef\xbb\xbfpoint,status,gist")


def test_names_and_endings() -> None:
    assert by_name(".MD") is by_name("markdown")
    assert by_file("a/b/Report.DOCX").name == "docx"
    with pytest.raises(InputError, match="xlsx"):
        by_name("xlsx")
    with pytest.raises(InputError) as caught:
        by_file("report")
    assert ".parquet" in caught.value.hint


def test_tables_are_written_beside_the_file_asked_for(tmp_path: Path) -> None:
    written = service.write_as(builders.comparison(), tmp_path / "out" / "t.csv")
    assert written[0] == tmp_path / "out" / "t.csv"
    assert (tmp_path / "out" / "t-mentions.csv") in written
    assert sorted(written) == sorted((tmp_path / "out").iterdir())


def test_a_single_file_is_written_whole(tmp_path: Path) -> None:
    (path,) = service.write_as(builders.comparison(), tmp_path / "r.md")
    assert path.read_text(encoding="utf-8").startswith("# ")
    with pytest.raises(InputError):
        service.write_as(builders.comparison(), tmp_path / "r.md" / "below.md")
