"""How surely reports do not tell what no words of theirs were found for."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import numpy as np

from variorum.articles import from_text, read
from variorum.comparison.arrangement import arrange
from variorum.comparison.entities import link
from variorum.comparison.points import within
from variorum.comparison.silence import FEATURES, describe, silences, tellers
from variorum.model.article import Article
from variorum.model.comparison import SURE_SILENCE, Comparison, Point
from variorum.pipeline import annotate, compare
from variorum.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "examples/halmery-harbour"


def report(id: str, text: str) -> Article:
    return from_text(text, id=id, published=datetime(2031, 5, 5))


BRIDGE = "The bridge over the Talwin was closed on Monday after engineers found cracks in two of its piers."
NEARLY = "Cracks in the piers have shut the Talwin crossing, it emerged on Monday. Engineers are at work there."
OTHERWISE = "The choir of Halmery sang for three hours. Tickets were sold out within a day."


@cache
def example() -> Comparison:
    return compare(read([str(EXAMPLE)]).articles)


def silence_of(article: str, point: Point, comparison: Comparison) -> float | None:
    return point.silences[[each.id for each in comparison.articles].index(article)]


def test_silences_are_reckoned_just_for_silent_cells() -> None:
    for point in example().points:
        assert len(point.silences) == len(point.cells)
        for cell, silence in zip(point.cells, point.silences, strict=True):
            assert (silence is None) == (cell != "silent")
            assert silence is None or 0 <= silence <= 1


def test_the_nearest_words_of_silent_reports_are_shown() -> None:
    ids = [article.id for article in example().articles]
    shared = [point for point in example().points if point.articles > 1 and "silent" in point.cells]
    assert sum(span is not None for point in shared for span in point.nearest) > len(shared)
    for point in example().points:
        beside = list(zip(ids, point.cells, point.silences, point.nearest, strict=True))
        near = [(article, cell, span) for article, cell, _, span in beside if span is not None]
        assert all(cell == "silent" and span.article == article for article, cell, span in near)
        if point.articles == 1:
            least = min(silence for silence in point.silences if silence is not None)
            assert all(point.silences[ids.index(article)] == least for article, *_ in near)


def test_what_is_told_in_other_words_is_the_nearest() -> None:
    documents = annotate([report("bridge", BRIDGE), report("nearly", NEARLY), report("copy", NEARLY)])
    arranged = arrange(documents, link(documents), Settings(point_threshold=1.0))
    _, found = silences(arranged.drafts, arranged.units, arranged.alignment, len(documents))
    bridge = [arranged.units.documents[draft.units[0]] for draft in arranged.drafts].index(0)
    shown = [arranged.units.items[unit].statement.span for unit in found[bridge, 1:]]
    assert [(span.article, span.quote) for span in shown] == [
        (article, "Cracks in the piers have shut the Talwin crossing") for article in ("nearly", "copy")
    ]
    assert found[bridge, 0] == -1


def test_only_what_is_sure_is_said_to_be_left_out() -> None:
    points = {point.id: point for point in example().points}
    assert example().omissions
    for omission in example().omissions:
        silence = silence_of(omission.article, points[omission.point], example())
        assert silence is not None
        assert silence >= SURE_SILENCE
    doubtful = [
        (article.id, point.id)
        for point in example().points
        for article, silence in zip(example().articles, point.silences, strict=True)
        if silence is not None and silence < SURE_SILENCE
    ]
    assert doubtful
    assert not {(omission.article, omission.point) for omission in example().omissions} & set(doubtful)


def test_words_that_stand_for_what_a_report_tells_are_not_said_to_be_left_out() -> None:
    points = {point.id: point for point in example().points}
    ids = [article.id for article in example().articles]
    for omission in example().omissions:
        left_out = points[omission.point]
        for point in points.values():
            if point.cells[ids.index(omission.article)] not in ("silent", "not observable"):
                assert not within(left_out.gist, point.gist)


def test_who_tells_something_alike_is_less_surely_silent_than_who_tells_something_else() -> None:
    documents = annotate([report("bridge", BRIDGE), report("nearly", NEARLY), report("choir", OTHERWISE)])
    arranged = arrange(documents, link(documents), Settings(point_threshold=1.0))
    found, _ = silences(arranged.drafts, arranged.units, arranged.alignment, len(documents))
    own = [number for number, draft in enumerate(arranged.drafts) if arranged.units.items[draft.units[0]].document == 0]
    assert own
    assert (found[own, 0] == 0).all()
    assert (found[own, 1] < found[own, 2]).all()


def test_a_copy_is_as_near_as_its_original() -> None:
    documents = annotate([report("bridge", BRIDGE), report("nearly", NEARLY), report("copy", NEARLY)])
    arranged = arrange(documents, link(documents), Settings(point_threshold=1.0))
    rows, _ = describe(arranged.drafts, arranged.units, arranged.alignment, len(documents))
    assert rows.shape == (len(arranged.drafts), 3, len(FEATURES))
    telling = tellers(arranged.drafts, arranged.units, len(documents))
    assert np.allclose(rows[~telling[:, 1] & ~telling[:, 2], 1], rows[~telling[:, 1] & ~telling[:, 2], 2])


def test_one_report_has_nobody_beside_it() -> None:
    alone = compare([report("bridge", BRIDGE)])
    assert all(point.silences == (None,) for point in alone.points)
    assert not alone.omissions
