"""The state of the log as a review tells it."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.office import Office
from egovframe.office.reviewing import log_state
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
