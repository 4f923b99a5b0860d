"""Days off that the office enters: who may, what moves with them, and who is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from egovframe.forms import store
from egovframe.forms.casetime.calendars import Calendars
from egovframe.forms.casetime.holidays import AT_A_TIME, Holidays
from egovframe.forms.ledger import written
from egovframe.kernel.calendar import Calendar
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from egovframe.testing import SetClock, open_office
from tests.forms.desk import OFFICER, Desk
from tests.forms.routing.town import CONSOLE, file, town

CHIEF = Actor("officer", "a-9", "Yun", holds={"holiday.declare": EVERYWHERE})
ROADS = Actor("officer", "a-8", "Bae", holds={"holiday.declare": frozenset({"roads"})})
DAY = date(2026, 9, 30)
WORDS = {"ko": "임시공휴일", "en": "Temporary holiday", "decree": "국무회의 의결"}


def test_a_unit_that_moves_is_counted_by_the_hours_above_it(office_url: str, tmp_path: Path) -> None:
    """From the moment on which it is below another one: what is open there and below it, and nothing else."""
    clock = SetClock()
    with open_office(town(), tmp_path, url=office_url, clock=clock) as office:
        road, light = str(file(office).receipt), str(file(office, about="light").receipt)
        with office.work(by=CONSOLE) as work:
            work.petitions.transfer(light, "lights", "조명과 소관")
            work.holidays.declare(date(2026, 9, 23), ko="휴무", en="Day off", decree="지시", unit="parks")
        office.run_due_tasks()

        def due(receipt: str) -> datetime:
            with office.look(by=CONSOLE) as look:
                found: datetime = look.petitions.get(receipt).due
            return found

        before = due(road)
        begins = clock.now() + timedelta(hours=4)
        with office.work(by=CONSOLE) as work:
            work.access.units.move("roads", "parks", since=begins, reason="개편")
        office.run_due_tasks()
        assert due(road) == before, "it is not below the parks yet"
        clock.forward(hours=4)
        office.run_due_tasks()
        assert (due(road) - before, due(light)) == (timedelta(days=1), before)
        (fact,) = office.trail.search(action="petition.deadline_moved")
        assert (fact["details"]["why"], fact["details"]["unit"]) == ("unit", "roads")


def declare(desk: Desk, day: date = DAY, by: Actor = CHIEF, **more: Any) -> Any:
    """Enter a day off, and let the worker do what waits."""
    with desk.work(by) as work:
        found = Holidays(work, desk.forms).declare(day, **{**WORDS, **more})
    desk.run_due_tasks()
    desk.forms.look(desk.database)
    return found


def due_of(desk: Desk, petition_id: str) -> str:
    """By when a petition is due, as the row has it and as the ledger explains it."""
    with desk.look(OFFICER) as work:
        row = store.by_id(work.conn, petition_id)
        assert row is not None
        due = desk.forms.clockwork(work).deadline(row).due
        assert moment(row["due"]) == due
        return written(due)


def test_what_is_due_that_day_moves_and_people_are_told(desk: Desk) -> None:
    """A holiday declared after receipt: open deadlines are counted anew, each with a fact and an event of its own."""
    petition = desk.submit().petition
    desk.time.forward(days=1)
    found = declare(desk)
    assert (found.day, found.unit, found.name.in_("ko"), found.decree) == (DAY, None, "임시공휴일", "국무회의 의결")
    assert due_of(desk, petition.id) == "2026-10-02T18:00"
    fact = desk.facts.last("petition.deadline_moved")
    assert fact.details["due_before"] == "2026-10-01T09:00:00.000Z"
    assert fact.details["due"] == "2026-10-02T09:00:00.000Z"
    assert (fact.details["why"], fact.subjects) == ("holiday", (f"petition:{petition.id}",))
    assert desk.facts.last("holiday.declared").details == {"day": "2026-09-30", "unit": "", **WORDS}
    with desk.look(OFFICER) as work:
        row = store.by_id(work.conn, petition.id)
        assert row is not None
        ledger = desk.forms.clockwork(work).deadline(row).ledger
    assert "임시공휴일" in [span.why.in_("ko") for span in ledger]


def test_the_worked_case_of_2017(desk: Desk) -> None:
    """Due on 2 October 2017, and that day later declared a holiday by the cabinet: due on 10 October (PETITIONS §1)."""
    desk.time.at = datetime(2017, 9, 21, 1, tzinfo=UTC)
    law = desk.forms.calendars.law
    before = [each for each in law.holidays(2017) if each.day != date(2017, 10, 2)]
    desk.forms.calendars = Calendars(
        Calendar(law.zone, hours=law.hours, holidays=lambda year: before if year == 2017 else law.holidays(year))
    )
    petition = desk.submit().petition
    assert due_of(desk, petition.id) == "2017-09-29T18:00"
    desk.time.forward(days=1)
    petition = desk.submit().petition
    assert due_of(desk, petition.id) == "2017-10-02T18:00"
    declare(desk, date(2017, 10, 2))
    assert due_of(desk, petition.id) == "2017-10-10T18:00"


def test_a_day_off_of_one_unit_moves_only_its_cases(desk: Desk) -> None:
    """The parks work on; the unit's own officer may enter a day off for the unit, and for no other."""
    roads, parks = desk.submit().petition, desk.submit("suggestion").petition
    declare(desk, by=ROADS, unit="roads")
    assert due_of(desk, roads.id) == "2026-10-02T18:00"
    assert due_of(desk, parks.id) == written(desk.forms.calendar.local(parks.due))
    assert desk.facts.count("petition.deadline_moved") == 1
    for unit in ("parks", None):
        with pytest.raises(Forbidden):
            declare(desk, date(2026, 10, 1), by=ROADS, unit=unit)
    with pytest.raises(Forbidden):
        declare(desk, date(2026, 10, 1), by=OFFICER, unit="roads")


def test_new_cases_are_counted_with_it_at_once(desk: Desk) -> None:
    """What comes in afterwards is due later from the start, and needs no counting anew."""
    declare(desk)
    assert desk.submit().petition.due == datetime(2026, 10, 2, 9, tzinfo=UTC)
    assert desk.facts.count("petition.deadline_moved") == 0


def test_what_is_decided_stays(desk: Desk) -> None:
    """Its clock has stopped."""
    petition = desk.submit().petition
    with desk.work(OFFICER) as work:
        desk.at(work).answer(petition.receipt, "고쳤습니다.")
    desk.time.forward(hours=1)
    declare(desk)
    assert due_of(desk, petition.id) == "2026-10-01T18:00"


def test_a_day_off_entered_by_mistake_is_taken_back(desk: Desk) -> None:
    """The deadlines move back, and the list keeps what was."""
    petition = desk.submit().petition
    found = declare(desk)
    with desk.work(CHIEF) as work:
        holidays = Holidays(work, desk.forms)
        gone = holidays.revoke(found.id)
        assert gone.revoked == desk.time.at
        assert holidays.list() == []
        assert [each.day for each in holidays.list(revoked=True)] == [DAY]
        with pytest.raises(Conflict, match="already"):
            holidays.revoke(found.id)
        with pytest.raises(NotFound):
            holidays.revoke("nothing")
    desk.run_due_tasks()
    desk.forms.look(desk.database)
    assert due_of(desk, petition.id) == "2026-10-01T18:00"
    assert desk.facts.count("petition.deadline_moved") == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ko": " "}, "ko"),
        ({"en": ""}, "en"),
        ({"decree": ""}, "decree"),
        ({"unit": "moon"}, "unit"),
        ({"ko": "가" * 201}, "ko"),
    ],
)
def test_what_is_missing_is_named(small_desk: Desk, wrong: dict[str, Any], field: str) -> None:
    """Each in words, by field."""
    with pytest.raises(Invalid) as told:
        declare(small_desk, **wrong)
    assert [fault.field for fault in told.value.faults] == [field]


def test_a_day_that_is_free_anyway_or_unknown(small_desk: Desk) -> None:
    """Chuseok, a Saturday, the same day twice; and a year that no calendar knows."""
    for day in (date(2026, 9, 25), date(2026, 9, 26)):
        with pytest.raises(Conflict, match="anyway"):
            declare(small_desk, day)
    declare(small_desk)
    with pytest.raises(Conflict, match="anyway"):
        declare(small_desk)
    with pytest.raises(Invalid) as told:
        declare(small_desk, date(3000, 1, 1))
    assert [fault.field for fault in told.value.faults] == ["day"]


def test_many_cases_are_counted_some_at_a_time(small_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every one is, and none twice, whatever fits into one unit of work."""
    assert AT_A_TIME > 2
    monkeypatch.setattr("egovframe.forms.casetime.holidays.AT_A_TIME", 2)
    ids = [small_desk.submit().petition.id for _ in range(5)]
    declare(small_desk)
    assert small_desk.facts.count("petition.deadline_moved") == 5
    assert {due_of(small_desk, each) for each in ids} == {"2026-10-02T18:00"}
