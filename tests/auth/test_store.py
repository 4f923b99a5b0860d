"""The SQL of accounts: what two at once do to one row."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from egovframe.auth import AccountExists
from egovframe.auth.attempts import store
from egovframe.auth.errors import AuthError
from tests.auth.gatehouse import PASSWORD, Gatehouse


def test_of_two_who_take_one_name_at_once_one_is_told(gate: Gatehouse) -> None:
    """The name is unique in the database, not only in the look before."""
    enrolled = gate.auth.enrol(PASSWORD)

    def take(number: int) -> str:
        try:
            with gate.work() as work:
                gate.accounts(work).add("kim" if number % 2 else "KIM", password=enrolled)
        except AccountExists:
            return "taken"
        return "made"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(4))) == ["made", "taken", "taken", "taken"]


def test_failures_at_the_same_moment_all_count(gate: Gatehouse) -> None:
    """Eight wrong passwords at once are eight failures."""
    gate.add()

    def guess(_: int) -> None:
        with pytest.raises(AuthError):
            gate.enter(password="wrong wrong wrong")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(guess, range(8)))
    with gate.database.read() as conn:
        rows = store.attempt_rows(conn, ["office"])
    assert rows["office"]["failures"] == 8
