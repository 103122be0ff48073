"""Finds what credits a quotation in marks: the reporting word beside it and the phrase that names its speaker.

Newspapers place the credit after the quotation ("...," said X), before it (X said: "..."), in its middle, around it
(X called it "..."), or leave it out where the speaker goes on. Rules run from the surest to the least sure; each has
a name, by which `attributions.CONFIDENCE` is measured.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.cue_verbs import Range, is_cue_verb, is_passive, puts_it, subject
from variorum.annotate.attributions.cues import Frame
from variorum.annotate.attributions.noun_phrases import governing_subject, phrase_head, top_noun
from variorum.annotate.attributions.page import Page, Word
from variorum.annotate.attributions.quotations import Quotation
from variorum.annotate.attributions.reports import Report
from variorum.annotate.tree import Tree

Rule = Literal["after", "before", "inside", "around", "trailing", "handle", "continued", "previous", "subject"]
"""after: `"...," said X`; before: `X said: "..."`; inside: in the clause of an indirect report; around: the reporting
word stands earlier in the sentence; trailing: later; handle: `@name: "..."` or a headline's `X: "..."`; continued:
the speaker of the quotation before; previous: the source of the sentence before; subject: what the sentence is
about."""

SCARE_WORDS = 3
"""Marked words up to this number are scare quotes where nobody is said to have spoken them."""

_DASHES = ("—", "–", "-", "--")
_OPEN_ENDINGS = (",", "?", "!", "—", "–", "-", "…", "...")
_TERMINAL = (".", "?", "!")
# Before these verbs nobody can stand but the speaker, as the addressee follows them.
_ADDRESSING = frozenset("tell inform assure remind notify".split())
_ADDRESSED = _ADDRESSING | frozenset("warn advise ask urge answer".split())
_SPOKEN = Frame.CLAUSE | Frame.QUOTE
_NOMINATIVE = frozenset("i he she they we it who".split())
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_NEVER_SOURCES = ("VERB", "AUX", "PUNCT", "ADP", "SCONJ", "CCONJ", "ADV")
_LONGEST_NEW_CREDIT = 7
_FARTHEST_SHORT = 12
_LONGEST_LABEL = 5


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
    after = _after(page, right) if _leads_on(page, content, left, right) else None
    before = _before(page, left)
    inside = _inside(page, quotation, reports)
    around = inside or _around(page, left, short=short)
    taken_in = bool(left) and not introduces(page, left) and not content[0].isupper()
    found = _handle(page, left) or _signed(page, right)
    if found is None and taken_in:
        # Words taken into the reporter's sentence belong to its verb rather than to what follows.
        told = inside is not None and inside.verb is not None and not _is_evidence(page, inside)
        closes = after if content.endswith(",") and not told else None
        found = before or closes or around or after
    elif found is None:
        found = (before if introduces(page, left) else None) or after or before or around
    if found is None and not content.endswith(_TERMINAL):
        found = _trailing(page, right)
    if found is not None and (_names_source(page, quotation, found) or _is_speech(page, found)):
        return None
    return found


def _is_speech(page: Page, found: Credit) -> bool:
    """Whether the speaker would be what somebody says: an argument or a claim is somebody's, and speaks for nobody."""
    if found.source is None:
        return False
    token = page.trees[found.sentence].tokens[found.source]
    return token.pos == "NOUN" and cues.singular(token.text) in cues.NOUNS - cues.WRITTEN


def _is_evidence(page: Page, found: Credit) -> bool:
    verb = found.verb
    return verb is not None and cues.lemma(page.trees[found.sentence].tokens[verb].text) in cues.EVIDENCE


def _leads_on(page: Page, content: str, left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether a credit may follow the quotation: the sentence is not over, or a short new one credits it."""
    if not right:
        return False
    if page.text(right[0]) in (",", *_DASHES) or content.endswith((",", *_DASHES, "…", "...")):
        return True
    if content.endswith(("?", "!")):
        first = page.text(right[0])
        return page.text(right[-1]) != ":" and (not first[:1].isupper() or len(right) <= _LONGEST_NEW_CREDIT)
    if page.text(right[0]).islower() and page.text(right[-1]) in _TERMINAL:
        # A full stop inside the marks, and the sentence goes on: "It is over." the note said.
        return True
    return not left and _spoken(page, right[0])


def _names_source(page: Page, quotation: Quotation, found: Credit) -> bool:
    """Whether the marked words are part of the phrase that would be their speaker: "The "gap" report says ..."."""
    word = page.first_word(quotation)
    if word is None or found.source is None or word.sentence != found.sentence:
        return False
    return word.index in page.trees[word.sentence].subtree(found.source) and found.rule in ("trailing", "inside")


def introduces(page: Page, left: Sequence[Word]) -> bool:
    """Whether the words before the quotation end in a colon, or in a reporting word and a comma."""
    if not left:
        return False
    if page.text(left[-1]) == ":":
        return True
    return page.text(left[-1]) == "," and any(
        _spoken(page, word) and not _has_said(page, word, left) for word in left[-6:-1]
    )


def _spoken(page: Page, word: Word) -> bool:
    frames = cues.frames(page.text(word))
    tree = page.trees[word.sentence]
    return (bool(frames & _SPOKEN) and is_cue_verb(tree, word.index)) or puts_it(tree, word.index)


def _has_said(page: Page, word: Word, left: Sequence[Word]) -> bool:
    """Whether a verb has its object before the comma and so introduces nothing: "maintained neutrality, "a pillar of"."""
    tree = page.trees[word.sentence]
    if cues.lemma(page.text(word)) in _ADDRESSED or puts_it(tree, word.index):
        return False
    return any(child > word.index and Word(word.sentence, child) in left for child in tree.dependants(word.index, "obj"))


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


def _signed(page: Page, right: Sequence[Word]) -> Credit | None:
    """A dash and a name at the end of the line: `"..." - Ada Lane`."""
    words = [word for word in right if page.text(word) not in _TERMINAL]
    if not 1 < len(words) <= 6 or page.text(words[0]) not in _DASHES:
        return None
    tree = page.trees[words[1].sentence]
    if any(tree.tokens[word.index].pos not in ("PROPN", "NOUN") for word in words[1:]):
        return None
    source = phrase_head(tree, words[1].index)
    return None if source is None else Credit("after", words[1].sentence, source=source)


def _after(page: Page, right: Sequence[Word]) -> Credit | None:
    """The first reporting verb after the quotation, with its subject on either side."""
    for at, word in enumerate(right):
        tree = page.trees[word.sentence]
        if tree.tokens[word.index].pos in ("SCONJ", "CCONJ") and (at < 2 or page.text(right[at - 1]) == ","):
            # Another clause begins: what it reports is not the quotation, unless it is the report itself.
            phrase = itertools.takewhile(lambda other: _is_nominal(page, other), right[at + 1 :])
            if not any(_spoken(page, other) for other in right[at + 1 : at + 2 + max(1, len(list(phrase)))]):
                return None
            continue
        if not _spoken(page, word) and not _reports_by_place(page, right, at):
            continue
        before = [other for other in right[:at] if tree.tokens[other.index].pos not in ("PUNCT", "ADV", "AUX", "CCONJ")]
        turned = cues.lemma(page.text(word)) not in _ADDRESSING and not page.text(word).lower().endswith("ing")
        if not before and turned:
            source = _inverted(page, right, at)
            if source is not None:
                return Credit("after", word.sentence, Range(word.index, word.index + 1), word.index, source)
        source = _speaker(page, word, right[:at])
        if source is None and before:
            source = phrase_head(tree, before[0].index)
        if source is not None:
            return Credit("after", word.sentence, Range(word.index, word.index + 1), word.index, source)
        return None
    return None


def _is_nominal(page: Page, word: Word) -> bool:
    return page.trees[word.sentence].tokens[word.index].pos in (*_NOMINAL, "DET", "ADJ")


def _reports_by_place(page: Page, right: Sequence[Word], at: int) -> bool:
    """Whether a form that the parser takes for no verb can only report: `"..." read one sign`, `"...", X says.`."""
    if not cues.frames(page.text(right[at])) & _SPOKEN:
        return False
    if at == 0 or (at == 1 and page.text(right[0]) == ","):
        return at + 1 < len(right) and page.sentences[right[at].sentence].tokens[right[at].index].pos != "PROPN"
    return at + 1 == len(right) or page.text(right[at + 1]) in _TERMINAL


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


def _before(page: Page, left: Sequence[Word]) -> Credit | None:
    """The reporting word that leads up to the quotation: right before it, or before a colon or comma."""
    if not left:
        return None
    last = page.text(left[-1])
    lead = [word for word in left if page.text(word) not in (",", ":", *_DASHES)]
    introduced = last in (",", ":")
    for distance, word in enumerate(reversed(lead)):
        if not introduced and distance > 2:
            return None
        if not _spoken(page, word) and not (last == ":" and _mistaken(page, lead, distance)):
            continue
        if last == "," and _has_said(page, word, left):
            continue
        evidence = cues.lemma(page.text(word)) in cues.EVIDENCE and not _is_of_writing(page, word)
        if not introduced and (evidence or not _adjoins(page, word, left)):
            return None
        return _credited(page, word, "before", left)
    if last == ":" and lead:
        tree = page.trees[lead[-1].sentence]
        source = governing_subject(tree, lead[-1].index)
        if source is not None:
            return Credit("before", lead[-1].sentence, None, None, source)
        if len(lead) <= _LONGEST_LABEL:
            # A line that only names the source: "From the Post:".
            named = [word for word in lead if tree.tokens[word.index].pos in _NOMINAL]
            if named:
                return Credit("before", named[0].sentence, source=phrase_head(tree, named[0].index))
    return None


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
    if not cues.frames(form) & _SPOKEN or distance > 2:
        return False
    if form.endswith(("ed", "said", "wrote", "told")):
        return True
    named = word.index > 0 and page.sentences[word.sentence].tokens[word.index - 1].pos == "PROPN"
    return distance == 0 and named and form.endswith("s")


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
            return _credited(page, word, "around", left)
    return None


def _conditional(page: Page, word: Word) -> bool:
    """Whether the verb stands in a clause with "if", "when" and the like."""
    tree = page.trees[word.sentence]
    mark = tree.dependant(word.index, "mark")
    return mark is not None and tree.tokens[mark].text.lower() not in ("that", "to")


def _trailing(page: Page, right: Sequence[Word]) -> Credit | None:
    """A report at the end of the sentence: "The "gap" was known, X said."."""
    found = _after(page, right)
    if found is None or found.verb is None:
        return None
    return Credit("trailing", found.sentence, found.cue, found.verb, found.source)


def _credited(page: Page, word: Word, rule: Rule, left: Sequence[Word]) -> Credit | None:
    """A credit by a verb before the quotation, with whoever does what it says."""
    tree = page.trees[word.sentence]
    source = _speaker(page, word, [other for other in left if other.index < word.index])
    if source is None and not is_passive(tree, word.index):
        before = [other.index for other in left if other.index < word.index]
        source = phrase_head(tree, before[0], word.index) if before else None
    return Credit(rule, word.sentence, Range(word.index, word.index + 1), word.index, source)


def _speaker(page: Page, word: Word, segment: Sequence[Word]) -> int | None:
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
