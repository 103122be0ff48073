"""Who took a text from whom, as far as credit and time tell."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from variorum.comparison.words import forms
from variorum.model.article import Article
from variorum.model.document import Document
from variorum.model.text import CONTENT

_CUE_AFTER = re.compile(
    r"(?:[’']s [\w ]{1,30}?)?,? (?:(?:is|was|were|are|has|have|had|also|now|later|first|exclusively) ){0,3}"
    r"(?:first to report|the first [\w .]{0,60}to (?:report|publish)"
    r"|(?:report(?:s|ed|ing)?|wrote|writes|quot(?:es|ed|ing)|citing|learned|revealed|published|broke)\b)"
)
_CUE_BEFORE = re.compile(
    r"(?:according to|reported by|reports? (?:by|from|in)|told|citing|cited by|quoted by|published (?:by|in)"
    r"|interview with|courtesy of|via)(?: the| a report (?:by|in))? $",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w&.’']*")
_ADDRESS_PARTS = frozenset("www m edition news com co org net gov edu ac".split())


DATED_SHARE = 0.3
"""Least share for which the dates tell the direction; less may well come from a third text that both used."""


def taken_from(left: Document, right: Document, share: float) -> str | None:
    """Which of two articles that share text has it from the other, or the agency that both have it from.

    A credit decides: an article that names the other's outlet as its source took it from there, and what both credit
    to one agency came from that agency. Without a credit the earlier one is the source of a large share, if the dates
    are precise enough to tell.

    Args:
        left: One article.
        right: The other.
        share: Part of the shorter one that they have in common.

    Returns:
        The id of an article, the name of an agency as credited, or None.
    """
    left_credits, right_credits = credits_outlet(left, right.article), credits_outlet(right, left.article)
    if left_credits != right_credits:
        return right.article.id if left_credits else left.article.id
    agency = common_credit(left.article, right.article)
    if agency is not None:
        return agency
    return _earlier(left.article, right.article) if share >= DATED_SHARE else None


def common_credit(left: Article, right: Article) -> str | None:
    """The agency or outlet that both articles credit, as the first one writes it."""
    for credit in left.credits:
        if any(same_outlet(credit, other) for other in right.credits):
            return credit
    return None


def credits_outlet(document: Document, other: Article) -> bool:
    """Whether an article names the outlet of another as a source of what it tells."""
    outlet = outlet_name(other)
    own = outlet_name(document.article)
    if outlet is None or (own is not None and same_outlet(own, outlet)):
        return False
    return any(same_outlet(name, outlet) for name in _credited(document))


def outlet_name(article: Article) -> str | None:
    """The outlet of an article, else the host that it was published on."""
    if article.outlet:
        return article.outlet
    return urlsplit(article.url).hostname if article.url else None


@functools.lru_cache(maxsize=1 << 14)
def same_outlet(name: str, other: str) -> bool:
    """Whether two names mean one outlet: equal words, or the label of an address made of the words' beginnings.

    >>> same_outlet("The Daily Planet", "dailyplanet.example")
    True
    >>> same_outlet("the Eastern Morning Post", "emorningpost.example")
    True
    """
    left, right = _label(name), _label(other)
    if left == right:
        return True
    return _abbreviates(left, _words(other)) or _abbreviates(right, _words(name))


def _credited(document: Document) -> Iterator[str]:
    """Names that an article credits, or beside which it has a verb of publishing ("the Planet reported").

    What an outlet says about itself ("the Planet said its reporter was safe") credits it with no report.
    """
    yield from document.article.credits
    for sentence in document.sentences:
        if sentence.block not in CONTENT:
            continue
        text = sentence.span.quote
        for start, end in _capitalised(text):
            if _CUE_AFTER.match(text, end) or _CUE_BEFORE.search(text, max(0, start - 40), start):
                yield text[start:end]


def _capitalised(text: str) -> Iterator[tuple[int, int]]:
    """Runs of up to five capitalised words, and their parts: in "Monday The Planet" the name is not the whole run."""
    found = [(match.start(), match.end()) for match in _CAPITALISED.finditer(text)]
    found = [(start, end - 2 if text[start:end].endswith(("’s", "'s")) else end) for start, end in found]
    for i, (first, end) in enumerate(found):
        yield first, end
        for before in range(i - 1, max(-1, i - 5), -1):
            if text[found[before][1] : found[before + 1][0]] not in (" ", "-"):
                break
            yield found[before][0], end


def _label(name: str) -> str:
    """The words of a name run together, or the telling part of an address."""
    if not _is_address(name):
        return "".join(_words(name))
    parts = [part for part in name.strip().casefold().split(".") if part]
    telling = [part for part in parts[:-1] if part not in _ADDRESS_PARTS]
    return re.sub(r"\W", "", (telling or parts)[-1])


def _is_address(name: str) -> bool:
    return re.fullmatch(r"\S+\.[^\W\d_]{2,}", name.strip()) is not None


def _words(name: str) -> tuple[str, ...]:
    return () if _is_address(name) else tuple(word for word in forms(name) if word != "the")


def _abbreviates(label: str, words: tuple[str, ...]) -> bool:
    """Whether a label is made of beginnings of all the words, in order, the last word whole unless all are initials."""
    if len(words) < 2 or len(label) < 2:
        return False
    if label == "".join(word[0] for word in words):
        return True
    ends = {0}
    for word in words[:-1]:
        ends = {at + size for at in ends for size in range(1, len(word) + 1) if label.startswith(word[:size], at)}
    return any(label[at:] == words[-1] for at in ends)


def _earlier(left: Article, right: Article) -> str | None:
    if left.published is None or right.published is None:
        return None
    first, second = left.published, right.published
    if left.published_precision == right.published_precision == "second":
        # A time without a zone cannot be put before or after one with a zone.
        if (first.tzinfo is None) != (second.tzinfo is None) or first == second:
            return None
        return left.id if first < second else right.id
    if first.date() == second.date():
        return None
    return left.id if first.date() < second.date() else right.id
