"""Figures that answer one question, and statements that contradict each other, into one row each.

Alignment puts statements together by what they are about as a whole; what an editor compares may be one figure in each
of them, or a sentence that denies another one.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from scipy.cluster.hierarchy import DisjointSet
from scipy.special import expit, logit

from variorum.annotate.intervals import relation
from variorum.comparison.alignment import Alignment
from variorum.comparison.clustering import agglomerate
from variorum.comparison.contests import relate_figures, relate_times
from variorum.comparison.drafts import Draft
from variorum.comparison.questions import Pairs
from variorum.comparison.values import Value, kindred

_SURE = 0.5
"""Probability from which equal figures are one."""

_CERTAIN = 1e-4
"""No pair counts as surer than this, or than all but this."""

_FAR_LESS = 0.5
"""Share of the probability of an article's surest figure below which another one of it is left out of a family."""

_MOSTLY = 0.5
"""Share of a row's statements that give the figures, from which the row is about them."""


def supported(figures: Sequence[Value], asked: Pairs) -> Pairs:
    """How likely each two figures answer one question, as far as others that they meet bear it out.

    Figures that surely answer one question speak for each other, and those do not that another one explains.
    """
    return _pooled(figures, _with_replaced(figures, _unexplained(figures, asked)))


def families(figures: Sequence[Value], asked: Pairs, pairs: Pairs, threshold: float) -> list[list[Value]]:
    """Figures of different articles that answer one question.

    Args:
        figures: All of a story.
        asked: How likely two of them answer one question.
        pairs: The same as far as others bear it out; see `supported`.
        threshold: Mean probability from which they are taken to.
    """
    number = {article: k for k, article in enumerate(dict.fromkeys(figure.article for figure in figures))}
    # Of a bare figure among others nobody can be sure what it counts.
    replaced = {figure.replaces for figure in figures}
    clear = [k for k, figure in enumerate(figures) if figure.key or figure.alone or k in replaced]
    place = {k: n for n, k in enumerate(clear)}
    known = {(place[a], place[b]): p for (a, b), p in pairs.items() if a in place and b in place}
    articles = [number[figures[k].article] for k in clear]
    rivals = [
        (a, b)
        for own in _meeting(articles, known, threshold)
        for a, b in itertools.combinations(own, 2)
        if _rivals(figures[clear[a]], figures[clear[b]])
    ]
    groups = agglomerate(articles, known, threshold, rivals)
    likeliest = [_likeliest(figures, [clear[k] for k in group], pairs) for group in groups]
    taken = {k for group in likeliest for k in group}
    loose = [k for k in clear if k not in taken]
    return [[figures[k] for k in (*group, *_claims(figures, group, loose, asked, threshold))] for group in likeliest]


def _meeting(articles: Sequence[int], pairs: Pairs, threshold: float) -> Iterable[list[int]]:
    """Figures of one article that linkage could bring together: a chain of likely pairs leads from one to another."""
    sets: DisjointSet[int] = DisjointSet(range(len(articles)))
    for (a, b), probability in pairs.items():
        if probability >= threshold:
            sets.merge(a, b)
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, article in enumerate(articles):
        found[article, sets[k]].append(k)
    return found.values()


def _rivals(a: Value, b: Value) -> bool:
    """Two figures of one article that exclude each other answer different questions.

    Unless one replaces the other, or two sources tell them: "police put the crowd at 4,000, the union at 15,000".
    """
    replaced = a.replaces == b.number or b.replaces == a.number
    claimed = a.said_by is not None and b.said_by is not None and a.said_by != b.said_by
    return not (replaced or claimed) and relate_figures(a, b) == "conflict"


def _likeliest(figures: Sequence[Value], family: Sequence[int], pairs: Pairs) -> list[int]:
    """A family without figures that answer its question far less surely than others of their article.

    Beside the dead of the storm an article may tell of those of an earlier one.
    """
    surest = {
        k: max(
            (pairs.get((min(k, j), max(k, j)), 0.0) for j in family if figures[j].article != figures[k].article),
            default=0.0,
        )
        for k in family
    }
    best: dict[str, float] = defaultdict(float)
    for k in family:
        best[figures[k].article] = max(best[figures[k].article], surest[k])
    return [k for k in family if surest[k] >= _FAR_LESS * best[figures[k].article]]


def _claims(
    figures: Sequence[Value], family: Sequence[int], loose: Iterable[int], asked: Pairs, threshold: float
) -> Iterator[int]:
    """How big somebody whom an article quotes says that the crowd was, where the article says otherwise itself.

    "Thousands gathered. 'Tens of thousands [of] people', wrote one user": who gives the others' figure too contests
    nothing by itself, but readers should see the claim. Only of crowds, as other tolls have parts.
    """
    for k in loose:
        own = [j for j in family if figures[j].article == figures[k].article and figures[j].toll == figures[k].toll]
        told = figures[k].said_by is not None and figures[k].toll == "gathered" and bool(own)
        likely = max((asked.get((min(k, j), max(k, j)), 0.0) for j in family), default=0.0) >= threshold
        if told and likely and all(relate_figures(figures[j], figures[k]) == "conflict" for j in own):
            yield k


def _pooled(figures: Sequence[Value], asked: Pairs) -> Pairs:
    """The pairs, where figures that surely answer one question speak for each other.

    These are one figure for one thing twice in an article, and one figure in two articles.
    """
    sets: DisjointSet[int] = DisjointSet(range(len(figures)))
    first: dict[tuple[str, str, float, float], int] = {}
    for k, figure in enumerate(figures):
        if figure.quantity is not None:
            key = (figure.article, figure.key, figure.quantity.low, figure.quantity.high)
            sets.merge(k, first.setdefault(key, k))
    for (a, b), probability in asked.items():
        if probability >= _SURE and _equal(figures[a], figures[b]):
            sets.merge(a, b)
    voices: dict[frozenset[int], list[float]] = defaultdict(list)
    for (a, b), probability in asked.items():
        voices[frozenset((sets[a], sets[b]))].append(probability)
    agreed = {pair: _mean_odds(probabilities) for pair, probabilities in voices.items()}
    return {(a, b): agreed[frozenset((sets[a], sets[b]))] for a, b in asked}


def _mean_odds(probabilities: Sequence[float]) -> float:
    """The probability whose log-odds are the mean of theirs: the surest of many pairs is so by chance."""
    return float(expit(np.mean(logit(np.clip(probabilities, _CERTAIN, 1 - _CERTAIN)))))


def _unexplained(figures: Sequence[Value], asked: Pairs) -> Pairs:
    """The pairs, without figures that exclude each other though nothing is contested.

    Who reports ten dead and two hurt does not contest another's ten dead with the two: the article more likely gives
    the other's figure too. And a thousand people are not contested with two milestones.
    """
    confirmed: dict[tuple[int, str], float] = defaultdict(float)
    for (a, b), probability in asked.items():
        if _equal(figures[a], figures[b]):
            for one, other in ((a, b), (b, a)):
                key = one, figures[other].article
                confirmed[key] = max(confirmed[key], probability)
    return {
        (a, b): probability
        for (a, b), probability in asked.items()
        if relate_figures(figures[a], figures[b]) != "conflict"
        or (
            kindred(figures[a], figures[b])
            and max(confirmed[a, figures[b].article], confirmed[b, figures[a].article]) <= probability
        )
    }


def _with_replaced(figures: Sequence[Value], asked: Pairs) -> Pairs:
    """The pairs, and figures that replace those of other articles: "rose to 17, up from nine" answers "nine"."""
    found = dict(asked)
    for new, figure in enumerate(figures):
        if figure.replaces is None:
            continue
        for other in range(len(figures)):
            old = min(other, figure.replaces), max(other, figure.replaces)
            if _equal(figures[other], figures[figure.replaces]) and old in asked:
                pair = min(other, new), max(other, new)
                found[pair] = max(found.get(pair, 0.0), asked[old])
    return found


def _equal(a: Value, b: Value) -> bool:
    return a.quantity is not None and b.quantity is not None and relation(a.quantity, b.quantity) == "same"


def gather(
    drafts: Sequence[Draft],
    answers: Sequence[Sequence[Value]],
    moments: Sequence[Sequence[Value]],
    opposed: Sequence[set[int]],
    originals: Sequence[int],
    likely: Callable[[int, int], float],
) -> tuple[Draft, ...]:
    """The drafts, so changed that what contests each other stands in one row.

    Args:
        drafts: Groups of statements.
        answers: Figures that answer one question.
        moments: Times of like events.
        opposed: Groups of statements that contradict each other.
        originals: For each statement the one that it copies, or itself.
        likely: How likely two statements belong together, or figures in them answer one question; 0 within an article.
    """
    found = list(drafts)
    wanted = [
        {value.unit for value in family}
        for families_, relate in ((answers, relate_figures), (moments, relate_times))
        for family in families_
        if any(a.article != b.article and relate(a, b) == "conflict" for a, b in itertools.combinations(family, 2))
    ]
    settled: list[Draft] = []
    for members in (*wanted, *opposed):
        if not any(members <= set(row.units) for row in settled):
            found, kept = _taken_out(found, members, originals)
            row = tuple(sorted(members | kept))
            scores = [score for a, b in itertools.combinations(row, 2) if (score := likely(a, b))]
            settled.append(Draft(row, round(sum(scores) / max(1, len(scores)), 4)))
    return (*found, *settled)


def _taken_out(drafts: Sequence[Draft], wanted: set[int], originals: Sequence[int]) -> tuple[list[Draft], set[int]]:
    """The drafts without these units, and the units of the draft that is mostly about them, which goes with them.

    Copies do not count.
    """

    def shared(draft: Draft) -> int:
        return len({originals[unit] for unit in draft.units if unit in wanted})

    home = max(drafts, key=shared, default=None)
    if home is not None and shared(home) < _MOSTLY * len({originals[unit] for unit in home.units}):
        home = None
    rest = [
        replace(draft, units=kept)
        for draft in drafts
        if draft is not home and (kept := tuple(unit for unit in draft.units if unit not in wanted))
    ]
    return rest, set(home.units) if home is not None else set()


def likelihood(figures: Sequence[Value], asked: Pairs, alignment: Alignment) -> Callable[[int, int], float]:
    """How likely two statements belong together by themselves or by figures that answer one question."""
    surest: dict[frozenset[int], float] = defaultdict(float)
    for (a, b), probability in asked.items():
        pair = frozenset((figures[a].unit, figures[b].unit))
        surest[pair] = max(surest[pair], probability)

    def likely(left: int, right: int) -> float:
        pair = frozenset((alignment.originals[left], alignment.originals[right]))
        return max(alignment.together(left, right), surest.get(pair, 0.0))

    return likely
