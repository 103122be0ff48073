"""Sentences into statements: minimal propositions with what they mention and in whose voice."""

from __future__ import annotations

import itertools
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from variorum.annotate.attributions import innermost
from variorum.annotate.attributions.cues import Frame, frames
from variorum.annotate.clauses import Clause, base, find_clauses
from variorum.annotate.modality import is_denied, is_negated, modality_of
from variorum.model.article import Article
from variorum.model.document import (
    Attribution,
    EntityMention,
    Quantity,
    Sentence,
    Statement,
    TimeExpression,
)
from variorum.model.syntax import Token, Vector
from variorum.model.text import Span

_CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_COMPLEMENTS = frozenset({"obj", "ccomp", "xcomp", "obl"})
_OPENING_MARKS = frozenset("\"“‘'«„")
_HANGING = frozenset({"acl", "advcl", "ccomp", "csubj"})
_QUOTED_WORDS = 3
"""Fewer words in quotation marks are no clause."""
_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "xcomp", "nmod", "cop", "advmod"})


def find_statements(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[EntityMention],
    attributions: Sequence[Attribution],
    quantities: Sequence[Quantity],
    times: Sequence[TimeExpression],
) -> tuple[Statement, ...]:
    """The statements of an article in reading order; a sentence that only tells who reports has none."""
    found: list[Statement] = []
    for sentence in sentences:
        layers = (
            [m for m in mentions if m.sentence == sentence.index],
            [(i, q.span) for i, q in enumerate(quantities) if q.sentence == sentence.index],
            [(i, t.span) for i, t in enumerate(times) if t.sentence == sentence.index],
        )
        own = [a for a in attributions if a.content.field == sentence.span.field and _is_cued_in(a, sentence)]
        clauses = _cut_at_marks(sentence, find_clauses(sentence.tokens), own)
        dates = [part for _, part in layers[2]]
        telling = [bool(c.tokens) and _says_something(sentence, c, own, dates) for c in clauses]
        telling = [tells and not _only_frames(sentence.tokens, clauses, k, telling) for k, tells in enumerate(telling)]
        kept = _with_fragments(sentence, clauses, telling, own) or _all_in_one(sentence, clauses, own)
        found.extend(_statement(article, sentence, c, attributions, *layers) for c in sorted(kept, key=_position))
    return tuple(found)


def _is_cued_in(attribution: Attribution, sentence: Sentence) -> bool:
    cue = attribution.cue
    return cue is not None and sentence.span.start <= cue.start < sentence.span.end


def _cut_at_marks(
    sentence: Sentence, clauses: Sequence[Clause], attributions: Sequence[Attribution]
) -> Sequence[Clause]:
    """The clauses, without who says so in one that runs on into it: "Thousands gather | , wrote one user".

    What is taken into another one is left without words, as clauses are known by their places.
    """
    tokens = sentence.tokens
    clauses = [_behind_colon(tokens, clause) for clause in clauses]
    spoken = {item.cue.start: item.content for item in attributions if item.kind == "direct" and item.cue}
    found = list(clauses)
    for number, clause in enumerate(clauses):
        content = next((spoken[tokens[i].start] for i in clause.tokens if tokens[i].start in spoken), None)
        if content is None:
            continue
        below = [k for k, other in enumerate(clauses) if other.parent == number]
        inside = {
            i for k in (number, *below) for i in clauses[k].tokens if content.start <= tokens[i].start < content.end
        }
        words = sorted(i for i in inside if tokens[i].pos != "PUNCT")
        if not inside.intersection(clause.tokens) or len(words) < _QUOTED_WORDS:
            continue
        verbs = [i for i in words if tokens[i].pos == "VERB"]
        predicate = clause.predicate if clause.predicate in inside else (verbs or words)[0]
        subject = clause.subject if clause.subject in inside else None
        if subject is None and predicate != words[0] and tokens[words[0]].pos in ("NOUN", "PROPN", "PRON"):
            subject = words[0]
        whole = tuple(i for i in sorted(inside) if words[0] <= i <= words[-1])
        found[number] = replace(clause, predicate=predicate, tokens=whole, subject=subject)
        for k in below:
            if inside.issuperset(clauses[k].tokens):
                found[k] = replace(clauses[k], tokens=())
    return found


def _behind_colon(tokens: Sequence[Token], clause: Clause) -> Clause:
    """A clause without what introduces it as a quotation: "told | the Courier: | "The bridge fell."."""
    for place, (index, following) in enumerate(itertools.pairwise(clause.tokens)):
        if tokens[index].text == ":" and tokens[following].text in _OPENING_MARKS and following < clause.predicate:
            own = clause.tokens[place + 2 :]
            return replace(clause, tokens=own, subject=clause.subject if clause.subject in own else None)
    return clause


def _only_frames(tokens: Sequence[Token], clauses: Sequence[Clause], number: int, telling: Sequence[bool]) -> bool:
    """Whether a clause only leads to one that says something: "I hope | that the bridge holds"."""
    led = any(
        clause.parent == number and tells and base(tokens[clause.predicate].relation) == "ccomp"
        for clause, tells in zip(clauses, telling, strict=True)
    )
    return led and sum(tokens[i].pos in _CONTENT_POS for i in clauses[number].tokens) == 1


def _with_fragments(
    sentence: Sentence, clauses: Sequence[Clause], telling: Sequence[bool], attributions: Sequence[Attribution]
) -> list[Clause]:
    """The clauses that say something, with those beside them that say too little: "is wrong | wherever they do it"."""
    tokens = sentence.tokens
    words = [set(clause.tokens) for clause in clauses]
    leading = {clause.parent for clause, tells in zip(clauses, telling, strict=True) if tells}
    for number in reversed(range(len(clauses))):
        clause = clauses[number]
        outer = clause.parent
        # What leads to a clause that tells something ("to mourn | those who died") would be cut off behind it.
        if telling[number] or number in leading or not clause.tokens or outer is None or not telling[outer]:
            continue
        hangs_on = base(tokens[clause.predicate].relation) in _HANGING
        joined = not words[outer].isdisjoint((clause.tokens[0] - 1, clause.tokens[-1] + 1))
        reports = _is_aside(tokens, clause) or any(_only_reports(tokens, clause, a) for a in attributions)
        if hangs_on and joined and not reports:
            words[outer] |= words[number]
    return [
        replace(clause, tokens=tuple(sorted(words[number]))) for number, clause in enumerate(clauses) if telling[number]
    ]


def _position(clause: Clause) -> tuple[int, int]:
    return clause.tokens[0], clause.tokens[-1]


def _says_something(
    sentence: Sentence, clause: Clause, attributions: Sequence[Attribution], dates: Sequence[Span]
) -> bool:
    """Leaves out bare attributions ("police said"), bare dates, and fragments without two content words.

    When something happened counts as one: "who served from 1967 to 1979".
    """
    tokens = sentence.tokens
    if _is_aside(tokens, clause) or any(_only_reports(tokens, clause, a) for a in attributions):
        return False
    dated = [i for i in clause.tokens if any(date.start <= tokens[i].start < date.end for date in dates)]
    told = [i for i in clause.tokens if tokens[i].pos in _CONTENT_POS and i not in dated]
    # "Nobody died." is a whole statement; what hangs on another clause must add more than a word.
    alone = clause.parent is None and clause.subject is not None and tokens[clause.predicate].pos in ("VERB", "ADJ")
    when = bool(dated) and tokens[clause.predicate].pos == "VERB" and clause.predicate not in dated
    return len(told) + when >= (1 if alone else 2)


def _is_aside(tokens: Sequence[Token], clause: Clause) -> bool:
    """Says only who says what the sentence says: "as several witnesses claimed"."""
    own = [i for i in clause.tokens if tokens[i].head == clause.predicate]
    marked = any(tokens[i].text.lower() == "as" and base(tokens[i].relation) in ("mark", "advmod") for i in own)
    told = any(base(token.relation) in _COMPLEMENTS for token in tokens if token.head == clause.predicate)
    return marked and not told and bool(frames(tokens[clause.predicate].text) & Frame.CLAUSE)


def _all_in_one(sentence: Sentence, clauses: Sequence[Clause], attributions: Sequence[Attribution]) -> list[Clause]:
    """What is reported by a sentence whose clauses say too little each: "he thinks | he blacked out"."""
    tokens = sentence.tokens
    below: dict[int | None, list[int]] = defaultdict(list)
    for number, clause in enumerate(clauses):
        below[clause.parent].append(number)
    waiting = deque(below[None])
    while waiting:
        number = waiting.popleft()
        outer = clauses[number]
        if not outer.tokens or outer.subject is None or any(_only_reports(tokens, outer, a) for a in attributions):
            waiting.extend(below[number])
            continue
        members = [number]
        for member in members:
            members.extend(below[member])
        words = sorted(i for member in members for i in clauses[member].tokens)
        if tokens[outer.predicate].pos in ("VERB", "ADJ") or sum(tokens[i].pos in _CONTENT_POS for i in words) > 1:
            return [replace(outer, tokens=tuple(words))]
    return []


def _only_reports(tokens: Sequence[Token], clause: Clause, attribution: Attribution) -> bool:
    """The clause is no more than the frame of something reported elsewhere: its predicate is the cue."""
    cue, content = attribution.cue, attribution.content
    if cue is None or not cue.start <= tokens[clause.predicate].start < cue.end:
        return False
    return not any(content.start <= tokens[i].start < content.end for i in clause.tokens if tokens[i].pos != "PUNCT")


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
        negated=is_negated(tokens, clause.tokens, clause.predicate),
        denied=is_denied(tokens, clause.predicate),
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
