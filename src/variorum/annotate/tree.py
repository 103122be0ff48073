"""The dependency tree of one sentence, as the questions that annotators ask it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from variorum.model.syntax import Token


@dataclass(frozen=True, slots=True)
class Tree:
    """Tokens of a sentence with their dependants.

    Attributes:
        tokens: The words of the sentence.
        children: Indices of each token's dependants, ascending.
    """

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Tree:
        """The tree of these tokens; heads outside the sentence count as roots."""
        children: list[list[int]] = [[] for _ in tokens]
        for index, token in enumerate(tokens):
            if 0 <= token.head < len(tokens) and token.head != index:
                children[token.head].append(index)
        return cls(tuple(tokens), tuple(map(tuple, children)))

    def dependants(self, index: int, *relations: str) -> list[int]:
        """Dependants with one of the relations; a relation without subtype stands for all its subtypes."""
        return [
            child
            for child in self.children[index]
            if self.tokens[child].relation in relations or self.tokens[child].relation.partition(":")[0] in relations
        ]

    def dependant(self, index: int, *relations: str) -> int | None:
        """The first of `dependants`, if any."""
        found = self.dependants(index, *relations)
        return found[0] if found else None

    def relation(self, index: int) -> str:
        """The relation of a token to its head, without subtype."""
        return self.tokens[index].relation.partition(":")[0]

    def head(self, index: int) -> int | None:
        """The head of a token, if it has one in the sentence."""
        head = self.tokens[index].head
        return head if 0 <= head < len(self.tokens) and head != index else None

    def subtree(self, index: int, without: Iterable[int] = ()) -> set[int]:
        """The token and all that depends on it, except the subtrees of `without`. Safe on cyclic input."""
        barred = set(without)
        seen: set[int] = set()
        waiting = [index]
        while waiting:
            current = waiting.pop()
            if current in seen or current in barred:
                continue
            seen.add(current)
            waiting.extend(self.children[current])
        return seen
