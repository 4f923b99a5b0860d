"""Looking for accounts and sessions: by a part of the name, kind, state and address."""

from __future__ import annotations

from typing import Any

from egovframe.auth.watching.store import account_page, open_sessions, session_row
from tests.auth.gatehouse import AWAY, HOME, PASSWORD, Gatehouse


def names(gate: Gatehouse, **asked: object) -> list[str]:
    """The names of the accounts that are found."""
    with gate.database.read() as conn:
        found = account_page(conn, **{"after": None, "limit": 50, **asked})  # type: ignore[arg-type]
    return [str(row["name"]) for row in found]


def test_accounts_by_a_part_of_the_name(gate: Gatehouse) -> None:
    """Signs that mean something to the database are letters like others; pages go on after a name."""
    for name in ("Kim", "kimchi", "lee", "50%", "a_b"):
        gate.add(name)
    assert names(gate, matching="kim") == ["Kim", "kimchi"]
    assert names(gate, matching="%") == ["50%"]
    assert names(gate, matching="_") == ["a_b"]
    assert names(gate, matching="kim", after="kim") == ["kimchi"]
    assert names(gate, limit=2) == ["50%", "a_b"]
    assert names(gate, kind="citizen") == []
    with gate.work() as work:
        gate.accounts(work).disable("lee")
    assert names(gate, disabled=True) == ["lee"]
    assert "lee" not in names(gate, disabled=False)


def test_sessions_of_everybody(gate: Gatehouse) -> None:
    """By name and by how the address begins; an ended one is not open, and cannot be found by its id."""
    gate.add("kim")
    gate.add("lee")
    _, home = gate.auth.sign_in("kim", PASSWORD, origin=HOME)
    _, away = gate.auth.sign_in("lee", PASSWORD, origin=AWAY)
    now = gate.clock.now()

    def found(**asked: Any) -> list[str]:
        with gate.database.read() as conn:
            return [str(row["account_name"]) for row in open_sessions(conn, now, limit=50, **asked)]

    assert sorted(found()) == ["kim", "lee"]
    assert found(matching="ki") == ["kim"]
    assert found(address="203.0.113.") == ["lee"]
    assert found(kind="citizen") == []
    gate.auth.end_others(away.account)
    assert found() == ["kim"]
    with gate.database.read() as conn:
        assert session_row(conn, away.id, now) is None
        row = session_row(conn, home.id, now)
    assert row is not None
    assert row["address"] == HOME.address
