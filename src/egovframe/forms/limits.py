"""Processing limits, and the rules by which a jurisdiction counts them.

A limit is what a form promises: at once, three days, two weeks, one month. How it is counted (in working hours, in
working days or by the calendar) is the jurisdiction's and stands in `ClockRules`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from egovframe.forms.pauses import PauseError, Reason
from egovframe.kernel.errors import EgovError

Unit = Literal["now", "d", "w", "m", "y"]

LARGEST: dict[Unit, int] = {"now": 1, "d": 3650, "w": 520, "m": 120, "y": 10}
"""The largest number of each unit: ten years, beyond which a processing limit is surely a slip."""

_WRITTEN = re.compile(r"([1-9][0-9]{0,4})([dwmy])")
_END_OF_DAY = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")


class LimitError(EgovError):
    """A processing limit, or the moment it is counted from, cannot be understood."""

    code: ClassVar[str] = "forms.limit"


@dataclass(frozen=True, slots=True)
class Limit:
    """A processing limit (처리기간): a number of working days, weeks, months or years, or at once.

    Made by `at_once()`, `working_days(3)`, `weeks(2)`, `months(1)`, `calendar_years(1)` or `parse_limit("3d")`; written
    back by `str()`. Raises LimitError for a number that is not positive or is beyond ten years.
    """

    number: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse an unknown unit and a number out of range."""
        largest = LARGEST.get(self.unit)
        if largest is None:
            raise LimitError(f"there is no limit in the unit {self.unit!r}.", hint="The units are now, d, w, m, y.")
        if type(self.number) is not int or not 1 <= self.number <= largest:  # True is no number of days
            raise LimitError(
                f"a limit of {self.number!r} {self.unit} is out of range.",
                hint=f"Give a whole number from 1 to {largest}.",
            )

    def __str__(self) -> str:
        """Return the limit as it is written in data: `now`, `3d`, `2w`, `1m`, `1y`."""
        return "now" if self.unit == "now" else f"{self.number}{self.unit}"

    @property
    def by_calendar(self) -> bool:
        """Say whether the limit is counted by the calendar: weeks, months and years."""
        return self.unit in ("w", "m", "y")


def at_once() -> Limit:
    """Return the limit of what is done while the person waits (즉시); in Korea three working hours (영19)."""
    return Limit(1, "now")


def working_days(number: int) -> Limit:
    """Return a limit in days; in Korea up to five are counted in working hours (법19①②)."""
    return Limit(number, "d")


def weeks(number: int) -> Limit:
    """Return a limit in calendar weeks."""
    return Limit(number, "w")


def months(number: int) -> Limit:
    """Return a limit in calendar months."""
    return Limit(number, "m")


def calendar_years(number: int) -> Limit:
    """Return a limit in calendar years; `egovframe.records.years` is the retention period of that name."""
    return Limit(number, "y")


def parse_limit(text: str | Limit) -> Limit:
    """Read a limit as it is written: `now`, `3d`, `2w`, `1m`, `1y`. Raises LimitError."""
    if isinstance(text, Limit):
        return text
    written = str(text).strip().lower()
    if written == "now":
        return at_once()
    match = _WRITTEN.fullmatch(written)
    if not match:
        raise LimitError(f"{text!r} is not a processing limit.", hint="Write now, 3d, 2w, 1m or 1y.")
    unit: Unit = match[2]  # type: ignore[assignment]  # the pattern lets no other letter through
    return Limit(int(match[1]), unit)


def is_longer(limit: Limit, than: Limit) -> bool:
    """Say whether a limit is longer than another, about: a week has 5 working days, a month 20, a year 240."""
    days, most = (
        0 if each.unit == "now" else each.number * {"d": 1, "w": 5, "m": 20, "y": 240}[each.unit]
        for each in (limit, than)
    )
    return days > most


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """How a limit may be prolonged: how often, by how much of itself at most, from when on with consent, by which law.

    `share` is the largest extension as a part of the limit, rounded down but never to nothing. `consent_from` is the
    first extension that needs the applicant's consent (None: none does).
    """

    times: int
    article: str
    share: Fraction = Fraction(1)
    consent_from: int | None = None

    def most(self, limit: Limit) -> Limit:
        """Return the longest extension of a limit."""
        return Limit(max(1, int(limit.number * self.share)), limit.unit)

    def needs_consent(self, nth: int) -> bool:
        """Say whether the nth extension (from 1) needs the applicant's consent."""
        return self.consent_from is not None and nth >= self.consent_from


@dataclass(frozen=True, kw_only=True)
class ClockRules:
    """How a jurisdiction counts its limits, with the articles that say so. Nothing of it is any country's by itself.

    Days up to `days_in_hours` are counted in working hours of `day_minutes` a day, at once is `at_once_minutes` of
    working time. `first_day` says whether the day of receipt is the first of a limit in days or by the calendar.
    `reasons` are those that stop the clock, `extension` how it is prolonged (None: not at all).

    Where the law leaves a choice the office's settings decide: limits in days or by the calendar run out at
    `end_of_day` (`HH:MM` or `24:00`; None: when the office closes), and `pauses_in` says whether a pause leaves whole
    `days` out of a limit in working hours or its own `minutes`.
    """

    at_once_article: str
    hours_article: str
    days_article: str
    calendar_article: str
    moved_article: str
    days_in_hours: int = 0
    day_minutes: int = 8 * 60
    at_once_minutes: int = 8 * 60
    first_day: bool = True
    reasons: tuple[Reason, ...] = ()
    extension: ExtensionRule | None = None
    end_of_day: str | None = None
    pauses_in: Literal["days", "minutes"] = "days"

    def __post_init__(self) -> None:
        """Refuse rules under which nothing can be counted."""
        if self.end_of_day is not None and not _END_OF_DAY.fullmatch(self.end_of_day):
            raise LimitError(f"{self.end_of_day!r} is no end of a day.", hint="Write 18:00 or 24:00.")
        if self.days_in_hours < 0 or self.day_minutes < 1 or self.at_once_minutes < 1:
            raise LimitError("the rules of the clock need positive numbers of minutes.")

    def reason(self, key: str) -> Reason:
        """Return the reason of that key that stops the clock. Raises PauseError where the law has none such."""
        found = self._by_key.get(key)
        if found is not None:
            return found
        raise PauseError(
            f"{key!r} is no reason that stops the clock.",
            hint=f"The reasons are {', '.join(each.key for each in self.reasons)}.",
        )

    @cached_property
    def _by_key(self) -> dict[str, Reason]:
        return {each.key: each for each in reversed(self.reasons)}

    def minutes(self, limit: Limit) -> int:
        """Return the working minutes of a limit that is counted in working time, or 0 for every other limit."""
        if limit.unit == "d":
            return limit.number * self.day_minutes if limit.number <= self.days_in_hours else 0
        return self.at_once_minutes if limit.unit == "now" else 0

    def article(self, limit: Limit) -> str:
        """Return the article by which a limit is counted."""
        if limit.unit == "now":
            return self.at_once_article
        if limit.by_calendar:
            return self.calendar_article
        return self.hours_article if limit.number <= self.days_in_hours else self.days_article

    def day_end(self, closing: timedelta) -> timedelta:
        """Return the time of day at which a limit in days runs out; 24:00 is given as the day's last second."""
        if self.end_of_day is None:
            return closing
        if self.end_of_day == "24:00":
            return timedelta(days=1, seconds=-1)
        hour, minute = self.end_of_day.split(":")
        return timedelta(hours=int(hour), minutes=int(minute))


def last_day(first: date, limit: Limit) -> date:
    """Return the last day of a calendar limit whose first day is counted, before any move off a holiday.

    민법 160: it ends on the day before the one that answers to the first; a month without such a day ends it on its
    own last day. A limit in days is taken as calendar days, as 민법 157 counts them.
    """
    return date.fromordinal(last_ordinal(first, limit))


def last_ordinal(first: date, limit: Limit) -> int:
    """Return the ordinal (`date.toordinal()`) of what `last_day` gives."""
    if limit.unit in ("d", "w"):
        return first.toordinal() + limit.number * (7 if limit.unit == "w" else 1) - 1
    if limit.unit == "now":
        raise LimitError("at once is not counted by the calendar.", hint="Give days, weeks, months or years.")
    month = first.year * 12 + first.month - 1 + limit.number * (12 if limit.unit == "y" else 1)
    year, month = divmod(month, 12)
    day = first.day
    if day > 28 and day > (length := monthrange(year, month + 1)[1]):
        return date(year, month + 1, length).toordinal()
    return date(year, month + 1, day).toordinal() - 1
