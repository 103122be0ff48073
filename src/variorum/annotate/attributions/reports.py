"""Finds in one sentence who is reported to say or think what: cue, source and content of indirect speech.

Works on the dependency tree (`reported`), with the order of words as a second witness (`parentheses`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.cue_verbs import Range, agent, cue_range, is_bare_participle, is_cue_verb, subject
from variorum.annotate.attributions.cues import Frame
from variorum.annotate.attributions.parentheses import has_verb, parenthesis, subject_before
from variorum.annotate.attributions.reported import contents, ranges, trim
from variorum.annotate.tree import Tree

_SUBJECTS = ("nsubj", "csubj")
_VERBAL = ("VERB", "AUX")
_LONGEST_HEADLINE_SOURCE = 4
# After "according to", the head of the source is looked for among so many words.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Report:
    """Something reported, by token index.

    Attributes:
        cue: The reporting words.
        verb: The word of the cue that reports.
        source: Head of the noun phrase or pronoun that names the source; None if nobody is named.
        contents: What is reported; more than one where the cue stands within it.
    """

    cue: Range
    verb: int
    source: int | None
    contents: tuple[Range, ...]


def find_reports(tree: Tree, quoted: Sequence[bool], *, headline: bool = False) -> list[Report]:
    """The reports of a sentence, in the order of their cues.

    Args:
        tree: The sentence.
        quoted: For each token whether it stands within quotation marks; cues in there are left alone.
        headline: The sentence is a headline, which may name its source after a colon.
    """
    found: list[Report] = []
    for index, token in enumerate(tree.tokens):
        if quoted[index]:
            continue
        form = token.text.lower()
        if form in ("according", "per"):
            found.extend(_according(tree, index))
        elif form in cues.HEDGES:
            found.extend(_hedge(tree, index))
        elif is_cue_verb(tree, index):
            found.extend(_verb(tree, index, quoted))
        elif cues.singular(form) in cues.NOUNS and token.pos == "NOUN":
            found.extend(_noun(tree, index))
    if headline:
        found.extend(_after_colon(tree))
    found = [_without_adverbials(tree, report, found) for report in found]
    found = [r if r.source is None or not quoted[r.source] else dataclasses.replace(r, source=None) for r in found]
    return sorted(found, key=lambda report: (report.cue.first, report.contents[0].first))


def _without_adverbials(tree: Tree, report: Report, others: Sequence[Report]) -> Report:
    """Cuts "according to X" off the end of what somebody else says."""
    kept = list(report.contents)
    for other in others:
        if tree.tokens[other.verb].text.lower() != "according" or other is report:
            continue
        for number, content in enumerate(kept):
            if content.first < other.cue.first < content.last:
                kept[number] = trim(tree, content.first, other.cue.first) or content
    return dataclasses.replace(report, contents=tuple(kept))


def _after_colon(tree: Tree) -> Iterator[Report]:
    """The source that a headline names at its end: "Dam holds: ministry"."""
    colon = max((i for i, token in enumerate(tree.tokens) if token.text == ":"), default=0)
    names = tree.tokens[colon + 1 :]
    if colon < 3 or not 1 <= len(names) <= _LONGEST_HEADLINE_SOURCE:
        return
    if any(token.pos not in ("NOUN", "PROPN", "ADJ", "DET") for token in names):
        return
    content = trim(tree, 0, colon)
    if content is not None and has_verb(tree, content.first, content.last):
        yield Report(Range(colon, colon + 1), colon, len(tree.tokens) - 1, (content,))


def _verb(tree: Tree, verb: int, quoted: Sequence[bool]) -> Iterator[Report]:
    """What a reporting verb reports, by its place between commas if it has such a place, else by the tree."""
    positioned = parenthesis(tree, verb, quoted)
    if positioned is not None:
        yield Report(cue_range(tree, verb), verb, *positioned)
        return
    frames = cues.frames(tree.tokens[verb].text)
    source = agent(tree, verb) if is_bare_participle(tree, verb) else subject(tree, verb)
    if source is None and frames & Frame.CLAUSE and tree.relation(verb) in ("root", "conj"):
        source = subject_before(tree, verb)
    told = contents(tree, verb, source)
    if told and (source is not None or frames & (Frame.CLAUSE | Frame.THOUGHT)):
        yield Report(cue_range(tree, verb), verb, source, told)


def _noun(tree: Tree, noun: int) -> Iterator[Report]:
    """A noun with its content: "their claim that ...", "reports from the city that ..."."""
    found: list[int] = []
    for clause in tree.dependants(noun, "acl", "ccomp"):
        mark = tree.dependant(clause, "mark")
        if tree.tokens[clause].relation == "acl:relcl" or mark is None or tree.tokens[mark].text.lower() != "that":
            continue
        found.extend(tree.subtree(clause))
    if not found:
        return
    source = tree.dependant(noun, "nmod:poss")
    if source is None:
        for modifier in tree.dependants(noun, "nmod"):
            case = tree.dependant(modifier, "case")
            if case is not None and tree.tokens[case].text.lower() in ("of", "by", "from"):
                source = modifier
                break
    head = tree.head(noun)
    if source is None and tree.relation(noun) == "obj" and head is not None:
        source = subject(tree, head)
    told = ranges(tree, found, {noun})
    if told:
        yield Report(Range(noun, noun + 1), noun, source, told)


def _according(tree: Tree, index: int) -> Iterator[Report]:
    """After "according to X" the rest of the clause that it stands in is the content."""
    tokens = tree.tokens
    if tokens[index].text.lower() == "according":
        if index + 1 >= len(tokens) or tokens[index + 1].text.lower() != "to":
            return
        after = index + 2
    else:
        after = index + 1
        if tokens[index].pos not in ("ADP", "SCONJ") or after >= len(tokens) or tokens[after].pos != "PROPN":
            return
    if after >= len(tokens):
        return
    source = _phrase_head(tree, index, after)
    inside = {i for i in tree.subtree(source) if i >= index} | set(range(index, after))
    if index == 0:
        # At the start of a sentence the phrase reaches to the comma, whatever the parser makes of a long title.
        inside |= set(range(_comma_after(tree, source)))
    trails = all(tokens[i].pos == "PUNCT" for i in range(max(inside) + 1, len(tokens)))
    clause = _scope(tree, source, edge=trails or min(inside) == 0)
    told = ranges(tree, clause, inside)
    if told:
        yield Report(Range(index, after), index, source, told)


def _comma_after(tree: Tree, source: int) -> int:
    """The first comma after the source if no verb comes before it, else 0."""
    for index in range(source + 1, min(source + _NEAR, len(tree.tokens))):
        if tree.tokens[index].text == ",":
            return index
        if tree.tokens[index].pos in _VERBAL:
            break
    return 0


def _scope(tree: Tree, source: int, *, edge: bool) -> set[int]:
    """The words that an adverbial naming a source is about.

    At either edge of the sentence that is the sentence, or the last of several clauses with subjects of their own; in
    the middle it is the finite clause that it interrupts.
    """
    current = tree.head(source)
    seen: set[int] = set()
    while current is not None and current not in seen:
        seen.add(current)
        relation = tree.relation(current)
        own = bool(tree.dependants(current, *_SUBJECTS))
        if own and (relation in ("conj", "parataxis") or (not edge and relation in ("ccomp", "advcl", "acl"))):
            return tree.subtree(current)
        current = tree.head(current)
    return set(range(len(tree.tokens)))


def _phrase_head(tree: Tree, index: int, after: int) -> int:
    """Head of the noun phrase that begins at `after`: the word that the preposition depends on, else the first noun."""
    for marker in (index, after - 1):
        head = tree.head(marker)
        while head is not None and index <= head < after:
            head = tree.head(head)
        if head is not None and head >= after and tree.tokens[head].pos not in _VERBAL:
            return head
    for candidate in range(after, min(after + _NEAR, len(tree.tokens))):
        if tree.tokens[candidate].pos in ("NOUN", "PROPN", "PRON"):
            return candidate
    return after


def _hedge(tree: Tree, adverb: int) -> Iterator[Report]:
    """An adverb that reports without a source: the clause around it is the content."""
    head = tree.head(adverb)
    if head is None:
        return
    words = tree.subtree(head)
    if tree.tokens[head].pos in _VERBAL:
        words = {i for i in words if tree.relation(i) not in ("mark", "cc") or tree.head(i) != head}
        for clause in tree.dependants(head, "advcl", "parataxis", "conj"):
            words -= tree.subtree(clause)
    told = ranges(tree, words, {adverb})
    if told:
        yield Report(Range(adverb, adverb + 1), adverb, None, told)
