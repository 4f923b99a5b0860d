"""Days as people give them for rights: the first and the last day of a period, in the office's own time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.web.page import Page

PAST: Final = Text(
    ko="오늘이나 그 뒤의 날짜를 고르거나, 끝나는 날이 없으면 비워 두세요.",
    en="Choose today or a later day, or leave it empty where there is no last day.",
)
SINCE: Final = Text(
    ko="오늘이나 그 뒤의 날짜를 고르거나, 지금부터이면 비워 두세요.",
    en="Choose today or a later day, or leave it empty for now.",
)
BACKWARDS: Final = Text(ko="마지막 날이 첫날보다 빠릅니다.", en="The last day is before the first.")


def today(page: Page) -> date:
    """Return today in the office's own time."""
    now: datetime = page.office.clock.now()
    return now.astimezone(page.office.jurisdiction.calendar.zone).date()


def begin_of(page: Page, day: str) -> datetime | None:
    """Return the beginning of a day; None when none was given or it is today. Raises ValueError for one in the past."""
    if not day.strip():
        return None
    first = date.fromisoformat(day.strip())
    if first < today(page):
        msg = f"{day} is past"
        raise ValueError(msg)
    return None if first == today(page) else _midnight(page, first)


def end_of(page: Page, day: str) -> datetime | None:
    """Return the end of the last day of a period, None when none was given. Raises ValueError for one that is past."""
    if not day.strip():
        return None
    end = _midnight(page, date.fromisoformat(day.strip()) + timedelta(days=1))
    if end <= page.office.clock.now():
        msg = f"{day} is past"
        raise ValueError(msg)
    return end


def last_day(page: Page, until: datetime | None) -> date | None:
    """Return the last day of a period that ends then; None for one without end."""
    zone = page.office.jurisdiction.calendar.zone
    return None if until is None else (until.astimezone(zone) - timedelta(microseconds=1)).date()


def period_of(page: Page, since: str, until: str) -> tuple[datetime | None, datetime | None, dict[str, str]]:
    """Return the beginning and end of a period as it was typed, and what is wrong with it by field."""
    faults: dict[str, str] = {}
    begins = ends = None
    try:
        begins = begin_of(page, since)
    except (ValueError, OverflowError):
        faults["since"] = SINCE.in_(page.language)
    try:
        ends = end_of(page, until)
    except (ValueError, OverflowError):
        faults["until"] = PAST.in_(page.language)
    if begins is not None and ends is not None and ends <= begins:
        faults["until"] = BACKWARDS.in_(page.language)
    return begins, ends, faults


def _midnight(page: Page, day: date) -> datetime:
    return datetime.combine(day, time(), page.office.jurisdiction.calendar.zone)
