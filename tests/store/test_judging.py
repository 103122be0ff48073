"""What people judge: recorded, respected, undone; and comparisons that are kept until something changes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import arrival, fill

from variorum import archive as use
from variorum.archive import comparing
from variorum.archive.judging import bearing
from variorum.archive.overruling import overrule
from variorum.errors import InputError, NotFoundError
from variorum.model.comparison import Comparison
from variorum.model.judgement import (
    Bearer,
    ComparisonVerdict,
    OtherPerson,
    OtherPoint,
    OtherStory,
    OutletGrade,
    OutletGroup,
    SamePerson,
    SamePoint,
    SameStory,
    StoryVerdict,
)
from variorum.model.text import Span
from variorum.settings import Settings
from variorum.store import Archive

NUMBERS: Mapping[str, int] = {str(number): number for number in range(12)}


def one(*names: int) -> SameStory:
    return SameStory(tuple(map(str, names)))


def apart(left: list[int], right: list[int]) -> OtherStory:
    return OtherStory(tuple(map(str, left)), tuple(map(str, right)))


def test_merging_takes_whole_stories_and_leaves_large_ones_that_only_a_stray_is_in() -> None:
    groups = [(1, 2, 3), (4, 5), (6, 7, 8, 9)]
    assert overrule(groups, [one(1, 2, 3, 4, 5)], NUMBERS) == [(1, 2, 3, 4, 5), (6, 7, 8, 9)]
    assert overrule(groups, [one(1, 2, 3, 9)], NUMBERS) == [(1, 2, 3, 9), (4, 5), (6, 7, 8)]


def test_splitting_makes_a_story_or_uses_the_one_that_is_there() -> None:
    assert overrule([(1, 2, 3, 4)], [apart([1, 2], [3])], NUMBERS) == [(3, 4), (1, 2)]
    assert overrule([(1, 3), (2, 5)], [apart([1, 2], [3])], NUMBERS) == [(3,), (1, 2, 5)]


def test_of_two_contradicting_verdicts_the_later_holds() -> None:
    assert overrule([(1, 2)], [one(1, 2), apart([1], [2])], NUMBERS) == [(2,), (1,)]
    assert overrule([(1, 2)], [apart([1], [2]), one(1, 2)], NUMBERS) == [(1, 2)]


VERDICTS = st.lists(
    st.one_of(
        st.lists(st.integers(0, 11), min_size=2, max_size=5, unique=True).map(lambda names: one(*names)),
        st.tuples(st.sets(st.integers(0, 5), min_size=1), st.sets(st.integers(6, 11), min_size=1)).map(
            lambda sides: apart(sorted(sides[0]), sorted(sides[1]))
        ),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), min_size=12, max_size=12), VERDICTS)
def test_no_article_is_lost_and_the_last_verdict_holds(homes: list[int], verdicts: list[StoryVerdict]) -> None:
    groups = [tuple(n for n in range(12) if homes[n] == home) for home in set(homes)]
    found = overrule(groups, verdicts, NUMBERS)
    assert sorted(number for members in found for number in members) == list(range(12))
    if verdicts:
        last = verdicts[-1]
        home = {str(number): index for index, members in enumerate(found) for number in members}
        own = {home[name] for name in last.articles}
        if isinstance(last, SameStory):
            assert len(own) == 1
        else:
            assert own.isdisjoint(home[name] for name in last.others)


def stories_of(archive: Archive) -> set[frozenset[str]]:
    use.form_stories(archive)
    return {frozenset(report.id for report in reports) for reports in use.reports(archive).values()}


def test_judged_stories_stay_so_when_they_are_formed_again(archive: Archive) -> None:
    fill(archive)
    ferry, bread = frozenset({"f1", "f2"}), frozenset({"b1", "b2"})
    assert stories_of(archive) == {ferry, bread}
    ids = [row.id for row in use.listing(archive).stories]
    merged = use.merge_stories(archive, ids, note="one week")
    assert stories_of(archive) == {ferry | bread}
    archive.add(arrival("b3", title="Bread again", maintext="Odile Pratt of Northmill baked a plait of 118 metres."))
    assert any(ferry | bread <= story for story in stories_of(archive))
    use.undo(archive, merged.id)
    assert ferry in stories_of(archive)
    moved = use.move_article(archive, "f2", use.listing(archive, words="county").stories[0].id)
    assert any({"f2", "b1", "b2"} <= story for story in stories_of(archive))
    for judgement in moved:
        use.undo(archive, judgement.id)
    assert ferry in stories_of(archive)
    use.split_story(archive, use.listing(archive, words="ferry").stories[0].id, ["f2"])
    assert frozenset({"f1"}) in stories_of(archive)
    kept = use.judgements(archive, undone=True)
    assert [judgement.undone is None for judgement in kept] == [False, False, False, True]
    assert kept[0].note == "one week"
    assert archive.verify() == []


def test_every_kind_of_verdict_comes_back_as_it_went_in(archive: Archive) -> None:
    fill(archive)
    left, right = Span("f1", "text", 4, 9, "ferry"), Span("f2", "text", 0, 6, "Divers")
    verdicts = [
        SameStory(("f1", "f2")),
        OtherStory(("f1",), ("b1",)),
        SamePoint(left, right),
        OtherPoint(left, right),
        SamePerson(Bearer("Ines Varga"), Bearer("Varga", "f2"), ("f1", "f2")),
        OtherPerson(Bearer("Ines Varga", "f1"), Bearer("Ines Varga", "f2")),
        OutletGroup("coast", ("The Bugle", "The Lamp")),
        OutletGrade("The Bugle", "B"),
    ]
    made = [use.judge(archive, verdict) for verdict in verdicts]
    assert list(use.judgements(archive)) == made
    assert [judgement.verdict for judgement in made] == verdicts
    assert use.outlet_groups(archive) == {"coast": ("The Bugle", "The Lamp")}
    use.judge(archive, OutletGrade("The Bugle", "C"))
    assert use.outlet_grades(archive) == {"The Bugle": "C"}
    use.judge(archive, OutletGroup("coast", ()))
    assert use.outlet_groups(archive) == {}


def test_what_cannot_be_judged_is_told(archive: Archive) -> None:
    fill(archive)
    use.form_stories(archive)
    for wrong in (
        SameStory(("f1",)),
        OtherStory(("f1",), ("f1",)),
        SamePoint(Span("f1", "text", 0, 3, "xxx"), Span("f2", "text", 0, 6, "Divers")),
        SamePerson(Bearer("Varga"), Bearer("Varga")),
        OutletGrade("The Bugle", "Z"),  # type: ignore[arg-type]
        OutletGroup(" ", ()),
    ):
        with pytest.raises(InputError):
            use.judge(archive, wrong)
    with pytest.raises(NotFoundError):
        use.judge(archive, SameStory(("f1", "nothing")))
    with pytest.raises(NotFoundError):
        use.undo(archive, 7)
    with pytest.raises(InputError, match="not in story"):
        use.split_story(archive, use.listing(archive, words="ferry").stories[0].id, ["b1"])
    assert use.judgements(archive, undone=True) == ()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles each comparison that was really made had."""
    found: list[int] = []
    real = comparing.compare

    def counting(articles: tuple[object, ...], *more: object) -> Comparison:
        found.append(len(articles))
        return real(articles, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(comparing, "compare", counting)
    return found


def test_a_comparison_is_made_once_and_again_when_something_changes(archive: Archive, made: list[int]) -> None:
    fill(archive)
    use.form_stories(archive)
    (ferry,) = use.listing(archive, words="ferry").stories
    assert ferry.standing is None
    first = use.comparison(archive, ferry.id)
    assert use.comparison(archive, ferry.id) == first
    assert made == [2]
    (row,) = use.listing(archive, order="contested", limit=1).stories
    assert row.id == ferry.id
    assert row.standing is not None
    assert row.standing.current
    assert row.standing.texts == 2
    assert sum(count for _, count in row.standing.points) == len(first.points)

    use.comparison(archive, ferry.id, Settings(crowd_policy="acled"))
    assert made == [2, 2]
    archive.add(arrival("f1", maintext=f"{FERRY_LATER}"))
    (row,) = use.listing(archive, words="ferry").stories
    assert row.standing is not None
    assert not row.standing.current
    later = use.comparison(archive, ferry.id)
    assert made == [2, 2, 2]
    assert later.article("f1").text == FERRY_LATER
    with pytest.raises(NotFoundError):
        use.comparison(archive, "s999")


FERRY_LATER = "The ferry Marigold was pulled off the rocks at Gull Point near Port Ellory, Captain Ines Varga said."


def test_a_verdict_follows_its_words_into_a_later_version(archive: Archive) -> None:
    fill(archive)
    first, second = Span("f1", "text", 4, 18, "ferry Marigold"), Span("f2", "text", 0, 6, "Divers")
    judgement = use.judge(archive, SamePoint(first, second))

    def bearing_now() -> list[tuple[int, ComparisonVerdict]]:
        return bearing(archive, list(archive.articles(archive.numbers())))

    assert bearing_now() == [(judgement.id, SamePoint(first, second))]
    archive.add(arrival("f1", maintext="On Tuesday the ferry Marigold ran aground."))
    moved = Span("f1", "text", 15, 29, "ferry Marigold")
    assert bearing_now() == [(judgement.id, SamePoint(moved, second))]
    archive.add(arrival("f1", maintext="The ferry Marigold was the ferry Marigold."))
    archive.add(arrival("f2", maintext="The divers came."))
    assert bearing_now() == []


def test_only_stories_that_changed_are_compared_again(archive: Archive, made: list[int]) -> None:
    fill(archive)
    use.form_stories(archive)
    assert use.compare_stale(archive) == 2
    assert use.compare_stale(archive) == 0
    archive.add(arrival("f1", maintext=FERRY_LATER))
    assert use.compare_stale(archive, least=3) == 0
    assert use.compare_stale(archive) == 1
    assert len(made) == 3


def test_a_comparison_respects_judgements_on_points(archive: Archive, made: list[int]) -> None:
    fill(archive)
    use.form_stories(archive)
    (ferry,) = use.listing(archive, words="ferry").stories
    before = use.comparison(archive, ferry.id)
    shared = next(point for point in before.points if point.articles == 2)
    left = next(mention.span for mention in shared.mentions if mention.span.article == "f1")
    right = next(mention.span for mention in shared.mentions if mention.span.article == "f2")
    judgement = use.judge(archive, OtherPoint(left, right))
    (row,) = use.listing(archive, words="ferry").stories
    assert row.standing is not None
    assert not row.standing.current
    after = use.comparison(archive, ferry.id)
    for point in after.points:
        assert not {left, right} <= {mention.span for mention in point.mentions}
    use.undo(archive, judgement.id)
    assert use.comparison(archive, ferry.id) == before
    assert len(made) == 3
    outdating = use.judge(archive, OtherPoint(left, right))
    use.undo(archive, outdating.id)
    (row,) = use.listing(archive, words="ferry").stories
    assert not (row.standing and row.standing.current)
    assert use.comparison(archive, ferry.id) == before
    assert len(made) == 3
    (row,) = use.listing(archive, words="ferry").stories
    assert row.standing
    assert row.standing.current
