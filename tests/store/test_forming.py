"""Stories that grow article by article, from what was prepared before."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import FERRY, arrival, fill

from variorum import archive as use
from variorum.archive import forming
from variorum.errors import InputError
from variorum.model.judgement import SameStory
from variorum.store import Archive, StoredStory
from variorum.stories.packing import pack, unpack
from variorum.stories.sketch import Sketch
from variorum.stories.terms import terms

DIVERS = (
    "Divers have seen the hull of the ferry Marigold, which ran aground off Gull Point near Port Ellory, and found a "
    "hole. Crossings to Sable Island stay off, the ferry line said, and Captain Ines Varga is to be heard."
)


def stories_of(archive: Archive) -> dict[str, frozenset[str]]:
    use.form_stories(archive)
    return {name: frozenset(r.id for r in reports) for name, reports in use.reports(archive).items()}


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles were clustered together each time that it was done."""
    sizes: list[int] = []
    real = forming.cluster_sketches

    def counting(sketches: list[Sketch], *more: object, **named: object) -> list[list[int]]:
        sizes.append(len(sketches))
        return real(sketches, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(forming, "cluster_sketches", counting)
    monkeypatch.setattr(forming, "_SMALL", 3)
    return sizes


@pytest.mark.parametrize("same", [True, False], ids=["while open", "opened again"])
def test_a_large_archive_grows_article_by_article(
    location: str, opened: Callable[..., Archive], together: list[int], monkeypatch: pytest.MonkeyPatch, same: bool
) -> None:
    monkeypatch.setattr(forming, "_GROWTH", 2.0)
    archive = opened(location)
    fill(archive)
    before = stories_of(archive)
    assert together == [4]
    (ferry,) = (name for name, members in before.items() if "f1" in members)
    for name, members in (("f3", {"f1", "f2", "f3"}), ("f4", {"f1", "f2", "f3", "f4"})):
        archive = archive if same else opened(location)
        archive.add(arrival(name, title=f"Hull of ferry {name}", maintext=f"{DIVERS} Says {name}."))
        assert stories_of(archive)[ferry] == members
    assert together == [4]
    use.split_story(archive, ferry, ["f4"])
    archive.add(arrival("x", title="Elsewhere", maintext="A comet was seen over the hills of Verrin on Sunday night."))
    after = stories_of(archive)
    assert frozenset({"f4"}) in after.values()
    assert frozenset({"x"}) in after.values()
    assert together == [4]
    assert archive.verify() == []


def members_of(archive: Archive) -> set[frozenset[str]]:
    """The stories as they were last formed."""
    return {frozenset(report.id for report in reports) for reports in use.reports(archive).values()}


def test_all_is_formed_together_when_much_came_in(archive: Archive, together: list[int]) -> None:
    fill(archive)
    stories_of(archive)
    for number in range(3):
        archive.add(arrival(f"n{number}", title=f"News {number}", maintext=FERRY[number * 20 :]))
    stories_of(archive)
    assert together == [4, 7]


@pytest.mark.parametrize("small", [3, 2_000], ids=["large archive", "small archive"])
def test_an_undone_judgement_on_stories_shows_at_once(
    archive: Archive, together: list[int], monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(forming, "_SMALL", small)
    fill(archive)
    archive.add(arrival("x", title="Elsewhere", maintext="A comet was seen over the hills of Verrin on Sunday night."))
    before = stories_of(archive)
    ferry, bread = (next(name for name, members in before.items() if one in members) for one in ("f1", "b1"))
    merged = use.merge_stories(archive, [ferry, bread])
    use.split_story(archive, ferry, ["b2"])
    assert members_of(archive) == {frozenset({"f1", "f2", "b1"}), frozenset({"b2"}), frozenset({"x"})}
    use.undo(archive, merged.id)
    assert members_of(archive) == {frozenset({"f1", "f2"}), frozenset({"b1"}), frozenset({"b2"}), frozenset({"x"})}
    kept = members_of(archive)
    archive.add(arrival("y", title="Ice", maintext="The lake of Ulsing froze over on Monday for the first time."))
    assert set(stories_of(archive).values()) == kept | {frozenset({"y"})}
    for judgement in use.judgements(archive):
        use.undo(archive, judgement.id)
    assert members_of(archive) == {*map(frozenset, ({"f1", "f2"}, {"b1", "b2"}, {"x"}, {"y"}))}
    if small == 3:
        assert len(together) == 3, "the rest of a large archive stays as it is"
    assert archive.verify() == []


def test_stories_that_are_parted_again_have_the_ids_that_they_had() -> None:
    apart = [(2, 3), (10, 11)]
    (joined,) = forming.named([(2, 3, 10, 11)], [StoredStory("s2", apart[0]), StoredStory("s10", apart[1])])
    assert joined.id == "s10"
    assert [story.id for story in forming.named(apart, [joined])] == ["s2", "s10"]


def test_nothing_is_formed_by_undoing_where_nothing_was_formed(archive: Archive, together: list[int]) -> None:
    fill(archive)
    judgement = use.judge(archive, SameStory(("f1", "b1")))
    use.undo(archive, judgement.id)
    assert together == []


def test_nothing_is_read_again_to_form_stories(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(archive)
    before = stories_of(archive)
    with archive.database.write() as connection:
        forming.rows.note_batch(connection, 0)
        connection.exec_driver_sql("DELETE FROM state")
    monkeypatch.setattr(Archive, "articles", lambda *_: pytest.fail("articles were read"))
    assert stories_of(archive) == before


@settings(deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_a_packed_sketch_comes_back(text: str, signed: bool) -> None:
    signature = np.arange(64, dtype=np.uint32) if signed else None
    given_ = Sketch(terms(text), signature, None)
    found = unpack(pack(given_), None)
    for left, right in zip(given_.terms.bags, found.terms.bags, strict=True):
        assert left.buckets.tolist() == right.buckets.tolist()
        assert left.counts.tolist() == right.counts.tolist()
        assert (left.buckets.dtype, left.counts.dtype) == (right.buckets.dtype, right.counts.dtype)
    assert (found.signature is None) == (not signed)


def test_a_damaged_sketch_is_told() -> None:
    packed = pack(Sketch(terms("The ferry Marigold ran aground."), None, None))
    for damaged in (b"", packed[:-1], packed[:10], packed + b"x"):
        with pytest.raises(InputError):
            unpack(damaged, None)
