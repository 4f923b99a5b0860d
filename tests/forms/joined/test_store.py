"""Joinings and findings as they are kept."""

from __future__ import annotations

import pytest

from egovframe.forms.joined import store
from egovframe.kernel.errors import Conflict
from tests.forms.course import Case
from tests.forms.desk import SYSTEM, Desk

AT = "2026-09-21T01:00:00.000000Z"
BY = {"at": AT, "by": "a", "by_name": "Kim"}


def test_two_that_join_it_at_once_clash(desk: Desk) -> None:
    """The database holds the number of the joining apart; what ended does not stand in the way of the next one."""
    one, other, third = Case(desk), Case(desk), Case(desk)
    with desk.work(SYSTEM) as work:
        open_ = {"ended": None, "ended_by": None}
        store.add_join(work, {"id": "j-1", "petition": other.id, "lead": one.id, **BY, **open_})
        desk.note(work)
    with desk.work(SYSTEM) as work:
        found = store.join_of(work.conn, other.id)
        assert found is not None
        assert [row["id"] for row in store.joined_under(work.conn, one.id)] == [other.id]
        assert store.joined_among(work.conn, [one.id, other.id, third.id]) == {one.id, other.id}
        store.end_join(work, found, {"ended": AT, "ended_by": "a"})
        assert store.join_of(work.conn, other.id) is None
        store.add_join(work, {"id": "j-2", "petition": other.id, "lead": third.id, **BY, **open_})
        assert [row["nth"] for row in store.joins_under(work.conn, third.id)] == [2]
        desk.note(work)
    with pytest.raises(Conflict), desk.work(SYSTEM) as work:
        store.add_join(work, {"id": "j-2", "petition": third.id, "lead": one.id, **BY, **open_})


def test_the_last_finding_counts(desk: Desk) -> None:
    """A petition is one of many as long as the last finding says so."""
    one, other = Case(desk), Case(desk)
    with desk.work(SYSTEM) as work:
        for number, (case, many) in enumerate(((one, 1), (other, 1), (other, 0))):
            counts = {"many": many, "persons": 5, "households": 5, "original": 1}
            store.add_crowd(work, {"id": f"c-{number}", "petition": case.id, **counts, **BY})
        desk.note(work)
    with desk.look(SYSTEM) as look:
        assert store.crowds_among(look.conn, [one.id, other.id]) == {one.id}
        found = store.crowd_of(look.conn, other.id)
        assert found is not None
        assert found["many"] == 0
        assert store.crowd_of(look.conn, "nobody") is None
