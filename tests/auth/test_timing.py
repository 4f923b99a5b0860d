"""Who has an account is not told by the work that an answer takes: interleaved samples, and a permutation test of them.

Measured is the processor time of the thread, which tells far smaller differences than a clock that somebody holds at
the other end of a network, and does not depend on what else this machine does. Without the decoy the same measure goes
red.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import thread_time

import pytest

from egovframe.auth import SignInFailed
from egovframe.auth.builtin.password import Password
from egovframe.auth.interfaces import Proof
from egovframe.auth.profiles import Contact
from tests.auth.gatehouse import HOME, Gatehouse

ROUNDS = 40
"""Pairs of answers that are measured."""
ALPHA = 0.002
TRIES = 4
"""How often a difference must be found again: a machine that others use now has three chances to be quiet."""
MAIL = {"host": "127.0.0.1", "port": 9, "security": "none", "sender": "no-reply@city.example"}


def sampled(
    one: Callable[[int], object], other: Callable[[int], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Processor seconds of each, in pairs whose order is drawn: what the machine does besides falls on both alike."""
    took: tuple[list[float], list[float]] = ([], [])
    draw = random.Random(7)
    gc.disable()
    try:
        for number in range(rounds):
            for which in draw.sample((0, 1), 2):
                begun = thread_time()
                (one, other)[which](number)
                took[which].append(thread_time() - begun)
    finally:
        gc.enable()
    return took


def p_of(one: list[float], other: list[float]) -> float:
    """The probability of such a difference of the medians were the pairs alike: signs of the pairs are drawn anew."""
    found = abs(median(a - b for a, b in zip(one, other, strict=True)))
    draw = random.Random(11)
    gaps = [a - b for a, b in zip(one, other, strict=True)]
    drawn = 2000
    more = sum(abs(median(gap if draw.random() < 0.5 else -gap for gap in gaps)) >= found for _ in range(drawn))
    return (more + 1) / (drawn + 1)


def times(seed: int, *, more: float = 0.0) -> tuple[list[float], list[float]]:
    """Times of two answers as a busy machine gives them, the second longer by a share: drawn, so always the same."""
    draw = random.Random(seed)
    noise = [draw.gauss(1.0, 0.05) + (draw.random() < 0.05) * draw.random() for _ in range(2 * ROUNDS)]
    return noise[:ROUNDS], [one * (1 + more) for one in noise[ROUNDS:]]


def test_the_measure_sees_what_is_there_and_nothing_else() -> None:
    """Two alike are alike, nearly always; one that does a fifth more work is found each time."""
    assert sum(p_of(*times(seed)) < ALPHA for seed in range(25)) <= 1
    assert all(p_of(*times(seed, more=0.2)) < ALPHA for seed in range(25))


@pytest.fixture
def costly(sqlite_url: str, tmp_path: Path) -> Iterator[Gatehouse]:
    """A gatehouse where a password takes its time, as in an office, and nobody is slowed down; kim has an account."""
    ways = {"password": {"memory_kib": 4096, "passes": 1}, "email": MAIL}
    gate = Gatehouse(
        sqlite_url, tmp_path, authenticators=ways, free_tries=50, address_tries=100_000, office_tries=100_000
    )
    gate.add()
    with gate.work() as work:
        gate.accounts(work).set_profile("kim", emails=(Contact("kim@city.example", primary=True),))
    yield gate
    gate.database.close()


def fails(gate: Gatehouse, name: str) -> Callable[[int], object]:
    """Sign in with a wrong password; what was counted is forgotten in between, as after a right one."""

    def once(_: int) -> None:
        with suppress(SignInFailed):
            gate.enter(name, "wrong wrong wrong")

    return once


def fresh(gate: Gatehouse) -> None:
    """Forget what was counted."""
    with gate.database.write() as conn:
        conn.exec_driver_sql("DELETE FROM attempts")


def alike(gate: Gatehouse, one: Callable[[int], object], other: Callable[[int], object]) -> bool:
    """Say whether two answers of the office take the same time; counts begin anew with each try."""
    for _ in range(TRIES):
        fresh(gate)
        if p_of(*sampled(one, other, ROUNDS)) >= ALPHA:
            return True
    return False


def test_a_sign_in_takes_as_long_for_a_name_that_nobody_has(costly: Gatehouse) -> None:
    """The decoy is checked in the place of a password."""
    assert alike(costly, fails(costly, "kim"), fails(costly, "nobody"))


def test_without_the_decoy_the_time_would_tell(costly: Gatehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same measure, on an office that checks nothing for unknown names."""
    real, decoy = Password.verify, costly.auth._door._decoys["password"]

    def hasty(self: Password, stored: str, secret: str, **more: object) -> Proof:
        return Proof(accepted=False) if stored == decoy else real(self, stored, secret, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Password, "verify", hasty)
    assert not alike(costly, fails(costly, "kim"), fails(costly, "nobody"))


def asks(gate: Gatehouse, name: str) -> Callable[[int], object]:
    """Ask for a code to recover an account; names differ, so that none is slowed down."""

    def once(number: int) -> None:
        if number % 8 == 0:
            fresh(gate)
        gate.auth.recovery.ask(name, "recover", origin=HOME)

    return once


@pytest.mark.parametrize(
    ("known", "unknown"), [("kim", "nobody"), ("kim@city.example", "nobody@city.example")], ids=["name", "address"]
)
def test_asking_for_a_code_takes_as_long_for_nobody(costly: Gatehouse, known: str, unknown: str) -> None:
    """By name and by address: the same writes, whether or not a letter goes out."""
    assert alike(costly, asks(costly, known), asks(costly, unknown))
