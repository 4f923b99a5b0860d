"""The statutory clock: limits of each regime under both laws, beside a loop over `holidays`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from bench.measure import Result, in_turn

DEADLINES = 2_000


def _by_hand(country: str, moments: Sequence[datetime], *, days: int, first: int) -> list[date]:
    """Count working days the way one writes it at first: day by day, asking the `holidays` package."""
    from holidays import country_holidays

    free = country_holidays(country, years=(2026, 2027))
    ends = []
    for received in moments:
        day, left = received.date() + timedelta(days=1 - first), days
        while True:
            if day.weekday() < 5 and day not in free:
                left -= 1
                if not left:
                    break
            day += timedelta(days=1)
        ends.append(day)
    return ends


def clock() -> list[Result]:
    """Return the deadlines a second of each regime; the day tables are counted before."""
    from egovframe.forms.builtin.kr import Korea
    from egovframe.forms.builtin.py import Paraguay
    from egovframe.forms.deadlines import Pause, due_at
    from egovframe.forms.limits import parse_limit

    start = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
    found = []
    for law, country, limit, paused in (
        (Korea(), "KR", "7d", False),
        (Korea(), "KR", "3d", False),
        (Korea(), "KR", "1m", False),
        (Korea(), "KR", "7d", True),
        (Paraguay(), "PY", "7d", False),
    ):
        calendar, rules, within = law.calendar, law.rules, parse_limit(limit)
        moments = [calendar.local(start + timedelta(hours=n % 8700)) for n in range(DEADLINES)]
        pauses = [Pause(date(2026, 6, 1), date(2026, 6, 5), "supplement")] if paused else []
        days = {"1m": 22}.get(limit, within.number)
        first = int(rules.first_day)
        ours, floor = in_turn(
            lambda: [due_at(at, within, calendar=calendar, rules=rules, pauses=pauses) for at in moments],  # noqa: B023
            lambda: _by_hand(country, moments, days=days, first=first),  # noqa: B023 - called before the next round
        )
        name = f"deadline {country.lower()} {limit}{', paused' if paused else ''}"
        found.append(Result(name, DEADLINES / ours, DEADLINES / floor, "deadlines/s", "≥ 200 k/s"))
    return found


ALL = (clock,)
