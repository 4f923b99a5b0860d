"""A month of the office's calendar: what is counted, reviewed and signed together. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, Self

from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from egovframe.kernel.calendar import Calendar

_WRITTEN: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)
_HINT: Final = Text(ko="2026-10처럼 연도와 월을 쓰세요.", en="Write year and month, such as 2026-10.")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, written `2026-10`. It begins and ends at local midnight of the office."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the month that is written. Raises Invalid for anything else, and for one out of this century."""
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise Invalid(f"{text[:40]!r} is no month.", faults=[Fault("month", _HINT)], hint="Write 2026-10.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, moment: datetime, zone: tzinfo) -> Self:
        """Return the month in which a moment falls, by the office's clock."""
        local = moment.astimezone(zone)
        return cls(local.year, local.month)

    def __str__(self) -> str:
        """Return it as it is written everywhere: `2026-10`."""
        return f"{self.year}-{self.number:02d}"

    def __add__(self, months: int) -> Month:
        """Return the month so many months later (earlier, where the number is negative)."""
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    def begins(self, zone: tzinfo) -> datetime:
        """Return the local midnight with which it begins."""
        return datetime.combine(self.first, time(), zone)

    def ends(self, zone: tzinfo) -> datetime:
        """Return the local midnight with which the next month begins."""
        return (self + 1).begins(zone)

    def bounds(self, zone: tzinfo) -> tuple[str, str]:
        """Return its first moment and that of the next month, as facts write moments."""
        return instant(self.begins(zone)), instant(self.ends(zone))

    def ended(self, at: datetime, zone: tzinfo) -> bool:
        """Say whether the month is over at a moment."""
        return at >= self.ends(zone)

    def worked(self, calendar: Calendar) -> Iterator[tuple[str, str]]:
        """Yield the office hours of each working day, opening to closing, as facts write moments.

        The lunch break counts as working time here: who looks something up at noon does nothing remarkable. A holiday
        counts as one from the day on which it was declared.
        """
        hours, day = calendar.hours, self.first
        while Month(day.year, day.month) == self:
            opens = datetime.combine(day, hours.opens, calendar.zone)
            if calendar.known_at(opens).is_working(day):
                yield instant(opens), instant(datetime.combine(day, hours.closes, calendar.zone))
            day += timedelta(days=1)
