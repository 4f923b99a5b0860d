"""First passwords: drawn, short-lived, and never the one that somebody goes on with."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from egovframe.auth import PasswordRefused, SignInFailed
from egovframe.auth.errors import MoreNeeded, StepOver
from egovframe.auth.first import FirstPassword, drawn, marked, unmarked
from egovframe.kernel.clock import moment
from egovframe.kernel.ids import SIGNS
from tests.auth.fakes import CountingCode
from tests.auth.gatehouse import HOME, OTHER, PASSWORD, Gatehouse

WEEK = timedelta(days=7)


def given(gate: Gatehouse, name: str = "kim") -> FirstPassword:
    """Give the account a first password."""
    first, enrolled = gate.auth.enrol_first(name)
    with gate.work() as work:
        gate.accounts(work).set_password(name, enrolled)
    return first


def step_of(gate: Gatehouse, password: str) -> str:
    """Sign in with a first password; gives the token of the step."""
    with pytest.raises(MoreNeeded) as more:
        gate.enter(password=password)
    return more.value.step


@pytest.mark.asvs("V6.4.1")
def test_a_first_password_is_drawn() -> None:
    """Seven groups of four signs out of 29: over 128 bits, each sign everywhere, no two alike."""
    many = [drawn(7) for _ in range(400)]
    assert len(set(many)) == len(many)
    assert {len(each) for each in many} == {34}
    for place in (0, 3, 33):
        assert {each[place] for each in many} == set(SIGNS)
    assert len(SIGNS) ** 28 > 2**128


def test_the_mark_is_taken_off_and_put_on() -> None:
    """Whatever stands behind it, marked once however often; what only looks like a mark is none."""
    until = moment("2026-12-04T01:00:00.000Z")
    for kept in ("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA", "beside:$argon2id$…", "a|b\nc", ""):
        assert unmarked(marked(kept, until=until)) == (until, kept)
        assert marked(marked(kept, until=until - WEEK), until=until) == marked(kept, until=until)
    assert unmarked("first:soon|x") == (None, "first:soon|x")


@pytest.mark.asvs("V6.4.1", "V6.4.6")
def test_a_first_password_opens_nothing_but_the_choice_of_another(gate: Gatehouse) -> None:
    """Its owner chooses one that whoever gave it does not know, and it is over."""
    account = gate.add()
    first = given(gate)
    assert first.until == gate.clock.now() + WEEK
    step = step_of(gate, first.password)
    assert gate.auth.sessions(account) == []
    assert gate.auth.entrance.ways(step)[0].purpose == "new-password"
    with pytest.raises(PasswordRefused) as refused:  # the very one does not become the lasting one
        gate.auth.choose_password(step, first.password)
    assert [fault.code for fault in refused.value.faults] == ["password_given"]
    with pytest.raises(PasswordRefused):
        gate.auth.choose_password(step, "kurz")
    gate.auth.choose_password(step, OTHER)
    assert gate.enter(password=OTHER)[1].account == account
    with pytest.raises(SignInFailed):
        gate.enter(password=first.password)
    assert [note.details.get("first") for note in gate.facts.of("credential.changed")] == [True, None]


@pytest.mark.asvs("V6.4.1")
def test_a_first_password_counts_for_a_week(gate: Gatehouse) -> None:
    """Up to the last moment and not after, whoever types it; the trail says why, the person is not told."""
    gate.add()
    first = given(gate)
    gate.time.forward(seconds=WEEK.total_seconds() - 1)
    step_of(gate, first.password)
    gate.time.forward(seconds=1)
    with pytest.raises(SignInFailed):
        gate.enter(password=first.password)
    assert gate.facts.of("sign-in.failed")[-1].private["reason"] == "first password ran out"
    given(gate)
    with pytest.raises(SignInFailed):
        gate.enter(password=first.password)


def test_how_long_is_a_setting(emptied_url: str, tmp_path: Path) -> None:
    """A city may give less time."""
    gate = Gatehouse(emptied_url, tmp_path, first_password=timedelta(hours=1))
    gate.add()
    first = given(gate)
    gate.time.forward(hours=1)
    with pytest.raises(SignInFailed):
        gate.enter(password=first.password)
    gate.database.close()


def test_a_first_password_is_as_long_as_the_city_asks(emptied_url: str, tmp_path: Path) -> None:
    """Where passwords have sixty signs, so has it."""
    gate = Gatehouse(emptied_url, tmp_path, authenticators={"password": {"memory_kib": 8, "passes": 1, "minimum": 60}})
    assert len(gate.auth.enrol_first("kim")[0].password) >= 60
    gate.database.close()


@pytest.mark.asvs("V6.4.1", "V6.4.3")
def test_the_second_factor_comes_before_the_choice(gate: Gatehouse) -> None:
    """Whoever was handed the paper alone chooses nothing."""
    gate.auth.methods.update(code=CountingCode())
    account = gate.add()
    with gate.auth.changing_factors(account) as (work, who):
        factor, _ = gate.auth.factors.enrol_code(work, who, "code")
        gate.auth.factors.confirm_code(work, who, factor.id, "1")
    first = given(gate)
    step = step_of(gate, first.password)
    with pytest.raises(StepOver):
        gate.auth.choose_password(step, OTHER)
    with pytest.raises(MoreNeeded) as more:
        gate.auth.entrance.code(step, "code", "2", origin=HOME, device="")
    gate.auth.choose_password(more.value.step, OTHER)
    with pytest.raises(MoreNeeded):
        gate.enter(password=OTHER)


def test_one_that_is_hashed_anew_stays_a_first_one(emptied_url: str, tmp_path: Path) -> None:
    """Other costs make no lasting password of it, and give it no more time."""
    cheap = Gatehouse(emptied_url, tmp_path)
    cheap.add()
    first = given(cheap)
    dear = Gatehouse(emptied_url, tmp_path, authenticators={"password": {"memory_kib": 16, "passes": 1}})
    step_of(dear, first.password)
    assert len(dear.facts.of("credential.renewed")) == 1
    dear.time.forward(seconds=WEEK.total_seconds() - 1)
    step_of(dear, first.password)
    dear.time.forward(seconds=1)
    with pytest.raises(SignInFailed):
        dear.enter(password=first.password)
    dear.database.close()
    cheap.database.close()


def test_whoever_is_signed_in_otherwise_does_not_keep_it_either(gate: Gatehouse) -> None:
    """Changing it on the account page refuses the same one as well."""
    account = gate.add()
    first = given(gate)
    with pytest.raises(PasswordRefused):
        gate.auth.change_password(account, first.password, first.password)
    gate.auth.change_password(account, first.password, OTHER)
    assert gate.enter(password=OTHER)


def test_one_that_somebody_chose_can_be_made_a_first_one(gate: Gatehouse) -> None:
    """As the API does with what an administrator sends."""
    gate.add()
    enrolled = gate.auth.as_first(gate.auth.enrol_for("kim", OTHER))
    assert enrolled.first
    with gate.work() as work:
        gate.accounts(work).set_password("kim", enrolled)
    with pytest.raises(SignInFailed):
        gate.enter(password=PASSWORD)
    assert gate.auth.entrance.ways(step_of(gate, OTHER))[0].more == {"given": "yes"}
