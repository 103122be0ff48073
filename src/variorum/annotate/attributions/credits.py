"""Follows speakers from quotation to quotation: split utterances, long quotations, speakers who go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.annotate.attributions.leading import introduces
from variorum.annotate.attributions.page import Page, Word
from variorum.annotate.attributions.quotations import Quotation
from variorum.annotate.attributions.reports import Report
from variorum.annotate.attributions.speaking import Credit
from variorum.annotate.attributions.utterances import credit
from variorum.model.article import Article

_SURE = ("before", "after", "handle")


@dataclass(frozen=True, slots=True)
class Credited:
    """A quotation with its credit.

    Attributes:
        quotation: The quotation.
        credit: Why it has the speaker that it has; None if nothing tells.
        utterance: Number of its utterance, from 0.
        whole: The marks hold speech of its own, not words taken into a sentence of the reporter's.
    """

    quotation: Quotation
    credit: Credit | None
    utterance: int
    whole: bool


def credit_all(
    article: Article, page: Page, quotations: Sequence[Quotation], reports: Sequence[Sequence[Report]]
) -> list[Credited]:
    """Credits every quotation, by its own sentence first, then by the quotation that it goes on with.

    Args:
        article: The article.
        page: Its sentences and quotations.
        quotations: The quotations, in reading order.
        reports: The indirect reports of each sentence.
    """
    own: list[Credit | None] = []
    for quotation in quotations:
        content = article.field(quotation.field)[quotation.start : quotation.end]
        own.append(credit(page, quotation, content, reports[page.sentence_of(quotation)]))
    by_run: dict[int, Credit] = {}
    for quotation, found in zip(quotations, own, strict=True):
        if found is not None and found.rule in _SURE:
            by_run.setdefault(quotation.run, found)
    credited: list[Credited] = []
    utterances: dict[int, int] = {}
    number = -1
    for quotation, of_its_own in zip(quotations, own, strict=True):
        found = of_its_own or by_run.get(quotation.run)
        former = credited[-1] if credited else None
        split = former is not None and quotation.run not in utterances and _splits(page, former, quotation)
        if split and former is not None:
            found = former.credit
        whole = _whole(article, page, quotation, found)
        if found is None and whole and former is not None:
            found = _continued(page, former, quotation)
        if quotation.run not in utterances:
            number += not split
            utterances[quotation.run] = former.utterance if split and former is not None else number
        credited.append(Credited(quotation, found, utterances[quotation.run], whole))
    return credited


def _whole(article: Article, page: Page, quotation: Quotation, found: Credit | None) -> bool:
    left = page.left(quotation)
    if found is not None and found.rule == "before" and left and page.text(left[-1]) not in (",", ":"):
        # He said "We will." is speech, they call for "urgent help" takes in words.
        return article.field(quotation.field)[quotation.start].isupper()
    return not left if found is None else found.rule in _SURE


def _continued(page: Page, former: Credited, quotation: Quotation) -> Credit | None:
    """The speaker of the quotation before, if nothing but its own credit stands between."""
    distance = quotation.block - former.quotation.block
    if former.credit is None or distance > 1 or former.quotation.field != quotation.field:
        return None
    if distance == 1 and not (former.whole and page.closes_block(former.quotation) and page.opens_block(quotation)):
        return None
    if distance == 0 and not page.only_credit_between(former.quotation, quotation, after=former.credit.rule == "after"):
        return None
    return Credit(
        "continued", former.credit.sentence, former.credit.cue, former.credit.verb, former.credit.source, None
    )


def _splits(page: Page, former: Credited, quotation: Quotation) -> bool:
    """Whether only a credit without a full stop stands between this quotation and the one before."""
    if former.quotation.block != quotation.block or former.credit is None or former.credit.rule != "after":
        return False
    left = page.left(quotation)
    if not left or Word(left[0].sentence, left[0].index) not in page.right(former.quotation):
        return False
    return not introduces(page, left) or left[-1].index == (former.credit.verb or 0) + 1
