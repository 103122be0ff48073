"""Phrases of an outline: quoted and changed words, and how reports, places in them and numbers are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from variorum.model.comparison import Point
from variorum.model.text import Span
from variorum.report import diff, legend
from variorum.report.blocks import Run, Runs
from variorum.report.focus import Focus
from variorum.report.plain import one_line, shorten
from variorum.report.rendering import safe_url
from variorum.report.witnesses import Witness

LONGEST = 1_000
"""Characters of a quotation that are shown; what is cut ends in an ellipsis."""


def quoted(text: str, width: int = LONGEST) -> Run:
    """The words in quotation marks, unless they bring their own."""
    line = shorten(text, width)
    return Run(line if line.startswith(("“", '"')) and line.endswith(("”", '"', "…")) else f"“{line}”")


def gist(point: Point, focus: Focus, width: int) -> Runs:
    """The words that stand for a point in quotation marks; those that are another row's step back."""
    parts = focus.parts(point, width)
    runs = [Run(part.text, "plain" if part.own else "dim") for part in parts]
    first, last = runs[0], runs[-1]
    if first.text.startswith(("“", '"')) and last.text.endswith(("”", '"', "…")):
        return tuple(runs)
    return (Run("“"), *runs, Run("”"))


def changes(left: str, right: str) -> Iterator[Run]:
    """The words of both, with what stands in only one of them marked."""
    for piece in diff.words(left[:LONGEST], right[:LONGEST]):
        if piece.kind == "same":
            yield Run(_inline(piece.right))
            continue
        if piece.left.strip():
            yield Run(_inline(piece.left), "removed")
        if piece.right.strip():
            yield Run(_inline(piece.right), "added")


def place(span: Span) -> str:
    """Where words stand: "text 120–180"."""
    return f"{span.field} {span.start}–{span.end}"


def counts(point: Point) -> str:
    """The three numbers of a point."""
    articles, texts = legend.count(point.articles, "article"), legend.count(point.texts, "text")
    return f"{articles}, {texts}, {origins(point.origins)}"


def origins(number: int) -> str:
    """So many origins."""
    return legend.count(number, "origin")


def named(witness: Witness) -> str:
    """A report by its sign and its name."""
    return f"{witness.sign} {witness.name}"


def signs_of(ids: Iterable[str], who: dict[str, Witness]) -> str:
    """The signs of some reports, in the order of the comparison."""
    wanted = set(ids)
    return " ".join(witness.sign for key, witness in who.items() if key in wanted)


def address(url: str | None) -> Runs:
    """An address as a link if it is safe to follow, else as plain text."""
    safe = safe_url(url)
    return (Run(safe, "link"),) if safe else (Run(shorten(url or "", 200)),)


def _inline(text: str) -> str:
    """A piece of a line that keeps the spaces at its ends."""
    inner = one_line(text)
    before = " " if text[:1].isspace() else ""
    return f"{before}{inner} " if text[-1:].isspace() and inner else f"{before}{inner}"
