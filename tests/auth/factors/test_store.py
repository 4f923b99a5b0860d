"""The SQL of factors and steps: handles are unique while they are there, and steps are spent once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from egovframe.auth import facts
from egovframe.auth.errors import FactorTaken
from egovframe.auth.factors import store
from egovframe.auth.factors.model import Enrolled
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Busy, Conflict
from egovframe.kernel.ids import new_id
from egovframe.kernel.work import UnitOfWork
from tests.auth.gatehouse import Gatehouse

LASTS = timedelta(minutes=10)


def factor(gate: Gatehouse, account: str, handle: str = "", authenticator: str = "key") -> Enrolled:
    """A factor that counts."""
    now = gate.time.now()
    return Enrolled(new_id(), account, authenticator, "label", now, handle=handle, confirmed=now)


@contextmanager
def noting(gate: Gatehouse, one: Enrolled) -> Iterator[UnitOfWork]:
    """A unit of work that writes to a factor and says so."""
    with gate.work() as work:
        yield work
        told = {"authenticator": one.authenticator}
        work.note(facts.FACTOR_USED, object=one.ref, subjects=(f"account:{one.account}",), details=told)


def insert(gate: Gatehouse, one: Enrolled) -> None:
    """Add it in a unit of work of its own."""
    with noting(gate, one) as work:
        store.insert(work, one, stored="sealed")


def test_a_factor_comes_back_as_it_was(gate: Gatehouse) -> None:
    """By id, by account and by handle; one without a handle is found by none."""
    account = gate.add()
    one, other = factor(gate, account, "h1"), factor(gate, account)
    insert(gate, one)
    gate.time.forward(seconds=1)
    insert(gate, other)
    with gate.database.read() as conn:
        rows = store.rows_of(conn, account)
        assert [store.factor_of(row) for row in rows] == [one, other]
        assert store.row_of(conn, one.id) == rows[0]
        assert store.row_by_handle(conn, "key", "h1") == rows[0]
        assert store.row_by_handle(conn, "other", "h1") is None
        assert store.row_by_handle(conn, "key", "") is None
        assert store.row_of(conn, "nobody's") is None


def test_a_handle_is_one_accounts_until_it_is_removed(gate: Gatehouse) -> None:
    """The same key twice is refused, whoever has it; by another plug-in it is another thing; removed, it is free."""
    kim, lee = gate.add(), gate.add("lee")
    first = factor(gate, kim, "h1")
    insert(gate, first)
    for again in (factor(gate, lee, "h1"), factor(gate, kim, "h1")):
        with pytest.raises(FactorTaken):
            insert(gate, again)
    insert(gate, factor(gate, lee, "h1", "other"))
    with noting(gate, first) as work:
        row = store.row_of(work.conn, first.id)
        assert row is not None
        store.change(work, row, {"removed": instant(work.at)})
    insert(gate, factor(gate, lee, "h1"))
    with gate.database.read() as conn:
        assert store.rows_of(conn, kim) == []


def test_of_two_who_enrol_one_key_at_once_one_is_told(gate: Gatehouse) -> None:
    """Unique in the database, not only in the look before."""
    account, barrier = gate.add(), Barrier(2)

    def enrol(_: int) -> bool:
        barrier.wait()
        try:
            insert(gate, factor(gate, account, "h1"))
        except (FactorTaken, Conflict, Busy):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(enrol, range(2))) == [False, True]


def test_a_factor_that_moved_on_is_not_changed(gate: Gatehouse) -> None:
    """Whoever read it before is told: two codes at once do not undo each other."""
    one = factor(gate, gate.add())
    insert(gate, one)
    with gate.database.read() as conn:
        before = store.row_of(conn, one.id)
    assert before is not None
    with noting(gate, one) as work:
        store.change(work, before, {"used": instant(work.at)})
    with pytest.raises(Conflict), noting(gate, one) as work:
        store.change(work, before, {"label": "late"})


def test_a_step_is_kept_changed_spent_and_forgotten(gate: Gatehouse) -> None:
    """Each only as it was read: whoever is late gets nothing."""
    now = gate.time.now()
    with gate.database.write() as conn:
        store.insert_step(conn, "d", b"one", at=now, lasts=LASTS)
        assert store.step_of(conn, "d", now) == b"one"
        assert store.step_of(conn, "e", now) is None
        assert store.step_of(conn, "d", now + LASTS) is None
        assert not store.change_step(conn, "d", b"none", b"two")
        assert store.change_step(conn, "d", b"one", b"two")
        assert not store.spend_step(conn, "d", b"one", now)
        assert store.spend_step(conn, "d", b"two", now)
        assert not store.spend_step(conn, "d", b"two", now)
        assert not store.spend_step(conn, "d", b"", now)
        assert store.step_of(conn, "d", now) is None
        assert not store.change_step(conn, "d", b"", b"three")
        assert store.forget_steps(conn, before=now + LASTS) == 0
        assert store.forget_steps(conn, before=now + LASTS + timedelta(milliseconds=1)) == 1


def test_the_values_of_a_row_are_those_of_the_factor(gate: Gatehouse) -> None:
    """What is not there is not there, rather than an empty text or a moment that never was."""
    one = replace(factor(gate, gate.add()), confirmed=None)
    insert(gate, one)
    with gate.database.read() as conn:
        row = store.row_of(conn, one.id)
    assert row is not None
    assert (row["handle"], row["confirmed"], row["used"], row["disabled"], row["removed"]) == (None,) * 5
    assert store.factor_of(row) == one
