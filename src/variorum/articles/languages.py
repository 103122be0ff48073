"""Which language a text, or a line of it, is in."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from variorum.articles.lines import Line, cut

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 4000
"""Characters that the language of a text is judged by."""


def language(text: str, default: str = "en") -> str:
    """ISO 639-1 code of the language that a text is mostly in; `default` if it is too short to tell.

    English prose shows itself by its function words, which takes no model; py3langid decides about the rest.
    """
    lines = cut(text[:_SAMPLE])
    count = sum(line.words for line in lines)
    stops = sum(line.stops * line.words for line in lines)
    latin = sum(line.latin * line.letters for line in lines)
    letters = sum(line.letters for line in lines)
    if letters < 20:
        return default
    if count >= 30 and stops >= 0.25 * count and latin >= 0.9 * letters:
        return "en"
    code, probability = _identifier().classify(text[:_SAMPLE].replace("\ufffd", " "))
    # A headline of names looks like any language of the same script.
    sure = probability >= (0.5 if count >= 30 else 0.9) or latin < 0.5 * letters
    return str(code) if sure else default


def foreign_lines(lines: Sequence[Line], main: str) -> frozenset[int]:
    """Starts of the lines that are in another language than the article.

    Only judged in English articles: by script, and for lines of ten words or more in Latin letters with next to none of
    the English function words, by py3langid.
    """
    if main != "en":
        return frozenset()
    found = set()
    for line in lines:
        if line.letters >= 3 and line.latin < 0.5:
            found.add(line.start)
        elif line.words >= 10 and line.stops < 0.1 and line.capitals < 0.5:
            code, probability = _identifier().classify(line.text[:500])
            if code != "en" and probability >= 0.9:
                found.add(line.start)
    return frozenset(found)


@functools.cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
