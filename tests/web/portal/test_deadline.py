"""Why a petition is due on that day, as days to count along."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from egovframe.forms import at_once, months, weeks, working_days
from egovframe.web.portal import deadline
from tests.web.portal.town import Town

SEOUL = ZoneInfo("Asia/Seoul")
MONDAY = datetime(2026, 9, 21, 10, 12, tzinfo=SEOUL)


def test_working_days(town: Town) -> None:
    """Seven working days from the Monday before Chuseok: numbered days, and free ones with their reason."""
    why = deadline.of(town.office, MONDAY, working_days(7))
    assert [day.number for day in why.days] == [1, 2, 3, 0, 0, 0, 0, 4, 5, 6, 7]
    assert [str(day.on) for day in why.days if day.last] == ["2026-10-01"]
    assert why.days[4].off is not None
    assert "추석" in why.days[4].off.in_("ko")
    assert why.first_weekday == 1
    assert not why.in_hours
    assert any("제19조" in article for article in why.articles)


def test_hours(town: Town) -> None:
    """Three days are counted in office hours: the minutes of the days add up to the limit."""
    why = deadline.of(town.office, MONDAY, working_days(3))
    assert why.in_hours
    assert sum(day.minutes for day in why.days) == 3 * 8 * 60
    assert why.days[0].minutes == 6 * 60 + 48, "from 10:12 to 18:00 without the lunch break"
    assert all(day.off is None for day in why.days if day.minutes)


def test_received_after_closing(town: Town) -> None:
    """What comes in at night is counted from the next working day; the night itself counts nothing."""
    why = deadline.of(town.office, MONDAY.replace(hour=20), working_days(7))
    assert why.days[0].number == 0
    assert [day.number for day in why.days if day.number] == [1, 2, 3, 4, 5, 6, 7]


def test_long_limits_are_told_as_stretches(town: Town) -> None:
    """Half a year is no strip of days."""
    why = deadline.of(town.office, MONDAY, months(6))
    assert why.days == ()
    assert why.stretches


@pytest.mark.parametrize(
    ("limit", "ko", "en"),
    [
        (at_once(), "바로", "at once"),
        (working_days(1), "1일", "1 working day"),
        (working_days(7), "7일", "7 working days"),
        (weeks(2), "2주", "2 weeks"),
        (months(1), "1개월", "1 month"),
    ],
)
def test_takes(limit: object, ko: str, en: str) -> None:
    """A limit in words."""
    assert (deadline.takes(limit).in_("ko"), deadline.takes(limit).in_("en")) == (ko, en)
