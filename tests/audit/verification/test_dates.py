"""Dates as they stand in the trail."""

from __future__ import annotations

import pytest

from egovframe.audit.verification.dates import seconds_between


def test_the_seconds_between_two_moments_are_counted() -> None:
    """Whichever comes first."""
    one, other = "2026-09-21T01:00:00.000Z", "2026-09-21T01:01:00.500Z"
    assert (seconds_between(one, other), seconds_between(other, one)) == (60.5, -60.5)


@pytest.mark.parametrize("value", ["", "soon", "2026-09-21T01:00:00", None, 7, b"\xff"])
def test_what_is_no_moment_counts_as_nothing(value: object) -> None:
    """Another tool may have left anything: that is found elsewhere, and here it is no traceback."""
    assert seconds_between(value, "2026-09-21T01:00:00.000Z") == 0
