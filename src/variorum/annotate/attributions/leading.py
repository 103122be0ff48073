"""Credits that lead up to a quotation: `X said: "..."`, `X called it "..."`."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.cue_verbs import puts_it, subject
from variorum.annotate.attributions.noun_phrases import governing_subject, phrase_head
from variorum.annotate.attributions.page import Page, Word
from variorum.annotate.attributions.speaking import DASHES, NOMINAL, SPOKEN, Credit, credited, is_spoken

_LONGEST_LABEL = 5


def find_before(page: Page, left: Sequence[Word]) -> Credit | None:
    """The reporting word that leads up to the quotation: right before it, or before a colon or comma."""
    if not left:
        return None
    last = page.text(left[-1])
    lead = [word for word in left if page.text(word) not in (",", ":", *DASHES)]
    introduced = last in (",", ":")
    for distance, word in enumerate(reversed(lead)):
        if not introduced and distance > 2:
            return None
        if not is_spoken(page, word) and not (last == ":" and _mistaken(page, lead, distance)):
            continue
        if last == "," and _has_said(page, word, left):
            continue
        evidence = cues.lemma(page.text(word)) in cues.EVIDENCE and not _is_of_writing(page, word)
        if not introduced and (evidence or not _adjoins(page, word, left)):
            return None
        return credited(page, word, "before", left)
    if last == ":" and lead:
        tree = page.trees[lead[-1].sentence]
        source = governing_subject(tree, lead[-1].index)
        if source is not None:
            return Credit("before", lead[-1].sentence, None, None, source)
        if len(lead) <= _LONGEST_LABEL:
            # A line that only names the source: "From the Post:".
            named = [word for word in lead if tree.tokens[word.index].pos in NOMINAL]
            if named:
                return Credit("before", named[0].sentence, source=phrase_head(tree, named[0].index))
    return None


def introduces(page: Page, left: Sequence[Word]) -> bool:
    """Whether the words before the quotation end in a colon, or in a reporting word and a comma."""
    if not left:
        return False
    if page.text(left[-1]) == ":":
        return True
    return page.text(left[-1]) == "," and any(
        is_spoken(page, word) and not _has_said(page, word, left) for word in left[-6:-1]
    )


def _has_said(page: Page, word: Word, left: Sequence[Word]) -> bool:
    """Whether a verb has its object before the comma, and so introduces nothing: `maintained silence, "a rule of"`."""
    tree = page.trees[word.sentence]
    if cues.lemma(page.text(word)) in cues.TELLING or puts_it(tree, word.index):
        return False
    objects = tree.dependants(word.index, "obj")
    return any(child > word.index and Word(word.sentence, child) in left for child in objects)


def _is_of_writing(page: Page, word: Word) -> bool:
    """Whether a verb tells what something written says: "a sign that read"."""
    tree = page.trees[word.sentence]
    source = subject(tree, word.index)
    return source is not None and cues.singular(tree.tokens[source].text) in cues.WRITTEN


def _adjoins(page: Page, word: Word, left: Sequence[Word]) -> bool:
    """Whether no other clause begins between a verb and the quotation."""
    between = left[left.index(word) + 1 :]
    return all(
        page.text(other) != "," and page.trees[other.sentence].tokens[other.index].pos not in ("VERB", "AUX")
        for other in between
    )


def _mistaken(page: Page, lead: Sequence[Word], distance: int) -> bool:
    """Whether a word near a colon reports, though the parser takes it for a noun: a past form, or "X reports:"."""
    word = lead[len(lead) - 1 - distance]
    form = page.text(word).lower()
    if not cues.frames(form) & SPOKEN or distance > 2:
        return False
    if form.endswith(("ed", "said", "wrote", "told")):
        return True
    named = word.index > 0 and page.sentences[word.sentence].tokens[word.index - 1].pos == "PROPN"
    return distance == 0 and named and form.endswith("s")
