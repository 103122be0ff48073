"""What a reporting verb reports: its content in the tree, by the frames of the verb."""

from __future__ import annotations

from collections.abc import Iterable

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.cue_verbs import Range, is_bare_participle, is_negated
from variorum.annotate.attributions.cues import Frame
from variorum.annotate.tree import Tree

_SUBJECTS = ("nsubj", "csubj")
# What a clause has that is more than a participle or infinitive.
_FINITE = ("nsubj", "csubj", "expl", "mark", "aux", "cop")
_VERBAL = ("VERB", "AUX")
_TRIMMED = frozenset(", ; : . - – — ( ) [ ] ... …".split())
# Thoughts that are reported impersonally and stand for a report ("is believed to have fled").
_IMPERSONAL = frozenset("say report believe think allege claim suspect fear presume assume estimate rumor".split())
_ADDRESSEE = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM")
_LONGEST_ADDRESSEE = 8
_PHRASE = (*_ADDRESSEE, "ADP", "PART", "CCONJ", "ADV")
# Verbs that take no noun phrase as object, so that one after them begins a clause.
_OBJECTLESS = frozenset("say add believe think insist argue contend".split())
_CONTENT_WORDS = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "PRON")
_CLOSE = 3
_LONGEST_SUBJECT = 15
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_OPENERS = (",", "—", "–", "-", "”", '"', "’", "''")


def contents(tree: Tree, verb: int, source: int | None) -> tuple[Range, ...]:
    """What a verb reports, the most clause-like content first; empty if it reports nothing here.

    Args:
        tree: The sentence.
        verb: The reporting verb.
        source: Head of the phrase that names who reports, if known.
    """
    form = tree.tokens[verb].text
    frames = cues.frames(form)
    passive = tree.dependant(verb, "aux:pass") is not None or is_bare_participle(tree, verb)
    found: tuple[Range, ...] = ()
    if frames & (Frame.CLAUSE | Frame.THOUGHT):
        found = _clause(tree, verb) or (_host(tree, verb, source) if frames & Frame.CLAUSE else ())
        if not found and not passive and source is not None and source < verb:
            found = _following(tree, verb)
        if not found and passive and cues.lemma(form) in _IMPERSONAL:
            found = _raised(tree, verb)
    gerund = tree.dependant(verb, "xcomp")
    admits = frames & Frame.CLAUSE and gerund is not None and tree.tokens[gerund].text.lower().endswith("ing")
    if not found and (admits or frames & Frame.INFINITIVE) and not is_negated(tree, verb):
        found = _dependants(tree, verb, "xcomp")
    if passive:
        return found
    if not found and frames & Frame.ORDER:
        found = _ordered(tree, verb)
    if not found and frames & (Frame.NAMING | Frame.CHARGE):
        found = _predicated(tree, verb, frames)
    if not found and frames & Frame.ESTIMATE:
        found = _estimated(tree, verb)
    if not found and frames & Frame.PREPOSITION:
        found = _after_preposition(tree, verb)
    if not found and frames & Frame.OBJECT and not tree.dependants(verb, "iobj"):
        found = _dependants(tree, verb, "obj")
    return found


def _clause(tree: Tree, verb: int) -> tuple[Range, ...]:
    """The clausal complement, before or after the verb."""
    found: list[int] = []
    for clause in tree.dependants(verb, "ccomp"):
        if _nearer_cue(tree, verb, clause) or (clause < verb and _points(tree, verb)):
            continue
        if tree.dependants(clause, *_FINITE) or tree.tokens[clause].pos not in _VERBAL:
            found.extend(_told(tree, verb, clause))
    if not found:
        # Parsers often take the complement of a verb with an addressee for an adverbial clause.
        for clause in tree.dependants(verb, "advcl", "xcomp"):
            mark = tree.dependant(clause, "mark")
            if mark is not None and tree.tokens[mark].text.lower() == "that":
                found.extend(tree.subtree(clause))
    found.extend(_stray_subject(tree, verb, found))
    after = [index for index in found if index > verb]
    if after and min(after) - verb <= _CLOSE:
        # What follows the verb at once is its content; what else the parser hung on it belongs elsewhere.
        found = after
    if not found or min(found) > verb or max(found) < verb:
        return ranges(tree, found, {verb})
    return ranges(tree, found, _group(tree, verb))


def _points(tree: Tree, verb: int) -> bool:
    """Whether a verb has its content in a word that points to it: "those who say so dispute that"."""
    return any(tree.tokens[child].text.lower() in ("that", "this", "it") for child in tree.dependants(verb, "obj"))


def _told(tree: Tree, verb: int, clause: int) -> list[int]:
    """The words of a clause, behind its verb from "that" on: whom it is told ("to the Courier") may hang on it."""
    mark = tree.dependant(clause, "mark")
    begins = mark is not None and mark > verb and tree.tokens[mark].text.lower() == "that"
    return [index for index in tree.subtree(clause) if not begins or index >= (mark or 0)]


def _stray_subject(tree: Tree, verb: int, found: list[int]) -> range:
    """What stands between the verb and a clause without a subject: the subject, hung on the verb as its object."""
    after = [index for index in found if index > verb]
    if not after or cues.lemma(tree.tokens[verb].text) in cues.TELLING:
        return range(0)
    clauses = [clause for clause in tree.dependants(verb, "ccomp") if clause > verb]
    if not clauses or tree.dependants(clauses[0], *_SUBJECTS, "mark"):
        return range(0)
    return range(verb + 1, min(after)) if tree.dependants(verb, "obj") else range(0)


def _nearer_cue(tree: Tree, verb: int, clause: int) -> bool:
    """Whether a participle between verb and clause reports it: "repeated it, saying the dam holds"."""
    return any(
        tree.head(index) == verb
        and tree.tokens[index].text.lower().endswith("ing")
        and bool(cues.frames(tree.tokens[index].text) & Frame.CLAUSE)
        for index in range(verb + 1, min(tree.subtree(clause)))
    )


def _following(tree: Tree, verb: int) -> tuple[Range, ...]:
    """The clause right after the verb, where the parser has hung it elsewhere: "that ...", or subject and verb."""
    tokens = tree.tokens
    start = verb + 1
    while start < len(tokens) and start - verb <= _LONGEST_ADDRESSEE and tokens[start].pos in _ADDRESSEE:
        start += 1
    if start >= len(tokens) or tokens[start].text.lower() != "that" or tokens[start].pos != "SCONJ":
        told = [child for child in tree.dependants(verb, "obj", "iobj") if child > verb]
        addressed = bool(told) and cues.lemma(tokens[verb].text) in cues.TELLING
        start = max(tree.subtree(told[0])) + 1 if addressed else verb + 1
    end = start
    while end < len(tokens) and not _breaks_off(tree, end):
        end += 1
    if tokens[start : start + 1] and tokens[start].text.lower() == "that":
        return ranges(tree, range(start, end), set())
    for index in range(start + 1, min(end, start + _LONGEST_SUBJECT)):
        subjects = [child for child in tree.dependants(index, *_SUBJECTS) if start <= child < index]
        if subjects and tokens[index].pos in _VERBAL:
            return ranges(tree, range(start, end), set()) if min(tree.subtree(subjects[0])) == start else ()
        if tokens[index].pos in _VERBAL and cues.lemma(tokens[verb].text) in _OBJECTLESS:
            return ranges(tree, range(start, end), set())
        if tokens[index].pos not in _PHRASE:
            return ()
    return ()


def _breaks_off(tree: Tree, index: int) -> bool:
    """Whether the report is over here: at a semicolon, or where another report follows a comma."""
    tokens = tree.tokens
    if tokens[index].text in (";", ":"):
        return True
    if tokens[index].text != "," or index + 2 >= len(tokens):
        return False
    following = tokens[index + 1]
    if following.text.lower().endswith("ing") and cues.frames(following.text):
        return True
    return following.pos == "CCONJ" and any(
        cues.frames(token.text) and token.pos == "VERB" for token in tokens[index + 2 : index + 6]
    )


def _host(tree: Tree, verb: int, source: int | None) -> tuple[Range, ...]:
    """The clause that a bare report interrupts or follows: "The bridge fell, police said."."""
    if source is None or tree.dependant(verb, "mark") is not None:
        return ()
    group = _group(tree, verb)
    head = tree.head(verb)
    if tree.relation(verb) in ("parataxis", "ccomp") and head is not None and head not in group:
        before = min(group) > 0 and tree.tokens[min(group) - 1].text in _OPENERS
        if tree.relation(verb) == "parataxis" or before:
            return ranges(tree, tree.subtree(head, [verb]), group)
    first = min(group)
    trails = all(tree.tokens[i].pos == "PUNCT" for i in range(max(group) + 1, len(tree.tokens)))
    if tree.relation(verb) == "root" and trails and first > 2 and tree.tokens[first - 1].text == ",":
        finite = any(tree.dependants(i, "nsubj") for i in range(first) if tree.tokens[i].pos in _VERBAL)
        return ranges(tree, range(first), group) if finite else ()
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
    return ranges(tree, found, barred)


def _ordered(tree: Tree, verb: int) -> tuple[Range, ...]:
    """Addressee and infinitive of "urged people to stay", "called on the mayor to resign"."""
    infinitives = [child for child in tree.dependants(verb, "xcomp", "advcl", "ccomp") if child > verb]
    if not any(tree.tokens[m].text.lower() == "to" for i in infinitives for m in tree.dependants(i, "mark")):
        return ()
    addressees = [child for child in tree.dependants(verb, "obj", "iobj", "obl") if verb < child < infinitives[0]]
    if not addressees:
        return ()
    return ranges(tree, tree.subtree(infinitives[0]) | tree.subtree(addressees[-1]), {verb})


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
    return ranges(tree, words, {verb})


def _estimated(tree: Tree, verb: int) -> tuple[Range, ...]:
    """Object and figure of "put the crowd at 4,000"."""
    things = [thing for thing in tree.dependants(verb, "obj") if thing > verb]
    for figure in (child for head in (verb, *things) for child in tree.dependants(head, "obl", "nmod")):
        cases = {tree.tokens[case].text.lower() for case in tree.dependants(figure, "case")}
        words = tree.subtree(figure)
        if things and "at" in cases and any(tree.tokens[index].pos == "NUM" for index in words):
            return ranges(tree, tree.subtree(things[0]) | words, {verb})
    return ()


def _dependants(tree: Tree, verb: int, relation: str) -> tuple[Range, ...]:
    found = [index for child in tree.dependants(verb, relation) if child > verb for index in tree.subtree(child)]
    return ranges(tree, found, {verb})


def _after_preposition(tree: Tree, verb: int) -> tuple[Range, ...]:
    """The phrase after the verb's own preposition: "called for help"."""
    prepositions = cues.PREPOSITIONS[cues.lemma(tree.tokens[verb].text)]
    for oblique in tree.dependants(verb, "obl", "advcl"):
        case = tree.dependant(oblique, "case", "mark")
        if oblique > verb and case is not None and tree.tokens[case].text.lower() in prepositions:
            return ranges(tree, tree.subtree(oblique) - {case}, {verb})
    return ()


def _group(tree: Tree, verb: int) -> set[int]:
    """The words of the report itself: the verb with its subject, addressee and adverbials, without its content."""
    words = {verb}
    for child in tree.children[verb]:
        if tree.relation(child) not in ("ccomp", "parataxis", "conj", "punct", "advcl"):
            words |= tree.subtree(child)
    return words


def ranges(tree: Tree, words: Iterable[int], barred: set[int]) -> tuple[Range, ...]:
    """From the first to the last of the words, without the barred ones: up to two ranges, punctuation trimmed."""
    kept = sorted(set(words) - barred)
    if not kept:
        return ()
    first, last = kept[0], kept[-1] + 1
    blocking = sorted(i for i in barred if first < i < last)
    pieces = [(first, last)]
    if blocking:
        pieces = [(first, blocking[0]), (blocking[-1] + 1, last)]
    return tuple(piece for piece in (trim(tree, *piece) for piece in pieces) if piece is not None)


def trim(tree: Tree, first: int, last: int) -> Range | None:
    """The tokens without punctuation and conjunctions at the edges; None if no word is left."""
    while first < last and (tree.tokens[first].text in _TRIMMED or tree.tokens[first].pos == "CCONJ"):
        first += 1
    if last - first > 2 and tree.tokens[first].text.lower() in _DAYS and tree.tokens[first + 1].pos not in _VERBAL:
        # "said Friday the dam holds": the day is when it was said.
        first += 1
    while last > first and tree.tokens[last - 1].text in _TRIMMED:
        last -= 1
    if not any(
        tree.tokens[i].pos in _CONTENT_WORDS and tree.tokens[i].text.lower() != "that" for i in range(first, last)
    ):
        return None
    return Range(first, last)
