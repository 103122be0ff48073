"""The words in the terminal: quotations, labels, copies, timeline, digest, and the key to the signs."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from variorum.report import diff, legend, view
from variorum.report.plain import one_line, shorten
from variorum.report.terminal_layout import BRIEF, STATUS_STYLE, Layout, changes, quoted
from variorum.report.witnesses import copy_in_words

_PER_TIME = 3


def quotes(layout: Layout) -> Iterable[RenderableType]:
    """Utterances with their speakers, other wordings as differences from the fullest."""
    groups = sorted(layout.comparison.quotes, key=lambda group: -len({m.span.article for m in group.mentions}))
    if not groups:
        return
    yield layout.heading("Quotations", len(groups), "[-only in the fullest wording-] {+only in this one+}")
    for group in layout.first(groups):
        first = group.mentions[0]
        head = Text(shorten(group.speaker, 80) if group.speaker else "speaker not told", "bold")
        signs = "  " + layout.signs([first.span.article])
        if len(group.mentions) == 1:
            yield head.append(" ").append_text(quoted(first.span.quote)).append(signs, "dim")
            continue
        yield head.append(signs, "dim")
        yield Padding(quoted(first.span.quote), (0, 0, 0, 2))
        same = [m.span.article for m in group.mentions[1:] if diff.same_words(first.span.quote, m.span.quote)]
        if same:
            yield Padding(Text(f"{layout.signs(same)} the same words", "dim"), (0, 0, 0, 2))
        for mention in group.mentions[1:]:
            if view.is_another_part(group, mention):
                line = Text(f"{layout.signs([mention.span.article])} {legend.ANOTHER_PART}: ", "dim")
                yield Padding(line.append_text(quoted(mention.span.quote)), (0, 0, 0, 2))
            elif not diff.same_words(first.span.quote, mention.span.quote):
                what = legend.VARIANT_MEANING[mention.variant]
                if mention.speaker and mention.speaker != group.speaker:
                    what += f" (speaker there: {shorten(mention.speaker, 60)})"
                line = Text(f"{layout.signs([mention.span.article])} {what}: ", "dim")
                yield Padding(line.append(changes(first.span.quote, mention.span.quote)), (0, 0, 0, 2))
    yield from layout.rest(groups)


def labels(layout: Layout) -> Iterable[RenderableType]:
    """What each article calls somebody or something, by voice."""
    if not layout.comparison.labels:
        return
    note = "What each report calls somebody or something, and what happened."
    yield layout.heading("Labels", len(layout.comparison.labels), note)
    order = {key: number for number, key in enumerate(layout.who)}
    for label in layout.first(layout.comparison.labels):
        aliases = [shorten(alias, 40) for alias in label.aliases if alias != label.entity]
        head = Text(shorten(label.entity, 80), "bold").append(f"  {view.kind_of(label)}".rstrip(), "dim")
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
            table.add_row(Text(layout.who[calls.article].sign, "bold"), line)
        yield Padding(table, (0, 0, 0, 2))
    yield from layout.rest(layout.comparison.labels)


def copies(layout: Layout) -> Iterable[RenderableType]:
    """Who has text of whom."""
    links = sorted(layout.comparison.copies, key=lambda link: -link.share)
    if not links:
        return
    yield layout.heading("Who copied from whom", len(links), "Share of the shorter report's words.")
    for link in layout.first(links):
        yield Text(copy_in_words(link, layout.who))
        longest = sorted(link.passages, key=lambda passage: -len(passage.left.quote))
        for passage in longest[:1]:
            yield Padding(quoted(passage.left.quote, 160), (0, 0, 0, 2))
        if len(longest) > 1:
            yield Padding(Text(f"and {legend.count(len(longest) - 1, 'more passage')}", "dim"), (0, 0, 0, 2))
    yield from layout.rest(links)


def timeline(layout: Layout) -> Iterable[RenderableType]:
    """When what happened, in the words of the reports."""
    entries = layout.comparison.timeline
    if not entries:
        return
    yield layout.heading("Timeline", len(entries))
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    table.add_column(overflow="fold", max_width=max(12, layout.width // 3), style="bold")
    table.add_column(ratio=1, overflow="fold")
    for entry in layout.first(entries):
        told = Text()
        wordings = view.told_once(entry.spans)
        for number, spans in enumerate(wordings[:_PER_TIME]):
            told.append("\n" if number else "").append(quoted(spans[0].quote, BRIEF))
            told.append(f"  {layout.signs(span.article for span in spans)}", "dim")
        if len(wordings) > _PER_TIME:
            told.append(f"\n+{len(wordings) - _PER_TIME} more", "dim")
        told.append(f"  {' '.join(entry.points[:6])}", "dim")
        told.append(f" +{len(entry.points) - 6}" if len(entry.points) > 6 else "", "dim")
        table.add_row(Text(one_line(entry.label)), told)
    yield table
    yield from layout.rest(entries)


def digest(layout: Layout) -> Iterable[RenderableType]:
    """A short account in verbatim sentences."""
    if not layout.comparison.digest:
        return
    yield layout.heading("Digest", note="Sentences of the reports, each with the reports that carry it.")
    for sentence in layout.comparison.digest:
        text = quoted(sentence.span.quote)
        text.append(f"  {sentence.point}, told by {layout.signs(sentence.articles)}", "dim")
        text.append(f", {legend.count(sentence.origins, 'origin')}", "dim")
        if sentence.contested:
            text.append(f" {legend.STATUS_SIGN['contested']} contested", STATUS_STYLE["contested"])
        yield Padding(text, (0, 0, 0, 2))


def key(layout: Layout) -> Iterable[RenderableType]:
    """What the signs and numbers mean."""
    yield layout.heading("Key")
    telling = [f"{sign} {cell}" for cell, sign in legend.CELL_SIGN.items() if cell not in legend.QUIET]
    quiet = [f"{legend.CELL_SIGN[cell]} {cell}" for cell in legend.QUIET]
    yield Text("   ".join(telling), "dim")
    yield Text("   ".join(quiet), "dim")
    yield Text("   ".join(f"{sign} {status}" for status, sign in legend.STATUS_SIGN.items()), "dim")
    yield Text(f"{legend.UNSURE_SIGN} {legend.UNSURE_MEANING[0].lower()}{legend.UNSURE_MEANING[1:]}", "dim")
    for name, meaning in legend.THREE_NUMBERS:
        yield Text(f"{name}: {meaning}", "dim")
