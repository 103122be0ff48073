"""Sentences parsed by hand, for tests that must not depend on a trained model."""

from __future__ import annotations

import numpy as np

from variorum.model.article import Article
from variorum.model.document import Sentence
from variorum.model.syntax import Name, NameKind, Parse, Token
from variorum.model.text import Block, BlockKind

Rows = str
"""One token a line: form, part of speech, number of the head (from 1, 0 for the root), relation, name tag, features.

The name tag is "B-person", "I-person" and so on; an empty line ends a sentence, a line of "--" a paragraph."""


def document(text: str, rows: Rows, kind: BlockKind = "paragraph") -> tuple[Article, list[Sentence]]:
    """The article whose paragraphs are the lines of the text, with its sentences."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind, "text", at, at + len(line)))
        at += len(line) + 1
    article = Article(id="a", title="", text=text, blocks=tuple(blocks))
    sentences: list[Sentence] = []
    position = 0
    for group in rows.strip().split("\n\n"):
        tokens: list[Token] = []
        tags: list[str] = []
        for line in group.strip().splitlines():
            form, pos, head, relation, *more = line.split()
            morph = "|".join(part for part in more if "=" in part)
            tag = [part for part in more if "=" not in part]
            start = text.index(form, position)
            position = start + len(form)
            tokens.append(Token(start, position, form, form.lower(), pos, morph, int(head) - 1, relation))
            tags.append(tag[0] if tag else "O")
        start, end = tokens[0].start, tokens[-1].end
        parse = Parse(
            start, end, tuple(tokens), _names(tags), np.zeros(4, np.float32), np.zeros((len(tokens), 4), np.float32)
        )
        sentences.append(Sentence(len(sentences), kind, article.span("text", start, end), parse))
    return article, sentences


def _names(tags: list[str]) -> tuple[Name, ...]:
    found: list[Name] = []
    for index, tag in enumerate(tags):
        kind: NameKind = tag.partition("-")[2]  # type: ignore[assignment]
        if tag.startswith("B-"):
            found.append(Name(index, index + 1, kind, 0.9))
        elif tag.startswith("I-"):
            found[-1] = Name(found[-1].first, index + 1, kind, 0.9)
    return tuple(found)
