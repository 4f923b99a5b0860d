"""A hundred failures in a row shut one way to sign in: not the others, and not for the device of its owner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth import SignInFailed, TooManyTries
from tests.auth.fakes import NamedKeys
from tests.auth.gatehouse import AWAY, HOME, OTHER, PASSWORD, Gatehouse

SITE = "https://city.example"
WRONG = "wrong wrong wrong"


def opened(url: str, folder: Path, limit: int) -> Gatehouse:
    """Kim, who signs in by password, and by a key as well; the password is shut after so many failures."""
    more = {"address_tries": 100_000, "office_tries": 100_000, "failures_limit": limit}
    gate = Gatehouse(url, folder, **more)
    gate.auth.methods["key"] = NamedKeys()
    gate.add()
    _, session = gate.enter()
    step, asked = gate.auth.ask_new_key(session, "key", site=SITE)
    with gate.auth.changing_factors(session.account) as (work, owner):
        answer = {"key": "blue", "challenge": asked.kept}
        gate.auth.factors.add_key(work, owner, step, answer, session=session.id, label="", site=SITE)
    return gate


@pytest.fixture
def house(sqlite_url: str, tmp_path: Path) -> Iterator[Gatehouse]:
    """The limit of the law."""
    gate = opened(sqlite_url, tmp_path, 100)
    yield gate
    gate.database.close()


@pytest.fixture
def strict(sqlite_url: str, tmp_path: Path) -> Iterator[Gatehouse]:
    """A limit of ten, to be quicker there."""
    gate = opened(sqlite_url, tmp_path, 10)
    yield gate
    gate.database.close()


def by_key(gate: Gatehouse) -> str:
    """Sign kim in by the key alone; gives the account's id."""
    step, asked = gate.auth.entrance.ask("key", site=SITE)
    answer = {"key": "blue", "signed": f"{asked.kept} blue"}
    return gate.auth.entrance.answer(step, answer, site=SITE, origin=HOME).session.account


def failures(gate: Gatehouse, times: int, *, device: str = "") -> int:
    """Fail so often, waiting as long as is asked; gives how often there was a wait."""
    failed = waited = 0
    while failed < times:
        try:
            gate.enter(password=WRONG, origin=AWAY, device=device)
        except SignInFailed:
            failed += 1
        except TooManyTries as slow:
            waited += 1
            gate.time.forward(seconds=slow.retry_after)
    gate.time.forward(minutes=15)
    return waited


def test_101_failures_shut_the_password_and_nothing_else(house: Gatehouse) -> None:
    """The right password lets a stranger's browser in no more; the key still does, and so does a new password."""
    assert failures(house, 101) > 80
    (shut,) = house.facts.of("authenticator.disabled")
    assert shut.basis == "NIST SP 800-63B-4 3.2.2"
    with pytest.raises(SignInFailed):
        house.enter()
    account = by_key(house)
    assert [factor.disabled for factor in house.auth.own_factors(account)[0]] == [None]
    with house.work() as work:
        house.accounts(work).set_password("kim", OTHER)
    with pytest.raises(Exception, match="One more proof"):
        house.enter(password=OTHER)


def test_one_failure_less_shuts_nothing(strict: Gatehouse) -> None:
    """The limit is of failures in a row: a right one begins the count anew."""
    for _ in range(2):
        failures(strict, 9)
        with pytest.raises(Exception, match="One more proof"):
            strict.enter()
    assert strict.facts.of("authenticator.disabled") == []


def test_a_stranger_cannot_lock_out_a_known_device(strict: Gatehouse) -> None:
    """However often strangers fail: the owner's browser signs in; failing itself too often it is shut out like any."""
    account = by_key(strict)
    mark = strict.auth.device_mark(strict.auth.sessions(account)[0])
    failures(strict, 11)
    with pytest.raises(SignInFailed):
        strict.enter(origin=AWAY)
    with pytest.raises(Exception, match="One more proof"):
        strict.enter(device=mark)
    with pytest.raises(SignInFailed):
        strict.enter(password=WRONG, device=mark)
    failures(strict, 10, device=mark)
    with pytest.raises(SignInFailed):
        strict.enter(device=mark)
    with pytest.raises(SignInFailed):
        strict.enter(password=PASSWORD, device=mark + "x")
