"""When somebody outside the office saw the log: what bounds the dates that its facts may bear."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.kernel.text import Text

CLOCKS_DIFFER: Final = timedelta(minutes=10)
"""So far the office's clock and that of somebody outside may lie apart."""


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """That a checkpoint of `size` was there between two moments, with the clocks' difference taken off and added."""

    size: int
    earliest: str
    latest: str
    at: str
    by: str | Text = field(compare=False)


class Stamps:
    """The moments at which the checkpoints of one log were seen outside; looked up by the place of a fact.

    A fact that such a checkpoint covers was there by then. One that comes after it was sealed later: the checkpoint
    that was handed out was the newest.
    """

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self._sizes: list[int] = []
        self._covering: list[Seen] = []
        self._before: list[Seen] = []

    def add(self, size: int, at: datetime, *, accuracy: timedelta, by: str | Text) -> None:
        """Take down that a checkpoint was seen."""
        apart = accuracy + CLOCKS_DIFFER
        self._seen.append(Seen(size, instant(at - apart), instant(at + apart), instant(at), by))
        self._sizes = []

    def covering(self, position: int) -> Seen | None:
        """Return the earliest sight of a checkpoint that covers the fact at this place; None when there is none."""
        place = self._place(position)
        return self._covering[place] if place < len(self._sizes) else None

    def before(self, position: int) -> Seen | None:
        """Return the latest sight of a checkpoint that the fact at this place comes after; None when there is none."""
        place = self._place(position)
        return self._before[place - 1] if place else None

    def limit(self, position: int) -> tuple[str, int]:
        """Return the latest date that the fact at this place may bear, and from which place on another one holds.

        Where nobody saw it the date is later than any.
        """
        place = self._place(position)
        if place >= len(self._sizes):
            return "~", 2**63
        return self._covering[place].latest, self._sizes[place]

    def _place(self, position: int) -> int:
        """Return how many sights are of checkpoints that do not cover the place."""
        if len(self._sizes) != len(self._seen):
            self._arrange()
        return bisect_right(self._sizes, position)

    def _arrange(self) -> None:
        self._seen.sort()
        self._sizes = [each.size for each in self._seen]
        self._before, self._covering = [], []
        for each in self._seen:
            newest = self._before[-1] if self._before else each
            self._before.append(each if each.earliest >= newest.earliest else newest)
        for each in reversed(self._seen):
            first = self._covering[-1] if self._covering else each
            self._covering.append(each if each.latest <= first.latest else first)
        self._covering.reverse()
