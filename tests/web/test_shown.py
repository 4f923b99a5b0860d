"""How dates, times and numbers are shown in each language."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from egovframe.kernel.text import Text
from egovframe.web import shown

SEOUL = ZoneInfo("Asia/Seoul")
AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "ko", "en"),
    [
        ("day", "10월 1일 목요일", "Thursday 1 October"),
        ("full_day", "2026년 10월 1일(목)", "Thursday 1 October 2026"),
        ("short", "10. 1.(목) 18:00", "Thu 1 Oct 18:00"),
        ("when", "10월 1일(목) 18:00", "Thu 1 October, 18:00"),
        ("full_when", "2026년 10월 1일(목) 18:00", "Thursday 1 October 2026, 18:00"),
        ("weekday", "목", "Thu"),
    ],
)
def test_moments(name: str, ko: str, en: str) -> None:
    """A moment is shown in the jurisdiction's time, as people say it in each language."""
    assert shown.filters("ko", SEOUL)[name](AT) == ko
    assert shown.filters("en", SEOUL)[name](AT) == en
    assert shown.filters("ko", SEOUL)[name]("2026-10-01T09:00:00.000000Z") == ko


def test_dates_have_no_time() -> None:
    """A date is shown without a time of day, whether it is a date or its text."""
    for value in (date(2026, 10, 1), "2026-10-01"):
        assert shown.short(value, language="ko") == "10. 1.(목)"
        assert shown.when(value, language="en") == "Thu 1 October"
        assert shown.full_when(value, language="ko") == "2026년 10월 1일(목)"
        assert shown.iso(value) == "2026-10-01"
    assert shown.iso(AT, zone=SEOUL) == "2026-10-01T18:00:00+09:00"
    assert shown.clock(AT, zone=SEOUL) == "18:00"


def test_words() -> None:
    """A text of two languages is told in one; what is no text is told as it is."""
    for value in (Text(ko="도로과", en="Roads"), {"ko": "도로과", "en": "Roads"}):
        assert shown.words(value, language="en") == "Roads"
    assert shown.words(None, language="en") == ""
    assert shown.words(7, language="en") == "7"


def test_receipt_numbers() -> None:
    """The dashes are quiet, and what is typed as a number is escaped."""
    assert shown.number("7K4-RM2") == "7K4<i>-</i>RM2"
    assert shown.number("<b>-1") == "&lt;b&gt;<i>-</i>1"


def test_without_a_zone_a_moment_is_shown_in_its_own() -> None:
    """What was counted in the office's time stays there."""
    assert shown.short(AT.astimezone(ZoneInfo("America/Asuncion")), language="en") == "Thu 1 Oct 06:00"


def test_the_door_sign_is_worded_from_the_calendar() -> None:
    """Weekdays have a name of their own; an office that works on other days names them."""
    from egovframe.forms.builtin.kr import Korea
    from egovframe.forms.builtin.py import Paraguay
    from egovframe.kernel.calendar import Calendar, HoursFrom, OfficeHours

    assert shown.open_hours(Korea().calendar, language="ko") == "평일 09:00–18:00"
    assert shown.open_hours(Paraguay().calendar, language="en") == "Weekdays 07:00–15:00"
    sunday = Calendar(SEOUL, days_off={4: Text(en="Friday"), 5: Text(en="Saturday")})
    assert shown.open_hours(sunday, language="en") == "Mon, Tue, Wed, Thu, Sun 09:00–18:00"
    today = AT.date()
    longer = Korea().calendar.with_hours(HoursFrom(today, OfficeHours(closes=time(20))))
    assert shown.open_hours(longer, at=AT, language="ko") == "평일 09:00–20:00"
    assert shown.open_hours(longer, at=AT - timedelta(days=2), language="ko") == "평일 09:00–18:00"
