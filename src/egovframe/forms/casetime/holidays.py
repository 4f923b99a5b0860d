"""Days off that the office enters itself, also at short notice, and the deadlines that move with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.casetime import facts, store
from egovframe.forms.casetime.events import HolidayDeclared, HolidayRevoked, HoursChanged
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.kernel.events import Event, Observers
    from egovframe.kernel.outbox import Task
    from egovframe.kernel.work import UnitOfWork

PERMISSION: Final = "holiday.declare"
AT_A_TIME: Final = 100
"""So many open cases are counted anew in one unit of work, so that others need not wait long."""

_LONGEST: Final = 200
_NEEDED: Final = {
    "ko": Text(ko="한국어 이름을 적으세요.", en="Give its name in Korean."),
    "en": Text(ko="영어 이름을 적으세요.", en="Give its name in English."),
    "decree": Text(ko="어떤 법령이나 지시에 따른 것인지 적으세요.", en="Say by which decree or order."),
}


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off that the office entered: for one unit or (None) all, by which decree, when and by whom."""

    id: str
    day: date
    unit: str | None
    name: Text
    decree: str
    declared: datetime
    by: str
    revoked: datetime | None = None


class Holidays:
    """The days off of the office, as the person at work may enter them (`work.holidays`)."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    def list(self, *, revoked: bool = False) -> list[DayOff]:
        """Return the days off that were entered, by day; with `revoked` also those that were taken back."""
        self._work.need(PERMISSION)
        return [_day_off(row) for row in store.holidays_of(self._work.conn, revoked=revoked)]

    def declare(self, day: date, *, ko: str, en: str, decree: str, unit: str | None = None) -> DayOff:
        """Enter a day off, for one unit or for all; open cases are then counted anew and their people told.

        It counts from now on: what was decided before stays as it is. Needs `holiday.declare` for the unit, or
        everywhere for all. Raises Invalid for what is missing, an unknown unit and a day outside the calendar, Conflict
        where nobody works that day anyway.
        """
        self._need(unit)
        words = {"ko": ko.strip(), "en": en.strip(), "decree": decree.strip()}
        faults = [Fault(name, _NEEDED[name]) for name, text in words.items() if not 0 < len(text) <= _LONGEST]
        if unit is not None and unit not in self._forms.units:
            faults.append(Fault("unit", Text(ko="부서를 목록에서 고르세요.", en="Choose a unit of the office.")))
        calendar = self._forms.calendars.of(unit or "")
        if day.year not in calendar.years:
            faults.append(Fault("day", Text(ko="달력에 있는 해의 날짜를 적으세요.", en="Give a day of these years.")))
        if faults:
            raise Invalid("The day off cannot be entered like this.", faults=faults)
        if not calendar.is_working(day):
            raise Conflict("Nobody works that day anyway.", hint="Look at the days off that there are.")
        row = {
            "id": new_id(),
            "day": day.isoformat(),
            "unit": unit,
            **words,
            "declared": instant(self._work.at),
            "by": self._work.actor.id,
            "revoked": None,
            "revoked_by": None,
        }
        store.add_holiday(self._work, row)
        details = {"day": row["day"], "unit": unit or "", **words}
        self._work.note(facts.HOLIDAY_DECLARED, object=f"holiday:{row['id']}", details=details)
        self._told(HolidayDeclared(day=day.isoformat(), unit=unit))
        return _day_off(row)

    def revoke(self, holiday_id: str) -> DayOff:
        """Take a day off back that was entered by mistake. Raises NotFound, and Conflict when it was taken back."""
        self._work.need(PERMISSION)
        row = next((r for r in store.holidays_of(self._work.conn, revoked=True) if r["id"] == holiday_id), None)
        if row is not None and not self._work.may(PERMISSION, unit=row["unit"] or WHOLE_OFFICE):
            self._work.denied(PERMISSION, unit=row["unit"] or WHOLE_OFFICE, object=f"holiday:{row['id']}")
            row = None
        if row is None:
            raise NotFound("There is no such day off of yours.", hint="Look at the days off that there are.")
        if row["revoked"] is not None:
            raise Conflict("The day off was taken back already.", hint="Look at the days off that there are.")
        changes = {"revoked": instant(self._work.at), "revoked_by": self._work.actor.id}
        store.change_holiday(self._work, row, changes)
        details = {"day": row["day"], "unit": row["unit"] or ""}
        self._work.note(facts.HOLIDAY_REVOKED, object=f"holiday:{holiday_id}", details=details)
        self._told(HolidayRevoked(day=row["day"], unit=row["unit"]))
        return _day_off({**row, **changes})

    def _need(self, unit: str | None) -> None:
        """Raise Forbidden unless the actor may enter days off of this unit, or (None) of every unit."""
        self._work.need(PERMISSION, unit=WHOLE_OFFICE if unit is None else unit)

    def _told(self, event: HolidayDeclared | HolidayRevoked) -> None:
        self._work.emit(event)
        self._work.after_commit(self._forms.calendars.look_again)


def follow(observers: Observers, forms: Forms, *, more: Mapping[type[Event], str] | None = None) -> None:
    """Have the worker count open cases anew whenever a day off or office hours were entered or taken back.

    `more` are events of others that name the `unit` whose cases, with those of all below it, are counted anew; each
    with the word for why.
    """
    reasons: dict[type[Event], str] = {HolidayDeclared: "holiday", HolidayRevoked: "holiday", HoursChanged: "hours"}
    reasons |= more or {}

    def recount(task: Task) -> None:
        forms.calendars.look_again()
        forms.look(task.office.database, at=task.office.clock.now())
        units = None if task.event.unit is None else forms.calendars.reached(task.event.unit)
        why = reasons[type(task.event)]
        after = ""
        while True:
            with task.office.work(by=task.actor, why="open deadlines counted anew") as work:
                clock = forms.clockwork(work)
                rows = store.running(work.conn, units=units, after=after, limit=AT_A_TIME)
                for row in rows:
                    clock.recount(row, why=why)
            if len(rows) < AT_A_TIME:
                break
            after = rows[-1]["id"]

    for event in reasons:
        observers.later(event, "recount", recount, may=())


def _day_off(row: Row | dict[str, Any]) -> DayOff:
    return DayOff(
        id=row["id"],
        day=date.fromisoformat(row["day"]),
        unit=row["unit"],
        name=Text(ko=row["ko"], en=row["en"]),
        decree=row["decree"],
        declared=moment(row["declared"]),
        by=row["by"],
        revoked=None if row["revoked"] is None else moment(row["revoked"]),
    )
