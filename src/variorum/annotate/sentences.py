"""Articles into sentences with words, names and vectors."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.language import Analyzer, agreed
from variorum.model.article import Article
from variorum.model.document import Sentence
from variorum.model.syntax import Parse
from variorum.model.text import Block


def split(articles: Sequence[Article], analyzer: Analyzer) -> list[tuple[Sentence, ...]]:
    """The sentences of each article's content blocks, in reading order.

    All blocks of all articles are parsed in one call, so that the encoder can batch sentences of equal length.
    """
    blocks = [(number, block) for number, article in enumerate(articles) for block in article.content()]
    texts = [articles[number].field(block.field)[block.start : block.end] for number, block in blocks]
    parses = analyzer.parse(texts, offsets=[block.start for _, block in blocks])
    found: list[list[tuple[Block, Parse]]] = [[] for _ in articles]
    for (number, block), sentences in zip(blocks, parses, strict=True):
        found[number].extend((block, parse) for parse in sentences)
    return [_sentences(article, parsed) for article, parsed in zip(articles, found, strict=True)]


def _sentences(article: Article, parsed: Sequence[tuple[Block, Parse]]) -> tuple[Sentence, ...]:
    """The sentences of an article, in which a name is of one kind everywhere."""
    parses = agreed([parse for _, parse in parsed])
    return tuple(
        Sentence(index, block.kind, article.span(block.field, parse.start, parse.end), parse)
        for index, ((block, _), parse) in enumerate(zip(parsed, parses, strict=True))
    )
