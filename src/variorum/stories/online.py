"""Stories that form as reports come in: each article is assigned in bounded time, and what it upset is repaired.

An article is compared with the candidates that share rare terms or meaning with it, and with more members of the
stories of the nearest ones; it joins the story that the batch clustering would join it to, or begins one. As the first
guess may be wrong, and as a new article can show that two stories are one or that one is two, `repair` clusters the
neighbourhood of everything that came in since the last repair anew, and only that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from variorum.model.syntax import Vector
from variorum.stories import duplicates
from variorum.stories.agglomeration import Criterion
from variorum.stories.batch import CRITERION, split
from variorum.stories.candidates import COMMON, NEIGHBOURS, TELLING
from variorum.stories.index import KeyIndex, MeaningIndex
from variorum.stories.similarity import Rarity, Weights, between, telling, vectors
from variorum.stories.sketch import Sketch

_KEPT_TERMS = 40
"""Terms under which an article can be found: more than are looked up, as others become rare or common later."""

_STORIES = 3
"""Stories that an article is held against."""

_MEMBERS = 24
"""Members of a story that an article is held against; of larger ones the last."""

_SURE = 0.7
"""Share of the mean similarity inside a story that an article must reach to join it at once.

The batch joins the most similar first and asks less of single articles; here the reports that an article belongs with
may be still to come, and a repair joins stories more reliably than it parts them."""

_NEIGHBOURHOOD = 400
"""Articles that one repair clusters together at most."""


class GrowingStories:
    """The stories of a collection to which articles are added. Articles are numbered from 0 in order of arrival."""

    def __init__(self, width: int, criterion: Criterion = CRITERION, weights: Weights | None = None) -> None:
        """Nothing yet.

        Args:
            width: Of embedded openings.
            criterion: When two groups of articles are one story.
            weights: What the similarity is made of.
        """
        self._criterion = criterion
        self._weights = weights or Weights()
        self._rarity = Rarity()
        self._sketches: list[Sketch] = []
        self._meaning = MeaningIndex(width)
        self._terms = KeyIndex()
        self._copies = KeyIndex()
        self._leader: list[int] = []
        self._home: list[int] = []
        self._members: dict[int, list[int]] = {}
        self._inside: dict[int, float] = {}
        self._next = 0
        self._upset: dict[int, set[int]] = {}

    @classmethod
    def of(
        cls,
        sketches: Sequence[Sketch],
        meaning: Vector,
        stories: Iterable[Sequence[int]],
        criterion: Criterion = CRITERION,
        weights: Weights | None = None,
    ) -> GrowingStories:
        """A collection whose stories are known, as those that a batch formed."""
        found = cls(meaning.shape[1], criterion, weights)
        for article in sketches:
            found._rarity.add(article.terms)
        found._sketches = list(sketches)
        found._meaning.add(meaning)
        kept = [telling(article, found._rarity, found._weights, _KEPT_TERMS)[0] for article in sketches]
        if kept:
            numbers = np.repeat(np.arange(len(kept)), [len(terms) for terms in kept])
            found._terms.fill(numbers, np.concatenate(kept))
        found._leader = list(range(len(sketches)))
        bands: list[NDArray[np.uint32]] = []
        for copies in duplicates.groups([article.signature for article in sketches]):
            for member in copies:
                found._leader[member] = copies[0]
            own = sketches[copies[0]].signature
            bands.append(duplicates.bands(own) if own is not None else np.empty(0, np.uint32))
        leaders = sorted(set(found._leader))
        if bands:
            found._copies.fill(np.repeat(np.array(leaders), [len(keys) for keys in bands]), np.concatenate(bands))
        found._home = [-1] * len(sketches)
        for members in stories:
            found._enter(members)
        return found

    def __len__(self) -> int:
        return len(self._sketches)

    def stories(self) -> list[list[int]]:
        """The articles of each story, in ascending order, the stories by their first article."""
        return sorted(sorted(members) for members in self._members.values())

    def story(self, article: int) -> int:
        """The number of the story that an article is in at present."""
        return self._home[article]

    def add(self, article: Sketch, meaning: Vector) -> int:
        """Adds an article and returns its number.

        Args:
            article: Its sketch.
            meaning: Its embedded opening, of unit length.
        """
        number = len(self._sketches)
        self._rarity.add(article.terms)
        self._sketches.append(article)
        original = self._original(article)
        if original is not None:
            self._meaning.add(meaning[None, :])
            self._leader.append(original)
            story = self._home[original]
            self._home.append(story)
            self._members[story].append(number)
            return number
        near = self._near(article, meaning)
        self._meaning.add(meaning[None, :])
        self._leader.append(number)
        terms, _ = telling(article, self._rarity, self._weights, _KEPT_TERMS)
        self._terms.add(number, terms)
        if article.signature is not None:
            self._copies.add(number, duplicates.bands(article.signature))
        story, reach = self._choose(number, near)
        self._home.append(story)
        if story in self._members:
            self._members[story].append(number)
        else:
            self._members[story] = [number]
            self._inside.setdefault(story, 0.0)
        self._upset.setdefault(story, set()).update(reach)
        return number

    def repair(self) -> int:
        """Clusters anew what the articles added since the last repair may have changed; how many stories did change."""
        changed = 0
        for neighbourhood in self._neighbourhoods():
            before = {story: self._members[story] for story in neighbourhood}
            leaders = sorted({self._leader[member] for members in before.values() for member in members})
            prints: dict[int, list[int]] = {}
            for members in before.values():
                for member in members:
                    prints.setdefault(self._leader[member], []).append(member)
            found = vectors(
                [self._sketches[leader] for leader in leaders], self._meaning[leaders], self._rarity, self._weights
            )
            groups = [
                sorted(member for place in group for member in prints[leaders[place]])
                for group in split(found, self._criterion)
            ]
            if sorted(map(tuple, groups)) == sorted(tuple(sorted(members)) for members in before.values()):
                continue
            changed += len(groups)
            self._replace(before, groups)
        self._upset.clear()
        return changed

    def _original(self, article: Sketch) -> int | None:
        """The article that this one is a copy of."""
        if article.signature is None:
            return None
        best, closest = None, duplicates.COPY
        for found in self._copies.find(duplicates.bands(article.signature)):
            for number in found.tolist():
                other = self._sketches[number].signature
                alike = duplicates.similarity(article.signature, other) if other is not None else 0.0
                if alike >= closest:
                    best, closest = self._leader[number], alike
        return best

    def _near(self, article: Sketch, meaning: Vector) -> dict[int, float]:
        """Candidates with their similarity."""
        terms, weights = telling(article, self._rarity, self._weights, 2 * TELLING)
        shared: Counter[int] = Counter()
        used = 0
        for found, weight in zip(self._terms.find(terms), weights.tolist(), strict=True):
            if 0 < len(found) <= COMMON and used < TELLING:
                used += 1
                for number in found.tolist():
                    shared[number] += weight
        numbers = {self._leader[number] for number, _ in shared.most_common(NEIGHBOURS)}
        numbers.update(self._leader[number] for number in self._meaning.near(meaning, NEIGHBOURS // 3).tolist())
        return self._against(article, meaning, sorted(numbers))

    def _against(self, article: Sketch, meaning: Vector, numbers: Sequence[int]) -> dict[int, float]:
        if not numbers:
            return {}
        others = [self._sketches[number] for number in numbers]
        found = between(article, meaning, others, self._meaning[list(numbers)], self._rarity, self._weights)
        return dict(zip(numbers, found.tolist(), strict=True))

    def _choose(self, number: int, near: dict[int, float]) -> tuple[int, set[int]]:
        """The story of a new article, and the stories that a repair should look at together with it."""
        criterion = self._criterion
        ranked = sorted(near, key=lambda other: -near[other])
        stories = list(dict.fromkeys(self._home[other] for other in ranked))[:_STORIES]
        chosen = {story: self._leaders(story)[-_MEMBERS:] for story in stories}
        missing = [other for members in chosen.values() for other in members if other not in near]
        near = near | self._against(self._sketches[number], self._meaning[[number]][0], missing)
        best, highest = None, criterion.similarity
        for story, members in chosen.items():
            mean = sum(near[other] for other in members) / len(members)
            size = len(self._leaders(story))
            if mean >= highest and mean >= _SURE * self._cohesion(story, size):
                best, highest = story, mean
        reach = {self._home[other] for other in near if near[other] >= criterion.similarity}
        if best is None:
            best = self._next
            self._next += 1
        else:
            self._inside[best] += min(highest, criterion.most) * len(self._leaders(best))
        return best, reach

    def _leaders(self, story: int) -> list[int]:
        return [member for member in self._members[story] if self._leader[member] == member]

    def _cohesion(self, story: int, size: int) -> float:
        """The mean similarity inside a story, as `agglomeration` reckons it."""
        prior = self._criterion.prior
        if story not in self._inside:
            self._inside[story] = self._mean_inside(story) * size * (size - 1) / 2
        return (self._inside[story] + prior * self._criterion.inside) / (size * (size - 1) / 2 + prior)

    def _mean_inside(self, story: int) -> float:
        """The mean similarity of the last member to others, which stands for that of all pairs."""
        leaders = self._leaders(story)[-_MEMBERS:]
        if len(leaders) < 2:
            return 0.0
        near = self._against(self._sketches[leaders[-1]], self._meaning[[leaders[-1]]][0], leaders[:-1])
        return sum(min(value, self._criterion.most) for value in near.values()) / len(near)

    def _enter(self, members: Sequence[int]) -> None:
        """Begins a story of articles that are there already."""
        story, self._next = self._next, self._next + 1
        self._members[story] = list(members)
        for member in members:
            self._home[member] = story

    def _neighbourhoods(self) -> list[list[int]]:
        """Stories that have to be looked at together, none in two lists."""
        beside: dict[int, set[int]] = {}
        for story, reach in self._upset.items():
            for other in reach:
                beside.setdefault(story, set()).add(other)
                beside.setdefault(other, set()).add(story)
        seen: set[int] = set()
        found: list[list[int]] = []
        for start in sorted(self._upset):
            taken: list[int] = []
            pending, articles = [start], 0
            while pending:
                story = pending.pop(0)
                size = len(self._leaders(story)) if story in self._members else 0
                if story in seen or not size or (taken and articles + size > _NEIGHBOURHOOD):
                    continue
                seen.add(story)
                taken.append(story)
                articles += size
                pending.extend(sorted(beside.get(story, ())))
            if len(taken) > 1 or articles > 1:
                found.append(taken)
        return found

    def _replace(self, before: dict[int, list[int]], groups: Sequence[list[int]]) -> None:
        """Puts new groups in the place of stories; each keeps the number of the story that it shares most with."""
        home = {member: story for story, members in before.items() for member in members}
        free = set(before)
        for story in before:
            del self._members[story]
            self._inside.pop(story, None)
        for group in sorted(groups, key=len, reverse=True):
            shares = Counter(home[member] for member in group if home[member] in free)
            self._enter(group)
            if shares:
                ((name, _),) = shares.most_common(1)
                free.discard(name)
                self._rename(self._next - 1, name)

    def _rename(self, story: int, name: int) -> None:
        self._members[name] = self._members.pop(story)
        for member in self._members[name]:
            self._home[member] = name
