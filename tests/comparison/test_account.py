"""The digest of our example story."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from variorum.articles import read
from variorum.model.comparison import Comparison
from variorum.pipeline import compare

EXAMPLE = Path(__file__).parents[2] / "examples/halmery-harbour"


@cache
def comparison() -> Comparison:
    return compare(read([str(EXAMPLE)]).articles)


def test_what_is_contested_is_marked_in_the_digest() -> None:
    contested = [point for point in comparison().points if point.status == "contested"]
    for sentence in comparison().digest:
        tells = any(
            mention.span.article == sentence.span.article
            and sentence.span.start <= mention.span.start < sentence.span.end
            and mention.span.field == sentence.span.field
            for point in contested
            for mention in point.mentions
        )
        assert sentence.contested == tells


def test_a_superseded_figure_is_not_told_in_the_digest() -> None:
    quotes = [sentence.span.quote for sentence in comparison().digest]
    assert any("17" in quote for quote in quotes)
    assert not any("admitted nine" in quote for quote in quotes)
