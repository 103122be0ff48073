"""Sentences into statements: minimal propositions with what they mention and in whose voice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from variorum.annotate.attributions import innermost
from variorum.annotate.clauses import Clause, base, find_clauses
from variorum.annotate.modality import is_denial, is_negated, modality_of
from variorum.model.article import Article
from variorum.model.document import (
    Attribution,
    EntityMention,
    Quantity,
    Sentence,
    Statement,
    TimeExpression,
)
from variorum.model.syntax import Vector
from variorum.model.text import Span

_CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "xcomp", "nmod", "cop", "advmod"})


def find_statements(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[EntityMention],
    attributions: Sequence[Attribution],
    quantities: Sequence[Quantity],
    times: Sequence[TimeExpression],
) -> tuple[Statement, ...]:
    """The statements of an article in reading order; every sentence with a content word has at least one."""
    found: list[Statement] = []
    for sentence in sentences:
        layers = (
            [m for m in mentions if m.sentence == sentence.index],
            [(i, q.span) for i, q in enumerate(quantities) if q.sentence == sentence.index],
            [(i, t.span) for i, t in enumerate(times) if t.sentence == sentence.index],
        )
        clauses = find_clauses(sentence.tokens)
        dates = [part for _, part in layers[2]]
        kept = [c for c in clauses if _says_something(sentence, c, attributions, dates)]
        found.extend(_statement(article, sentence, c, attributions, *layers) for c in sorted(kept, key=_position))
    return tuple(found)


def _position(clause: Clause) -> tuple[int, int]:
    return clause.tokens[0], clause.tokens[-1]


def _says_something(
    sentence: Sentence, clause: Clause, attributions: Sequence[Attribution], dates: Sequence[Span]
) -> bool:
    """Leaves out bare attributions ("police said"), bare dates, and fragments without two content words."""
    content = [i for i in clause.tokens if sentence.tokens[i].pos in _CONTENT_POS]
    framing = [
        (span.start, span.end)
        for a in attributions
        for span in (a.cue, a.source.mention if a.source else None)
        if span is not None and span.field == sentence.span.field
    ]
    framing.extend((span.start, span.end) for span in dates)
    told = [
        i
        for i in content
        if not any(start <= sentence.tokens[i].start and sentence.tokens[i].end <= end for start, end in framing)
    ]
    # A headline may consist of one clause of two words; anything hanging on another clause must add more than a word.
    return len(told) >= 2 or (len(told) == 1 and len(content) >= 2 and clause.parent is None)


def _statement(
    article: Article,
    sentence: Sentence,
    clause: Clause,
    attributions: Sequence[Attribution],
    mentions: Sequence[EntityMention],
    quantities: Sequence[tuple[int, Span]],
    times: Sequence[tuple[int, Span]],
) -> Statement:
    tokens = sentence.tokens
    span = article.span(sentence.span.field, tokens[clause.tokens[0]].start, tokens[clause.tokens[-1]].end)
    own = set(clause.tokens)
    if clause.subject is not None:
        own.add(clause.subject)
    arguments = tuple(
        (tokens[i].relation, i)
        for i in clause.tokens
        if tokens[i].head == clause.predicate and base(tokens[i].relation) in _ARGUMENTS
    )
    if clause.subject is not None and not any(base(r).endswith("subj") for r, _ in arguments):
        arguments = (("nsubj", clause.subject), *arguments)
    governor = tokens[clause.predicate].head
    denied = governor >= 0 and base(tokens[clause.predicate].relation) == "ccomp" and is_denial(tokens[governor])

    def inside(part: Span) -> bool:
        return any(part.start <= tokens[i].start < part.end for i in clause.tokens)

    return Statement(
        span=span,
        sentence=sentence.index,
        tokens=clause.tokens,
        predicate=clause.predicate,
        arguments=arguments,
        entities=tuple(dict.fromkeys(m.entity for m in mentions if any(m.first <= i < m.last for i in own))),
        quantities=tuple(i for i, part in quantities if inside(part)),
        times=tuple(i for i, part in times if inside(part)),
        negated=is_negated(tokens, clause.tokens, clause.predicate) != denied,
        modality=modality_of(tokens, clause.tokens, clause.predicate),
        attribution=innermost(attributions, _at(article, sentence, clause.predicate)),
        vector=_vector(sentence, own),
    )


def _at(article: Article, sentence: Sentence, token: int) -> Span:
    """The span of one word: a clause may wrap what is reported in it, its predicate stands in one voice only."""
    return article.span(sentence.span.field, sentence.tokens[token].start, sentence.tokens[token].end)


def _vector(sentence: Sentence, members: set[int]) -> Vector:
    rows = [i for i in sorted(members) if sentence.tokens[i].pos != "PUNCT"] or sorted(members)
    mean = sentence.parse.token_vectors[rows].mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)
