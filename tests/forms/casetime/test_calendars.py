"""The calendars by which cases are counted."""

from __future__ import annotations

from datetime import date

from egovframe.forms.casetime.calendars import Calendars
from egovframe.forms.casetime.holidays import Holidays
from tests.forms.casetime.test_holidays import CHIEF, DAY, WORDS, declare
from tests.forms.desk import Desk


def test_a_unit_has_the_days_off_of_the_office_and_its_own(desk: Desk) -> None:
    """One calendar where there is nothing of one's own; each day counts from when it was entered."""
    calendars = desk.forms.calendars
    assert calendars.of("roads") is calendars.whole
    declare(desk)
    declare(desk, date(2026, 10, 1), unit="roads")
    roads, parks = calendars.of("roads"), calendars.of("parks")
    assert parks is calendars.whole
    assert [parks.is_working(date(2026, 9, 30)), parks.is_working(date(2026, 10, 1))] == [False, True]
    assert [roads.is_working(date(2026, 9, 30)), roads.is_working(date(2026, 10, 1))] == [False, False]
    assert roads.known_at(desk.time.at.replace(day=20)).is_working(DAY)


def test_another_process_sees_it_within_a_second(desk: Desk) -> None:
    """It reads when it is time, and once; what has not changed keeps its day tables."""
    other = Calendars(desk.forms.calendars.law)
    assert other.stale
    with desk.database.read() as conn:
        other.read(conn)
    assert (other.stale, other.of("roads")) == (False, other.whole)
    whole = other.whole
    with desk.work(CHIEF) as work:
        Holidays(work, desk.forms).declare(DAY, **WORDS)
    assert other.whole.is_working(DAY)
    other.look_again()
    stale = other.stale
    assert stale
    with desk.database.read() as conn:
        other.read(conn)
        assert not other.whole.is_working(DAY)
        assert other.whole is not whole
        again = other.whole
        other.read(conn)
        assert other.whole is again
