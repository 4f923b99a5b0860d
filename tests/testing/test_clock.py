"""The clock that a test sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from egovframe.testing import SetClock


def test_the_clock_stands_still_until_it_is_told() -> None:
    """Time passes by what the test says."""
    clock = SetClock()
    assert clock.now() == clock.now() == datetime(2026, 9, 21, 1, 0, tzinfo=UTC)
    clock.forward(days=1, hours=2)
    assert clock.now() == datetime(2026, 9, 22, 3, 0, tzinfo=UTC)


def test_the_clock_tells_utc_whatever_zone_it_was_set_in() -> None:
    """Stored moments are UTC; a test may think in local time."""
    seoul = timezone(timedelta(hours=9))
    assert SetClock(datetime(2026, 9, 21, 10, 0, tzinfo=seoul)).now().isoformat() == "2026-09-21T01:00:00+00:00"
