"""The queue at the desk: how much office time is left, and how pressing that is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final, Literal

from egovframe.forms.deadlines import due_at
from egovframe.forms.limits import ClockRules, working_days
from egovframe.forms.model import Band, Petition, Waiting
from egovframe.kernel.calendar import Calendar

BANDS: Final[tuple[Band, ...]] = ("late", "soon", "fine", "held")
"""From the most pressing to what stands still."""


def soon_until(now: datetime, calendar: Calendar) -> datetime:
    """Return the moment until which a due date is near: one day's office hours from now."""
    return due_at(now, working_days(1), calendar=calendar, rules=_in_hours(calendar.hours.minutes))


@cache
def _in_hours(minutes: int) -> ClockRules:
    """Return rules by which a day is its office hours, whatever the law says of limits: the desk's own measure."""
    return ClockRules(
        at_once_article="",
        hours_article="",
        days_article="",
        calendar_article="",
        moved_article="",
        days_in_hours=1,
        day_minutes=minutes,
    )


def band_of(due: datetime, *, now: datetime, soon: datetime, held: datetime | None = None) -> Band:
    """Return how pressing a due date is; `held` is since when the clock stands still."""
    if held is not None:
        return "held"
    if due < now:
        return "late"
    return "soon" if due <= soon else "fine"


def waiting_of(petition: Petition[Any], *, now: datetime, soon: datetime, calendar: Calendar) -> Waiting:
    """Return a petition with the office time left until it is due, in working minutes; negative is overdue.

    Where the clock stands still this is what was left on the day on which it stopped.
    """
    band = band_of(petition.due, now=now, soon=soon, held=petition.held)
    return Waiting(petition, calendar.working_minutes_between(petition.held or now, petition.due), band)


def counts_of(every: int, late: int, near: int, held: int) -> Mapping[Band | Literal["all"], int]:
    """Return the counts by band from the counts of all, of the late, of the late or soon due, and of what stands."""
    return {"all": every, "late": late, "soon": near - late, "fine": every - near - held, "held": held}
