"""Rows of approvals, on each database."""

from __future__ import annotations

from egovframe.forms.approvals import store
from egovframe.office import Office
from tests.forms.approvals.line import drafted, signed, team
from tests.forms.routing.town import actor


def test_what_waits_is_read_by_officer(office_anywhere: Office) -> None:
    """Until they acted, the draft is settled or the petition decided; lines come in their turn."""
    office = office_anywhere
    receipt = team(office)
    draft = drafted(office, receipt)
    ids = {name: actor(office, name).id for name in ("lee", "oh", "park")}

    def found(*names: str) -> list[str]:
        with office.database.read() as conn:
            return [row["id"] for row in store.open_for(conn, [ids[name] for name in names], limit=10)]

    with office.database.read() as conn:
        assert [row["officer_name"] for row in store.steps_of(conn, draft.id)] == ["lee", "oh", "park"]
        assert [row["id"] for row in store.of_petition(conn, draft.petition)] == [draft.id]
        assert store.by_id(conn, "nothing") is None
    assert found("lee") == found("park") == [draft.id]
    signed(office, "lee", draft)
    assert (found("lee"), found("oh")) == ([], [draft.id])
    with office.work(by=actor(office, "kim")) as work:
        work.approvals.recall(draft.id)
    assert found("oh") == []
