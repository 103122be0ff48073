"""What a text says of itself: its date, its publisher, its authors, and the agencies that it credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from variorum.articles import captions, dateline, dates, furniture
from variorum.articles.lines import spells, words
from variorum.model.text import Block

_PART = r"(?:(?:[A-Z]\.){1,4}|[A-Z0-9][\w'’&-]*)"
_NAME = rf"(?=[A-Z]){_PART}(?:\s(?:(?:of|the|and|for|de|&)\s)?{_PART}){{0,5}}"
_SOURCE = rf"(?=[A-Z]){_PART}(?:\s(?:(?:of|the|for|de|&)\s)?{_PART}){{0,5}}"
_STAFF = re.compile(
    rf"(?:^[(\[*_—–-]*|\b[Bb]y\s)(?:[Tt]he\s)?(?P<name>{_NAME})\s"
    r"(?:[Ss]taff|[Nn]ewsroom|[Cc]orrespondents?|[Rr]eporters?)\b"
)
_COPYRIGHT = re.compile(
    rf"(?:©|\([cC]\)|[Cc]opyright)\s?(?:©\s?)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)?\d\d))?,?\s)(?:[Bb]y\s)?(?P<name>{_NAME})"
)
_FROM = re.compile(
    rf"(?:\b(?:from|by)\s|^[(\[*_—–-]*)(?P<names>(?:[Tt]he\s)?(?!With\b|From\b){_SOURCE}"
    rf"(?:(?:,\s|\sand\s|,\sand\s)(?:[Tt]he\s)?{_SOURCE}){{0,3}})"
)
_POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s)).*$")
_AGENCIES = re.compile(r"\b(?:news\s)?agenc(?:y|ies)\b|\bwires?\b|\bwire\s(?:services?|reports?)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"\bagenc(?:y|ies)\b|\bwires?\b|\b(?:staff|newsroom|desk|correspondents?|reporters?)\b", re.IGNORECASE
)
_SPLIT = re.compile(r",\s(?:and\s)?|\sand\s|\s&\s|;\s?|\s?/\s?|\s\|\s")
_CREDIT_WORDS = re.compile(r"with\s|from\s|contribut|inputs?\b|files?\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:contributed|reports|reported|reporting)\sfrom\s")
_LEADING_THE = re.compile(r"^[Tt]he\s")
_STAFF_WORDS = frozenset({"our", "staff", "special", "senior", "editor", "web", "news", "online", "the", "political"})


@dataclass(frozen=True, slots=True)
class Signature:
    """Metadata that a text carries; None or empty where it does not tell.

    Attributes:
        outlet: Publisher.
        published: Day.
        authors: From bylines.
        credits: Agencies and outlets that the text, not a picture, is credited to.
        url: Address that a line of its own gives.
    """

    outlet: str | None
    published: datetime | None
    authors: tuple[str, ...]
    credits: tuple[str, ...]
    url: str | None


def read_signature(text: str, blocks: Sequence[Block]) -> Signature:
    """What the blocks of a text that are no content, and its datelines, tell of it."""
    parts = [(block, text[block.start : block.end]) for block in blocks if block.field == "text"]
    marginal = [(block, quote) for block, quote in parts if block.kind in ("byline", "dateline", "boilerplate")]
    agencies = _agencies(parts)
    url = _own_address(parts)
    return Signature(
        outlet=_outlet([quote for _, quote in marginal], _closing(parts), url, agencies),
        published=_published(text, marginal, url),
        authors=_authors(parts),
        credits=agencies,
        url=url,
    )


def split_names(text: str) -> tuple[str, ...]:
    """The people in "Jane Doe, John Roe and Mary Major"."""
    found = [_LEADING_THE.sub("", name.strip(" .*_()[]")) for name in _SPLIT.split(text)]
    return tuple(dict.fromkeys(name for name in found if 2 <= len(name) <= 60 and name[0].isupper()))


def _agencies(parts: Sequence[tuple[Block, str]]) -> tuple[str, ...]:
    """Agencies in datelines, in closing brackets, and in lines that credit others."""
    found: list[str] = []
    last = max((number for number, (block, _) in enumerate(parts) if block.kind == "paragraph"), default=-1)
    for number, (block, quote) in enumerate(parts):
        if block.kind == "dateline":
            prefix = dateline.match(quote + " X")
            if prefix is not None and prefix.agency is not None:
                found.append(prefix.agency)
        elif block.kind == "boilerplate" and number == last + 1 and number:
            before = parts[number - 1][1][-1:]
            credit = captions.credit(before + " " + quote)
            if quote.startswith("(") and credit is not None and credit.lone:
                found.append(quote.strip("() .*_"))
        elif block.kind == "byline" and len(quote) <= 300:
            if (names := furniture.byline(quote)) is not None:
                found.extend(name for name in split_names(names) if name.isupper() or _AGENCIES.search(name))
            elif (
                furniture.is_credit(quote)
                and _CREDIT_WORDS.search(quote)
                and not (_STAFF.search(quote) or _PERSON.search(quote))
            ):
                credited = _FROM.search(quote)
                if credited is not None:
                    found.extend(_owners(split_names(credited["names"])))
                elif (agency := _AGENCIES.search(quote)) is not None:
                    found.append(agency.group())
    return tuple(dict.fromkeys(name for name in found if name))


def _owners(names: Sequence[str]) -> list[str]:
    """The organisations among names: of "Agency's Jane Doe, John Roe" only the agency."""
    owners = [_POSSESSIVE.sub("", name) for name in names if _POSSESSIVE.search(name)]
    return owners or list(names)


def _authors(parts: Sequence[tuple[Block, str]]) -> tuple[str, ...]:
    for block, quote in parts:
        if block.kind == "byline" and (names := furniture.byline(quote)) is not None:
            people = [name for name in split_names(names) if len(name.split()) <= 4 and not _NOBODY.search(name)]
            return tuple(name for name in people if not name.isupper() or " " in name)
    return ()


def _own_address(parts: Sequence[tuple[Block, str]]) -> str | None:
    """The only address that stands on a line of its own above or below the report."""
    bodies = [number for number, (block, _) in enumerate(parts) if block.kind == "paragraph"]
    outer = [*parts[: bodies[0]], *parts[bodies[-1] + 1 :]] if bodies else []
    found = {address for _, quote in outer if (address := _address(quote)) is not None}
    return found.pop() if len(found) == 1 else None


def _address(quote: str) -> str | None:
    if not furniture.is_address(quote):
        return None
    url = quote.strip("<>()[] .,")
    if url.lower().startswith("www."):
        url = "http://" + url
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname and "." in parts.hostname else None


def _closing(parts: Sequence[tuple[Block, str]]) -> list[str]:
    """The lines below the report, last first."""
    last = max((number for number, (block, _) in enumerate(parts) if block.kind == "paragraph"), default=len(parts))
    return [quote for block, quote in reversed(parts[last + 1 :]) if block.kind == "boilerplate"]


def _outlet(quotes: Sequence[str], closing: Sequence[str], url: str | None, agencies: Sequence[str]) -> str | None:
    """The publisher, by what a staff credit, a copyright, picture data or a closing line says."""
    for quote in quotes:
        staff = _STAFF.search(quote) if furniture.is_credit(quote) else None
        if staff is not None and staff["name"].split()[0].lower() not in _STAFF_WORDS:
            return _LEADING_THE.sub("", staff["name"])
        right = _COPYRIGHT.search(quote[:200])
        if right is not None and len(quote) <= 200:
            return _LEADING_THE.sub("", right["name"])
    names = [found.name for quote in quotes if (found := _data(quote)) is not None]
    if names:
        return max(names, key=names.count)
    label = _domain_label(url)
    for quote in closing[:6]:
        name = quote.strip("*_# ")
        bare = _LEADING_THE.sub("", name)
        if 1 <= len(words(name)) <= 6 and (
            (label and spells(label, bare)) or any(agency.isupper() and spells(agency, bare) for agency in agencies)
        ):
            return name
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _data(quote: str) -> captions.Credit | None:
    """Agency data in a line, or in the rest of a line whose caption is a block of its own."""
    found = captions.credit(quote if not quote.startswith(("-", "–", "—", "|")) else "x " + quote)
    return found if found is not None and found.name is not None else None


def _domain_label(url: str | None) -> str:
    host = urlsplit(url).hostname if url else None
    labels = host.split(".") if host else []
    return max(labels[:-1], key=len, default="")


def _published(text: str, marginal: Sequence[tuple[Block, str]], url: str | None) -> datetime | None:
    """The day of publication: a date line, an address, picture data, or a dateline with its year made out."""
    lines = [quote for block, quote in marginal if block.kind == "dateline"]
    undated: dates.WrittenDate | None = None
    for quote in lines:
        if (found := next(dates.written_dates(quote), None)) is not None:
            if found.year is not None:
                return dates.newest([found])
            undated = undated or found
    if url is not None and (day := dates.from_url(url)) is not None:
        return day
    data = [credit.date for _, quote in marginal if (credit := _data(quote)) is not None and credit.date is not None]
    # No report is older than the newest picture that its publisher filed with it.
    newest = dates.newest(found for written in data for found in dates.written_dates(written))
    if newest is not None:
        return newest
    return dates.with_year(undated.month, undated.day, text) if undated is not None else None
