"""What the language model says about one sentence."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

NameKind = Literal["person", "organisation", "place", "group", "event", "facility", "thing"]


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word.

    Attributes:
        start: First code point in the text that was parsed.
        end: One past the last.
        text: The characters.
        lemma: Dictionary form, lower case except for proper nouns.
        pos: Universal part of speech, "NOUN".
        morph: Universal features, "Number=Plur|Person=3"; empty if none.
        head: Index in the sentence of the syntactic head; -1 for the root.
        relation: Universal dependency to the head, with subtype, "nsubj:pass".
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    morph: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: tokens `first` to `last` (half-open) of its sentence, with a probability."""

    first: int
    last: int
    kind: NameKind
    score: float


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence as parsed.

    Attributes:
        start: First code point in the text that was parsed.
        end: One past the last.
        tokens: Its words, in order; together with the gaps between them they give the text exactly.
        names: Named entities, in order, never overlapping.
        vector: Unit-length embedding of the sentence, (dimension,).
        token_vectors: One contextual vector per token, (tokens, dimension), not normalised: the mean over some of
            the tokens, normalised, is the embedding of that part of the sentence.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    vector: Vector = dataclasses.field(repr=False, compare=False)
    token_vectors: Vector = dataclasses.field(repr=False, compare=False)
