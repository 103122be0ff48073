"""The words and signs of a report: what each status, stance and number means, told once for all formats."""

from __future__ import annotations

from typing import Final, Literal

from variorum.model.comparison import Aspect, CellValue, Status, VariantKind, Voice

STATUSES: Final[tuple[Status, ...]] = ("contested", "superseded", "corroborated", "repeated", "single")
"""In the order in which they are shown."""

STATUS_SIGN: Final[dict[Status, str]] = {
    "contested": "≠",
    "superseded": "→",
    "corroborated": "=",
    "repeated": "″",
    "single": "○",
}
"""Signs that say nothing about truth: equal, not equal, ditto, alone, replaced by."""

STATUS_TITLE: Final[dict[Status, str]] = {
    "contested": "Contested",
    "superseded": "Superseded",
    "corroborated": "Corroborated",
    "repeated": "Repeated",
    "single": "Told by one report only",
}

STATUS_MEANING: Final[dict[Status, str]] = {
    "contested": "The reports give values that cannot all be so.",
    "superseded": "An earlier figure was replaced by a later one.",
    "corroborated": "Two or more independent origins agree.",
    "repeated": "Several articles tell it, but all go back to one origin.",
    "single": "One report tells it; in the others no words of it were found.",
}

UNSURE_CONTEST: Final = 0.5
"""Probability that the values of a contest answer one question, below which readers are told the same."""
UNSURE_SIGN: Final = "≈"
UNSURE_MEANING: Final = "Perhaps not the same thing: look at the words."

UNSURE_ALONE: Final = 0.5
"""Probability that nobody else tells it, below which a point of one report is told to be perhaps told by others."""
ALONE_MEANING: Final = "Perhaps others tell it in other words."

FOCUS: Final = "Words in grey are told in a row of their own."
LEFT_OUT: Final = "As far as it is sure. Weightiest first, by the independent origins that tell it."

NOTHING_CONTESTED: Final = "Nothing is contested."
ONE_REPORT: Final = "There is only one report, so there is nothing to compare."

Shown = CellValue | Literal["perhaps", "not found"]
"""A cell as readers see it: what is not sure, words or silence, is told from what is."""
QUIET: Final[tuple[Shown, ...]] = ("silent", "not found", "not observable")
"""Cells of reports that carry no words of a point."""

CELL_SIGN: Final[dict[Shown, str]] = {
    "asserts": "●",
    "attributes": "◐",
    "denies": "✕",
    "hedges": "~",
    "perhaps": UNSURE_SIGN,
    "silent": "·",
    "not found": "◌",
    "not observable": "?",
}

CELL_MEANING: Final[dict[Shown, str]] = {
    "asserts": "The report says it in its own voice.",
    "attributes": "The report says that somebody says it.",
    "denies": "The report says that it is not so.",
    "hedges": "The report says it with a reservation.",
    "perhaps": "Words of the report stand here, but perhaps tell something else.",
    "silent": "The report does not say it.",
    "not found": "No words of it were found in the report, which may tell it in others.",
    "not observable": "The report could not say it: it came too early, or only part of it is known.",
}

ASPECT_TITLE: Final[dict[Aspect, str]] = {
    "number": "How many",
    "date": "When",
    "place": "Where",
    "actor": "Who",
    "cause": "Why",
    "outcome": "With what result",
    "modality": "Whether it is so",
    "wording": "In what words",
    "other": "In another respect",
}

VARIANT_MEANING: Final[dict[VariantKind, str]] = {
    "exact": "the same words",
    "cut": "cut",
    "spliced": "spliced together",
    "reworded": "reworded",
    "translated": "in quite other words, as translations differ",
    "other speaker": "given to another speaker",
}

ANOTHER_PART: Final = "another part of it"
"""Of other words that the report with the fullest wording quotes of the same speech."""

VOICE_TITLE: Final[dict[Voice, str]] = {
    "own": "in its own voice",
    "attributed": "in a source's voice",
    "quoted": "in quotation marks",
}

THREE_NUMBERS: Final[tuple[tuple[str, str], ...]] = (
    ("articles", "How many of the reports carry the point."),
    ("texts", "How many of those are different texts: copies of one text count once."),
    (
        "origins",
        "How many independent origins those texts have: reports that share a text, an outlet or a named source count "
        "once. Where it is in doubt that they are independent, or that a report tells it, it is not counted.",
    ),
)

_ASCII: Final = str.maketrans(
    {
        "≠": "!",
        "≈": "*",
        "→": ">",
        "″": '"',
        "●": "#",
        "◐": "a",
        "✕": "x",
        "○": "o",
        "·": ".",
        "◌": ",",
        "…": ".",
        "─": "-",
        "×": "x",
        "‘": "'",
        "’": "'",
        "–": "-",
        "“": '"',
        "”": '"',
    }
)


def ascii_signs(text: str) -> str:
    """The text with all signs and quotation marks of a report in plain ASCII, for terminals that have no others."""
    return text.translate(_ASCII)


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 article", "3 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
