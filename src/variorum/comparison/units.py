"""The statements of a story as arrays, so that all pairs of them can be weighed at once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from variorum.annotate.attributions.cues import Frame, frames
from variorum.annotate.clauses import base, clause_of, find_clauses, stands_alone
from variorum.annotate.names import words
from variorum.annotate.quantities.number_words import SMALL
from variorum.comparison.entities import StoryEntities
from variorum.model.document import Document, Sentence, Statement
from variorum.model.syntax import Token, Vector

CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})

_TELLING_POS = CONTENT_POS - {"ADV"}
_TELLING_WORDS = 3
"""Fewer such words in a clause that does not stand alone tell nothing of their own."""
_OCCASIONS = frozenset("speaking talking writing responding answering asked".split())
"""Participles that tell how somebody came to say something."""
_COPIED_WORDS = 4
"""Shorter sentences may be worded alike by chance."""

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Unit:
    """One statement with where it stands."""

    document: int
    number: int
    statement: Statement
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Units:
    """All statements of a story, article after article, and what they are made of.

    Attributes:
        items: The statements.
        documents: Index of the document of each, (units,).
        sentences: Index of its sentence in the document, (units,), never falling within a document.
        vectors: Embeddings of the statements, (units, dimension).
        sentence_vectors: Embeddings of their sentences, (units, dimension).
        word_vectors: Unit vectors of their content words, statement after statement, (words, dimension).
        word_weights: How telling each of those words is in this story, (words,).
        word_starts: Where each statement's words begin in `word_vectors`, (units + 1,); no statement is empty.
        lemmas: Weight of each lemma in each statement, (units, lemmas).
        sentence_lemmas: The same of the whole sentence.
        entities: Weight of each story entity in each statement, (units, entities).
        numbers: Which numbers stand in each, (units, distinct numbers).
    """

    items: tuple[Unit, ...]
    documents: Integers
    sentences: Integers
    vectors: Vector
    sentence_vectors: Vector
    word_vectors: Vector
    word_weights: Floats
    word_starts: Integers
    lemmas: sparse.csr_array
    sentence_lemmas: sparse.csr_array
    entities: sparse.csr_array
    numbers: sparse.csr_array

    def __len__(self) -> int:
        return len(self.items)


def collect(documents: Sequence[Document]) -> tuple[Unit, ...]:
    """All statements of the documents, in order."""
    return tuple(
        Unit(d, n, statement, document.sentences[statement.sentence])
        for d, document in enumerate(documents)
        for n, statement in enumerate(document.statements)
    )


def originals(items: Sequence[Unit]) -> list[int]:
    """For each statement the first of the same words in a sentence of the same words; itself where it is the first.

    Copies say nothing new: they follow their original into its point instead of voting for it. Short sentences, which
    may be worded alike by chance, count as copied where a longer one beside them is.
    """
    spelled = {(unit.document, unit.sentence.index): _spelled(unit.sentence) for unit in items}
    first: dict[tuple[tuple[str, ...], tuple[int, ...]], int] = {}
    short: dict[tuple[tuple[str, ...], tuple[int, ...]], list[int]] = defaultdict(list)
    found = []
    for number, unit in enumerate(items):
        words_ = spelled[unit.document, unit.sentence.index]
        same = words_, unit.statement.tokens
        if len(words_) >= _COPIED_WORDS:
            found.append(first.setdefault(same, number))
            continue
        earlier = next((other for other in short[same] if _beside_a_copy(items[other], unit, spelled)), None)
        found.append(number if earlier is None else found[earlier])
        short[same].append(number)
    return found


def _spelled(sentence: Sentence) -> tuple[str, ...]:
    return tuple(_letters(token.text) for token in sentence.tokens if token.pos != "PUNCT")


def _beside_a_copy(original: Unit, copy: Unit, spelled: Mapping[tuple[int, int], tuple[str, ...]]) -> bool:
    """Whether the sentences right before or right after two of the same words are of the same words as well."""
    for step in (-1, 1):
        left = spelled.get((original.document, original.sentence.index + step), ())
        if len(left) >= _COPIED_WORDS and left == spelled.get((copy.document, copy.sentence.index + step)):
            return True
    return False


def _letters(text: str) -> str:
    """A word however it is written: "8" is "eight"."""
    word = text.casefold().replace("’", "'")
    return str(SMALL.get(word, word))


def is_slight(unit: Unit) -> bool:
    """Whether a statement is a word or two about another one: "stationed abroad", "to leave", "it appears (that)".

    Or tells no more than when something was said: "Speaking to the Courier, he said that ...". Numbers and times always
    tell something.
    """
    statement, tokens = unit.statement, unit.sentence.tokens
    if _is_occasion(tokens, statement.predicate):
        return True
    if statement.quantities or statement.times:
        return False
    telling = [tokens[i].pos for i in statement.tokens if tokens[i].pos in _TELLING_POS]
    if len(telling) >= _TELLING_WORDS or "NUM" in telling:
        return False
    clause = clause_of(find_clauses(tokens), statement.predicate)
    return clause is not None and (not stands_alone(tokens, clause) or _introduces(tokens, statement))


def _is_occasion(tokens: Sequence[Token], predicate: int) -> bool:
    """Whether a participle tells the occasion of a report: "asked about the strike, she said"."""
    token = tokens[predicate]
    if token.text.casefold() not in _OCCASIONS or base(token.relation) != "advcl" or token.head < predicate:
        return False
    helped = any(other.head == predicate and base(other.relation) == "aux" for other in tokens)
    return not helped and bool(frames(tokens[token.head].text) & Frame.CLAUSE)


def _introduces(tokens: Sequence[Token], statement: Statement) -> bool:
    """Whether a clause only leads to the one behind it: "it appears that", "it is not clear whether"."""
    others = [tokens[i] for i in statement.tokens if i != statement.predicate and tokens[i].pos != "PUNCT"]
    behind = any(token.head == statement.predicate and i not in statement.tokens for i, token in enumerate(tokens))
    return (
        behind
        and "it" in {token.text.casefold() for token in others}
        and all(token.text.casefold() == "it" or token.pos in ("AUX", "ADV", "PART") for token in others)
    )


def build(items: Sequence[Unit], documents: Sequence[Document], entities: StoryEntities) -> Units:
    """Arrays of these statements of the documents."""
    items = tuple(items)
    dimension = items[0].statement.vector.shape[0] if items else 1
    sentences = {(unit.document, unit.sentence.index): unit.sentence for unit in items}
    weights = _weights(set(_lemmas(sentence.tokens)) for sentence in sentences.values())
    rows: list[Vector] = []
    word_weights: list[float] = []
    starts = [0]
    for unit in items:
        kept = _content(unit.sentence, unit.statement.tokens)
        vectors = unit.sentence.parse.token_vectors[kept]
        rows.append(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))
        word_weights.extend(weights.get(_lemma(unit.sentence.tokens[i]), 0.0) + 0.1 for i in kept)
        starts.append(len(word_weights))
    entity_sets = [{entities.of(unit.document, entity) for entity in unit.statement.entities} for unit in items]
    return Units(
        items=items,
        documents=np.array([unit.document for unit in items], dtype=np.int64),
        sentences=np.array([unit.sentence.index for unit in items], dtype=np.int64),
        vectors=_stack([unit.statement.vector for unit in items], dimension),
        sentence_vectors=_stack([unit.sentence.parse.vector for unit in items], dimension),
        word_vectors=np.concatenate(rows).astype(np.float32) if rows else np.zeros((0, dimension), np.float32),
        word_weights=np.array(word_weights, dtype=np.float32),
        word_starts=np.array(starts, dtype=np.int64),
        lemmas=_bags([set(_lemmas([u.sentence.tokens[i] for i in u.statement.tokens])) for u in items], weights),
        sentence_lemmas=_bags([set(_lemmas(u.sentence.tokens)) for u in items], weights),
        entities=_bags([{str(e) for e in s} for s in entity_sets], _weights({str(e) for e in s} for s in entity_sets)),
        numbers=_bags([_numbers(documents[u.document], u.statement) for u in items], None),
    )


def _content(sentence: Sentence, indices: Sequence[int]) -> list[int]:
    kept = [i for i in indices if sentence.tokens[i].pos in CONTENT_POS]
    return kept or list(indices)


def _lemma(token: Token) -> str:
    """The dictionary form without case, accents and marks."""
    return " ".join(words(token.lemma)) or token.text.casefold()


def _lemmas(tokens: Iterable[Token]) -> Iterable[str]:
    return (_lemma(token) for token in tokens if token.pos in CONTENT_POS)


def _numbers(document: Document, statement: Statement) -> set[str]:
    return {f"{document.quantities[i].low:g}:{document.quantities[i].high:g}" for i in statement.quantities}


def _weights(sets: Iterable[set[str]]) -> dict[str, float]:
    """Inverse document frequency over the sentences (or statements) of the story."""
    every = list(sets)
    counts = Counter(word for words_ in every for word in words_)
    return {word: math.log(len(every) / count) for word, count in counts.items()}


def _bags(sets: Sequence[set[str]], weights: dict[str, float] | None) -> sparse.csr_array:
    """Rows of square roots of weights: the product of two rows is the weight of what they share."""
    column: dict[str, int] = {}
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for bag in sets:
        for word in sorted(bag):
            indices.append(column.setdefault(word, len(column)))
            data.append(1.0 if weights is None else math.sqrt(max(weights.get(word, 0.0), 0.0)))
        starts.append(len(indices))
    return sparse.csr_array(
        (np.array(data, np.float32), np.array(indices, np.int32), np.array(starts, np.int32)),
        shape=(len(sets), max(len(column), 1)),
    )


def _stack(vectors: Sequence[Vector], dimension: int) -> Vector:
    return np.stack(vectors) if vectors else np.zeros((0, dimension), np.float32)
