"""The office's calendar: which days it works, at what hours, and what was known about that at a given moment.

Everything that counts working time asks here. A calendar never reads a clock, a file or a database: it is given its
holidays by year and keeps them in a day table, so that a deadline costs two look-ups instead of a walk over days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import ClassVar
from zoneinfo import ZoneInfo

from egovframe.kernel.errors import EgovError
from egovframe.kernel.text import Text

MINUTES_A_DAY = 24 * 60

WEEKEND: Mapping[int, Text] = {
    5: Text(ko="토요일", en="Saturday", es="sábado"),
    6: Text(ko="일요일", en="Sunday", es="domingo"),
}
"""The weekly days off of most offices: `date.weekday()` to the name of the day."""

KNOWN_YEARS = range(1950, 2101)
"""The years that a calendar covers unless its jurisdiction says otherwise."""


class CalendarError(EgovError):
    """A day lies outside the years that the calendar knows, or the calendar was declared wrongly."""

    code: ClassVar[str] = "calendar.unknown"


@dataclass(frozen=True)
class OfficeHours:
    """When the office is open: from `opens` to `closes`, with a lunch break (equal ends: no break).

    Local times of whole minutes. Raises CalendarError when they are out of order.
    """

    opens: time = time(9)
    closes: time = time(18)
    lunch_from: time = time(12)
    lunch_to: time = time(13)

    def __post_init__(self) -> None:
        """Refuse hours that run backwards or hold no working minute."""
        times = (self.opens, self.lunch_from, self.lunch_to, self.closes)
        if list(times) != sorted(times) or self.minutes <= 0:
            raise CalendarError(
                f"office hours run backwards: {self}.",
                hint="Give opens ≤ lunch_from ≤ lunch_to ≤ closes, for example 09:00, 12:00, 13:00, 18:00.",
            )
        if any(t.second or t.microsecond or t.tzinfo for t in times):
            raise CalendarError("office hours are local times of whole minutes.", hint="Write them as 09:00.")

    def __str__(self) -> str:
        """Return the hours as a door sign would: `09:00–12:00, 13:00–18:00`."""
        return ", ".join(f"{_clock(a)}–{_clock(b)}" for a, b in self.runs)

    @cached_property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """Return the stretches of working time of a day, in minutes after midnight, end excluded."""
        edges = [_minute(t) for t in (self.opens, self.lunch_from, self.lunch_to, self.closes)]
        if edges[1] == edges[2]:
            return ((edges[0], edges[3]),)
        return tuple(run for run in ((edges[0], edges[1]), (edges[2], edges[3])) if run[0] < run[1])

    @cached_property
    def minutes(self) -> int:
        """Return the working minutes of one working day (480 for 09:00–18:00 with an hour's lunch)."""
        return sum(end - start for start, end in self.runs)

    @cached_property
    def worked(self) -> tuple[int, ...]:
        """Return, for each minute of the day (0–1440), how many working minutes have passed by then."""
        return tuple(
            sum(min(max(minute - start, 0), end - start) for start, end in self.runs)
            for minute in range(MINUTES_A_DAY + 1)
        )

    @cached_property
    def reached(self) -> tuple[timedelta, ...]:
        """Return, for each count of working minutes (1…), the earliest time of day at which they have passed.

        The 180th minute passes at 12:00, not at 13:00; entry 0 is the opening.
        """
        ends = [start + passed + 1 for start, end in self.runs for passed in range(end - start)]
        return tuple(timedelta(minutes=m) for m in (self.runs[0][0], *ends))

    @cached_property
    def closing(self) -> timedelta:
        """Return the closing time as the time passed since midnight."""
        return timedelta(minutes=self.runs[-1][1])


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which the office does not work.

    `declared_on` is the day on which it became known, for holidays that are declared at short notice (임시공휴일);
    None means that it was always known, as holidays fixed by law are.
    """

    day: date
    name: Text
    declared_on: date | None = None


@dataclass(frozen=True, slots=True)
class HoursFrom:
    """The office hours and weekly days off from a day on, until the next of these; None: the calendar's own again."""

    since: date
    hours: OfficeHours | None = None
    days_off: Mapping[int, Text] | None = None


@dataclass(frozen=True, slots=True)
class DayTable:
    """The working days of some years, counted once.

    `first` is the ordinal (`date.toordinal()`) of the first day and `size` the number of days. `rank[i]` is the number
    of working days before day `first + i` (so `rank[i] != rank[i + 1]` says that it is one), and `midnights[k]` is the
    local midnight with which the k-th working day begins. Where the hours differ from day to day `starts[k]` is the
    number of working minutes before the k-th working day; None where every working day has the same.
    """

    first: int
    size: int
    rank: list[int]
    midnights: list[datetime]
    starts: list[int] | None = None

    def minutes_before(self, working_day: int, a_day: int) -> int:
        """Return the working minutes before the k-th working day; `a_day`: of each, where all have the same."""
        return working_day * a_day if self.starts is None else self.starts[working_day]


class Calendar:
    """The working days and hours of an office in its time zone; never changes once made.

    `holidays` gives the holidays of a year and is asked once a year; `declared` are those that the office entered
    itself. `as_of` leaves out what was declared after that day. `years` are the years it may speak about: a day outside
    raises CalendarError rather than being guessed. `shifts` are other hours and weekly days off from some day on.
    """

    def __init__(
        self,
        zone: ZoneInfo,
        *,
        hours: OfficeHours | None = None,
        days_off: Mapping[int, Text] = WEEKEND,
        holidays: Callable[[int], Iterable[Holiday]] | None = None,
        declared: Iterable[Holiday] = (),
        years: range = KNOWN_YEARS,
        as_of: date | None = None,
        shifts: Iterable[HoursFrom] = (),
    ) -> None:
        self.shifts = tuple(sorted(shifts, key=lambda each: each.since))
        for free in (days_off, *(each.days_off for each in self.shifts if each.days_off is not None)):
            if not set(free) < set(range(7)):
                raise CalendarError("days_off names the weekdays 0–6 that are free, and not all of them.")
        self._since = [each.since.toordinal() for each in self.shifts]
        self.zone = zone
        self.hours = hours or OfficeHours()
        self.days_off = dict(days_off)
        self.declared = tuple(declared)
        self.years = years
        self.as_of = as_of
        self._source = holidays
        self._by_year: dict[int, dict[int, Holiday]] = {}  # written once a year; a race writes the same twice
        self._views: dict[date, Calendar] = {}
        self.table = DayTable(0, 0, [0], [])
        """The day table as far as it has been needed; `cover` extends it."""

    def known_at(self, moment: datetime) -> Calendar:
        """Return this calendar as it was known at an aware moment, without the holidays declared later."""
        day = self.local(moment).date()
        view = self._views.get(day)
        if view is None:
            view = Calendar(
                self.zone,
                hours=self.hours,
                days_off=self.days_off,
                holidays=self._source,
                declared=self.declared,
                years=self.years,
                as_of=day,
                shifts=self.shifts,
            )
            if len(self._views) >= 64:  # keeps a process that lives for months from growing
                self._views.clear()
            self._views[day] = view
        return view

    def with_holidays(self, *more: Holiday) -> Calendar:
        """Return a new calendar that also has these holidays, for example one that a decree has just declared."""
        return Calendar(
            self.zone,
            hours=self.hours,
            days_off=self.days_off,
            holidays=self._source,
            declared=(*self.declared, *more),
            years=self.years,
            as_of=self.as_of,
            shifts=self.shifts,
        )

    def with_hours(self, *shifts: HoursFrom) -> Calendar:
        """Return a new calendar that has these hours and weekly days off instead of those it had from some day on."""
        return Calendar(
            self.zone,
            hours=self.hours,
            days_off=self.days_off,
            holidays=self._source,
            declared=self.declared,
            years=self.years,
            as_of=self.as_of,
            shifts=shifts,
        )

    def hours_on(self, ordinal: int) -> OfficeHours:
        """Return the office hours of a day (`date.toordinal()`)."""
        shift = self._shift(ordinal)
        return self.hours if shift is None or shift.hours is None else shift.hours

    def days_off_on(self, ordinal: int) -> Mapping[int, Text]:
        """Return the weekly days off that are in force on a day (`date.toordinal()`)."""
        shift = self._shift(ordinal)
        return self.days_off if shift is None or shift.days_off is None else shift.days_off

    def _shift(self, ordinal: int) -> HoursFrom | None:
        place = bisect_right(self._since, ordinal) if self._since else 0
        return self.shifts[place - 1] if place else None

    def local(self, moment: datetime) -> datetime:
        """Return an aware moment in the office's time zone; a naive one raises CalendarError."""
        if moment.tzinfo is self.zone:
            return moment
        if moment.tzinfo is None:
            raise CalendarError(
                f"the moment {moment.isoformat()} has no time zone.",
                hint="Give an aware datetime, for example datetime(…, tzinfo=UTC).",
            )
        return moment.astimezone(self.zone)

    def holidays(self, year: int) -> tuple[Holiday, ...]:
        """Return the holidays of a year that are known to this calendar, in order."""
        return tuple(holiday for _, holiday in sorted(self._year(year).items()))

    def why_off(self, day: date) -> Text | None:
        """Return the name of the holiday or weekly day off, or None on a working day."""
        holiday = self._year(day.year).get(day.toordinal())
        return holiday.name if holiday else self.days_off_on(day.toordinal()).get(day.weekday())

    def is_working(self, day: date) -> bool:
        """Say whether the office works on this day."""
        return self.why_off(day) is None

    def next_working(self, day: date) -> date:
        """Return this day if the office works on it, or the next day on which it does."""
        table = self.cover(day.toordinal())
        return table.midnights[table.rank[day.toordinal() - table.first]].date()

    def next_opening(self, moment: datetime) -> datetime:
        """Return the moment itself in office hours, or else the moment at which the office opens next (local)."""
        local = self.local(moment)
        minute = local.hour * 60 + local.minute
        if self.is_working(local.date()):
            midnight = datetime.combine(local.date(), time(), self.zone)
            for start, end in self.hours_on(local.toordinal()).runs:
                if minute < end:
                    return max(local, midnight + timedelta(minutes=start))
        after = self.next_working(local.date() + timedelta(days=1))
        return datetime.combine(after, self.hours_on(after.toordinal()).opens, self.zone)

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Return the working minutes from `start` to `end`, negative when `end` is the earlier (time overdue)."""
        a, b = self.local(start), self.local(end)
        days = sorted((a.toordinal(), b.toordinal()))
        table = self.cover(days[0], days[1])
        return self.passed(b, table) - self.passed(a, table)

    def passed(self, moment: datetime, table: DayTable) -> int:
        """Return the working minutes from the beginning of a day table to an aware moment of it."""
        local = self.local(moment)
        index = local.toordinal() - table.first
        before = table.rank[index]
        hours = self.hours_on(local.toordinal())
        today = hours.worked[local.hour * 60 + local.minute] if table.rank[index + 1] > before else 0
        return table.minutes_before(before, self.hours.minutes) + today

    def cover(self, ordinal: int, last: int | None = None) -> DayTable:
        """Return a day table that holds the day `ordinal`, the days up to `last` and a working day after them.

        Raises CalendarError when that leaves the years that the calendar knows.
        """
        table = self.table
        end = ordinal if last is None else last
        if table.first <= ordinal and end < table.first + table.size - 31:
            return table
        wanted = {self._year_of(ordinal), self._year_of(end), self._year_of(end + 31)}
        if table.size:
            wanted |= {date.fromordinal(table.first).year, date.fromordinal(table.first + table.size - 1).year}
        self.table = table = self._count(min(wanted), max(wanted))
        return table

    def _count(self, first_year: int, last_year: int) -> DayTable:
        """Count the working days of the years from first to last."""
        first = date(first_year, 1, 1).toordinal()
        size = date(last_year, 12, 31).toordinal() - first + 1
        off = {ordinal for year in range(first_year, last_year + 1) for ordinal in self._year(year)}
        rank, midnights, starts = [0], list[datetime](), [0]
        for ordinal in range(first, first + size):
            free = self.days_off if not self._since else self.days_off_on(ordinal)
            if (ordinal + 6) % 7 not in free and ordinal not in off:
                midnights.append(datetime.combine(date.fromordinal(ordinal), time(), self.zone))
                if self._since:
                    starts.append(starts[-1] + self.hours_on(ordinal).minutes)
            rank.append(len(midnights))
        return DayTable(first, size, rank, midnights, starts if self._since else None)

    def _year(self, year: int) -> dict[int, Holiday]:
        """Return the holidays of a year by ordinal, asking the source once."""
        known = self._by_year.get(year)
        if known is None:
            if year not in self.years:
                raise CalendarError(
                    f"the calendar does not know the holidays of {year}.",
                    hint=f"It covers {self.years.start} to {self.years.stop - 1}.",
                )
            source = list(self._source(year)) if self._source else []
            entries = [*source, *(holiday for holiday in self.declared if holiday.day.year == year)]
            known = {h.day.toordinal(): h for h in reversed(entries) if self._knows(h)}
            self._by_year[year] = known
        return known

    def _knows(self, holiday: Holiday) -> bool:
        """Say whether a holiday had been declared by the day of this view."""
        return self.as_of is None or holiday.declared_on is None or holiday.declared_on <= self.as_of

    def _year_of(self, ordinal: int) -> int:
        """Return the year of an ordinal, checked against the known years."""
        year = date.fromordinal(ordinal).year if 0 < ordinal <= date.max.toordinal() else 0
        if year not in self.years:
            raise CalendarError(
                "the date lies outside the years that the calendar knows.",
                hint=f"It covers {self.years.start} to {self.years.stop - 1}.",
            )
        return year


def _minute(moment: time) -> int:
    """Return a time of day in minutes after midnight."""
    return moment.hour * 60 + moment.minute


def _clock(minute: int) -> str:
    """Return minutes after midnight as `09:00`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
