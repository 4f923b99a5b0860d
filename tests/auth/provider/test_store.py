"""The SQL of the provider: codes and tokens are used up once, and end together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from egovframe.auth.provider import store
from egovframe.kernel.clock import instant
from tests.auth.gatehouse import Gatehouse
from tests.auth.provider.hall import Hall, add_client


def keep(gate: Gatehouse, digest: str, *, family: str = "f", client: str = "c") -> None:
    """Keep a code."""
    now = gate.time.now()
    values = {
        "digest": digest,
        "family": family,
        "account": "a",
        "client": client,
        "sealed": b"x",
        "created": instant(now),
        "expires": instant(now + timedelta(minutes=1)),
        "spent": None,
    }
    with gate.database.write() as conn:
        store.insert_pass(conn, values)


def test_of_many_who_use_one_code_one_has_it(gate: Gatehouse) -> None:
    """The row says who was first."""
    keep(gate, "d")

    def use(_: int) -> bool:
        with gate.database.write() as conn:
            return store.spend(conn, "d", "f", gate.time.now())

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(8))) == 1


def test_a_family_and_a_client_end_whole(gate: Gatehouse) -> None:
    """And nothing else; what was used up before is not counted."""
    for digest, family, client in (("1", "f", "c"), ("2", "f", "c"), ("3", "g", "c"), ("4", "h", "e")):
        keep(gate, digest, family=family, client=client)
    now = gate.time.now()
    with gate.database.write() as conn:
        assert store.end_family(conn, "f", now) == 2
        assert store.end_all(conn, client="c", at=now) == 1
        assert store.end_account(conn, account="nobody", at=now) == 0
        left = store.pass_row(conn, "4")
        assert left is not None
        assert left["spent"] is None
        assert store.end_account(conn, account=left["account"], at=now) == 1
        assert store.pass_row(conn, "5") is None
        assert store.forget_passes(conn, before=now + timedelta(minutes=1)) == 0
        assert store.forget_passes(conn, before=now + timedelta(minutes=2)) == 4


def test_a_client_comes_back_as_it_was(hall: Hall) -> None:
    """All of it but the secret."""
    new = add_client(hall.gate, "Àlpha")
    with hall.gate.database.read() as conn:
        row = store.client_row(conn, new.client.id)
        assert row is not None
        assert store.client_of(row) == new.client
        assert store.client_row(conn, "x") is None
        assert {row["id"] for row in store.client_rows(conn)} == {new.client.id, hall.client.client.id}
