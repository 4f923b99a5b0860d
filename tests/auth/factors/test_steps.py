"""Steps on the way in: sealed, for ten minutes, for one token, spent once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from egovframe.auth import AuthSettings, TooManyTries
from egovframe.auth.errors import StepOver
from egovframe.auth.evidence import Evidence
from egovframe.auth.factors.model import Step
from egovframe.auth.factors.steps import LASTS, MOST_PROVED, Steps
from egovframe.auth.throttle import Throttle
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.work import Origin
from tests.auth.gatehouse import AWAY, HOME, Gatehouse
from tests.support.elsewhere import elsewhere

STEP = Step("sign-in", account="a1", shown=(Evidence("pwd"),), first="password", onward="/desk", more={"leave": "bye"})


def steps_of(gate: Gatehouse, **changes: Any) -> Steps:
    """Steps of a gatehouse, with these limits."""
    settings = AuthSettings(**changes)
    return Steps(gate, Throttle(gate.database, gate.cabinet, settings), settings)


@pytest.fixture
def steps(gate: Gatehouse) -> Steps:
    """Steps on each database."""
    return steps_of(gate)


@pytest.mark.asvs("V6.6.2")
def test_a_step_is_found_by_its_token_alone(gate: Gatehouse, steps: Steps) -> None:
    """What was kept comes back; the database has neither the token nor anything that can be read."""
    token = steps.open(STEP)
    assert steps.read(token).step == STEP
    with gate.database.read() as conn:
        rows = [tuple(row) for row in conn.exec_driver_sql("SELECT digest, sealed FROM steps")]
    ((digest, sealed),) = rows
    assert digest == sha256_hex(token.encode())
    assert token not in str(rows)
    assert b"desk" not in bytes(sealed)
    with pytest.raises(StepOver):
        steps.read(digest)


@pytest.mark.asvs("V6.7.2", "V11.5.2")
def test_tokens_are_long_and_never_alike(steps: Steps) -> None:
    """256 bits each (ASVS 5.0, 7.2.3 asks for 128)."""
    tokens = {steps.open(STEP) for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43


def test_a_step_waits_for_ten_minutes(gate: Gatehouse, steps: Steps) -> None:
    """One moment before it is there, then no more; it is forgotten after that."""
    token = steps.open(STEP)
    gate.time.forward(seconds=LASTS.total_seconds() - 1)
    assert steps.read(token).step == STEP
    gate.time.forward(seconds=1)
    with pytest.raises(StepOver):
        steps.read(token)
    assert gate.auth.tidy() == 0, "to the very moment it may be looked at"
    gate.time.forward(seconds=1)
    assert gate.auth.tidy() == 1
    assert timedelta(minutes=10) == LASTS


def many(deed: Callable[[], object], times: int = 8) -> int:
    """Do it in many threads at the same moment; gives how many were let through."""
    barrier = Barrier(times)

    def once(_: int) -> bool:
        barrier.wait()
        try:
            deed()
        except StepOver:
            return False
        return True

    with ThreadPoolExecutor(times) as pool:
        return sum(pool.map(once, range(times)))


def test_of_many_who_spend_a_step_one_does(gate: Gatehouse, steps: Steps) -> None:
    """All read it before any of them spends it."""
    held = steps.read(steps.open(STEP))

    def spend() -> None:
        with steps.spending(held):
            pass

    assert many(spend) == 1
    with pytest.raises(StepOver):
        spend()


def test_of_many_who_change_a_step_one_does(gate: Gatehouse, steps: Steps) -> None:
    """The challenge of a step is taken by one; what was read before the change spends nothing."""
    token = steps.open(replace(STEP, kept="challenge"))
    held = steps.read(token)
    assert many(lambda: steps.change(held, replace(held.step, kept=""))) == 1
    assert steps.read(token).step.kept == ""
    with pytest.raises(StepOver), steps.spending(held):
        pass


def test_a_spent_step_keeps_nothing(gate: Gatehouse, steps: Steps) -> None:
    """Neither the step nor what it held is there any more; nobody changes it either."""
    token = steps.open(STEP)
    held = steps.read(token)
    with steps.spending(held):
        pass
    with pytest.raises(StepOver):
        steps.read(token)
    with pytest.raises(StepOver):
        steps.change(held, STEP)
    with gate.database.read() as conn:
        assert bytes(conn.exec_driver_sql("SELECT sealed FROM steps").scalar_one()) == b""


def test_a_step_stays_when_the_transaction_that_spends_it_fails(gate: Gatehouse, steps: Steps) -> None:
    """Spent with what it opens, or not at all."""
    token = steps.open(STEP)

    def fails() -> None:
        with gate.database.write() as conn:
            steps.spend(conn, steps.read(token))
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    assert steps.read(token).step == STEP


@pytest.mark.asvs("V6.6.2")
def test_a_row_that_was_moved_to_another_token_opens_nothing(gate: Gatehouse, steps: Steps) -> None:
    """An attacker with the database puts somebody's step under the token of their own browser."""
    victims, own = steps.open(STEP), steps.open(Step("sign-in", account="evil"))
    with elsewhere(gate.database) as conn:
        sealed = f"SELECT sealed FROM steps WHERE digest = '{sha256_hex(victims.encode())}'"
        conn.exec_driver_sql(f"UPDATE steps SET sealed = ({sealed}) WHERE digest = '{sha256_hex(own.encode())}'")
    with pytest.raises(StepOver):
        steps.read(own)
    assert steps.read(victims).step == STEP


@pytest.mark.parametrize(
    "sealed", [b"", b"\x00", b"\x01" * 40, b'{"purpose": "sign-in", "account": "a1", "shown": []}']
)
def test_what_another_tool_wrote_is_no_step(gate: Gatehouse, steps: Steps, sealed: bytes) -> None:
    """Whatever bytes stand there: no error but the one for everybody."""
    token = steps.open(STEP)
    with elsewhere(gate.database) as conn:
        hexed = f"decode('{sealed.hex()}', 'hex')" if gate.database.dialect == "postgresql" else f"x'{sealed.hex()}'"
        conn.exec_driver_sql(f"UPDATE steps SET sealed = {hexed}")
    with pytest.raises(StepOver):
        steps.read(token)


def test_a_changed_bit_is_no_step(small: Gatehouse) -> None:
    """AES-GCM: nothing of it can be changed."""
    steps = steps_of(small)
    token = steps.open(STEP)
    with small.database.read() as conn:
        sealed = bytearray(conn.exec_driver_sql("SELECT sealed FROM steps").scalar_one())
    for place in (0, 5, 20, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with elsewhere(small.database) as conn:
            conn.exec_driver_sql(f"UPDATE steps SET sealed = x'{changed.hex()}'")
        with pytest.raises(StepOver):
            steps.read(token)


@given(
    some.builds(
        Step,
        purpose=some.sampled_from(["sign-in", "again", "enrol", "link"]),
        account=some.text(max_size=9),
        shown=some.lists(some.builds(Evidence, method=some.text(max_size=4)), max_size=3).map(tuple),
        kept=some.text(max_size=9),
        onward=some.text(max_size=9),
        more=some.dictionaries(some.text(max_size=4), some.text(max_size=4), max_size=2),
    )
)
def test_what_is_sealed_is_the_step(step: Step) -> None:
    """Every text, in every language, comes back as it was."""
    assert Step.from_text(step.as_text()) == step


# ---------------------------------------------------------------------------------------------- floods

UNPROVED = Step("sign-in", authenticator="passkey", kept="challenge")


def rows(gate: Gatehouse) -> int:
    """How many steps are in the database."""
    with gate.database.read() as conn:
        return int(conn.exec_driver_sql("SELECT count(*) FROM steps").scalar_one())


def test_one_address_cannot_flood_the_office_with_steps(gate: Gatehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many it waits for the end of the window, without a write; other addresses go on."""
    steps = steps_of(gate, address_steps=5)
    for _ in range(5):
        steps.open(UNPROVED, origin=AWAY)
    with monkeypatch.context() as patched:
        patched.setattr(gate.database, "write", lambda: pytest.fail("the database was written to"))
        with pytest.raises(TooManyTries) as flooding:
            steps.open(UNPROVED, origin=AWAY)
    assert flooding.value.retry_after == 600
    assert rows(gate) == 5
    steps.open(UNPROVED, origin=HOME)
    gate.time.forward(minutes=10)
    assert steps.open(UNPROVED, origin=AWAY)


def test_many_addresses_cannot_flood_the_office_with_steps(gate: Gatehouse) -> None:
    """The office has a bound of its own; whoever proved something is not held back by it."""
    steps = steps_of(gate, office_steps=5)
    for number in range(5):
        steps.open(UNPROVED, origin=Origin(address=f"203.0.113.{number}"))
    with pytest.raises(TooManyTries):
        steps.open(UNPROVED, origin=HOME)
    assert steps.open(STEP, origin=HOME)


def test_who_knows_a_password_cannot_flood_the_office_either(small: Gatehouse) -> None:
    """Counted by account and address: the owner elsewhere, and others at the same address, go on."""
    steps = steps_of(small)
    for _ in range(MOST_PROVED):
        steps.open(STEP, origin=AWAY)
    with pytest.raises(TooManyTries):
        steps.open(STEP, origin=AWAY)
    assert steps.open(STEP, origin=HOME)
    assert steps.open(replace(STEP, account="a2"), origin=AWAY)


def test_what_has_expired_is_forgotten_by_whoever_comes_next(gate: Gatehouse) -> None:
    """The table holds what was opened within ten minutes, and nothing older."""
    steps = steps_of(gate)
    for _ in range(4):
        steps.open(UNPROVED, origin=HOME)
    gate.time.forward(seconds=LASTS.total_seconds() + 1)
    steps.open(UNPROVED, origin=HOME)
    assert rows(gate) == 1


def test_two_at_the_last_step_of_the_bound_get_one(gate: Gatehouse) -> None:
    """Counting and keeping are one transaction."""
    steps = steps_of(gate, address_steps=4)
    barrier = Barrier(4)

    def flood(_: int) -> int:
        barrier.wait()
        opened = 0
        for _ in range(3):
            try:
                steps.open(UNPROVED, origin=AWAY)
            except TooManyTries:
                continue
            opened += 1
        return opened

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(flood, range(4))) == 4
    assert rows(gate) == 4
