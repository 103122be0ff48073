"""Articles into stories: put into those that are there or all formed together, as people have judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Connection

from variorum.archive.overruling import overrule
from variorum.model.judgement import Judgement, OtherStory, SameStory, StoryVerdict
from variorum.model.syntax import Vector
from variorum.progress import Progress, no_progress
from variorum.store import Archive, StoredStory, judgements
from variorum.store import stories as rows
from variorum.store.archive import contents
from variorum.stories.batch import METHOD, cluster_sketches, embed, model
from variorum.stories.online import GrowingStories
from variorum.stories.packing import FORMAT, pack, unpack
from variorum.stories.sketch import Sketch, sketch

_LOT = 64
"""Articles prepared between two commits: what an interruption can cost."""

_SMALL = 2_000
"""Articles up to which all stories are formed together whenever something comes in."""

_GROWTH = 1.25
"""How much an archive may grow, article by article, until all its stories are formed together again."""

_SAMPLED = 500
"""Articles that tell how rare words are where only some stories are formed anew."""

_REPAIRED = 20
"""Articles after which the stories that they came into are looked at together."""

_SKETCHED = f"{METHOD} {FORMAT}"

_growing: WeakKeyDictionary[Archive, tuple[str, list[int], GrowingStories]] = WeakKeyDictionary()
"""The stories of archives that grow while they are open, as they were when last kept: basis, articles, stories."""


def form_stories(archive: Archive, *, progress: Progress = no_progress) -> list[StoredStory]:
    """The stories of the whole archive, brought up to date if anything came in or was judged since the last time.

    Articles are prepared in small lots, each kept as soon as it is made, so that an interruption costs little. In a
    large archive new articles are put into the stories that are there, one by one; all stories are formed together in
    a small one, and in any when the method or a judgement has changed or it has grown by a quarter. A story keeps its
    id as long as most of its articles stay together. What people judged to be one story, or not, is.
    """
    with archive.database.read() as connection:
        made_from, last = basis(connection), rows.made_from(connection)
        verdicts = _verdicts(connection)
        before = rows.everything(connection)
        batched = rows.batched(connection)
    if last == made_from:
        return before
    numbers = archive.numbers()
    grows = last is not None and _lasting(last) == _lasting(made_from) and _SMALL < len(numbers) <= _GROWTH * batched
    if grows:
        growing, order = _grown(archive, last or "", before, numbers, progress)
        groups = [[order[member] for member in members] for members in growing.stories()]
    else:
        found = cluster_sketches(*_prepared(archive, numbers, progress), progress=progress)
        groups = [[numbers[member] for member in members] for members in found]
    with archive.database.write() as connection:
        formed = _keep(connection, groups, verdicts, made_from)
        if not grows:
            rows.note_batch(connection, len(numbers))
    if grows:
        _growing[archive] = made_from, order, growing
    return formed


def reform(archive: Archive, names: Sequence[str], before: str, *, progress: Progress = no_progress) -> None:
    """Forms the stories of some articles anew, after a judgement on them was taken back.

    In a small archive all stories are. In a large one the articles of these stories are clustered together with others,
    evenly taken, which tell how rare words are; all other stories stay as they are, and the stories count as formed
    under the judgements that are left.

    Args:
        archive: Where they are.
        names: What results call the articles that the judgement was about.
        before: The basis before it was taken back.
        progress: Told of each step.
    """
    with archive.database.read() as connection:
        touched = set(rows.homes(connection, names))
        stories = {story.id: story.articles for story in rows.everything(connection)}
    if not stories:
        return
    numbers = archive.numbers()
    if len(numbers) <= _SMALL:
        form_stories(archive, progress=progress)
        return
    near = sorted(number for story in touched for number in stories[story])
    others = sorted(set(numbers).difference(near))
    chosen = [*near, *others[:: max(1, -(-len(others) // _SAMPLED))]]
    found = cluster_sketches(*_prepared(archive, chosen, progress), progress=progress)
    anew = [[chosen[member] for member in members if member < len(near)] for members in found]
    with archive.database.write() as connection:
        rest = [sorted(set(story.articles).difference(near)) for story in rows.everything(connection)]
        groups = [members for members in (*rest, *anew) if members]
        _keep(connection, groups, _verdicts(connection), _judged(connection, before))


def _prepared(archive: Archive, numbers: Sequence[int], progress: Progress) -> tuple[list[Sketch], Vector]:
    """The sketches and embedded openings of these articles; what is missing is made and kept."""
    some = numbers if len(numbers) < _SMALL else None
    vectors, packed = archive.vectors(model(), some), archive.sketches(_SKETCHED, some)
    missing = [number for number in numbers if number not in vectors or number not in packed]
    for first in range(0, len(missing), _LOT):
        progress("reading openings", len(numbers) - len(missing) + first, len(numbers))
        lot = missing[first : first + _LOT]
        articles = list(archive.articles(lot))
        made = dict(zip(lot, embed(articles), strict=True))
        own = {number: pack(sketch(article)) for number, article in zip(lot, articles, strict=True)}
        archive.keep_vectors(model(), made)
        archive.keep_sketches(_SKETCHED, own)
        vectors.update(made)
        packed.update({number: (own[number], article.published) for number, article in zip(lot, articles, strict=True)})
    meaning = np.stack([vectors[number] for number in numbers]) if numbers else np.empty((0, 0), np.float32)
    return [unpack(*packed[number]) for number in numbers], meaning


def _grown(
    archive: Archive, last: str, before: Sequence[StoredStory], numbers: Sequence[int], progress: Progress
) -> tuple[GrowingStories, list[int]]:
    """The stories that are there with the new articles in them, and the articles in the order in which they number."""
    kept = _growing.pop(archive, None)
    if kept is not None and kept[0] == last:
        _, order, growing = kept
    else:
        there = set(numbers)
        order = [number for story in before for number in story.articles if number in there]
        at = {number: place for place, number in enumerate(order)}
        groups = [[at[number] for number in story.articles if number in at] for story in before]
        growing = GrowingStories.of(*_prepared(archive, order, progress), filter(None, groups))
    known = set(order)
    fresh = [number for number in numbers if number not in known]
    for first in range(0, len(fresh), _REPAIRED):
        lot = fresh[first : first + _REPAIRED]
        for own, meaning in zip(*_prepared(archive, lot, progress), strict=True):
            growing.add(own, meaning)
        order += lot
        growing.repair()
        progress("putting articles into stories", first + len(lot), len(fresh))
    return growing, order


def basis(connection: Connection) -> str:
    """What stories would be formed from now: the method, the judgements on stories, and the articles."""
    judged = ",".join(str(judgement.id) for judgement in _story_judgements(connection))
    return f"{METHOD} {model()} {judged or '-'} {contents(connection)}"


def _lasting(made_from: str) -> str:
    """A basis without the articles."""
    return made_from.rpartition(" ")[0]


def apply(connection: Connection, verdict: StoryVerdict, before: str) -> None:
    """Changes the stories as a verdict that was just recorded wants it.

    Args:
        connection: The transaction that recorded it.
        verdict: What it says.
        before: The basis before it was recorded; stories that were formed under it need not be formed again.
    """
    groups = [story.articles for story in rows.everything(connection)]
    _keep(connection, groups, [verdict], _judged(connection, before))


def _judged(connection: Connection, before: str) -> str:
    """What the stories count as formed from when those that a judgement bears on have been changed.

    The articles are the same as before; empty, so that all is formed anew, if the stories had been overtaken already.
    """
    last = rows.made_from(connection) or ""
    return f"{_lasting(basis(connection))} {last.rpartition(' ')[2]}" if _lasting(last) == _lasting(before) else ""


def _keep(
    connection: Connection, groups: Sequence[Sequence[int]], verdicts: Sequence[StoryVerdict], made_from: str
) -> list[StoredStory]:
    present, known = rows.everything(connection), rows.known(connection)
    groups = overrule(groups, verdicts, {article.name: article.number for article in known})
    published = {article.number: article.published or datetime.max for article in known}
    order = [tuple(sorted(members, key=lambda number: (published[number], number))) for members in groups]
    formed = named(order, present)
    rows.replace(connection, present, formed, made_from)
    return rows.largest_first(formed)


def _verdicts(connection: Connection) -> list[StoryVerdict]:
    return [
        judgement.verdict
        for judgement in _story_judgements(connection)
        if isinstance(judgement.verdict, SameStory | OtherStory)
    ]


def _story_judgements(connection: Connection) -> list[Judgement]:
    found = judgements.recorded(connection)
    return [judgement for judgement in found if isinstance(judgement.verdict, SameStory | OtherStory)]


def named(groups: Sequence[tuple[int, ...]], before: Sequence[StoredStory]) -> list[StoredStory]:
    """Each group under the id of the earlier story that it shares most articles with, else under a new one.

    Of groups that share equally many the one with the article that the story was called after has the id, so that two
    stories that were joined and are parted again have the ids that they had. A new story is called after the first of
    its articles that gave no story its id yet, so that the id of a story that was joined to another leads nowhere
    rather than elsewhere.
    """
    home = {number: story.id for story in before for number in story.articles}
    claims = [
        (-share, name, name not in {f"s{number}" for number in members}, index)
        for index, members in enumerate(groups)
        for name, share in Counter(home[number] for number in members if number in home).items()
    ]
    names: dict[int, str] = {}
    taken = {story.id for story in before}
    given: set[str] = set()
    for _, name, _, index in sorted(claims):
        if index not in names and name not in given:
            names[index] = name
            given.add(name)
    found = []
    for index, members in enumerate(groups):
        name = names.get(index) or next(
            (f"s{number}" for number in sorted(members) if f"s{number}" not in taken), f"s{min(members)}-{index}"
        )
        taken.add(name)
        found.append(StoredStory(name, members))
    return found
