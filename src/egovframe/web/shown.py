"""How values are shown to people: dates, times, receipt numbers, names of states, in each language.

Templates get the filters in the office's own time (`filters`); elsewhere a moment is shown in the zone that it carries.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from egovframe.kernel.clock import moment
from egovframe.kernel.messages import translate
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.kernel.calendar import Calendar

_KO = "월화수목금토일"
_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def local(value: datetime | date | str, zone: tzinfo | None = None) -> datetime | date:
    """Return the value in `zone`, or (None) in its own; a stored text becomes what it says."""
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == 10 else moment(value)
    return value.astimezone(zone) if zone is not None and isinstance(value, datetime) else value


def day(value: datetime | date | str, *, language: str, zone: tzinfo | None = None) -> str:
    """Return a date for citizens: `10월 1일 목요일` or `Thursday 1 October`."""
    on = local(value, zone)
    if language == "ko":
        return f"{on.month}월 {on.day}일 {_KO[on.weekday()]}요일"
    return f"{_EN[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"


def full_day(value: datetime | date | str, *, language: str, zone: tzinfo | None = None) -> str:
    """Return a date with its year: `2026년 10월 1일(목)` or `Thursday 1 October 2026`."""
    on = local(value, zone)
    if language == "ko":
        return f"{on.year}년 {on.month}월 {on.day}일({_KO[on.weekday()]})"
    return f"{_EN[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def short(value: datetime | date | str, *, language: str, zone: tzinfo | None = None) -> str:
    """Return a date and time for the desk: `10. 1.(목) 18:00` or `Thu 1 Oct 18:00`."""
    on = local(value, zone)
    clock = f" {on:%H:%M}" if isinstance(on, datetime) else ""
    if language == "ko":
        return f"{on.month}. {on.day}.({_KO[on.weekday()]}){clock}"
    return f"{_EN[on.weekday()][:3]} {on.day} {_MONTHS[on.month - 1][:3]}{clock}"


def when(value: datetime | date | str, *, language: str, zone: tzinfo | None = None) -> str:
    """Return a date and time for citizens: `9월 21일(월) 10:12` or `Mon 21 September, 10:12`."""
    on = local(value, zone)
    if language == "ko":
        text = f"{on.month}월 {on.day}일({_KO[on.weekday()]})"
        return f"{text} {on:%H:%M}" if isinstance(on, datetime) else text
    text = f"{_EN[on.weekday()][:3]} {on.day} {_MONTHS[on.month - 1]}"
    return f"{text}, {on:%H:%M}" if isinstance(on, datetime) else text


def full_when(value: datetime | date | str, *, language: str, zone: tzinfo | None = None) -> str:
    """Return a date with its year, and the time: `2026년 9월 21일(월) 10:12`."""
    on = local(value, zone)
    text = full_day(on, language=language)
    return f"{text}{'' if language == 'ko' else ','} {on:%H:%M}" if isinstance(on, datetime) else text


def clock(value: datetime | str, *, zone: tzinfo | None = None) -> str:
    """Return the time of day: `18:00`."""
    return f"{local(value, zone):%H:%M}"


def weekday(value: datetime | date | str, *, language: str, zone: tzinfo | None = None) -> str:
    """Return the short name of the weekday: `목` or `Thu`."""
    number = local(value, zone).weekday()
    return _KO[number] if language == "ko" else _EN[number][:3]


def words(value: object, *, language: str) -> str:
    """Return a Text, a mapping of languages or a plain text in the language of the page."""
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, dict):
        return Text.of(value).in_(language)
    return "" if value is None else str(value)


def number(receipt: str) -> Markup:
    """Return a receipt number with quiet dashes."""
    return Markup("<i>-</i>").join(escape(part) for part in receipt.split("-"))


def iso(value: datetime | date | str, *, zone: tzinfo | None = None) -> str:
    """Return the value for a `datetime` attribute."""
    on = local(value, zone)
    return on.isoformat(timespec="seconds") if isinstance(on, datetime) else on.isoformat()


def open_hours(calendar: Calendar, *, language: str, at: datetime | None = None) -> str:
    """Return when an office is open, as a door sign says it: `Weekdays 09:00–18:00`; its lunch is left out.

    Without a moment these are the usual hours, with one those of that day.
    """
    open_now, free = calendar.hours, calendar.days_off
    if at is not None:
        today = calendar.local(at).toordinal()
        open_now, free = calendar.hours_on(today), dict(calendar.days_off_on(today))
    hours = f"{open_now.opens:%H:%M}–{open_now.closes:%H:%M}"
    days = [number for number in range(7) if number not in free]
    if days == [0, 1, 2, 3, 4]:
        return translate("Weekdays {hours}", language).format(hours=hours)
    names = ", ".join(_KO[number] if language == "ko" else _EN[number][:3] for number in days)
    return f"{names} {hours}"


def filters(tag: str, zone: tzinfo) -> dict[str, Callable[..., Any]]:
    """Return the template filters for one language, in the office's time."""
    moments = (day, full_day, short, when, full_when, weekday)
    return {
        **{function.__name__: partial(function, language=tag, zone=zone) for function in moments},
        "words": partial(words, language=tag),
        "clock": partial(clock, zone=zone),
        "number": number,
        "iso": partial(iso, zone=zone),
    }
