"""The forecast of breaches: which open petitions will not be answered in time. No I/O.

A petition that has been open for some time is compared with the decided ones of the same form that took at least as
long: of those, the share that took longer than this one still has is the risk that it will be late. (That is the
conditional survival of Kaplan and Meier, where everything that is compared has ended.) With few cases to compare, half
a case more on either side keeps the risk away from certainty (Jeffreys' prior).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Final

PRIOR: Final = 0.5
"""So many cases that took longer, and as many that did not, are added to those that are compared."""


@dataclass(frozen=True, slots=True)
class Open:
    """An open petition: `elapsed` and `left` are tenths of a working day, `left` negative when it is late."""

    receipt: str
    form: str
    unit: str
    due: datetime
    elapsed: int
    left: int


@dataclass(frozen=True, slots=True)
class Risk:
    """How likely an open petition is late: from 0 to 1, compared with so many cases; 1 when it is late already."""

    petition: Open
    risk: float
    compared: int

    @property
    def late(self) -> bool:
        """Say whether the limit has passed already."""
        return self.petition.left < 0


@dataclass(frozen=True, slots=True)
class Due:
    """What is due in a week (`2026-W40`): how many, and how many of them are expected to be late."""

    week: str
    open: int
    expected: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The open petitions by the risk of being late, the highest first, and what is expected week by week."""

    open: int
    late: int
    expected: float
    weeks: tuple[Due, ...]
    risks: tuple[Risk, ...]


class Durations:
    """How long the decided petitions of one form took."""

    def __init__(self, took: Mapping[int, int]) -> None:
        self._lengths = sorted(took)
        self._passed = [0, *accumulate(took[length] for length in self._lengths)]

    def longer(self, tenths: int) -> int:
        """Return how many took longer than that."""
        return self._passed[-1] - self._passed[bisect_right(self._lengths, tenths)]

    def risk(self, elapsed: int, left: int) -> tuple[float, int]:
        """Return how likely an open petition will be late, and with how many it was compared."""
        if left < 0:
            return 1.0, 0
        compared = self.longer(elapsed - 1)
        return (self.longer(elapsed + left) + PRIOR) / (compared + 2 * PRIOR), compared


def forecast(waiting: Iterable[Open], took: Mapping[str, Counter[int]], *, most: int) -> Forecast:
    """Return the forecast for open petitions from how long decided ones took, by form; at most `most` are named."""
    known = {form: Durations(durations) for form, durations in took.items()}
    nothing = Durations({})
    risks = [Risk(each, *known.get(each.form, nothing).risk(each.elapsed, each.left)) for each in waiting]
    weeks: dict[str, list[float]] = {}
    for risk in risks:
        year, week, _ = risk.petition.due.isocalendar()
        weeks.setdefault("" if risk.late else f"{year}-W{week:02d}", []).append(risk.risk)
    late = len(weeks.pop("", ()))
    risks.sort(key=lambda risk: (-risk.risk, risk.petition.due, risk.petition.receipt))
    return Forecast(
        open=len(risks),
        late=late,
        expected=sum(risk.risk for risk in risks),
        weeks=tuple(Due(week, len(found), sum(found)) for week, found in sorted(weeks.items())),
        risks=tuple(risks[:most]),
    )
