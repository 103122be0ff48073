"""Credits that follow a quotation: `"...," said X`, `"..." - X`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.cue_verbs import Range
from variorum.annotate.attributions.noun_phrases import phrase_head
from variorum.annotate.attributions.page import Page, Word
from variorum.annotate.attributions.speaking import (
    DASHES,
    NOMINAL,
    SPOKEN,
    TERMINAL,
    Credit,
    is_spoken,
    speaker_of,
)
from variorum.annotate.tree import Tree


def find_after(page: Page, right: Sequence[Word]) -> Credit | None:
    """The first reporting verb after the quotation, with its subject on either side."""
    for at, word in enumerate(right):
        tree = page.trees[word.sentence]
        if tree.tokens[word.index].pos in ("SCONJ", "CCONJ") and (at < 2 or page.text(right[at - 1]) == ","):
            # Another clause begins: what it reports is not the quotation, unless it is the report itself.
            phrase = itertools.takewhile(lambda other: _is_nominal(page, other), right[at + 1 :])
            if not any(is_spoken(page, other) for other in right[at + 1 : at + 2 + max(1, len(list(phrase)))]):
                return None
            continue
        if not is_spoken(page, word) and not _reports_by_place(page, right, at):
            continue
        before = [other for other in right[:at] if tree.tokens[other.index].pos not in ("PUNCT", "ADV", "AUX", "CCONJ")]
        turned = cues.lemma(page.text(word)) not in cues.ADDRESSING and not page.text(word).lower().endswith("ing")
        if not before and turned:
            source = _inverted(page, right, at)
            if source is not None:
                return Credit("after", word.sentence, Range(word.index, word.index + 1), word.index, source)
        source = speaker_of(page, word, right[:at])
        if source is None and before:
            source = phrase_head(tree, before[0].index)
        if source is not None:
            return Credit("after", word.sentence, Range(word.index, word.index + 1), word.index, source)
        return None
    return None


def _is_nominal(page: Page, word: Word) -> bool:
    return page.trees[word.sentence].tokens[word.index].pos in (*NOMINAL, "DET", "ADJ")


def _reports_by_place(page: Page, right: Sequence[Word], at: int) -> bool:
    """Whether a form that the parser takes for no verb can only report: `"..." read one sign`, `"...", X says.`."""
    if not cues.frames(page.text(right[at])) & SPOKEN:
        return False
    if at == 0 or (at == 1 and page.text(right[0]) == ","):
        return at + 1 < len(right) and page.sentences[right[at].sentence].tokens[right[at].index].pos != "PROPN"
    return at + 1 == len(right) or page.text(right[at + 1]) in TERMINAL


def _inverted(page: Page, right: Sequence[Word], at: int) -> int | None:
    """The speaker after the verb: "said Ada Lane, the mayor", unless that phrase goes on as a clause of its own."""
    word = right[at]
    tree = page.trees[word.sentence]
    source = phrase_head(tree, word.index + 1)
    if source is None or Word(word.sentence, source) not in right:
        return None
    last = max(index for index in range(source, len(tree.tokens)) if index == source or _within(tree, index, source))
    following = last + 1
    if following < len(tree.tokens) and page.quoted[word.sentence][following] >= 0:
        return None
    if following < len(tree.tokens) and tree.tokens[following].pos in ("VERB", "AUX"):
        reduced = tree.tokens[following].pos == "VERB" and source not in tree.dependants(following, "nsubj")
        return source if reduced else None
    return source


def _within(tree: Tree, index: int, source: int) -> bool:
    return tree.head(index) == source and tree.relation(index) in ("flat", "compound", "nmod")


def find_trailing(page: Page, right: Sequence[Word]) -> Credit | None:
    """A report at the end of the sentence: "The "gap" was known, X said."."""
    found = find_after(page, right)
    if found is None or found.verb is None:
        return None
    return Credit("trailing", found.sentence, found.cue, found.verb, found.source)


def find_signature(page: Page, right: Sequence[Word]) -> Credit | None:
    """A dash and a name at the end of the line: `"..." - Ada Lane`."""
    words = [word for word in right if page.text(word) not in TERMINAL]
    if not 1 < len(words) <= 6 or page.text(words[0]) not in DASHES:
        return None
    tree = page.trees[words[1].sentence]
    if any(tree.tokens[word.index].pos not in ("PROPN", "NOUN") for word in words[1:]):
        return None
    source = phrase_head(tree, words[1].index)
    return None if source is None else Credit("after", words[1].sentence, source=source)
