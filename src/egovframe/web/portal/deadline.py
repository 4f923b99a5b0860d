"""Why a petition is due on that day: the ledger of its deadline as days that a person can count along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.deadlines import deadline
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.deadlines import Deadline
    from egovframe.forms.limits import ClockRules
    from egovframe.web.gateway import Office

MOST_DAYS = 62
"""More days than this are told as stretches instead of a square a day."""


_UNITS: Final = {
    "d": (Text(ko="{n}일", en="{n} working day"), Text(ko="{n}일", en="{n} working days")),
    "w": (Text(ko="{n}주", en="{n} week"), Text(ko="{n}주", en="{n} weeks")),
    "m": (Text(ko="{n}개월", en="{n} month"), Text(ko="{n}개월", en="{n} months")),
    "y": (Text(ko="{n}년", en="{n} year"), Text(ko="{n}년", en="{n} years")),
}
_AT_ONCE: Final = Text(ko="바로", en="at once")


def takes(limit: Any) -> Text:
    """Return a processing limit in words: `7일` or `7 working days`."""
    if limit.unit == "now":
        return _AT_ONCE
    words = _UNITS[limit.unit][limit.number != 1]
    return Text(**{tag: text.format(n=limit.number) for tag, text in words.words})


@dataclass(frozen=True, slots=True)
class Day:
    """One day on the way: whether it counts, as the how-manieth or for how many minutes, or why not."""

    on: date
    number: int
    minutes: int
    off: Text | None
    last: bool


@dataclass(frozen=True, slots=True)
class Why:
    """The days from receipt to due, and the articles by which they count; `stretches` when there are too many days."""

    received: datetime
    due: datetime
    limit: Any
    days: tuple[Day, ...]
    stretches: tuple[Any, ...]
    articles: tuple[str, ...]
    in_hours: bool
    rules: ClockRules
    extensions: tuple[tuple[Text, str], ...] = ()

    @property
    def takes(self) -> Text:
        """The processing limit in words."""
        return takes(self.limit)

    @property
    def first_weekday(self) -> int:
        """The weekday of the first day, Monday being 1."""
        return self.received.isoweekday()


def from_now(office: Office, limit: Any, *, unit: str = "") -> Why:
    """Return the deadline of a petition that would be filed with a unit now."""
    return of(office, office.clock.now(), limit, unit=unit)


def of(office: Office, received: datetime, limit: Any, *, unit: str = "") -> Why:
    """Return the deadline of a petition that a unit received then, as it was known then."""
    calendar = office.forms.calendar_known_at(unit, received)
    return explained(office, deadline(received, limit, calendar=calendar, rules=office.jurisdiction.rules))


def explained(office: Office, found: Deadline) -> Why:
    """Return a deadline as days to count along, with what stopped the clock and what prolonged the limit."""
    in_hours = bool(office.jurisdiction.rules.minutes(found.limit))
    many = (found.due.date() - found.received.date()).days >= MOST_DAYS
    return Why(
        received=found.received,
        due=found.due,
        limit=found.limit,
        days=() if many else tuple(_days(found, in_hours=in_hours)),
        stretches=found.ledger if many else (),
        articles=tuple(dict.fromkeys(span.article for span in found.ledger)),
        in_hours=in_hours,
        rules=office.jurisdiction.rules,
        extensions=tuple((takes(each.by), each.reason) for each in found.extensions),
    )


def _days(found: Any, *, in_hours: bool) -> list[Day]:
    """Return one entry a day, read off the ledger."""
    days, number = [], 0
    on, last = found.received.date(), found.due.date()
    while on <= last:
        begin = max(datetime.combine(on, datetime.min.time(), found.received.tzinfo), found.received)
        end = min(begin.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1), found.due)
        spans = [span for span in found.ledger if span.start < end and span.end > begin] or [found.ledger[-1]]
        counting = [span for span in spans if span.counted]
        number += bool(counting)
        minutes = 0
        if in_hours:
            minutes = sum(int((min(s.end, end) - max(s.start, begin)).total_seconds()) // 60 for s in counting)
        longest = max(spans, key=lambda span: min(span.end, end) - max(span.start, begin))
        days.append(
            Day(
                on=on,
                number=number if counting else 0,
                minutes=minutes,
                off=None if counting else longest.why,
                last=on == last,
            )
        )
        on += timedelta(days=1)
    return days
