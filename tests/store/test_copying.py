"""An archive copied into another one, on the same kind of database and on the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reports import arrival, fill
from sqlalchemy import delete, update
from typer.testing import CliRunner

from variorum import archive as use
from variorum.archive.rebuilding import rebuild
from variorum.cli.main import app
from variorum.errors import StoreError
from variorum.model.judgement import OutletGrade
from variorum.store import Archive, transfer
from variorum.store.schema import versions

Open = Callable[..., Archive]


def lived_in(archive: Archive) -> None:
    """Reports, one of them in two versions, stories, judgements, one of them undone, a comparison."""
    fill(archive)
    archive.add(arrival("f1", title="Ferry aground, all saved"))
    use.form_stories(archive)
    use.merge_stories(archive, [row.id for row in use.listing(archive).stories], note="one week")
    use.undo(archive, use.judge(archive, OutletGrade("The Bugle", "C")).id)
    use.judge(archive, OutletGrade("The Lamp", "B"))
    use.comparison(archive, use.listing(archive).stories[0].id)


def contents(archive: Archive) -> object:
    numbers = archive.numbers()
    return (
        [archive.history(number) for number in numbers],
        archive.stories(),
        archive.stories_made_from(),
        use.judgements(archive, undone=True),
        [hit.article for hit in archive.search("ferry")],
        use.listing(archive),
    )


@pytest.fixture(params=["to a file", "from a file"])
def both(request: pytest.FixtureRequest, location: str, tmp_path: Path, opened: Open) -> tuple[Archive, str]:
    """An archive, and where there is none yet."""
    file = str(tmp_path / "other.sqlite")
    source, target = (location, file) if request.param == "to a file" else (file, location)
    return opened(source), target


def test_everything_goes_over_and_a_second_time_nothing(both: tuple[Archive, str], opened: Open) -> None:
    source, place = both
    lived_in(source)
    done = source.copy(place)
    assert (done.articles, done.versions, done.judgements, done.written) == (4, 5, 3, 4)
    target = opened(place)
    assert contents(target) == contents(source)
    assert target.verify() == []
    assert source.copy(place).written == 0
    # The copy is an archive like any other: what comes in is numbered behind what is there, and can be judged.
    assert target.add(arrival("n", title="News", maintext="A kiosk opened in Velm.")) == "new"
    assert target.add(arrival("b1", title="A plait, longer")) == "changed"
    use.judge(target, OutletGrade("The Crumb", "A"))
    use.form_stories(target)
    assert target.verify() == []


def test_what_changed_since_is_brought_over(both: tuple[Archive, str], opened: Open) -> None:
    source, place = both
    lived_in(source)
    source.copy(place)
    source.add(arrival("f2", title="Divers saw the hull"))
    source.add(arrival("n", title="News", maintext="A kiosk opened in Velm."))
    use.undo(source, use.judgements(source)[0].id)
    # Texts that are read otherwise after an update change in place, and their words with them.
    with source.database.write() as connection:
        number = connection.execute(versions.select().where(versions.c.title == "Proud of bread")).one().id
        transfer.search.unindex(connection, number)
        connection.execute(update(versions).where(versions.c.id == number).values(title="Proud of zwieback"))
        transfer.search.index(connection, number)
    assert source.copy(place).written == 3
    target = opened(place)
    assert contents(target) == contents(source)
    assert [hit.article for hit in target.search("zwieback")] == [hit.article for hit in source.search("zwieback")]
    assert target.search("zwieback")
    assert target.verify() == []
    rebuild(source)
    source.copy(place)
    assert contents(target) == contents(source)


def test_an_interrupted_copy_is_whole_and_goes_on(
    both: tuple[Archive, str], opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, place = both
    lived_in(source)
    monkeypatch.setattr(transfer, "_LOT", 1)

    def interrupt(what: str, done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        source.copy(place, interrupt)
    target = opened(place)
    assert (target.count(), target.verify()) == (3, [])
    assert source.copy(place).written == 1
    assert contents(target) == contents(source)


@pytest.mark.parametrize("stranger", ["report", "version", "judgement", "undone"])
def test_nothing_that_was_added_to_a_copy_is_lost(both: tuple[Archive, str], opened: Open, stranger: str) -> None:
    source, place = both
    lived_in(source)
    source.copy(place)
    target = opened(place)
    match stranger:
        case "report":
            target.add(arrival("n", title="News", maintext="A kiosk opened in Velm."))
        case "version":
            target.add(arrival("b1", title="A plait, longer"))
        case "judgement":
            use.judge(target, OutletGrade("The Crumb", "A"))
        case _:
            use.undo(target, use.judgements(target)[-1].id)
    before = contents(target)
    with pytest.raises(StoreError, match="does not have"):
        source.copy(place)
    assert contents(target) == before


def test_a_copy_that_is_not_the_same_is_told(both: tuple[Archive, str], monkeypatch: pytest.MonkeyPatch) -> None:
    source, place = both
    lived_in(source)
    real = transfer._verified

    def damaged(reading: object, target: object, *more: object) -> object:
        with target.write() as connection:  # type: ignore[attr-defined]
            connection.execute(delete(versions).where(versions.c.number == 1, versions.c.article == 1))
        return real(reading, target, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(transfer, "_verified", damaged)
    with pytest.raises(StoreError, match="versions are not as in"):
        source.copy(place)


def test_the_command_copies_and_refuses_the_archive_itself(tmp_path: Path, opened: Open) -> None:
    fill(opened(tmp_path / "a.sqlite"))
    command = ["--store", str(tmp_path / "a.sqlite"), "copy"]
    result = CliRunner().invoke(app, [*command, str(tmp_path / "b.sqlite")])
    assert (result.exit_code, "4 articles in 4 versions" in result.stdout) == (0, True)
    (tmp_path / "link.sqlite").symlink_to(tmp_path / "a.sqlite")
    for itself in ("a.sqlite", "link.sqlite"):
        result = CliRunner().invoke(app, [*command, str(tmp_path / itself)])
        assert isinstance(result.exception, StoreError)
        assert "is the archive itself" in result.exception.message
