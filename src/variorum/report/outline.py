"""A comparison as headings, paragraphs, items and rows: what every document to be read holds, told once.

Markdown, DOCX and PDF render these blocks. All text in them is safe to show (`plain.one_line`), but not escaped for any
format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from variorum.model.comparison import Comparison, Mention, Point, QuoteGroup, Status
from variorum.report import diff, doubts, legend, view
from variorum.report.blocks import Block, Heading, Item, Paragraph, Rows, Run, Runs
from variorum.report.focus import Focus, focus_on
from variorum.report.outline_phrases import (
    LONGEST,
    address,
    changes,
    counts,
    gist,
    named,
    origins,
    place,
    quoted,
    signs_of,
)
from variorum.report.plain import midway, one_line, shorten
from variorum.report.witnesses import Witness, copy_in_words, witnesses

_GIST = 300
_NAME = 80
_WIDEST = 8
"""With more reports than these, a grid names the reports in one column instead of giving each its own."""


def outline(comparison: Comparison) -> tuple[Block, ...]:
    """The whole comparison in the order of the reports: what is contested comes before what agrees."""
    return tuple(_blocks(comparison, witnesses(comparison)))


def _blocks(comparison: Comparison, who: dict[str, Witness]) -> Iterator[Block]:
    yield from _event(comparison, who)
    yield from _reports(comparison, who)
    yield from _digest(comparison, who)
    groups = view.by_status(comparison)
    focus = focus_on(comparison)
    yield from _differing("contested", groups["contested"], comparison, who)
    yield from _differing("superseded", groups["superseded"], comparison, who)
    yield from _grid("corroborated", groups["corroborated"], who, focus)
    yield from _grid("repeated", groups["repeated"], who, focus)
    yield from _singles(comparison, who, focus)
    yield from _omissions(comparison, who, focus)
    yield from _quotations(comparison, who)
    yield from _labels(comparison, who)
    yield from _copies(comparison, who)
    yield from _timeline(comparison, who)
    yield from _evidence(comparison, who)
    yield from _key(comparison)


def _event(comparison: Comparison, who: dict[str, Witness]) -> Iterator[Block]:
    line, source = view.event(comparison)
    yield Heading(1, line or "Comparison")
    shared = sum(1 for point in comparison.points if point.articles > 1)
    parts = [legend.count(len(comparison.articles), "report"), view.period(comparison)]
    parts += [legend.count(len(comparison.points), "point"), f"{shared:,} told by more than one"]
    facts = " · ".join(part for part in parts if part)
    yield Paragraph((Run(f"In the words of {named(who[source])}. " if source else ""), Run(facts, "dim")))


def _reports(comparison: Comparison, who: dict[str, Witness]) -> Iterator[Block]:
    yield Heading(2, "Who reports it")
    yield Rows(
        ("", "Report", "Published", "Words", "Address"),
        tuple(
            (
                (Run(witness.sign, "strong"),),
                (Run(witness.name, "strong"), Run(f" {shorten(witness.headline, _GIST)}")),
                (Run(witness.date or "date unknown"),),
                (Run(f"{witness.words:,}" + (", headline only" if witness.article.headline_only else "")),),
                address(witness.article.url),
            )
            for witness in who.values()
        ),
    )
    for notice in comparison.notices:
        yield Item((Run("Note: ", "strong"), Run(shorten(notice, LONGEST))))


def _digest(comparison: Comparison, who: dict[str, Witness]) -> Iterator[Block]:
    if not comparison.digest:
        return
    yield Heading(2, "Digest")
    yield Paragraph((Run("Sentences of the reports, each with the reports that carry it.", "dim"),))
    for sentence in comparison.digest:
        told = f" {sentence.point}, told by {signs_of(sentence.articles, who)}, {origins(sentence.origins)}"
        contested = f" {legend.STATUS_SIGN['contested']} contested" if sentence.contested else ""
        yield Item((quoted(sentence.span.quote), Run(told, "dim"), Run(contested, "strong")))


def _differing(
    status: Status, points: Sequence[Point], comparison: Comparison, who: dict[str, Witness]
) -> Iterator[Block]:
    if not points:
        if status == "contested":
            yield Heading(2, legend.STATUS_TITLE[status])
            yield Paragraph((Run(legend.ONE_REPORT if len(who) == 1 else legend.NOTHING_CONTESTED),))
        return
    yield Heading(2, f"{legend.STATUS_TITLE[status]} ({len(points):,})")
    yield Paragraph((Run(doubts.meaning(status, points), "dim"),))
    for point in points:
        aspect = legend.ASPECT_TITLE[point.differs.aspect] if point.differs else legend.STATUS_TITLE[status]
        yield Heading(3, f"{legend.STATUS_SIGN[status]} {point.id} {aspect}")
        yield Paragraph((quoted(point.gist.quote), Run(f" {counts(point)}", "dim")))
        rows = [((Run(shorten(value.text, 200), "strong"),), _givers(value, who)) for value in view.values(point)]
        for cell, ids in view.without_value(point, comparison).items():
            names = ", ".join(named(who[key]) for key in ids)
            rows.append(((Run(f"{legend.CELL_SIGN[cell]} {cell}"),), (Run(names),)))
        yield Rows(("Value", "Given by"), tuple(rows))
        if point.differs and point.differs.reason:
            yield Paragraph((Run(shorten(point.differs.reason, 300), "dim"),))


def _givers(value: view.Value, who: dict[str, Witness]) -> Runs:
    parts = [
        named(who[given.span.article])
        + (f", according to {shorten(midway(given.said_by), _NAME)}" if given.said_by else "")
        + f" ({place(given.span)})"
        for given in value.given
    ]
    return (Run("; ".join(parts)),)


def _grid(status: Status, points: Sequence[Point], who: dict[str, Witness], focus: Focus) -> Iterator[Block]:
    if not points:
        return
    yield Heading(2, f"{legend.STATUS_TITLE[status]} ({len(points):,})")
    yield Paragraph((Run(doubts.meaning(status, points), "dim"),))
    signs = tuple(witness.sign for witness in who.values())
    wide = len(signs) <= _WIDEST
    rows: list[tuple[Runs, ...]] = []
    for point in points:
        cells = list(zip(signs, doubts.shown_cells(point), strict=False))
        carried = " ".join(f"{sign}{legend.CELL_SIGN[cell]}" for sign, cell in cells if cell not in legend.QUIET)
        every: tuple[Runs, ...] = tuple((Run(legend.CELL_SIGN[cell]),) for _, cell in cells)
        each = every if wide else ((Run(carried),),)
        words = gist(point, focus, _GIST)
        if point.differs and point.differs.relation == "detail":
            words = (*words, Run(f" In detail: {_in_detail(point, who)}", "dim"))
        numbers = f"{point.articles}·{point.texts}·{point.origins}"
        rows.append(((Run(point.id),), words, (Run(numbers, "strong"),), *each))
    yield Rows(("", "Point", "art·txt·org", *(signs if wide else ("Told by",))), tuple(rows))


def _in_detail(point: Point, who: dict[str, Witness]) -> str:
    return "; ".join(
        f"{shorten(value.text, 80)} ({signs_of([given.span.article for given in value.given], who)})"
        for value in view.values(point)
    )


def _singles(comparison: Comparison, who: dict[str, Witness], focus: Focus) -> Iterator[Block]:
    alone = {key: points for key, points in view.singles(comparison).items() if points}
    if not alone:
        return
    yield Heading(2, f"{legend.STATUS_TITLE['single']} ({sum(map(len, alone.values())):,})")
    yield Paragraph((Run(f"Surest first. {legend.UNSURE_SIGN} {legend.ALONE_MEANING}", "dim"),))
    for key, points in alone.items():
        yield Heading(3, named(who[key]))
        for point in points:
            unsure = f" {legend.UNSURE_SIGN}" if doubts.is_perhaps_shared(point) else ""
            yield Item((*gist(point, focus, _GIST), Run(f" {point.id}{unsure}", "dim")))


def _omissions(comparison: Comparison, who: dict[str, Witness], focus: Focus) -> Iterator[Block]:
    left_out = {key: given for key, given in view.omissions(comparison).items() if given}
    if not left_out:
        return
    points = {point.id: point for point in comparison.points}
    yield Heading(2, "What each leaves out")
    yield Paragraph((Run(legend.LEFT_OUT, "dim"),))
    for key, given in left_out.items():
        yield Heading(3, named(who[key]))
        for omission in given:
            point = points[omission.point]
            yield Item((*gist(point, focus, _GIST), Run(f" {point.id}, {origins(omission.origins)}", "dim")))


def _quotations(comparison: Comparison, who: dict[str, Witness]) -> Iterator[Block]:
    groups = sorted(comparison.quotes, key=lambda group: -len({mention.span.article for mention in group.mentions}))
    if not groups:
        return
    yield Heading(2, f"Quotations ({len(groups):,})")
    for group in groups:
        speaker = shorten(group.speaker, _NAME) if group.speaker else "speaker not told"
        first = group.mentions[0].span
        where = f" {who[first.article].sign}, {place(first)}"
        yield Item((Run(f"{speaker}: ", "strong"), quoted(first.quote), Run(where, "dim")))
        yield from _wordings(group, who)


def _wordings(group: QuoteGroup, who: dict[str, Witness]) -> Iterator[Block]:
    first = group.mentions[0].span.quote
    for mention in group.mentions[1:]:
        where = f"{who[mention.span.article].sign}, {place(mention.span)}, "
        if diff.same_words(first, mention.span.quote):
            yield Item((Run(where, "dim"), Run("the same words")), 1)
            continue
        if view.is_another_part(group, mention):
            yield Item((Run(f"{where}{legend.ANOTHER_PART}: ", "dim"), quoted(mention.span.quote)), 1)
            continue
        what = legend.VARIANT_MEANING[mention.variant]
        if mention.speaker and mention.speaker != group.speaker:
            what += f" (speaker there: {shorten(mention.speaker, _NAME)})"
        yield Item((Run(f"{where}{what}: ", "dim"), *changes(first, mention.span.quote)), 1)


def _labels(comparison: Comparison, who: dict[str, Witness]) -> Iterator[Block]:
    if not comparison.labels:
        return
    yield Heading(2, f"Labels ({len(comparison.labels):,})")
    yield Paragraph((Run("What each report calls somebody or something, and what happened.", "dim"),))
    order = {key: number for number, key in enumerate(who)}
    for label in comparison.labels:
        also = [shorten(alias, 40) for alias in label.aliases if alias != label.entity]
        names = f", also {', '.join(also)}" if also else ""
        yield Item((Run(shorten(label.entity, _NAME), "strong"), Run(f" {view.kind_of(label)}{names}".rstrip(), "dim")))
        for calls in sorted(view.called(label), key=lambda calls: order[calls.article]):
            runs = [Run(f"{who[calls.article].sign} ", "strong")]
            for voice, title in legend.VOICE_TITLE.items():
                if wordings := calls.voice(voice):
                    runs.append(Run("; " if len(runs) > 1 else ""))
                    runs.append(Run("" if voice == "own" else f"{title}: ", "dim"))
                    texts = [
                        shorten(text, 120) + (f" ×{len(spans)}" if len(spans) > 1 else "") for text, spans in wordings
                    ]
                    runs.append(Run(", ".join(texts)))
            yield Item(tuple(runs), 1)


def _copies(comparison: Comparison, who: dict[str, Witness]) -> Iterator[Block]:
    if not comparison.copies:
        return
    yield Heading(2, "Who copied from whom")
    yield Paragraph((Run("Share of the shorter report's words.", "dim"),))
    for link in sorted(comparison.copies, key=lambda link: -link.share):
        yield Item((Run(copy_in_words(link, who)),))
        for passage in sorted(link.passages, key=lambda passage: -len(passage.left.quote))[:3]:
            yield Item((quoted(passage.left.quote, _GIST),), 1)
        if len(link.passages) > 3:
            yield Item((Run(f"and {legend.count(len(link.passages) - 3, 'more passage')}", "dim"),), 1)


def _timeline(comparison: Comparison, who: dict[str, Witness]) -> Iterator[Block]:
    if not comparison.timeline:
        return
    yield Heading(2, "Time line")
    rows: list[tuple[Runs, ...]] = []
    for entry in comparison.timeline:
        told: list[Run] = []
        for spans in view.told_once(entry.spans)[:3]:
            signs = signs_of((span.article for span in spans), who)
            told += [quoted(spans[0].quote, _GIST), Run(f" {signs} ", "dim")]
        rows.append(((Run(shorten(entry.label, _NAME), "strong"),), tuple(told), (Run(" ".join(entry.points[:6])),)))
    yield Rows(("When", "In the words of the reports", "Points"), tuple(rows))


def _evidence(comparison: Comparison, who: dict[str, Witness]) -> Iterator[Block]:
    shared = [point for point in comparison.points if point.articles > 1]
    if not shared:
        return
    yield Heading(2, "Evidence")
    yield Paragraph((Run("The words of each report for every point that more than one tells.", "dim"),))
    for point in shared:
        yield Heading(3, f"{legend.STATUS_SIGN[point.status]} {point.id} {point.status}, {counts(point)}")
        for mention in point.mentions:
            yield Item(_mention(mention, who))


def _mention(mention: Mention, who: dict[str, Witness]) -> Runs:
    witness = who[mention.span.article]
    voice = f", {mention.stance}"
    if mention.said_by:
        voice += f", said by {shorten(midway(mention.said_by), _NAME)}"
    where = f" {place(mention.span)}{voice}"
    return (Run(f"{named(witness)}: ", "strong"), quoted(mention.span.quote), Run(where, "dim"))


def _key(comparison: Comparison) -> Iterator[Block]:
    yield Heading(2, "Key")
    for status, sign in legend.STATUS_SIGN.items():
        yield Item((Run(f"{sign} {status} ", "strong"), Run(legend.STATUS_MEANING[status])))
    for cell, sign in legend.CELL_SIGN.items():
        yield Item((Run(f"{sign} {cell} ", "strong"), Run(legend.CELL_MEANING[cell])))
    for name, meaning in legend.THREE_NUMBERS:
        yield Item((Run(f"{name} ", "strong"), Run(meaning)))
    yield Item((Run("text 120–180 ", "strong"), Run("characters 120 to 180 of that report's text, counted from 0.")))
    made = f"Variorum {comparison.version}, settings {one_line(comparison.settings)[:_NAME]}"
    yield Paragraph((Run(f"Made by {made}. Every quotation is verbatim.", "dim"),))
