"""Proving oneself again: surer or newer, never longer, and never around a second factor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth import Person, SignInFailed, SourceUnavailable, TooManyTries
from egovframe.auth.admission import Entered
from egovframe.auth.errors import MoreNeeded, StepOver
from egovframe.auth.model import Session
from tests.auth.fakes import CodeList, CountingCode, NamedKeys, Phonebook
from tests.auth.gatehouse import AWAY, HOME, PASSWORD, Gatehouse

SITE = "https://city.example"


@pytest.fixture
def house(emptied_url: str, tmp_path: Path) -> Iterator[Gatehouse]:
    """A gatehouse with codes and keys; kim has enrolled nothing yet, and an auditor must be sure to 2."""
    gate = Gatehouse(emptied_url, tmp_path, assurance={"auditor": 2})
    gate.auth.methods.update(code=CountingCode(), list=CodeList(), key=NamedKeys())
    gate.add(role="auditor")
    yield gate
    gate.database.close()


def enrol(gate: Gatehouse, session: Session, authenticator: str = "code") -> str:
    """Enrol a code in a session and confirm it; gives the factor's id."""
    with gate.auth.changing_factors(session.account) as (work, account):
        factor, new = gate.auth.factors.enrol_code(work, account, authenticator)
        if new.confirm:
            gate.auth.factors.confirm_code(work, account, factor.id, "1")
    return factor.id


def with_code(gate: Gatehouse, typed: str) -> Entered:
    """Sign kim in with password and code."""
    with pytest.raises(MoreNeeded) as more:
        gate.enter()
    return gate.auth.entrance.code(more.value.step, "code", typed, origin=HOME, device="")


@pytest.mark.asvs("V7.5.1")
def test_a_session_from_before_the_second_factor_is_not_fresh(house: Gatehouse) -> None:
    """Whoever stole the password and was signed in already cannot take the new factor away, nor add one of theirs."""
    token, thiefs = house.enter()
    _, owners = house.enter()
    assert house.auth.fresh(thiefs)
    enrol(house, owners)
    assert not house.auth.fresh(thiefs)
    step = house.auth.entrance.again(thiefs)
    with pytest.raises(MoreNeeded) as more:
        house.auth.password_again(step, PASSWORD, origin=HOME)
    with pytest.raises(StepOver):
        house.auth.password_again(step, PASSWORD, origin=HOME)
    waiting, ways = house.auth.entrance.ways(more.value.step)
    assert (waiting.purpose, [way.authenticator for way in ways]) == ("again", ["code"])
    came = house.auth.entrance.code(more.value.step, "code", "2", origin=HOME, device="")
    assert came.session.assurance == 2
    assert house.auth.fresh(came.session)
    assert house.auth.session(token) is None


@pytest.mark.asvs("V7.5.3")
def test_a_code_alone_raises_a_session_that_began_with_the_password(house: Gatehouse) -> None:
    """The step-up that a page asks for: the role is there then, under a new token."""
    token, session = house.enter()
    assert not session.actor.may("audit.read")
    enrol(house, session)
    step = house.auth.entrance.again(session, onward="/audit")
    assert house.auth.entrance.ways(step)[0].onward == "/audit"
    came = house.auth.entrance.code(step, "code", "2", origin=HOME, device="")
    assert came.session.actor.may("audit.read")
    assert came.token != token
    assert house.auth.session(token) is None


@pytest.mark.parametrize("proof", ["password", "code"])
def test_one_proof_makes_a_session_newer_and_not_longer(house: Gatehouse, proof: str) -> None:
    """Twenty-four hours after both factors were shown both are asked for again (NIST SP 800-63B-4, 2.2.3)."""
    _, session = house.enter()
    enrol(house, session)
    came = with_code(house, "2")
    ends, number = came.session.expires, 3
    while house.time.now() < ends:
        assert house.auth.session(came.token) is not None
        house.time.forward(minutes=59)
        if house.time.now() >= ends:
            break
        step = house.auth.entrance.again(came.session)
        if proof == "password":
            came = house.auth.password_again(step, PASSWORD, origin=HOME)
        else:
            came = house.auth.entrance.code(step, "code", str(number), origin=HOME, device="")
            number += 1
        assert came.session.expires == ends
        assert house.auth.fresh(came.session)
    assert house.auth.session(came.token) is None


def test_a_key_that_is_enough_alone_begins_the_time_anew(house: Gatehouse) -> None:
    """It shows two factors at once."""
    _, session = house.enter()
    enrolling, asked = house.auth.ask_new_key(session, "key", site=SITE)
    with house.auth.changing_factors(session.account) as (work, account):
        answer = {"key": "blue", "challenge": asked.kept}
        house.auth.factors.add_key(work, account, enrolling, answer, session=session.id, label="", site=SITE)
    step, asked = house.auth.entrance.ask("key", site=SITE)
    first = house.auth.entrance.answer(step, {"key": "blue", "signed": f"{asked.kept} blue"}, site=SITE, origin=HOME)
    house.time.forward(minutes=50)
    step = house.auth.entrance.again(first.session)
    step, asked = house.auth.entrance.ask("key", token=step, site=SITE)
    again = house.auth.entrance.answer(step, {"key": "blue", "signed": f"{asked.kept} blue"}, site=SITE, origin=HOME)
    assert again.session.expires > first.session.expires
    assert house.auth.session(first.token) is None


def test_what_was_just_enrolled_makes_the_session_surer(house: Gatehouse) -> None:
    """Whoever showed a first code need not show another for the next page; the token is new, the end is not later."""
    token, session = house.enter()
    enrol(house, session)
    came = house.auth.entrance.enrolled(session, "code", origin=HOME)
    assert (came.session.assurance, came.session.methods) == (2, ("pwd", "otp"))
    assert house.auth.fresh(came.session)
    assert house.auth.session(token) is None
    with pytest.raises(StepOver):
        house.auth.entrance.enrolled(session, "code", origin=HOME)
    strong = house.auth.entrance.enrolled(came.session, "key", origin=HOME).session
    assert strong.expires == came.session.expires
    assert [each.assurance for each in strong.shown] == [1, 1, 1], "a new key counts as a second factor, not alone"


def test_what_was_shut_after_too_many_failures_is_still_asked_for(house: Gatehouse) -> None:
    """Guessing at the second factor until it is shut does not make the password enough."""
    _, session = house.enter()
    factor = enrol(house, session)
    came = with_code(house, "2")
    with house.work() as work:
        account = house.accounts(work).get("kim")
        house.auth.factors.shut(work, account, "code")
    with pytest.raises(MoreNeeded) as more:
        house.enter()
    assert house.auth.entrance.ways(more.value.step)[1] == []
    with pytest.raises(SignInFailed):
        house.auth.entrance.code(more.value.step, "code", "3", origin=HOME, device="")
    assert house.auth.fresh(came.session), "the owner, still signed in surely, mends it"
    with house.auth.changing_factors(account.id) as (work, account):
        house.auth.factors.remove(work, account, factor)
    assert house.enter()


def test_a_step_to_prove_oneself_again_is_of_one_session(house: Gatehouse) -> None:
    """Ended meanwhile, by hand or by its limits, it is not made new."""
    token, session = house.enter()
    step = house.auth.entrance.again(session)
    house.auth.sign_out(token)
    with pytest.raises(StepOver):
        house.auth.password_again(step, PASSWORD, origin=HOME)
    assert house.auth.sessions(session.account) == []


def test_an_account_that_was_shut_is_not_proved_again(house: Gatehouse) -> None:
    """The step of before opens nothing."""
    _, session = house.enter()
    step = house.auth.entrance.again(session)
    with house.work() as work:
        house.accounts(work).disable("kim")
        house.accounts(work).enable("kim")
    with pytest.raises(StepOver):
        house.auth.password_again(step, PASSWORD, origin=HOME)


def test_strangers_do_not_slow_down_whoever_proves_the_password_again(house: Gatehouse) -> None:
    """The owner's browser is known, at the door and here."""
    _, session = house.enter()
    mark = house.auth.device_mark(session)
    for _ in range(10):
        with pytest.raises(SignInFailed):
            house.enter(password="wrong wrong wrong", origin=AWAY)
    step = house.auth.entrance.again(session)
    with pytest.raises(TooManyTries):
        house.auth.password_again(step, PASSWORD, origin=HOME)
    assert house.auth.password_again(step, PASSWORD, origin=HOME, device=mark).session.account == session.account


class Away(Phonebook):
    """A phonebook that is out of reach."""

    def check(self, name: str, secret: str) -> Person | None:
        """Nobody can tell."""
        raise SourceUnavailable("The directory cannot be reached.", hint="Try again later.")


def test_a_directory_proves_its_people_again(house: Gatehouse) -> None:
    """By the secret that it knows, for the account that is linked with them, and for no other."""
    house.auth.sources["book"] = Phonebook()
    token, parks = house.enter("park", "parkpark")
    _, kims = house.enter()
    house.time.forward(minutes=20)
    assert not house.auth.fresh(parks)
    came = house.auth.password_again(house.auth.entrance.again(parks), "parkpark", origin=HOME)
    assert came.session.account == parks.account
    assert house.auth.fresh(came.session)
    assert house.auth.session(token) is None
    for session, secret in ((came.session, "wrong"), (kims, "kimkim")):
        with pytest.raises(SignInFailed):
            house.auth.password_again(house.auth.entrance.again(session), secret, origin=HOME)
    reasons = [note.private["reason"] for note in house.facts.of("sign-in.failed")]
    assert reasons == ["nothing enrolled", "wrong"]


def test_whoever_has_the_accounts_name_in_a_directory_is_not_its_owner(house: Gatehouse) -> None:
    """An account without a password here, of the name that a stranger has there: the link counts, not the name."""
    with house.work() as work:
        jo = house.accounts(work).add("jo", kind="officer")
    house.auth.sources["book"] = Phonebook()
    stranger = house.enter("jo", "jojo")[1]
    assert stranger.actor.name != "jo"
    with pytest.raises(SignInFailed):
        house.auth.password_again(house.auth.entrance.again(stranger), "jojo", origin=HOME)
    with pytest.raises(SignInFailed):
        house.auth._door.check(jo, "jojo", origin=HOME, elsewhere=True)


def test_a_directory_that_is_away_proves_nobody_again(house: Gatehouse) -> None:
    """The step goes on, the try is a fact; and it never stands in for the present password where one is changed."""
    house.auth.sources["book"] = Phonebook()
    parks = house.enter("park", "parkpark")[1]
    with pytest.raises(SignInFailed):
        house.auth.change_password(parks.account, "parkpark", "another long secret 7")
    house.auth.sources["book"] = Away()
    step = house.auth.entrance.again(parks)
    with pytest.raises(SourceUnavailable):
        house.auth.password_again(step, "parkpark", origin=HOME)
    assert house.facts.of("sign-in.failed")[-1].private["reason"] == "a directory did not answer"
    house.auth.sources["book"] = Phonebook()
    assert house.auth.password_again(step, "parkpark", origin=HOME).session.account == parks.account
