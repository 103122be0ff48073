"""The statements of a story in rows, before the rows become points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from variorum.comparison.alignment import Alignment, align
from variorum.comparison.contests import Evidence
from variorum.comparison.contradictions import contradictions
from variorum.comparison.drafts import Draft, distinct
from variorum.comparison.entities import StoryEntities
from variorum.comparison.figures import find_figures
from variorum.comparison.judged import confirmed, judged_drafts
from variorum.comparison.moments import find_moments, of_like_events
from variorum.comparison.questions import same_question
from variorum.comparison.rows import families, gather, likelihood, supported
from variorum.comparison.units import Units, build, collect
from variorum.comparison.values import with_copies
from variorum.model.document import Document
from variorum.model.judgement import ComparisonVerdict
from variorum.settings import Settings


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The statements of a story in rows.

    Attributes:
        units: The statements.
        named: For each the canonical name of whom it is attributed to; None in the article's own voice.
        alignment: How likely they belong together.
        evidence: What may contest what.
        drafts: The rows.
        likely: How likely two statements belong together, by themselves or by figures in them that answer one question;
            1 if somebody judged that they do, 0 within an article.
    """

    units: Units
    named: tuple[str | None, ...]
    alignment: Alignment
    evidence: Evidence
    drafts: tuple[Draft, ...]
    likely: Callable[[int, int], float]


def arrange(
    documents: Sequence[Document],
    entities: StoryEntities,
    settings: Settings,
    judgements: Sequence[ComparisonVerdict] = (),
) -> Arrangement:
    """Aligns the statements, brings into one row what contests each other, and does as was judged before."""
    items = collect(documents)
    units = build(items, documents, entities)
    alignment = align(items, documents, entities, settings.point_threshold)
    named = sources(units, documents, entities)
    # As in alignment, copies follow their originals: they answer no question once more.
    weighed = sorted(set(alignment.originals))
    every = range(len(units))
    figures = find_figures(weighed, units, documents, entities, named)
    asked = same_question(figures, units, alignment)
    pairs = supported(figures, asked)
    evidence = Evidence(
        answers=with_copies(
            families(figures, asked, pairs, settings.contest_threshold),
            find_figures(every, units, documents, entities, named),
            alignment.originals,
        ),
        moments=with_copies(
            of_like_events(find_moments(weighed, units, documents, named), units, documents, alignment.together),
            find_moments(every, units, documents, named),
            alignment.originals,
        ),
        opposed=contradictions(alignment, units, named, settings.point_threshold),
        asked=pairs,
    )
    likely = likelihood(figures, asked, alignment)
    gathered = gather(
        alignment.drafts, evidence.answers, evidence.moments, evidence.opposed, alignment.originals, likely
    )
    drafts = distinct(judged_drafts(gathered, items, judgements, alignment.together))
    judged = confirmed(items, judgements, alignment.originals)

    def likely_or_judged(left: int, right: int) -> float:
        pair = frozenset((alignment.originals[left], alignment.originals[right]))
        return 1.0 if pair in judged else likely(left, right)

    return Arrangement(units, tuple(named), alignment, evidence, drafts, likely_or_judged)


def sources(units: Units, documents: Sequence[Document], entities: StoryEntities) -> list[str | None]:
    """For each statement the canonical name of whom it is attributed to; None in the article's own voice."""
    found: list[str | None] = []
    for unit in units.items:
        index = unit.statement.attribution
        source = documents[unit.document].attributions[index].source if index is not None else None
        found.append(entities.canonical(source.name) if source else None)
    return found
