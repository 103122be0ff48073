"""Stories compared, and kept so that nobody waits twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import resources

from variorum.archive.judging import bearing, judgements
from variorum.errors import InputError, NotFoundError
from variorum.model.comparison import Comparison
from variorum.model.judgement import ComparisonVerdict
from variorum.pipeline import compare
from variorum.progress import Progress, no_progress
from variorum.report.export import dumps
from variorum.report.load import load
from variorum.report.page import StoryPage, render
from variorum.settings import Settings
from variorum.store import Archive, Standing, comparisons, lists, pages
from variorum.store import stories as rows
from variorum.store.lists import STATUSES
from variorum.stories.batch import model
from variorum.version import VERSION

_COMPARED_BY = ("annotate", "articles", "comparison", "language", "report")
"""Packages whose code a comparison depends on."""

_DRAWN_BY = ("model", "report")
"""Those that a page depends on, given the comparison."""


def comparison(
    archive: Archive, id: str, settings: Settings | None = None, progress: Progress = no_progress
) -> Comparison:
    """The articles of a story, compared; kept, and made again only if something that it was made from has changed.

    That is: the members of the story, their versions, the settings, Variorum itself with its models, and the judgements
    that bear on the story.

    Args:
        archive: Where the story is, as last formed.
        id: Its id.
        settings: Defaults if None.
        progress: Told of each step, if it has to be made.

    Raises:
        NotFoundError: There is no such story.
    """
    settings = settings or Settings()
    with archive.database.read() as connection:
        found = rows.one(connection, id)
        contents = rows.contents_of(connection, id)
    if found is None or contents is None:
        raise NotFoundError(f"there is no story {id}", "list them with: variorum stories")
    articles = tuple(archive.articles(found.articles))
    judged = bearing(archive, articles)
    made_from = _made_from(contents, judged)
    kept = _kept(archive, id, settings.hash, made_from, contents)
    if kept is not None:
        return kept
    made = compare(articles, settings, progress, [verdict for _, verdict in judged])
    export = dumps(made, indent=None).encode()
    # What is read back is rounded; the page shows the same whoever renders it.
    rounded = load(export, checked=True)
    page = render(rounded, id).pack()
    with archive.database.write() as connection:
        if comparisons.keep(connection, id, settings.hash, made_from, contents, standing(made), made, export):
            pages.keep(connection, id, settings.hash, _drawn_by(), page)
    return rounded


def _kept(archive: Archive, id: str, settings: str, made_from: str, contents: str) -> Comparison | None:
    try:
        with archive.database.read() as connection:
            export = comparisons.fetch(connection, id, settings, made_from)
            listed = comparisons.is_current(connection, id, settings, contents)
        # It was checked when it was made, and packed with a checksum.
        found = load(export, checked=True) if export is not None else None
    except InputError:
        return None  # What is damaged is made again.
    if found is not None and not listed:
        with archive.database.write() as connection:
            comparisons.restore(connection, id, settings, made_from, contents)
    return found


def kept_export(archive: Archive, id: str, settings: Settings | None = None) -> bytes | None:
    """The export of a story's last comparison as it is kept: what readers get without anything being worked out.

    Whether it is current, lists tell (`Standing`). None if there is none, or it is damaged.
    """
    try:
        with archive.database.read() as connection:
            return comparisons.last(connection, id, (settings or Settings()).hash)
    except InputError:
        return None


def kept_page(archive: Archive, id: str, made: datetime, settings: Settings | None = None) -> StoryPage | None:
    """The page of a story's last comparison, rendered when that was made.

    Args:
        archive: Where it is.
        id: Of the story.
        made: When the comparison was made.
        settings: Defaults if None.

    Returns:
        None if there is another comparison by now, the page is damaged, or this Variorum renders pages otherwise.
    """
    try:
        with archive.database.read() as connection:
            found = pages.fetch(connection, id, (settings or Settings()).hash, made, _drawn_by())
        return StoryPage.unpack(found) if found is not None else None
    except InputError:
        return None


def compare_stale(
    archive: Archive, settings: Settings | None = None, *, least: int = 2, progress: Progress = no_progress
) -> int:
    """Compares every story, as last formed, that was never compared or has changed since; each is kept when it is made.

    Args:
        archive: Where they are.
        settings: Defaults if None.
        least: Only stories of so many articles.
        progress: Told of each story.

    Returns:
        How many were compared.
    """
    settings = settings or Settings()
    with archive.database.read() as connection:
        stale = lists.stale(connection, settings.hash, least)
    for done, name in enumerate(stale):
        progress(f"comparing story {name}", done, len(stale))
        comparison(archive, name, settings)
    return len(stale)


def retire(archive: Archive, settings: Settings | None = None) -> int:
    """Marks comparisons that this Variorum would make otherwise, as another version or model made them.

    Without it they count as current. To be called before readers come.

    Returns:
        How many were marked.
    """
    settings = settings or Settings()
    with archive.database.read() as connection:
        found = comparisons.stamps(connection, settings.hash)
        members = {story.id: story.articles for story in rows.everything(connection)}
    stale = [(story, contents, stamp) for story, contents, stamp in found if stamp != _made_from(contents, ())]
    judged = bool(judgements(archive))
    others = [
        story
        for story, contents, stamp in stale
        if not judged or stamp != _made_from(contents, bearing(archive, tuple(archive.articles(members[story]))))
    ]
    if others:
        with archive.database.write() as connection:
            comparisons.outdate(connection, others, lists.RETIRED)
    return len(others)


def standing(comparison: Comparison) -> Standing:
    """The numbers of a comparison that lists show."""
    counts = Counter(point.status for point in comparison.points)
    copied = sum(len(origin.articles) - 1 for origin in comparison.origins)
    return Standing(
        points=tuple((status, counts[status]) for status in STATUSES),
        texts=len(comparison.articles) - copied,
        origins=max((point.origins for point in comparison.points), default=0),
        # To the microsecond: it tells two comparisons of a story from each other.
        made=datetime.now(UTC).replace(tzinfo=None),
        current=True,
    )


def _made_from(contents: str, judgements: Sequence[tuple[int, ComparisonVerdict]]) -> str:
    parts = [
        contents,
        VERSION,
        model(),
        _code(_COMPARED_BY, (".py", ".npz", ".json")),
        *(str(number) for number, _ in judgements),
    ]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:32]


def _drawn_by() -> str:
    """What tells whether a page would be rendered just so now."""
    return _code(_DRAWN_BY, (".py", ".j2"))[:32]


@cache
def _code(packages: tuple[str, ...], endings: tuple[str, ...]) -> str:
    """A digest of code and models, as the version alone does not tell a change in between."""
    digest = hashlib.sha256(VERSION.encode())
    for package in packages:
        pending = [resources.files("variorum").joinpath(package)]
        while pending:
            for entry in sorted(pending.pop().iterdir(), key=lambda entry: entry.name):
                if entry.is_dir():
                    pending.append(entry)
                elif entry.name.endswith(endings):
                    digest.update(entry.read_bytes())
    return digest.hexdigest()
