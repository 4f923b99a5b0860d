"""Reading and writing what stopped and prolonged the clocks of cases, on each database."""

from __future__ import annotations

import pytest

from egovframe.forms import store as cases
from egovframe.forms.casetime import store
from egovframe.forms.limits import working_days
from egovframe.kernel.errors import Conflict
from tests.forms.desk import OFFICER, Desk


def test_rows_come_back_in_order_and_of_one_case(desk: Desk) -> None:
    """The oldest first, nothing of another case."""
    one, other = desk.submit().petition.id, desk.submit().petition.id
    with desk.work(OFFICER) as work:
        clock = desk.forms.clockwork(work)
        row = cases.by_id(work.conn, one)
        assert row is not None
        for reason in ("supplement", "hearing"):
            row = clock.pause(row, reason).row
        for added in (2, 3):
            row = clock.extend(row, working_days(added), "늦습니다.", consented=True).row
        desk.note(work)
    with desk.look(OFFICER) as work:
        assert [each["reason"] for each in store.pauses_of(work.conn, one)] == ["supplement", "hearing"]
        assert [each["added"] for each in store.extensions_of(work.conn, one)] == ["2d", "3d"]
        assert store.pauses_of(work.conn, other) == []
        assert store.extensions_of(work.conn, other) == []


def test_a_pause_that_moved_on_is_not_ended(desk: Desk) -> None:
    """Whoever read it before somebody else ended it has to look again."""
    one = desk.submit().petition.id
    with desk.work(OFFICER) as work:
        row = cases.by_id(work.conn, one)
        assert row is not None
        clock = desk.forms.clockwork(work)
        row = clock.pause(row, "hearing").row
        before = store.pauses_of(work.conn, one)[0]
        clock.resume(row)
        desk.note(work)
        with pytest.raises(Conflict, match="has changed"):
            store.end_pause(work, before, {"end": before["start"]})
