"""What the database itself holds to: uniqueness, and that a failing race is told as a conflict."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from egovframe.forms import store
from egovframe.forms.tables import inquiries, petitions
from egovframe.kernel.errors import Conflict
from egovframe.kernel.ids import new_id
from tests.forms.desk import SYSTEM, Desk


def row_of(desk: Desk) -> dict[str, object]:
    """The row of a petition just received."""
    petition = desk.submit(once="m", source_key="k").petition
    with desk.database.read() as conn:
        found = store.by_id(conn, petition.id)
    assert found is not None
    return dict(found)


@pytest.mark.parametrize("same", ["receipt", "once", "source_key", "registered_no"])
def test_what_must_be_unique_is(desk: Desk, same: str) -> None:
    """A second row with the same number, mark, line or place in the register is a conflict and leaves nothing."""
    first = row_of(desk)
    others = {"id": new_id(), "receipt": "OTHER", "once": "o", "source_key": "s", "registered_no": 99}
    second = {**first, **others, same: first[same]}
    with desk.work(SYSTEM) as work, pytest.raises(Conflict), work.conn.begin_nested():
        store.add_petition(work, second)
    with desk.database.read() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(petitions)).scalar() == 1


def test_a_request_is_found_before_a_receipt_that_happens_to_be_taken(desk: Desk) -> None:
    """Both clash: the petition that already is this request counts."""
    first = row_of(desk)
    other = desk.submit().petition
    with desk.database.read() as conn:
        found = store.clashing(conn, receipt=other.receipt, once=str(first["once"]), form="pothole", source_key=None)
        assert found is not None
        assert found["id"] == first["id"]
        taken = store.clashing(conn, receipt=other.receipt, once=None, form="pothole", source_key=None)
        assert taken is not None
        assert taken["id"] == other.id
        assert store.clashing(conn, receipt="NONE", once=None, form="pothole", source_key=None) is None


def test_old_tries_are_swept_out(desk: Desk) -> None:
    """The count of tries begins anew after its time, and what nobody asks for is removed."""
    from datetime import timedelta

    now = desk.clock.now()
    with desk.database.write() as conn:
        for _ in range(3):
            store.tried(conn, ["a", "b"], now=now, since=now - timedelta(minutes=15))
        assert store.tries_of(conn, ["a", "b", "c"], now - timedelta(minutes=15))["a"][0] == 3
        store.forget_tries(conn, ["b"])
        later = now + timedelta(minutes=20)
        store.tried(conn, ["c"], now=later, since=later - timedelta(minutes=15))
        assert [row.subject for row in conn.execute(sa.select(inquiries))] == ["c"]
