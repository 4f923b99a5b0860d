"""Leaving a test out loudly: named at the end of the run, and a failure where `CI=true` says all is there."""

import os
from typing import NoReturn

import pytest

PREFIX = "LEFT OUT: "


def leave_out(reason: str, *, may_be_missing_in_ci: bool = False) -> NoReturn:
    """Ends the running test as left out, or as failed under `CI=true`; the reason says what to install."""
    if os.environ.get("CI", "").lower() in {"1", "true"} and not may_be_missing_in_ci:
        pytest.fail(f"CI=true and something is missing: {reason}", pytrace=False)
    pytest.skip(PREFIX + reason)


def summarise(reporter: pytest.TerminalReporter) -> None:
    """Writes the section that says what was left out and how many tests that were; nothing when all ran."""
    counted: dict[str, int] = {}
    for report in reporter.stats.get("skipped", []):
        words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if PREFIX in words:
            reason = words.split(PREFIX, 1)[1]
            counted[reason] = counted.get(reason, 0) + 1
    if counted:
        reporter.write_sep("!", "LEFT OUT", red=True, bold=True)
        for reason, number in sorted(counted.items()):
            reporter.write_line(f"{number} test{'s' if number != 1 else ''}: {reason}", red=True)
