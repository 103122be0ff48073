"""Who says what in an article: quotations in marks, indirect reports, and their sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.credits import Credited, credit_all
from variorum.annotate.attributions.cue_verbs import Range, is_passive
from variorum.annotate.attributions.figures import find_figures
from variorum.annotate.attributions.noun_phrases import main_subject
from variorum.annotate.attributions.page import Page, lay_out
from variorum.annotate.attributions.quotations import Quotation, find_quotations
from variorum.annotate.attributions.reports import Report, find_reports
from variorum.annotate.attributions.speakers import Cast, Speaker
from variorum.annotate.attributions.speaking import Rule
from variorum.annotate.attributions.utterances import SCARE_WORDS
from variorum.annotate.tree import Tree
from variorum.model.article import Article
from variorum.model.document import Attribution, AttributionKind, Sentence
from variorum.model.text import Span

CONFIDENCE: dict[Rule, float] = {
    "after": 0.99,
    "before": 0.97,
    "inside": 0.95,
    "handle": 0.95,
    "continued": 0.97,
    "around": 0.85,
    "trailing": 0.85,
    "previous": 0.9,
    "subject": 0.75,
}
"""How often the phrase that each rule picks names the right speaker, as measured by evaluation/quotations.py."""

_FUNCTION = frozenset("a an the of and or in on at to for with by from is as vs".split())
_PLACING = frozenset("on in at of from to for entitled titled named dubbed called codenamed known 's ’s".split())
_WRITING = frozenset("write tweet post blog text email e-mail retweet message scrawl inscribe read".split())
# How often an indirect report has the right words of source and content.
_INDIRECT = 0.85
_LONGEST_MEDIUM = 12
_MEDIA = frozenset(
    "statement letter email e-mail memo tweet post twitter facebook instagram telegram message release blog report "
    "article book filing complaint affidavit indictment lawsuit editorial column website x weibo reddit linkedin "
    "youtube".split()
)


def find_attributions(article: Article, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Everything that the article reports as said, written or thought by somebody, in reading order.

    Quotations in marks come with one attribution for each block that they cover; a reported clause that holds marked
    words comes as a whole ("indirect") and once more for the marked words ("mixed"), as one utterance.

    Args:
        article: The article.
        sentences: Its sentences, in reading order.
    """
    if not sentences:
        return ()
    quotations = find_quotations(article)
    trees = [Tree.of(sentence.tokens) for sentence in sentences]
    page = lay_out(article, sentences, trees, quotations)
    reports = [
        find_reports(tree, [q >= 0 for q in page.quoted[n]], headline=sentences[n].block == "headline")
        for n, tree in enumerate(trees)
    ]
    return _Reader(article, page, quotations, reports).read()


class _Reader:
    """Goes through an article once, from top to bottom, and keeps in mind who spoke last."""

    def __init__(
        self, article: Article, page: Page, quotations: Sequence[Quotation], reports: Sequence[Sequence[Report]]
    ) -> None:
        self._article = article
        self._page = page
        self._quotations = quotations
        self._reports = reports
        figures = find_figures(article, page.sentences, page.trees, page.quoted)
        self._cast = Cast(article, page.sentences, page.trees, figures)
        self._speakers: dict[tuple[int, int | None, int | None], Speaker | None] = {}
        self._found: list[Attribution] = []
        self._utterance = -1
        self._utterances: dict[int, int] = {}

    def read(self) -> tuple[Attribution, ...]:
        """All attributions, in reading order."""
        credited = credit_all(self._article, self._page, self._quotations, self._reports)
        self._utterance = max((item.utterance for item in credited), default=-1)
        at: dict[int, list[Credited]] = defaultdict(list)
        for item in credited:
            at[self._page.sentence_of(item.quotation)].append(item)
        direct_cues: dict[tuple[int, int | None], Rule] = {
            (item.credit.sentence, item.credit.verb): item.credit.rule
            for item in credited
            if item.credit is not None and item.whole and item.credit.verb is not None
        }
        previous: tuple[int, Speaker] | None = None
        for number in range(len(self._page.sentences)):
            for report in self._reports[number]:
                if self._carried(number, report, direct_cues):
                    continue
                speaker = self._report(number, report)
                if speaker is not None:
                    previous = (number, speaker)
            for item in at.get(number, []):
                speaker = self._quotation(item, previous)
                if speaker is not None:
                    previous = (self._page.sentence_of(item.quotation, end=True), speaker)
        return tuple(
            sorted(
                self._found, key=lambda found: (found.content.field == "text", found.content.start, -found.content.end)
            )
        )

    def _next(self) -> int:
        self._utterance += 1
        return self._utterance

    def _carried(self, number: int, report: Report, direct_cues: Mapping[tuple[int, int | None], Rule]) -> bool:
        """Whether quotations in marks already give all that the report reports."""
        tree = self._page.trees[number]
        flags = self._page.quoted[number]
        plain = sum(
            flags[i] < 0 and tree.tokens[i].pos != "PUNCT" for c in report.contents for i in range(c.first, c.last)
        )
        marked = sum(flags[i] >= 0 for c in report.contents for i in range(c.first, c.last))
        rule = direct_cues.get((number, report.verb))
        if rule == "after":
            return True
        return marked > 0 and (plain == 0 or (rule is not None and plain <= marked))

    def _report(self, number: int, report: Report) -> Speaker | None:
        speaker = self._speaker(number, report.source, report.verb)
        utterance = self._next()
        self._utterances[id(report)] = utterance
        cue = self._span(number, report.cue)
        for content in report.contents:
            span = self._content(number, content)
            if span is None:
                continue
            self._found.append(
                Attribution(
                    "indirect",
                    span,
                    cue,
                    speaker.source if speaker else None,
                    self._page.sentences[number].index,
                    utterance,
                    (speaker.confidence if speaker else 1.0) * _INDIRECT,
                )
            )
        return speaker

    def _quotation(self, item: Credited, previous: tuple[int, Speaker] | None) -> Speaker | None:
        quotation, found = item.quotation, item.credit
        number = self._page.sentence_of(quotation)
        content = self._article.span(quotation.field, quotation.start, quotation.end)
        sentence = item.whole and content.quote[0].isupper() and content.quote.endswith((".", "?", "!"))
        spoken = sentence or len(content.quote.split()) > SCARE_WORDS
        speaker: Speaker | None = None
        rule = found.rule if found else None
        if self._titled(quotation, content.quote, credited=found is not None):
            return None
        if found is not None:
            speaker = self._speaker(found.sentence, found.source, found.verb)
        # "Has been called" by nobody in particular.
        unsaid = (
            found is not None and found.verb is not None and is_passive(self._page.trees[found.sentence], found.verb)
        )
        if speaker is None and item.whole and spoken and not unsaid:
            if previous is not None and 0 <= number - previous[0] <= 1:
                speaker, rule = previous[1], "previous"
            else:
                speaker, rule = self._subject_before(number, quotation), "subject"
        headline = self._page.sentences[number].block == "headline"
        if speaker is None and found is None and spoken and not headline:
            speaker, rule = None if self._of_subject(quotation) else self._subject(number), "subject"
            if speaker is None and previous is not None and number - previous[0] <= 1:
                speaker, rule = previous[1], "previous"
            if speaker is None and item.whole:
                speaker, rule = self._cast.last_speaker(number), "subject"
        kind: AttributionKind = "direct" if item.whole else "mixed"
        if speaker is None and not (spoken and (item.whole or found is not None)):
            kind = "scare"
        utterance = item.utterance
        if found is not None and found.report is not None:
            utterance = self._utterances.get(id(found.report), utterance)
        confidence = CONFIDENCE[rule] * speaker.confidence if speaker is not None and rule is not None else 0.5
        source = speaker.source if speaker is not None else None
        if source is not None and rule in ("continued", "previous", "subject"):
            source = type(source)(source.name, source.kind, source.mention if rule == "continued" else None)
        self._found.append(
            Attribution(
                kind,
                content,
                self._span(found.sentence, found.cue) if found is not None and found.cue is not None else None,
                source,
                self._page.sentences[number].index,
                utterance,
                confidence,
            )
        )
        return speaker

    def _speaker(self, number: int, source: int | None, verb: int | None) -> Speaker | None:
        """Resolves a phrase once, however many quotations it credits."""
        if source is None:
            return None
        key = (number, source, verb)
        if key not in self._speakers:
            medium = self._medium(number, verb) if verb is not None else None
            self._speakers[key] = self._cast.resolve(number, source, medium=medium)
        return self._speakers[key]

    def _medium(self, number: int, verb: int) -> str | None:
        """What the words stand in, if they were written: "said in a statement", "posted on", "tweeted"."""
        tokens = self._page.trees[number].tokens
        for first, last in ((verb + 1, min(verb + _LONGEST_MEDIUM, len(tokens))), (0, min(verb, _LONGEST_MEDIUM))):
            placed = False
            for index in range(first, last):
                if self._page.quoted[number][index] >= 0 or (tokens[index].text in ",.;:" and index > first):
                    break
                noun = cues.singular(tokens[index].text)
                if placed and noun in _MEDIA:
                    return noun
                placed = placed or tokens[index].text.lower() in ("in", "on", "via", "to")
        lemma = cues.lemma(tokens[verb].text)
        return lemma if lemma in _WRITING else None

    def _subject(self, number: int) -> Speaker | None:
        """The subject of the sentence, as the likeliest speaker of longer marked words in it."""
        tree = self._page.trees[number]
        head = main_subject(tree)
        if head is None or self._page.quoted[number][head] >= 0:
            figure = self._cast.subject_of(number)
            return None if figure is None else self._cast.named(figure)
        speaker = self._cast.resolve(number, head, spoke=False)
        return speaker if speaker.source.kind not in ("unknown", "place") else None

    def _of_subject(self, quotation: Quotation) -> bool:
        """Whether the marked words stand in the subject's own phrase: "the "cruel" thief" is not who says so."""
        word = self._page.first_word(quotation)
        if word is None:
            return False
        tree = self._page.trees[word.sentence]
        head = main_subject(tree)
        return head is not None and word.index in tree.subtree(head)

    def _subject_before(self, number: int, quotation: Quotation) -> Speaker | None:
        """The subject of the sentence before a quotation that stands alone."""
        before = number - 1
        if before < 0 or self._page.sentences[before].span.field != quotation.field:
            return None
        return self._subject(before)

    def _titled(self, quotation: Quotation, content: str, *, credited: bool) -> bool:
        """Whether the marks hold a title: capitalised, and after a noun for a work, or in the reporter's sentence."""
        sentence = self._page.sentences[self._page.sentence_of(quotation)]
        parts = [part for part in content.strip(" ,.!?;:").split() if part.lower() not in _FUNCTION]
        if (
            sentence.block == "headline"
            or not parts
            or not all(part[0].isupper() or part[0].isdigit() for part in parts)
        ):
            return False
        left = [self._page.text(word).lower() for word in self._page.left(quotation)[-3:]]
        if any(cues.singular(word) in cues.TITLED for word in left):
            return True
        placed = bool(left) and left[-1] in _PLACING
        return len(parts) > 1 and (placed or (not credited and bool(left)))

    def _span(self, number: int, tokens: Range) -> Span:
        sentence = self._page.sentences[number]
        first, last = sentence.tokens[tokens.first], sentence.tokens[tokens.last - 1]
        return self._article.span(sentence.span.field, first.start, last.end)

    def _content(self, number: int, tokens: Range) -> Span | None:
        """The span of reported words; marks that pair with nothing inside it are left out."""
        flags = self._page.quoted[number]
        first, last = tokens.first, tokens.last
        words = self._page.sentences[number].tokens
        while first < last and flags[first] < 0 and words[first].pos == "PUNCT":
            first += 1
        while last > first and flags[last - 1] < 0 and words[last - 1].pos == "PUNCT":
            last -= 1
        return self._span(number, Range(first, last)) if first < last else None
