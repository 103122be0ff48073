"""The people and bodies that an article names, where it mentions them and how it describes them.

This is what pronouns and descriptions ("she", "the ministry") are resolved against.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from variorum.annotate.attributions.noun_phrases import core
from variorum.annotate.attributions.roles import BODIES, FEMALE, HE, MALE, SHE
from variorum.annotate.entities import find_entities
from variorum.annotate.names import FULL_TITLES, TITLE_SYNONYMS, TITLES, words
from variorum.annotate.phrases import POSSESSIVES
from variorum.annotate.tree import Tree
from variorum.model.article import Article
from variorum.model.document import Sentence
from variorum.model.syntax import NameKind

# "D-Calif.", as American reports put it after the name of a politician.
_PARTY_AND_STATE = re.compile(r"[A-Z]-[A-Z][\w.]+$")
_RANKS = TITLES | frozenset("vice prime deputy former chief attorney first acting interim".split())
_CHAIN = ("compound", "flat", "appos", "conj")
_LONGEST_TITLE = 6


@dataclass(slots=True)
class Figure:
    """Someone or something that the article names.

    Attributes:
        name: Its fullest name.
        kind: What it is.
        described: Lower-case words of the titles, appositions and predicates that the article gives it.
        nouns: The nouns among them that say what it is ("president" of "vice president").
        male: How often titles, nouns and unambiguous pronouns tell a man.
        female: How often they tell a woman.
        sentences: Numbers of the sentences that mention it, ascending.
    """

    name: str
    kind: NameKind
    described: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    male: int = 0
    female: int = 0
    sentences: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a figure in a sentence, and how prominent it is there.

    Attributes:
        figure: Number of the figure.
        first: First token.
        last: One past the last token.
        subject: It is the subject of a clause, or part of the subject phrase.
        possessive: It only possesses something.
        quoted: It stands within quotation marks.
    """

    figure: int
    first: int
    last: int
    subject: bool
    possessive: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of an article.

    Attributes:
        figures: In the order of their first mention.
        at: For each sentence number its mentions, left to right.
        known_as: Figures by each noun that says what they are.
    """

    figures: tuple[Figure, ...]
    at: dict[int, list[Place]]
    known_as: dict[str, list[int]]


def find_figures(
    article: Article, sentences: Sequence[Sentence], trees: Sequence[Tree], quoted: Sequence[Sequence[int]]
) -> Figures:
    """Gathers names and what the article says about their bearers.

    Args:
        article: The article.
        sentences: Its sentences.
        trees: Their trees.
        quoted: For each sentence and token the number of its quotation, or -1.
    """
    entities, mentions = find_entities(article, sentences)
    figures = tuple(Figure(_plain(entity.name), entity.kind) for entity in entities)
    at: dict[int, list[Place]] = defaultdict(list)
    number_of = {sentence.index: number for number, sentence in enumerate(sentences)}
    for mention in mentions:
        number = number_of[mention.sentence]
        tree = trees[number]
        if _only_rank(tree, mention.first, mention.last) or _only_modifies(tree, mention.first, mention.last):
            continue
        figure = figures[mention.entity]
        figure.sentences.append(number)
        at[number].append(_place(tree, quoted[number], mention.entity, mention.first, mention.last))
        _describe(figure, tree, mention.first, mention.last)
    _learn_gender(figures, at, trees, quoted)
    known_as: dict[str, list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        if figure.kind != "person":
            figure.nouns |= {word for word in words(figure.name) if word in BODIES}
        for noun in figure.nouns:
            known_as[noun].append(number)
    return Figures(figures, at, known_as)


def _only_rank(tree: Tree, first: int, last: int) -> bool:
    """Whether what was taken for a name is only a rank, or not written as a name."""
    forms = [tree.tokens[index].text for index in range(first, last)]
    if any(_PARTY_AND_STATE.match(form) for form in forms):
        return True
    return all(form.lower().rstrip(".") in _RANKS for form in forms) or not any(
        form[:1].isupper() or form[:1].isdigit() or not form[:1].isalpha() for form in forms
    )


def _only_modifies(tree: Tree, first: int, last: int) -> bool:
    """Whether a name is an adjective of somebody else: "the Norrandi ministry"."""
    return last - first == 1 and tree.tokens[first].pos == "ADJ" and tree.relation(first) == "amod"


def _place(tree: Tree, quoted: Sequence[int], figure: int, first: int, last: int) -> Place:
    roles: set[str] = set()
    for index in range(first, last):
        current: int | None = index
        for _ in range(4):
            if current is None:
                break
            roles.add(tree.relation(current))
            if tree.relation(current) not in _CHAIN:
                break
            current = tree.head(current)
    possessive = last < len(tree.tokens) and tree.tokens[last].text in POSSESSIVES
    marked = any(quoted[index] >= 0 for index in range(first, last))
    return Place(figure, first, last, "nsubj" in roles, possessive, marked)


def _describe(figure: Figure, tree: Tree, first: int, last: int) -> None:
    """Collects titles in and before the name, the apposition around it and a predicate noun after it."""
    found: list[str] = []
    for index in range(first, last):
        word = tree.tokens[index].text.lower().rstrip(".")
        if word in TITLES or word in MALE or word in FEMALE:
            found.append(word)
            figure.nouns.update(_nouns_of(word))
    index = first - 1
    if index >= 0 and tree.tokens[index].pos in ("NOUN", "PROPN"):
        word = tree.tokens[index].text.lower().rstrip(".")
        figure.nouns.update(_nouns_of(word))
    while index >= 0 and first - index <= _LONGEST_TITLE and tree.tokens[index].pos in ("NOUN", "PROPN", "ADJ"):
        word = tree.tokens[index].text.lower().rstrip(".")
        found.append(word)
        if word in TITLES or word in FULL_TITLES:
            figure.nouns.update(_nouns_of(word))
        index -= 1
    for member in range(first, last):
        for apposition in tree.dependants(member, "appos"):
            found.extend(_nouns(tree, apposition))
            figure.nouns.add(tree.tokens[apposition].text.lower())
        head = tree.head(member)
        if head is not None and not first <= head < last:
            predicate = tree.relation(member) == "nsubj" and tree.dependant(head, "cop") is not None
            if predicate or tree.relation(member) == "appos":
                found.extend(_nouns(tree, head))
                figure.nouns.add(tree.tokens[head].text.lower())
    figure.described.update(found)
    figure.male += sum(word in MALE for word in found)
    figure.female += sum(word in FEMALE for word in found)


def _nouns_of(title: str) -> tuple[str, ...]:
    """What its bearer is called by: "Rep.", "representative", "congressman"."""
    full = FULL_TITLES.get(title, title)
    return title, full, *TITLE_SYNONYMS.get(full, ())


def _nouns(tree: Tree, head: int) -> list[str]:
    first, last = core(tree, head)
    return [t.text.lower() for t in tree.tokens[first:last] if t.pos in ("NOUN", "PROPN", "ADJ")]


def _learn_gender(
    figures: Sequence[Figure], at: dict[int, list[Place]], trees: Sequence[Tree], quoted: Sequence[Sequence[int]]
) -> None:
    """Counts pronouns that can only mean one person, as nobody else is named in that sentence or the one before.

    Who has a title or a noun that tells is left alone.
    """
    titled = {number for number, figure in enumerate(figures) if figure.male or figure.female}
    for number, tree in enumerate(trees):
        for index, token in enumerate(tree.tokens):
            form = token.text.lower()
            if (form not in HE and form not in SHE) or quoted[number][index] >= 0:
                continue
            here = _people(figures, [place for place in at.get(number, ()) if place.first < index])
            candidates = here or _people(figures, [place for place in at.get(number - 1, ()) if place.subject])
            if len(candidates) == 1:
                number_of_one = candidates.pop()
                if number_of_one not in titled:
                    figures[number_of_one].male += form in HE
                    figures[number_of_one].female += form in SHE


def _people(figures: Sequence[Figure], places: Sequence[Place]) -> set[int]:
    return {place.figure for place in places if figures[place.figure].kind == "person"}


def _plain(name: str) -> str:
    """A name on one line, without a possessive ending."""
    return re.sub(r"['’]s?$", "", " ".join(name.split()))
