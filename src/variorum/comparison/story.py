"""The documents of one story into its comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence

from variorum.annotate.quantities.policies import policy_named
from variorum.annotate.restored import is_misread
from variorum.comparison.account import omissions, timeline
from variorum.comparison.arrangement import arrange
from variorum.comparison.contests import find_contest
from variorum.comparison.digest import digest
from variorum.comparison.entities import link, summaries
from variorum.comparison.judged import judged_people
from variorum.comparison.labels import find_labels
from variorum.comparison.origins import Testimony, count, find_origins
from variorum.comparison.points import make_points
from variorum.comparison.quotes import group_quotes
from variorum.comparison.reuse import find_copies
from variorum.comparison.silence import silences, tellers
from variorum.comparison.sureness import sureness, surest, tellings
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
    arranged = arrange(documents, entities, settings, judgements)
    units, drafts, named = arranged.units, arranged.drafts, arranged.named
    articles = [document.article for document in documents]

    def count_origins(testimonies: Sequence[Testimony]) -> tuple[int, int, int]:
        return count(testimonies, copies, origins, articles)

    contests = [find_contest(draft.units, arranged.evidence, units, documents, named) for draft in drafts]
    silent, near = silences(drafts, units, arranged.alignment, len(documents))
    best = surest(drafts, units, arranged.alignment.originals, arranged.likely, len(documents))
    sure, told = sureness(best), tellings(best, tellers(drafts, units, len(documents)))
    points = make_points(
        drafts,
        contests,
        silent,
        near,
        sure,
        told,
        units,
        documents,
        named,
        count_origins,
        arranged.alignment.why,
        arranged.alignment.originals,
    )
    return Comparison(
        articles=tuple(articles),
        points=points,
        quotes=group_quotes(documents, entities),
        labels=find_labels(documents, entities, arranged.evidence.answers),
        origins=origins,
        copies=copies,
        timeline=timeline(points, units, documents),
        digest=digest(points, documents, units, arranged.alignment.together, count_origins),
        omissions=omissions(points, documents),
        entities=summaries(entities, documents),
        notices=notices(documents, settings),
        settings=settings.hash,
        version=VERSION,
    )


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
        if is_misread(article.title) or is_misread(article.text):
            found.append(
                f"{article.name}: its text was decoded wrongly before it came here (“â€™” for “’”, or the like); it is "
                "read as it was meant and shown as it is."
            )
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
    return f"words like “Saturday” are read as of {document.day.day} {document.day:%B %Y}, about when others reported"
