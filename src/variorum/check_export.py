"""What was found for a claim, as plain data."""

from __future__ import annotations

from typing import Final

from typing_extensions import TypedDict

from variorum.checking import Check, Evidence, Verdict
from variorum.report.contract import DiffersExport, MentionExport
from variorum.report.export import differs_json, mention_json

MEANING: Final[dict[Verdict, str]] = {
    "told": "Reports have aligned words for all of it. That does not make it true: look who says it.",
    "told in part": "Reports have aligned words for a part of it; what they lack is listed.",
    "contested": "Reports give other values, or deny what others affirm.",
    "not told": "No words of these reports could be aligned with it. That is no denial: they may not have had it yet, "
    "or say it in words that were not recognised.",
}


class EvidenceExport(TypedDict):
    """What the reports have for a part of the claim.

    `lacking` are words of the claim that none of the sentences with the mentions has; `point` is the story's point that
    most of the words stand in.
    """

    claim: list[str]
    verdict: Verdict
    point: str | None
    probability: float
    mentions: list[MentionExport]
    differs: DiffersExport | None
    lacking: list[str]


class CheckExport(TypedDict):
    """What the reports of one story have for a claim; `unread` are reports that could not be read."""

    story: str
    claim: str
    verdict: Verdict
    meaning: str
    evidence: list[EvidenceExport]
    reports: int
    unread: list[str]


def check_json(check: Check) -> CheckExport:
    """The check as plain data."""
    return {
        "story": check.story,
        "claim": check.claim,
        "verdict": check.verdict,
        "meaning": MEANING[check.verdict],
        "evidence": [_evidence(item) for item in check.evidence],
        "reports": check.reports,
        "unread": list(check.unread),
    }


def _evidence(item: Evidence) -> EvidenceExport:
    return {
        "claim": [span.quote for span in item.claim],
        "verdict": item.verdict,
        "point": item.point,
        "probability": round(item.probability, 4),
        "mentions": [mention_json(mention) for mention in item.mentions],
        "differs": differs_json(item.differs) if item.differs else None,
        "lacking": list(item.lacking),
    }
