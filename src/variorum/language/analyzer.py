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
from variorum.language.decode import best_tags, transitions, trees
from variorum.language.encoder import Batch, Encoder, Window
from variorum.language.lemmas import Lemmatizer
from variorum.language.names import names
from variorum.language.pieces import MAX_PIECES, WordPieces
from variorum.language.sentences import split
from variorum.language.words import tokenize
from variorum.model.syntax import Name, Parse, Token, Vector

_CONTEXT: Final = 60
"""Words that a window of a very long sentence sees on either side of those that it answers for."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence before it is parsed: its words in a text, and where that text starts in its field."""

    text: str
    words: Sequence[tuple[int, int]]
    shift: int


@dataclass(frozen=True, slots=True)
class _Share:
    """What a window does: it starts at word `base` of a sentence and answers for the words `first` to `last`."""

    sentence: int
    base: int
    first: int
    last: int


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
        joined = []
        for words in sentences:
            spans, position = [], 0
            for word in words:
                spans.append((position, position + len(word)))
                position += len(word) + 1
            joined.append(_Sentence(" ".join(words), spans, 0))
        return self._parse(joined)

    def embed(self, texts: Sequence[str]) -> Vector:
        """Embeddings of unit length, [text, width]; each text is read as one sentence."""
        owner: list[int] = []
        windows: list[Window] = []
        for number, text in enumerate(texts):
            entries = self._pieces.encode([text[start:end] for start, end in tokenize(text)])
            for first, last, _, _ in _stretches(entries, 0):
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
        shares: list[_Share] = []
        for number, sentence in enumerate(sentences):
            entries = self._pieces.encode([sentence.text[start:end] for start, end in sentence.words])
            if sum(len(pieces) for pieces, _ in entries) <= MAX_PIECES - 2:
                windows.append(self._window(entries))
                shares.append(_Share(number, 0, 0, len(entries)))
                continue
            for first, last, own_first, own_last in _stretches(entries, _CONTEXT):
                windows.append(self._window(entries[first:last]))
                shares.append(_Share(number, first, own_first, own_last))
        parts: list[list[Parse]] = [[] for _ in sentences]
        found: list[Parse | None] = [None] * len(windows)

        def work(chosen: Sequence[int]) -> None:
            self._decode(self._encoder.run(windows, chosen), sentences, shares, found)

        self._encoder.each(self._encoder.batches(windows), work)
        for share, parse in zip(shares, found, strict=True):
            if parse is not None:
                parts[share.sentence].append(parse)
        return [several[0] if len(several) == 1 else _joined(several) for several in parts]

    def _decode(
        self,
        batch: Batch,
        sentences: Sequence[_Sentence],
        shares: Sequence[_Share],
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
        heads = _heads(batch.arcs, lengths, ranges)
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
        share: _Share,
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


def _heads(arcs: Vector, lengths: Sequence[int], ranges: Sequence[tuple[int, int]]) -> list[NDArray[np.int64]]:
    """Heads of each window; where a window answers for a part of its words only, the tree is that of this part."""
    found = trees(arcs, lengths)
    result = []
    for row, (length, (first, last)) in enumerate(zip(lengths, ranges, strict=True)):
        heads = found[row, :length]
        if (first, last) != (0, length):
            inside = np.r_[0, first + 1 : last + 1]
            part = trees(arcs[row][np.ix_(inside, inside)][None], [last - first])[0]
            heads = heads.copy()
            heads[first:last] = np.where(part > 0, part + first, 0)
        result.append(heads)
    return result


def _gelu(x: Vector) -> Vector:
    """GELU by its usual approximation with the hyperbolic tangent (Hendrycks and Gimpel 2016)."""
    result: Vector = 0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    return result


def _stretches(entries: Sequence[tuple[tuple[int, ...], int]], context: int) -> list[tuple[int, int, int, int]]:
    """Stretches of words that fit into the encoder: (first, last, first answered for, last answered for).

    Neighbours overlap, so that every word is seen with words on either side; each word is answered for once.
    """
    stretches: list[tuple[int, int, int, int]] = []
    first = answered = 0
    while True:
        last, size = first, 0
        while last < len(entries) and size + len(entries[last][0]) <= MAX_PIECES - 2:
            size += len(entries[last][0])
            last += 1
        # Where words have very many pieces, a stretch is short.
        margin = min(context, (last - first) // 4)
        end = len(entries) if last == len(entries) else last - margin
        stretches.append((first, last, answered, end))
        if last == len(entries):
            return stretches
        first, answered = end - margin, end


def _joined(parts: Sequence[Parse]) -> Parse:
    """One parse of the windows of a long sentence; the later ones hang on the first as `parataxis`."""
    tokens: list[Token] = []
    found: list[Name] = []
    top = next(index for index, token in enumerate(parts[0].tokens) if token.head < 0)
    for part in parts:
        base = len(tokens)
        for token in part.tokens:
            later_root = token.head < 0 and base > 0
            head = top if later_root else token.head + base if token.head >= 0 else -1
            relation = "parataxis" if later_root else token.relation
            tokens.append(
                Token(token.start, token.end, token.text, token.lemma, token.pos, token.morph, head, relation)
            )
        found += [Name(name.first + base, name.last + base, name.kind, name.score) for name in part.names]
    vector = np.sum([part.vector * len(part.tokens) for part in parts], 0)
    return Parse(
        tokens[0].start,
        tokens[-1].end,
        tuple(tokens),
        tuple(found),
        (vector / max(float(np.linalg.norm(vector)), 1e-12)).astype(np.float32),
        np.concatenate([part.token_vectors for part in parts]),
    )


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
