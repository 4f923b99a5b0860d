"""The way in beyond the first proof: codes, keys, and proving oneself again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier

import pytest

from egovframe.auth import Proof, SignInFailed, TooManyTries
from egovframe.auth.errors import MoreNeeded, StepOver
from egovframe.auth.model import Session
from egovframe.kernel.errors import Busy, Conflict
from egovframe.kernel.permissions import Actor
from tests.auth.fakes import CodeList, CountingCode, NamedKeys
from tests.auth.gatehouse import AWAY, HOME, PASSWORD, Gatehouse

SITE = "https://city.example"


@pytest.fixture
def entry(gate: Gatehouse) -> Gatehouse:
    """A gatehouse with codes and keys beside the password, and kim who has a counting code."""
    gate.auth.methods.update(code=CountingCode(), list=CodeList(), key=NamedKeys())
    gate.add()
    enrol(gate, "code")
    return gate


def kim(gate: Gatehouse) -> str:
    """The account's id."""
    with gate.work() as work:
        return gate.accounts(work).get("kim").id


def enrol(gate: Gatehouse, authenticator: str) -> str:
    """Enrol a code for kim and confirm it; gives the factor's id."""
    with gate.auth.changing_factors(kim(gate)) as (work, account):
        factor, new = gate.auth.factors.enrol_code(work, account, authenticator)
        if new.confirm:
            gate.auth.factors.confirm_code(work, account, factor.id, "1")
    return factor.id


def first(gate: Gatehouse) -> str:
    """Show the password; gives the token of the step."""
    with pytest.raises(MoreNeeded) as more:
        gate.enter()
    return more.value.step


def code(gate: Gatehouse, step: str, typed: str, authenticator: str = "code") -> Session:
    """Type a code."""
    return gate.auth.entrance.code(step, authenticator, typed, origin=HOME, device="").session


def test_whoever_enrolled_a_code_is_asked_for_it_and_then_two_factors_stand(entry: Gatehouse) -> None:
    """The password alone opens nothing any more; with the code the session is of level 2 and says by what."""
    step = first(entry)
    waiting, ways = entry.auth.entrance.ways(step)
    assert (waiting.account, [way.authenticator for way in ways]) == (kim(entry), ["code"])
    session = code(entry, step, "2")
    assert (session.assurance, session.methods, session.authenticator) == (2, ("pwd", "otp"), "password")
    (fact,) = entry.facts.of("sign-in.succeeded")
    assert fact.details["methods"] == ["pwd", "otp"]


@pytest.mark.asvs("V6.5.1")
def test_a_code_counts_once_and_a_step_once(entry: Gatehouse) -> None:
    """Neither the code that was used nor the step that was spent lets anybody in again."""
    step = first(entry)
    code(entry, step, "2")
    with pytest.raises(StepOver):
        code(entry, step, "3")
    with pytest.raises(SignInFailed):
        code(entry, first(entry), "2")


@pytest.mark.asvs("V6.5.5")
def test_a_step_ends_after_ten_minutes(entry: Gatehouse) -> None:
    """Whoever comes later begins again."""
    step = first(entry)
    entry.time.forward(minutes=10)
    with pytest.raises(StepOver):
        code(entry, step, "2")


@pytest.mark.parametrize("token", ["", "x", "x" * 1000, "é", "\0"])
def test_a_token_that_nobody_has_is_no_step(entry: Gatehouse, token: str) -> None:
    """Whatever a browser sends in the place of a token."""
    with pytest.raises(StepOver):
        entry.auth.entrance.ways(token)


@pytest.mark.asvs("V6.6.3")
def test_wrong_codes_are_slowed_down_and_a_hundred_shut_the_code_alone(small: Gatehouse) -> None:
    """The list of codes still lets kim in; the password goes on as well."""
    small.auth.methods.update(code=CountingCode(), list=CodeList())
    small.add()
    enrol(small, "code")
    enrol(small, "list")
    step, slowed = first(small), 0
    while not small.facts.of("authenticator.disabled"):
        try:
            code(small, step, "wrong")
        except SignInFailed:
            pass
        except TooManyTries as slow:
            slowed += 1
            small.time.forward(seconds=slow.retry_after)
        except StepOver:
            step = first(small)
    assert slowed > 80
    assert len(small.facts.of("sign-in.failed")) == 100
    assert [way.authenticator for way in small.auth.entrance.ways(first(small))[1]] == ["list"]
    small.time.forward(minutes=15)
    assert code(small, first(small), "alpha", "list").assurance == 2


@pytest.mark.asvs("V6.7.2")
def test_a_key_signs_in_alone_and_its_challenge_counts_once(entry: Gatehouse) -> None:
    """No name is typed: the key says who. The counter that the plug-in keeps goes up."""
    token, session = add_key(entry)
    step, asked = entry.auth.entrance.ask("key", site=SITE)
    answer = {"key": "blue", "signed": f"{asked.kept} blue"}
    entered = entry.auth.entrance.answer(step, answer, site=SITE, origin=HOME)
    assert (entered.session.account, entered.session.assurance) == (session.account, 2)
    with pytest.raises(StepOver):
        entry.auth.entrance.answer(step, answer, site=SITE, origin=HOME)
    assert entry.auth.session(token) is not None


def test_a_wrong_answer_takes_the_challenge_with_it(entry: Gatehouse) -> None:
    """Whoever failed asks for a new challenge; the step stays."""
    add_key(entry)
    step = first(entry)
    step, asked = entry.auth.entrance.ask("key", token=step, site=SITE)
    with pytest.raises(SignInFailed):
        entry.auth.entrance.answer(step, {"key": "blue", "signed": "no"}, site=SITE, origin=AWAY)
    answer = {"key": "blue", "signed": f"{asked.kept} blue"}
    with pytest.raises(StepOver):
        entry.auth.entrance.answer(step, answer, site=SITE, origin=HOME)
    assert code(entry, step, "3").assurance == 2


def test_the_key_of_somebody_else_is_no_second_proof(entry: Gatehouse) -> None:
    """Lee's key does not finish what kim's password began."""
    add_key(entry)
    entry.add("lee")
    with entry.auth.changing_factors(kim_of(entry, "lee")) as (work, account):
        entry.auth.factors.enrol_code(work, account, "list")
    with pytest.raises(MoreNeeded) as more:
        entry.enter("lee")
    step, asked = entry.auth.entrance.ask("key", token=more.value.step, site=SITE)
    answer = {"key": "blue", "signed": f"{asked.kept} blue"}
    with pytest.raises(SignInFailed):
        entry.auth.entrance.answer(step, answer, site=SITE, origin=HOME)


@pytest.mark.asvs("V7.2.4")
def test_proving_oneself_again_gives_a_new_token_and_ends_the_old_one(entry: Gatehouse) -> None:
    """The new session has what both proofs show; the old token is worth nothing, and so is its step for others."""
    token, session = begin(entry)
    entry.time.forward(minutes=20)
    assert not entry.auth.fresh(session)
    step = entry.auth.entrance.again(session, onward="/account/factors")
    entered = entry.auth.password_again(step, PASSWORD, origin=HOME)
    assert entry.auth.fresh(entered.session)
    assert (entered.session.assurance, set(entered.session.methods)) == (2, {"pwd", "otp"})
    assert entry.auth.session(token) is None
    with pytest.raises(StepOver):
        entry.auth.password_again(step, PASSWORD, origin=HOME)
    assert entry.facts.of("sign-in.proved-again")


def test_a_wrong_password_again_is_a_failed_sign_in(entry: Gatehouse) -> None:
    """It is counted and kept, and the session goes on."""
    token, session = begin(entry)
    step = entry.auth.entrance.again(session)
    with pytest.raises(SignInFailed):
        entry.auth.password_again(step, "not it at all", origin=HOME)
    assert entry.auth.session(token) is not None


def test_a_first_step_is_no_way_to_prove_a_password_again(entry: Gatehouse) -> None:
    """Who showed the password cannot show it twice instead of the code."""
    with pytest.raises(StepOver):
        entry.auth.password_again(first(entry), PASSWORD, origin=HOME)


def test_an_account_that_is_disabled_on_the_way_in_stays_out(entry: Gatehouse) -> None:
    """Between password and code somebody shut the account."""
    step = first(entry)
    with entry.work() as work:
        entry.accounts(work).disable("kim")
    with pytest.raises(StepOver):
        code(entry, step, "2")


def test_a_stranger_who_knows_the_password_cannot_slow_a_known_device_down(entry: Gatehouse) -> None:
    """Codes are counted per device as well: kim's browser types the code while the stranger waits."""
    _, session = begin(entry)
    mark = entry.auth.device_mark(session)
    step = first(entry)
    for _ in range(10):
        with pytest.raises(SignInFailed):
            entry.auth.entrance.code(step, "code", "wrong", origin=AWAY, device="")
    for device in ("", "forged.mark", mark[:-2] + "AA"):
        with pytest.raises(TooManyTries):
            entry.auth.entrance.code(step, "code", "3", origin=AWAY, device=device)
    assert entry.auth.entrance.code(first(entry), "code", "3", origin=HOME, device=mark).session.assurance == 2


@pytest.mark.asvs("V6.3.8")
def test_the_answers_for_keys_that_nobody_has_are_those_for_keys_that_somebody_has(entry: Gatehouse) -> None:
    """Wrong, unknown, shut, or of an account that was disabled: the same words, and slowed down at the same try."""
    token, _ = add_key(entry)

    def answers(name: str) -> list[str]:
        told = []
        for _ in range(12):
            step, _asked = entry.auth.entrance.ask("key", site=SITE)
            with pytest.raises((SignInFailed, TooManyTries)) as refused:
                entry.auth.entrance.answer(step, {"key": name, "signed": "no"}, site=SITE, origin=AWAY)
            told.append(f"{type(refused.value).__name__} {refused.value}")
        return told

    unknown, known = answers("nobody's"), answers("blue")
    assert unknown == known
    assert unknown[0].startswith("SignInFailed")
    assert unknown[-1].startswith("TooManyTries")
    with entry.work() as work:
        entry.accounts(work).disable("kim")
    entry.time.forward(days=1)
    step, _asked = entry.auth.entrance.ask("key", site=SITE)
    with pytest.raises(SignInFailed) as shut:
        entry.auth.entrance.answer(step, {"key": "blue", "signed": f"{_asked.kept} blue"}, site=SITE, origin=AWAY)
    assert f"SignInFailed {shut.value}" == unknown[0]
    assert entry.facts.of("sign-in.failed")[-1].private["reason"] == "account disabled"
    assert entry.auth.session(token) is None


@pytest.mark.asvs("V6.5.1")
def test_two_processes_that_take_one_code_open_one_session(emptied_url: str, tmp_path: Path) -> None:
    """Two offices on one database, a step each, the same code, at the same moment, many times over."""
    gates = [Gatehouse(emptied_url, tmp_path) for _ in range(2)]
    for gate in gates:
        gate.auth.methods.update(code=CountingCode())
    gates[0].add()
    enrol(gates[0], "code")
    for number in range(2, 8):
        steps = [first(gate) for gate in gates for _ in range(2)]
        barrier = Barrier(len(steps))

        def once(each: tuple[int, str], typed: str = str(number), barrier: Barrier = barrier) -> bool:
            place, step = each
            barrier.wait()
            try:
                return bool(code(gates[place % 2], step, typed))
            except (SignInFailed, Conflict, Busy):
                return False

        with ThreadPoolExecutor(len(steps)) as pool:
            assert sum(pool.map(once, enumerate(steps))) == 1
    assert len(gates[0].auth.sessions(kim(gates[0]))) == 6
    for gate in gates:
        gate.database.close()


def test_two_processes_that_take_one_step_open_one_session(emptied_url: str, tmp_path: Path) -> None:
    """The list has two codes, but the step is one."""
    gates = [Gatehouse(emptied_url, tmp_path) for _ in range(2)]
    for gate in gates:
        gate.auth.methods.update(list=CodeList())
    gates[0].add()
    enrol(gates[0], "list")
    step, barrier = first(gates[0]), Barrier(2)

    def once(place: int) -> bool:
        barrier.wait()
        try:
            return bool(code(gates[place], step, ["alpha", "beta"][place], "list"))
        except (StepOver, Conflict, Busy):
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(once, range(2))) == 1
    assert len(gates[0].auth.sessions(kim(gates[0]))) == 1
    for gate in gates:
        gate.database.close()


def begin(gate: Gatehouse) -> tuple[str, Session]:
    """Sign kim in with password and code."""
    entered = gate.auth.entrance.code(first(gate), "code", "2", origin=HOME, device="")
    return entered.token, entered.session


def kim_of(gate: Gatehouse, name: str) -> str:
    """The id of an account."""
    with gate.work(Actor.system("test")) as work:
        return gate.accounts(work).get(name).id


def add_key(gate: Gatehouse) -> tuple[str, Session]:
    """Sign kim in and enrol the key `blue`."""
    token, session = begin(gate)
    step, asked = gate.auth.ask_new_key(session, "key", site=SITE)
    with gate.auth.changing_factors(session.account) as (work, account):
        answer = {"key": "blue", "challenge": asked.kept}
        gate.auth.factors.add_key(work, account, step, answer, session=session.id, label="Blue", site=SITE)
    return token, session


class Slow(CountingCode):
    """A code that takes its time, and looks whether others can write meanwhile."""

    def verify(self, stored: str, typed: str, *, at: datetime) -> Proof:
        """Looks at the code while somebody else writes."""
        MEANWHILE[0]()
        return super().verify(stored, typed, at=at)


MEANWHILE: list[Callable[[], object]] = [lambda: None]


def test_a_code_is_looked_at_outside_any_transaction(entry: Gatehouse) -> None:
    """A slow check holds nobody up: meanwhile others write (SQLite has one writer), at sign-in and at enrolment."""
    entry.auth.methods["code"] = Slow()
    written: list[str] = []

    def write() -> None:
        with ThreadPoolExecutor(1) as other:
            written.append(other.submit(entry.add, f"lee{len(written)}").result(timeout=20))

    MEANWHILE[0] = write
    try:
        assert code(entry, first(entry), "2").assurance == 2
        account = kim(entry)
        with entry.auth.changing_factors(account) as (work, who):
            factor, _ = entry.auth.factors.enrol_code(work, who, "code")
        with entry.auth.changing_factors(account) as (work, who):
            assert entry.auth.factors.confirm_code(work, who, factor.id, "1").counts
    finally:
        MEANWHILE[0] = lambda: None
    assert len(written) == 2


def test_a_code_that_was_used_while_it_was_looked_at_is_looked_at_again(entry: Gatehouse) -> None:
    """Somebody else uses it up in that very moment: it counts once, and the next one still lets in."""
    entry.auth.methods["code"] = Slow()
    steps = [first(entry), first(entry)]

    def taken() -> None:
        MEANWHILE[0] = lambda: None
        code(entry, steps[1], "2")

    MEANWHILE[0] = taken
    try:
        with pytest.raises(SignInFailed):
            code(entry, steps[0], "2")
    finally:
        MEANWHILE[0] = lambda: None
    assert len(entry.facts.of("factor.used")) == 1
    assert code(entry, steps[0], "3").assurance == 2
