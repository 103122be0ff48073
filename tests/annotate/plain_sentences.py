"""Sentences without a parse, for what is decided by words alone: one sentence a line."""

from __future__ import annotations

import re
from datetime import datetime

import numpy as np

from variorum.model.article import Article
from variorum.model.document import Sentence
from variorum.model.syntax import Parse, Token

_NOTHING = np.zeros(1, np.float32)


def plain(text: str, published: datetime | None = None) -> tuple[Article, list[Sentence]]:
    """An article, published at that time, and its lines as sentences."""
    article = Article(id="a", title="", text=text, published=published)
    sentences = []
    for line in re.finditer(r"[^\n]+", text):
        tokens = tuple(
            Token(line.start() + m.start(), line.start() + m.end(), m.group(), m.group().lower(), "", "", -1, "")
            for m in re.finditer(r"\w+|[^\w\s]", line.group())
        )
        parse = Parse(line.start(), line.end(), tokens, (), _NOTHING, _NOTHING)
        span = article.span("text", line.start(), line.end())
        sentences.append(Sentence(len(sentences), "paragraph", span, parse))
    return article, sentences
