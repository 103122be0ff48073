"""Finds what credits a quotation in marks: the reporting word beside it and the phrase that names its speaker.

Newspapers place the credit after the quotation ("...," said X), before it (X said: "..."), in its middle, around it
(X called it "..."), or leave it out where the speaker goes on. Rules run from the surest to the least sure; each has
a name, by which `attributions.CONFIDENCE` is measured.
"""

from __future__ import annotations

from collections.abc import Sequence

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.cue_verbs import is_cue_verb
from variorum.annotate.attributions.cues import Frame
from variorum.annotate.attributions.leading import find_before, introduces
from variorum.annotate.attributions.page import Page, Word
from variorum.annotate.attributions.quotations import Quotation
from variorum.annotate.attributions.reports import Report
from variorum.annotate.attributions.speaking import DASHES, TERMINAL, Credit, credited, is_spoken
from variorum.annotate.attributions.trailing import find_after, find_signature, find_trailing

SCARE_WORDS = 3
"""Marked words up to this number are scare quotes where nobody is said to have spoken them."""

_OPEN_ENDINGS = (",", "?", "!", "—", "–", "-", "…", "...")
_SPEECHLESS = (cues.NOUNS - cues.WRITTEN) | {"percent"}
_LONGEST_NEW_CREDIT = 7
_FARTHEST_SHORT = 12


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
    after = find_after(page, right) if _leads_on(page, content, left, right) else None
    before = find_before(page, left)
    inside = _inside(page, quotation, reports)
    around = inside or _around(page, left, short=short)
    taken_in = bool(left) and not introduces(page, left) and not content[0].isupper()
    found = _handle(page, left) or find_signature(page, right)
    if found is None and taken_in:
        # Words taken into the reporter's sentence belong to its verb rather than to what follows.
        told = inside is not None and inside.verb is not None and not _is_evidence(page, inside)
        closes = after if content.endswith(",") and not told else None
        found = before or closes or around or after
    elif found is None:
        found = (before if introduces(page, left) else None) or after or before or around
    if found is None and not content.endswith(TERMINAL):
        found = find_trailing(page, right)
    if found is not None and (_names_source(page, quotation, found) or _speaks_for_nobody(page, found)):
        return None
    return found


def _speaks_for_nobody(page: Page, found: Credit) -> bool:
    """Whether the speaker would be what somebody says, or a share: an argument or 40 percent speak for nobody.

    Findings may show something, though.
    """
    if found.source is None or _is_evidence(page, found):
        return False
    token = page.trees[found.sentence].tokens[found.source]
    return token.text == "%" or (token.pos == "NOUN" and cues.singular(token.text) in _SPEECHLESS)


def _is_evidence(page: Page, found: Credit) -> bool:
    verb = found.verb
    return verb is not None and cues.lemma(page.trees[found.sentence].tokens[verb].text) in cues.EVIDENCE


def _leads_on(page: Page, content: str, left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether a credit may follow the quotation: the sentence is not over, or a short new one credits it."""
    if not right:
        return False
    if page.text(right[0]) in (",", *DASHES) or content.endswith((",", *DASHES, "…", "...")):
        return True
    if content.endswith(("?", "!")):
        first = page.text(right[0])
        return page.text(right[-1]) != ":" and (not first[:1].isupper() or len(right) <= _LONGEST_NEW_CREDIT)
    if page.text(right[0]).islower() and page.text(right[-1]) in TERMINAL:
        # A full stop inside the marks, and the sentence goes on: "It is over." the note said.
        return True
    return not left and is_spoken(page, right[0])


def _names_source(page: Page, quotation: Quotation, found: Credit) -> bool:
    """Whether the marked words are part of the phrase that would be their speaker: "The "gap" report says ..."."""
    word = page.first_word(quotation)
    if word is None or found.source is None or word.sentence != found.sentence:
        return False
    return word.index in page.trees[word.sentence].subtree(found.source) and found.rule in ("trailing", "inside")


def _handle(page: Page, left: Sequence[Word]) -> Credit | None:
    """A handle and a colon at the start of a line (`@name: "..."`), or a name and a colon in a headline."""
    names = [word for word in left if page.text(word) not in ("@", ":")]
    if not left or not names or page.text(left[-1]) != ":" or len(names) > 3:
        return None
    tree = page.trees[names[0].sentence]
    headline = page.sentences[names[0].sentence].block == "headline"
    if page.text(left[0]).startswith("@") or (headline and all(tree.tokens[w.index].pos == "PROPN" for w in names)):
        return Credit("handle", names[0].sentence, source=names[0].index)
    return None


def _inside(page: Page, quotation: Quotation, reports: Sequence[Report]) -> Credit | None:
    """The innermost indirect report whose content holds the quotation."""
    word = page.first_word(quotation)
    best: tuple[int, Credit] | None = None
    for report in reports:
        for content in report.contents:
            if word is None or not content.first <= word.index < content.last:
                continue
            size = content.last - content.first
            if best is None or size < best[0]:
                found = Credit("inside", word.sentence, report.cue, report.verb, report.source, report)
                best = (size, found)
    return best[1] if best else None


def _around(page: Page, left: Sequence[Word], *, short: bool) -> Credit | None:
    """A reporting verb earlier in the sentence that governs the marked words without reporting a clause.

    One to three marked words are not somebody's after a verb that shows or finds.
    """
    for word in reversed(left[-_FARTHEST_SHORT:] if short else left):
        frames = cues.frames(page.text(word))
        governs = frames & ~Frame.QUOTE and is_cue_verb(page.trees[word.sentence], word.index)
        if governs and not _conditional(page, word):
            told = frames & Frame.CLAUSE and cues.lemma(page.text(word)) not in cues.EVIDENCE
            if short and not told and not frames & (Frame.NAMING | Frame.CHARGE):
                return None
            return credited(page, word, "around", left)
    return None


def _conditional(page: Page, word: Word) -> bool:
    """Whether the verb stands in a clause with "if", "when" and the like."""
    tree = page.trees[word.sentence]
    mark = tree.dependant(word.index, "mark")
    return mark is not None and tree.tokens[mark].text.lower() not in ("that", "to")
