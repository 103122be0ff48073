"""Why the mentions of a point stand in one row, for the terminal: a waterfall of what each feature added."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from variorum.model.comparison import Comparison, Feature, Mention, Point
from variorum.report import doubts, legend
from variorum.report.plain import one_line

_SHOWN = 8
"""Features told one by one; the rest is added up."""
_BAR = 20
"""Columns of the longest bar."""


def show_reasons(comparison: Comparison, point: Point, console: Console | None = None) -> None:
    """Prints a point, its mentions, and for each what put it beside the most central one.

    Args:
        comparison: Where the point is from.
        point: What to explain.
        console: Where to print; standard output by default.
    """
    console = console or Console(highlight=False)
    for part in _parts(comparison, point):
        console.print(part, highlight=False)


def _parts(comparison: Comparison, point: Point) -> Iterable[RenderableType]:
    numbers = f"{point.articles} articles, {point.texts} distinct texts, {point.origins} independent origins"
    yield Text.assemble((f"{legend.STATUS_SIGN[point.status]} {point.id}  ", "bold"), f"“{one_line(point.gist.quote)}”")
    yield Text(f"{legend.STATUS_TITLE[point.status]}: {numbers}; the row is {point.probability:.0%} sure\n")
    if point.differs is not None:
        yield Text(f"{legend.ASPECT_TITLE[point.differs.aspect]}: {point.differs.reason}\n")
    reasons = point.why or ((),) * len(point.mentions)
    for mention, why in zip(point.mentions, reasons, strict=True):
        yield Text.assemble(
            (comparison.article(mention.span.article).name, "bold"), f"  “{one_line(mention.span.quote)}”"
        )
        if why:
            yield _table(why)
            yield Text(f"  {_probability(why):.0%} that the two belong into one row")
        else:
            yield Text(_without(mention, point), style="dim")
        yield Text()
    for key, telling in doubts.doubtful(point, comparison).items():
        yield Text.assemble(
            (comparison.article(key).name, "bold"),
            f"  its words perhaps tell something else; {telling:.0%} that they tell it",
        )
    nearest = doubts.nearest(point)
    for article, silence in zip(comparison.articles, point.silences, strict=False):
        if silence is not None:
            yield Text.assemble(
                (article.name, "bold"), f"  no words of it were found; {silence:.0%} that it does not tell it"
            )
            if article.id in nearest:
                yield Text(f"  nearest: “{one_line(nearest[article.id].quote)}”", style="dim")


def _without(mention: Mention, point: Point) -> str:
    if len(point.mentions) == 1:
        return "  nobody else tells it"
    if mention.span.start >= point.gist.start and mention.span.end <= point.gist.end:
        return "  the most central mention; the others are held against it"
    return "  joined through other mentions of the row, or a copy of one"


def _table(why: Sequence[Feature]) -> Table:
    start = next((feature for feature in why if feature.name == "start"), Feature("start", 0.0, 0.0))
    others = sorted((f for f in why if f.name != "start"), key=lambda feature: -abs(feature.contribution))
    rest = sum(feature.contribution for feature in others[_SHOWN:])
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    table.add_column(max_width=34)
    table.add_column(justify="right", min_width=5, no_wrap=True)
    table.add_column(justify="right", min_width=6, no_wrap=True)
    table.add_column(no_wrap=True)
    longest = max([abs(f.contribution) for f in others[:_SHOWN]] + [abs(rest), abs(start.contribution), 1e-6])
    table.add_row("any two statements", "", f"{start.contribution:+.2f}", _bar(start.contribution, longest))
    for feature in others[:_SHOWN]:
        bar = _bar(feature.contribution, longest)
        table.add_row(feature.name, f"{feature.value:.2f}", f"{feature.contribution:+.2f}", bar)
    if len(others) > _SHOWN:
        table.add_row(legend.count(len(others) - _SHOWN, "other reason"), "", f"{rest:+.2f}", _bar(rest, longest))
    return table


def _probability(why: Sequence[Feature]) -> float:
    total = sum(feature.contribution for feature in why)
    return 1 / (1 + math.exp(-max(min(total, 50.0), -50.0)))


def _bar(contribution: float, longest: float) -> Text:
    # As exact as they are told, so that an export, which holds fewer decimals, draws the same bars.
    width = round(_BAR * abs(round(contribution, 2)) / max(round(longest, 2), 0.01))
    sign, style = ("+", "green") if contribution >= 0 else ("-", "red")
    return Text(sign * width, style=style)
