"""What can be asked of statistics, on one unit of work; and the counting of days that are over.

A day that is over is counted once and kept. A day that was not counted yet is counted where somebody asks, so that
what is shown is whole whether the office counted this morning or not.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from egovframe.forms.statistics import store
from egovframe.forms.statistics.counting import bounds, tallies, tenths
from egovframe.forms.statistics.figures import Figures, figures_of
from egovframe.forms.statistics.forecast import Forecast, Open, forecast
from egovframe.forms.statistics.model import Key, Tally
from egovframe.forms.statistics.permissions import READ
from egovframe.kernel.clock import moment
from egovframe.kernel.logging import get_logger
from egovframe.kernel.month import Month
from egovframe.kernel.permissions import Everywhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.calendar import Calendar
    from egovframe.kernel.database import Database
    from egovframe.kernel.permissions import Rows
    from egovframe.kernel.work import UnitOfWork

log = get_logger("egovframe.forms")

MONTHS: Final = 12
MOST_MONTHS: Final = 120
MOST_RISKS: Final = 50
"""So many open petitions are named in a forecast."""
COMPARED: Final = timedelta(days=731)
"""Open petitions are compared with those that were decided in so much time before."""


class Statistics:
    """The numbers of the office, as the person at work may see them (`work.statistics`)."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    def public(self, *, months: int = MONTHS) -> Figures:
        """Return what everybody may know: the whole office up to yesterday, small numbers hidden."""
        until = self._today - timedelta(days=1)
        since = first_of(until, months)
        counts = counts_between(self._work.conn, since, until, calendar=self._forms.calendar)
        return figures_of(counts, since=since, until=until, smallest=self._forms.settings.smallest)

    def figures(self, *, months: int = MONTHS, form: str | None = None, unit: str | None = None) -> Figures:
        """Return the numbers of the forms and units whose statistics the actor may see, up to now, none hidden."""
        rows = self._opened(unit)
        since = first_of(self._today, months)
        counts = (
            (month, key, number)
            for month, key, number in counts_between(self._work.conn, since, self._today, calendar=self._forms.calendar)
            if form in (None, key.form) and unit in (None, key.unit) and rows.opens(key.unit, key.form, None)
        )
        return figures_of(counts, since=since, until=self._today)

    def forecast(self, *, form: str | None = None, unit: str | None = None, most: int = MOST_RISKS) -> Forecast:
        """Return which open petitions will be late, of those whose statistics the actor may see."""
        rows = self._opened(unit)
        now, calendar = self._work.at, self._forms.calendar
        waiting = [
            Open(
                receipt=row["receipt"],
                form=row["form"],
                unit=row["unit"],
                due=(due := calendar.local(moment(row["due"]))),
                elapsed=tenths(moment(row["received"]), now, calendar=calendar),
                left=-1 if due < now else tenths(now, due, calendar=calendar),
            )
            for row in store.waiting(self._work.conn, rows)
            if form in (None, row["form"]) and unit in (None, row["unit"])
        ]
        took: dict[str, Counter[int]] = {}
        since = self._today - COMPARED
        for _month, key, number in counts_between(self._work.conn, since, self._today, calendar=calendar):
            if key.measure == "taken":
                took.setdefault(key.form, Counter())[key.number] += number
        return forecast(waiting, took, most=most)

    def _opened(self, unit: str | None) -> Rows:
        """Return whose numbers the actor may see. Raises Forbidden, for a unit of which the actor may see none too."""
        self._work.need(READ.name)
        rows = self._work.actor.rows(READ.name)
        within = rows.everything or any(
            isinstance(scope.units, Everywhere) or unit in scope.units for scope in rows.scopes
        )
        if unit is not None and not within:
            self._work.need(READ.name, unit=unit)
        return rows

    @property
    def _today(self) -> date:
        return self._forms.calendar.local(self._work.at).date()


def first_of(until: date, months: int) -> date:
    """Return the first day of so many months that end with the month of `until`."""
    return (Month(until.year, until.month) + (1 - max(1, min(months, MOST_MONTHS)))).first


def counts_between(conn: Connection, since: date, until: date, *, calendar: Calendar) -> Iterator[tuple[str, Key, int]]:
    """Yield the counts of the days from `since` to `until` (both included) by month; days not kept are counted now."""
    kept = store.counted_days(conn, since, until)
    yield from store.by_month(conn, since, until)
    for day, tally in missing(conn, kept, since, until, calendar=calendar).items():
        for key, number in tally.items():
            yield day.isoformat()[:7], key, number


def missing(conn: Connection, kept: set[str], since: date, until: date, *, calendar: Calendar) -> dict[date, Tally]:
    """Return the counts of each day that is not kept, the empty ones too, from the first petition on."""
    first = store.first_day(conn)
    if first is None:
        return {}
    begin = max(since, calendar.local(first).date())
    days = [begin + timedelta(days=at) for at in range((until - begin).days + 1)]
    gone = [day for day in days if day.isoformat() not in kept]
    if not gone:
        return {}
    start, end = bounds(gone[0], calendar=calendar)[0], bounds(gone[-1], calendar=calendar)[1]
    found = tallies(store.cases(conn, start, end), calendar=calendar, since=start, until=end)
    return {day: found.get(day, Counter()) for day in gone}


def count_days(database: Database, *, calendar: Calendar, now: datetime) -> int:
    """Count and keep every day that is over and was not counted; return how many. Two that do so at once do no harm."""
    yesterday = calendar.local(now).date() - timedelta(days=1)
    with database.read() as conn:
        first = store.first_day(conn)
        if first is None:
            return 0
        since = calendar.local(first).date()
        found = missing(conn, store.counted_days(conn, since, yesterday), since, yesterday, calendar=calendar)
    for done, (day, tally) in enumerate(found.items()):
        try:
            with database.write() as conn:
                store.keep(conn, day, tally, at=now)
        except Exception as error:
            if type(error).__name__ != "IntegrityError":
                raise
            log.info("Somebody else counted the day.", day=day.isoformat())
            return done
    return len(found)


def count_again(database: Database, *, calendar: Calendar, now: datetime) -> int:
    """Forget all counts and count every day that is over anew; return how many days."""
    with database.write() as conn:
        store.forget(conn)
    return count_days(database, calendar=calendar, now=now)
