"""Documents without a language model: sentences end at full stops, quotations stand between curly marks."""

from __future__ import annotations

import re
from datetime import datetime

import numpy as np

from variorum.model.article import Article
from variorum.model.document import Attribution, Document, Sentence, Source
from variorum.model.syntax import Parse, Token
from variorum.model.text import Field, Span

_NONE = np.zeros(1, dtype=np.float32)


def _parse(text: str, start: int, end: int) -> Parse:
    tokens = tuple(
        Token(start + m.start(), start + m.end(), m.group(), m.group().lower(), "X", "", -1, "dep")
        for m in re.finditer(r"\w+|[^\w\s]", text[start:end])
    )
    return Parse(start, end, tokens, (), _NONE, np.zeros((len(tokens), 1), dtype=np.float32))


def document(
    text: str,
    id: str = "a",
    title: str = "",
    outlet: str | None = None,
    published: datetime | None = None,
    precision: str = "day",
    credits: tuple[str, ...] = (),
    speaker: str | None = None,
) -> Document:
    """A document of plain text; everything in curly quotation marks is a direct quotation of `speaker`."""
    article = Article(id, title, text, outlet, None, published, precision, credits=credits)
    sentences: list[Sentence] = []
    attributions: list[Attribution] = []
    fields: tuple[Field, ...] = ("title", "text")
    for field in fields:
        content = article.field(field)
        for match in re.finditer(r"\S[^.!?\n]*[.!?]*”?", content):
            span = article.span(field, match.start(), match.end())
            block = "headline" if field == "title" else "paragraph"
            sentences.append(Sentence(len(sentences), block, span, _parse(content, match.start(), match.end())))
        for match in re.finditer(r"“([^“”]+)”", content):
            marked: Span = article.span(field, match.start(1), match.end(1))
            inside = next(s.index for s in sentences if s.span.field == field and s.span.end > marked.start)
            source = Source(speaker, "person", None) if speaker else None
            attributions.append(Attribution("direct", marked, None, source, inside, len(attributions), 0.9))
    return Document(article, tuple(sentences), attributions=tuple(attributions))
