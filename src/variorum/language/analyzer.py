"""Text in, parsed sentences and embeddings out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from variorum.errors import InputError
from variorum.language.decode import best_tags, transitions
from variorum.language.encoder import Batch, Encoder, Window
from variorum.language.lemmas import Lemmatizer
from variorum.language.names import names
from variorum.language.pieces import MAX_PIECES, WordPieces
from variorum.language.sentences import split
from variorum.language.windows import CONTEXT, Share, heads_of, joined, stretches
from variorum.language.words import tokenize
from variorum.model.syntax import Parse, Token, Vector


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence before it is parsed: its words in a text, and where that text starts in its field."""

    text: str
    words: Sequence[tuple[int, int]]
    shift: int


class Analyzer:
    """The language model of one language; load it with `variorum.language.load`."""

    def __init__(self, folder: Traversable, language: str = "en", threads: int = 0) -> None:
        described = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
        self._encoder = Encoder((folder / f"{language}.onnx").read_bytes(), threads)
        tokenizer = Tokenizer.from_str((folder / f"{language}.tokenizer.json").read_text(encoding="utf-8"))
        self._pieces = WordPieces(tokenizer)
        self._upos: list[str] = described["upos"]
        self._feats: list[str] = described["feats"]
        self._relations: list[str] = described["relations"]
        self._tags: list[str] = described["tags"]
        self._allowed = np.full((len(self._upos), len(self._feats)), -1e9, np.float32)
        for row, columns in enumerate(described["allowed"]):
            self._allowed[row, columns] = 0
        self._begin, self._follow = transitions(self._tags)
        with (folder / f"{language}.npz").open("rb") as file:
            arrays = np.load(file)
            self._relation_weight: Vector = arrays["relation_weight"]
            self._relation_bias: Vector = arrays["relation_bias"]
        self._root = self._relations.index("root")
        lemmatizer = Lemmatizer(described.get("lemmas", {}), tokenizer.get_vocab())
        self._lemma = lru_cache(maxsize=200_000)(lemmatizer.lemma)

    def parse(self, texts: Sequence[str], *, offsets: Sequence[int] | None = None) -> list[tuple[Parse, ...]]:
        """Parses texts, each a headline, a paragraph or any other block.

        Args:
            texts: Any Unicode, any length. Two line breaks always end a sentence.
            offsets: Where each text starts in the field that it was cut from; added to all positions.

        Returns:
            For each text its sentences in order; empty for one of white space.
        """
        shifts = offsets if offsets is not None else [0] * len(texts)
        sentences: list[_Sentence] = []
        counts: list[int] = []
        for text, shift in zip(texts, shifts, strict=True):
            spans = tokenize(text)
            groups = split(text, spans)
            counts.append(len(groups))
            sentences.extend(_Sentence(text, spans[first:last], shift) for first, last in groups)
        parses = self._parse(sentences)
        result: list[tuple[Parse, ...]] = []
        position = 0
        for count in counts:
            result.append(tuple(parses[position : position + count]))
            position += count
        return result

    def parse_words(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Parses sentences that are cut into words already; positions count in the words joined by single spaces."""
        given = []
        for words in sentences:
            spans, position = [], 0
            for word in words:
                spans.append((position, position + len(word)))
                position += len(word) + 1
            given.append(_Sentence(" ".join(words), spans, 0))
        return self._parse(given)

    def embed(self, texts: Sequence[str]) -> Vector:
        """Embeddings of unit length, [text, width]; each text is read as one sentence."""
        owner: list[int] = []
        windows: list[Window] = []
        for number, text in enumerate(texts):
            entries = self._pieces.encode([text[start:end] for start, end in tokenize(text)])
            for first, last, _, _ in stretches(entries, 0):
                windows.append(self._window(entries[first:last]))
                owner.append(number)
        result = np.zeros((len(texts), self.dimension), np.float32)
        vectors = np.zeros((len(windows), self.dimension), np.float32)

        def work(chosen: Sequence[int]) -> None:
            vectors[list(chosen)] = self._encoder.run(windows, chosen, only_vectors=True).vectors

        self._encoder.each(self._encoder.batches(windows), work)
        for number, window, vector in zip(owner, windows, vectors, strict=True):
            result[number] += vector * len(window.ids)
        result /= np.maximum(np.linalg.norm(result, axis=1, keepdims=True), 1e-12)
        return result

    @property
    def dimension(self) -> int:
        """Length of an embedding."""
        return 384

    def _window(self, entries: Sequence[tuple[tuple[int, ...], int]]) -> Window:
        ids, shapes, first = [self._pieces.first], [0], [0]
        for pieces, shape in entries:
            first.append(len(ids))
            if len(pieces) == 1:
                ids.append(pieces[0])
                shapes.append(shape)
            else:
                ids.extend(pieces)
                shapes.extend([shape] * len(pieces))
        ids.append(self._pieces.last)
        shapes.append(0)
        return Window(ids, shapes, first)

    def _parse(self, sentences: Sequence[_Sentence]) -> list[Parse]:
        windows: list[Window] = []
        shares: list[Share] = []
        for number, sentence in enumerate(sentences):
            entries = self._pieces.encode([sentence.text[start:end] for start, end in sentence.words])
            if sum(len(pieces) for pieces, _ in entries) <= MAX_PIECES - 2:
                windows.append(self._window(entries))
                shares.append(Share(number, 0, 0, len(entries)))
                continue
            for first, last, own_first, own_last in stretches(entries, CONTEXT):
                windows.append(self._window(entries[first:last]))
                shares.append(Share(number, first, own_first, own_last))
        parts: list[list[Parse]] = [[] for _ in sentences]
        found: list[Parse | None] = [None] * len(windows)

        def work(chosen: Sequence[int]) -> None:
            self._decode(self._encoder.run(windows, chosen), sentences, shares, found)

        self._encoder.each(self._encoder.batches(windows), work)
        for share, parse in zip(shares, found, strict=True):
            if parse is not None:
                parts[share.sentence].append(parse)
        return [several[0] if len(several) == 1 else joined(several) for several in parts]

    def _decode(
        self,
        batch: Batch,
        sentences: Sequence[_Sentence],
        shares: Sequence[Share],
        found: list[Parse | None],
    ) -> None:
        """Turns what the encoder says about a batch into parses, one for each window."""
        starts = batch.starts
        lengths = (np.diff(starts) - 1).tolist()
        upos = batch.upos.argmax(1)
        feats = (batch.feats + self._allowed[upos]).argmax(1)
        kinds, scores = self._name_tags(batch, lengths)
        own = [shares[index] for index in batch.chosen]
        ranges = [(share.first - share.base, share.last - share.base) for share in own]
        heads = heads_of(batch.arcs, lengths, ranges)
        flat_heads = np.concatenate(
            [np.concatenate(([0], heads[row][:length])) + starts[row] for row, length in enumerate(lengths)]
        )
        governors = batch.governor[flat_heads]
        hidden = batch.dependent + governors + batch.dependent * governors
        logits = _gelu(hidden) @ self._relation_weight + self._relation_bias
        logits[:, self._root] = -1e9
        relations = logits.argmax(1)
        for row, (index, share) in enumerate(zip(batch.chosen, own, strict=True)):
            first, last = ranges[row]
            begin, end = int(starts[row]) + 1 + first, int(starts[row]) + 1 + last
            local = heads[row][first:last]
            tokens = self._tokens(
                sentences[share.sentence],
                share,
                upos[begin:end].tolist(),
                feats[begin:end].tolist(),
                np.where(local > 0, local - 1 - first, -1).tolist(),
                relations[begin:end].tolist(),
            )
            found[index] = Parse(
                tokens[0].start,
                tokens[-1].end,
                tokens,
                names([self._tags[tag] for tag in kinds[begin:end].tolist()], scores[begin:end], tokens),
                batch.vectors[row],
                batch.words[begin:end],
            )

    def _tokens(
        self,
        sentence: _Sentence,
        share: Share,
        upos: Sequence[int],
        feats: Sequence[int],
        heads: Sequence[int],
        relations: Sequence[int],
    ) -> tuple[Token, ...]:
        tokens = []
        text, shift = sentence.text, sentence.shift
        words = sentence.words[share.first : share.last]
        for (start, end), pos, bundle, head, relation in zip(words, upos, feats, heads, relations, strict=True):
            word = text[start:end]
            tag, morph = self._upos[pos], self._feats[bundle]
            tokens.append(
                Token(
                    start + shift,
                    end + shift,
                    word,
                    self._lemma(word, tag, morph),
                    tag,
                    morph,
                    head,
                    "root" if head < 0 else self._relations[relation],
                )
            )
        return tuple(tokens)

    def _name_tags(self, batch: Batch, lengths: Sequence[int]) -> tuple[NDArray[np.int64], Vector]:
        """Best name tags of all words, and the probability of their kind."""
        logits = batch.tags - batch.tags.max(1, keepdims=True)
        probability = np.exp(logits)
        probability /= probability.sum(1, keepdims=True)
        tags = logits.argmax(1)
        tags[batch.starts[:-1]] = 0
        rows = [row for row in range(len(lengths)) if tags[batch.starts[row] : batch.starts[row + 1]].any()]
        if rows:
            longest = max(lengths[row] for row in rows)
            grid = np.zeros((len(rows), longest, logits.shape[1]), np.float32)
            for place, row in enumerate(rows):
                grid[place, : lengths[row]] = logits[batch.starts[row] + 1 : batch.starts[row + 1]]
            path = best_tags(grid, self._begin, self._follow)
            for place, row in enumerate(rows):
                tags[batch.starts[row] + 1 : batch.starts[row + 1]] = path[place, : lengths[row]]
        kind = probability.copy()
        kind[:, 1::2] += probability[:, 2::2]
        kind[:, 2::2] = kind[:, 1::2]
        return tags, kind[np.arange(len(tags)), tags]


def _gelu(x: Vector) -> Vector:
    """GELU by its usual approximation with the hyperbolic tangent (Hendrycks and Gimpel 2016)."""
    result: Vector = 0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    return result


LANGUAGES: Final = ("en",)
"""Languages that there is a model for; a language plugs in here, with its files in `data`."""


def supported(language: str) -> bool:
    """Whether there is a model for a language (ISO 639-1 code)."""
    return language in LANGUAGES


@lru_cache(maxsize=len(LANGUAGES))
def load(language: str = "en") -> Analyzer:
    """The model of a language, loaded once per process.

    Raises:
        InputError: There is none for this language.
    """
    if not supported(language):
        raise InputError(f"no language model for {language!r}", f"supported languages: {', '.join(LANGUAGES)}")
    return Analyzer(resources.files("variorum.language") / "data", language)
