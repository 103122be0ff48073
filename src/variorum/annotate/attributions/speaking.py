"""What credits a quotation: a reporting word and the phrase that does what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.cue_verbs import Range, is_cue_verb, is_passive, puts_it, subject
from variorum.annotate.attributions.cues import Frame
from variorum.annotate.attributions.noun_phrases import phrase_head, top_noun
from variorum.annotate.attributions.page import Page, Word
from variorum.annotate.attributions.reports import Report

Rule = Literal["after", "before", "inside", "around", "trailing", "handle", "continued", "previous", "subject"]
"""after: `"...," said X`; before: `X said: "..."`; inside: in the clause of an indirect report; around: the reporting
word stands earlier in the sentence; trailing: later; handle: `@name: "..."` or a headline's `X: "..."`; continued:
the speaker of the quotation before; previous: the source of the sentence before; subject: what the sentence is
about."""

TERMINAL = (".", "?", "!")
DASHES = ("—", "–", "-", "--")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
SPOKEN = Frame.CLAUSE | Frame.QUOTE
"""What verbs report that introduce or close speech."""

_NOMINATIVE = frozenset("i he she they we it who".split())
_NEVER_SOURCES = ("VERB", "AUX", "PUNCT", "ADP", "SCONJ", "CCONJ", "ADV")


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


def is_spoken(page: Page, word: Word) -> bool:
    """Whether a word reports speech here: "said", or "put it"."""
    frames = cues.frames(page.text(word))
    tree = page.trees[word.sentence]
    return (bool(frames & SPOKEN) and is_cue_verb(tree, word.index)) or puts_it(tree, word.index)


def credited(page: Page, word: Word, rule: Rule, left: Sequence[Word]) -> Credit | None:
    """A credit by a verb before the quotation, with whoever does what it says."""
    tree = page.trees[word.sentence]
    source = speaker_of(page, word, [other for other in left if other.index < word.index])
    if source is None and not is_passive(tree, word.index):
        before = [other.index for other in left if other.index < word.index]
        source = phrase_head(tree, before[0], word.index) if before else None
    return Credit(rule, word.sentence, Range(word.index, word.index + 1), word.index, source)


def speaker_of(page: Page, word: Word, segment: Sequence[Word]) -> int | None:
    """Head of the phrase that does the reporting: the words right before the verb if they can, else its subject."""
    tree = page.trees[word.sentence]
    if is_passive(tree, word.index):
        return subject(tree, word.index)
    near = word.index - 1
    while near >= 0 and tree.tokens[near].pos in ("ADV", "AUX"):
        near -= 1
    if near >= 0 and Word(word.sentence, near) in segment:
        token = tree.tokens[near]
        if token.text.lower() in _NOMINATIVE:
            relative = token.text.lower() == "who"
            return (tree.head(near) and subject(tree, word.index)) if relative else near
        if token.pos == "PROPN":
            head = top_noun(tree, near)
            if head is not None and page.quoted[word.sentence][head] >= 0:
                # "... had never met Ada," singer Tom Rask wrote: not the Ada of the quotation.
                return phrase_head(tree, segment[0].index, near + 1) if segment else near
            if head is not None and tree.dependant(head, "case") is None and head <= near:
                return head
    source = subject(tree, word.index)
    if source is None or page.quoted[word.sentence][source] >= 0 or tree.tokens[source].pos in _NEVER_SOURCES:
        return None
    return source if source < word.index or tree.relation(word.index) in ("acl", "advcl", "xcomp") else None
