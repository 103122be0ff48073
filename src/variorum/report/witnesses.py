"""The articles as a report names them: their letters, their short names, and who has text of whom."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from variorum.model.article import Article
from variorum.model.comparison import Comparison, CopyLink
from variorum.report.plain import one_line, shorten
from variorum.report.view import date

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORD = re.compile(r"\w+")
_NAME_WIDTH = 28
_ID_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Witness:
    """An article as a report names it. An edition calls its sources by letters; so do the tables here.

    Attributes:
        article: The article.
        sign: One or more letters, "A", "B", ... "AA", in the order of the comparison.
        name: Outlet, else key, in one short line.
        anchor: Id in ASCII letters, digits, "-" and "_", unique in the comparison, for addresses within a page.
        headline: In one line, possibly empty.
        date: "14 June 2031", with the time where it is known; empty if unknown.
        words: Number of words.
        carries: How many points it carries.
        alone: How many of those no other article carries.
    """

    article: Article
    sign: str
    name: str
    anchor: str
    headline: str
    date: str
    words: int
    carries: int
    alone: int


def witnesses(comparison: Comparison) -> dict[str, Witness]:
    """Every article under its id, in the order of the comparison."""
    carries: dict[str, int] = defaultdict(int)
    alone: dict[str, int] = defaultdict(int)
    for point in comparison.points:
        ids = {mention.span.article for mention in point.mentions}
        for key in ids:
            carries[key] += 1
            alone[key] += len(ids) == 1
    found: dict[str, Witness] = {}
    taken: set[str] = set()
    for number, article in enumerate(comparison.articles):
        anchor = _anchor(article.id, number, taken)
        taken.add(anchor)
        found[article.id] = Witness(
            article=article,
            sign=sign(number),
            name=_name(article) or sign(number),
            anchor=anchor,
            headline=one_line(article.headline[:400]),
            date=date(article.published, article.published_precision),
            words=sum(1 for _ in _WORD.finditer(article.text)),
            carries=carries[article.id],
            alone=alone[article.id],
        )
    return found


def sign(number: int) -> str:
    """Letters for the article at that place: A to Z, then AA, AB, ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = _ALPHABET[rest] + letters
    return letters


def copy_in_words(link: CopyLink, name: dict[str, Witness]) -> str:
    """Who has text of whom, in one sentence."""
    share = f"{link.share:.0%}" if link.share >= 0.005 else "under 1%"
    left, right = name[link.left], name[link.right]
    if link.taken_from in (link.left, link.right):
        source = name[link.taken_from]
        taker = right if link.taken_from == link.left else left
        return f"{taker.name} ({taker.sign}) took text from {source.name} ({source.sign}): {share} shared"
    pair = f"{left.name} ({left.sign}) and {right.name} ({right.sign}) share {share}"
    if link.taken_from:
        return f"{pair}, both from {one_line(link.taken_from)}"
    return f"{pair}; who took from whom is not known"


def _name(article: Article) -> str:
    if article.outlet:
        return shorten(article.outlet.removeprefix("www."), _NAME_WIDTH)
    # Ids are often digests; their first letters tell them apart.
    return shorten(article.id, _NAME_WIDTH if " " in article.id else _ID_WIDTH)


def _anchor(key: str, number: int, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", key[:80]).encode("ascii", "ignore").decode()
    anchor = re.sub(r"[^A-Za-z0-9_]+", "-", plain).strip("-")[:40] or "article"
    while anchor in taken:
        anchor += f"-{number + 1}"
    return anchor
