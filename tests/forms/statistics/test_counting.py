"""Counting a case: what it adds to the numbers of which day."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.statistics.counting import bounds, counted, tallies, tenths
from egovframe.forms.statistics.model import Case, Key, Passed

CALENDAR = Korea().calendar
MONDAY = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)  # 10:00 in Seoul


def case(*steps: Passed, due: datetime = MONDAY + timedelta(days=8)) -> Case:
    """A petition received on Monday, 21 September 2026 at 10:00."""
    return Case("p-1", "pothole", "roads", "web", MONDAY, due, steps)


def passed(action: str, state: str, number: int | None = None, **later: float) -> Passed:
    """A step so much later."""
    return Passed(MONDAY + timedelta(**later), action, state, "roads", number)


def test_a_life() -> None:
    """Receipt, states, decision, timeliness, duration and score are counted, each on its day."""
    found = tallies(
        [
            case(
                passed("assign", "assigned", hours=1),
                passed("answer", "answered", days=1),
                passed("close", "closed", days=1, minutes=1),
                passed("rate", "closed", 4, days=2),
            )
        ],
        calendar=CALENDAR,
    )
    assert found == {
        date(2026, 9, 21): Counter(
            {
                Key("pothole", "roads", "received", "web"): 1,
                Key("pothole", "roads", "spent", "received", 1): 1,  # one hour of eight: 1.25 tenths
            }
        ),
        date(2026, 9, 22): Counter(
            {
                Key("pothole", "roads", "decided", "answered"): 1,
                Key("pothole", "roads", "timely", "", 1): 1,
                Key("pothole", "roads", "taken", "", 10): 1,
                Key("pothole", "roads", "spent", "assigned", 9): 1,
                Key("pothole", "roads", "spent", "answered", 0): 1,
            }
        ),
        date(2026, 9, 23): Counter({Key("pothole", "roads", "rated", "", 4): 1}),
    }


def test_late() -> None:
    """A decision says itself whether it was late; one that does not is held against the due date."""
    late = case(passed("answer", "answered", days=1), due=MONDAY)
    said = case(passed("answer", "answered", 0, days=1), due=MONDAY)
    told = case(passed("answer", "answered", 1, days=1))
    for each, in_time in ((late, 0), (said, 1), (told, 0)):
        keys = [key for _, key in counted(each, calendar=CALENDAR) if key.measure == "timely"]
        assert [key.number for key in keys] == [in_time]


def test_withdrawn_is_neither_in_time_nor_late() -> None:
    """Whoever withdraws takes the petition out of the measure of time."""
    keys = [key for _, key in counted(case(passed("withdraw", "withdrawn", days=1)), calendar=CALENDAR)]
    assert {key.measure for key in keys} == {"received", "decided", "spent"}


def test_decided_once() -> None:
    """After an objection a case is decided again; the first decision is the one that counts."""
    steps = (
        passed("refuse", "refused", 0, days=1),
        passed("file_objection", "objected", days=2),
        passed("grant_objection", "granted", days=3),
        passed("answer", "answered", 0, days=4),
    )
    keys = [key for _, key in counted(case(*steps), calendar=CALENDAR)]
    assert [key.value for key in keys if key.measure == "decided"] == ["refused"]
    assert [key.value for key in keys if key.measure == "step"] == ["file_objection", "grant_objection"]


def test_span() -> None:
    """Only what happened from the first moment on and before the last is counted."""
    one = case(passed("assign", "assigned", hours=1), passed("answer", "answered", days=1))
    start, end = bounds(date(2026, 9, 22), calendar=CALENDAR)
    found = tallies([one], calendar=CALENDAR, since=start, until=end)
    assert list(found) == [date(2026, 9, 22)]
    assert start == datetime(2026, 9, 21, 15, 0, tzinfo=UTC)


def test_tenths() -> None:
    """Only office hours count: a weekend and the night are nothing; nothing is ever less than none."""
    friday = datetime(2026, 9, 18, 8, 0, tzinfo=UTC)  # 17:00
    assert tenths(friday, MONDAY, calendar=CALENDAR) == 3  # one hour on Friday, one on Monday: 2.5 tenths, rounded up
    assert tenths(MONDAY, friday, calendar=CALENDAR) == 0
    assert tenths(MONDAY, MONDAY + timedelta(days=1), calendar=CALENDAR) == 10
