"""The points in the terminal: who reports, what is contested, what agrees, what one tells alone or leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from variorum.model.comparison import Point, Status
from variorum.report import doubts, legend, view
from variorum.report.plain import midway, shorten
from variorum.report.terminal_layout import BRIEF, CELL_STYLE, LONGEST, STATUS_STYLE, Layout, quoted


def event(layout: Layout) -> Iterable[RenderableType]:
    """The event in one line, and how much is told of it."""
    line, source = view.event(layout.comparison)
    if line:
        text = Text(f"“{line}”", "bold")
        if source:
            text.append(f"  {layout.who[source].sign} {layout.who[source].name}", "dim")
        yield text
    shared = [point for point in layout.comparison.points if point.articles > 1]
    parts = [legend.count(len(layout.comparison.articles), "report")]
    parts += [part for part in [view.period(layout.comparison)] if part]
    parts.append(legend.count(len(layout.comparison.points), "point"))
    parts.append(", ".join(part for part in (f"{len(shared):,} told by more than one", doubts.unsure(shared)) if part))
    yield Text(" · ".join(parts))


def reports(layout: Layout) -> Iterable[RenderableType]:
    """Who reports it."""
    yield layout.heading("Who reports it")
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=3, overflow="fold")
    if not layout.narrow:
        table.add_column(no_wrap=True)
        table.add_column(justify="right", no_wrap=True)
    for witness in layout.who.values():
        name = Text(witness.name)
        if witness.headline:
            name.append("\n" + shorten(witness.headline, 140), "dim")
        words = legend.count(witness.words, "word")
        if witness.article.headline_only:
            words += ", headline only"
        when = witness.date or "date unknown"
        if layout.narrow:
            name.append(f"\n{when}, {words}", "dim")
            table.add_row(witness.sign, name)
        else:
            table.add_row(witness.sign, name, when, words)
    yield table
    for notice in layout.comparison.notices:
        yield Text("Note: ", "yellow").append(shorten(notice, LONGEST))


def contested(layout: Layout, points: Sequence[Point]) -> Iterable[RenderableType]:
    """What is contested, with the values of the articles side by side."""
    if not points:
        alone = len(layout.comparison.articles) == 1
        yield layout.heading(legend.STATUS_TITLE["contested"], 0)
        yield Text(legend.ONE_REPORT if alone else legend.NOTHING_CONTESTED, "dim")
        return
    yield layout.heading(legend.STATUS_TITLE["contested"], len(points), doubts.meaning("contested", points))
    yield from _differing_all(layout, points)


def superseded(layout: Layout, points: Sequence[Point]) -> Iterable[RenderableType]:
    """Figures that later ones replaced."""
    if points:
        yield layout.heading(legend.STATUS_TITLE["superseded"], len(points), doubts.meaning("superseded", points))
        yield from _differing_all(layout, points)


def _differing_all(layout: Layout, points: Sequence[Point]) -> Iterable[RenderableType]:
    for number, point in enumerate(layout.first(points)):
        if number:
            yield Text()
        yield _differing(layout, point)
    yield from layout.rest(points)


def _differing(layout: Layout, point: Point) -> RenderableType:
    """A point and, one under the other, the values that the articles give for it."""
    differs = point.differs
    aspect = legend.ASPECT_TITLE[differs.aspect].upper() if differs else "CONTESTED"
    head = Text(f"{legend.STATUS_SIGN[point.status]} ", STATUS_STYLE[point.status])
    perhaps = f"{legend.UNSURE_SIGN} " if doubts.is_unsure(point) else ""
    head.append(f"{point.id}{perhaps or '  '}", "dim").append(aspect, "bold").append(f"  {layout.counts(point)}", "dim")
    rows: list[RenderableType] = [head, Padding(quoted(point.gist.quote), (0, 0, 0, 2))]
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    table.add_column(ratio=2, overflow="fold", style="bold")
    table.add_column(ratio=3, overflow="fold")
    for value in view.values(point):
        givers = Text()
        for number, given in enumerate(value.given):
            witness = layout.who[given.span.article]
            givers.append("; " if number else "").append(f"{witness.sign} ", "bold").append(witness.name)
            if given.said_by:
                givers.append(f", according to {shorten(midway(given.said_by), 60)}", "cyan")
        table.add_row(Text(shorten(value.text, 120)), givers)
    for cell, ids in view.without_value(point, layout.comparison).items():
        names = ", ".join(f"{layout.who[key].sign} {layout.who[key].name}" for key in ids)
        table.add_row(Text(f"{legend.CELL_SIGN[cell]} {cell}", CELL_STYLE[cell]), Text(names, "dim"))
    rows.append(Padding(table, (0, 0, 0, 2)))
    if differs and differs.reason:
        rows.append(Padding(Text(shorten(differs.reason, 200), "dim italic"), (0, 0, 0, 2)))
    return Group(*rows)


def table(layout: Layout, status: Status, points: Sequence[Point]) -> Iterable[RenderableType]:
    """Points of one status, with their three numbers and what each article does."""
    if not points:
        return
    yield layout.heading(legend.STATUS_TITLE[status], len(points), doubts.meaning(status, points))
    signs = [witness.sign for witness in layout.who.values()]
    cells = not layout.narrow and len("".join(signs)) + len(signs) <= layout.width // 3
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("", no_wrap=True)
    table.add_column("", ratio=1, overflow="fold")
    # The three numbers, always in this order and explained in the key at the end.
    table.add_column("art·txt·org", no_wrap=True, justify="right")
    if cells:
        table.add_column(" ".join(signs), no_wrap=True)
    for point in layout.first(points):
        mark = Text(legend.STATUS_SIGN[status] + " ", STATUS_STYLE[status]).append(point.id, "dim")
        gist = layout.gist(point)
        if doubts.is_unsure(point):
            mark.append(legend.UNSURE_SIGN, "dim")
        if point.differs and point.differs.relation == "detail":
            given = "; ".join(
                f"{shorten(value.text, 60)} ({', '.join(layout.who[v.span.article].sign for v in value.given)})"
                for value in view.values(point)
            )
            gist.append(f"\nin detail: {given}", "dim")
        if not cells:
            gist.append(f"\n{_who_carries(layout, point)}", "dim")
        numbers = Text(f"{point.articles}·{point.texts}·{point.origins}", "bold")
        row: list[RenderableType] = [mark, gist, numbers]
        if cells:
            row.append(_cells(layout, point))
        table.add_row(*row)
    yield table
    yield from layout.rest(points)


def _cells(layout: Layout, point: Point) -> Text:
    line = Text()
    for witness, cell in zip(layout.who.values(), doubts.shown_cells(point), strict=False):
        line.append(legend.CELL_SIGN[cell].ljust(len(witness.sign) + 1), CELL_STYLE[cell])
    return line


def _who_carries(layout: Layout, point: Point) -> str:
    ids = view.mentions_by_article(point)
    return " ".join(witness.sign for key, witness in layout.who.items() if key in ids)


def singles(layout: Layout) -> Iterable[RenderableType]:
    """What only one article tells, article by article."""
    alone = view.singles(layout.comparison)
    total = sum(len(points) for points in alone.values())
    if not total:
        return
    yield layout.heading(
        legend.STATUS_TITLE["single"], total, f"Surest first; {legend.UNSURE_SIGN} {legend.ALONE_MEANING}"
    )
    for key, points in alone.items():
        if points:
            yield layout.name(key, f"alone tells {legend.count(len(points), 'point')}")
            for point in points[: layout.each]:
                text = layout.gist(point, BRIEF)
                if doubts.is_perhaps_shared(point):
                    text.append(f" {legend.UNSURE_SIGN}", "dim")
                yield layout.item(text, point)
            yield from layout.rest(points, layout.each)


def omissions(layout: Layout) -> Iterable[RenderableType]:
    """What each article leaves out though others tell it."""
    left_out = {key: given for key, given in view.omissions(layout.comparison).items() if given}
    if not left_out:
        return
    yield layout.heading("What each leaves out", note=legend.LEFT_OUT)
    points = {point.id: point for point in layout.comparison.points}
    for key, given in left_out.items():
        yield layout.name(key, f"leaves out {legend.count(len(given), 'point')}")
        for omission in given[: layout.each]:
            point = points[omission.point]
            text = layout.gist(point, BRIEF)
            text.append(f"  {legend.count(omission.origins, 'origin')}", "dim")
            yield layout.item(text, point)
        yield from layout.rest(given, layout.each)
