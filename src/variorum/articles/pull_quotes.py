"""Words of a text that are shown once more, set apart, with the name of who said them: they tell nothing new."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.articles.lines import Line, words

_PULLED, _LONGEST_PULLED = 5, 40
"""Fewest words of the text that are no chance where a line repeats them, and most of such a line."""
_NAME_WORDS = 3
"""Words of a name behind them."""
_MOST_REPEATED = 8
"""Places in the text that begin as a line does, of which more are not looked at."""


def pull_quotes(lines: Sequence[Line]) -> frozenset[Line]:
    """Those of some lines that have no full stop, and are words of another line that has one, with a name behind them.

    Args:
        lines: What may be running text.
    """
    short = {line: words(line.text) for line in lines if not line.final and line.words <= _LONGEST_PULLED}
    candidates = {line: own for line, own in short.items() if len(own) > _PULLED}
    beginnings: dict[str, list[str]] = {_lower(own[:_PULLED]): [] for own in candidates.values()}
    for line in lines if candidates else ():
        spoken = _lower(words(line.text)).split() if line.final else []
        for place in range(len(spoken) - _PULLED + 1):
            found = beginnings.get(" ".join(spoken[place : place + _PULLED]))
            if found is not None and len(found) < _MOST_REPEATED:
                found.append(" ".join(spoken[place : place + _LONGEST_PULLED]) + " ")
    return frozenset(line for line, own in candidates.items() if _is_pulled(own, beginnings[_lower(own[:_PULLED])]))


def _is_pulled(own: Sequence[str], repeated: Sequence[str]) -> bool:
    for place in range(max(_PULLED, len(own) - _NAME_WORDS), len(own)):
        named = all(word[0].isupper() for word in own[place:])
        if named and any(text.startswith(_lower(own[:place]) + " ") for text in repeated):
            return True
    return False


def _lower(some: Sequence[str]) -> str:
    return " ".join(some).lower()
