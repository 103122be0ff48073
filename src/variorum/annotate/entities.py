"""The entities of one article: which of its names name the same."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from variorum.annotate.aliases import Form, group
from variorum.annotate.names import match, person_words, words
from variorum.annotate.restored import restore
from variorum.language.names import may_be_rank
from variorum.model.article import Article
from variorum.model.document import Entity, EntityMention, Sentence
from variorum.model.syntax import Name, NameKind
from variorum.model.text import Span

_ALSO_KNOWN = re.compile(
    r"\s*[,(]?\s*(?:also |better |formerly )?known as\s+(?:the\s+)?|\s*\(\s*(?:the\s+)?", re.IGNORECASE
)
_BORN = re.compile(r",?(?: (?:aged )?\d{1,3},)? \(?(?:born|real name|whose real name (?:is|was)) ")
"""Between what somebody is called and what they were named."""


# "R", "D-Mass.", as American reports put party and state in brackets after a politician: no alias of his name.
_AFFILIATION = re.compile(r"[A-Z](?:-[A-Z][\w.]+)?")


_ESTABLISHED = 2
"""How often an article must call somebody by the bare last name for it to be this one's throughout."""

_JUST = 2
"""Sentences after one that names somebody by the first name in which the last name may follow."""

_COMMON = frozenset(("NOUN", "ADJ", "VERB", "ADV"))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name stands, and how sure the model is of its kind."""

    span: Span
    sentence: int
    first: int
    last: int
    score: float


def find_entities(
    article: Article, sentences: Sequence[Sentence]
) -> tuple[tuple[Entity, ...], tuple[EntityMention, ...]]:
    """Groups the names of an article into entities: spellings, shortened forms, "X, also known as Y", "X (Y)"."""
    forms: list[Form] = []
    places: list[_Place] = []
    ranks = _ranks(sentences)
    for sentence in sentences:
        for name in sentence.names:
            first, last = _trim(sentence, name)
            if name.kind == "person":
                first = _behind_description(sentence, first, last)
                first = _behind_rank([token.text for token in sentence.tokens[first:last]], ranks) + first
            if first < last:
                tokens = sentence.tokens[first:last]
                span = article.span(sentence.span.field, tokens[0].start, tokens[-1].end)
                if _AFFILIATION.fullmatch(span.quote) or all(token.pos == "PRON" for token in tokens):
                    continue
                forms.append(Form(restore(span.quote).text, name.kind))
                places.append(_Place(span, sentence.index, first, last, name.score))
    numbers = group(forms, _explicit_aliases(article, forms, places))
    by_number = {sentence.index: sentence for sentence in sentences}
    titles = [_courtesy(by_number[place.sentence], place) for place in places]
    relatives = _relatives(forms, places, numbers, titles)
    bearers = {**_last_named(forms, places, numbers, titles), **relatives}
    members: dict[int, list[int]] = defaultdict(list)
    for index, number in enumerate(numbers):
        if index not in bearers:
            members[number].append(index)
    order = {number: place for place, number in enumerate(sorted(members))}
    entities = tuple(_entity([(forms[i], places[i].score) for i in members[number]]) for number in order)
    mentions = tuple(
        EntityMention(place.span, place.sentence, place.first, place.last, order[bearer])
        for index, (place, number) in enumerate(zip(places, numbers, strict=True))
        if (bearer := bearers.get(index, number)) is not None
    )
    return entities, mentions


def _last_named(
    forms: Sequence[Form], places: Sequence[_Place], numbers: Sequence[int], titles: Sequence[str]
) -> dict[int, int]:
    """Of the forms that may shorten the names of several people the one who was last named in full before each.

    Not where two were named in one sentence, nor one whom the article calls Mr for a Mrs. Whom an article has called by
    the bare last name before it names another bearer keeps it: the other one is named in full each time.
    """
    full: dict[int, list[str]] = defaultdict(list)
    for form, number in zip(forms, numbers, strict=True):
        if form.kind == "person" and len(person_words(form.text)) > 1:
            full[number].append(form.text)
    called: dict[int, set[str]] = defaultdict(set)
    for title, number in zip(titles, numbers, strict=True):
        called[number].update({title} - {""})
    found: dict[int, int] = {}
    named: dict[int, int] = {}
    alone: Counter[int] = Counter()
    for index, (form, place, number, title) in enumerate(zip(forms, places, numbers, titles, strict=True)):
        if number in full:
            named.pop(number, None)
            named[number] = place.sentence
        elif form.kind == "person":
            fitting = [
                n for n in reversed(named) if any(match(form.text, name, "person") == "short" for name in full[n])
            ]
            likely = [n for n in fitting if not title or not called[n] or title in called[n]]
            together = len(likely) > 1 and named[likely[0]] == named[likely[1]]
            known = [n for n in likely if not title and alone[n] >= _ESTABLISHED]
            if len(fitting) == 1:
                alone.update(fitting)
            elif known or (likely and not together):
                found[index] = (known or likely)[0]
    return found


def _relatives(
    forms: Sequence[Form], places: Sequence[_Place], numbers: Sequence[int], titles: Sequence[str]
) -> dict[int, int | None]:
    """Of the last names that are called Mr, where who bears them is called Mrs, or the other way round, whose each is.

    The one's who was just named by the first name alone ("Mrs Brandt's son Tom ... Mr Brandt said"), else nobody's that
    the article names.
    """
    full = {n for form, n in zip(forms, numbers, strict=True) if len(person_words(form.text)) > 1}
    called: dict[int, Counter[str]] = defaultdict(Counter)
    for number, title in zip(numbers, titles, strict=True):
        called[number].update([title] if title else [])
    found: dict[int, int | None] = {}
    first_named: dict[int, int] = {}
    for index, (form, place, number, title) in enumerate(zip(forms, places, numbers, titles, strict=True)):
        if form.kind != "person" or len(person_words(form.text)) > 1:
            continue
        ranked = called[number].most_common()
        if number not in full and not ranked:
            first_named[number] = place.sentence
        elif number in full and title and len(ranked) > 1 and ranked[0][1] > ranked[1][1] and title != ranked[0][0]:
            near = [n for n, sentence in first_named.items() if place.sentence - sentence <= _JUST]
            found[index] = near[0] if len(near) == 1 else None
    return found


def _courtesy(sentence: Sentence, place: _Place) -> str:
    """Whether a name is called by a man's or a woman's title: "mr", "mrs", or nothing."""
    word = sentence.tokens[place.first - 1].text.casefold().rstrip(".") if place.first else ""
    return "mr" if word == "mr" else "mrs" if word in ("mrs", "ms", "miss") else ""


def _fullest(names: Iterable[str], kind: NameKind) -> str:
    """The form that tells most: the most words, titles apart; a noun, which is shorter, before its adjective."""
    count = person_words if kind == "person" else words
    return max(dict.fromkeys(names), key=lambda name: (len(count(name)), -len(words(name)), -len(name)))


def name_and_kind(forms: Sequence[tuple[Form, float]]) -> tuple[str, NameKind]:
    """The fullest of several forms, and what kind of thing those of its words name: a country, not its people.

    Args:
        forms: Forms of one name, with the weight of each.
    """
    common = _weightiest(forms)
    name = _fullest((form.text for form, _ in forms), common)
    return name, _weightiest([(form, weight) for form, weight in forms if _singular(form.text) == _singular(name)])


def _singular(name: str) -> tuple[str, ...]:
    return tuple(word.removesuffix("s") for word in words(name))


def _weightiest(forms: Sequence[tuple[Form, float]]) -> NameKind:
    """The kind that most speaks for; a thing is what nobody knows a kind of."""
    kinds: defaultdict[NameKind, float] = defaultdict(float)
    for form, weight in forms:
        kinds[form.kind] += weight
    return max(kinds, key=lambda kind: (kind != "thing", kinds[kind]))


def _entity(members: Sequence[tuple[Form, float]]) -> Entity:
    name, kind = name_and_kind(members)
    return Entity(name, kind, tuple(dict.fromkeys(form.text for form, _ in members)))


def _ranks(sentences: Sequence[Sentence]) -> set[str]:
    """Short words in capitals before full names ("PC Ida Brandt"), which are no initials in "PC Brandt" either."""
    before = (
        sentence.tokens[name.first - 1].text
        for sentence in sentences
        for name in sentence.names
        if name.kind == "person" and name.last - name.first > 1 and name.first > 0
    )
    return set(filter(may_be_rank, before))


def _behind_rank(words: Sequence[str], ranks: Set[str]) -> int:
    """Where a name begins behind a rank: "PC | Brandt", "Harbour Watch PC | Ida Brandt"."""
    found = [
        number for number, word in enumerate(words[:-1]) if word in ranks and (number == 0 or len(words) > number + 2)
    ]
    return found[-1] + 1 if found else 0


def _behind_description(sentence: Sentence, first: int, last: int) -> int:
    """Where a person's name begins behind common words: "publicity leech | Ida Brandt", but "van der Berg"."""
    while first < last - 1 and sentence.tokens[first].text[:1].islower() and sentence.tokens[first].pos in _COMMON:
        first += 1
    return first


def _trim(sentence: Sentence, name: Name) -> tuple[int, int]:
    """Leaves out determiners, possessive endings and punctuation at the edges of a name."""
    first, last = name.first, name.last
    while first < last and sentence.tokens[first].pos in ("DET", "PUNCT", "ADP"):
        first += 1
    while first < last and sentence.tokens[last - 1].pos in ("PUNCT", "PART", "ADP"):
        last -= 1
    return first, last


def _explicit_aliases(article: Article, forms: Sequence[Form], places: Sequence[_Place]) -> Iterable[tuple[int, int]]:
    """Pairs of neighbouring names between which the text says that they are one."""
    for left, (a, b) in enumerate(itertools.pairwise(places)):
        # In "militias in the north known as the Front" it is the militias that are known so.
        if a.sentence != b.sentence or (forms[left].kind == "place") != (forms[left + 1].kind == "place"):
            continue
        between = article.field(a.span.field)[a.span.end : b.span.start]
        if forms[left].kind == "person" and between.strip() == "(":
            continue  # "Ida Brandt (Harbour Party)": whom she belongs to.
        people = forms[left].kind == forms[left + 1].kind == "person"
        if len(between) <= 40 and (_ALSO_KNOWN.fullmatch(between) or (people and _BORN.fullmatch(between))):
            yield left, left + 1
