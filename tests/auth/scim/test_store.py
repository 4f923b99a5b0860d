"""The SQL of provisioning."""

from __future__ import annotations

from datetime import timedelta

from egovframe.auth.profiles.service import email_mark
from egovframe.auth.scim import store
from egovframe.auth.scim.store import Where
from tests.auth.gatehouse import Gatehouse
from tests.auth.scim.desk import made

EMAILS = [{"value": "kim@haneul.example", "primary": True}, {"value": "k@home.example"}]


def test_conditions_find_officers(gate: Gatehouse) -> None:
    """By name, by any address, by whether they are open, together and either way; never anybody but officers."""
    kim, lee = made(gate, emails=EMAILS), made(gate, "lee", active=False)
    with gate.work() as work:
        gate.accounts(work).add("citizen", kind="citizen")
    with gate.database.read() as conn:

        def ids(where: Where | None) -> list[str]:
            rows = store.user_rows(conn, where)
            assert store.count_users(conn, where) == len(rows)
            return [row["id"] for row in rows]

        assert ids(None) == [kim, lee]
        assert ids(Where("name", "kim")) == [kim]
        assert ids(Where("name", "citizen")) == []
        for address in ("kim@haneul.example", "k@home.example"):
            assert ids(Where("email", email_mark(gate.cabinet, address))) == [kim]
        assert ids(Where("active", "1")) == [kim]
        assert ids(Where("active")) == [lee]
        assert ids(Where("any", parts=(Where("name", "kim"), Where("active")))) == [kim, lee]
        assert ids(Where("all", parts=(Where("name", "kim"), Where("active")))) == []
        assert ids(Where("any")) == []
        assert ids(Where("name", "' OR 1=1 --")) == []
        assert ids(Where("email", "%")) == []
        page = store.user_rows(conn, None, order="name", descending=True, offset=1, limit=1)
        assert [row["id"] for row in page] == [kim]
        assert store.user_rows(conn, Where("name", "citizen"), anybody=True)


def test_grants_count_while_they_are_in_force(gate: Gatehouse) -> None:
    """Of several accounts at once; of one role in one place; of nobody but officers, none twice."""
    kim, lee = made(gate), made(gate, "lee")
    with gate.work() as work:
        accounts = gate.accounts(work)
        accounts.add("robot", kind="service")
        for name in ("kim", "lee", "robot"):
            accounts.grant(name, "road-officer", unit="roads")
        accounts.grant("kim", "auditor", until=work.at + timedelta(hours=1))
        accounts.revoke("lee", "road-officer", unit="roads")
    now = gate.clock.now()
    with gate.database.read() as conn:
        assert store.held_by(conn, [kim, lee], now) == {kim: [("auditor", None), ("road-officer", "roads")]}
        assert store.held_by(conn, [kim], now + timedelta(hours=2)) == {kim: [("road-officer", "roads")]}
        assert store.held_by(conn, [], now) == {}
        assert store.holders(conn, now) == {
            ("auditor", None): [(kim, "kim")],
            ("road-officer", "roads"): [(kim, "kim")],
        }
        assert store.holders(conn, now, role="road-officer") == {}
        assert store.holders(conn, now, role="auditor") == {("auditor", None): [(kim, "kim")]}
