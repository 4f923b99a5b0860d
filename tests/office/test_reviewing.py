"""The state of the log as a review tells it."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest
import sqlalchemy as sa

from egovframe.audit.errors import MonthRunning, MonthSigned
from egovframe.kernel.month import Month
from egovframe.kernel.permissions import Actor
from egovframe.office import Office, Work
from egovframe.office.reviewing import log_state
from egovframe.testing import SetClock
from tests.support.elsewhere import elsewhere


def test_it_holds_up_to_the_newest_checkpoint_or_does_not(office: Office) -> None:
    """With size and root of the checkpoint; a row that somebody edited counts."""
    state = log_state(office)
    assert (state.holds, state.findings) == (True, 0)
    note = office.trail.checkpoint()
    assert note is not None
    assert note.split("\n")[:3] == [state.origin, str(state.size), state.root]
    with elsewhere(office.database) as conn:
        conn.execute(sa.text("UPDATE units SET name = 'x' WHERE name = 'roads'"))
    assert log_state(office).holds is False


def test_a_month_that_still_runs_is_refused_before_anything_is_verified(office: Office, clock: SetClock) -> None:
    """The long part comes last; of a month that is over, the report is verified, counted and can be signed."""
    month, console = Month.parse("2026-09"), Actor.system("console")
    office.seal()

    def look() -> AbstractContextManager[Work]:
        return office.look(by=console, why="monthly review")

    with pytest.raises(MonthRunning):
        office.review_of(month, look)
    assert office.verified() is None
    clock.forward(days=15)
    report = office.review_of(month, look)
    assert report.log is not None
    assert report.log.holds
    assert office.verified() is not None
    with office.work(by=console, why="monthly review") as work:
        work.reviews.sign(report)
    with pytest.raises(MonthSigned):
        office.review_of(month, look)
