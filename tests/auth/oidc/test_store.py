"""Messages that count once, and the sessions that came in by one way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from egovframe.auth.oidc.store import sessions_of, take_once
from tests.auth.gatehouse import Gatehouse

HOUR = timedelta(hours=1)


def test_a_message_counts_once(gate: Gatehouse) -> None:
    """Once, also when it comes twice in the same moment; the memory of it is tidied away after its time."""
    now = gate.clock.now()

    def take(digest: str) -> bool:
        with gate.database.write() as conn:
            return take_once(conn, digest, at=now, lasts=HOUR)

    assert [take("a"), take("a"), take("b")] == [True, False, True]
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(take, ["c"] * 8)) == 1
    gate.time.forward(hours=1, minutes=1)
    assert gate.auth.tidy() >= 3
    assert take("a")


def test_sessions_by_the_way_they_began(gate: Gatehouse) -> None:
    """Open ones of that way alone."""
    gate.add("kim")
    _, session = gate.enter()
    gate.enter()
    with gate.database.read() as conn:
        found = sessions_of(conn, "password", gate.clock.now())
        assert session.id in {row["id"] for row in found}
        assert {row["account"] for row in found} == {session.account}
        assert sessions_of(conn, "oidc:city", gate.clock.now()) == []
    gate.auth.end_session(session.account, session.id)
    with gate.database.read() as conn:
        assert len(sessions_of(conn, "password", gate.clock.now())) == len(found) - 1
