"""The rows of unfinished petitions."""

from __future__ import annotations

from datetime import timedelta

from egovframe.forms.unfinished import store
from egovframe.forms.unfinished.model import Entered
from egovframe.forms.unfinished.service import UnfinishedPetitions
from tests.forms.desk import CITIZEN, VISITOR, Desk


def test_rows_are_found_by_key_id_account_and_time(desk: Desk) -> None:
    """Those of an account are its own, the last one first; what expired is found by whoever tidies."""
    with desk.work(VISITOR) as work:
        UnfinishedPetitions(work, desk.forms).save("pothole", Entered(()), version=1)
    for _ in range(2):
        with desk.work(CITIZEN) as work:
            UnfinishedPetitions(work, desk.forms).save("pothole", Entered(()), version=1)
        desk.time.forward(seconds=1)
    now, later = desk.clock.now(), desk.clock.now() + timedelta(days=31)
    with desk.database.read() as conn:
        own = store.of_account(conn, CITIZEN.id, now)
        assert [row["saved"] for row in own] == sorted((row["saved"] for row in own), reverse=True)
        assert len(own) == 2
        assert {store.count_of(conn, row["source"]) for row in own} == {2}
        assert store.of_account(conn, CITIZEN.id, later) == []
        assert store.by_key(conn, "no such key") is None
        assert store.by_id(conn, own[0]["id"]) == own[0]
        assert store.expired(conn, now, after="", limit=9) == []
        first, *rest = store.expired(conn, later, after="", limit=9)
        assert store.expired(conn, later, after=first, limit=1) == rest[:1]
        assert len(rest) == 2
