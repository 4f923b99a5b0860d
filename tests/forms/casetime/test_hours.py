"""Office hours that the office enters: who may, what they reach, what moves with them, and who is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.casetime.calendars import Calendars
from egovframe.forms.casetime.holidays import Holidays
from egovframe.forms.casetime.hours import Hours
from egovframe.forms.limits import working_days
from egovframe.forms.organisation import Nobody
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.kernel.text import Text
from tests.forms.casetime.test_holidays import CHIEF, ROADS, due_of
from tests.forms.desk import NOBODY, Desk

WEEK = range(5)
FROM = date(2026, 9, 22)
NINE: dict[str, Any] = {
    "opens": time(9),
    "closes": time(18),
    "lunch_from": time(12),
    "lunch_to": time(13),
    "weekdays": WEEK,
    "decree": "시장 지시 제1호",
}


class Tree(Nobody):
    """Roads are below the construction bureau, which is below the mayor."""

    def above(self, conn: Any, at: datetime) -> Mapping[str, Sequence[str]]:
        """The units above each."""
        return {"roads": ("bureau", "mayor"), "bureau": ("mayor",)}


@pytest.fixture
def three(sqlite_url: str, tmp_path: Any) -> Any:
    """A desk where what is filed has three days, counted in working hours, in a tree of units."""
    desk = Desk(sqlite_url, tmp_path, within=working_days(3))
    desk.forms.units = {**desk.forms.units, "bureau": Text.of("bureau"), "mayor": Text.of("mayor")}
    desk.forms.calendars = Calendars(Korea().calendar, organisation=Tree())
    yield desk
    desk.database.close()


def enter(desk: Desk, since: date = FROM, by: Actor = CHIEF, **more: Any) -> Any:
    """Enter hours, and let the worker do what waits."""
    with desk.work(by) as work:
        found = Hours(work, desk.forms).enter(since, **{**NINE, **more})
    settle(desk)
    return found


def settle(desk: Desk) -> None:
    """Let the worker do what waits, and look again."""
    desk.run_due_tasks()
    desk.forms.calendars.look_again()
    desk.forms.look(desk.database, at=desk.time.now())


def revoke(desk: Desk, hours: str, by: Actor = CHIEF) -> Any:
    """Take hours back."""
    with desk.work(by) as work:
        found = Hours(work, desk.forms).revoke(hours)
    settle(desk)
    return found


def test_what_is_due_moves_and_people_are_told(three: Desk) -> None:
    """Two hours more a day from tomorrow on: 24 working hours from Monday, 10:00, run out earlier, with fact and event.

    7 hours on Monday, 10 on Tuesday, 7 on Wednesday.
    """
    petition = three.submit().petition
    assert due_of(three, petition.id) == "2026-09-28T10:00"  # 24 and 25 September are Chuseok
    found = enter(three, closes=time(20))
    assert (found.since, found.until, found.unit, found.weekdays) == (FROM, None, None, (0, 1, 2, 3, 4))
    assert str(found.hours) == "09:00–12:00, 13:00–20:00"
    assert due_of(three, petition.id) == "2026-09-23T17:00"
    fact = three.facts.last("petition.deadline_moved")
    assert fact.details["why"] == "hours"
    assert three.facts.last("hours.entered").details == {
        "unit": "",
        "since": "2026-09-22",
        "until": "",
        "hours": "09:00–12:00, 13:00–20:00",
        "weekdays": "0 1 2 3 4",
        "decree": "시장 지시 제1호",
    }
    assert three.facts.count("petition.deadline_moved") == 1


def test_the_nearest_unit_wins_and_later_words_of_one_unit(three: Desk) -> None:
    """What is entered for a unit above reaches those below, unless a nearer one has its own; of one unit the last."""
    enter(three, closes=time(20), unit="mayor")
    at = date(2026, 9, 22).toordinal()

    def closes(unit: str) -> time:
        return three.forms.calendar_of(unit).hours_on(at).closes

    assert [closes(unit) for unit in ("roads", "bureau", "mayor", "parks")] == [time(20)] * 3 + [time(18)]
    enter(three, closes=time(19), unit="bureau")
    assert [closes(unit) for unit in ("roads", "bureau", "mayor")] == [time(19), time(19), time(20)]
    enter(three, closes=time(17), unit="bureau")
    assert closes("roads") == time(17)
    enter(three, closes=time(21))
    assert [closes(unit) for unit in ("roads", "mayor", "parks")] == [time(17), time(20), time(21)]
    before = three.forms.calendar_of("roads").hours_on(at - 1)
    assert before.closes == time(18)


def test_only_the_cases_below_are_counted_anew(three: Desk) -> None:
    """Hours of the bureau move what is with the roads, not what is with the parks; days off reach it as well."""
    road, park = three.submit().petition, three.submit("suggestion").petition
    before = due_of(three, park.id)
    enter(three, closes=time(20), unit="bureau")
    assert due_of(three, road.id) == "2026-09-23T17:00"
    assert (due_of(three, park.id), three.facts.count("petition.deadline_moved")) == (before, 1)


def test_days_off_of_a_unit_reach_those_below(three: Desk) -> None:
    """Those of all levels add up, and what is due in a unit below moves with them."""
    petition = three.submit().petition
    with three.work(CHIEF) as work:
        Holidays(work, three.forms).declare(FROM, ko="휴무", en="Day off", decree="국장 지시", unit="bureau")
    settle(three)
    assert due_of(three, petition.id) == "2026-09-29T10:00"
    with three.work(CHIEF) as work:
        Holidays(work, three.forms).declare(date(2026, 9, 23), ko="휴무", en="Day off", decree="지시", unit="roads")
    settle(three)
    assert due_of(three, petition.id) == "2026-09-30T10:00"
    assert three.forms.calendar_of("mayor").is_working(FROM)


def test_until_a_day_and_fewer_days_of_the_week(three: Desk) -> None:
    """After the last day the usual hours hold again; a day of the week that is left out does not count, by its name."""
    enter(three, until=date(2026, 9, 22), closes=time(20))
    enter(three, date(2026, 9, 28), weekdays=[1, 2, 3, 4], unit="roads")
    roads = three.forms.calendar_of("roads")
    days = [date(2026, 9, 22), date(2026, 9, 23), date(2026, 9, 28)]
    assert [roads.hours_on(day.toordinal()).closes.hour for day in days] == [20, 18, 18]
    assert [roads.is_working(day) for day in days] == [True, True, False]
    off = roads.why_off(date(2026, 9, 28))
    assert off is not None
    assert off.in_("ko") == "월요일"
    assert three.forms.calendar.is_working(date(2026, 9, 28))


def test_taken_back_before_they_begin(three: Desk) -> None:
    """What was due moves back; what is in force stays, and other hours follow it."""
    petition = three.submit().petition
    found = enter(three, closes=time(20))
    assert revoke(three, found.id).revoked is not None
    assert due_of(three, petition.id) == "2026-09-28T10:00"
    with pytest.raises(Conflict):
        revoke(three, found.id)
    again = enter(three, closes=time(20))
    three.time.forward(days=1)
    with pytest.raises(Conflict, match="in force"):
        revoke(three, again.id)
    with pytest.raises(NotFound):
        revoke(three, "nothing")
    with three.look(CHIEF) as look:
        hours = Hours(look, three.forms)
        assert [each.id for each in hours.list()] == [again.id]
        assert [each.id for each in hours.list(revoked=True)] == [found.id, again.id]


def test_the_ledger_of_what_was_decided_stays(three: Desk) -> None:
    """It is counted by what was known when the due date was counted last."""
    petition = three.submit().petition
    with three.work(CHIEF) as work:
        row = work.conn.exec_driver_sql("select known from petitions").scalar()
    assert row is None
    three.time.forward(minutes=1)
    enter(three, closes=time(20))
    view = three.forms.calendar_known_at("roads", petition.received)
    assert view.hours_on(FROM.toordinal()).closes == time(18)
    assert three.forms.calendar_known_at("roads", three.time.now()).hours_on(FROM.toordinal()).closes == time(20)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"since": date(2026, 9, 21)}, ["since"]),
        ({"since": date(2199, 1, 1)}, ["since"]),
        ({"until": date(2026, 9, 1)}, ["until"]),
        ({"closes": time(8)}, ["opens"]),
        ({"opens": time(12), "closes": time(13)}, ["opens"]),
        ({"weekdays": []}, ["weekdays"]),
        ({"weekdays": [9]}, ["weekdays"]),
        ({"weekdays": [0, 5]}, ["weekdays"]),
        ({"decree": " "}, ["decree"]),
        ({"unit": "moon"}, ["unit"]),
        ({"decree": "", "weekdays": [], "closes": time(1)}, ["opens", "weekdays", "decree"]),
    ],
)
def test_what_is_wrong_is_named(three: Desk, wrong: dict[str, Any], fields: list[str]) -> None:
    """A past day, hours that run backwards, no days, days that the law does not count (법19①), no order, no unit."""
    said = {**wrong}
    with pytest.raises(Invalid) as error:
        enter(three, said.pop("since", FROM), **said)
    assert [fault.field for fault in error.value.faults] == fields


def test_who_may(three: Desk) -> None:
    """For a unit whoever may there, for all whoever may everywhere; nobody else sees or takes back anything."""
    enter(three, unit="roads", by=ROADS)
    for by, unit in ((ROADS, None), (ROADS, "parks"), (NOBODY, "roads")):
        with pytest.raises(Forbidden):
            enter(three, unit=unit, by=by)
    whole = enter(three)
    with pytest.raises(NotFound):
        revoke(three, whole.id, by=ROADS)
    with pytest.raises(Forbidden), three.look(NOBODY) as look:
        Hours(look, three.forms).list()
