"""Days of rights: the first from midnight on, the last to midnight, in the office's own time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from egovframe.web.admin.days import BACKWARDS, PAST, SINCE, begin_of, end_of, last_day, period_of, today

NOW = datetime(2026, 9, 21, 16, 30, tzinfo=UTC)  # the 22nd in Seoul


def page() -> Any:
    """A page whose office stands in Seoul."""
    zone = ZoneInfo("Asia/Seoul")
    office = SimpleNamespace(
        clock=SimpleNamespace(now=lambda: NOW), jurisdiction=SimpleNamespace(calendar=SimpleNamespace(zone=zone))
    )
    return cast("Any", SimpleNamespace(office=office, language="en"))


def test_first_and_last_day() -> None:
    """Today begins now; a later day at its midnight; the last day ends at the next one, and is told as itself."""
    assert today(page()) == date(2026, 9, 22)
    assert begin_of(page(), "") is None
    assert begin_of(page(), "2026-09-22") is None
    assert begin_of(page(), "2026-09-23") == datetime(2026, 9, 22, 15, tzinfo=UTC)
    end = end_of(page(), "2026-09-22")
    assert end == datetime(2026, 9, 22, 15, tzinfo=UTC)
    assert last_day(page(), end) == date(2026, 9, 22)
    assert (end_of(page(), " "), last_day(page(), None)) == (None, None)


@pytest.mark.parametrize("day", ["2026-09-21", "tomorrow", "2026-13-01"])
def test_days_that_are_none(day: str) -> None:
    """What is past or no day raises, and is said at its field."""
    for read in (begin_of, end_of):
        with pytest.raises(ValueError, match=r"."):
            read(page(), day)
    assert period_of(page(), day, day)[2] == {"since": SINCE.in_("en"), "until": PAST.in_("en")}


def test_backwards() -> None:
    """A period ends after it begins."""
    assert period_of(page(), "2026-09-25", "2026-09-24")[2] == {"until": BACKWARDS.in_("en")}
    since, until, faults = period_of(page(), "2026-09-25", "2026-09-25")
    assert since is not None
    assert until is not None
    assert (until - since).days == 1
    assert faults == {}
    assert period_of(page(), "", "9999-12-31")[2] == {"until": PAST.in_("en")}
