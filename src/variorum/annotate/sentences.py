"""Articles into sentences with words, names and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from variorum.annotate.restored import Restored, restored_fields
from variorum.language import Analyzer, agreed
from variorum.model.article import Article
from variorum.model.document import Sentence
from variorum.model.syntax import Parse
from variorum.model.text import Block


def split(articles: Sequence[Article], analyzer: Analyzer) -> list[tuple[Sentence, ...]]:
    """The sentences of each article's content blocks, in reading order.

    All blocks of all articles are parsed in one call, so that the encoder can batch sentences of equal length.
    """
    meant = [restored_fields(article) for article in articles]
    blocks = [(number, block) for number, article in enumerate(articles) for block in article.content()]
    parses = analyzer.parse(
        [meant[number][block.field].between(block.start, block.end) for number, block in blocks],
        offsets=[meant[number][block.field].meant(block.start) for number, block in blocks],
    )
    found: list[list[tuple[Block, Parse]]] = [[] for _ in articles]
    for (number, block), sentences in zip(blocks, parses, strict=True):
        text = meant[number][block.field]
        found[number].extend((block, _as_given(parse, text)) for parse in sentences)
    return [_sentences(article, parsed) for article, parsed in zip(articles, found, strict=True)]


def _as_given(parse: Parse, text: Restored) -> Parse:
    """A sentence with its positions in the text as given."""
    if text.places is None:
        return parse
    tokens = tuple(replace(token, start=text.given(token.start), end=text.given(token.end)) for token in parse.tokens)
    return replace(parse, start=text.given(parse.start), end=text.given(parse.end), tokens=tokens)


def _sentences(article: Article, parsed: Sequence[tuple[Block, Parse]]) -> tuple[Sentence, ...]:
    """The sentences of an article, in which a name is of one kind everywhere."""
    parses = agreed([parse for _, parse in parsed])
    return tuple(
        Sentence(index, block.kind, article.span(block.field, parse.start, parse.end), parse)
        for index, ((block, _), parse) in enumerate(zip(parsed, parses, strict=True))
    )
