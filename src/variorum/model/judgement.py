"""What people decide where the machine was wrong; later runs respect it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from variorum.model.text import Span

Reliability = Literal["A", "B", "C", "D", "E", "F"]
"""How reliable a source is by the Admiralty system: A completely, B usually, C fairly, D not usually, E unreliable,
F cannot be judged."""


@dataclass(frozen=True, slots=True)
class SameStory:
    """These articles are about one event."""

    articles: tuple[str, ...]
    kind: Literal["same story"] = "same story"


@dataclass(frozen=True, slots=True)
class OtherStory:
    """`articles` are not about the event that `others` are about."""

    articles: tuple[str, ...]
    others: tuple[str, ...]
    kind: Literal["other story"] = "other story"


@dataclass(frozen=True, slots=True)
class SamePoint:
    """The words at two spans of different articles say something about the same thing."""

    left: Span
    right: Span
    kind: Literal["same point"] = "same point"


@dataclass(frozen=True, slots=True)
class OtherPoint:
    """The words at two spans are not about the same thing."""

    left: Span
    right: Span
    kind: Literal["other point"] = "other point"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whoever bears a name: in one article, or in any article of the story."""

    name: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Two names belong to one person, body or place; `articles` are the story that it was said of, all if empty."""

    left: Bearer
    right: Bearer
    articles: tuple[str, ...] = ()
    kind: Literal["same person"] = "same person"


@dataclass(frozen=True, slots=True)
class OtherPerson:
    """Two names belong to different people, bodies or places."""

    left: Bearer
    right: Bearer
    articles: tuple[str, ...] = ()
    kind: Literal["other person"] = "other person"


@dataclass(frozen=True, slots=True)
class OutletGroup:
    """The outlets of a group that the user has made; a later record of the name replaces it, an empty one ends it."""

    name: str
    outlets: tuple[str, ...]
    kind: Literal["outlet group"] = "outlet group"


@dataclass(frozen=True, slots=True)
class OutletGrade:
    """How reliable the user holds an outlet to be; a later record replaces it."""

    outlet: str
    reliability: Reliability
    kind: Literal["outlet grade"] = "outlet grade"


StoryVerdict = SameStory | OtherStory
PointVerdict = SamePoint | OtherPoint
PersonVerdict = SamePerson | OtherPerson
ComparisonVerdict = SamePoint | OtherPoint | SamePerson | OtherPerson
"""What a comparison respects."""

Verdict = SameStory | OtherStory | SamePoint | OtherPoint | SamePerson | OtherPerson | OutletGroup | OutletGrade


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on record.

    Attributes:
        id: Its number in the archive; later ones prevail over earlier ones.
        verdict: What was decided.
        made: When (UTC).
        note: Why, in the user's words; may be empty.
        undone: When it was taken back (UTC); None while it holds.
    """

    id: int
    verdict: Verdict
    made: datetime
    note: str = ""
    undone: datetime | None = None
