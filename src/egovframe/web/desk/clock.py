"""The statutory clock as officers read it: time left in office hours, and the ledger line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from egovframe.forms.queue import soon_until, waiting_of
from egovframe.kernel.messages import ntranslate, translate
from egovframe.web import shown
from egovframe.web.portal.deadline import takes

if TYPE_CHECKING:
    from egovframe.forms.deadlines import Deadline
    from egovframe.kernel.text import Text
    from egovframe.web.gateway import Office

ICONS = {"late": "stop", "soon": "clock", "fine": "ring", "held": "pause"}
"""The icon of each band: its shape says the same as its colour."""

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Left:
    """How much office time is left, in words, and how pressing that is (`late`, `soon`, `fine`, `held`)."""

    band: str
    words: str

    @property
    def icon(self) -> str:
        """The icon that says the same as the colour."""
        return ICONS[self.band]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger: from when to when, what it counts for, why and by which article."""

    span: str
    counted: str
    counts: bool
    why: Text
    article: str


@dataclass(frozen=True, slots=True)
class Extended:
    """One extension in words: by how much, why, and whether the applicant consented."""

    by: Text
    reason: str
    consented: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole calculation of one deadline. `total` adds its lines up, `share` is what has passed, in per cent.

    `extensions` are those of the deadline itself, in order.
    """

    due: datetime
    lines: tuple[Line, ...]
    total: str
    share: int
    extensions: tuple[Extended, ...] = ()


def span_words(minutes: int, *, day: int, language: str) -> str:
    """Return a span of office time: `5일 4시간`, `2 hours 30 minutes`; `day` is how many minutes a working day has."""
    days, rest = divmod(minutes, day)
    hours, left = divmod(rest, 60)
    parts = [
        ntranslate("{n} day", "{n} days", days, language).format(n=days) if days else "",
        ntranslate("{n} hour", "{n} hours", hours, language).format(n=hours) if hours else "",
        ntranslate("{n} minute", "{n} minutes", left, language).format(n=left) if left and not days else "",
    ]
    return " ".join(filter(None, parts)) or ntranslate("{n} minute", "{n} minutes", 0, language).format(n=0)


def left(office: Office, minutes: int, band: str, *, language: str, whole: bool = False) -> Left:
    """Return the time left of a petition in words. `whole` makes it stand alone: `5일 4시간 남음`."""
    words = span_words(abs(minutes), day=office.forms.calendar.hours.minutes, language=language)
    if band == "late":
        if not minutes:
            return Left(band, translate("Overdue", language))
        return Left(band, translate("{time} overdue", language).format(time=words))
    return Left(band, translate("{time} left", language).format(time=words) if whole else words)


def left_of(office: Office, petition: Any, *, language: str) -> Left:
    """Return the time left until a petition is due, counted from now or from when its clock stopped."""
    now, calendar = office.clock.now(), office.forms.calendar_of(petition.unit)
    waiting = waiting_of(petition, now=now, soon=soon_until(now, calendar), calendar=calendar)
    return left(office, waiting.left, waiting.band, language=language, whole=True)


def left_today(office: Office, *, language: str) -> str:
    """Return how much of today's office time is left, in words."""
    calendar = office.forms.calendar
    now = calendar.local(office.clock.now())
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return span_words(calendar.working_minutes_between(now, midnight), day=calendar.hours.minutes, language=language)


def ledger(office: Office, found: Deadline, *, language: str) -> Ledger:
    """Return in words why a petition is due when it is."""
    hours = office.forms.calendar.hours
    in_hours = bool(office.jurisdiction.rules.minutes(found.limit))

    def counted(amount: int) -> str:
        return span_words(amount, day=hours.minutes, language=language) if in_hours and amount else str(amount)

    whole = (found.due - found.received).total_seconds()
    passed = (min(office.clock.now(), found.due) - found.received).total_seconds()
    return Ledger(
        due=found.due,
        lines=tuple(
            Line(
                span=_between(span.start, span.end, in_hours=in_hours, language=language),
                counted=counted(span.counted),
                counts=bool(span.counted),
                why=span.why,
                article=span.article,
            )
            for span in found.ledger
        ),
        total=counted(sum(span.counted for span in found.ledger)),
        share=round(100 * passed / whole) if whole else 100,
        extensions=tuple(Extended(takes(each.by), each.reason, each.consented) for each in found.extensions),
    )


def _between(start: datetime, end: datetime, *, in_hours: bool, language: str) -> str:
    """Return a stretch of the ledger: days where days count, times where hours count."""
    if in_hours:
        last = shown.clock(end) if end.date() == start.date() else shown.short(end, language=language)
        return f"{shown.short(start, language=language)}–{last}"
    first, last_day = start.date(), (end - _MOMENT).date()
    if first == last_day:
        return shown.short(first, language=language)
    return f"{shown.short(first, language=language)}–{shown.short(last_day, language=language)}"
