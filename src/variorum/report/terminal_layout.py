"""What all sections of a report in the terminal share: widths, styles, headings, marked words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from variorum.model.comparison import Comparison, Point, Status
from variorum.report import diff, legend
from variorum.report.focus import Focus
from variorum.report.legend import Shown
from variorum.report.plain import one_line, shorten
from variorum.report.witnesses import Witness

STATUS_STYLE: Final[dict[Status, str]] = {
    "contested": "bold red",
    "superseded": "bold magenta",
    "corroborated": "bold green",
    "repeated": "bold yellow",
    "single": "bold cyan",
}
CELL_STYLE: Final[dict[Shown, str]] = {
    "asserts": "green",
    "attributes": "cyan",
    "denies": "bold red",
    "hedges": "yellow",
    "perhaps": "dim",
    "silent": "dim",
    "not found": "dim",
    "not observable": "dim",
}
_Row = TypeVar("_Row")
_NARROW = 60
BRIEF = 130
"""Characters of a passage in a list."""
LONGEST = 600
"""Characters of one verbatim passage that are shown; what is cut is marked, and the report in HTML has it all."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One comparison at one width.

    Attributes:
        comparison: What is shown.
        who: Its articles under their ids.
        width: Columns.
        focus: Tells the words of gists apart.
        top: Most rows per section, None for all.
        more: What tells the reader how to see everything.
    """

    comparison: Comparison
    who: dict[str, Witness]
    width: int
    focus: Focus
    top: int | None
    more: str

    @property
    def narrow(self) -> bool:
        """Whether there is too little room for tables of several columns."""
        return self.width < _NARROW

    @property
    def each(self) -> int | None:
        """Most rows per article in the sections that go article by article."""
        return None if self.top is None else max(1, self.top // 4)

    def heading(self, title: str, number: int | None = None, note: str = "") -> RenderableType:
        """A line with the title, and what the section is."""
        text = Text(title.upper(), "bold")
        if number is not None:
            text.append(f"  {number:,}", "bold")
        rule = Rule(text, align="left", style="dim", characters="─")
        return Group(Text(), rule, *([Text(note, "dim")] if note else []))

    def counts(self, point: Point) -> str:
        """The three numbers in words."""
        return (
            f"{legend.count(point.articles, 'article')}, {legend.count(point.texts, 'text')}, "
            f"{legend.count(point.origins, 'origin')}"
        )

    def name(self, key: str, what: str) -> Text:
        """An article with what is said of it."""
        return Text(f"{self.who[key].sign} ", "bold").append(self.who[key].name, "bold").append(f" {what}", "dim")

    def signs(self, ids: Iterable[str]) -> str:
        """The letters of articles."""
        return " ".join(self.who[key].sign for key in ids)

    def item(self, text: Text, point: Point) -> RenderableType:
        """An indented line that ends with the id of its point."""
        return Padding(text.append(f"  {point.id}", "dim"), (0, 0, 0, 2))

    def gist(self, point: Point, limit: int = LONGEST) -> Text:
        """The words that stand for a point in quotation marks; those that are another row's step back."""
        parts = self.focus.parts(point, limit)
        text = Text("“")
        for number, part in enumerate(parts):
            words = part.text.lstrip("“") if number == 0 else part.text
            text.append(words.rstrip("” ") if number == len(parts) - 1 else words, "" if part.own else "dim")
        return text.append("”")

    def first(self, items: Sequence[_Row]) -> Sequence[_Row]:
        """As many as may be shown."""
        return items if self.top is None else items[: self.top]

    def rest(self, items: Sequence[object], shown: int | None = None) -> Iterable[RenderableType]:
        """How many are not shown, if any; nothing is left out silently."""
        shown = shown if shown is not None else self.top
        if shown is not None and len(items) > shown:
            yield Padding(Text(f"+{len(items) - shown:,} more: {self.more}", "italic"), (0, 0, 0, 2))


def quoted(words: str, limit: int = LONGEST) -> Text:
    """Verbatim words in quotation marks, in one line."""
    return Text(f"“{shorten(words, limit).strip('“”')}”")


def changes(left: str, right: str) -> Text:
    """The right wording with its differences from the left, readable without colour."""
    text = Text()
    for piece in diff.words(left[: LONGEST * 2], right[: LONGEST * 2]):
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
    if max(len(left), len(right)) > LONGEST * 2:
        text.append(" …")
    return text
