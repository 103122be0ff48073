"""Whatever is given: one clear line, a hint, a documented exit code, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from command_runs import STORY, Run

INPUT, NOTHING = 3, 5

ROAD = (
    "A lorry carrying honey overturned on the Vask pass on Monday, police said. Nobody was hurt, but bees closed the "
    "road for six hours. The driver, Otto Lenn, told reporters that a deer had run into the road."
)
ROAD_TOO = (
    "Bees closed the road over the Vask pass for half a day on Monday after a lorry full of honey overturned. The "
    "driver was unhurt. Police said that he had swerved to avoid a deer."
)


def complaint(done: subprocess.CompletedProcess[str], code: int, *words: str) -> str:
    """The message of a run that must have failed in the documented way."""
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, (done.returncode, done.stderr)
    lines = done.stderr.strip().splitlines()
    assert lines
    assert len(lines) <= 6, done.stderr
    message = " ".join(done.stderr.split())
    for word in words:
        assert word.lower() in message.lower(), done.stderr
    return message


def warned(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """The run went well and said something on the way."""
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
    message = " ".join((done.stderr + done.stdout).split())
    for word in words:
        assert word.lower() in message.lower(), message[:2000]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_that_does_not_exist(run: Run, tmp_path: Path) -> None:
    complaint(run("compare", tmp_path / "missing.txt"), INPUT, "missing.txt", "does not exist")


def test_an_empty_file(run: Run, tmp_path: Path) -> None:
    complaint(run("compare", write(tmp_path, "empty.txt", "")), INPUT, "empty.txt", "empty")


def test_a_file_of_white_space(run: Run, tmp_path: Path) -> None:
    complaint(run("compare", write(tmp_path, "blank.txt", " \n\t\n")), INPUT, "blank.txt")


def test_a_binary_file(run: Run, tmp_path: Path) -> None:
    content = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    complaint(run("compare", write(tmp_path, "picture.txt", content)), INPUT, "picture.txt")


def test_an_empty_folder(run: Run, tmp_path: Path) -> None:
    complaint(run("compare", tmp_path), INPUT, tmp_path.name)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "secret.txt", ROAD)
    path.chmod(0)
    complaint(run("compare", path), INPUT, "secret.txt")


def test_json_that_is_broken_throughout(run: Run, tmp_path: Path) -> None:
    complaint(run("compare", write(tmp_path, "broken.json", '{"title": "A", ')), INPUT, "broken.json")


def test_json_that_holds_no_article(run: Run, tmp_path: Path) -> None:
    complaint(run("compare", write(tmp_path, "numbers.json", "[1, 2, 3]")), INPUT, "numbers.json")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "iso8859-15"])
def test_other_encodings_are_read(run: Run, tmp_path: Path, encoding: str) -> None:
    if encoding == "cp1252":
        accented = ROAD.replace("Otto Lenn", "“Otto” Lénn")
    else:
        accented = ROAD.replace("Otto Lenn", "Otto Lénn")
    one = write(tmp_path, "one.txt", accented.encode(encoding))
    two = write(tmp_path, "two.txt", ROAD_TOO)
    done = run("compare", one, two, "--json", tmp_path / "out.json")
    assert done.returncode == 0, done.stderr
    assert "Lénn" in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_a_broken_line_is_named_and_the_others_are_read(run: Run, tmp_path: Path) -> None:
    lines = [json.dumps({"id": "a", "maintext": ROAD}), '{"id": "b", ', json.dumps({"id": "c", "maintext": ROAD_TOO})]
    done = run("compare", write(tmp_path, "some.jsonl", "\n".join(lines)), "--json", tmp_path / "out.json")
    warned(done, "some.jsonl", "2")
    export = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [article["id"] for article in export["articles"]] == ["a", "c"]


def test_one_bad_file_among_good_ones_is_named_and_the_others_are_read(run: Run, tmp_path: Path) -> None:
    good = [write(tmp_path, "one.txt", ROAD), write(tmp_path, "two.txt", ROAD_TOO)]
    done = run("compare", *good, tmp_path / "missing.txt", "--json", tmp_path / "out.json")
    warned(done, "missing.txt")
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["articles"]) == 2


def test_one_article_is_shown_with_a_word_that_there_is_nothing_to_compare(run: Run, tmp_path: Path) -> None:
    done = run("compare", write(tmp_path, "one.txt", ROAD))
    warned(done, "nothing to compare")
    assert "Otto Lenn" in done.stdout


def test_the_same_article_twice_is_one_article(run: Run, tmp_path: Path) -> None:
    one, again = write(tmp_path, "one.txt", ROAD), write(tmp_path, "again.txt", ROAD)
    done = run("compare", one, again)
    warned(done, "same")


def test_the_same_file_twice_is_one_article(run: Run, tmp_path: Path) -> None:
    one, other = write(tmp_path, "one.txt", ROAD), write(tmp_path, "two.txt", ROAD_TOO)
    done = run("compare", one, one, other, "--json", tmp_path / "out.json")
    assert done.returncode == 0, done.stderr
    ids = [article["id"] for article in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["articles"]]
    assert len(ids) == len(set(ids)) == 2


def test_two_files_of_one_name_keep_apart(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = write(tmp_path / "a", "report.txt", ROAD), write(tmp_path / "b", "report.txt", ROAD_TOO)
    done = run("compare", one, two, "--json", tmp_path / "out.json")
    assert done.returncode == 0, done.stderr
    ids = [article["id"] for article in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["articles"]]
    assert len(set(ids)) == 2


def test_articles_about_different_events_are_said_to_be_so_and_compared_by_event(
    run: Run, tmp_path: Path, files: list[Path]
) -> None:
    roads = [write(tmp_path, "bees1.txt", ROAD), write(tmp_path, "bees2.txt", ROAD_TOO)]
    done = run("compare", *roads, STORY / "agency.jsonl", STORY / "tribune.html")
    warned(done, "2 events")
    assert "Vask" in done.stdout
    assert "Halmery" in done.stdout


def test_ten_megabytes_of_text(run: Run, tmp_path: Path) -> None:
    huge = write(tmp_path, "huge.txt", (ROAD + "\n\n") * (10_000_000 // (len(ROAD) + 2)))
    message = complaint(run("compare", huge), INPUT, "huge.txt")
    assert "2,000,000 characters" in message or "larger" in message


def test_two_hundred_articles_in_one_story(run: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"n{i}", "maintext": f"{ROAD if i % 2 else ROAD_TOO} Witness number {i} saw {i + 3} bees."})
        for i in range(200)
    ]
    done = run("compare", write(tmp_path, "many.jsonl", "\n".join(lines)), "--json", tmp_path / "out.json")
    assert done.returncode == 0, done.stderr
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["articles"]) == 200


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x", "http://[::1]/x", "http://169.254.169.254/latest", "http://localhost/x"]
)
def test_addresses_inside_the_own_network_are_refused(run: Run, address: str) -> None:
    complaint(run("compare", address), 4)


def test_other_schemes_are_refused(run: Run) -> None:
    done = run("compare", "ftp://example.org/report.txt")
    assert "Traceback" not in done.stderr
    assert done.returncode in (3, 4)


@pytest.mark.parametrize("junk", ["\x00", "\ud7ff\U0010ffff", "a\u0300" * 5000, "(" * 3000, "“" * 1000, "9" * 20000])
def test_hostile_text_is_only_text(run: Run, tmp_path: Path, junk: str) -> None:
    one = write(tmp_path, "one.txt", ROAD + " " + junk + " " + ROAD_TOO)
    done = run("compare", one, write(tmp_path, "two.txt", ROAD_TOO), "--json", tmp_path / "out.json")
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 3), done.stderr


def test_an_article_in_a_language_that_is_not_supported_is_said_to_be_so(run: Run, tmp_path: Path) -> None:
    german = (
        "Ein Lastwagen mit Honig ist am Montag auf dem Vaskpass umgestürzt. Nach Angaben der Polizei wurde niemand "
        "verletzt, doch die Bienen sperrten die Straße für sechs Stunden. Der Fahrer sagte, ihm sei ein Reh vor den "
        "Wagen gelaufen."
    )
    files = [write(tmp_path, "one.txt", ROAD), write(tmp_path, "two.txt", ROAD_TOO), write(tmp_path, "de.txt", german)]
    warned(run("compare", *files), "language")
