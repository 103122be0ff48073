"""One report and its versions, printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from variorum.archive import Revision
    from variorum.report.diff import Piece

_SPACE = re.compile(r"\s+")

_AROUND = 60
"""Characters shown before and after what a version changed."""


def print_report(console: Console, found: Sequence[Revision]) -> None:
    """The last version, as it was read."""
    article = found[-1].article
    console.print(Text(" ".join(article.headline.split()) or article.id, style="bold"))
    date = article.published.strftime("%Y-%m-%d") if article.published else "undated"
    by = f", {', '.join(article.authors)}" if article.authors else ""
    console.print(Text(f"{article.name}, {date}{by}", style="dim"))
    if article.url and article.url != article.id:
        console.print(Text(article.url, style="dim"), soft_wrap=True)
    if len(found) > 1:
        console.print(Text(f"version {len(found)}; what changed is shown with --versions", style="yellow"))
    console.print(Text("\n" + article.text.strip()), soft_wrap=not console.is_terminal)


def print_versions(console: Console, found: Sequence[Revision]) -> None:
    """What changed from each version to the next."""
    first = found[0]
    console.print(Text(f"version 1, seen {first.seen:%Y-%m-%d %H:%M} UTC", style="bold"))
    console.print(Text(f"  {' '.join(first.article.headline.split()) or first.article.id}"))
    if len(found) == 1:
        console.print(Text("  there is no other version", style="dim"))
    for revision in found[1:]:
        console.print(Text(f"\nversion {revision.number}, seen {revision.seen:%Y-%m-%d %H:%M} UTC", style="bold"))
        for field, pieces in (("title", revision.title), ("text", revision.text)):
            for line in _changes(pieces, colours=console.is_terminal):
                console.print(Text.assemble((f"  {field}: ", "dim"), line))
        for figure in revision.figures:
            console.print(Text(f"  figure replaced: {figure.before} → {figure.after}", style="yellow"))


def _changes(pieces: Sequence[Piece], colours: bool) -> list[Text]:
    """A line for each run of changes that stand close together, with the words around it."""
    lines: list[Text] = []
    line: Text | None = None
    lead = ""
    for number, piece in enumerate(pieces):
        words = _SPACE.sub(" ", piece.right)
        if piece.kind != "same":
            if line is None:
                line, lead = Text(lead), ""
            _append(line, _SPACE.sub(" ", piece.left), words, colours)
        elif line is not None and number < len(pieces) - 1 and len(words) <= 2 * _AROUND:
            line.append(words)
        else:
            if line is not None:
                lines.append(line.append(f"{words[:_AROUND]}{'…' if len(words) > _AROUND else ''}"))
                line = None
            lead = f"{'…' if len(words) > _AROUND else ''}{words[-_AROUND:]}"
    return lines if line is None else [*lines, line]


def _append(line: Text, before: str, after: str, colours: bool) -> None:
    if before.strip():
        line.append(before.strip() if colours else f"[-{before.strip()}-]", style="red strike")
        line.append(" " if after.strip() else "")
    if after.strip():
        line.append(after.strip() if colours else f"{{+{after.strip()}+}}", style="green")
    line.append(after[len(after.rstrip()) :] or before[len(before.rstrip()) :])
