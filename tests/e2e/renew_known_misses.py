"""Bring known_misses.toml up to date: drop what is shown by now, add what is missed.

    python tests/e2e/renew_known_misses.py

Reasons that stand in the file are kept. New misses come under "new": look into them, and move them to a reason.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
MISSES = HERE / "known_misses.toml"
NEW = "new"


class Collector:
    """Collects the checks that failed."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        self.passed = 0

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Function) -> object:
        """After each phase of each test."""
        report = (yield).get_result()  # type: ignore[misc]
        if report.when == "call" and hasattr(item, "callspec"):
            kind = item.callspec.id.split(": ")[0]
            (check,) = item.callspec.params.values()
            if report.failed:
                self.failed.append(f"{kind}: {check}")
            else:
                self.passed += 1


def main() -> int:
    """Run the checks without regard to the list, and write the list."""
    text = MISSES.read_text(encoding="utf-8")
    known: list[dict[str, Any]] = tomllib.loads(text).get("miss", [])
    collector = Collector()
    pytest.main(
        ["--runxfail", "--tb=no", "-q", "-p", "no:cacheprovider", str(HERE / "test_example_rows.py")], [collector]
    )
    if not collector.passed:
        print("the example story could not be compared; nothing was changed")
        return 1
    groups = {miss["why"]: [check for check in miss["checks"] if check in collector.failed] for miss in known}
    explained = {check for checks in groups.values() for check in checks}
    groups.setdefault(NEW, []).extend(check for check in collector.failed if check not in explained)
    parts = [text.split("\n[[miss]]")[0].rstrip() + "\n"]
    for why, checks in groups.items():
        if checks:
            lines = "".join(f"  {json.dumps(check, ensure_ascii=False)},\n" for check in checks)
            parts.append(f"\n[[miss]]\nwhy = {json.dumps(why, ensure_ascii=False)}\nchecks = [\n{lines}]\n")
    MISSES.write_text("".join(parts), encoding="utf-8")
    gone = sum(len(miss["checks"]) for miss in known) - len(explained)
    print(f"{collector.passed} shown, {len(collector.failed)} missed, {gone} taken out, {len(groups[NEW])} new")
    return 0


if __name__ == "__main__":
    sys.exit(main())
