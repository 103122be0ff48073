"""Articles of a corpus as sentences: parsed where the language model is installed, else split and tokenised plainly."""

from __future__ import annotations

import re
import sys

import numpy as np

from variorum.model.article import Article
from variorum.model.document import Sentence
from variorum.model.syntax import Parse, Token
from variorum.model.text import Block

_NOTHING = np.zeros(1, np.float32)


def sentences_of(articles: list[Article]) -> list[tuple[Sentence, ...]]:
    """The sentences of each article; plain ones carry no parts of speech and no heads."""
    try:
        from variorum.annotate.sentences import split
        from variorum.language import load

        with_blocks = [
            Article(id=a.id, title="", text=a.text, published=a.published, blocks=_blocks(a.text)) for a in articles
        ]
        return split(with_blocks, load())
    except ImportError as error:
        print(f"no language model ({error}): plain sentences", file=sys.stderr)
        return [_plain(article) for article in articles]


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(
        Block("paragraph", "text", m.start(), m.end()) for m in re.finditer(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]+)*", text)
    )


def _plain(article: Article) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    for block in _blocks(article.text):
        text = article.text[block.start : block.end]
        begin = 0
        ends = [m.end() for m in re.finditer(r"(?<=[a-z)\"”'’]{2})[.!?][\"”']?(?=\s+[A-Z\"“])", text)] + [len(text)]
        for end in ends:
            start = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
            if start < end:
                a, b = block.start + start, block.start + end
                tokens = tuple(
                    Token(a + m.start(), a + m.end(), m.group(), m.group().lower(), "", "", -1, "")
                    for m in re.finditer(r"\w+|[^\w\s]", article.text[a:b])
                )
                parse = Parse(a, b, tokens, (), _NOTHING, _NOTHING)
                sentences.append(Sentence(len(sentences), "paragraph", article.span("text", a, b), parse))
            begin = end
    return tuple(sentences)
