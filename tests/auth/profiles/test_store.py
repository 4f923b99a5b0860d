"""The SQL of profiles."""

from __future__ import annotations

from egovframe.auth.profiles import Contact, store
from egovframe.auth.profiles.service import email_mark
from tests.auth.gatehouse import Gatehouse

SHARED = Contact("desk@haneul.example", "work", primary=True)


def test_several_accounts_may_share_an_address(gate: Gatehouse) -> None:
    """All of them are found, the oldest first, and no more than are asked for."""
    ids = []
    for name in ("kim", "lee", "park"):
        ids.append(gate.add(name))
        with gate.work() as work:
            gate.accounts(work).set_profile(name, emails=(SHARED,))
    mark = email_mark(gate.cabinet, SHARED.value)
    with gate.database.read() as conn:
        assert store.accounts_by_email(conn, mark) == ids
        assert store.accounts_by_email(conn, mark, limit=2) == ids[:2]
        assert store.accounts_by_external(conn, mark) == []
        assert store.profile_row(conn, "nobody") is None
        row = store.profile_row(conn, ids[0])
    assert row is not None
    assert row["retired"] is None
