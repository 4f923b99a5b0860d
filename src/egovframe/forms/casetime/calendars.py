"""The calendars by which cases are counted: the jurisdiction's, with the days off and hours that the office entered."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from egovframe.forms.casetime import store
from egovframe.forms.casetime.schedule import schedule
from egovframe.forms.organisation import Nobody
from egovframe.kernel.calendar import Calendar, Holiday
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.forms.organisation import Organisation
    from egovframe.forms.store import Row

SECONDS: Final = 1.0
"""How long a process may go on with what it knows: so long after a day off was entered elsewhere it counts here."""


class Calendars:
    """One calendar for the whole office, and one for each unit that days off or hours of a unit reach.

    Serves many threads: a calendar that is handed out never changes, and whoever comes second reads the same.
    """

    def __init__(self, law: Calendar, *, organisation: Organisation | None = None) -> None:
        self.law = law
        self._organisation = organisation or Nobody()
        self._known: object = ((), ())
        self._looked: float | None = None
        self._rows: Sequence[Row] = ()
        self._hours: Sequence[Row] = ()
        self._above: Mapping[str, Sequence[str]] = {}
        self._units: dict[str, Calendar] = {}  # each made once; a race makes the same twice
        self._views: dict[tuple[date, tuple[str, ...]], Calendar] = {}
        self.whole = law
        """The calendar of the office as a whole."""

    def of(self, unit: str) -> Calendar:
        """Return the calendar of a unit: the office's, with the days off and hours of this unit and those above it."""
        units, whole = self._units, self.whole
        found = units.get(unit)
        if found is None:
            path = self.path(unit)
            reaches = any(row["unit"] in path for row in (*self._rows, *self._hours))
            found = units[unit] = self._made(self._rows, self._hours, path) if reaches else whole
        return found

    def path(self, unit: str) -> tuple[str, ...]:
        """Return a unit and those above it, the nearest first."""
        return (unit, *self._above.get(unit, ()))

    def reached(self, unit: str) -> frozenset[str]:
        """Return a unit and all that are below it: what its days off and hours reach."""
        return frozenset((unit, *(below for below, above in self._above.items() if unit in above)))

    def known_at(self, unit: str, at: datetime) -> Calendar:
        """Return the calendar of a unit as it was known at a moment, without the days off that were entered later."""
        if not self._rows and not self._hours:
            return self.law.known_at(at)
        stamp, path = instant(at), self.path(unit)
        rows, hours = (
            [row for row in each if row["unit"] in (None, *path) and row["declared"] <= stamp]
            for each in (self._rows, self._hours)
        )
        key = (self.law.local(at).date(), (*path, *(row["id"] for row in (*rows, *hours))))
        view = self._views.get(key)
        if view is None:
            view = self._made(rows, hours, path).known_at(at)
            if len(self._views) >= 64:  # keeps a process that lives for months from growing
                self._views.clear()
            self._views[key] = view
        return view

    @property
    def stale(self) -> bool:
        """Whether it is time to read again."""
        return self._looked is None or time.monotonic() - self._looked >= SECONDS

    def look_again(self) -> None:
        """Have the next look read: a day off was entered or taken back in this process."""
        self._looked = None

    def read(self, conn: Connection, *, at: datetime | None = None) -> None:
        """Read which days off and hours there are now, and at a moment which unit is below which."""
        self._looked = time.monotonic()
        rows, hours, above = store.holidays_of(conn), store.hours_of(conn), self._above
        if at is not None and any(row["unit"] is not None for row in (*rows, *hours)):
            above = self._organisation.above(conn, at)
        known = (tuple(row["id"] for row in rows), tuple(row["id"] for row in hours), dict(above))
        if known == self._known:
            return
        self._above, self._rows, self._hours = above, rows, hours
        self._units, self._views = {}, {}
        self.whole = self._made(rows, hours, ())
        self._known = known

    def _made(self, rows: Iterable[Row], hours: Sequence[Row], path: Sequence[str]) -> Calendar:
        """Return the calendar of the law with the days off and hours of these rows that reach a unit."""
        made = self.law.with_holidays(*self._days(row for row in rows if row["unit"] in (None, *path)))
        shifts = schedule(hours, path, self.law.days_off)
        return made.with_hours(*shifts) if shifts else made

    def _days(self, rows: Iterable[Row]) -> list[Holiday]:
        """Return the days of these rows; each counts from the day on which it was entered."""
        return [
            Holiday(
                date.fromisoformat(row["day"]),
                Text(ko=row["ko"], en=row["en"]),
                self.law.local(moment(row["declared"])).date(),
            )
            for row in rows
        ]
