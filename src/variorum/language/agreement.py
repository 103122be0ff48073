"""One name, one kind: what a name names is decided by all of its mentions in a document."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from variorum.model.syntax import Name, NameKind, Parse, Token

_OFTEN: Final = 2
"""Mentions that make a name known, so that it is seen where the model overlooked it."""

_LOCATING: Final = frozenset("in at from near around outside".split())
"""Prepositions before places."""
_NO_FIRST_NAMES: Final = frozenset(("of", "the"))

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the mentions of a name say together.

    Attributes:
        kind: The kind with the greatest sum of scores.
        score: That sum for each mention, those of other kinds included.
        mentions: How many there are.
    """

    kind: NameKind
    score: float
    mentions: int


def agreed(sentences: Sequence[Parse]) -> list[Parse]:
    """The sentences of one document, with every name of the same kind wherever it stands.

    Most names of a text mean one thing throughout ("one sense per discourse": Gale, Church and Yarowsky 1992), and
    some of its sentences say more clearly what. Where a name that is mentioned at least twice stands elsewhere as
    proper nouns and nothing else, it is named there too. The last name of somebody who is named in full is a person's,
    unless something is or happens "in" it.
    """
    votes: defaultdict[_Words, list[Name]] = defaultdict(list)
    for sentence in sentences:
        for name in sentence.names:
            votes[_words(sentence.tokens[name.first : name.last])].append(name)
    verdicts = {words: _verdict(names) for words, names in votes.items()}
    placed = _placed(sentences)
    for words, verdict in list(verdicts.items()):
        last = words[-1:]
        in_full = verdict.kind == "person" and len(words) > 1 and words[0] not in _NO_FIRST_NAMES
        if in_full and last in verdicts and last not in placed and verdicts[last].kind != "person":
            verdicts[last] = replace(verdicts[last], kind="person", score=verdict.score)
    return [_named(sentence, verdicts) for sentence in sentences]


def _placed(sentences: Sequence[Parse]) -> set[_Words]:
    """The names of one word in which, or from which, something is said to be."""
    return {
        _words(sentence.tokens[name.first : name.last])
        for sentence in sentences
        for name in sentence.names
        if name.last - name.first == 1 and name.first and sentence.tokens[name.first - 1].text.casefold() in _LOCATING
    }


def _words(tokens: Sequence[Token]) -> _Words:
    return tuple(token.text.casefold() for token in tokens)


def _verdict(names: Sequence[Name]) -> _Verdict:
    sums: defaultdict[NameKind, float] = defaultdict(float)
    for name in names:
        sums[name.kind] += name.score
    kind = max(sums, key=lambda kind: sums[kind])
    return _Verdict(kind, sums[kind] / len(names), len(names))


def _named(sentence: Parse, verdicts: Mapping[_Words, _Verdict]) -> Parse:
    names = [
        name if name.kind == verdict.kind else replace(name, kind=verdict.kind, score=verdict.score)
        for name in sentence.names
        for verdict in [verdicts[_words(sentence.tokens[name.first : name.last])]]
    ]
    for first, last in _runs(sentence.tokens):
        verdict = verdicts.get(_words(sentence.tokens[first:last]))
        overlooked = all(name.last <= first or last <= name.first for name in names)
        if verdict is not None and verdict.mentions >= _OFTEN and overlooked:
            names.append(Name(first, last, verdict.kind, verdict.score))
    return replace(sentence, names=tuple(sorted(names, key=lambda name: name.first)))


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Longest stretches of proper nouns."""
    for proper, group in itertools.groupby(range(len(tokens)), key=lambda index: tokens[index].pos == "PROPN"):
        indices = list(group)
        if proper:
            yield indices[0], indices[-1] + 1
