"""Time: aware UTC inside, passed in, written one way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time. Whoever needs the time is handed a clock, so that tests and replays can choose it."""

    def now(self) -> datetime:
        """Return the present moment: aware, UTC, whole milliseconds."""


class SystemClock:
    """The clock of the machine."""

    __slots__ = ()

    def now(self) -> datetime:
        """Return the machine's time in UTC, cut to whole milliseconds."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


def instant(at: datetime) -> str:
    """Return the moment as it is stored: `2026-11-22T12:04:41.123Z` (UTC, milliseconds), which sorts as time does.

    Raises ValueError for a time without a zone: nobody can say which moment that is.
    """
    if at.tzinfo is None:
        msg = f"a moment needs a time zone, {at.isoformat()} has none"
        raise ValueError(msg)
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    return at.isoformat(timespec="milliseconds")[:-6] + "Z"


def moment(text: str) -> datetime:
    """Return the moment written by `instant`. Raises ValueError for anything else."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        msg = f"a stored moment ends with Z, {text!r} does not"
        raise ValueError(msg)
    return at
