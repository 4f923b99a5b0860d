"""Counting a case: what it adds to the numbers of which day. The same for tables and for the trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from egovframe.forms.statistics.model import COUNTED, DECIDED_BY, RATED, Case, Key, Passed, Tally

if TYPE_CHECKING:
    from egovframe.kernel.calendar import Calendar

TENTHS: Final = 10
"""Durations are counted in tenths of a working day."""


def tallies(
    cases: Iterable[Case], *, calendar: Calendar, since: datetime | None = None, until: datetime | None = None
) -> dict[date, Tally]:
    """Return the counts by local day of what happened to these cases from `since` to `until` (exclusive)."""
    found: dict[date, Tally] = {}
    for case in cases:
        for at, key in counted(case, calendar=calendar):
            if (since is None or at >= since) and (until is None or at < until):
                found.setdefault(calendar.local(at).date(), Tally())[key] += 1
    return found


def counted(case: Case, *, calendar: Calendar) -> Iterator[tuple[datetime, Key]]:
    """Yield each thing that a case adds to the numbers, with the moment at which it did."""
    yield case.received, Key(case.form, case.unit, "received", case.channel)
    state, since, decided = "received", case.received, False
    for step in case.steps:
        if step.action in DECIDED_BY and not decided:
            decided = True
            for key in _decision(case, step, calendar):
                yield step.at, key
        elif step.action in COUNTED:
            yield step.at, Key(case.form, step.unit, "step", step.action)
        elif step.action == RATED and step.number is not None:
            yield step.at, Key(case.form, step.unit, "rated", "", step.number)
        if step.state != state:
            yield step.at, Key(case.form, step.unit, "spent", state, tenths(since, step.at, calendar=calendar))
            state, since = step.state, step.at


def _decision(case: Case, step: Passed, calendar: Calendar) -> Iterator[Key]:
    """Yield what a decision adds. A petition that was withdrawn was neither in time nor late."""
    outcome = DECIDED_BY[step.action]
    yield Key(case.form, step.unit, "decided", outcome)
    if outcome == "withdrawn":
        return
    late = step.at > case.due if step.number is None else bool(step.number)
    yield Key(case.form, step.unit, "timely", "", int(not late))
    yield Key(case.form, step.unit, "taken", "", tenths(case.received, step.at, calendar=calendar))


def tenths(start: datetime, end: datetime, *, calendar: Calendar) -> int:
    """Return the working time between two moments in tenths of a working day, rounded; never less than none."""
    minutes = max(0, calendar.working_minutes_between(start, end))
    day = calendar.hours.minutes
    return (minutes * TENTHS + day // 2) // day


def bounds(day: date, *, calendar: Calendar) -> tuple[datetime, datetime]:
    """Return the moments at which a local day begins and the next one does."""
    following = day + timedelta(days=1)
    return (datetime.combine(day, time(), calendar.zone), datetime.combine(following, time(), calendar.zone))
