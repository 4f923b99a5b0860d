"""Measuring: ours and the floor in turn (A B A B …), medians, ratios."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table. `ratio` is ours over the floor, so that more is better when `higher` says so."""

    name: str
    ours: float
    floor: float | None
    unit: str
    must: str
    higher: bool = True
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over the floor; None where nothing stands beside it."""
        return self.ours / self.floor if self.floor else None

    def as_json(self) -> dict[str, Any]:
        """Return the line for `--json`."""
        return {**asdict(self), "ratio": self.ratio}


def seconds_of(deed: Callable[[], object]) -> float:
    """Return how long the deed takes once, without the garbage of others."""
    gc.collect()
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def in_turn(ours: Callable[[], object], floor: Callable[[], object], *, rounds: int = 5) -> tuple[float, float]:
    """Return the median seconds of both, run in turn after one round that is not counted."""
    ours()
    floor()
    pairs = [(seconds_of(ours), seconds_of(floor)) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
