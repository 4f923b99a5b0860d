"""Gapless numbers: each once, none left out, whoever gives up or comes at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from egovframe.kernel.counters import next_number
from tests.kernel.place import SmallOffice


class GivenUp(Exception):
    """Somebody changes his mind in the middle of a transaction."""


def test_each_series_counts_for_itself(office_on_both: SmallOffice) -> None:
    """A new series begins with 1."""
    with office_on_both.database.write() as conn:
        assert [next_number(conn, name) for name in ("2026", "2026", "2027", "2026")] == [1, 2, 1, 3]


def test_a_transaction_that_rolls_back_gives_its_number_back(office_on_both: SmallOffice) -> None:
    """The first number of a series as well as a later one."""
    for expected in (1, 2):
        with suppress(GivenUp), office_on_both.database.write() as conn:
            assert next_number(conn, "2026") == expected
            raise GivenUp
        with office_on_both.database.write() as conn:
            assert next_number(conn, "2026") == expected


def test_many_at_once_leave_no_gap_and_no_double(office_on_both: SmallOffice) -> None:
    """Four threads, every third transaction rolled back: what was kept is 1…n."""

    def draw(turn: int) -> int | None:
        try:
            with office_on_both.database.write() as conn:
                number = next_number(conn, "2026")
                if turn % 3 == 0:
                    raise GivenUp
                return number
        except GivenUp:
            return None

    with ThreadPoolExecutor(4) as threads:
        kept = sorted(number for number in threads.map(draw, range(60)) if number is not None)
    assert kept == list(range(1, 41))
