"""What a user may set, in one frozen object; its hash stands in every result."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from variorum.errors import SettingsError

ENVIRONMENT_PREFIX = "VARIORUM_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that changes a result.

    Attributes:
        crowd_policy: Which convention turns "hundreds" into numbers: "ccc" (Crowd Counting Consortium) or "acled".
        point_threshold: Probability from which two statements share a point, 0 to 1.
        contest_threshold: Mean probability from which figures are taken for answers to one question, 0 to 1.
        story_threshold: Least similarity of groups of articles that are compared as one event, 0 to 1.
    """

    crowd_policy: str = "ccc"
    point_threshold: float = 0.2
    contest_threshold: float = 0.15
    story_threshold: float = 0.045

    def __post_init__(self) -> None:
        if self.crowd_policy not in ("ccc", "acled"):
            raise SettingsError(f"crowd_policy is {self.crowd_policy!r}", 'it can be "ccc" or "acled"')
        for name in ("point_threshold", "contest_threshold", "story_threshold"):
            value = getattr(self, name)
            if not 0.0 <= value <= 1.0:
                raise SettingsError(f"{name} is {value}", "it lies between 0 and 1")

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits that change when any setting does."""
        canonical = json.dumps(dataclasses.asdict(self), sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def load(path: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from a TOML file and `VARIORUM_*` variables, the latter winning.

    Raises:
        SettingsError: A file that is not TOML, an unknown name, or a value of the wrong kind.
    """
    given: dict[str, object] = {}
    if path is not None:
        try:
            given.update(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{path}: {error}", "settings are a TOML file of name = value lines") from error
    kinds: dict[str, type[str] | type[float]] = {
        name: str if isinstance(value, str) else float for name, value in dataclasses.asdict(Settings()).items()
    }
    for name, text in (os.environ if environment is None else environment).items():
        key = name.removeprefix(ENVIRONMENT_PREFIX).lower()
        if name.startswith(ENVIRONMENT_PREFIX) and key in kinds:
            given[key] = text
    values: dict[str, object] = {}
    for key, value in given.items():
        if key not in kinds:
            raise SettingsError(f"there is no setting {key!r}", "known: " + ", ".join(kinds))
        try:
            values[key] = kinds[key](str(value))
        except (TypeError, ValueError) as error:
            raise SettingsError(f"{key} is {value!r}", f"it is a {kinds[key].__name__}") from error
    return dataclasses.replace(Settings(), **values)  # type: ignore[arg-type]
