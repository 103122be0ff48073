"""Quotations of a story, ready to be compared: their words, their speaker, their vectors."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from rapidfuzz.distance import Levenshtein

from variorum.annotate.attributions.roles import HE, SHE, THEY
from variorum.annotate.names import GENERATIONS, TITLES, match
from variorum.annotate.names import words as name_words
from variorum.comparison.entities import StoryEntities
from variorum.comparison.words import forms, is_content
from variorum.model.document import Attribution, AttributionKind, Document, Source
from variorum.model.syntax import Vector
from variorum.model.text import Span

SpeakerRelation = Literal["same", "unknown", "different"]

_MARKS = '"“”'
"""Marks around a nickname, one of which is lost where a name begins with it."""

_PRONOUNS = HE | SHE | THEY | {"it"}
_BY_PRONOUN = 0.7
"""Confidence in a speaker who is only meant by a pronoun, where articles disagree."""

_PREPOSITIONS = frozenset("at by for from in of on to with".split())

_SHORTEST_SENTENCE = 4
"""Words of a sentence that can be an utterance of its own."""

_NESTED = re.compile(r"(?<!\w)['‘](?!\s)([^'‘’“”\"]{1,400}(?:['’]\w[^'‘’“”\"]{0,400}){0,20})['’](?!\w)")
"""A quotation inside a quotation."""

_LONGEST = 1000
"""Words of a quotation that are compared; comparing takes time and memory that grow with the square."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A sentence, or part of one, of an article's quotation.

    Attributes:
        document: Index of its document.
        attribution: Index of the quotation in the document; all its fragments share it. Of a quotation inside it, that
            index less than zero.
        span: The words inside the marks.
        forms: The words as they are compared, without those that are quoted inside.
        content: Number of them that carry meaning of their own.
        kind: How the quotation is reported.
        source: Who said it, if the article tells.
        confidence: Probability that the source is the right one.
        vectors: One contextual vector per token, (tokens, dimension).
    """

    document: int
    attribution: int
    span: Span
    forms: tuple[str, ...]
    content: int
    kind: AttributionKind
    source: Source | None
    confidence: float
    vectors: Vector = field(repr=False, compare=False)

    def with_next(self, following: Fragment, document: Document) -> Fragment:
        """This and the following fragment of the same quotation as one."""
        return dataclasses.replace(
            self,
            span=document.span(self.span.field, self.span.start, following.span.end),
            forms=self.forms + following.forms,
            content=self.content + following.content,
            vectors=np.concatenate([self.vectors, following.vectors]),
        )


def fragments(documents: Sequence[Document]) -> tuple[Fragment, ...]:
    """All quotations of the documents in reading order, those of several sentences cut into their sentences."""
    found = []
    for number, document in enumerate(documents):
        for index, attribution in enumerate(document.attributions):
            if attribution.kind == "indirect":
                continue
            for span, vectors in _sentences(document, attribution):
                inner = _inside(span)
                words = forms(_NESTED.sub(" ", span.quote) if inner else span.quote)[:_LONGEST]
                if not words:
                    continue
                whole = Fragment(
                    document=number,
                    attribution=index,
                    span=span,
                    forms=words,
                    content=sum(map(is_content, words)),
                    kind=attribution.kind,
                    source=attribution.source,
                    confidence=_confidence(attribution),
                    vectors=vectors,
                )
                found.append(whole)
                for part in inner:
                    found.append(_nested(whole, part))
    return tuple(found)


def _confidence(attribution: Attribution) -> float:
    """How sure the speaker is beside what other articles say: whom a pronoun means they may tell better."""
    mention = attribution.source.mention if attribution.source else None
    pronoun = mention is not None and mention.quote.casefold() in _PRONOUNS
    return min(attribution.confidence, _BY_PRONOUN) if pronoun else attribution.confidence


def _inside(span: Span) -> list[Span]:
    """What a quotation quotes in its turn, where that is long enough to be an utterance."""
    inner = []
    for match_ in _NESTED.finditer(span.quote):
        start, end = match_.span(1)
        if len(forms(match_[1])) >= _SHORTEST_SENTENCE:
            inner.append(Span(span.article, span.field, span.start + start, span.start + end, match_[1]))
    return inner


def _nested(whole: Fragment, span: Span) -> Fragment:
    """The words that somebody quotes while being quoted; whose they are is not told surely."""
    words = forms(span.quote)
    return dataclasses.replace(
        whole,
        attribution=-1 - whole.attribution,
        span=span,
        forms=words,
        content=sum(map(is_content, words)),
        source=None,
        confidence=0.0,
        vectors=np.zeros((0, whole.vectors.shape[1]), np.float32),
    )


def speakers(left: Source | None, right: Source | None) -> SpeakerRelation:
    """Whether two sources may be one.

    Only two people with different names are surely different: a person may speak for an organisation, and a
    description ("his lawyer", "one placard") may stand for anyone, as does a pronoun that nobody resolved.
    """
    if left is None or right is None or {left.name.casefold(), right.name.casefold()} & _PRONOUNS:
        return "unknown"
    words = {form.removesuffix("s") for form in forms(left.name) if is_content(form)}
    common = words & {form.removesuffix("s") for form in forms(right.name) if is_content(form)}
    if left.kind == right.kind == "person":
        names = bare_name(left.name), bare_name(right.name)
        if names[0] and names[1]:
            return "same" if _same_person(*names) else "different"
    return "same" if common else "unknown"


def bare_name(source: str) -> str:
    """The name in what an article calls a person, without titles and trades before it; empty if there is none."""
    words = source.split()
    starts = [i + 1 for i, word in enumerate(words) if word.lower().rstrip(".,") in TITLES or word[0].islower()]
    # Particles within a name ("van der", "al") stand between capitals.
    starts = [i for i in starts if len(words[i - 1]) > 3 or words[i - 1].lower().rstrip(".,") in TITLES]
    name = words[max(starts, default=0) :]
    # "The judge at the Assize Court" is a description to its end.
    return "" if name and name[0].lower() in _PREPOSITIONS else " ".join(name)


def _same_person(left: str, right: str) -> bool:
    """Whether two names may be one person's: by a nickname too, or with one letter of the last name different."""
    if match(left, right, "person") != "no":
        return True
    a, b = name_words(left), name_words(right)
    if min(len(a), len(b)) < 2:
        return False
    close = min(len(a[-1]), len(b[-1])) >= 4 and Levenshtein.distance(a[-1], b[-1]) <= 1
    if close and a[:-1] == b[:-1]:
        return True
    short, long = sorted((a[0], b[0]), key=len)
    nickname = any(mark in left + right for mark in _MARKS) or (len(short) > 2 and long.startswith(short))
    return a[-1] == b[-1] and nickname


def fullest_names(sources: Iterable[Source | None], entities: StoryEntities) -> dict[str, str]:
    """For each name of a source the one that the story has for it, people without their titles.

    Who is an entity of the story bears its canonical name, as everywhere else. Of the others a shorter name stands for
    a longer one if it can shorten only that one ("Brandt" for "Ida Brandt").
    """
    kinds = {source.name: source.kind for source in sources if source is not None}
    full = {name: name for name in kinds}
    people = sorted(
        {bare_name(name) for name, kind in kinds.items() if kind == "person"} - {""}, key=lambda n: (-len(n), n)
    )
    chosen: dict[str, str] = {}
    for i, name in enumerate(people):
        longer = {chosen[other] for other in people[:i] if _same_person(name, other)}
        chosen[name] = longer.pop() if len(longer) == 1 else name
    for name, kind in kinds.items():
        if kind == "person":
            own = chosen.get(bare_name(name), name)
            full[name] = _known_person(name, entities) or _known_person(own, entities) or own
    return full


def _known_person(name: str, entities: StoryEntities) -> str | None:
    """The canonical name of the one person of the story who bears this name; a son has not his father's."""
    entity = entities.named(name)
    if entity is None or entities.kinds[entity] != "person":
        return None
    known = bare_name(entities.names[entity])
    return known if known and _generation(known) == _generation(name) else None


def _generation(name: str) -> frozenset[str]:
    return GENERATIONS & {word.lower().rstrip(".") for word in name.split()}


def closeness(left: Fragment, right: Fragment) -> float:
    """Cosine between the shorter quotation and the part of the longer one that is most like it, -1 to 1."""
    short, long = sorted((left.vectors, right.vectors), key=len)
    if not len(short):
        return 0.0
    width = min(len(long), len(short) + 2)
    sums = np.concatenate([np.zeros((1, long.shape[1])), np.cumsum(long, axis=0, dtype=np.float64)])
    windows = sums[width:] - sums[:-width]
    mean = short.sum(axis=0, dtype=np.float64)
    norms = np.linalg.norm(windows, axis=1) * np.linalg.norm(mean)
    cosines = np.divide(windows @ mean, norms, out=np.zeros_like(norms), where=norms > 0)
    return float(cosines.max())


def _sentences(document: Document, attribution: Attribution) -> list[tuple[Span, Vector]]:
    """A quotation cut where sentences end, with the vectors of the tokens; short sentences stay with the one before."""
    content = attribution.content
    cuts: list[int] = []
    rows: list[Vector] = []
    for sentence in document.sentences[attribution.sentence :]:
        if sentence.span.field != content.field or sentence.span.start >= content.end:
            break
        inside = [content.start <= token.start < content.end for token in sentence.tokens]
        vectors = sentence.parse.token_vectors[np.array(inside, dtype=bool)]
        start = max(sentence.span.start, content.start)
        text = document.article.field(content.field)[start : min(sentence.span.end, content.end)]
        if rows and len(forms(text)) < _SHORTEST_SENTENCE:
            rows[-1] = np.concatenate([rows[-1], vectors])
        else:
            cuts.append(start)
            rows.append(vectors)
    if not forms(content.quote):
        return []
    if not rows:
        return [(content, np.zeros((0, 1), dtype=np.float32))]
    cuts[0] = content.start
    spans = []
    for start, end in itertools.pairwise([*cuts, content.end]):
        kept = end - (len(content.quote[: end - content.start]) - len(content.quote[: end - content.start].rstrip()))
        spans.append(document.span(content.field, start, kept))
    return [(span, vectors) for span, vectors in zip(spans, rows, strict=True) if forms(span.quote)]
