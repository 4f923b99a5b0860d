"""Time: aware UTC inside, whole milliseconds, written so that text sorts as time does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.clock import SystemClock, instant, moment

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30), timezones=ZONES)  # noqa: DTZ001  zones are added


@pytest.mark.asvs("V16.2.2")
def test_a_moment_in_seoul_is_stored_in_utc() -> None:
    """RFC 3339 with milliseconds and Z."""
    seoul = timezone(timedelta(hours=9))
    assert instant(datetime(2026, 11, 22, 21, 4, 41, 123_999, tzinfo=seoul)) == "2026-11-22T12:04:41.123Z"


def test_the_machine_tells_aware_whole_milliseconds() -> None:
    """What the clock says comes back from the database as it was."""
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert moment(instant(now)) == now


@given(moments, moments)
def test_text_sorts_as_time_does(one: datetime, other: datetime) -> None:
    """Whatever the zones: the earlier moment never sorts after the later one."""
    early, late = sorted((one, other))
    assert instant(early) <= instant(late)
    assert instant(early) == instant(late) or moment(instant(early)) < moment(instant(late))


@given(moments)
def test_writing_and_reading_keeps_the_millisecond(at: datetime) -> None:
    """Only what is below the millisecond is cut."""
    assert timedelta(0) <= at - moment(instant(at)) < timedelta(milliseconds=1)


def test_a_time_without_a_zone_is_refused() -> None:
    """Nobody can say which moment it is, when writing and when reading."""
    with pytest.raises(ValueError, match="time zone"):
        instant(datetime(2026, 1, 1))  # noqa: DTZ001  that is the point
    for text in ("2026-01-01T00:00:00.000", "yesterday", ""):
        with pytest.raises(ValueError):
            moment(text)
