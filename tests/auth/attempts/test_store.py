"""The SQL of counted tries: locked one after the other, taken back, and forgotten when they are old."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from egovframe.auth.attempts import store
from tests.auth.gatehouse import Gatehouse


def count(gate: Gatehouse, key: str) -> int:
    """Count one more failure under the key; gives how many that makes."""
    now = gate.time.now()
    with gate.database.write() as conn:
        failures = store.lock_attempts(conn, [key], now)[key]["failures"] + 1
        store.count_attempt(conn, key, failures=int(failures), since=now, at=now, wait_until=now)
    return int(failures)


def test_what_is_counted_at_the_same_moment_all_counts(gate: Gatehouse) -> None:
    """The row is there before it is locked: not even the first two overlook each other."""
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(lambda _: count(gate, "name:kim"), range(12))) == list(range(1, 13))


def test_keys_that_were_never_counted_have_no_row(gate: Gatehouse) -> None:
    """Looking makes none; locking does, with nothing counted."""
    now = gate.time.now()
    with gate.database.read() as conn:
        assert store.attempt_rows(conn, ["a", "b"]) == {}
    with gate.database.write() as conn:
        rows = store.lock_attempts(conn, ["b", "a", "b"], now)
    assert {key: (row["failures"], row["wait_until"]) for key, row in rows.items()} == {"a": (0, None), "b": (0, None)}


def test_a_right_one_takes_back_all_of_the_name_and_one_of_the_others(gate: Gatehouse) -> None:
    """An address or the office keeps what others did there; nothing goes below nothing."""
    for key in ("name", "address", "address"):
        count(gate, key)
    for left in (1, 0, 0):
        with gate.database.write() as conn:
            store.forgive_attempts(conn, whole="name", one=("address", "office"))
            rows = store.attempt_rows(conn, ["name", "address"])
        assert (rows["name"]["failures"], rows["name"]["wait_until"], rows["address"]["failures"]) == (0, None, left)


def test_only_what_is_old_is_forgotten(gate: Gatehouse) -> None:
    """The last one counts, not the first."""
    count(gate, "old")
    gate.time.forward(days=2)
    count(gate, "new")
    with gate.database.write() as conn:
        assert store.forget_attempts(conn, before=gate.time.now() - timedelta(days=1)) == 1
        assert set(store.attempt_rows(conn, ["old", "new"])) == {"new"}
