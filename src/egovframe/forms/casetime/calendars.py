"""The calendars by which cases are counted: the jurisdiction's, with the days off that the office entered itself."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from egovframe.forms.casetime import store
from egovframe.kernel.calendar import Calendar, Holiday
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.forms.store import Row

SECONDS: Final = 1.0
"""How long a process may go on with what it knows: so long after a day off was entered elsewhere it counts here."""


class Calendars:
    """One calendar for the whole office, and one for each unit with days off of its own.

    Serves many threads: a calendar that is handed out never changes, and whoever comes second reads the same.
    """

    def __init__(self, law: Calendar) -> None:
        self._law = law
        self._known: tuple[str, ...] = ()
        self._looked: float | None = None
        self._rows: Sequence[Row] = ()
        self._units: Mapping[str, Calendar] = {}
        self._views: dict[tuple[date, tuple[str, ...]], Calendar] = {}
        self.whole = law
        """The calendar of the office as a whole."""

    def of(self, unit: str) -> Calendar:
        """Return the calendar of a unit: the office's, with the days off that were entered for this unit alone."""
        return self._units.get(unit, self.whole)

    def known_at(self, unit: str, at: datetime) -> Calendar:
        """Return the calendar of a unit as it was known at a moment, without the days off that were entered later."""
        if not self._rows:
            return self._law.known_at(at)
        stamp = instant(at)
        rows = [row for row in self._rows if row["unit"] in (None, unit) and row["declared"] <= stamp]
        key = (self._law.local(at).date(), tuple(row["id"] for row in rows))
        view = self._views.get(key)
        if view is None:
            view = self._law.with_holidays(*self._days(rows)).known_at(at)
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

    def read(self, conn: Connection) -> None:
        """Read which days off there are now."""
        self._looked = time.monotonic()
        rows = store.holidays_of(conn)
        known = tuple(row["id"] for row in rows)
        if known == self._known:
            return
        whole = self._law.with_holidays(*self._days(row for row in rows if row["unit"] is None))
        units = sorted({row["unit"] for row in rows if row["unit"] is not None})
        self._units = {
            unit: whole.with_holidays(*self._days(row for row in rows if row["unit"] == unit)) for unit in units
        }
        self.whole = whole
        self._rows = rows
        self._known = known

    def _days(self, rows: Iterable[Row]) -> list[Holiday]:
        """Return the days of these rows; each counts from the day on which it was entered."""
        return [
            Holiday(
                date.fromisoformat(row["day"]),
                Text(ko=row["ko"], en=row["en"]),
                self._law.local(moment(row["declared"])).date(),
            )
            for row in rows
        ]
