"""A comparison for the terminal: coloured where that helps, complete without colour, from 40 columns up."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from variorum.model.comparison import CellValue, Comparison, Point, Status
from variorum.report import diff, legend, view
from variorum.report.plain import one_line, shorten

_STATUS_STYLE: Final[dict[Status, str]] = {
    "contested": "bold red",
    "superseded": "bold magenta",
    "corroborated": "bold green",
    "repeated": "bold yellow",
    "single": "bold cyan",
}
_CELL_STYLE: Final[dict[CellValue, str]] = {
    "asserts": "green",
    "attributes": "cyan",
    "denies": "bold red",
    "hedges": "yellow",
    "silent": "dim",
    "not observable": "dim",
}
_Row = TypeVar("_Row")
_NARROW = 60
_BRIEF = 130
_PER_TIME = 3
_LONGEST = 600
"""Characters of one verbatim passage that are shown; what is cut is marked, and the report in HTML has it all."""


def show(comparison: Comparison, console: Console | None = None, *, top: int | None = 8, more: str = "--all") -> None:
    """Print the comparison.

    Args:
        comparison: What to show.
        console: Where; by default standard output, in colour if that is a terminal and NO_COLOR is not set.
        top: Most rows per section, None for all. What is left out is counted on a line of its own.
        more: What that line tells the reader to use to see everything.
    """
    console = console or Console(highlight=False)
    if console.is_terminal:
        for part in _Report(comparison, console.width, top, more).parts():
            console.print(part, highlight=False)
        return
    # In a file or a pipe nobody needs the spaces up to the end of the line.
    with console.capture() as capture:
        for part in _Report(comparison, console.width, top, more).parts():
            console.print(part, highlight=False)
    for line in capture.get().splitlines():
        console.file.write(line.rstrip() + "\n")


def to_text(comparison: Comparison, width: int = 80, top: int | None = 8, more: str = "--all") -> str:
    """The same without colour, as a string."""
    file = io.StringIO()
    show(comparison, Console(file=file, width=width, color_system=None, force_terminal=False), top=top, more=more)
    return file.getvalue()


class _Report:
    """The sections of one comparison at one width."""

    def __init__(self, comparison: Comparison, width: int, top: int | None, more: str) -> None:
        self.comparison = comparison
        self.width = width
        self.top = top
        self.more = more
        self.who = view.witnesses(comparison)
        self.narrow = width < _NARROW

    def parts(self) -> Iterable[RenderableType]:
        groups = view.by_status(self.comparison)
        yield from self._event()
        yield from self._reports()
        yield from self._contested(groups["contested"])
        yield from self._superseded(groups["superseded"])
        yield from self._table("corroborated", groups["corroborated"])
        yield from self._table("repeated", groups["repeated"])
        yield from self._singles()
        yield from self._omissions()
        yield from self._quotes()
        yield from self._labels()
        yield from self._copies()
        yield from self._timeline()
        yield from self._digest()
        yield from self._key()

    # -- head --------------------------------------------------------------------------------------------------

    def _event(self) -> Iterable[RenderableType]:
        line, source = view.event(self.comparison)
        if line:
            text = _text(f"“{line}”", "bold")
            if source:
                text.append(f"  {self.who[source].sign} {self.who[source].name}", "dim")
            yield text
        origins = [point for point in self.comparison.points if point.articles > 1]
        parts = [legend.count(len(self.comparison.articles), "report")]
        parts += [part for part in [view.period(self.comparison)] if part]
        parts.append(legend.count(len(self.comparison.points), "point"))
        parts.append(f"{len(origins):,} told by more than one")
        yield _text(" · ".join(parts))

    def _reports(self) -> Iterable[RenderableType]:
        yield self._heading("Who reports it")
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
        table.add_column(no_wrap=True, style="bold")
        table.add_column(ratio=3, overflow="fold")
        if not self.narrow:
            table.add_column(no_wrap=True)
            table.add_column(justify="right", no_wrap=True)
        for witness in self.who.values():
            name = _text(witness.name)
            if witness.headline:
                name.append("\n" + shorten(witness.headline, 140), "dim")
            words = legend.count(witness.words, "word")
            if witness.article.headline_only:
                words += ", headline only"
            when = witness.date or "date unknown"
            if self.narrow:
                name.append(f"\n{when}, {words}", "dim")
                table.add_row(witness.sign, name)
            else:
                table.add_row(witness.sign, name, when, words)
        yield table
        for notice in self.comparison.notices:
            yield _text("Note: ", "yellow").append(shorten(notice, _LONGEST))

    # -- points ------------------------------------------------------------------------------------------------

    def _contested(self, points: Sequence[Point]) -> Iterable[RenderableType]:
        if not points:
            alone = len(self.comparison.articles) == 1
            yield self._heading(legend.STATUS_TITLE["contested"], 0)
            yield _text(legend.ONE_REPORT if alone else legend.NOTHING_CONTESTED, "dim")
            return
        yield self._heading(legend.STATUS_TITLE["contested"], len(points), legend.STATUS_MEANING["contested"])
        yield from self._differing_all(points)

    def _superseded(self, points: Sequence[Point]) -> Iterable[RenderableType]:
        if points:
            yield self._heading(legend.STATUS_TITLE["superseded"], len(points), legend.STATUS_MEANING["superseded"])
            yield from self._differing_all(points)

    def _differing_all(self, points: Sequence[Point]) -> Iterable[RenderableType]:
        for number, point in enumerate(self._first(points)):
            if number:
                yield Text()
            yield self._differing(point)
        yield from self._rest(points)

    def _differing(self, point: Point) -> RenderableType:
        """A point and, one under the other, the values that the articles give for it."""
        differs = point.differs
        aspect = legend.ASPECT_TITLE[differs.aspect].upper() if differs else "CONTESTED"
        head = _text(f"{legend.STATUS_SIGN[point.status]} ", _STATUS_STYLE[point.status])
        head.append(f"{point.id}  ", "dim").append(aspect, "bold").append(f"  {self._counts(point)}", "dim")
        rows: list[RenderableType] = [head, Padding(_quoted(point.gist.quote), (0, 0, 0, 2))]
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
        table.add_column(ratio=2, overflow="fold", style="bold")
        table.add_column(ratio=3, overflow="fold")
        for value in view.values(point):
            givers = Text()
            for number, given in enumerate(value.given):
                witness = self.who[given.span.article]
                givers.append("; " if number else "").append(f"{witness.sign} ", "bold").append(witness.name)
                if given.said_by:
                    givers.append(f", according to {shorten(given.said_by, 60)}", "cyan")
            table.add_row(_text(shorten(value.text, 120)), givers)
        for cell, ids in view.without_value(point, self.comparison).items():
            names = ", ".join(f"{self.who[key].sign} {self.who[key].name}" for key in ids)
            table.add_row(_text(f"{legend.CELL_SIGN[cell]} {cell}", _CELL_STYLE[cell]), _text(names, "dim"))
        rows.append(Padding(table, (0, 0, 0, 2)))
        if differs and differs.reason:
            sure = f"{differs.probability:.0%} sure: " if point.status == "contested" else ""
            rows.append(Padding(_text(f"{sure}{shorten(differs.reason, 200)}", "dim italic"), (0, 0, 0, 2)))
        return Group(*rows)

    def _table(self, status: Status, points: Sequence[Point]) -> Iterable[RenderableType]:
        if not points:
            return
        yield self._heading(legend.STATUS_TITLE[status], len(points), legend.STATUS_MEANING[status])
        signs = [witness.sign for witness in self.who.values()]
        cells = not self.narrow and len("".join(signs)) + len(signs) <= self.width // 3
        table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
        table.add_column("", no_wrap=True)
        table.add_column("", ratio=1, overflow="fold")
        # The three numbers, always in this order and explained in the key at the end.
        table.add_column("art·txt·org", no_wrap=True, justify="right")
        if cells:
            table.add_column(" ".join(signs), no_wrap=True)
        for point in self._first(points):
            mark = _text(legend.STATUS_SIGN[status] + " ", _STATUS_STYLE[status]).append(point.id, "dim")
            gist = _quoted(point.gist.quote)
            if point.differs and point.differs.relation == "detail":
                given = "; ".join(
                    f"{shorten(value.text, 60)} ({', '.join(self.who[v.span.article].sign for v in value.given)})"
                    for value in view.values(point)
                )
                gist.append(f"\nin detail: {given}", "dim")
            if not cells:
                gist.append(f"\n{self._who_carries(point)}", "dim")
            numbers = _text(f"{point.articles}·{point.texts}·{point.origins}", "bold")
            row: list[RenderableType] = [mark, gist, numbers]
            if cells:
                row.append(self._cells(point))
            table.add_row(*row)
        yield table
        yield from self._rest(points)

    def _cells(self, point: Point) -> Text:
        line = Text()
        for witness, cell in zip(self.who.values(), point.cells, strict=False):
            line.append(legend.CELL_SIGN[cell].ljust(len(witness.sign) + 1), _CELL_STYLE[cell])
        return line

    def _who_carries(self, point: Point) -> str:
        ids = view.mentions_by_article(point)
        return " ".join(witness.sign for key, witness in self.who.items() if key in ids)

    def _singles(self) -> Iterable[RenderableType]:
        alone = view.singles(self.comparison)
        total = sum(len(points) for points in alone.values())
        if not total:
            return
        yield self._heading(legend.STATUS_TITLE["single"], total)
        each = None if self.top is None else max(1, self.top // 4)
        for key, points in alone.items():
            if points:
                yield self._name(key, f"alone tells {legend.count(len(points), 'point')}")
                for point in points[:each]:
                    yield self._item(_quoted(point.gist.quote, _BRIEF), point)
                yield from self._rest(points, each)

    def _omissions(self) -> Iterable[RenderableType]:
        left_out = {key: given for key, given in view.omissions(self.comparison).items() if given}
        if not left_out:
            return
        yield self._heading("What each leaves out", note="Weightiest first, by the independent origins that tell it.")
        points = {point.id: point for point in self.comparison.points}
        each = None if self.top is None else max(1, self.top // 4)
        for key, given in left_out.items():
            yield self._name(key, f"leaves out {legend.count(len(given), 'point')}")
            for omission in given[:each]:
                point = points[omission.point]
                text = _quoted(point.gist.quote, _BRIEF)
                text.append(f"  {legend.count(omission.origins, 'origin')}", "dim")
                yield self._item(text, point)
            yield from self._rest(given, each)

    # -- words -------------------------------------------------------------------------------------------------

    def _quotes(self) -> Iterable[RenderableType]:
        groups = sorted(self.comparison.quotes, key=lambda group: -len({m.span.article for m in group.mentions}))
        if not groups:
            return
        yield self._heading("Quotations", len(groups), "[-only in the fullest wording-] {+only in this one+}")
        for group in self._first(groups):
            first = group.mentions[0]
            head = _text(shorten(group.speaker, 80) if group.speaker else "speaker not told", "bold")
            signs = "  " + self._signs([first.span.article])
            if len(group.mentions) == 1:
                yield head.append(" ").append_text(_quoted(first.span.quote)).append(signs, "dim")
                continue
            yield head.append(signs, "dim")
            yield Padding(_quoted(first.span.quote), (0, 0, 0, 2))
            same = [m.span.article for m in group.mentions[1:] if diff.same_words(first.span.quote, m.span.quote)]
            if same:
                yield Padding(_text(f"{self._signs(same)} the same words", "dim"), (0, 0, 0, 2))
            for mention in group.mentions[1:]:
                if not diff.same_words(first.span.quote, mention.span.quote):
                    what = legend.VARIANT_MEANING[mention.variant]
                    if mention.speaker and mention.speaker != group.speaker:
                        what += f", said by {shorten(mention.speaker, 60)}"
                    line = _text(f"{self._signs([mention.span.article])} {what}: ", "dim")
                    yield Padding(line.append(_changes(first.span.quote, mention.span.quote)), (0, 0, 0, 2))
        yield from self._rest(groups)

    def _labels(self) -> Iterable[RenderableType]:
        if not self.comparison.labels:
            return
        yield self._heading("Labels", len(self.comparison.labels), "What each report calls somebody or something.")
        order = {key: number for number, key in enumerate(self.who)}
        for label in self._first(self.comparison.labels):
            aliases = [shorten(alias, 40) for alias in label.aliases if alias != label.entity]
            head = _text(shorten(label.entity, 80), "bold").append(f"  {label.kind}", "dim")
            if aliases:
                head.append(f", also {', '.join(aliases[:6])}", "dim")
                head.append(f" +{len(aliases) - 6} more" if len(aliases) > 6 else "", "dim")
            yield head
            table = Table(box=None, padding=(0, 1, 0, 0), show_header=False, pad_edge=False)
            table.add_column(no_wrap=True)
            table.add_column(ratio=1, overflow="fold")
            for calls in sorted(view.called(label), key=lambda calls: order[calls.article]):
                line = Text()
                for voice, style in (("own", ""), ("attributed", "cyan"), ("quoted", "yellow")):
                    wordings = calls.voice(voice)  # type: ignore[arg-type]
                    if not wordings:
                        continue
                    line.append("; " if line else "")
                    if voice != "own":
                        line.append(f"{legend.VOICE_TITLE[voice]}: ", style)  # type: ignore[index]
                    texts = [shorten(t, 80) + (f" ×{len(spans)}" if len(spans) > 1 else "") for t, spans in wordings]
                    line.append(", ".join(texts), style)
                table.add_row(_text(self.who[calls.article].sign, "bold"), line)
            yield Padding(table, (0, 0, 0, 2))
        yield from self._rest(self.comparison.labels)

    def _copies(self) -> Iterable[RenderableType]:
        links = sorted(self.comparison.copies, key=lambda link: -link.share)
        if not links:
            return
        yield self._heading("Who copied from whom", len(links), "Share of the shorter report's words.")
        for link in self._first(links):
            yield _text(view.copy_in_words(link, self.who))
            longest = sorted(link.passages, key=lambda passage: -len(passage.left.quote))
            for passage in longest[:1]:
                yield Padding(_quoted(passage.left.quote, 160), (0, 0, 0, 2))
            if len(longest) > 1:
                yield Padding(_text(f"and {legend.count(len(longest) - 1, 'more passage')}", "dim"), (0, 0, 0, 2))
        yield from self._rest(links)

    # -- end ---------------------------------------------------------------------------------------------------

    def _timeline(self) -> Iterable[RenderableType]:
        entries = self.comparison.timeline
        if not entries:
            return
        yield self._heading("Timeline", len(entries))
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
        table.add_column(overflow="fold", max_width=max(12, self.width // 3), style="bold")
        table.add_column(ratio=1, overflow="fold")
        for entry in self._first(entries):
            told = Text()
            spans = view.told_once(entry.spans)
            for number, span in enumerate(spans[:_PER_TIME]):
                told.append("\n" if number else "").append(_quoted(span.quote, _BRIEF))
                told.append(f"  {self.who[span.article].sign}", "dim")
            if len(spans) > _PER_TIME:
                told.append(f"\n+{len(spans) - _PER_TIME} more", "dim")
            told.append(f"  {' '.join(entry.points[:6])}", "dim")
            told.append(f" +{len(entry.points) - 6}" if len(entry.points) > 6 else "", "dim")
            table.add_row(_text(one_line(entry.label)), told)
        yield table
        yield from self._rest(entries)

    def _digest(self) -> Iterable[RenderableType]:
        if not self.comparison.digest:
            return
        yield self._heading("Digest", note="Sentences of the reports, each with the reports that carry it.")
        for sentence in self.comparison.digest:
            text = _quoted(sentence.span.quote)
            text.append(f"  {sentence.point}, told by {self._signs(sentence.articles)}", "dim")
            text.append(f", {legend.count(sentence.origins, 'origin')}", "dim")
            if sentence.contested:
                text.append(f" {legend.STATUS_SIGN['contested']} contested", _STATUS_STYLE["contested"])
            yield Padding(text, (0, 0, 0, 2))

    def _key(self) -> Iterable[RenderableType]:
        yield self._heading("Key")
        yield _text("   ".join(f"{sign} {cell}" for cell, sign in legend.CELL_SIGN.items()), "dim")
        yield _text("   ".join(f"{sign} {status}" for status, sign in legend.STATUS_SIGN.items()), "dim")
        for name, meaning in legend.THREE_NUMBERS:
            yield _text(f"{name}: {meaning}", "dim")

    # -- helpers -----------------------------------------------------------------------------------------------

    def _heading(self, title: str, number: int | None = None, note: str = "") -> RenderableType:
        text = _text(title.upper(), "bold")
        if number is not None:
            text.append(f"  {number:,}", "bold")
        rule = Rule(text, align="left", style="dim", characters="─")
        return Group(Text(), rule, *([_text(note, "dim")] if note else []))

    def _counts(self, point: Point) -> str:
        return (
            f"{legend.count(point.articles, 'article')}, {legend.count(point.texts, 'text')}, "
            f"{legend.count(point.origins, 'origin')}"
        )

    def _name(self, key: str, what: str) -> Text:
        return _text(f"{self.who[key].sign} ", "bold").append(self.who[key].name, "bold").append(f" {what}", "dim")

    def _signs(self, ids: Iterable[str]) -> str:
        return " ".join(self.who[key].sign for key in ids)

    def _item(self, text: Text, point: Point) -> RenderableType:
        return Padding(text.append(f"  {point.id}", "dim"), (0, 0, 0, 2))

    def _first(self, items: Sequence[_Row]) -> Sequence[_Row]:
        return items if self.top is None else items[: self.top]

    def _rest(self, items: Sequence[object], shown: int | None = None) -> Iterable[RenderableType]:
        shown = shown if shown is not None else self.top
        if shown is not None and len(items) > shown:
            yield Padding(_text(f"+{len(items) - shown:,} more: {self.more}", "italic"), (0, 0, 0, 2))


def _text(plain: str, style: str = "") -> Text:
    """Text as it is, never read as markup; words of the articles have been through `one_line` or `shorten`."""
    return Text(plain, style=style)


def _quoted(words: str, limit: int = _LONGEST) -> Text:
    return _text(f"“{shorten(words, limit).strip('“”')}”")


def _changes(left: str, right: str) -> Text:
    """The right wording with its differences from the left, readable without colour."""
    text = Text()
    for piece in diff.words(left[: _LONGEST * 2], right[: _LONGEST * 2]):
        space = " " if piece.right[-1:].isspace() or piece.left[-1:].isspace() else ""
        if piece.kind == "same":
            words = one_line(piece.right)
            # Long stretches that are the same need only their ends.
            if len(words) > 120:
                words = f"{shorten(words, 50)} {words[-40:].partition(' ')[2]}"
            text.append(words + space)
            continue
        if piece.left.strip():
            text.append(f"[-{shorten(piece.left, 200)}-]", "red strike").append(" " if piece.right.strip() else "")
        if piece.right.strip():
            text.append("{+" + shorten(piece.right, 200) + "+}", "green underline")
        text.append(space)
    return text
