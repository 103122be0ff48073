"""What vague number words stand for.

"Hundreds of people" is no number, yet researchers who count crowds and victims have to write one down. Their written
rules differ, so the rule is a setting with a name, and results say which one was used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from variorum.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Policy:
    """How vague number words become intervals.

    A bare plural ("hundreds") starts at `plural` times its word and ends below the next word of the scale: tens, dozens
    and scores at 99, hundreds at 999, thousands at 9,999, tens of thousands at 99,999, and so on.

    Attributes:
        name: What settings call it.
        plural: How many hundreds "hundreds" are at least.
        several: Least and greatest number that "several" multiplies with ("several thousand").
        few: The same for "a few".
        handful: What "a handful" stands for.
    """

    name: str
    plural: int
    several: tuple[int, int] = (3, 9)
    few: tuple[int, int] = (2, 6)
    handful: tuple[int, int] = (2, 9)


CCC = Policy(name="ccc", plural=2)
"""Crowd Counting Consortium (crowdcounting.org): "hundreds" is at least 200, "thousands" at least 2,000."""

ACLED = Policy(name="acled", plural=1)
"""Armed Conflict Location & Event Data, coding of fatalities: the most conservative reading, tens 10, dozens 12,
hundreds 100."""

POLICIES: Mapping[str, Policy] = MappingProxyType({policy.name: policy for policy in (CCC, ACLED)})


def policy_named(name: str) -> Policy:
    """The policy of that name.

    Raises:
        SettingsError: There is no such policy.
    """
    try:
        return POLICIES[name]
    except KeyError:
        raise SettingsError(
            f"no policy for vague numbers is called {name!r}", f"use one of {', '.join(POLICIES)}"
        ) from None
