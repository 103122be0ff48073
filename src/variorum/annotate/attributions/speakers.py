"""Says who a source is: resolves "she", "the ministry", "Ms Lane" to the fullest name that the article gives.

A description is matched to the names that the article gives it to ("Ada Lane, the mayor, ..." makes "the mayor" Ada
Lane), a pronoun to the likeliest person before it by number, gender where the article tells it, who spoke last,
grammatical role and distance.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.figures import Figures
from variorum.annotate.attributions.named_phrases import author_in, introduced_in, named_in
from variorum.annotate.attributions.noun_phrases import core
from variorum.annotate.attributions.roles import (
    ANAPHORIC,
    FEMALE,
    HE,
    MALE,
    PERSON_ENDINGS,
    PRONOUNS,
    SAME_MEDIUM,
    SHE,
    THEY,
    UNNAMED,
    agrees,
    description_kind,
    is_plural,
    may_be,
    measured,
    source_kind,
)
from variorum.annotate.restored import restore
from variorum.annotate.tree import Tree
from variorum.model.article import Article
from variorum.model.document import Sentence, Source, SourceKind
from variorum.model.text import Span

RESOLVED: dict[str, float] = {
    "named": 0.98,
    "handle": 0.95,
    "pronoun": 0.92,
    "described": 0.88,
    "author": 0.85,
    "present": 0.75,
    "words": 0.85,
}
"""How often a phrase means whom it is resolved to, by its form, as measured by evaluation/quotations.py.

named: it holds a name; described: the article gave somebody that description; author: a document whose author was
named before; present: a description of whoever is most present; words: left as the article has it."""

_UNRESOLVED = 0.3
_DEFINITE = frozenset("the this that these those his her its their".split())
_DETERMINERS = _DEFINITE | frozenset("a an our my".split())
_LOOK_BACK = 12
_SPEAKERS = 6
# Scores of antecedents: for having spoken last, for standing as subject, and lost with each sentence between.
_SPOKE = 2.0
_SUBJECT = 1.5
_FADE = 0.7


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source.

    Attributes:
        source: Name, kind and mention.
        confidence: Probability that the phrase means this one.
        figure: Number among the article's figures; None for one known by a description only.
    """

    source: Source
    confidence: float
    figure: int | None


class Cast:
    """Everybody whom an article names, and who has spoken so far.

    Args:
        article: The article.
        sentences: Its sentences.
        trees: Their trees.
        figures: Whom it names.
    """

    def __init__(
        self, article: Article, sentences: Sequence[Sentence], trees: Sequence[Tree], figures: Figures
    ) -> None:
        self._article = article
        self._sentences = sentences
        self._trees = trees
        self._all = figures
        self._spoken: list[tuple[int, Speaker]] = []
        self._authors: dict[str, tuple[int, int]] = {}

    def resolve(self, sentence: int, head: int, *, medium: str | None = None, spoke: bool = True) -> Speaker:
        """Who the phrase with this head is.

        Args:
            sentence: Number of the sentence.
            head: Index of the head of the phrase.
            medium: What the words stand in, where the cue tells that they were written.
            spoke: The phrase stands beside a cue, so that pronouns in what follows may mean its bearer.
        """
        tree = self._trees[sentence]
        first, last = core(tree, head)
        while tree.tokens[last - 1].pos == "PROPN" and last < len(tree.tokens) and tree.tokens[last].pos == "PROPN":
            # Parts of a name that the parser left apart.
            last += 1
        speaker = self._by_form(tree, sentence, head, first, last)
        if spoke:
            self._spoken.append((sentence, speaker))
        noun = cues.singular(measured(tree, head))
        if noun in cues.WRITTEN and tree.tokens[head].pos != "PROPN":
            medium = noun
        if speaker.figure is not None and medium is not None:
            self._authors[SAME_MEDIUM.get(medium, medium)] = (sentence, speaker.figure)
        if medium is not None and speaker.source.kind != "written":
            source = Source(speaker.source.name, "written", speaker.source.mention)
            return Speaker(source, speaker.confidence, speaker.figure)
        return speaker

    def last_speaker(self, sentence: int) -> Speaker | None:
        """The last named speaker in the sentences before, if any."""
        for spoken, speaker in reversed(self._spoken[-_SPEAKERS:]):
            if speaker.figure is not None and sentence - spoken <= _LOOK_BACK:
                return self._named_source(speaker.figure, None, 1.0)
        return None

    def handle(self, sentence: int, index: int) -> Speaker:
        """Who has this handle: the figure whose name it spells, else the handle itself."""
        mention = self._span(sentence, index, index + 1)
        spelled = mention.quote.lstrip("@").lower()
        for number, figure in enumerate(self._all.figures):
            if figure.name.replace(" ", "").lower() == spelled:
                return self._named_source(number, mention, RESOLVED["handle"])
        return Speaker(Source(mention.quote, "written", mention), RESOLVED["handle"], None)

    def subject_of(self, sentence: int) -> int | None:
        """The figure that is a subject in a sentence, for quotations that nothing else credits."""
        return next((place.figure for place in self._all.at.get(sentence, ()) if place.subject), None)

    def named(self, figure: int) -> Speaker:
        """A figure as a source that no words name at this place."""
        return self._named_source(figure, None, RESOLVED["named"])

    def _named_source(self, number: int, mention: Span | None, confidence: float) -> Speaker:
        figure = self._all.figures[number]
        return Speaker(Source(figure.name, source_kind(figure.kind), mention), confidence, number)

    def _by_form(self, tree: Tree, sentence: int, head: int, first: int, last: int) -> Speaker:
        form = tree.tokens[head].text.lower()
        mention = self._span(sentence, first, last)
        if mention.quote.startswith("@"):
            return self.handle(sentence, first)
        if form in PRONOUNS and last - first == 1:
            return self._pronoun(sentence, head, form, mention)
        noun = cues.singular(measured(tree, head))
        definite = tree.tokens[first].text.lower() in _DEFINITE
        if noun in cues.WRITTEN and tree.tokens[head].pos != "PROPN":
            return self._document(tree, sentence, head, noun, mention, definite=definite)
        named = named_in(self._all, tree, sentence, head, first, last)
        if named is not None:
            for place in self._all.at.get(sentence, ()):
                if place.figure == named and place.first == last:
                    mention = self._span(sentence, first, place.last)
            country = self._country(sentence, head)
            if country is not None:
                return Speaker(Source(country, "place", mention), RESOLVED["named"], named)
            return self._named_source(named, mention, RESOLVED["named"])
        if definite:
            told = {token.text.lower() for token in tree.tokens[first:last]} - _DETERMINERS
            described = self._described(tree, sentence, head, told, noun)
            if described is not None:
                return self._named_source(described, mention, RESOLVED["described"])
            if noun in ANAPHORIC and noun == form and last - first <= 2:
                body = self._body(sentence, head)
                if body is not None:
                    return self._named_source(body, mention, RESOLVED["present"])
            if noun == form and noun.endswith(PERSON_ENDINGS) and noun not in UNNAMED:
                person = self._person(sentence, head, noun)
                if person is not None:
                    return self._named_source(person, mention, RESOLVED["present"])
        kind = description_kind(tree, head, noun)
        return Speaker(Source(_plain(mention), kind, mention), RESOLVED["words"], None)

    def _country(self, sentence: int, head: int) -> str | None:
        """The name of a place that speaks ("Freedonia said"), which no longer name of a body should replace."""
        for name in self._sentences[sentence].names:
            if name.kind == "place" and name.first <= head < name.last:
                return self._span(sentence, name.first, name.last).quote
        return None

    def _pronoun(self, sentence: int, head: int, form: str, mention: Span) -> Speaker:
        """The likeliest of those named so far, or of the speakers so far that only a description names."""
        scores: list[tuple[float, Source, int | None]] = []
        for number, score in self._salience(sentence, head).items():
            figure = self._all.figures[number]
            if agrees(figure.kind, figure.male, figure.female, form):
                scores.append((score, Source(figure.name, source_kind(figure.kind), mention), number))
        for spoken, speaker in self._spoken[-_SPEAKERS:]:
            if speaker.figure is None and speaker.confidence > _UNRESOLVED and may_be(speaker.source, form):
                score = _SPOKE - _FADE * (sentence - spoken)
                scores.append((score, Source(speaker.source.name, speaker.source.kind, mention), None))
        scores.extend(self._somebody(sentence - 1, form))
        if not scores:
            kind: SourceKind = "group" if form in THEY else "person" if form in HE | SHE else "unknown"
            return Speaker(Source(mention.quote, kind, mention), _UNRESOLVED, None)
        _, source, chosen = max(scores, key=lambda item: item[0])
        return Speaker(source, RESOLVED["pronoun"], chosen)

    def _somebody(self, sentence: int, form: str) -> list[tuple[float, Source, int | None]]:
        """Who is introduced without a name as the subject of a sentence."""
        phrase = introduced_in(self._trees[sentence], form) if sentence >= 0 else None
        mention = self._span(sentence, *phrase) if phrase else None
        score = _SUBJECT + _SPOKE - _FADE
        return [(score, Source(_plain(mention), "person", mention), None)] if mention else []

    def _salience(self, sentence: int, head: int) -> dict[int, float]:
        """How present each figure is to a reader who has come to this word."""
        scores: dict[int, float] = {}
        for number in range(max(0, sentence - _LOOK_BACK), sentence + 1):
            for place in self._all.at.get(number, ()):
                if number == sentence and (place.first >= head or place.quoted):
                    continue
                score = -_FADE * (sentence - number) - place.first / 1000
                score += _SUBJECT * place.subject - 1.0 * place.possessive - 2.5 * place.quoted
                score -= 1.5 * (self._all.figures[place.figure].kind == "place")
                scores[place.figure] = max(score, scores.get(place.figure, score))
        for spoken, speaker in self._spoken[-_SPEAKERS:]:
            if speaker.figure is not None and 0 <= sentence - spoken <= _LOOK_BACK:
                score = _SPOKE - _FADE * (sentence - spoken)
                scores[speaker.figure] = max(score, scores.get(speaker.figure, score))
        return scores

    def _body(self, sentence: int, head: int) -> int | None:
        """The organisation most present, for "the agency", "the force"."""
        scores = {
            number: score
            for number, score in self._salience(sentence, head).items()
            if self._all.figures[number].kind in ("organisation", "group")
        }
        return max(scores, key=lambda number: scores[number]) if scores else None

    def _person(self, sentence: int, head: int, noun: str) -> int | None:
        """The person most present, for "the congressman" of whom the article has not said that he is one."""
        form = "she" if noun in FEMALE else "he" if noun in MALE else ""
        scores: dict[int, float] = {}
        for number, score in self._salience(sentence, head).items():
            figure = self._all.figures[number]
            if figure.kind == "person" and agrees(figure.kind, figure.male, figure.female, form) and score > 0:
                # Whom the article is about can be called by any description.
                scores[number] = score + math.log1p(len(figure.sentences))
        return max(scores, key=lambda number: scores[number]) if scores else None

    def _described(self, tree: Tree, sentence: int, head: int, told: set[str], noun: str) -> int | None:
        """The figure that the article has described with this noun, the most alike and the nearest before."""
        scores: dict[int, float] = {}
        several = is_plural(tree, head, noun)
        for number in self._all.known_as.get(noun, ()):
            figure = self._all.figures[number]
            if several and figure.kind == "person":
                continue
            before = bisect.bisect_right(figure.sentences, sentence)
            if before:
                nearest = figure.sentences[before - 1]
                scores[number] = 2.0 * len(told & figure.described) - 0.1 * (sentence - nearest)
        return max(scores, key=lambda number: scores[number]) if scores else None

    def _document(self, tree: Tree, sentence: int, head: int, noun: str, mention: Span, *, definite: bool) -> Speaker:
        """A written source: its author where the phrase or the sentences before tell, else what it is."""
        figure = author_in(self._all, tree, sentence, head)
        if figure is not None:
            return Speaker(Source(self._all.figures[figure].name, "written", mention), RESOLVED["described"], figure)
        author = self._writer(sentence, noun) if definite else None
        if author is not None:
            return Speaker(Source(self._all.figures[author].name, "written", mention), RESOLVED["author"], author)
        return Speaker(Source(_plain(mention), "written", mention), RESOLVED["words"], None)

    def _writer(self, sentence: int, noun: str) -> int | None:
        """Who wrote the last such document, else the subject of the last sentence that mentions one."""
        known = self._authors.get(SAME_MEDIUM.get(noun, noun))
        if known is not None and sentence - known[0] <= _LOOK_BACK:
            return known[1]
        for number in range(sentence - 1, max(-1, sentence - 5), -1):
            if any(cues.singular(token.text) == noun for token in self._trees[number].tokens):
                author = self.subject_of(number)
                if author is not None:
                    return author
        return None

    def _span(self, sentence: int, first: int, last: int) -> Span:
        tokens = self._trees[sentence].tokens
        return self._article.span(self._sentences[sentence].span.field, tokens[first].start, tokens[last - 1].end)


def _plain(mention: Span) -> str:
    """The words of a phrase in one line, as they were meant."""
    return " ".join(restore(mention.quote).text.split())
