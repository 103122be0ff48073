"""An article laid out for looking around a quotation: which words stand before it, after it and within it."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.annotate.attributions.quotations import Quotation
from variorum.annotate.tree import Tree
from variorum.model.article import Article
from variorum.model.document import Sentence

_ENDS = frozenset(". ? ! …".split())
# A credit is no longer than this.
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Word:
    """A token by the number of its sentence and its index there."""

    sentence: int
    index: int


@dataclass(frozen=True, slots=True)
class Page:
    """An article's sentences and quotations.

    Attributes:
        sentences: All sentences.
        trees: Their trees.
        quoted: For each sentence and token the number of the quotation that it stands in, or -1.
        words: For each content block the tokens of its sentences.
        starts: For each content block the first code points of `words`.
    """

    sentences: Sequence[Sentence]
    trees: Sequence[Tree]
    quoted: Sequence[Sequence[int]]
    words: Sequence[Sequence[Word]]
    starts: Sequence[Sequence[int]]

    def text(self, word: Word) -> str:
        """The characters of a word."""
        return self.sentences[word.sentence].tokens[word.index].text

    def is_quoted(self, word: Word) -> bool:
        """Whether the word stands within marks."""
        return self.quoted[word.sentence][word.index] >= 0

    def first_word(self, quotation: Quotation) -> Word | None:
        """The first word inside the marks."""
        at = bisect.bisect_left(self.starts[quotation.block], quotation.start)
        words = self.words[quotation.block]
        return words[at] if at < len(words) else None

    def sentence_of(self, quotation: Quotation, *, end: bool = False) -> int:
        """Number of the sentence in which a quotation begins, or ends."""
        at = quotation.end - 1 if end else quotation.start
        words = self.words[quotation.block]
        if not words:
            return 0
        return words[max(0, bisect.bisect_right(self.starts[quotation.block], at) - 1)].sentence

    def left(self, quotation: Quotation) -> list[Word]:
        """The words of the quotation's sentence before it, back to the quotation before.

        For a quotation that begins its block, the end of the block before if that ends in a colon.
        """
        words = self.words[quotation.block]
        at = bisect.bisect_left(self.starts[quotation.block], quotation.outer_start)
        found = self._back(words, at)
        if not found and at == 0 and quotation.block:
            lead = self.words[quotation.block - 1]
            if lead and self.text(lead[-1]) == ":":
                return self._back(lead, len(lead))
        return found

    def right(self, quotation: Quotation) -> list[Word]:
        """The words of the quotation's sentence after it, up to the quotation that follows."""
        words = self.words[quotation.block]
        at = bisect.bisect_left(self.starts[quotation.block], quotation.outer_end)
        found: list[Word] = []
        while at < len(words) and len(found) < _LONGEST:
            word = words[at]
            if self.is_quoted(word) or (found and word.index == 0):
                break
            found.append(word)
            if self.text(word) in _ENDS:
                break
            at += 1
        return found

    def only_credit_between(self, former: Quotation, latter: Quotation, *, after: bool) -> bool:
        """Whether nothing stands between two quotations of one block, or only the credit that follows the former."""
        starts = self.starts[former.block]
        between = bisect.bisect_left(starts, latter.outer_start) - bisect.bisect_left(starts, former.outer_end)
        return between <= (len(self.right(former)) if after else 0)

    def opens_block(self, quotation: Quotation) -> bool:
        """Whether the quotation begins its block."""
        return bisect.bisect_left(self.starts[quotation.block], quotation.outer_start) == 0

    def closes_block(self, quotation: Quotation) -> bool:
        """Whether nothing but a credit follows the quotation in its block."""
        at = bisect.bisect_left(self.starts[quotation.block], quotation.outer_end)
        return len(self.words[quotation.block]) - at <= len(self.right(quotation)) + 1

    def _back(self, words: Sequence[Word], at: int) -> list[Word]:
        found: list[Word] = []
        while at > 0 and len(found) < _LONGEST:
            at -= 1
            word = words[at]
            if self.is_quoted(word) or self.text(word) in _ENDS:
                break
            found.append(word)
            if word.index == 0:
                break
        return found[::-1]


def lay_out(
    article: Article, sentences: Sequence[Sentence], trees: Sequence[Tree], quotations: Sequence[Quotation]
) -> Page:
    """Finds for every token its block and the quotation that it stands in."""
    blocks = article.content()
    number_of = {(block.field, block.start): number for number, block in enumerate(blocks)}
    starts_in = {name: sorted(start for field, start in number_of if field == name) for name in ("title", "text")}
    inside: list[list[tuple[int, Quotation]]] = [[] for _ in blocks]
    for number, quotation in enumerate(quotations):
        inside[quotation.block].append((number, quotation))
    words: list[list[Word]] = [[] for _ in blocks]
    starts: list[list[int]] = [[] for _ in blocks]
    quoted: list[list[int]] = []
    for number, sentence in enumerate(sentences):
        field = sentence.span.field
        at = max(0, bisect.bisect_right(starts_in[field], sentence.span.start) - 1)
        block = number_of[field, starts_in[field][at]]
        flags: list[int] = []
        pointer = 0
        for index, token in enumerate(sentence.tokens):
            while pointer < len(inside[block]) and inside[block][pointer][1].outer_end <= token.start:
                pointer += 1
            held = pointer < len(inside[block]) and token.end > inside[block][pointer][1].outer_start
            flags.append(inside[block][pointer][0] if held else -1)
            words[block].append(Word(number, index))
            starts[block].append(token.start)
        quoted.append(flags)
    return Page(sentences, trees, quoted, words, starts)
