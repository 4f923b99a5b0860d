"""How often one may sign: in a burst and over a longer time, each process for itself and without a write.

A limit of so many in so many seconds is kept as the moment from which the next one fits (GCRA): one number a key. A
flood of refused tries costs neither the database nor memory: of the keys only the newest are remembered.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from egovframe.forms.model import TooManyTries

if TYPE_CHECKING:
    from datetime import datetime

REMEMBERED: Final = 200_000
"""So many keys are kept; the one that was not seen for longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in so many seconds."""

    most: int
    seconds: int


class Rates:
    """Counts tries by key. Safe to use from several threads; owned by one office of one process."""

    def __init__(self, *, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._lock = threading.Lock()  # owns _free
        self._free: OrderedDict[tuple[str, Rate], float] = OrderedDict()

    def __len__(self) -> int:
        """Return how many keys are remembered."""
        return len(self._free)

    def take(self, wanted: Sequence[tuple[str, Rate]], at: datetime) -> None:
        """Count one try under all keys, or under none. Raises TooManyTries with the seconds to wait."""
        now, found = at.timestamp(), {}
        with self._lock:
            waits = []
            for key, rate in wanted:
                each = rate.seconds / rate.most
                free = max(self._free.get((key, rate), now), now)
                if free > now + rate.seconds:  # the clock was set back: what was counted is of another time
                    free = now
                if free - now > rate.seconds - each + 1e-9:
                    waits.append(free - now - rate.seconds + each)
                found[key, rate] = free + each
            if waits:
                raise TooManyTries(max(1, ceil(max(waits))))
            for pair, free in found.items():
                self._free[pair] = free
                self._free.move_to_end(pair)
            while len(self._free) > self._remembered:
                self._free.popitem(last=False)
