"""Finds in one sentence who is reported to say or think what: cue, source and content of indirect speech.

Works on the dependency tree, with the order of words as a second witness where a parser often errs: a report that
trails its content after a comma ("The bridge fell, police said.") or interrupts it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from variorum.annotate import cues
from variorum.annotate.cues import Frame
from variorum.annotate.tree import Tree

_SUBJECTS = ("nsubj", "csubj")
_VERBAL = ("VERB", "AUX")
_TRIMMED = frozenset(", ; : . - – — ( ) [ ] ... …".split())
_SENTENTIAL = Frame.CLAUSE | Frame.THOUGHT
# Thoughts that are reported impersonally and stand for a report ("is believed to have fled").
_IMPERSONAL = frozenset("say report believe think allege claim suspect fear presume assume estimate rumor".split())

_NOUNS = ("NOUN", "PROPN", "PRON")
_NOMINAL = frozenset("DET ADJ NOUN PROPN PRON NUM ADP PART SYM X".split())
_SET_OFF = frozenset((",", "—", "–", "--", "-", "”", "’", "''", '"', "'"))
_TERMINAL = frozenset(". ? ! ; : …".split())
# Verbs that stand before their subject after what they report, and verbs that report the opposite of what precedes.
_INVERTING = frozenset(
    "say add report write announce note explain claim warn confirm argue state declare insist recall reply concede "
    "admit acknowledge respond".split()
)
_DISPUTING = frozenset("deny dispute refute rebut counter object".split())
_LONGEST_PHRASE = 14
_LONGEST_APPOSITION = 25
_LONGEST_ADVERBIALS = 14
_LONGEST_HEADLINE_SOURCE = 4
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_DASHES = ("—", "–", "--", "-")
_NOT_A_SOURCE = frozenset("it there this that which what".split())


@dataclass(frozen=True, slots=True)
class Range:
    """Tokens `first` to `last`, half-open."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Report:
    """Something reported, by token index.

    Attributes:
        cue: The reporting words.
        verb: The word of the cue that reports.
        source: Head of the noun phrase or pronoun that names the source; None if nobody is named.
        contents: What is reported; more than one where the cue stands within it.
        thought: Believed or hoped rather than said.
    """

    cue: Range
    verb: int
    source: int | None
    contents: tuple[Range, ...]
    thought: bool = False


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
            positioned = parenthesis(tree, index, quoted)
            found.extend([positioned] if positioned is not None else _verb(tree, index))
        elif cues.singular(form) in cues.NOUNS and token.pos == "NOUN":
            found.extend(_noun(tree, index))
    if headline:
        found.extend(_after_colon(tree))
    found = [_without_adverbials(tree, report, found) for report in found]
    found = [r if r.source is None or not quoted[r.source] else dataclasses.replace(r, source=None) for r in found]
    return sorted(found, key=lambda report: (report.cue.first, report.contents[0].first))


def _without_adverbials(tree: Tree, report: Report, others: Sequence[Report]) -> Report:
    """Cuts "according to X" off the end of what somebody else says."""
    contents = list(report.contents)
    for other in others:
        if tree.tokens[other.verb].text.lower() != "according" or other is report:
            continue
        for number, content in enumerate(contents):
            if content.first < other.cue.first < content.last:
                cut = _trim(tree, content.first, other.cue.first)
                contents[number] = cut or content
    return dataclasses.replace(report, contents=tuple(contents))


def _after_colon(tree: Tree) -> Iterator[Report]:
    """The source that a headline names at its end: "Dam holds: ministry"."""
    colon = max((i for i, token in enumerate(tree.tokens) if token.text == ":"), default=0)
    names = tree.tokens[colon + 1 :]
    if colon < 3 or not 1 <= len(names) <= _LONGEST_HEADLINE_SOURCE:
        return
    if any(token.pos not in ("NOUN", "PROPN", "ADJ", "DET") for token in names):
        return
    content = _trim(tree, 0, colon)
    if content is not None and _has_verb(tree, content.first, content.last):
        yield Report(Range(colon, colon + 1), colon, len(tree.tokens) - 1, (content,))


def is_cue_verb(tree: Tree, index: int) -> bool:
    """Whether the token is used as a reporting verb here."""
    token = tree.tokens[index]
    if not cues.frames(token.text):
        return False
    if token.pos in _VERBAL:
        # "a so-called expert", "the reported damage"
        return (
            token.relation != "amod"
            and not _reduced(tree, index)
            and not (index and tree.tokens[index - 1].text == "-")
        )
    return token.text.lower() in ("said", "says", "told") and token.pos != "NOUN"


def _reduced(tree: Tree, verb: int) -> bool:
    """Whether a past participle only describes a noun: "a town called Low", "the plan announced on Monday"."""
    if tree.relation(verb) not in ("acl", "appos", "amod") or tree.tokens[verb].text.lower().endswith("ing"):
        return False
    if tree.dependants(verb, "nsubj", "csubj", "aux", "cop"):
        return False
    return not any(tree.dependants(infinitive, "mark") for infinitive in tree.dependants(verb, "xcomp"))


def _negated(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[child].text.lower() in ("not", "n't", "n’t", "never") for child in tree.children[verb])


def subject(tree: Tree, verb: int) -> int | None:
    """Head of the phrase that does the reporting: the verb's own subject, or the one that it shares with its governor.

    The agent of a passive ("was told by police"), the noun that a participle modifies ("a report saying ...") and the
    noun before a relative clause count; an impersonal "it" does not.
    """
    seen: set[int] = set()
    current: int | None = verb
    while current is not None and current not in seen:
        seen.add(current)
        passive = tree.dependant(current, "aux:pass") is not None or tree.dependant(current, "nsubj:pass") is not None
        if passive and not _quoted_as(tree, current, verb):
            return _agent(tree, current)
        own = tree.dependants(current, *_SUBJECTS)
        if own:
            found = own[-1] if own[-1] < verb or own[0] > verb else own[0]
            text = tree.tokens[found].text.lower()
            if text in ("who", "which", "that") and tree.relation(current) == "acl":
                return tree.head(current)
            return None if text in _NOT_A_SOURCE and text != "it" else found
        relation = tree.relation(current)
        if relation == "acl" and not _infinitive(tree, current):
            return tree.head(current)
        if relation == "acl":
            # "efforts to portray ...": whoever makes the efforts.
            noun = tree.head(current)
            owner = tree.dependant(noun, "nmod:poss") if noun is not None else None
            if owner is not None:
                return owner
            current = tree.head(noun) if noun is not None else None
            continue
        if relation not in ("conj", "advcl", "xcomp", "parataxis", "dep", "ccomp"):
            return None
        if relation == "ccomp" and current == verb:
            return None
        current = tree.head(current)
    return None


def _infinitive(tree: Tree, verb: int) -> bool:
    mark = tree.dependant(verb, "mark")
    return mark is not None and tree.tokens[mark].text.lower() == "to"


def _quoted_as(tree: Tree, current: int, verb: int) -> bool:
    """Whether a passive quotes its subject: "was quoted as saying"."""
    return current != verb or cues.lemma(tree.tokens[current].text) in ("quote", "cite")


def _agent(tree: Tree, verb: int) -> int | None:
    for oblique in tree.dependants(verb, "obl"):
        case = tree.dependant(oblique, "case")
        if case is not None and tree.tokens[case].text.lower() == "by":
            return oblique
    return None


def _verb(tree: Tree, verb: int) -> Iterator[Report]:
    """Reports of a verb by its frames, the most clause-like content first."""
    form = tree.tokens[verb].text
    frames = cues.frames(form)
    contents: tuple[Range, ...] = ()
    thought = False
    source = subject(tree, verb)
    if source is None and frames & Frame.CLAUSE and tree.relation(verb) in ("root", "conj"):
        source = _before_verb(tree, verb)
    passive = tree.dependant(verb, "aux:pass") is not None
    if frames & _SENTENTIAL:
        thought = not frames & Frame.CLAUSE
        contents = _clause(tree, verb) or (_host(tree, verb, source) if frames & Frame.CLAUSE else ())
        if not contents and passive and cues.lemma(form) in _IMPERSONAL:
            contents = _raised(tree, verb)
    if not contents and frames & Frame.INFINITIVE and not _negated(tree, verb):
        contents = _dependants(tree, verb, "xcomp")
    if not contents and frames & (Frame.NAMING | Frame.CHARGE) and not passive:
        contents = _predicated(tree, verb, frames)
    if not contents and frames & Frame.PREPOSITION and not passive:
        contents = _after_preposition(tree, verb)
    if not contents and frames & Frame.OBJECT and not passive and not tree.dependants(verb, "iobj"):
        contents = _dependants(tree, verb, "obj")
    if contents and (source is not None or thought or passive or frames & Frame.CLAUSE):
        yield Report(_cue(tree, verb), verb, source, contents, thought)


def _before_verb(tree: Tree, verb: int) -> int | None:
    """Head of the phrase right before a verb that the parser gave no subject."""
    if tree.dependant(verb, "aux:pass", "mark") is not None:
        return None
    start = _phrase_start(tree, verb)
    return None if start is None else _last_noun(tree, start, verb)


def parenthesis(tree: Tree, verb: int, quoted: Sequence[bool]) -> Report | None:
    """A report set off by commas at the end of what it reports or within it, found by the order of words alone.

    "The bridge fell, police said on Monday.", "The bridge, said Ada Lane, the mayor, will be closed."
    """
    tokens = tree.tokens
    reports = cues.frames(tokens[verb].text) & Frame.CLAUSE and cues.lemma(tokens[verb].text) not in _DISPUTING
    if not reports or tree.dependant(verb, "mark") is not None:
        return None
    start = _phrase_start(tree, verb)
    inverted = (
        start is None
        and verb > 0
        and tokens[verb - 1].text in _SET_OFF
        and cues.lemma(tokens[verb].text) in _INVERTING
        and all(child > verb for child in tree.dependants(verb, *_SUBJECTS))
    )
    if inverted:
        start = verb
    if start is None or start < 2 or tokens[start - 1].text not in _SET_OFF:
        return None
    end = verb + 1
    while end < len(tokens) and tokens[end].text not in _SET_OFF and tokens[end].text not in _TERMINAL:
        if tokens[end].pos in _VERBAL or tokens[end].text.lower() in ("that", "if", "whether") or quoted[end]:
            return None
        end += 1
    if end - verb > _LONGEST_ADVERBIALS:
        return None
    source = _first_noun(tree, verb + 1, end) if inverted else _last_noun(tree, start, verb)
    if source is None:
        return None
    before = _trim(tree, 0, start)
    if before is None:
        return None
    after = None
    resumes = end < len(tokens) - 1 and tokens[end].text in _SET_OFF
    if resumes and not inverted and not quoted[end + 1]:
        following = tokens[end + 1]
        if following.pos not in ("SCONJ", "CCONJ") and not following.text.lower().endswith("ing"):
            after = _trim(tree, end + 1, len(tokens))
    host = tree.head(verb)
    if after is not None and host is not None and tree.relation(host) == "ccomp":
        # It interrupts a clause that somebody else reports.
        before = _trim(tree, max(before.first, min(tree.subtree(host, [verb]))), before.last) or before
    contents = tuple(part for part in (before, after) if part is not None)
    if not any(_has_verb(tree, part.first, part.last) for part in contents):
        return None
    return Report(_cue(tree, verb), verb, source, contents)


def _phrase_start(tree: Tree, verb: int) -> int | None:
    """Where the noun phrase right before a verb begins, an apposition between commas included."""
    tokens = tree.tokens
    at = verb - 1
    while at >= 0 and tokens[at].pos in ("AUX", "ADV"):
        at -= 1
    if at >= 0 and (tokens[at].text == "," or tokens[at].text in _DASHES):
        closing = tokens[at].text
        opening = at - 1
        while opening > 0 and at - opening < _LONGEST_APPOSITION and tokens[opening].text != closing:
            opening -= 1
        if tokens[opening].text != closing or (closing == "," and _finite(tree, opening + 1, at)):
            return None
        at = opening - 1
    last = at
    while at >= 0 and tokens[at].pos in _NOMINAL and last - at < _LONGEST_PHRASE:
        at -= 1
    return None if at == last else at + 1


def _finite(tree: Tree, first: int, last: int) -> bool:
    """Whether a clause with a subject of its own stands there; relative clauses do not count."""
    return any(
        tree.tokens[i].pos in _VERBAL and tree.relation(i) != "acl" and tree.dependants(i, *_SUBJECTS)
        for i in range(first, last)
    )


def _has_verb(tree: Tree, first: int, last: int) -> bool:
    return any(tree.tokens[i].pos in _VERBAL for i in range(first, last))


def _first_noun(tree: Tree, first: int, last: int) -> int | None:
    for index in range(first, last):
        if tree.tokens[index].pos in ("NOUN", "PROPN", "PRON"):
            return _top(tree, index, first, last)
        if tree.tokens[index].pos == "ADP":
            return None
    return None


def _last_noun(tree: Tree, first: int, last: int) -> int | None:
    """Head of the phrase: the noun before any preposition or comma."""
    for index in range(first, last):
        if tree.tokens[index].pos in ("NOUN", "PROPN", "PRON"):
            return _top(tree, index, first, last)
    return None


def _top(tree: Tree, index: int, first: int, last: int) -> int:
    current = index
    head = tree.head(current)
    seen = {current}
    while head is not None and first <= head < last and head not in seen and tree.tokens[head].pos in _NOUNS:
        seen.add(head)
        current, head = head, tree.head(head)
    return current


def _clause(tree: Tree, verb: int) -> tuple[Range, ...]:
    """The clausal complement, before or after the verb."""
    found: list[int] = []
    for clause in tree.dependants(verb, "ccomp"):
        if tree.dependants(clause, *_SUBJECTS, "expl", "mark") or tree.tokens[clause].pos not in _VERBAL:
            found.extend(tree.subtree(clause))
    if not found:
        # Parsers often take the complement of a verb with an addressee for an adverbial clause.
        for clause in tree.dependants(verb, "advcl", "xcomp"):
            mark = tree.dependant(clause, "mark")
            if mark is not None and tree.tokens[mark].text.lower() == "that":
                found.extend(tree.subtree(clause))
    if not found or min(found) > verb or max(found) < verb:
        return _ranges(tree, found, {verb})
    return _ranges(tree, found, _group(tree, verb))


def _host(tree: Tree, verb: int, source: int | None) -> tuple[Range, ...]:
    """The clause that a bare report interrupts or follows: "The bridge fell, police said."."""
    if source is None or tree.dependant(verb, "mark") is not None:
        return ()
    group = _group(tree, verb)
    head = tree.head(verb)
    if tree.relation(verb) in ("parataxis", "ccomp") and head is not None and head not in group:
        before = min(group) > 0 and tree.tokens[min(group) - 1].text in (",", "—", "–", "-", "”", '"', "’", "''")
        if tree.relation(verb) == "parataxis" or before:
            return _ranges(tree, tree.subtree(head, [verb]), group)
    first = min(group)
    trails = all(tree.tokens[i].pos == "PUNCT" for i in range(max(group) + 1, len(tree.tokens)))
    if tree.relation(verb) == "root" and trails and first > 2 and tree.tokens[first - 1].text == ",":
        finite = any(tree.dependants(i, "nsubj") for i in range(first) if tree.tokens[i].pos in _VERBAL)
        return _ranges(tree, range(first), group) if finite else ()
    return ()


def _raised(tree: Tree, verb: int) -> tuple[Range, ...]:
    """Subject and infinitive of an impersonal passive: "The driver is believed to have fled."."""
    infinitive = tree.dependant(verb, "xcomp")
    if infinitive is None:
        return ()
    found = set(tree.subtree(infinitive))
    own = tree.dependant(verb, *_SUBJECTS)
    if own is not None:
        found |= tree.subtree(own)
    barred = set(range(len(tree.tokens))) - found
    return _ranges(tree, found, barred)


def _predicated(tree: Tree, verb: int, frames: Frame) -> tuple[Range, ...]:
    """Object and predicate of "called it a crime", "described them as heroes", "accused them of theft"."""
    words: set[int] = set()
    bare = cues.lemma(tree.tokens[verb].text) in cues.PREDICATING
    predicate = tree.dependants(verb, "xcomp", "ccomp") if bare else []
    prepositions = {"as"} if frames & Frame.NAMING else set()
    if frames & Frame.CHARGE:
        prepositions |= {"of", "for"}
    for oblique in tree.dependants(verb, "obl", "advcl", "nmod"):
        markers = tree.dependants(oblique, "case", "mark")
        if any(tree.tokens[marker].text.lower() in prepositions for marker in markers):
            predicate.append(oblique)
    things = [thing for thing in tree.dependants(verb, "obj", "iobj") if thing > verb]
    if not predicate:
        for thing in things:
            for modifier in tree.dependants(thing, "nmod", "acl"):
                markers = tree.dependants(modifier, "case", "mark")
                if any(tree.tokens[marker].text.lower() in prepositions for marker in markers):
                    predicate.append(modifier)
    after = [index for index in predicate if index > verb]
    if not after:
        return ()
    for index in (*things, *after):
        words |= tree.subtree(index)
    return _ranges(tree, words, {verb})


def _dependants(tree: Tree, verb: int, relation: str) -> tuple[Range, ...]:
    found = [index for child in tree.dependants(verb, relation) if child > verb for index in tree.subtree(child)]
    return _ranges(tree, found, {verb})


def _after_preposition(tree: Tree, verb: int) -> tuple[Range, ...]:
    """The phrase after the verb's own preposition: "called for help"."""
    prepositions = cues.PREPOSITIONS[cues.lemma(tree.tokens[verb].text)]
    for oblique in tree.dependants(verb, "obl", "advcl"):
        case = tree.dependant(oblique, "case", "mark")
        if oblique > verb and case is not None and tree.tokens[case].text.lower() in prepositions:
            return _ranges(tree, tree.subtree(oblique) - {case}, {verb})
    return ()


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
    contents = _ranges(tree, found, {noun})
    if contents:
        yield Report(Range(noun, noun + 1), noun, source, contents)


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
    trails = all(tokens[i].pos == "PUNCT" for i in range(max(inside) + 1, len(tokens)))
    clause = _scope(tree, source, edge=trails or min(inside) == 0)
    contents = _ranges(tree, clause, inside)
    if contents:
        yield Report(Range(index, after), index, source, contents)


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
    for candidate in range(after, min(after + 12, len(tree.tokens))):
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
    contents = _ranges(tree, words, {adverb})
    if contents:
        yield Report(Range(adverb, adverb + 1), adverb, None, contents)


def _cue(tree: Tree, verb: int) -> Range:
    """The verb with the auxiliaries and adverbs directly before it."""
    first = verb
    own = set(tree.dependants(verb, "aux", "advmod", "cop"))
    while first - 1 in own and (tree.tokens[first - 1].pos in ("AUX", "ADV", "PART")):
        first -= 1
    return Range(first, verb + 1)


def _group(tree: Tree, verb: int) -> set[int]:
    """The words of the report itself: the verb with its subject, addressee and adverbials, without its content."""
    words = {verb}
    for child in tree.children[verb]:
        if tree.relation(child) not in ("ccomp", "parataxis", "conj", "punct", "advcl"):
            words |= tree.subtree(child)
    return words


def _ranges(tree: Tree, words: Iterable[int], barred: set[int]) -> tuple[Range, ...]:
    """From the first to the last of the words, without the barred ones: up to two ranges, punctuation trimmed."""
    kept = sorted(set(words) - barred)
    if not kept:
        return ()
    first, last = kept[0], kept[-1] + 1
    blocking = sorted(i for i in barred if first < i < last)
    pieces = [(first, last)]
    if blocking:
        pieces = [(first, blocking[0]), (blocking[-1] + 1, last)]
    return tuple(piece for piece in (_trim(tree, *piece) for piece in pieces) if piece is not None)


def _trim(tree: Tree, first: int, last: int) -> Range | None:
    while first < last and (tree.tokens[first].text in _TRIMMED or tree.tokens[first].pos == "CCONJ"):
        first += 1
    if last - first > 2 and tree.tokens[first].text.lower() in _DAYS and tree.tokens[first + 1].pos not in _VERBAL:
        # "said Friday the dam holds": the day is when it was said.
        first += 1
    while last > first and tree.tokens[last - 1].text in _TRIMMED:
        last -= 1
    if not any(tree.tokens[i].pos != "PUNCT" for i in range(first, last)):
        return None
    return Range(first, last)
