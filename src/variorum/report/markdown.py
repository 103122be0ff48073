"""A comparison as Markdown (CommonMark with tables) in which nothing from an article is markup."""

from __future__ import annotations

import re

from variorum.model.comparison import Comparison
from variorum.report.blocks import Block, Heading, Item, Paragraph, Rows, Run, Runs, Style
from variorum.report.outline import outline

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Not all renderers let a backslash quiet "<", so that is written as an entity. Braces and dollar signs are markup to
# site generators.
_SPECIAL = re.compile(r"[&<>\\`*_{}\[\]|~$#!^]")
_AUTOLINK = re.compile(r"(?<=\w)(:)(?=//)|(?<=\bwww)(\.)|(?<=\w)(@)(?=\w)|(?<=mailto)(:)|(?<=xmpp)(:)", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)([-+=:])|^(\s*\d{1,9})([.)])")
_AROUND: dict[Style, tuple[str, str]] = {
    "plain": ("", ""),
    "dim": ("", ""),
    "strong": ("**", "**"),
    "removed": ("~~", "~~"),
    "added": ("**", "**"),
    "link": ("<", ">"),
}


def markdown(comparison: Comparison) -> str:
    """The document as Markdown; in quotations words struck out stand only in the fullest wording, bold in this one."""
    text = ""
    previous: Block | None = None
    for block in outline(comparison):
        text += "\n" if isinstance(block, Item) and isinstance(previous, Item) else "\n\n" if previous else ""
        text += _block(block)
        previous = block
    return text + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {escape(text)}"
        case Paragraph(runs):
            return _line(runs)
        case Item(runs, level):
            return f"{'  ' * level}- {_line(runs)}"
        case Rows(header, rows):
            lines = [_row([escape(name) for name in header]), _row(["---"] * len(header))]
            return "\n".join(lines + [_row([_line(cell) for cell in row]) for row in rows])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(runs: Runs) -> str:
    return "".join(_run(run) for run in runs).strip()


def _run(run: Run) -> str:
    before, after = _AROUND[run.style]
    if run.style == "link":
        # Only addresses without white space, quotation marks and angle brackets are links.
        return f"{before}{run.text.replace('|', '%7C')}{after}"
    inner = run.text.strip()
    if not inner:
        return run.text
    # Emphasis must touch its words, so spaces stay outside.
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    trail = run.text[len(run.text.rstrip()) :]
    return f"{lead}{before}{escape(inner)}{after}{trail}"


def escape(text: str) -> str:
    """One line of text so that Markdown shows it as it is."""
    text = _SPECIAL.sub(lambda match: _ENTITIES.get(match.group(), f"\\{match.group()}"), text)
    text = _AUTOLINK.sub(lambda match: f"\\{match.group()}", text)
    return _LINE_START.sub(lambda match: f"{match[1] or match[3] or ''}\\{match[2] or match[4]}", text)
