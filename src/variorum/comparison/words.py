"""Words as comparisons see them: without case, marks, and the spelling of apostrophes and abbreviations."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from variorum.annotate.restored import restore
from variorum.model.document import Document
from variorum.model.text import Span

_WORD = re.compile(
    r"""(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?   # U.S., F.B.I
      | \d+(?:[.,]\d+)*
      | [^\W_]+(?:['’ʼ][^\W_]+)*""",
    re.VERBOSE,
)
_DROPPED = str.maketrans("", "", "'’ʼ.,")

FUNCTION_WORDS = frozenset(
    """a about above after again against all also although am among an and any are aren't as at be because been
    before being below between both but by can can't could couldn't did didn't do does doesn't doing don't down during
    each even few for from further had hadn't has hasn't have haven't having he he'd he'll he's her here here's hers
    herself him himself his how i i'd i'll i'm i've if in into is isn't it it's its itself just let's like may me might
    more most must mustn't my myself no nor not of off on once one only or other ought our ours ourselves out over own
    per same shall shan't she she'd she'll she's should shouldn't so some such than that that's the their theirs them
    themselves then there there's these they they'd they'll they're they've this those though through to too toward
    towards under until up upon us very via was wasn't we we'd we'll we're we've were weren't what what's when when's
    where where's whether which while who who's whom whose why will with within without won't would wouldn't yet you
    you'd you'll you're you've your yours yourself yourselves
    said say says saying told tell tells""".replace("'", "").split()
)
"""Closed-class words of English, and the verbs of speaking that any report uses; they show no common origin."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its code points and the form that is compared."""

    start: int
    end: int
    form: str


def words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of a text as it was meant, positions counted from `offset`; hyphenated words come apart."""
    meant = restore(text)
    return tuple(
        Word(offset + meant.given(match.start()), offset + meant.given(match.end()), _normal(match.group()))
        for match in _WORD.finditer(meant.text)
    )


def forms(text: str) -> tuple[str, ...]:
    """The compared forms of the words of a text, as it was meant."""
    return tuple(_normal(match.group()) for match in _WORD.finditer(restore(text).text))


def _normal(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().translate(_DROPPED)


def is_content(form: str) -> bool:
    """Whether a compared form carries meaning of its own."""
    return form not in FUNCTION_WORDS and (len(form) > 1 or form.isdigit())


def quoted_ranges(document: Document) -> tuple[Span, ...]:
    """The words of the article that stand in quotation marks as somebody's speech."""
    return tuple(item.content for item in document.attributions if item.kind in ("direct", "mixed"))
