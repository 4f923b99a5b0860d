"""Which office hours are in force from which day on: the nearest unit's, and of one unit those entered last. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final

from egovframe.kernel.calendar import HoursFrom, OfficeHours
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.store import Row

WEEKDAYS: Final[Mapping[int, Text]] = {
    0: Text(ko="월요일", en="Monday", es="lunes"),
    1: Text(ko="화요일", en="Tuesday", es="martes"),
    2: Text(ko="수요일", en="Wednesday", es="miércoles"),
    3: Text(ko="목요일", en="Thursday", es="jueves"),
    4: Text(ko="금요일", en="Friday", es="viernes"),
    5: Text(ko="토요일", en="Saturday", es="sábado"),
    6: Text(ko="일요일", en="Sunday", es="domingo"),
}
"""The days of the week as `date.weekday()` numbers them."""


def hours_of(row: Row) -> OfficeHours:
    """Return the hours that a row says."""
    opens, closes, lunch_from, lunch_to = (
        time.fromisoformat(row[name]) for name in ("opens", "closes", "lunch_from", "lunch_to")
    )
    return OfficeHours(opens, closes, lunch_from, lunch_to)


def weekdays_of(row: Row) -> tuple[int, ...]:
    """Return the days of the week on which the office is open by a row."""
    return tuple(int(each) for each in row["weekdays"].split())


def schedule(rows: Sequence[Row], path: Sequence[str], days_off: Mapping[int, Text]) -> list[HoursFrom]:
    """Return what is in force from which day on for a unit; `path` is the unit and those above it, the nearest first.

    Rows of the whole office come last. Outside every row the calendar's own hours hold. Weekly days off are those of
    the law and what a row leaves out besides.
    """
    near: dict[str | None, int] = {name: place for place, name in enumerate(path)}
    near[None] = len(path)
    known = [row for row in rows if row["unit"] in near]
    edges = {date.fromisoformat(row["since"]) for row in known}
    edges |= {date.fromisoformat(row["until"]) + timedelta(days=1) for row in known if row["until"] is not None}
    found = []
    for day in sorted(edges):
        written = day.isoformat()
        holding = [
            row for row in known if row["since"] <= written and (row["until"] is None or written <= row["until"])
        ]
        if not holding:
            found.append(HoursFrom(day))
            continue
        nearest = min(near[row["unit"]] for row in holding)
        row = max((row for row in holding if near[row["unit"]] == nearest), key=lambda each: each["id"])
        free = {day: name for day, name in WEEKDAYS.items() if day not in weekdays_of(row)}
        found.append(HoursFrom(day, hours_of(row), {**free, **days_off}))
    return found
