"""What happens in memory: validation, permission decisions, deadlines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bench.city import ANSWERS, Request
from bench.measure import Result, in_turn

TIMES = 3_000


def validation() -> Result:
    """Twelve answers checked, beside bare pydantic with the same limits."""
    from bench.floor import Filled
    from egovframe.forms.validation import bind

    ours, floor = in_turn(
        lambda: [bind(Request, ANSWERS) for _ in range(TIMES)],
        lambda: [Filled.model_validate(ANSWERS) for _ in range(TIMES)],
    )
    return Result("form validation, 12 fields", TIMES / ours, TIMES / floor, "forms/s", "≥ 0.67×")


def decision() -> Result:
    """May this officer answer in that unit? Beside a plain look-up in a dictionary of sets."""
    from egovframe.kernel.permissions import Actor

    units = [f"unit-{n}" for n in range(500)]
    names = [f"component{n}.verb" for n in range(1_000)]
    holds = {name: frozenset(units[n % 100 : n % 100 + 50]) for n, name in enumerate(names)}
    actor = Actor(kind="officer", id="a", name="a", holds=holds)
    asked = [(names[n % 1_000], units[n % 500]) for n in range(200_000)]
    ours, floor = in_turn(
        lambda: [actor.may(name, unit=unit) for name, unit in asked],
        lambda: [unit in holds.get(name, ()) for name, unit in asked],
    )
    return Result(
        "permission decision (1,000 roles)", len(asked) / ours, len(asked) / floor, "decisions/s", "≥ 200 k/s"
    )


def deadline() -> Result:
    """Seven working days from any moment of a year, beside a loop over `holidays`."""
    from holidays import country_holidays

    from egovframe.forms.builtin.kr import Korea
    from egovframe.forms.deadlines import due_at
    from egovframe.forms.limits import working_days

    korea = Korea()
    calendar, rules, limit = korea.calendar, korea.rules, working_days(7)
    free = country_holidays("KR", years=(2026, 2027))
    start = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
    moments = [calendar.local(start + timedelta(hours=n % 8700)) for n in range(20_000)]

    def by_hand(received: datetime) -> Any:
        day, left = received.date(), 7
        while True:
            if day.weekday() < 5 and day not in free:
                left -= 1
                if not left:
                    return day
            day += timedelta(days=1)

    ours, floor = in_turn(
        lambda: [due_at(at, limit, calendar=calendar, rules=rules) for at in moments],
        lambda: [by_hand(at) for at in moments],
    )
    return Result("statutory deadline", len(moments) / ours, len(moments) / floor, "deadlines/s", "≥ 200 k/s")


ALL = (validation, decision, deadline)
