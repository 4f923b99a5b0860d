"""What the clock of a case gives back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from egovframe.forms.casetime.model import Moved

DUE = datetime(2026, 10, 1, 9, tzinfo=UTC)


def test_what_moved_says_so() -> None:
    """A fact has the due date as it was and as it is."""
    moved = Moved({}, DUE, DUE + timedelta(days=1))
    assert moved.moved
    assert moved.details == {"due": "2026-10-02T09:00:00.000Z", "due_before": "2026-10-01T09:00:00.000Z"}
    assert not Moved({}, DUE, DUE).moved
