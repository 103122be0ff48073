"""What people decide: recorded, respected, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

from sqlalchemy import Connection

from variorum.archive import forming
from variorum.errors import InputError, NotFoundError
from variorum.model.article import Article
from variorum.model.judgement import (
    ComparisonVerdict,
    Judgement,
    OtherPerson,
    OtherPoint,
    OtherStory,
    OutletGrade,
    OutletGroup,
    Reliability,
    SamePerson,
    SamePoint,
    SameStory,
    Verdict,
)
from variorum.model.text import Span
from variorum.progress import Progress, no_progress
from variorum.store import Archive, comparisons, lists
from variorum.store import judgements as records
from variorum.store import stories as rows

_GRADES = get_args(Reliability)


def judge(archive: Archive, verdict: Verdict, note: str = "") -> Judgement:
    """Puts a verdict on record; later runs respect it, and a later verdict prevails over it.

    A verdict on stories changes them at once; one on points or people shows as soon as the story is compared again.

    Raises:
        NotFoundError: It names an article that the archive does not have.
        InputError: It contradicts itself, or the words are not at the spans.
    """
    _check(archive, verdict)
    with archive.database.write() as connection:
        basis = forming.basis(connection)
        made = records.record(connection, verdict, note)
        if isinstance(verdict, SameStory | OtherStory):
            forming.apply(connection, verdict, basis)
        _outdate(connection, verdict)
    return made


def undo(archive: Archive, id: int, *, progress: Progress = no_progress) -> Judgement:
    """Takes a judgement back; the record stays, with the date.

    The stories of one on stories are formed again at once, as the judgements that are left want them.

    Args:
        archive: Where it is.
        id: Its number.
        progress: Told of each step of forming stories.

    Raises:
        NotFoundError: There is none of that number, or it was taken back before.
    """
    with archive.database.write() as connection:
        basis = forming.basis(connection)
        undone = records.undo(connection, id)
        if undone is not None:
            _outdate(connection, undone.verdict)
    match undone.verdict if undone is not None else None:
        case SameStory(articles):
            forming.reform(archive, articles, basis, progress=progress)
        case OtherStory(articles, others):
            forming.reform(archive, (*articles, *others), basis, progress=progress)
    if undone is None:
        raise NotFoundError(f"there is no judgement {id} to undo", "list them with: variorum judge list")
    return undone


def judgements(archive: Archive, *, undone: bool = False) -> tuple[Judgement, ...]:
    """The judgements that hold, the earliest first; with `undone` also those that were taken back."""
    with archive.database.read() as connection:
        return tuple(records.recorded(connection, undone))


def merge_stories(archive: Archive, ids: Sequence[str], note: str = "") -> Judgement:
    """Judges that stories are one.

    Raises:
        NotFoundError: There is no story of one of the ids.
        InputError: There are not two stories.
    """
    members = [names_in(archive, story) for story in dict.fromkeys(ids)]
    if len(members) < 2:
        raise InputError("one story cannot be merged", "name two or more")
    return judge(archive, SameStory(tuple(name for names in members for name in names)), note)


def split_story(archive: Archive, id: str, articles: Sequence[str], note: str = "") -> Judgement:
    """Judges that some articles of a story are about another event than the rest.

    Raises:
        NotFoundError: There is no such story.
        InputError: It has not all of the articles, or no others.
    """
    members = names_in(archive, id)
    strangers = [name for name in articles if name not in members]
    if strangers:
        raise InputError(f"{strangers[0]} is not in story {id}", f"list its reports with: variorum show {id}")
    rest = tuple(name for name in members if name not in articles)
    return judge(archive, OtherStory(tuple(dict.fromkeys(articles)), rest), note)


def move_article(archive: Archive, article: str, id: str, note: str = "") -> tuple[Judgement, ...]:
    """Judges that an article belongs to another story than the one that it is in.

    Raises:
        NotFoundError: There is no such article or story.
    """
    target = names_in(archive, id)
    if article in target:
        raise InputError(f"{article} is in story {id} already", "")
    with archive.database.read() as connection:
        homes = rows.homes(connection, [article])
    rest = tuple(name for home in homes for name in names_in(archive, home) if name != article)
    made = [judge(archive, OtherStory((article,), rest), note)] if rest else []
    return (*made, judge(archive, SameStory((article, *target)), note))


def names_in(archive: Archive, id: str) -> tuple[str, ...]:
    """The names of a story's articles, in order of publication.

    Raises:
        NotFoundError: There is no such story.
    """
    with archive.database.read() as connection:
        found = lists.reports(connection, [id]).get(id)
    if not found:
        raise NotFoundError(f"there is no story {id}", "list them with: variorum stories")
    return tuple(report.id for report in found)


def bearing(archive: Archive, articles: Sequence[Article]) -> list[tuple[int, ComparisonVerdict]]:
    """What a comparison of these articles has to respect, with the judgements' numbers, the earliest first.

    Words that a later version of an article has elsewhere are found there; a verdict on words that it does not have,
    or has twice, is left out.
    """
    present = {article.id: article for article in articles}
    found: list[tuple[int, ComparisonVerdict]] = []
    for judgement in judgements(archive):
        match judgement.verdict:
            case (SamePoint(left, right) | OtherPoint(left, right)) as verdict:
                first, second = _placed(left, present), _placed(right, present)
                if first is not None and second is not None:
                    found.append((judgement.id, replace(verdict, left=first, right=second)))
            case (SamePerson(one, other, story) | OtherPerson(one, other, story)) as verdict:
                named = {bearer.article for bearer in (one, other)} - {None}
                if named <= present.keys() and (not story or not present.keys().isdisjoint(story)):
                    found.append((judgement.id, verdict))
            case _:
                pass
    return found


def _placed(span: Span, articles: Mapping[str, Article]) -> Span | None:
    article = articles.get(span.article)
    if article is None:
        return None
    text = article.field(span.field)
    if text[span.start : span.end] == span.quote:
        return span
    start = text.find(span.quote)
    unique = start >= 0 and text.find(span.quote, start + 1) < 0
    return article.span(span.field, start, start + len(span.quote)) if unique else None


def outlet_groups(archive: Archive) -> Mapping[str, tuple[str, ...]]:
    """The user's groups of outlets by name."""
    found = {j.verdict.name: j.verdict.outlets for j in judgements(archive) if isinstance(j.verdict, OutletGroup)}
    return {name: outlets for name, outlets in found.items() if outlets}


def outlet_grades(archive: Archive) -> Mapping[str, Reliability]:
    """How reliable the user holds outlets to be, by the Admiralty system."""
    return {j.verdict.outlet: j.verdict.reliability for j in judgements(archive) if isinstance(j.verdict, OutletGrade)}


def _check(archive: Archive, verdict: Verdict) -> None:
    match verdict:
        case SameStory(articles):
            _known(archive, articles)
            _require(len(set(articles)) > 1, "a story of one article needs no judgement", "name two or more")
        case OtherStory(articles, others):
            _known(archive, (*articles, *others))
            _require(bool(articles and others), "nothing is left on one side", "name some of a story's reports")
            _require(not set(articles) & set(others), "an article stands on both sides", "name it on one")
        case SamePoint(left, right) | OtherPoint(left, right):
            for span in (left, right):
                (article,) = _known(archive, (span.article,))
                found = article.field(span.field)[span.start : span.end]
                _require(found == span.quote, f"{span.article}: has {found[:60]!r} there", "take spans from an export")
            _require(left != right, "both spans are the same", "name two")
        case SamePerson(left, right, articles) | OtherPerson(left, right, articles):
            named = tuple(bearer.article for bearer in (left, right) if bearer.article is not None)
            _known(archive, (*named, *articles))
            _require(bool(left.name.strip() and right.name.strip()), "a name is empty", "name two")
            _require(left != right, "both names are the same", "say in which report: NAME@REPORT")
        case OutletGroup(name):
            _require(bool(name.strip()), "the group has no name", "name it")
        case OutletGrade(outlet, reliability):
            _require(bool(outlet.strip()), "no outlet is named", "name one")
            _require(reliability in _GRADES, f"{reliability!r} is no grade", "A is reliable, E is not, F is unknown")


def _require(holds: bool, message: str, hint: str) -> None:
    if not holds:
        raise InputError(message, hint)


def _known(archive: Archive, names: Sequence[str]) -> list[Article]:
    found = []
    for name in names:
        number = archive.number(name)
        article = next(archive.articles([number]), None) if number is not None else None
        if article is None or article.id != name:
            raise NotFoundError(f"there is no article {name}", "variorum show STORY lists the ids of its reports")
        found.append(article)
    return found


def _outdate(connection: Connection, verdict: Verdict) -> None:
    """Comparisons that the verdict bears on count as overtaken."""
    match verdict:
        case SamePoint(left, right) | OtherPoint(left, right):
            comparisons.outdate(connection, rows.homes(connection, [left.article, right.article]))
        case SamePerson(_, _, articles) | OtherPerson(_, _, articles):
            comparisons.outdate(connection, rows.homes(connection, articles) if articles else None)
        case SameStory(articles):
            comparisons.outdate(connection, rows.homes(connection, articles))
        case OtherStory(articles, others):
            comparisons.outdate(connection, rows.homes(connection, (*articles, *others)))
        case _:
            pass
