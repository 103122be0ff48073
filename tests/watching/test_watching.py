"""Watching sources: what a poll takes in, and what it tells."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from variorum.archive import comparison, form_stories, open_archive
from variorum.cli.main import app
from variorum.cli.news import lines
from variorum.model.comparison import Comparison, Mention, Point, Status
from variorum.model.text import Span
from variorum.sources import Limits
from variorum.sources.visiting import Visitor
from variorum.watching import Turn, poll, turns

REPORTS = (
    "Nine people were injured on Friday when a ferry struck the pier of Ashmere, the harbour master said. "
    "The ferry Corran Queen had come from Tolme. Its captain, Hale Orrin, was questioned by the police.",
    "The ferry Corran Queen struck the pier of Ashmere on Friday. Nine people were injured, the hospital said. "
    "It had come from Tolme with ninety passengers.",
    "Seventeen people were injured on Friday when the ferry Corran Queen struck the pier of Ashmere, a nurse said. "
    "Captain Hale Orrin was questioned by the police.",
)
OTHER = "The orchestra of Veld has chosen Petra Lindqvale to lead it. She will open the season in the Granary Hall."


def write(path: Path, *texts: str) -> str:
    with path.open("w") as file:
        for number, text in enumerate(texts):
            record = {"id": f"r{number}", "maintext": text, "outlet": f"Paper {number}", "date_publish": "2031-05-02"}
            file.write(json.dumps(record) + "\n")
    return str(path)


def test_a_poll_tells_what_became_corroborated_and_contested_and_then_nothing(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "a.sqlite"), create=True)
    visitor = Visitor(Limits())
    feed = tmp_path / "feed.jsonl"
    done, news = poll(archive, [write(feed, REPORTS[0], OTHER)], visitor)
    assert (done.new, news) == (2, [])
    _, news = poll(archive, [write(feed, REPORTS[0], OTHER, REPORTS[1])], visitor)
    (first,) = news
    assert (first.before, first.added) == (1, ("r2",))
    assert first.corroborated
    assert not first.contested
    # Comparisons that nobody asked for are made when they are needed.
    _, news = poll(archive, [write(feed, REPORTS[0], OTHER, REPORTS[1], REPORTS[2])], visitor)
    (second,) = news
    assert second.before == 2
    assert {turn.before for turn in second.corroborated} <= {"single", "repeated", "contested", None}
    assert {turn.point.id for turn in second.corroborated}.isdisjoint(turn.point.id for turn in second.contested)
    assert poll(archive, [str(feed)], visitor)[1] == []
    assert f"1 report more, {len(REPORTS)} in all" in lines(second, 5)[0].plain


def test_what_perhaps_became_so_is_told_last(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "a.sqlite"), create=True)
    _, (news,) = poll(archive, [write(tmp_path / "feed.jsonl", *REPORTS)], Visitor(Limits()))
    sure = replace(news.corroborated[0].point, probability=0.9)
    unsure = replace(sure, probability=0.5)
    told = replace(news, contested=(), corroborated=(Turn(unsure, None), Turn(sure, None)))
    assert ["≈ perhaps" in line.plain for line in lines(told, 5)] == [False, False, True]


def test_what_was_so_before_is_no_news(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "a.sqlite"), create=True)
    feed = write(tmp_path / "feed.jsonl", *REPORTS)
    poll(archive, [feed], Visitor(Limits()))
    (story,) = form_stories(archive)
    now = comparison(archive, story.id)
    assert turns(now, None, "corroborated")
    assert turns(now, now, "corroborated") == ()
    assert turns(now, now, "contested") == ()


def test_a_point_is_the_one_that_it_shares_most_words_with() -> None:
    def point(id: str, status: Status, start: int, end: int) -> Point:
        span = Span("a", "text", start, end, "x" * (end - start))
        told = Mention(span, "asserts", None)
        return Point(id, status, span, 0.0, 1, 1, 1, (told,), ("asserts",), None, 1.0)

    before = Comparison((), (point("p1", "single", 0, 10), point("p2", "contested", 10, 40)))
    now = Comparison((), (point("p1", "contested", 5, 35), point("p2", "contested", 50, 60)))
    assert [(turn.point.id, turn.before) for turn in turns(now, before, "contested")] == [("p2", None)]


def test_the_command_polls_until_it_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", nap)
    feed = write(tmp_path / "feed.jsonl", REPORTS[0], REPORTS[1])
    command = ["--store", str(tmp_path / "a.sqlite"), "watch", feed, "--every", "2h"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 130
    assert "corroborated" in result.stdout
    assert "stopped" in result.stderr
    assert all(7_000 < seconds <= 7_200 for seconds in naps)
    again = CliRunner().invoke(app, [*command, "--once"])
    assert (again.exit_code, again.stdout) == (0, "")
    assert "0 new" in again.stderr


def test_nobody_is_asked_more_than_once_a_minute(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--store", str(tmp_path / "a.sqlite"), "watch", "x.xml", "--every", "0m"])
    assert result.exit_code == 2
    assert not (tmp_path / "a.sqlite").exists()


def test_a_poll_that_brings_nothing_but_problems_fails(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        app, ["--store", str(tmp_path / "a.sqlite"), "watch", str(tmp_path / "x.xml"), "--once"]
    )
    assert result.exit_code == 3
    assert "does not exist" in result.stderr
