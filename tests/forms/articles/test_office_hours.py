"""What holds of the clock whatever the office hours are and whenever they change, over 2018–2027, under both laws."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.deadlines import deadline, due_at
from egovframe.forms.jurisdiction import Jurisdiction
from egovframe.forms.limits import Limit, parse_limit
from egovframe.kernel.calendar import WEEKEND, Calendar, HoursFrom, OfficeHours
from tests.forms.articles.test_properties import LIMITS, MOMENTS, every_law, stops, when

QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
MONDAYS_OFF = {**WEEKEND, 0: WEEKEND[6]}
SIX_DAYS = {6: WEEKEND[6]}


def mostly(hours: tuple[time, ...]) -> bool:
    """Whether there is working time in these hours at all."""
    opens, lunch_from, lunch_to, closes = hours
    return (lunch_from > opens) or (closes > lunch_to)


HOURS = (
    st.tuples(QUARTERS, QUARTERS, QUARTERS, QUARTERS)
    .map(lambda times: tuple(sorted(times)))
    .filter(mostly)
    .map(lambda times: OfficeHours(times[0], times[3], times[1], times[2]))
)
SHIFTS = st.lists(
    st.builds(
        HoursFrom,
        st.dates(date(2018, 1, 1), date(2027, 12, 31)),
        st.none() | HOURS,
        st.sampled_from([None, SIX_DAYS, MONDAYS_OFF]),
    ),
    max_size=4,
)


@every_law
@given(moment=MOMENTS, limit=LIMITS, near=st.integers(-20, 20), shifts=SHIFTS, hours=HOURS, data=st.data())
def test_the_ledger_agrees_whatever_the_hours_are(
    law: Jurisdiction,
    moment: datetime,
    *,
    limit: Limit,
    near: int,
    shifts: list[HoursFrom],
    hours: OfficeHours,
    data: st.DataObject,
) -> None:
    """Hours that change near the receipt or far away: the fast way and the ledger agree, and it sums to the limit."""
    received = when(law, moment)
    soon = HoursFrom(received.date() + timedelta(days=near), hours)
    calendar = law.calendar.with_hours(*shifts, soon)
    pauses = data.draw(st.lists(stops(law, received), max_size=2))
    found = deadline(received, limit, calendar=calendar, pauses=pauses, rules=law.rules)
    assert found.due == due_at(received, limit, calendar=calendar, pauses=pauses, rules=law.rules)
    assert calendar.is_working(found.due.date())
    if minutes := law.rules.minutes(limit):
        assert sum(span.counted for span in found.ledger) == minutes
        end = found.due - timedelta(minutes=1)
        assert any(
            timedelta(minutes=start) <= end - datetime.combine(end.date(), time(), end.tzinfo) < timedelta(minutes=stop)
            for start, stop in calendar.hours_on(end.toordinal()).runs
        )


def longer(calendar: Calendar, since: date, minutes: int, *, early: bool) -> Calendar:
    """The calendar with so many minutes more a day from a day on."""
    hours, more = calendar.hours, timedelta(minutes=minutes)
    day = datetime(2000, 1, 1)  # noqa: DTZ001 - a day to count on
    opens = (datetime.combine(day, hours.opens) - more).time() if early else hours.opens
    closes = hours.closes if early else (datetime.combine(day, hours.closes) + more).time()
    return calendar.with_hours(HoursFrom(since, OfficeHours(opens, closes, hours.lunch_from, hours.lunch_to)))


@every_law
@given(moment=MOMENTS, limit=LIMITS, near=st.integers(-20, 20), minutes=st.integers(1, 300), early=st.booleans())
def test_more_hours_never_give_a_later_due(
    law: Jurisdiction, moment: datetime, *, limit: Limit, near: int, minutes: int, early: bool
) -> None:
    """In working hours the moment is never later; in days the day is not, whose end moves with the closing time."""
    received = when(law, moment)
    calendar = longer(law.calendar, received.date() + timedelta(days=near), minutes, early=early)
    before = due_at(received, limit, calendar=law.calendar, rules=law.rules)
    after = due_at(received, limit, calendar=calendar, rules=law.rules)
    if law.rules.minutes(limit):
        assert after <= before
    assert after.date() <= before.date()


@every_law
@given(moment=MOMENTS, limit=LIMITS, near=st.integers(-20, 20))
def test_more_days_never_give_a_later_due(law: Jurisdiction, moment: datetime, limit: Limit, near: int) -> None:
    """Where the office works on Saturdays from some day on, nothing is due later."""
    received = when(law, moment)
    calendar = law.calendar.with_hours(HoursFrom(received.date() + timedelta(days=near), days_off=SIX_DAYS))
    assert due_at(received, limit, calendar=calendar, rules=law.rules) <= due_at(
        received, limit, calendar=law.calendar, rules=law.rules
    )


def test_hours_that_begin_on_a_day() -> None:
    """Worked by hand: 24 working hours from Wednesday noon, where Friday is open until 21:00 from that day on."""
    law = Korea()
    seoul = law.calendar.zone
    received = datetime(2026, 11, 18, 14, 0, tzinfo=seoul)
    evening = HoursFrom(date(2026, 11, 20), OfficeHours(closes=time(21)))
    calendar = law.calendar.with_hours(evening, HoursFrom(date(2026, 11, 21)))
    usual = due_at(received, parse_limit("3d"), calendar=law.calendar, rules=law.rules)
    found = due_at(received, parse_limit("3d"), calendar=calendar, rules=law.rules)
    assert usual == datetime(2026, 11, 23, 14, 0, tzinfo=seoul)
    assert found == datetime(2026, 11, 23, 10, 0, tzinfo=seoul)  # 4 + 8 + 11 hours, and one on Monday
    assert calendar.working_minutes_between(received, found) == 24 * 60
    at = datetime(2026, 11, 20, 20, 0, tzinfo=seoul)
    assert calendar.next_opening(at) == at
    assert law.calendar.next_opening(at).day == 23


@pytest.mark.parametrize("free", [set(range(7)), {7}])
def test_weekly_days_off_are_weekdays(free: set[int]) -> None:
    """An office that never opens is none."""
    with pytest.raises(Exception, match="weekdays"):
        Korea().calendar.with_hours(HoursFrom(date(2026, 1, 1), days_off=dict.fromkeys(free, WEEKEND[6])))
