"""How values are shown to people: dates, times, receipt numbers, names of states, in each language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from egovframe.kernel.clock import moment
from egovframe.kernel.text import Text

ZONE: tzinfo = ZoneInfo("Asia/Seoul")
"""The jurisdiction's time; the first jurisdiction pack is Korea's."""

_KO = "월화수목금토일"
_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def local(value: datetime | date | str) -> datetime | date:
    """Return the value in the jurisdiction's time; a stored text becomes what it says."""
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == 10 else moment(value)
    return value.astimezone(ZONE) if isinstance(value, datetime) else value


def day(value: datetime | date | str, *, language: str) -> str:
    """Return a date for citizens: `10월 1일 목요일` or `Thursday 1 October`."""
    on = local(value)
    if language == "ko":
        return f"{on.month}월 {on.day}일 {_KO[on.weekday()]}요일"
    return f"{_EN[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"


def full_day(value: datetime | date | str, *, language: str) -> str:
    """Return a date with its year: `2026년 10월 1일(목)` or `Thursday 1 October 2026`."""
    on = local(value)
    if language == "ko":
        return f"{on.year}년 {on.month}월 {on.day}일({_KO[on.weekday()]})"
    return f"{_EN[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def short(value: datetime | date | str, *, language: str) -> str:
    """Return a date and time for the desk: `10. 1.(목) 18:00` or `Thu 1 Oct 18:00`."""
    on = local(value)
    clock = f" {on:%H:%M}" if isinstance(on, datetime) else ""
    if language == "ko":
        return f"{on.month}. {on.day}.({_KO[on.weekday()]}){clock}"
    return f"{_EN[on.weekday()][:3]} {on.day} {_MONTHS[on.month - 1][:3]}{clock}"


def when(value: datetime | date | str, *, language: str) -> str:
    """Return a date and time for citizens: `9월 21일(월) 10:12` or `Mon 21 September, 10:12`."""
    on = local(value)
    if language == "ko":
        text = f"{on.month}월 {on.day}일({_KO[on.weekday()]})"
        return f"{text} {on:%H:%M}" if isinstance(on, datetime) else text
    text = f"{_EN[on.weekday()][:3]} {on.day} {_MONTHS[on.month - 1]}"
    return f"{text}, {on:%H:%M}" if isinstance(on, datetime) else text


def full_when(value: datetime | date | str, *, language: str) -> str:
    """Return a date with its year, and the time: `2026년 9월 21일(월) 10:12`."""
    on = local(value)
    text = full_day(on, language=language)
    return f"{text}{'' if language == 'ko' else ','} {on:%H:%M}" if isinstance(on, datetime) else text


def clock(value: datetime | str) -> str:
    """Return the time of day: `18:00`."""
    return f"{local(value):%H:%M}"


def weekday(value: datetime | date | str, *, language: str) -> str:
    """Return the short name of the weekday: `목` or `Thu`."""
    number = local(value).weekday()
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


def iso(value: datetime | date | str) -> str:
    """Return the value for a `datetime` attribute."""
    on = local(value)
    return on.isoformat(timespec="seconds") if isinstance(on, datetime) else on.isoformat()


def filters(tag: str) -> dict[str, Callable[..., Any]]:
    """Return the template filters for one language."""
    by_language = (day, full_day, short, when, full_when, weekday, words)
    return {
        **{function.__name__: partial(function, language=tag) for function in by_language},
        "clock": clock,
        "number": number,
        "iso": iso,
    }
