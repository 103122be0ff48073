"""The documents of one story into its comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence

from variorum.annotate.quantities.policies import policy_named
from variorum.comparison.account import digest, omissions, timeline
from variorum.comparison.alignment import align
from variorum.comparison.contests import Evidence, find_contest
from variorum.comparison.contradictions import contradictions
from variorum.comparison.drafts import distinct
from variorum.comparison.entities import StoryEntities, link, summaries
from variorum.comparison.figures import find_figures
from variorum.comparison.judged import judged_drafts, judged_people
from variorum.comparison.labels import find_labels
from variorum.comparison.moments import find_moments, of_like_events
from variorum.comparison.origins import Testimony, count, find_origins
from variorum.comparison.points import make_points
from variorum.comparison.questions import same_question
from variorum.comparison.quotes import group_quotes
from variorum.comparison.reuse import find_copies
from variorum.comparison.rows import families, gather, likelihood
from variorum.comparison.units import Units, build, collect
from variorum.comparison.values import with_copies
from variorum.model.comparison import Comparison
from variorum.model.document import Document
from variorum.model.judgement import ComparisonVerdict
from variorum.settings import Settings
from variorum.version import VERSION

_VAGUE = re.compile(r"\b(?:dozens|scores|hundreds|thousands|millions)\b", re.IGNORECASE)


def compare_story(
    documents: Sequence[Document], settings: Settings, judgements: Sequence[ComparisonVerdict] = ()
) -> Comparison:
    """Sets the reports of one event side by side; what people judged before, the earliest first, is respected."""
    entities = judged_people(link(documents), documents, judgements)
    copies = find_copies(documents)
    origins = find_origins(documents, copies)
    items = collect(documents)
    units = build(items, documents, entities)
    alignment = align(items, documents, entities, settings.point_threshold)
    articles = [document.article for document in documents]

    def count_origins(testimonies: Sequence[Testimony]) -> tuple[int, int, int]:
        return count(testimonies, copies, origins, articles)

    named = sources(units, documents, entities)
    # As in alignment, copies follow their originals: they answer no question once more.
    weighed = sorted(set(alignment.originals))
    figures = find_figures(weighed, units, documents, entities, named)
    asked = same_question(figures, units, alignment)
    every = range(len(units))
    evidence = Evidence(
        answers=with_copies(
            families(figures, asked, settings.contest_threshold),
            find_figures(every, units, documents, entities, named),
            alignment.originals,
        ),
        moments=with_copies(
            of_like_events(find_moments(weighed, units, documents, named), alignment.together),
            find_moments(every, units, documents, named),
            alignment.originals,
        ),
        opposed=contradictions(alignment, units, named, settings.point_threshold),
        asked=asked,
    )
    likely = likelihood(figures, asked, alignment)
    gathered = gather(
        alignment.drafts, evidence.answers, evidence.moments, evidence.opposed, alignment.originals, likely
    )
    drafts = distinct(judged_drafts(gathered, items, judgements, alignment.together))
    contests = [find_contest(draft.units, evidence, units, documents, named) for draft in drafts]
    points = make_points(drafts, contests, units, documents, named, count_origins, alignment.why)
    return Comparison(
        articles=tuple(articles),
        points=points,
        quotes=group_quotes(documents),
        labels=find_labels(documents, entities, evidence.answers),
        origins=origins,
        copies=copies,
        timeline=timeline(points, units, documents),
        digest=digest(points, documents),
        omissions=omissions(points, documents),
        entities=summaries(entities, documents),
        notices=notices(documents, settings),
        settings=settings.hash,
        version=VERSION,
    )


def sources(units: Units, documents: Sequence[Document], entities: StoryEntities) -> list[str | None]:
    """For each statement the canonical name of whom it is attributed to; None in the article's own voice."""
    found: list[str | None] = []
    for unit in units.items:
        index = unit.statement.attribution
        source = documents[unit.document].attributions[index].source if index is not None else None
        found.append(entities.canonical(source.name) if source else None)
    return found


def notices(documents: Sequence[Document], settings: Settings) -> tuple[str, ...]:
    """What the reader should know about the input before trusting the rows."""
    found = []
    if len(documents) == 1:
        found.append("There is one report only: nothing to compare it with.")
    for document in documents:
        article = document.article
        if article.headline_only:
            found.append(f"{article.name}: only part of the text is there; what it leaves out cannot be known.")
        if article.published is None:
            found.append(f"{article.name}: publication date unknown; {_reading(document)}.")
        if article.language != "en":
            found.append(
                f"{article.name}: language “{article.language}” is not supported yet; it is shown, not compared."
            )
    if any(_VAGUE.search(quantity.value.quote) for document in documents for quantity in document.quantities):
        policy = policy_named(settings.crowd_policy)
        found.append(
            f"Vague numbers are read by the policy “{policy.name}”: “hundreds” is {policy.plural * 100} to 999."
        )
    return tuple(found)


def _reading(document: Document) -> str:
    if document.day is None:
        return "words like “Saturday” stay undated"
    return f"words like “Saturday” are read as of {document.day.day} {document.day:%B %Y}, when others reported"
