"""The SQL of co-signers, on each database."""

from __future__ import annotations

from egovframe.forms.cosigning import store
from egovframe.forms.cosigning.service import CosignersOfPetitions
from tests.forms.desk import VISITOR, Desk


def test_rows_are_found_by_key_id_petition_and_time(desk: Desk) -> None:
    """Only what was not used and is over has expired; ids go on from the last one."""
    filed, other = desk.submit("suggestion"), desk.submit("suggestion")
    with desk.work(VISITOR) as work:
        petition = desk.at(work).holder(filed.petition.receipt, filed.key)
        verbs = CosignersOfPetitions(work, desk.forms)
        made = [verbs.invite(petition, name=name) for name in ("하나", "둘")]
    ids = [each.cosigner.id for each in made]
    with desk.database.read() as conn:
        rows = store.of_petition(conn, filed.petition.id)
        assert [row["id"] for row in rows] == ids
        assert store.of_petition(conn, other.petition.id) == []
        assert store.by_key(conn, rows[1]["key"]) == store.by_id(conn, ids[1]) == rows[1]
        assert store.by_key(conn, made[0].key) is None
        assert store.by_id(conn, "nobody") is None
        now, over = made[0].cosigner.invited, made[0].cosigner.until
        assert store.expired(conn, now, after="", limit=9) == []
        assert store.expired(conn, over, after="", limit=1) == ids[:1]
        assert store.expired(conn, over, after=ids[0], limit=9) == ids[1:]
