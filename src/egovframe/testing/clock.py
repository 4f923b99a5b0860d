"""A clock that a test sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SetClock:
    """Tells the time that a test says. Begins on Monday, 21 September 2026, 10:00 in Seoul, unless told otherwise."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at or datetime(2026, 9, 21, 1, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the time that was set, aware, in UTC."""
        return self.at.astimezone(UTC)

    def forward(self, **by: float) -> None:
        """Let time pass: `clock.forward(days=1, hours=2)`."""
        self.at += timedelta(**by)
