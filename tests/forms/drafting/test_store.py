"""The rows of drafts and offers."""

from __future__ import annotations

import pytest

from egovframe.forms.drafting import store
from egovframe.kernel.errors import Conflict
from tests.forms.desk import SYSTEM, Desk

ROW = {
    "name": "trees", "definition": "{}", "assurance": 0, "based_on": 0, "revision": 1, "by": "a", "by_name": "A",
    "changed": "2026-01-01T00:00:00.000000Z",
}  # fmt: skip


def test_a_draft_begun_twice_at_once_is_a_conflict(desk: Desk) -> None:
    """Who comes second is told to look again; nothing of it is written."""

    def begin() -> None:
        with desk.work(SYSTEM) as work:
            store.add_draft(work, dict(ROW))
            desk.note(work)

    begin()
    with pytest.raises(Conflict):
        begin()
    with desk.database.read() as conn:
        assert [row["name"] for row in store.drafts(conn)] == ["trees"]
        assert store.draft(conn, "other") is None
        assert store.offers(conn) == []
        assert store.offer(conn, "trees") is None
