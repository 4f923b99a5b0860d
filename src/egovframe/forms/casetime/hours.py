"""Office hours that the office enters itself, from a day on, for all or for a unit and those below it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.casetime import facts, store
from egovframe.forms.casetime.events import HoursChanged
from egovframe.forms.casetime.holidays import PERMISSION
from egovframe.forms.casetime.schedule import WEEKDAYS, hours_of, weekdays_of
from egovframe.kernel.calendar import CalendarError, OfficeHours
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

_LONGEST: Final = 200
_LATER: Final = Text(ko="내일이나 그 뒤의 날짜를 적으세요.", en="Give tomorrow or a later day.")
_BACKWARDS: Final = Text(ko="마지막 날이 첫날보다 빠릅니다.", en="The last day is before the first.")
_ORDER: Final = Text(
    ko="여는 시각, 점심 시작, 점심 끝, 닫는 시각 순서로 적으세요.",
    en="Give the opening, the lunch break and the closing in their order.",
)
_FREE: Final = Text(
    ko="법에서 처리기간에 넣지 않는 요일은 근무일로 정할 수 없습니다.",
    en="A day of the week that the law does not count cannot be made to count.",
)
_NO_DAY: Final = Text(ko="여는 요일을 고르세요.", en="Choose the days of the week.")
_NO_DECREE: Final = Text(ko="어떤 규정이나 지시에 따른 것인지 적으세요.", en="Say by which rule or order.")
_NO_UNIT: Final = Text(ko="부서를 목록에서 고르세요.", en="Choose a unit of the office.")


@dataclass(frozen=True, slots=True)
class Opening:
    """Office hours that were entered: from which day on, until which, on which days of the week, for whom."""

    id: str
    unit: str | None
    since: date
    until: date | None
    hours: OfficeHours
    weekdays: tuple[int, ...]
    decree: str
    declared: datetime
    by: str
    revoked: datetime | None = None


class Hours:
    """The hours of the office and its units, as the person at work may enter them (`work.hours`)."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    def list(self, *, revoked: bool = False) -> list[Opening]:
        """Return the hours that were entered, by day; with `revoked` also those that were taken back."""
        self._work.need(PERMISSION)
        return [_opening(row) for row in store.hours_of(self._work.conn, revoked=revoked)]

    def enter(
        self,
        since: date,
        *,
        opens: time,
        closes: time,
        lunch_from: time,
        lunch_to: time,
        weekdays: Collection[int],
        decree: str,
        unit: str | None = None,
        until: date | None = None,
    ) -> Opening:
        """Enter the hours from a later day on; open cases are then counted anew and their people told.

        They reach the units below, unless a nearer unit has its own; of one unit those that were entered last hold.
        What lies before that day stays as it is. Needs `holiday.declare` for the unit, or everywhere for all. Raises
        Invalid for what is missing or runs backwards, an unknown unit, a day that is not later than today, and days of
        the week that the law does not count.
        """
        self._work.need(PERMISSION, unit=WHOLE_OFFICE if unit is None else unit)
        faults, law = [], self._forms.calendars.law
        if not self._today < since or since.year not in law.years:
            faults.append(Fault("since", _LATER))
        if until is not None and (until < since or until.year not in law.years):
            faults.append(Fault("until", _BACKWARDS))
        try:
            hours = OfficeHours(opens, closes, lunch_from, lunch_to)
        except CalendarError:
            hours = OfficeHours()
            faults.append(Fault("opens", _ORDER))
        days = sorted(set(weekdays))
        if not days or not set(days) <= set(WEEKDAYS):
            faults.append(Fault("weekdays", _NO_DAY))
        elif set(days) & set(law.days_off):
            faults.append(Fault("weekdays", _FREE))
        if not 0 < len(decree.strip()) <= _LONGEST:
            faults.append(Fault("decree", _NO_DECREE))
        if unit is not None and unit not in self._forms.units:
            faults.append(Fault("unit", _NO_UNIT))
        if faults:
            raise Invalid("The hours cannot be entered like this.", faults=faults)
        row: dict[str, Any] = {
            "id": new_id(),
            "unit": unit,
            "since": since.isoformat(),
            "until": None if until is None else until.isoformat(),
            "opens": f"{opens:%H:%M}",
            "closes": f"{closes:%H:%M}",
            "lunch_from": f"{lunch_from:%H:%M}",
            "lunch_to": f"{lunch_to:%H:%M}",
            "weekdays": " ".join(map(str, days)),
            "decree": decree.strip(),
            "declared": instant(self._work.at),
            "by": self._work.actor.id,
            "revoked": None,
            "revoked_by": None,
        }
        store.add_hours(self._work, row)
        details = {name: row[name] or "" for name in ("unit", "since", "until", "weekdays", "decree")}
        self._work.note(facts.HOURS_ENTERED, object=f"hours:{row['id']}", details={**details, "hours": str(hours)})
        self._told(row)
        return _opening(row)

    def revoke(self, hours_id: str) -> Opening:
        """Take hours back before they begin. Raises NotFound, and Conflict for what is in force or was taken back."""
        self._work.need(PERMISSION)
        row = next((r for r in store.hours_of(self._work.conn, revoked=True) if r["id"] == hours_id), None)
        if row is not None and not self._work.may(PERMISSION, unit=row["unit"] or WHOLE_OFFICE):
            self._work.denied(PERMISSION, unit=row["unit"] or WHOLE_OFFICE, object=f"hours:{row['id']}")
            row = None
        if row is None:
            raise NotFound("There are no such hours of yours.", hint="Look at the hours that there are.")
        if row["revoked"] is not None:
            raise Conflict("The hours were taken back already.", hint="Look at the hours that there are.")
        if row["since"] <= self._today.isoformat():
            raise Conflict("The hours are in force already.", hint="Enter other hours from a later day on.")
        changes = {"revoked": instant(self._work.at), "revoked_by": self._work.actor.id}
        store.change_hours(self._work, row, changes)
        details = {"unit": row["unit"] or "", "since": row["since"]}
        self._work.note(facts.HOURS_REVOKED, object=f"hours:{hours_id}", details=details)
        self._told(row)
        return _opening({**row, **changes})

    @property
    def _today(self) -> date:
        return self._forms.calendars.law.local(self._work.at).date()

    def _told(self, row: Row) -> None:
        self._work.emit(HoursChanged(since=row["since"], unit=row["unit"]))
        self._work.after_commit(self._forms.calendars.look_again)


def _opening(row: Row) -> Opening:
    return Opening(
        id=row["id"],
        unit=row["unit"],
        since=date.fromisoformat(row["since"]),
        until=None if row["until"] is None else date.fromisoformat(row["until"]),
        hours=hours_of(row),
        weekdays=weekdays_of(row),
        decree=row["decree"],
        declared=moment(row["declared"]),
        by=row["by"],
        revoked=None if row["revoked"] is None else moment(row["revoked"]),
    )
