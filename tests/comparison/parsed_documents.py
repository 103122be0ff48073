"""Documents from hand-made parses: one word per line as "form POS head relation [lemma]", blank line between sentences.

Heads count from 1 in the sentence, 0 is the root. A name's kind stands after its first word's lemma: "@person:2" for a
name of two words.
"""

from __future__ import annotations

import numpy as np

from variorum.model.article import Article
from variorum.model.document import Attribution, AttributionKind, Document, Entity, EntityMention, Sentence
from variorum.model.syntax import NameKind, Parse, Token

_CLOSERS = frozenset(". , ' 's ’s ) ; : ” ?".split())
_OPENERS = ("“", "(")


def parsed(id: str, text: str, headline: bool = False) -> Document:
    """A document whose first sentence is a headline if told so."""
    tokens: list[list[Token]] = []
    names: list[tuple[int, int, int, NameKind]] = []
    written = ""
    for number, block in enumerate(text.strip().split("\n\n")):
        row: list[Token] = []
        for line in block.strip().splitlines():
            form, pos, head, relation, *rest = line.split()
            lemma = next((item for item in rest if not item.startswith("@")), form if pos == "PROPN" else form.lower())
            glued = not written or form in _CLOSERS or written.endswith(_OPENERS)
            written += "" if glued else " "
            morph = "Number=Plur" if pos == "NOUN" and lemma != form.lower() else ""
            start = len(written)
            written += form
            row.append(Token(start, len(written), form, lemma, pos, morph, int(head) - 1, relation))
            for item in rest:
                if item.startswith("@"):
                    kind, _, length = item[1:].partition(":")
                    names.append((number, len(row) - 1, len(row) - 1 + int(length or 1), kind))  # type: ignore[arg-type]
        tokens.append(row)
    article = Article(id, "", written)
    sentences = tuple(
        Sentence(
            number,
            "headline" if headline and number == 0 else "paragraph",
            article.span("text", row[0].start, row[-1].end),
            Parse(row[0].start, row[-1].end, tuple(row), (), np.zeros(2, np.float32), _vectors(row)),
        )
        for number, row in enumerate(tokens)
    )
    entities: list[Entity] = []
    mentions: list[EntityMention] = []
    for number, first, last, kind in names:
        span = article.span("text", tokens[number][first].start, tokens[number][last - 1].end)
        name = next((e for e in entities if e.name.endswith(span.quote)), None)
        if name is None:
            name = Entity(span.quote, kind, (span.quote,))
            entities.append(name)
        mentions.append(EntityMention(span, number, first, last, entities.index(name)))
    return Document(article, sentences, tuple(entities), tuple(mentions))


def attributed(document: Document, words: str, kind: AttributionKind) -> tuple[Attribution, ...]:
    """The first occurrence of some words as reported speech."""
    start = document.article.text.index(words)
    sentence = next(s.index for s in document.sentences if s.span.end > start)
    return (Attribution(kind, document.span("text", start, start + len(words)), None, None, sentence, 0, 0.9),)


def _vectors(row: list[Token]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Equal words have equal vectors, others are orthogonal or opposite."""
    angles = [sum(map(ord, token.lemma)) % 360 for token in row]
    return np.array([[np.cos(np.radians(a)), np.sin(np.radians(a))] for a in angles], dtype=np.float32)
