"""How surely articles whose words stand in a row tell what the others there tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from variorum.articles import from_text, read
from variorum.comparison.arrangement import Arrangement, arrange
from variorum.comparison.drafts import Draft
from variorum.comparison.entities import link
from variorum.comparison.silence import tellers
from variorum.comparison.sureness import surest, tellings
from variorum.comparison.units import Floats
from variorum.model.comparison import SURE_TELLING, Comparison
from variorum.model.document import Document
from variorum.model.judgement import SamePoint
from variorum.pipeline import annotate, compare
from variorum.report import doubts
from variorum.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "examples/halmery-harbour"
BRIDGE = "The bridge over the Talwin was closed on Monday after engineers found cracks in two of its piers."
CLOSED = "The Talwin bridge was closed on Monday. The choir of Halmery sang for three hours."


@cache
def example() -> Comparison:
    return compare(read([str(EXAMPLE)]).articles)


def documents(*texts: str) -> tuple[Document, ...]:
    day = datetime(2031, 5, 5)
    return tuple(annotate([from_text(text, id=f"r{number}", published=day) for number, text in enumerate(texts)]))


def arranged(given: tuple[Document, ...]) -> Arrangement:
    return arrange(given, link(given), Settings())


def best(drafts: Sequence[Draft], made: Arrangement, documents: int) -> Floats:
    return surest(drafts, made.units, made.alignment.originals, made.likely, documents)


def test_tellings_are_reckoned_just_for_cells_with_words() -> None:
    for point in example().points:
        for cell, telling in zip(point.cells, point.tellings, strict=True):
            assert (telling is None) == (cell in ("silent", "not observable"))
            assert telling is None or 0 <= telling <= 1
        if point.status == "single":
            assert [telling for telling in point.tellings if telling is not None] == [1.0]


def test_who_only_perhaps_tells_a_point_is_no_origin_of_it() -> None:
    doubted = 0
    ids = [article.id for article in example().articles]
    for point in example().points:
        told = [telling for telling in point.tellings if telling is not None]
        sure = sum(telling >= SURE_TELLING for telling in told)
        assert point.articles == len(told)
        assert doubts.shown_cells(point).count("perhaps") == len(told) - sure
        assert point.tellings[ids.index(point.gist.article)] == 1.0
        assert point.origins <= sure or doubts.is_unsure(point) or point.status in ("contested", "superseded")
        doubted += len(told) - sure
    assert doubted


def test_words_that_belong_nowhere_in_a_row_are_doubted() -> None:
    made = arranged(documents(BRIDGE, CLOSED, CLOSED.replace("on Monday", "yesterday")))
    sung = next(k for k, unit in enumerate(made.units.items) if "choir" in unit.statement.span.quote)
    closed = [
        next(
            k
            for k, unit in enumerate(made.units.items)
            if unit.document == number and "closed" in unit.statement.span.quote
        )
        for number in (0, 2)
    ]
    row = Draft(tuple(sorted((*closed, sung))), 0.5)
    (told,) = tellings(best([row], made, 3), tellers([row], made.units, 3))
    assert told[1] < SURE_TELLING < min(told[0], told[2])


def test_a_copy_makes_no_article_surer() -> None:
    texts = BRIDGE, CLOSED
    before, after = arranged(documents(*texts)), arranged(documents(*texts, BRIDGE))
    rows = [best(made.drafts, made, number) for made, number in ((before, 2), (after, 3))]
    known, now = (sorted(row[0] for row in given.tolist() if not np.isnan(row[0])) for given in rows)
    assert known == pytest.approx(now, abs=1e-3)
    assert known


def test_of_copies_alone_nothing_is_doubted() -> None:
    made = arranged(documents(BRIDGE, BRIDGE))
    told = tellings(best(made.drafts, made, 2), tellers(made.drafts, made.units, 2))
    assert told.tolist() == [[1.0, 1.0]] * len(made.drafts)


def test_what_somebody_judged_to_be_told_is_surely_told() -> None:
    articles = [from_text(text, id=f"r{n}", published=datetime(2031, 5, 5)) for n, text in enumerate((BRIDGE, CLOSED))]
    before = compare(articles)
    sung = next(point for point in before.points if "choir" in point.gist.quote)
    bridge = next(point for point in before.points if point.gist.article == "r0")
    after = compare(articles, judgements=[SamePoint(bridge.gist, sung.gist)])
    joined = next(p for p in after.points if sung.gist in [mention.span for mention in p.mentions])
    assert joined.articles == len(articles)
    assert all(telling is not None and telling >= SURE_TELLING for telling in joined.tellings)


def test_who_has_the_gist_in_the_same_words_tells_it() -> None:
    choir = "The choir of Halmery sang for three hours on Monday near the bridge over the Talwin."
    articles = [from_text(text, id=f"r{number}") for number, text in enumerate((choir, choir, BRIDGE))]
    before = compare(articles, settings=Settings(point_threshold=0.01))
    point = next(point for point in before.points if len(point.mentions) > len(articles) - 1)
    assert point.gist.article != "r2"
    assert point.tellings[:2] == (1.0, 1.0)
    assert (point.tellings[2] or 0.0) < SURE_TELLING
    assert point.articles == len(articles)
    assert doubts.is_unsure(point)
