"""The office's calendar: hours, days off, holidays, and what was known when."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egovframe.kernel.calendar import Calendar, CalendarError, Holiday, OfficeHours
from egovframe.kernel.text import Text

SEOUL = ZoneInfo("Asia/Seoul")
CHILDREN = Holiday(date(2026, 5, 5), Text(ko="어린이날", en="Children's Day"))
SUDDEN = Holiday(date(2026, 5, 4), Text(ko="임시공휴일", en="Temporary holiday"), date(2026, 4, 21))


class Source:
    """Holidays by year, which remembers what it was asked."""

    def __init__(self, *holidays: Holiday) -> None:
        self.days = holidays
        self.asked: list[int] = []

    def __call__(self, year: int) -> list[Holiday]:
        """Return the holidays of a year."""
        self.asked.append(year)
        return [holiday for holiday in self.days if holiday.day.year == year]


@pytest.fixture
def calendar() -> Calendar:
    """A calendar with one fixed and one suddenly declared holiday."""
    return Calendar(SEOUL, holidays=Source(CHILDREN, SUDDEN))


def at(text: str) -> datetime:
    """Read a local moment."""
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


def test_a_day_off_says_why(calendar: Calendar) -> None:
    """A holiday is named, so is a weekly day off; a working day has no reason."""
    found = [calendar.why_off(date(2026, 5, day)) for day in (2, 3, 5, 6)]
    assert [text and text.in_("en") for text in found] == ["Saturday", "Sunday", "Children's Day", None]
    assert calendar.is_working(date(2026, 5, 6))


def test_a_later_declared_holiday_is_unknown_before(calendar: Calendar) -> None:
    """A view of an earlier day does not know what was declared after it; from that day on it does."""
    day = SUDDEN.day
    assert not calendar.is_working(day)
    assert calendar.known_at(at("2026-04-20T23:59")).is_working(day)
    assert not calendar.known_at(at("2026-04-21T00:00")).is_working(day)
    assert calendar.known_at(at("2026-04-20T10:00")) is calendar.known_at(at("2026-04-20T11:00"))


def test_the_day_of_a_view_is_the_offices_own(calendar: Calendar) -> None:
    """16:00 UTC on 20 April is 21 April in Seoul."""
    assert not calendar.known_at(datetime(2026, 4, 20, 16, tzinfo=UTC)).is_working(SUDDEN.day)


def test_an_office_may_enter_holidays_of_its_own(calendar: Calendar) -> None:
    """A decree makes a new calendar and leaves the old one as it was."""
    decree = Holiday(date(2026, 5, 7), Text(ko="개청기념일", en="Founding day"))
    assert not calendar.with_holidays(decree).is_working(decree.day)
    assert calendar.is_working(decree.day)


def test_a_years_holidays_are_asked_once() -> None:
    """Loading is lazy: nothing before the first question, then each year once, however much is asked."""
    source = Source(CHILDREN)
    calendar = Calendar(SEOUL, holidays=source)
    assert source.asked == []
    for _ in range(3):
        calendar.is_working(date(2026, 5, 5))
        calendar.next_working(date(2026, 5, 5))
        calendar.holidays(2026)
    assert source.asked == [2026]


def test_years_outside_raise_and_are_not_guessed(calendar: Calendar) -> None:
    """A year whose holidays nobody knows is an error that names the range."""
    with pytest.raises(CalendarError, match="1950 to 2100"):
        calendar.is_working(date(2101, 1, 4))
    with pytest.raises(CalendarError):
        calendar.cover(date(1949, 12, 31).toordinal())
    with pytest.raises(CalendarError):
        calendar.cover(date.max.toordinal())


def test_the_next_opening(calendar: Calendar) -> None:
    """In office hours it is now; in the lunch break 13:00; in the evening the next working morning."""
    cases = {
        "2026-04-30T08:00": "2026-04-30T09:00",
        "2026-04-30T10:30": "2026-04-30T10:30",
        "2026-04-30T12:00": "2026-04-30T13:00",
        "2026-04-30T17:59": "2026-04-30T17:59",
        "2026-05-01T18:00": "2026-05-06T09:00",
    }
    assert {k: calendar.next_opening(at(k)) for k in cases} == {k: at(v) for k, v in cases.items()}


def test_working_minutes_between(calendar: Calendar) -> None:
    """Lunch, nights and days off do not count; overdue time is negative."""
    assert calendar.working_minutes_between(at("2026-04-30T16:00"), at("2026-05-06T10:00")) == 120 + 480 + 60
    assert calendar.working_minutes_between(at("2026-05-06T10:00"), at("2026-04-30T16:00")) == -660
    assert calendar.working_minutes_between(at("2026-05-02T10:00"), at("2026-05-03T10:00")) == 0


def test_a_moment_without_a_zone_is_refused(calendar: Calendar) -> None:
    """A naive moment could mean any office's time."""
    with pytest.raises(CalendarError, match="no time zone"):
        calendar.local(datetime(2026, 4, 30, 16))  # noqa: DTZ001 - the naive moment is the case


@pytest.mark.parametrize(
    ("hours", "minutes", "sign"),
    [
        (OfficeHours(), 480, "09:00–12:00, 13:00–18:00"),
        (OfficeHours(lunch_from=time(12), lunch_to=time(12)), 540, "09:00–18:00"),
        (OfficeHours(time(8, 30), time(16), time(12), time(12, 30)), 420, "08:30–12:00, 12:30–16:00"),
    ],
)
def test_office_hours_are_a_setting(hours: OfficeHours, minutes: int, sign: str) -> None:
    """Other hours, or none for lunch, give other working days."""
    assert (hours.minutes, str(hours)) == (minutes, sign)
    assert hours.reached[hours.minutes] == hours.closing


@pytest.mark.parametrize(
    ("opens", "closes", "lunch"),
    [(time(18), time(9), time(12)), (time(9), time(18), time(8)), (time(9, 0, 30), time(18), time(12))],
)
def test_hours_that_run_backwards_are_refused(opens: time, closes: time, lunch: time) -> None:
    """Opening after closing, lunch outside the day, seconds: each is a CalendarError."""
    with pytest.raises(CalendarError):
        OfficeHours(opens, closes, lunch, time(13))


def test_an_office_that_never_works_is_refused() -> None:
    """Seven weekly days off leave nothing to count."""
    with pytest.raises(CalendarError):
        Calendar(SEOUL, days_off={day: Text(en="off") for day in range(7)})


MOMENTS = st.datetimes(datetime(2018, 1, 1), datetime(2027, 6, 30)).map(  # noqa: DTZ001 - made aware right here
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=SEOUL)
)


@settings(max_examples=60)
@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_working_minutes_agree_with_counting_them(start: datetime, length: timedelta) -> None:
    """The day table gives what one gets by looking at every minute in turn."""
    calendar = Calendar(SEOUL, holidays=Source(CHILDREN, SUDDEN))
    end = (start + length).replace(second=0, microsecond=0)
    minutes, moment = 0, start
    while moment < end:
        open_now = 9 <= moment.hour < 12 or 13 <= moment.hour < 18
        minutes += open_now and moment.weekday() < 5 and moment.date() not in (CHILDREN.day, SUDDEN.day)
        moment += timedelta(minutes=1)
    assert calendar.working_minutes_between(start, end) == minutes
