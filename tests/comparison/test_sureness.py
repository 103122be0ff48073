"""How surely rows are about one thing."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import numpy as np
import pytest

from variorum.articles import from_text
from variorum.comparison.arrangement import Arrangement, arrange
from variorum.comparison.drafts import Draft
from variorum.comparison.entities import link
from variorum.comparison.sureness import describe, sureness
from variorum.pipeline import annotate, compare
from variorum.settings import Settings

TEXTS = [
    "The bridge over the Talwin was closed on Monday. The choir of Halmery sang for three hours.",
    "The Talwin bridge was closed on Monday. Boats were sold at the quay.",
    "On Monday the bridge over the Talwin was closed. Nobody was hurt.",
]
REPORTS = [from_text(text, id=sign, published=datetime(2031, 5, 5)) for sign, text in zip("abc", TEXTS, strict=True)]


@cache
def arranged() -> Arrangement:
    documents = annotate(REPORTS)
    return arrange(documents, link(documents), Settings())


def test_what_one_article_tells_is_as_it_tells_it() -> None:
    points = compare(REPORTS).points
    assert {point.probability for point in points if point.articles == 1} == {1.0}
    assert all(0 < point.probability < 1 for point in points if point.articles > 1)


def test_likelier_and_larger_rows_are_surer() -> None:
    units = arranged().units
    row = next(draft.units for draft in arranged().drafts if len(draft.units) > 2)
    likely, unlikely, small = sureness(
        [Draft(row, 0.8), Draft(row, 0.3), Draft(row[:2], 0.3)], units, range(len(units))
    )
    assert likely > unlikely > small


def test_certain_pairs_have_finite_log_odds() -> None:
    assert np.isfinite(describe([Draft((0,), 1.0), Draft((0, 1), 0.0)], range(2))).all()


@pytest.mark.parametrize("drafts", [[], [Draft((0,), 1.0)]])
def test_no_rows_of_several_articles(drafts: list[Draft]) -> None:
    assert sureness(drafts, arranged().units, range(99)).tolist() == [1.0] * len(drafts)


def test_a_copy_makes_no_row_surer_and_no_other_report_more_silent() -> None:
    copy = from_text(TEXTS[1], id="d", published=datetime(2031, 5, 5))
    before, after = compare(REPORTS), compare([*REPORTS, copy])
    sure = {point.gist: point.probability for point in before.points if point.articles > 1}
    assert sure
    again = {point.gist: (point.probability, point.silences[:3]) for point in after.points}
    for point in before.points:
        if point.articles > 1:
            assert again[point.gist][0] == pytest.approx(point.probability, abs=1e-3)
        for known, now in zip(point.silences, again[point.gist][1], strict=True):
            assert (known is None) == (now is None)
            assert known is None or now == pytest.approx(known, abs=0.02)
