"""JSON and JSON Lines to records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from variorum.errors import InputError
from variorum.sources.decoding import scalar
from variorum.sources.item import Record
from variorum.sources.limits import Limits
from variorum.sources.nesting import inner

_ID = ("id", "_id", "uid", "guid", "article_id", "articleId", "uri")
_TITLE = ("title", "headline", "title_page")
_TEXT = ("maintext", "text", "body", "content", "article_body", "articleBody", "full_text", "content_text")
_HTML = ("html", "content_html", "raw_html")
_PUBLISHED = (
    "date_publish", "published", "date_published", "published_at", "publishedAt", "datePublished", "pubDate",
    "publication_date", "dateTimePub", "dateTime", "date",
)  # fmt: skip
_URL = ("url", "link", "canonical_url", "permalink", "ext_url", "uri")
_DOMAIN = ("source_domain", "domain", "hostname")
_OUTLET = ("outlet", "publisher", "source_name", "site_name", "sitename", "source", "news_outlet")
_AUTHORS = ("authors", "author", "byline", "creator")
_DESCRIPTION = ("description", "summary", "abstract", "lead", "standfirst")
_LANGUAGE = ("language", "lang", "inLanguage")

_DOMAIN_NAME = re.compile(r"[A-Za-z0-9.-]{3,100}")
_TWO_LETTERS = {
    "ara": "ar", "cat": "ca", "ces": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "fin": "fi", "fra": "fr",
    "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl",
    "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slk": "sk", "slv": "sl", "spa": "es", "srp": "sr",
    "swe": "sv", "tur": "tr", "ukr": "uk", "vie": "vi", "zho": "zh",
}  # fmt: skip
"""Codes of ISO 639-3, which some collections give, in ISO 639-1."""

_FIELDS = frozenset((*_TITLE, *_TEXT, *_HTML))
FIELD_NAMES = _FIELDS.union(_ID, _PUBLISHED, _URL, _DOMAIN, _OUTLET, _AUTHORS, _DESCRIPTION, _LANGUAGE)
"""Everything that a field of a record may be called."""
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]*")


def record(value: object) -> Record:
    """The fields of one JSON value, under any of the names in common use.

    Raises:
        InputError: It is no object, or has neither a title nor a text.
    """
    if not isinstance(value, Mapping):
        raise InputError("is not a JSON object", "an article is an object with title and maintext")
    found = Record(
        id=_identifier(value),
        title=_string(value, _TITLE),
        text=_string(value, _TEXT),
        html=_string(value, _HTML),
        published=_string(value, _PUBLISHED).strip() or None,
        url=_string(value, _URL).strip() or None,
        domain=_string(value, _DOMAIN).strip() or _source_domain(value),
        outlet=_outlet(value),
        authors=_authors(value),
        description=_string(value, _DESCRIPTION),
        language=_language(value),
    )
    if not (found.title.strip() or found.text.strip() or found.html.strip() or found.description.strip()):
        raise InputError("has neither a title nor a text", "its fields should be called title and maintext")
    return found


def values(text: str, limits: Limits, lines: bool | None = None) -> Iterator[tuple[str, str, object]]:
    """Each value of a JSON or JSON Lines text: its place in words, its characters, and the value or an InputError.

    What can be read of a text that breaks off, or of lines some of which are broken, is given all the same.

    Args:
        text: The characters.
        limits: Depth and number.
        lines: True for JSON Lines, False for JSON, None to look.
    """
    found = _lines(text, limits) if _is_lines(text, lines) else _document(text, limits)
    for count, (place, raw, value) in enumerate(found):
        if count == limits.records:
            yield place, "", InputError(f"and more: over {limits.records:,} articles", "split the file")
            return
        yield place, raw, value


def _is_lines(text: str, lines: bool | None) -> bool:
    """Whether a text is JSON Lines; an object on its first line with more behind it tells, whatever the file's name."""
    if lines:
        return not text.lstrip().startswith("[")
    first, _, rest = text.strip().partition("\n")
    if not first.startswith("{") or not rest.strip():
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(text: str, limits: Limits) -> Iterator[tuple[str, str, object]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                value: object = _parse(line.strip(), limits)
            except InputError as error:
                value = error
            yield f"line {number}", line.strip(), value


def _document(text: str, limits: Limits) -> Iterator[tuple[str, str, object]]:
    """One object, an array of them, or an object that holds such an array."""
    begin = _end_of_space(text, 0)
    if text.startswith("[", begin):
        for place, raw, value in _array(text, begin, limits):
            # Linked data come as an array of graphs too, with much in them that is no article.
            within = None if isinstance(value, InputError) else inner(value, _is_article(value))
            if within is None:
                yield place, raw, value
                continue
            for number, item in enumerate(within, 1):
                yield f"{place}, {number}", json.dumps(item, ensure_ascii=False, sort_keys=True), item
        return
    try:
        value = _parse(text.strip(), limits)
    except InputError as error:
        yield "", text, error
        return
    within = inner(value, _is_article(value))
    if within is None:
        yield "", text, value
        return
    outer_outlet = {"outlet": value["outlet"]} if isinstance(value, Mapping) and "outlet" in value else {}
    for number, item in enumerate(within, 1):
        merged = {**outer_outlet, **item} if isinstance(item, Mapping) else item
        yield f"item {number}", json.dumps(item, ensure_ascii=False, sort_keys=True), merged


def _is_article(value: object) -> bool:
    return isinstance(value, Mapping) and any(_string(value, (key,)) for key in value if key in _FIELDS)


def _array(text: str, begin: int, limits: Limits) -> Iterator[tuple[str, str, object]]:
    """The items of an array, one by one, so that those before a break are not lost."""
    decoder = json.JSONDecoder()
    deepest = _depth(text)
    position, number = _end_of_space(text, begin + 1), 0
    while not text.startswith("]", position):
        number += 1
        if deepest > limits.json_depth:
            yield "", text, _too_deep(limits)
            return
        try:
            value, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            yield f"item {number}", "", _broken(error, text)
            return
        yield f"item {number}", text[position:end], value
        position = _end_of_space(text, end)
        if text.startswith(",", position):
            position = _end_of_space(text, position + 1)
        elif not text.startswith("]", position):
            yield f"after item {number}", "", InputError("JSON breaks off", "write or download the file again")
            return


def _parse(text: str, limits: Limits) -> object:
    if _depth(text) > limits.json_depth:
        raise _too_deep(limits)
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _broken(error, text) from error
    return value


def _depth(text: str) -> int:
    """How deep brackets nest outside strings; cheap, and it keeps the parser's recursion out of play."""
    deepest = depth = 0
    for found in _BRACKETS.finditer(text):
        character = found.group()[0]
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _too_deep(limits: Limits) -> InputError:
    return InputError(f"JSON is nested deeper than {limits.json_depth}", "an article is a flat object")


def _broken(error: Exception, text: str) -> InputError:
    if isinstance(error, json.JSONDecodeError):
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            return InputError("JSON breaks off", "write or download the file again")
        return InputError(f"broken JSON: {error.msg} at character {error.colno}", "check it with a JSON validator")
    return InputError("broken JSON", "check it with a JSON validator")


def _end_of_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _string(value: Mapping[str, object], names: Sequence[str]) -> str:
    """The first of the named fields that holds a string with anything in it."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return scalar(found)
    return ""


def _identifier(value: Mapping[str, object]) -> str | None:
    for name in _ID:
        found = value.get(name)
        if isinstance(found, int) and not isinstance(found, bool) and abs(found) < 10**18:
            return str(found)
        if name == "uri" and isinstance(found, str) and not found.isdigit():
            continue  # an address, in most collections
        if isinstance(found, str) and 0 < len(found) <= 200 and found.isprintable() and found.strip():
            return found
    return None


def _outlet(value: Mapping[str, object]) -> str | None:
    for name in _OUTLET:
        found = value.get(name)
        if isinstance(found, Mapping):
            found = found.get("name") or found.get("title")
        if isinstance(found, str) and 0 < len(found.strip()) <= 200:
            return scalar(found.strip())
    return None


def _source_domain(value: Mapping[str, object]) -> str | None:
    """The domain in an object that describes the publisher."""
    source = value.get("source")
    domain = source.get("uri") if isinstance(source, Mapping) else None
    return domain if isinstance(domain, str) and _DOMAIN_NAME.fullmatch(domain) else None


def _language(value: Mapping[str, object]) -> str | None:
    tag = _string(value, _LANGUAGE).strip()
    return _TWO_LETTERS.get(tag.lower(), tag) or None


def _authors(value: Mapping[str, object]) -> tuple[str, ...]:
    for name in _AUTHORS:
        found = value.get(name)
        entries = found if isinstance(found, list) else [found]
        names = [entry.get("name") if isinstance(entry, Mapping) else entry for entry in entries]
        authors = tuple(scalar(name.strip()) for name in names if isinstance(name, str) and name.strip())
        if authors:
            return authors
    return ()
