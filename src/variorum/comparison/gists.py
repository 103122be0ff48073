"""The words that stand for a point: the most central mention, as far as it must be shown to be understood alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

import numpy as np

from variorum.annotate.clauses import Clause, base, children, clause_of, find_clauses, stands_alone
from variorum.annotate.modality import QUESTIONS, is_infinitive
from variorum.comparison.standalone import CONNECTIVES
from variorum.comparison.units import Unit, Units
from variorum.model.document import Document, Statement
from variorum.model.syntax import Token
from variorum.model.text import Span

_READABLE_WORDS = 40
"""Longest gist in words; a longer one is cut back."""
_LEAST_WORDS = 4
"""A clause of fewer words says too little by itself: "the authorities noted"."""
_NEARLY = 0.15
"""How much less fit than the fittest a statement may be that stands for a row in its place."""
_LINKS = frozenset("when as while because since after although though that where whereas with".split())
"""Words that tie a clause to another one, without which it says the same."""
_CONTENT_MARKS = frozenset(("to", "that"))
"""Words that tie what a noun is about to it: "the plan to flee", "the claim that he fled"."""
_OPEN_VERBS = frozenset("come seem appear happen occur".split())
"""Verbs that say little alone: "the strike comes", "it happened"."""
_GOVERNED = frozenset("about against from into of".split())
"""Prepositions that a verb demands rather than ones that tell when, how or what for ("by leaving", "for leaving")."""
_TYING = _GOVERNED | frozenset("at for in on to with".split())
"""Those that tie a clause right behind a verb to it: "charged with stealing", "gathered to protest"."""
_MARKS = {"“": "”", '"': '"', "‘": "’", "'": "'", "(": ")"}
"""Quotation marks and brackets, opening and closing."""
_MARKED = 9
"""Words up to which a closing mark is looked for."""
_BEFORE_PHRASES = frozenset(("case", "cc", "punct", "mark", "nsubj", "cop", "aux", "advmod", "obl", "advcl"))
"""Relations of what may stand before a noun without being part of its phrase."""


def central_statements(members: Sequence[int], units: Units, told: Mapping[int, int]) -> list[int]:
    """The unit nearest to the middle of the group, and those that can stand for it: whole clauses nearly as near.

    Where it is close, a whole clause of the body and a fuller one comes first (captions tell what a picture shows, and
    mix its place and day with those of the event), and one that is not `told` in weightier rows as well, as that says
    what those are about; `told` has in how many of them it is.
    """
    vectors = units.vectors[list(members)]
    closeness = vectors @ vectors.mean(axis=0)
    whole = [_is_whole(units.items[k]) for k in members]
    bonus = [
        0.15 * is_whole
        + 0.1 * min(len(units.items[k].statement.tokens), 20) / 20
        - 0.05 * (units.items[k].sentence.block == "headline")
        - 0.15 * (units.items[k].sentence.block == "caption")
        - 0.15 * told.get(k, 0)
        for k, is_whole in zip(members, whole, strict=True)
    ]
    fitness = closeness + np.array(bonus)
    best, *others = np.argsort(-fitness, kind="stable").tolist()
    return [members[best], *(members[k] for k in others if whole[k] and fitness[k] >= fitness[best] - _NEARLY)]


def _is_whole(unit: Unit) -> bool:
    """A clause with a verb and its own subject."""
    subject = next((i for relation, i in unit.statement.arguments if base(relation) == "nsubj"), None)
    return subject in unit.statement.tokens and unit.sentence.tokens[unit.statement.predicate].pos in ("VERB", "AUX")


def readable(
    unit: Unit, document: Document, elsewhere: Callable[[int], bool] = lambda _: False, beside: Sequence[Unit] = ()
) -> Span:
    """The words of a statement that a reader understands alone.

    A clause that lacks its subject ("who fled", "to mark the day", "killing two") or asks something ("why he fled") is
    shown with the clause that it hangs on, and with what is told beside it, as far as that stays short. Where it does
    not, or where that clause is none of this row's business or only tells who said so, a clause that explains a noun
    ("who fled", "the former mayor") is shown with that noun.

    Args:
        unit: The statement.
        document: Where it stands.
        elsewhere: Whether a clause, given by its predicate, is told in another row.
        beside: Others of its sentence that are shown with it.
    """
    tokens = unit.sentence.tokens
    dependents = children(tokens)
    clauses = find_clauses(tokens)
    reporting = _reporting(unit, document)
    number = next((n for n, clause in enumerate(clauses) if clause.predicate == unit.statement.predicate), None)
    own = first, last = unit.statement.tokens[0], unit.statement.tokens[-1]
    while number is not None and (not stands_alone(tokens, clauses[number]) or _asks(tokens, clauses[number])):
        noun = _explained(tokens, clauses[number])
        describes = noun is not None and _describes(tokens, dependents, clauses[number], noun)
        number = clauses[number].parent
        if number is None:
            break
        foreign = describes and elsewhere(clauses[number].predicate)
        members = clauses[number].tokens
        wide = min(first, members[0]), max(last, members[-1])
        said_so = noun is not None and _tells_who(tokens, noun, clauses[number].predicate, reporting)
        if noun is not None and (foreign or said_so or wide[1] - wide[0] >= _READABLE_WORDS):
            first = min(first, _phrase_start(tokens, dependents, noun))
            beside = () if foreign else beside
            break
        first, last = wide
    if len(unit.statement.tokens) >= _LEAST_WORDS:
        beside = [u for u in beside if u.statement.tokens[0] > first or not _dangles(u, elsewhere)]
    wide = (
        min([first, *(_with_noun(tokens, dependents, clauses, u.statement) for u in beside)]),
        max([last, *(u.statement.tokens[-1] for u in beside)]),
    )
    if wide[1] - wide[0] < _READABLE_WORDS:
        first, last = wide
    if last - first >= _READABLE_WORDS:
        first, last = own
    first = _with_clausal_subject(tokens, dependents, first, unit.statement.predicate)
    first += _is_link(tokens, first, last, clauses)
    first = _behind_connective(tokens, dependents, first, last)
    last = _with_relative(tokens, dependents, first, last)
    first, last = _with_marks(tokens, first, last)
    return document.span(unit.sentence.span.field, tokens[first].start, tokens[last].end)


def brief(unit: Unit, document: Document) -> Span:
    """The words of a statement, with the noun that it explains if it does."""
    tokens = unit.sentence.tokens
    first = _with_noun(tokens, children(tokens), find_clauses(tokens), unit.statement)
    first, last = _with_marks(tokens, first, unit.statement.tokens[-1])
    return document.span(unit.sentence.span.field, tokens[first].start, tokens[last].end)


def _asks(tokens: Sequence[Token], clause: Clause) -> bool:
    """An indirect question, which states nothing: "what caused the fire", "whether he had fled"."""
    first = clause.tokens[0]
    asked = base(tokens[clause.predicate].relation) in ("ccomp", "csubj") and clause.parent is not None
    direct = first > 0 and tokens[first - 1].text in _MARKS
    return asked and not direct and tokens[first].text.casefold() in QUESTIONS


def _dangles(unit: Unit, elsewhere: Callable[[int], bool]) -> bool:
    """Whether a statement only says what for: "to pull out its troops", where who is to do so has a row of its own."""
    tokens, predicate = unit.sentence.tokens, unit.statement.predicate
    return is_infinitive(tokens, predicate) and tokens[predicate].head >= 0 and elsewhere(tokens[predicate].head)


def _with_noun(
    tokens: Sequence[Token], dependents: Sequence[Sequence[int]], clauses: Sequence[Clause], statement: Statement
) -> int:
    """Where a statement begins, with the noun before it that it explains if it does."""
    clause = clause_of(clauses, statement.predicate)
    noun = None if clause is None else _explained(tokens, clause)
    return statement.tokens[0] if noun is None else min(statement.tokens[0], _phrase_start(tokens, dependents, noun))


def _explained(tokens: Sequence[Token], clause: Clause) -> int | None:
    """The noun that a relative clause, a participle or an apposition explains."""
    head = tokens[clause.predicate].head
    explains = base(tokens[clause.predicate].relation) in ("acl", "appos")
    return head if explains and tokens[head].pos in ("NOUN", "PROPN") else None


def _describes(tokens: Sequence[Token], dependents: Sequence[Sequence[int]], clause: Clause, noun: int) -> bool:
    """Whether a clause right behind a noun tells of it: "who fled", "letters sent in May", "the claim that he fled".

    Not what may as well hang on the whole clause: "found in Lindau, addressed to him", "hours after he had fled", "in
    the hope of finding him".
    """
    relation = tokens[clause.predicate].relation
    if base(relation) == "appos" or relation == "acl:relcl":
        return True
    marks = [child for child in dependents[clause.predicate] if base(tokens[child].relation) == "mark"]
    if marks:
        return marks[0] == noun + 1 and tokens[marks[0]].text.casefold() in _CONTENT_MARKS
    return tokens[noun].pos == "NOUN"


def _reporting(unit: Unit, document: Document) -> set[int]:
    """The words of a sentence that tell that something was said."""
    cues = [a.cue for a in document.attributions if a.cue is not None and a.cue.field == unit.sentence.span.field]
    return {
        index
        for index, token in enumerate(unit.sentence.tokens)
        if any(cue.start <= token.start < cue.end for cue in cues)
    }


def _tells_who(tokens: Sequence[Token], noun: int, predicate: int, reporting: Set[int]) -> bool:
    """Whether a noun stands in a reporting clause, but not in what is reported ("he denied the claims")."""
    part = noun
    while tokens[part].head not in (predicate, -1):
        part = tokens[part].head
    return predicate in reporting and base(tokens[part].relation) in ("nsubj", "obl")


def _phrase_start(tokens: Sequence[Token], dependents: Sequence[Sequence[int]], noun: int) -> int:
    """The first word of a noun's phrase, without the preposition before it."""
    left = [child for child in dependents[noun] if child < noun and base(tokens[child].relation) not in _BEFORE_PHRASES]
    return min([noun, *(_first_word(dependents, child) for child in left)])


def _first_word(dependents: Sequence[Sequence[int]], word: int) -> int:
    """The first of all words that hang on a word: "about" of "about 600"."""
    reached = [word]
    for part in reached:
        reached.extend(child for child in dependents[part] if child < part)
    return min(reached)


def _is_link(tokens: Sequence[Token], first: int, last: int, clauses: Sequence[Clause]) -> bool:
    """A word that only ties a whole clause to what is not shown: "when the bridge fell".

    Not "if" or "before", without which the clause would tell as done what was not.
    """
    token = tokens[first]
    if token.text.casefold() not in _LINKS or base(token.relation) not in ("mark", "advmod"):
        return False
    tied = clause_of(clauses, token.head)
    if tied is None or tied.subject not in tied.tokens or tokens[first + 1].pos == "PUNCT":
        return False
    return not first <= tokens[tied.predicate].head <= last


def _behind_connective(tokens: Sequence[Token], dependents: Sequence[Sequence[int]], first: int, last: int) -> int:
    """Where a statement begins without the adverb that links it to the sentence before: "Meanwhile, | police said"."""
    bare = tokens[first].text.casefold() in CONNECTIVES and base(tokens[first].relation) == "advmod"
    if not bare or any(tokens[child].pos != "PUNCT" for child in dependents[first]):
        return first
    start = next((i for i in range(first + 1, last + 1) if tokens[i].pos != "PUNCT"), first)
    return start if last - start + 1 >= _LEAST_WORDS else first


def _with_clausal_subject(
    tokens: Sequence[Token], dependents: Sequence[Sequence[int]], first: int, predicate: int
) -> int:
    """Where a clause begins that is the subject of what is shown: "to say they marked up | is outrageous"."""
    subjects = [child for child in dependents[predicate] if base(tokens[child].relation) == "csubj"]
    start = min([first, *(_first_word(dependents, child) for child in subjects)])
    return start if predicate - start < _READABLE_WORDS else first


def _with_relative(tokens: Sequence[Token], dependents: Sequence[Sequence[int]], first: int, last: int) -> int:
    """The end of "what they call a betrayal", "at a time when nobody watches" and "work goes into building it".

    What follows without a comma tells which one is meant, or what for; "called for the troops to leave" is one phrase.
    """
    if tokens[last].pos == "ADJ" or tokens[last].lemma.casefold() in _OPEN_VERBS:
        explaining: tuple[str, ...] = ("acl", "advcl", "ccomp", "xcomp")
    else:
        explaining = ("ccomp", "xcomp") if tokens[last].pos == "VERB" else ("acl",)
    members = [child for child in dependents[last] if child > last and base(tokens[child].relation) in explaining]
    members.extend(_complement_behind(tokens, dependents, first, last))
    members.extend(_infinitive_after_for(tokens, dependents, last))
    for child in members:
        members.extend(dependents[child])
    if not members or tokens[min(members)].pos == "PUNCT" or min(members) > last + 1:
        return last
    end = max(child for child in members if tokens[child].pos != "PUNCT")
    if end - first >= _READABLE_WORDS:
        end = next((i for i in range(last + 1, end) if tokens[i + 1].pos == "PUNCT"), end)
        end = last if base(tokens[end].relation) == "mark" else end  # "he said that | , if ..."
    return end if end - first < _READABLE_WORDS or tokens[last].pos == "PRON" else last


def _complement_behind(
    tokens: Sequence[Token], dependents: Sequence[Sequence[int]], first: int, last: int
) -> list[int]:
    """The clause right behind that a verb demands: "goes into building", "accused them of theft", "warned that"."""
    for verb in range(first, last + 1):
        for child in dependents[verb]:
            relation, marks = base(tokens[child].relation), {tokens[i].text.casefold() for i in dependents[child]}
            tying = _TYING if verb == last else _GOVERNED
            demanded = relation in ("ccomp", "xcomp") or (relation == "advcl" and not marks.isdisjoint(tying))
            if tokens[verb].pos == "VERB" and demanded and _first_word(dependents, child) == last + 1:
                return [child]
    return []


def _infinitive_after_for(tokens: Sequence[Token], dependents: Sequence[Sequence[int]], last: int) -> list[int]:
    """The infinitive that follows right behind "for" and a noun: what the noun is to do."""
    infinitive = tokens[last + 1].head if last + 1 < len(tokens) else -1
    if tokens[last].pos not in ("NOUN", "PROPN", "PRON") or infinitive <= last or tokens[last + 1].pos != "PART":
        return []
    after_for = any(
        tokens[child].text.casefold() == "for" for child in (*dependents[last], *dependents[infinitive]) if child < last
    )
    return [infinitive] if after_for and is_infinitive(tokens, infinitive) else []


def _with_marks(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """With the other one of a pair of marks of which one is shown, and a few words up to it where marks open inside."""
    shown = [token.text for token in tokens[first : last + 1]]
    for opening, closing in _MARKS.items():
        one_sided = shown.count(opening) != shown.count(closing) if opening != closing else shown.count(opening) % 2
        if not one_sided:
            continue
        after = next((k for k in range(last + 1, min(last + _MARKED, len(tokens))) if tokens[k].text == closing), None)
        if after is not None and (opening in shown[1:] or all(t.pos == "PUNCT" for t in tokens[last + 1 : after])):
            last = after
        elif first > 0 and tokens[first - 1].text == opening:
            first -= 1
    return first, last
