"""Which hours are in force from which day on."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from egovframe.forms.casetime.schedule import hours_of, schedule, weekdays_of
from egovframe.kernel.calendar import WEEKEND


def row(number: int, since: str, closes: str, unit: str | None = None, until: str | None = None) -> dict[str, Any]:
    """Hours as they are kept."""
    usual = {"opens": "09:00", "lunch_from": "12:00", "lunch_to": "13:00", "weekdays": "0 1 2 3 4"}
    return {"id": f"h-{number}", "unit": unit, "since": since, "until": until, "closes": closes, **usual}


def test_as_they_are_kept() -> None:
    """A row says its hours and its days of the week."""
    kept = row(1, "2026-10-01", "19:30")
    assert (hours_of(kept).closes, weekdays_of(kept)) == (time(19, 30), (0, 1, 2, 3, 4))


def test_the_nearest_in_force_and_the_usual_ones_between() -> None:
    """Of a unit, of one above, of the office, each for its time; where none is in force the calendar's own hold."""
    rows = [
        row(1, "2026-10-01", "20:00", until="2026-10-20"),
        row(2, "2026-10-05", "19:00", unit="bureau", until="2026-10-09"),
        row(3, "2026-10-07", "17:00", unit="roads", until="2026-10-07"),
        row(4, "2026-10-08", "16:00", unit="parks"),
    ]
    found = [
        (each.since.day, each.hours.closes.hour if each.hours else None)
        for each in schedule(rows, ("roads", "bureau"), WEEKEND)
    ]
    assert found == [(1, 20), (5, 19), (7, 17), (8, 19), (10, 20), (21, None)]
    assert schedule([], ("roads",), WEEKEND) == []
    whole = schedule(rows, (), WEEKEND)
    assert [each.since for each in whole] == [date(2026, 10, 1), date(2026, 10, 21)]
    assert whole[0].days_off == WEEKEND
