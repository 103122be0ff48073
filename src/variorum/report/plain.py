"""Text from outside made safe to look at, one character for one character, so that offsets stay true."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_REPLACEMENT = "\ufffd"

# Characters that a reader cannot see but that change what is seen: C0 and C1 controls, marks that reorder
# right-to-left text, the invisible "tag" letters, lone surrogates and noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0010fffe\U0010ffff]"
)
_SPACE = re.compile(r"\s+")
_OPENING = re.compile(r"(?:A|An|The|His|Her|Its|Their|Some|Several|Many|Two|Three)\s+(?=[^\W\d_])")
"""Words that have a capital only where they begin a sentence, before another word."""


def visible(text: str) -> str:
    r"""The same text with every control, bidirectional override or invisible character shown as a sign.

    C0 controls become their Unicode pictures (NUL is shown as "␀"), odd line ends become "\n", the rest "\ufffd".
    The result has the same length as the text.
    """
    # Whatever is unseen is not printable either; most text is, and is told so far quicker.
    return text if text.isprintable() else _UNSEEN.sub(_sign, text)


def one_line(text: str) -> str:
    """Visible text with white space collapsed and piled-up accents removed, so that it stays in its line."""
    return _SPACE.sub(" ", _without_stacks(visible(text))).strip()


def shorten(text: str, width: int) -> str:
    """One line of at most `width` characters, cut at a word and marked with an ellipsis where it was longer."""
    # Only the first characters can matter; collapsing a megabyte for a headline would be waste.
    line = one_line(text[: width * 8 + 80])
    if len(line) <= width and len(text) <= width * 8 + 80:
        return line
    cut = line[: width - 1]
    space = cut.rfind(" ")
    if space > width // 2:
        cut = cut[:space]
    return cut.rstrip(" ,;:–-") + "…"


def midway(text: str) -> str:
    """A description as it stands inside a sentence: "according to a baker", where the report began with "A baker"."""
    return text[:1].lower() + text[1:] if _OPENING.match(text) else text


def _without_stacks(text: str, limit: int = 3) -> str:
    """Text in which no letter carries more than `limit` combining marks, so that it stays in its line."""
    if text.isascii():
        return text
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= limit:
            kept.append(character)
    return "".join(kept)


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code in _LINE_BREAKS:
        return _LINE_BREAKS[code]
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else _REPLACEMENT
