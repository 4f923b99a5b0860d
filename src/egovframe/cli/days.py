"""Days of rights on the command line: `2026-10-01` is a day of the office's own time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    from egovframe.office import Office


def begins(office: Office, day: str) -> datetime | None:
    """Return the beginning of a day, None where none is given or it is today. Raises SettingsError."""
    if not day:
        return None
    first = _day(day)
    zone = office.jurisdiction.calendar.zone
    if first == office.clock.now().astimezone(zone).date():
        return None
    return datetime.combine(first, time(), zone)


def ends(office: Office, day: str) -> datetime | None:
    """Return the end of the last day of a period, None where none is given. Raises SettingsError."""
    if not day:
        return None
    return datetime.combine(_day(day) + timedelta(days=1), time(), office.jurisdiction.calendar.zone)


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
        return found if date(1900, 1, 1) < found < date(9000, 1, 1) else date.fromisoformat("")
    except ValueError:
        raise SettingsError(f"{text!r} is no day.", hint="Write a day such as 2026-10-01.") from None
