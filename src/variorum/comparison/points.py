"""Groups of statements into points: mentions, stances, cells, gist and weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from variorum.comparison.cells import cells, nearest, silences, tellings
from variorum.comparison.contests import Contest
from variorum.comparison.contradictions import wording_needed
from variorum.comparison.drafts import Draft
from variorum.comparison.gists import brief, central_statements, readable
from variorum.comparison.importance import centrality, importance
from variorum.comparison.origins import Testimony
from variorum.comparison.units import Floats, Integers, Unit, Units
from variorum.model.comparison import SURE_TELLING, Feature, Mention, Point, Status
from variorum.model.document import Document, Stance, Statement
from variorum.model.text import Span

Count = Callable[[Sequence[Testimony]], tuple[int, int, int]]
"""Testimonies of a point to (articles, distinct texts, independent origins)."""

Why = Callable[[int, int], tuple[Feature, ...]]
"""Explains why two units were put together."""

_REPEATED = 0.8
"""Share of the longer of two gists that the other repeats, from which readers take the one for the other."""


def make_points(
    drafts: Sequence[Draft],
    contests: Sequence[Contest | None],
    silent: Floats,
    near: Integers,
    sure: Floats,
    told: Floats,
    units: Units,
    documents: Sequence[Document],
    sources: Sequence[str | None],
    count: Count,
    why: Why,
    originals: Sequence[int],
) -> tuple[Point, ...]:
    """Points in order of importance.

    Args:
        drafts: Groups of units; a group of one is what a single article tells.
        contests: How the units of each differ, if they do.
        silent: For each of them the probability that each article does not tell it, (drafts, documents).
        near: For each of them the statement of each silent article that comes nearest, else -1, (drafts, documents).
        sure: For each of them the probability that it is about one thing, (drafts,).
        told: For each of them the probability that each article tells it, (drafts, documents).
        units: The statements.
        documents: The articles of the story.
        sources: For each unit the canonical name of whom it is attributed to; None in the article's own voice.
        count: Counts articles, texts and origins.
        why: Explains pairs.
        originals: For each statement the one that it copies, or itself.
    """
    central = centrality(units)
    shared = _shared_clauses(drafts, units)
    surely = [_surely_telling(draft, told[number], units) for number, draft in enumerate(drafts)]
    counts = [
        _counts(draft, sure_of, units, documents, sources, count) for draft, sure_of in zip(drafts, surely, strict=True)
    ]
    weights = [
        importance(draft.units, units, documents, count_of, central, float(sure_of))
        for draft, count_of, sure_of in zip(drafts, counts, sure, strict=True)
    ]
    order = sorted(range(len(drafts)), key=lambda k: (-weights[k], drafts[k].units))
    shown: Counter[int] = Counter()
    seen: set[Span] = set()
    points = []
    for number, k in enumerate(order, start=1):
        telling = _in_dispute(surely[k], contests[k], units)
        gist, words = _shown(drafts[k], central_statements(telling, units, shown), shared, seen, units, documents)
        seen.add(words)
        shown.update(drafts[k].units)
        point = _point(drafts[k], gist, words, contests[k], units, documents, sources, counts[k], weights[k], why)
        silent_cells = silences(point.cells, silent[k])
        points.append(
            replace(
                point,
                id=f"p{number}",
                probability=round(float(sure[k]), 4),
                silences=silent_cells,
                tellings=tellings(
                    point.cells,
                    told[k],
                    {units.items[unit].document for unit in drafts[k].units if originals[unit] == originals[gist]},
                ),
                nearest=nearest(silent_cells, near[k], units, alone=point.articles == 1),
            )
        )
    return tuple(points)


def _shown(
    draft: Draft,
    candidates: Sequence[int],
    shared: Set[_Clause],
    seen: Set[Span],
    units: Units,
    documents: Sequence[Document],
) -> tuple[int, Span]:
    """Which of some units of a row stands for it, and the words of its gist.

    If a weightier row has much the same words, or just the same if one report alone tells it: those of another unit,
    else less of them, else the shortest mention that no row shows.
    """
    gists = [(unit, _gist(draft, unit, shared, units, documents)) for unit in candidates]
    first, *spans = (
        brief(unit, documents[unit.document]) for unit in (units.items[k] for k in (candidates[0], *draft.units))
    )
    shorter = [first, *sorted(spans, key=lambda span: span.end - span.start)]
    fallback = [(candidates[0], span) for span in shorter]
    share = _REPEATED if len({units.items[k].document for k in draft.units}) > 1 else 1.0
    return next((pair for pair in (*gists, *fallback) if not _repeats(pair[1], seen, share)), gists[0])


def _repeats(words: Span, seen: Set[Span], share: float) -> bool:
    """Whether a gist and one that another row has already have this share of the longer one in common."""
    for other in seen:
        if (words.article, words.field) == (other.article, other.field):
            common = min(words.end, other.end) - max(words.start, other.start)
            if common >= share * max(words.end - words.start, other.end - other.start):
                return True
    return False


def stance_of(document: Document, statement: Statement, opposed: bool) -> Stance:
    """How an article carries a point by this statement.

    Args:
        document: The article.
        statement: One of its statements.
        opposed: It says the opposite of the point's gist. Whoever quotes words passes them on, and denies nothing.
    """
    kind = document.attributions[statement.attribution].kind if statement.attribution is not None else "scare"
    if kind in ("direct", "mixed"):
        return "attributes"
    if opposed:
        return "denies"
    if statement.modality == "possible":
        return "hedges"
    return "asserts" if kind == "scare" else "attributes"


def _opposed(units: Units, gist: int, unit: int) -> bool:
    """Told as so where the words of the gist negate, or the other way round, in much the same words.

    Unlike words of other polarity may well agree.
    """
    shown, told = units.items[gist], units.items[unit]
    differ = told.statement.affirmed == shown.statement.negated
    return differ and float(units.vectors[gist] @ units.vectors[unit]) >= wording_needed(gist, unit, units)


def _point(
    draft: Draft,
    gist: int,
    words: Span,
    contest: Contest | None,
    units: Units,
    documents: Sequence[Document],
    sources: Sequence[str | None],
    counts: tuple[int, int, int],
    weight: float,
    why: Why,
) -> Point:
    items = [units.items[k] for k in draft.units]
    mentions: list[Mention] = []
    for k, item in zip(draft.units, items, strict=True):
        opposed = _opposed(units, gist, k)
        stance = stance_of(documents[item.document], item.statement, opposed)
        said_by = sources[k]
        mentions.append(Mention(item.statement.span, stance, said_by))
    articles, texts, origins = counts
    return Point(
        id="",
        status=_status(contest, articles, origins),
        gist=words,
        importance=weight,
        articles=articles,
        texts=texts,
        origins=origins,
        mentions=tuple(mentions),
        cells=cells(mentions, documents),
        differs=contest.differs if contest else None,
        probability=draft.probability,
        why=tuple(why(gist, k) if k != gist else () for k in draft.units) if articles > 1 else (),
    )


def _surely_telling(draft: Draft, told: Floats, units: Units) -> list[int]:
    """The statements of the articles that surely tell a row, if at least two do: one word more is no witness more."""
    sure = told >= SURE_TELLING
    return [k for k in draft.units if sure[units.items[k].document]] if sure.sum() > 1 else list(draft.units)


def _counts(
    draft: Draft,
    surely: Sequence[int],
    units: Units,
    documents: Sequence[Document],
    sources: Sequence[str | None],
    count: Count,
) -> tuple[int, int, int]:
    """Articles and texts of a row, and the origins of those that surely tell it."""
    articles, texts, origins = count(_testimonies(draft.units, units, documents, sources))
    if len(surely) < len(draft.units):
        origins = count(_testimonies(surely, units, documents, sources))[2]
    return articles, texts, origins


def _testimonies(
    members: Sequence[int], units: Units, documents: Sequence[Document], sources: Sequence[str | None]
) -> list[Testimony]:
    return [
        Testimony(documents[item.document].article.id, item.statement.span, sources[k])
        for k, item in ((k, units.items[k]) for k in members)
    ]


def _in_dispute(members: Sequence[int], contest: Contest | None, units: Units) -> Sequence[int]:
    """The statements that give the values of a conflict, if there is one: the gist should be one of them."""
    values = contest.differs.values if contest is not None and contest.differs.relation == "conflict" else ()
    giving = [k for k in members if any(within(value.span, units.items[k].statement.span) for value in values)]
    return giving or members


def within(inner: Span, outer: Span) -> bool:
    """Whether the one stands in the other."""
    same = (inner.article, inner.field) == (outer.article, outer.field)
    return same and outer.start <= inner.start and inner.end <= outer.end


def _status(contest: Contest | None, articles: int, origins: int) -> Status:
    if articles == 1:
        return "single"
    if contest is not None and contest.differs.relation == "conflict":
        return "superseded" if contest.superseded else "contested"
    return "corroborated" if origins > 1 else "repeated"


_Clause = tuple[int, int, int]
"""Index of a document, of a sentence in it, and of the word that states a clause."""


def _shared_clauses(drafts: Sequence[Draft], units: Units) -> set[_Clause]:
    """What several articles tell."""
    return {
        _clause(units.items[k])
        for draft in drafts
        if len({units.items[k].document for k in draft.units}) > 1
        for k in draft.units
    }


def _clause(unit: Unit) -> _Clause:
    return unit.document, unit.sentence.index, unit.statement.predicate


def _gist(draft: Draft, gist: int, shared: Set[_Clause], units: Units, documents: Sequence[Document]) -> Span:
    """The words that stand for a row, and claim no more than what it is about.

    What several articles tell of a noun is shown with that noun, not with whatever else one of them says of it; what
    one article adds to a clause that others tell too, likewise: that clause has a row of its own.
    """
    unit = units.items[gist]
    own = {_clause(units.items[k]) for k in draft.units}
    alone = len({units.items[k].document for k in draft.units}) == 1

    def elsewhere(predicate: int) -> bool:
        clause = (unit.document, unit.sentence.index, predicate)
        return clause in shared if alone else clause not in own

    return readable(unit, documents[unit.document], elsewhere, _beside(draft, gist, units))


def _beside(draft: Draft, gist: int, units: Units) -> list[Unit]:
    """What is told with the gist in the same sentence."""
    if not draft.leftover:
        return []
    home = units.items[gist]
    others = (units.items[k] for k in draft.units)
    return [unit for unit in others if unit.document == home.document and unit.sentence.index == home.sentence.index]
