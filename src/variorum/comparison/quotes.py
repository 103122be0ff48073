"""One utterance in the wordings of all articles that quote it: cut, spliced, reworded, translated.

Two quotations belong together by the words that they share in order, by likeness of meaning, and by who is said to
have spoken. Groups are what is connected by such pairs; so two parts of one speech come together only through an
article that quotes them in one piece.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from scipy.cluster.hierarchy import DisjointSet

from variorum.comparison.entities import StoryEntities
from variorum.comparison.utterances import Fragment, closeness, fragments, fullest_names, speakers
from variorum.comparison.wordings import SURE, common_content, common_part, variant
from variorum.comparison.words import forms, is_content
from variorum.model.comparison import QuoteGroup, QuoteMention
from variorum.model.document import Document

MIN_WORDS = 4
"""Shorter quotations are shown only as further mentions of a longer one."""

_SAME_SPEAKER = 0.6
"""Part of the shorter wording that two wordings of one speaker must have in common, in order."""

_UNKNOWN_SPEAKER = 0.75
"""The same where it is not known whether the speaker is the same."""

_OTHER_SPEAKER = 0.85
"""The same where different people are said to have spoken."""

_OTHER_SPEAKER_WORDS = 6
"""Least length of words that are taken for one utterance though given to two people."""

_ALIKE = 1.05
"""Least sum of common part and cosine for two wordings, perhaps translations, of one speaker."""

_ALIKE_SHORT = 1.3
"""The same for wordings of two or three words."""

_ALIKE_BESIDE = 1.0
"""The same for wordings that stand beside others of one utterance, whoever the articles say has spoken."""

_BESIDE = 0.3
"""Least common part of such wordings."""

_WITHIN_ARTICLE = 0.9
"""Part of the shorter wording that an article must repeat for it to be the same utterance."""

_LEAD = 0.15
"""How much greater the common part with another wording of the same article is that is taken for the utterance."""

_CUE_WORDS = 6
"""Most words of a cue between two parts of one quotation: the mayor of the town said."""

_RAREST = 12
"""Words of a quotation by which others like it are looked up."""

_FREQUENT = 300
"""Quotations with a common word beyond which the word tells nothing."""

_LEAST_COMMON = 0.25
"""Pairs with fewer common words in any order are not looked at."""


def group_quotes(documents: Sequence[Document], entities: StoryEntities) -> tuple[QuoteGroup, ...]:
    """Groups the quotations of a story by utterance.

    A quotation of several sentences is one mention, unless other articles quote its sentences on different occasions.

    Args:
        documents: The reports.
        entities: The people whom they name, who speak under their canonical names.

    Returns:
        Utterances, those that most articles quote first, then in the order of the text; in each the fullest wording
        first. Quotations of fewer than `MIN_WORDS` words stand only beside longer ones.
    """
    found = fragments(documents)
    sets: DisjointSet[int] = DisjointSet(range(len(found)))
    candidates = _candidates(found)
    for left, right in candidates:
        if sets.connected(left, right) or not same_utterance(found[left], found[right]):
            continue
        if not _is_quoted_better(found, sets, left, right) and not _is_quoted_better(found, sets, right, left):
            sets.merge(left, right)
    _follow(found, sets, candidates)
    _rejoin(found, sets, documents)
    names = fullest_names((fragment.source for fragment in found), entities)
    groups = []
    for members in sets.subsets():
        group = _mentions(_without_nested([found[index] for index in sorted(members)]), documents)
        if any(fragment.kind != "scare" and len(fragment.forms) >= MIN_WORDS for fragment in group):
            spread = len({fragment.document for fragment in group})
            groups.append((-spread, min(members), _group(group, names)))
    return tuple(group for _, _, group in sorted(groups, key=lambda item: item[:2]))


def _is_quoted_better(found: Sequence[Fragment], sets: DisjointSet[int], left: int, right: int) -> bool:
    """Whether the left wording's article quotes the right one much more exactly elsewhere: two alike utterances."""
    others = [found[k] for k in sets.subset(right) if k != right and found[k].document == found[left].document]
    common = common_part(found[left], found[right]) if others else 1.0
    return any(common_part(other, found[right]) >= common + _LEAD for other in others)


def _follow(found: Sequence[Fragment], sets: DisjointSet[int], candidates: Iterable[tuple[int, int]]) -> None:
    """Join wordings that both articles quote right after, or before, one utterance."""
    for left, right in candidates:
        a, b = found[left], found[right]
        if a.document == b.document or sets.connected(left, right) or speakers(a.source, b.source) == "different":
            continue
        beside = any(
            0 <= left + step < len(found)
            and 0 <= right + step < len(found)
            and found[left + step].document == a.document
            and found[right + step].document == b.document
            and sets.connected(left + step, right + step)
            for step in (-1, 1)
        )
        common = common_part(a, b) if beside else 0.0
        if common >= _BESIDE and common + closeness(a, b) >= _ALIKE_BESIDE:
            sets.merge(left, right)


def _rejoin(found: Sequence[Fragment], sets: DisjointSet[int], documents: Sequence[Document]) -> None:
    """Put the sentences of a quotation together again, unless more articles quote them apart than together.

    A few words ("No," she said. "We will not ...") stay with what they introduce.
    """
    for left in range(len(found) - 1):
        right = left + 1
        if found[left].document != found[right].document or sets.connected(left, right):
            continue
        if min(len(found[left].forms), len(found[right].forms)) < MIN_WORDS:
            if _runs_on(found[left], found[right], documents[found[left].document]):
                sets.merge(left, right)
            continue
        if _quotation(found[left]) != _quotation(found[right]):
            continue
        together = apart = 0
        first = _by_document(found, sets.subset(left))
        second = _by_document(found, sets.subset(right))
        for document in first.keys() & second.keys():
            if any(_runs_on(a, b, documents[document]) for a in first[document] for b in second[document]):
                together += 1
            else:
                apart += 1
        if apart <= together:
            sets.merge(left, right)


def _runs_on(first: Fragment, second: Fragment, document: Document) -> bool:
    """Whether one fragment follows the other in one quotation, or with no more than a cue between them."""
    if _quotation(first) == _quotation(second):
        return True
    if first.kind != "direct" or second.kind != "direct" or first.span.field != second.span.field:
        return False
    before, after = sorted((first.span, second.span))
    between = document.article.field(before.field)[before.end : after.start]
    return "\n" not in between and len(forms(between)) <= _CUE_WORDS


def _by_document(found: Sequence[Fragment], members: Iterable[int]) -> dict[int, list[Fragment]]:
    grouped: defaultdict[int, list[Fragment]] = defaultdict(list)
    for index in members:
        grouped[found[index].document].append(found[index])
    return grouped


def _quotation(fragment: Fragment) -> tuple[int, int]:
    return fragment.document, fragment.attribution


def _without_nested(members: Sequence[Fragment]) -> list[Fragment]:
    """The fragments of a group without what only stands inside quotations that are shown anyway."""
    whole = {_quotation(fragment) for fragment in members}
    shown = [f for f in members if f.attribution >= 0 or (f.document, -1 - f.attribution) not in whole]
    return shown if any(fragment.attribution >= 0 for fragment in shown) else []


def _mentions(members: Sequence[Fragment], documents: Sequence[Document]) -> list[Fragment]:
    """The fragments of a group, neighbouring ones of one quotation joined."""
    joined: list[Fragment] = []
    for fragment in members:
        last = joined[-1] if joined else None
        if last is not None and _quotation(last) == _quotation(fragment):
            text = documents[fragment.document].article.field(fragment.span.field)[last.span.end : fragment.span.start]
            if not forms(text):
                joined[-1] = last.with_next(fragment, documents[fragment.document])
                continue
        joined.append(fragment)
    return joined


def same_utterance(left: Fragment, right: Fragment) -> bool:
    """Whether two quotations render the same words of the same speaker, as far as can be seen."""
    length = min(len(left.forms), len(right.forms))
    common = common_part(left, right)
    relation = speakers(left.source, right.source)
    if relation != "same":
        common = min(common, common_content(left, right))
    if length < MIN_WORDS and relation != "same" and (length == 1 or left.document == right.document):
        return False
    if left.document == right.document:
        return common >= _WITHIN_ARTICLE and relation != "different"
    if relation == "different":
        return common >= _OTHER_SPEAKER and length >= _OTHER_SPEAKER_WORDS
    enough = _SAME_SPEAKER if relation == "same" else _UNKNOWN_SPEAKER
    if length < MIN_WORDS:
        enough = 1.0  # Two or three words prove nothing unless all of them are there.
    if common >= enough:
        return True
    return relation == "same" and common + closeness(left, right) >= (_ALIKE if length >= MIN_WORDS else _ALIKE_SHORT)


def _candidates(found: Sequence[Fragment]) -> list[tuple[int, int]]:
    """Pairs of quotations with enough words in common, those with the most first.

    Equal quotations stand for one another, and only the rarest words of each are looked up, so that the number of pairs
    stays small however many quotations there are.
    """
    pairs: set[tuple[int, int]] = set()
    first: dict[tuple[tuple[str, ...], str], int] = {}
    distinct = []
    for number, fragment in enumerate(found):
        key = (fragment.forms, fragment.source.name if fragment.source else "")
        if key in first:
            pairs.add((first[key], number))
        else:
            first[key] = number
            distinct.append(number)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for number in distinct:
        for form in set(found[number].forms):
            if is_content(form) or not found[number].content:
                by_word[form].append(number)
    for number in distinct:
        known = sorted((form for form in set(found[number].forms) if form in by_word), key=lambda f: len(by_word[f]))
        for form in known[:_RAREST]:
            if len(by_word[form]) <= _FREQUENT:
                pairs.update((min(number, other), max(number, other)) for other in by_word[form] if other != number)
    bags = {number: Counter(found[number].forms) for number in {index for pair in pairs for index in pair}}
    rated = []
    for left, right in pairs:
        common = sum((bags[left] & bags[right]).values()) / min(len(found[left].forms), len(found[right].forms))
        if common >= _LEAST_COMMON:
            rated.append((-common, left, right))
    return [(left, right) for _, left, right in sorted(rated)]


def _group(members: Sequence[Fragment], names: dict[str, str]) -> QuoteGroup:
    fullest = max(members, key=lambda fragment: (len(fragment.forms), fragment.source is not None))
    ordered = [fullest, *(fragment for fragment in members if fragment is not fullest)]
    speaker = _speaker(ordered, names)
    mentions = tuple(
        QuoteMention(fragment.span, _said_by(fragment, speaker, names), variant(fullest, fragment))
        for fragment in ordered
    )
    return QuoteGroup(speaker, mentions)


def _said_by(fragment: Fragment, speaker: str | None, names: dict[str, str]) -> str | None:
    """Whom the article gives as the speaker; nobody if that is unsure and others name somebody else."""
    if fragment.source is None:
        return None
    own = names[fragment.source.name]
    return own if own == speaker or fragment.confidence >= SURE else None


def _speaker(members: Sequence[Fragment], names: dict[str, str]) -> str | None:
    """The speaker on whom most mentions agree, the surest counting most; a person before what the person spoke for."""
    known = [(fragment.source, fragment.confidence) for fragment in members if fragment.source is not None]
    support = [
        sum(weight for other, weight in known if other.name == source.name or speakers(source, other) == "same")
        for source, _ in known
    ]
    if not known:
        return None
    best = max(range(len(known)), key=lambda k: (round(support[k], 6), known[k][0].kind == "person", -k))
    return names[known[best][0].name]
