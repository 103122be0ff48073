"""Everything that was derived, made again from the raw bytes."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.archive.forming import form_stories
from variorum.archive.ingesting import dated
from variorum.articles.build import from_item
from variorum.articles.extraction import Extractor
from variorum.errors import InputError, VariorumError
from variorum.model.article import Article
from variorum.progress import Progress, no_progress
from variorum.sources import HtmlItem, Limits, Problem, RawItem, RecordItem, TextItem
from variorum.sources.decoding import declared_charset, decode
from variorum.sources.gather import content
from variorum.store import Archive, raws
from variorum.store.raws import Raw


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many versions were read again, how many of them came out otherwise, and what could not be read."""

    read: int
    changed: int
    problems: tuple[Problem, ...]


def rebuild(archive: Archive, *, limits: Limits | None = None, progress: Progress = no_progress) -> Rebuilt:
    """Reads every version again from its raw bytes, as this version of Variorum does, and forms the stories anew.

    Names, addresses and judgements stay. Each version is a transaction of its own, so that an interruption leaves
    nothing half done; what cannot be read any more stays as it was. Comparisons of stories with a changed article are
    made again when they are next asked for.

    Raises:
        StoreError: The archive cannot be written.
    """
    done = reread(archive, limits=limits, progress=progress)
    with archive.database.write() as connection:
        raws.forget_sketches(connection)
        raws.forget_stories(connection)
    form_stories(archive, progress=progress)
    return done


def reread(archive: Archive, *, limits: Limits | None = None, progress: Progress = no_progress) -> Rebuilt:
    """Reads every version again; see `rebuild`. Stories are formed anew when they are next asked for, if one changed.

    Raises:
        StoreError: The archive cannot be written.
    """
    limits = limits or Limits()
    problems: list[Problem] = []
    changed = 0
    with archive.database.read() as connection:
        numbers = raws.numbers(connection)
    with Extractor(limits.html_seconds) as extractor:
        for done, number in enumerate(numbers, start=1):
            with archive.database.read() as connection:
                raw = raws.fetch(connection, number)
            try:
                article, _ = dated(from_item(item_of(raw, limits), extractor), raw.source, raw.seen)
            except VariorumError as error:
                problem = Problem.of(raw.source, error)
                archive.log(problem)
                problems.append(problem)
                continue
            changed += _keep(archive, raw, article)
            progress("reading again", done, len(numbers))
    return Rebuilt(len(numbers), changed, tuple(problems))


def _keep(archive: Archive, raw: Raw, article: Article) -> bool:
    with archive.database.write() as connection:
        return raws.replace(connection, raw.version, article)


def item_of(raw: Raw, limits: Limits) -> RawItem:
    """The raw item as it came in.

    Raises:
        InputError: The bytes do not hold what they are said to.
    """
    match raw.kind:
        case "record":
            for item in content(raw.data(), raw.source, raw.name, ".json", limits):
                if isinstance(item, RecordItem):
                    return item
            raise InputError("holds no article any more", "")
        case "html":
            return HtmlItem(raw.source, raw.name, raw.sha256, _text(raw), raw.url, raw.data(), raw.charset)
        case _:
            return TextItem(raw.source, raw.name, raw.sha256, _text(raw), raw.url, raw.data(), raw.charset)


def _text(raw: Raw) -> str:
    data = raw.data()
    return decode(data, raw.charset or declared_charset(data))
