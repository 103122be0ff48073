"""How surely rows are about one thing."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from variorum.articles import from_text
from variorum.comparison.sureness import describe_rows, describe_tellings, sureness, tellings
from variorum.pipeline import compare

TEXTS = [
    "The bridge over the Talwin was closed on Monday. The choir of Halmery sang for three hours.",
    "The Talwin bridge was closed on Monday. Boats were sold at the quay.",
    "On Monday the bridge over the Talwin was closed. Nobody was hurt.",
]
REPORTS = [from_text(text, id=sign, published=datetime(2031, 5, 5)) for sign, text in zip("abc", TEXTS, strict=True)]


def test_what_one_article_tells_is_as_it_tells_it() -> None:
    points = compare(REPORTS).points
    assert {point.probability for point in points if point.articles == 1} == {1.0}
    assert all(0 < point.probability < 1 for point in points if point.articles > 1)


def test_a_row_is_as_sure_as_its_surest_pair() -> None:
    best = np.array([[0.9, 0.9, 0.1], [0.9, 0.9, 0.8], [0.4, 0.4, np.nan], [np.nan] * 3], np.float32)
    first, second, third, alone = sureness(best).tolist()
    assert first == second > third
    assert alone == 1.0


def test_certain_pairs_have_finite_log_odds() -> None:
    best = np.array([[1.0, 1.0], [0.0, 0.0]], np.float32)
    assert np.isfinite(describe_rows(best)).all()
    assert np.isfinite(describe_tellings(best)).all()


def test_no_rows() -> None:
    assert sureness(np.zeros((0, 3), np.float32)).tolist() == []
    assert tellings(np.zeros((0, 3), np.float32), np.zeros((0, 3), bool)).tolist() == []


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
