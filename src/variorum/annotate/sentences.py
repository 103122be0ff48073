"""Articles into sentences with words, names and vectors."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.language import Analyzer
from variorum.model.article import Article
from variorum.model.document import Sentence


def split(articles: Sequence[Article], analyzer: Analyzer) -> list[tuple[Sentence, ...]]:
    """The sentences of each article's content blocks, in reading order.

    All blocks of all articles are parsed in one call, so that the encoder can batch sentences of equal length.
    """
    blocks = [(number, block) for number, article in enumerate(articles) for block in article.content()]
    texts = [articles[number].field(block.field)[block.start : block.end] for number, block in blocks]
    parses = analyzer.parse(texts, offsets=[block.start for _, block in blocks])
    found: list[list[Sentence]] = [[] for _ in articles]
    for (number, block), sentences in zip(blocks, parses, strict=True):
        for parse in sentences:
            span = articles[number].span(block.field, parse.start, parse.end)
            found[number].append(Sentence(len(found[number]), block.kind, span, parse))
    return [tuple(sentences) for sentences in found]
