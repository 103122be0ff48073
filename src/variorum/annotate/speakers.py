"""Says who a source is: resolves "she", "the ministry", "Ms Lane" to the fullest name that the article gives.

Names and their shortened forms come from `entities`. A description is matched to the names that the article gives
it to ("Ada Lane, the mayor, ..." makes "the mayor" Ada Lane), a pronoun to the likeliest person before it by number,
gender where a title or noun tells it, who spoke last, grammatical role and distance.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from variorum.annotate import cues
from variorum.annotate.entities import find_entities
from variorum.annotate.names import TITLES, words
from variorum.annotate.tree import Tree
from variorum.model.article import Article
from variorum.model.document import Sentence, Source, SourceKind
from variorum.model.syntax import NameKind
from variorum.model.text import Span

_MALE = frozenset(
    "mr sir lord spokesman chairman businessman congressman policeman fireman salesman father son brother husband "
    "uncle grandfather boy man king prince actor gentleman councilman assemblyman alderman nephew grandson widower "
    "monk priest pope imam bishop archbishop".split()
)
_FEMALE = frozenset(
    "mrs ms miss dame lady spokeswoman chairwoman businesswoman congresswoman policewoman mother daughter sister wife "
    "aunt grandmother girl woman queen princess actress councilwoman assemblywoman niece granddaughter widow nun "
    "midwife".split()
)
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset("it its itself".split())
_FIRST = frozenset("i we me us my our".split())
PRONOUNS = _HE | _SHE | _THEY | _IT | _FIRST | frozenset("who whom".split())

_BODIES = frozenset(
    "agency group organisation organization company firm party ministry department army military force police "
    "newspaper paper channel network union bank court church university council committee commission office service "
    "airline government administration parliament senate congress house cabinet board association federation "
    "federation charity foundation institute club team corporation station broadcaster magazine outlet website site "
    "embassy authority authorities hospital school navy regime militia movement coalition alliance watchdog "
    "prosecution defence defense jury panel bureau inquiry review campaign side state country nation city "
    "county".split()
)
_SINGULAR_GROUPS = frozenset("police military army people staff family crew crowd media press public".split())
_DETERMINERS = frozenset("the a an this that these those his her its their our my".split())
_DEFINITE = frozenset("the this that these those his her its their".split())
_POSSESSIVES = ("'s", "’s", "'", "’")
_BREAKS = frozenset(", ; : ( ) — – -- who whom whose which that where when".split())
_PHRASAL = frozenset("det amod compound nummod nmod flat fixed case conj cc goeswith advmod punct".split())
_LOOK_BACK = 12
# Scores of antecedents: for having spoken last, and lost with each sentence between.
_SPOKE = 2.0
_FADE = 0.7


@dataclass(slots=True)
class _Figure:
    """Someone or something that the article names.

    Attributes:
        name: Its fullest name.
        kind: What it is.
        described: Lower-case nouns that titles and appositions give it.
        male: How often titles and nouns tell a man.
        female: How often they tell a woman.
        places: Its mentions in reading order.
    """

    name: str
    kind: NameKind
    described: set[str] = field(default_factory=set)
    male: int = 0
    female: int = 0
    places: list[_Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """One mention: where, and how prominent in its sentence."""

    sentence: int
    first: int
    last: int
    subject: bool
    possessive: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source with the probability that it is the right one."""

    source: Source
    confidence: float
    figure: int | None


class Cast:
    """Everybody whom an article names, and who has spoken so far.

    Args:
        article: The article.
        sentences: Its sentences.
        trees: Their trees.
        quoted: For each sentence and token the number of its quotation, or -1.
    """

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        trees: Sequence[Tree],
        quoted: Sequence[Sequence[int]],
    ) -> None:
        self._article = article
        self._sentences = sentences
        self._trees = trees
        self._figures: list[_Figure] = []
        self._at: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self._spoken: list[tuple[int, Speaker]] = []
        entities, mentions = find_entities(article, sentences)
        self._figures = [_Figure(_plain(entity.name), entity.kind) for entity in entities]
        position = {sentence.index: number for number, sentence in enumerate(sentences)}
        for mention in mentions:
            number = position[mention.sentence]
            figure = self._figures[mention.entity]
            figure.places.append(_place(trees[number], quoted[number], number, mention.first, mention.last))
            self._at[number].append((mention.first, mention.last, mention.entity))
            _describe(figure, trees[number], mention.first, mention.last)

    def resolve(self, sentence: int, head: int, *, written: bool = False) -> Speaker:
        """Who the phrase with this head is.

        Args:
            sentence: Number of the sentence.
            head: Index of the head of the phrase.
            written: The cue tells that the words were written rather than spoken.
        """
        tree = self._trees[sentence]
        first, last = core(tree, head)
        speaker = self._by_form(tree, sentence, head, first, last)
        self._spoken.append((sentence, speaker))
        if written and speaker.source.kind != "written":
            source = Source(speaker.source.name, "written", speaker.source.mention)
            return Speaker(source, speaker.confidence, speaker.figure)
        return speaker

    def _by_form(self, tree: Tree, sentence: int, head: int, first: int, last: int) -> Speaker:
        form = tree.tokens[head].text.lower()
        mention = self._span(sentence, first, last)
        if form in PRONOUNS and last - first == 1:
            return self._pronoun(sentence, head, form, mention)
        named = self._named(tree, sentence, head, first, last)
        if named is not None:
            figure = self._figures[named]
            return Speaker(Source(figure.name, _source_kind(figure.kind), mention), 0.97, named)
        noun = cues.singular(form)
        if noun in cues.WRITTEN:
            return self._document(tree, sentence, first, last, noun, mention)
        if tree.tokens[first].text.lower() in _DEFINITE:
            described = self._described(tree, sentence, first, last, noun)
            if described is not None:
                figure = self._figures[described]
                return Speaker(Source(figure.name, _source_kind(figure.kind), mention), 0.8, described)
        kind = _description_kind(tree, head, noun)
        return Speaker(Source(_phrase(mention.quote), kind, mention), 0.9, None)

    def _named(self, tree: Tree, sentence: int, head: int, first: int, last: int) -> int | None:
        """The name in the phrase: the one that holds its head, else the last person in it who possesses nothing."""
        inside = [(a, b, figure) for a, b, figure in self._at[sentence] if first <= a and b <= last]
        owned = [item for item in inside if not _is_possessive(tree, item[1])]
        people = [item for item in owned if self._figures[item[2]].kind == "person"]
        for a, b, figure in owned:
            if a <= head < b and (self._figures[figure].kind == "person" or not people):
                return figure
        if people and not _prepositional(tree, first, people[-1][0]):
            return people[-1][2]
        # "the union's president, Ada Lane, ..."
        if last + 1 < len(tree.tokens) and tree.tokens[last].text == "," and tree.tokens[head].pos != "PROPN":
            for a, b, figure in self._at[sentence]:
                ends = b >= len(tree.tokens) or tree.tokens[b].pos in ("PUNCT", "VERB", "AUX", "CCONJ")
                if a == last + 1 and self._figures[figure].kind == "person" and ends:
                    return figure
        return None

    def _pronoun(self, sentence: int, head: int, form: str, mention: Span) -> Speaker:
        """The likeliest of those named so far, or of the speakers so far that only a description names."""
        scores: list[tuple[float, Source, int | None]] = []
        for number, figure in enumerate(self._figures):
            score = self._salience(figure, number, sentence, head) if _agrees(figure, form) else None
            if score is not None:
                scores.append((score, Source(figure.name, _source_kind(figure.kind), mention), number))
        for spoken, speaker in self._spoken[-6:]:
            if speaker.figure is None and speaker.confidence > 0.5 and _may_be(speaker.source, form):
                score = _SPOKE - _FADE * (sentence - spoken)
                scores.append((score, Source(speaker.source.name, speaker.source.kind, mention), None))
        if not scores:
            kind: SourceKind = "group" if form in _THEY else "person" if form in _HE | _SHE else "unknown"
            return Speaker(Source(mention.quote, kind, mention), 0.3, None)
        _, source, chosen = max(scores, key=lambda item: item[0])
        return Speaker(source, 0.85, chosen)

    def _salience(self, figure: _Figure, number: int, sentence: int, head: int) -> float | None:
        best: float | None = None
        for place in figure.places:
            distance = sentence - place.sentence
            if distance < 0 or distance > _LOOK_BACK or (distance == 0 and place.first >= head):
                continue
            score = -_FADE * distance + place.first / 1000
            score += 1.5 * place.subject - 1.0 * place.possessive - 2.5 * place.quoted
            score -= 1.5 * (figure.kind == "place")
            best = score if best is None else max(best, score)
        for spoken, speaker in reversed(self._spoken[-6:]):
            if speaker.figure == number and 0 <= sentence - spoken <= _LOOK_BACK:
                score = _SPOKE - _FADE * (sentence - spoken)
                best = score if best is None else max(best, score)
                break
        return best

    def _described(self, tree: Tree, sentence: int, first: int, last: int, noun: str) -> int | None:
        """The figure that the article has described with this noun; for bodies also one whose name holds it."""
        told = {token.text.lower() for token in tree.tokens[first:last]} - _DETERMINERS
        scores: dict[int, float] = {}
        for number, figure in enumerate(self._figures):
            known = figure.described | {word for word in words(figure.name) if word in _BODIES}
            if noun not in known:
                continue
            nearest = max((p.sentence for p in figure.places if p.sentence <= sentence), default=None)
            if nearest is None:
                continue
            overlap = len(told & known)
            scores[number] = 2.0 * overlap - 0.1 * (sentence - nearest)
        return max(scores, key=lambda number: scores[number]) if scores else None

    def _document(self, tree: Tree, sentence: int, first: int, last: int, noun: str, mention: Span) -> Speaker:
        """A written source: its author where the phrase or the sentences before tell, else what it is."""
        for a, b, figure in self._at[sentence]:
            if first <= a and b <= last and self._figures[figure].kind != "place":
                return Speaker(Source(self._figures[figure].name, "written", mention), 0.85, figure)
        if tree.tokens[first].text.lower() in _DEFINITE:
            author = self._author(sentence, noun)
            if author is not None:
                return Speaker(Source(self._figures[author].name, "written", mention), 0.7, author)
        return Speaker(Source(_phrase(mention.quote), "written", mention), 0.9, None)

    def _author(self, sentence: int, noun: str) -> int | None:
        """Who is the subject of the last sentence that mentions such a document."""
        for number in range(sentence - 1, max(-1, sentence - 5), -1):
            tokens = self._trees[number].tokens
            if not any(cues.singular(token.text) == noun for token in tokens):
                continue
            subjects = [f for f in self._figures for p in f.places if p.sentence == number and p.subject]
            if subjects:
                return self._figures.index(subjects[0])
        return None

    def subject_of(self, sentence: int) -> int | None:
        """The person or body that is subject of a sentence, for quotations that nothing else credits."""
        for first, _, figure in sorted(self._at[sentence]):
            if any(p.subject and p.sentence == sentence and p.first == first for p in self._figures[figure].places):
                return figure
        return None

    def named(self, figure: int, confidence: float) -> Speaker:
        """A figure as a source that no words name at this place."""
        who = self._figures[figure]
        return Speaker(Source(who.name, _source_kind(who.kind), None), confidence, figure)

    def _span(self, sentence: int, first: int, last: int) -> Span:
        tokens = self._trees[sentence].tokens
        return self._article.span(self._sentences[sentence].span.field, tokens[first].start, tokens[last - 1].end)


def core(tree: Tree, head: int) -> tuple[int, int]:
    """The phrase around its head without appositions and relative clauses, as token indices, half-open."""
    inside = {head}
    waiting = [head]
    while waiting:
        for child in tree.children[waiting.pop()]:
            if tree.relation(child) in _PHRASAL and child not in inside:
                inside.add(child)
                waiting.append(child)
    first = last = head
    while first - 1 in inside and not _breaks(tree, first - 1):
        first -= 1
    while last + 1 in inside and not _breaks(tree, last + 1):
        last += 1
    cases = tree.dependants(head, "case", "mark", "cc")
    while first < head and (first in cases or tree.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ", "ADV", "ADP")):
        first += 1
    while last > head and tree.tokens[last].pos in ("ADP", "PART", "PUNCT", "ADV", "CCONJ", "SCONJ"):
        last -= 1
    return first, last + 1


def _breaks(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.text.lower() in _BREAKS and not (token.text.lower() == "that" and token.pos == "DET")


def _place(tree: Tree, quoted: Sequence[int], sentence: int, first: int, last: int) -> _Place:
    roles = set()
    for index in range(first, last):
        current: int | None = index
        steps = 0
        while current is not None and steps < 4:
            relation = tree.relation(current)
            roles.add(relation)
            if relation not in ("compound", "flat", "appos", "conj"):
                break
            current = tree.head(current)
            steps += 1
    return _Place(
        sentence,
        first,
        last,
        "nsubj" in roles,
        _is_possessive(tree, last),
        any(quoted[index] >= 0 for index in range(first, last)),
    )


def _describe(figure: _Figure, tree: Tree, first: int, last: int) -> None:
    """Collects titles before the name, the apposition around it and a predicate noun after it."""
    found: list[str] = []
    for index in range(first, last):
        word = tree.tokens[index].text.lower().rstrip(".")
        if word in TITLES or word in _MALE or word in _FEMALE:
            found.append(word)
    index = first - 1
    while index >= 0 and first - index <= 6 and tree.tokens[index].pos in ("NOUN", "PROPN", "ADJ"):
        found.append(tree.tokens[index].text.lower().rstrip("."))
        index -= 1
    for member in range(first, last):
        for apposition in tree.dependants(member, "appos"):
            found.extend(_nouns(tree, apposition))
        head = tree.head(member)
        if head is not None and not first <= head < last:
            if tree.relation(member) == "appos":
                found.extend(_nouns(tree, head))
            if tree.relation(member) == "nsubj" and tree.dependant(head, "cop") is not None:
                found.extend(_nouns(tree, head))
    figure.described.update(found)
    figure.male += sum(word in _MALE for word in found)
    figure.female += sum(word in _FEMALE for word in found)


def _nouns(tree: Tree, head: int) -> list[str]:
    first, last = core(tree, head)
    return [t.text.lower() for t in tree.tokens[first:last] if t.pos in ("NOUN", "PROPN", "ADJ")]


def _agrees(figure: _Figure, form: str) -> bool:
    if form in _HE:
        return figure.kind == "person" and figure.male >= figure.female
    if form in _SHE:
        return figure.kind == "person" and figure.female >= figure.male
    if form in _THEY:
        return figure.kind != "person"
    if form in _IT:
        return figure.kind != "person"
    return figure.kind == "person"


def _may_be(source: Source, form: str) -> bool:
    """Whether a pronoun can stand for a speaker known by a description."""
    nouns = set(source.name.lower().split())
    if form in _HE:
        return source.kind == "person" and not nouns & _FEMALE
    if form in _SHE:
        return source.kind == "person" and not nouns & _MALE
    if form in _THEY:
        return source.kind in ("group", "organisation")
    return form in _IT and source.kind in ("organisation", "written")


def _is_possessive(tree: Tree, after: int) -> bool:
    return after < len(tree.tokens) and tree.tokens[after].text in _POSSESSIVES


def _prepositional(tree: Tree, first: int, at: int) -> bool:
    return any(tree.tokens[index].pos == "ADP" for index in range(first, at))


def _source_kind(kind: NameKind) -> SourceKind:
    if kind in ("person", "organisation", "group", "place"):
        return kind
    return "organisation" if kind == "facility" else "unknown"


def _description_kind(tree: Tree, head: int, noun: str) -> SourceKind:
    token = tree.tokens[head]
    if noun in _BODIES and token.text.lower() == noun:
        return "organisation"
    if "Number=Plur" in token.morph or (noun != token.text.lower() and token.pos == "NOUN") or noun in _SINGULAR_GROUPS:
        return "group"
    return "person" if token.pos in ("NOUN", "PROPN") else "unknown"


def _plain(name: str) -> str:
    """A name on one line, without a possessive ending."""
    return re.sub(r"['’]s?$", "", " ".join(name.split()))


def _phrase(text: str) -> str:
    return " ".join(text.split())
