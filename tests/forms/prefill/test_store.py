"""The SQL of answers that were looked up, on each database."""

from __future__ import annotations

from typing import Any

from egovframe.forms.prefill import store
from egovframe.kernel.ids import new_id
from tests.forms.desk import OFFICER, Desk

AT = "2026-09-21T01:00:00.000Z"


def row_of(petition: str, question: str) -> dict[str, Any]:
    """What is kept of one answer."""
    return {
        "id": new_id(),
        "petition": petition,
        "question": question,
        "source": "registry",
        "title": '{"en":"the register of residents","ko":"주민등록"}',
        "at": AT,
        "fixed": 0,
        "changed": None,
    }


def test_rows_are_of_one_petition_and_can_be_changed(desk: Desk) -> None:
    """In the order in which they were noted; what is changed leaves the others as they are."""
    filed, other = desk.submit("pothole"), desk.submit("pothole")
    rows = [row_of(filed.petition.id, name) for name in ("where", "phone")]
    with desk.work(OFFICER) as work:
        for row in rows:
            store.add(work, row)
        found = store.of_petition(work.conn, filed.petition.id)
        assert [each["question"] for each in found] == ["where", "phone"]
        store.change(work, found[0], {"changed": AT})
        desk.at(work).get(filed.petition.receipt)
    with desk.database.read() as conn:
        assert [each["changed"] for each in store.of_petition(conn, filed.petition.id)] == [AT, None]
        assert store.of_petition(conn, other.petition.id) == []
