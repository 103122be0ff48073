"""Finds what credits a quotation in marks: the reporting word beside it and the phrase that names its speaker.

Newspapers place the credit after the quotation ("...," said X), before it (X said: "..."), in its middle, around it
(X called it "..."), or leave it out where the speaker goes on. Rules run from the surest to the least sure; each has
a name, by which `confidence` is measured.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from variorum.annotate import cues
from variorum.annotate.cues import Frame
from variorum.annotate.quotations import Quotation
from variorum.annotate.reports import Range, Report, is_cue_verb, subject
from variorum.annotate.tree import Tree
from variorum.model.document import Sentence

Rule = Literal["after", "before", "inside", "around", "trailing", "handle", "continued", "previous", "subject"]
"""after: `"...," said X`; before: `X said: "..."`; inside: in the clause of an indirect report; around: the reporting
word stands earlier in the sentence; trailing: later; handle: `@name: "..."`; continued: the speaker of the quotation
before; previous: the source of the sentence before; subject: what the sentence is about."""

SCARE_WORDS = 3
"""Marked words up to this number are scare quotes where nobody is said to have spoken them."""

_ENDS = frozenset(". ? ! …".split())
_OPEN_ENDINGS = (",", "?", "!", "—", "–", "-", "…", "...")
_ADDRESSING = frozenset("tell inform assure remind notify".split())
_LONGEST_CREDIT = 45
_SPOKEN = Frame.CLAUSE | Frame.QUOTE


@dataclass(frozen=True, slots=True)
class Word:
    """A token by the number of its sentence and its index there."""

    sentence: int
    index: int


@dataclass(frozen=True, slots=True)
class Credit:
    """Why a quotation has the speaker that it has.

    Attributes:
        rule: Which rule found it.
        sentence: Number of the sentence that holds cue and source.
        cue: The reporting words; None for a speaker who goes on.
        verb: The reporting word itself.
        source: Head of the phrase that names the speaker.
        report: The indirect report that the quotation is part of.
    """

    rule: Rule
    sentence: int
    cue: Range | None = None
    verb: int | None = None
    source: int | None = None
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An article's sentences and quotations, laid out for looking around a quotation.

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

    def left(self, quotation: Quotation) -> list[Word]:
        """The words of the quotation's sentence before it, back to the quotation before."""
        words = self.words[quotation.block]
        at = bisect.bisect_left(self.starts[quotation.block], quotation.outer_start)
        found: list[Word] = []
        while at > 0 and len(found) < _LONGEST_CREDIT:
            at -= 1
            word = words[at]
            if self.quoted[word.sentence][word.index] >= 0 or self.text(word) in _ENDS:
                break
            found.append(word)
            if word.index == 0:
                break
        return found[::-1]

    def right(self, quotation: Quotation) -> list[Word]:
        """The words of the quotation's sentence after it, up to the quotation that follows."""
        words = self.words[quotation.block]
        at = bisect.bisect_left(self.starts[quotation.block], quotation.outer_end)
        found: list[Word] = []
        while at < len(words) and len(found) < _LONGEST_CREDIT:
            word = words[at]
            if self.quoted[word.sentence][word.index] >= 0 or (found and word.index == 0):
                break
            found.append(word)
            if self.text(word) in _ENDS:
                break
            at += 1
        return found


def credit(page: Page, quotation: Quotation, content: str, reports: Sequence[Report]) -> Credit | None:
    """What in its own sentence credits a quotation.

    Args:
        page: The article.
        quotation: The quotation.
        content: Its words.
        reports: The indirect reports of the sentence in which it begins.

    Returns:
        The credit by the surest rule that applies; None where the sentence credits nobody.
    """
    left, right = page.left(quotation), page.right(quotation)
    short = len(content.split()) <= SCARE_WORDS
    dash = bool(right) and page.text(right[0]) in (",", "—", "–", "-")
    open_end = content.endswith(_OPEN_ENDINGS) or dash or (not left and bool(right) and _spoken(page, right[0]))
    found = (
        _handle(page, left)
        or _signed(page, right)
        or (_after(page, right) if open_end and not _introduces(page, left) else None)
        or _before(page, left, short=short)
        or (_after(page, right) if open_end else None)
        or _inside(page, quotation, reports)
        or _around(page, left, short=short)
        or _trailing(page, right)
    )
    return None if found is not None and _names_source(page, quotation, found) else found


def _names_source(page: Page, quotation: Quotation, found: Credit) -> bool:
    """Whether the marked words are part of the phrase that would be their speaker: "The "gap" report says ..."."""
    word = _first_word(page, quotation)
    if word is None or found.source is None or word.sentence != found.sentence:
        return False
    return word.index in page.trees[word.sentence].subtree(found.source) and found.rule in ("trailing", "inside")


def _introduces(page: Page, left: Sequence[Word]) -> bool:
    """Whether the words before the quotation end in a colon, or in a reporting word and a comma."""
    if not left:
        return False
    if page.text(left[-1]) == ":":
        return True
    return len(left) > 1 and page.text(left[-1]) == "," and _spoken(page, left[-2])


def _spoken(page: Page, word: Word) -> bool:
    frames = cues.frames(page.text(word))
    return bool(frames & _SPOKEN) and is_cue_verb(page.trees[word.sentence], word.index)


def _handle(page: Page, left: Sequence[Word]) -> Credit | None:
    """A handle and a colon at the start of a line: `@name: "..."`."""
    if 1 < len(left) <= 4 and page.text(left[-1]) == ":" and page.text(left[0]).startswith("@"):
        named = left[1] if page.text(left[0]) == "@" else left[0]
        return Credit("handle", named.sentence, source=named.index)
    return None


def _signed(page: Page, right: Sequence[Word]) -> Credit | None:
    """A dash and a name at the end of the line: `"..." - Ada Lane`."""
    words = [word for word in right if page.text(word) not in _ENDS]
    if not 1 < len(words) <= 6 or page.text(words[0]) not in ("—", "–", "-", "--"):
        return None
    tree = page.trees[words[1].sentence]
    if any(tree.tokens[word.index].pos not in ("PROPN", "NOUN") for word in words[1:]):
        return None
    source = phrase_head(tree, words[1].index)
    return None if source is None else Credit("after", words[1].sentence, source=source)


def _after(page: Page, right: Sequence[Word]) -> Credit | None:
    """The first reporting verb after the quotation, with its subject on either side."""
    for at, word in enumerate(right):
        if not _spoken(page, word):
            continue
        tree = page.trees[word.sentence]
        source = subject(tree, word.index)
        inside = {other.index for other in right if other.sentence == word.sentence}
        before = [other for other in right[:at] if tree.tokens[other.index].pos != "PUNCT"]
        inverted = all(tree.tokens[other.index].pos in ("ADV", "AUX") for other in before)
        if inverted and cues.lemma(page.text(word)) not in _ADDRESSING:
            following = phrase_head(tree, word.index + 1)
            if following is not None and (source is None or source not in inside):
                source = following
        elif before and (source is None or source not in inside or source > word.index):
            source = phrase_head(tree, before[0].index)
        if source is not None and source in inside:
            return Credit("after", word.sentence, _cue(tree, word.index), word.index, source)
        return None
    return None


def _before(page: Page, left: Sequence[Word], *, short: bool) -> Credit | None:
    """The reporting word that leads up to the quotation: right before it, or before a colon or comma."""
    if not left:
        return None
    last = page.text(left[-1])
    lead = [word for word in left if page.text(word) not in (",", ":", "—", "–", "-")]
    introduced = last in (",", ":")
    for distance, word in enumerate(reversed(lead)):
        if not introduced and distance > 2:
            return None
        if _spoken(page, word):
            if short and not introduced and cues.lemma(page.text(word)) in cues.EVIDENCE:
                return None
            return _with_subject(page, word, "before", left)
    if last == ":" and lead:
        tree = page.trees[lead[-1].sentence]
        source = _main_subject(tree, lead[-1].index)
        if source is not None:
            return Credit("before", lead[-1].sentence, None, None, source)
    return None


def _inside(page: Page, quotation: Quotation, reports: Sequence[Report]) -> Credit | None:
    """The innermost indirect report whose content holds the quotation."""
    best: tuple[int, Credit] | None = None
    for report in reports:
        for content in report.contents:
            word = _first_word(page, quotation)
            if word is None or not content.first <= word.index < content.last:
                continue
            size = content.last - content.first
            if best is None or size < best[0]:
                found = Credit("inside", word.sentence, report.cue, report.verb, report.source, report)
                best = (size, found)
    return best[1] if best else None


def _around(page: Page, left: Sequence[Word], *, short: bool) -> Credit | None:
    """A reporting verb earlier in the sentence that governs the marked words without reporting a clause.

    One to three marked words are somebody's only after a verb that names or charges ("called it a "crime"").
    """
    for word in reversed(left):
        frames = cues.frames(page.text(word))
        if frames and is_cue_verb(page.trees[word.sentence], word.index):
            if short and not frames & (Frame.NAMING | Frame.CHARGE):
                return None
            return _with_subject(page, word, "around", left)
    return None


def _trailing(page: Page, right: Sequence[Word]) -> Credit | None:
    """A report at the end of the sentence: "The "gap" was known, X said."."""
    found = _after(page, right)
    if found is None or found.verb is None:
        return None
    return Credit("trailing", found.sentence, found.cue, found.verb, found.source)


def _with_subject(page: Page, word: Word, rule: Rule, left: Sequence[Word]) -> Credit | None:
    tree = page.trees[word.sentence]
    source = subject(tree, word.index)
    if source is None:
        before = [other.index for other in left if other.index < word.index and other.sentence == word.sentence]
        source = phrase_head(tree, before[0]) if before else None
        if source is not None and source >= word.index:
            source = None
    return Credit(rule, word.sentence, _cue(tree, word.index), word.index, source)


def _main_subject(tree: Tree, index: int) -> int | None:
    """The subject of the clause that the token stands in, or of a clause above it."""
    seen: set[int] = set()
    current: int | None = index
    while current is not None and current not in seen:
        seen.add(current)
        own = tree.dependant(current, "nsubj")
        if own is not None:
            return own
        current = tree.head(current)
    return None


def main_subject(tree: Tree) -> int | None:
    """The subject of the sentence."""
    for index, token in enumerate(tree.tokens):
        if token.relation == "root" or tree.head(index) is None:
            return tree.dependant(index, "nsubj")
    return None


def phrase_head(tree: Tree, first: int) -> int | None:
    """Head of the noun phrase that begins at or right after a token."""
    for index in range(first, min(first + 8, len(tree.tokens))):
        token = tree.tokens[index]
        if token.pos in ("NOUN", "PROPN", "PRON", "NUM"):
            current = index
            head = tree.head(current)
            while head is not None and head >= first and tree.tokens[head].pos in ("NOUN", "PROPN"):
                current, head = head, tree.head(head)
            return current
        if token.pos in ("VERB", "ADP", "SCONJ") or token.text in (",", ".", ":", ";"):
            return None
    return None


def _cue(tree: Tree, verb: int) -> Range:
    return Range(verb, verb + 1)


def _first_word(page: Page, quotation: Quotation) -> Word | None:
    at = bisect.bisect_left(page.starts[quotation.block], quotation.start)
    words = page.words[quotation.block]
    return words[at] if at < len(words) else None
