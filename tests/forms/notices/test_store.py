"""Papers in the database: found by the task that wrote them, and by their petition alone."""

from __future__ import annotations

from egovframe.forms.notices import store
from tests.forms.desk import OFFICER, Desk
from tests.forms.notices.test_following import ANSWERS, decide
from tests.support.plans import plans


def test_a_paper_is_found_by_its_task_and_by_its_petition(desk: Desk) -> None:
    """The same row; under another petition's id there is none."""
    decide(desk, answers=ANSWERS)
    (task,) = desk.worker._claim()
    desk.worker._do(task)
    with desk.database.read() as conn:
        row = store.paper_of_task(conn, task.id)
        assert row is not None
        assert (row["kind"], row["language"], row["template"]) == ("result", "ko", 0)
        assert store.paper(conn, row["petition"], row["id"]) == row
        assert store.paper(conn, row["id"], row["id"]) is None
        assert store.paper_of_task(conn, "nothing") is None


def test_lost_results_are_found_without_looking_at_every_notice(desk: Desk) -> None:
    """By an index that holds only what did not arrive, on both databases."""
    rows = OFFICER.rows("petition.read")
    with desk.database.read() as conn:
        (plan,) = plans(conn, lambda: store.lost_results(conn, rows=rows, form=None, before=None, limit=50))
    assert "ix_notices_lost" in plan
