"""The flow of data, defined once: articles -> documents -> stories -> comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from variorum.annotate.attributions import find_attributions
from variorum.annotate.entities import find_entities
from variorum.annotate.quantities.finding import find_quantities
from variorum.annotate.quantities.policies import policy_named
from variorum.annotate.reading_day import common_day, reading_day
from variorum.annotate.sentences import split
from variorum.annotate.statements import find_statements
from variorum.annotate.times import find_times
from variorum.comparison.story import compare_story
from variorum.language import load, supported
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.model.document import Document, Sentence
from variorum.model.judgement import ComparisonVerdict
from variorum.progress import Progress, no_progress
from variorum.settings import Settings
from variorum.stories.batch import group


def annotate(
    articles: Sequence[Article], settings: Settings | None = None, progress: Progress = no_progress
) -> tuple[Document, ...]:
    """Adds the annotation layers to each article, in order; articles in other languages stay without."""
    settings = settings or Settings()
    readable = [article for article in articles if supported(article.language)]
    progress("reading sentences", 0, len(articles))
    sentences = dict(zip((a.id for a in readable), split(readable, load()), strict=True)) if readable else {}
    day = common_day(articles)
    documents = []
    for number, article in enumerate(articles, start=1):
        own = sentences.get(article.id, ())
        documents.append(_annotate_one(article, own, reading_day(article, own, day), settings))
        progress("annotating", number, len(articles))
    return tuple(documents)


def _annotate_one(
    article: Article, sentences: tuple[Sentence, ...], day: datetime | None, settings: Settings
) -> Document:
    entities, mentions = find_entities(article, sentences)
    attributions = find_attributions(article, sentences)
    quantities = find_quantities(article, sentences, policy_named(settings.crowd_policy))
    times = find_times(replace(article, published=day), sentences)
    statements = find_statements(article, sentences, mentions, attributions, quantities, times)
    return Document(article, sentences, entities, mentions, attributions, quantities, times, statements, day)


def compare(
    articles: Sequence[Article],
    settings: Settings | None = None,
    progress: Progress = no_progress,
    judgements: Sequence[ComparisonVerdict] = (),
) -> Comparison:
    """Compares articles that are about one event; what people judged before, the earliest first, is respected."""
    settings = settings or Settings()
    documents = annotate(articles, settings, progress)
    progress("comparing", 0, 1)
    comparison = compare_story(documents, settings, judgements)
    progress("comparing", 1, 1)
    return comparison


def compare_stories(
    articles: Sequence[Article], settings: Settings | None = None, progress: Progress = no_progress
) -> tuple[Comparison, ...]:
    """Compares articles that may be about several events, one comparison each, the largest first."""
    settings = settings or Settings()
    documents = annotate(articles, settings, progress)
    stories = group(documents, settings.story_threshold)
    found = []
    for number, members in enumerate(stories):
        progress("comparing", number, len(stories))
        found.append(compare_story([documents[n] for n in members], settings))
    progress("comparing", len(stories), len(stories))
    return tuple(found)
