"""One's own account: how one signs in, where one is signed in, one's password; for the owner and for who may manage."""

from __future__ import annotations

import pytest

from egovframe.auth import PasswordRefused, SessionNotFound, SignInFailed
from egovframe.auth.errors import AccountNotFound, StepOver
from egovframe.auth.factors.steps import LASTS
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from tests.auth.fakes import CodeList, CountingCode, NamedKeys
from tests.auth.gatehouse import HOME, NOBODY, OTHER, PASSWORD, Gatehouse

MANAGER = Actor("officer", "m", "M", holds={"account.manage": EVERYWHERE, "session.end": EVERYWHERE})
SITE = "https://city.example"


@pytest.fixture
def house(gate: Gatehouse) -> Gatehouse:
    """Kim and lee; codes, lists and keys beside the password."""
    gate.auth.methods.update(code=CountingCode(), list=CodeList(), key=NamedKeys())
    gate.add()
    gate.add("lee")
    return gate


def test_a_sign_in_is_fresh_for_a_quarter_of_an_hour(house: Gatehouse) -> None:
    """Then it is proved again before anything about signing in changes."""
    _, session = house.enter()
    house.time.forward(minutes=14, seconds=59)
    assert house.auth.fresh(session)
    house.time.forward(seconds=1)
    assert not house.auth.fresh(session)


def test_factors_are_changed_by_their_owner_or_a_manager(house: Gatehouse) -> None:
    """Another officer is refused, and that is a fact of the unit of work; nobody has factors of no account."""
    account = house.enter()[1].account
    for by in (None, MANAGER):
        with house.auth.changing_factors(account, by=by) as (work, owner):
            house.auth.factors.enrol_code(work, owner, "list")
    with pytest.raises(Forbidden), house.auth.changing_factors(account, by=NOBODY) as (work, owner):
        house.auth.factors.enrol_code(work, owner, "list")
    for by in (None, MANAGER):
        with pytest.raises(AccountNotFound), house.auth.changing_factors("nobody", by=by):
            pass
    listed, left = house.auth.own_factors(account)
    assert [factor.authenticator for factor in listed] == ["list"]
    assert left == {listed[0].id: 2}


def test_a_new_key_is_asked_for_in_ones_own_session(house: Gatehouse) -> None:
    """The challenge names the account and the keys it has; another session cannot answer it, nor anybody later."""
    _, session = house.enter()
    token, asked = house.auth.ask_new_key(session, "key", site=SITE, origin=HOME)
    assert asked.options["challenge"] == f"enrol {session.account} {SITE} 0"
    house.time.forward(seconds=LASTS.total_seconds())
    answer = {"key": "blue", "challenge": asked.kept}
    with pytest.raises(StepOver), house.auth.changing_factors(session.account) as (work, owner):
        house.auth.factors.add_key(work, owner, token, answer, session=session.id, label="", site=SITE)


def test_sessions_are_ended_by_their_owner_or_who_may(house: Gatehouse) -> None:
    """One, or all others; nobody else's."""
    _, first = house.enter()
    _, second = house.enter()
    _, lees = house.enter("lee")
    with pytest.raises(SessionNotFound):
        house.auth.end_session(first.account, lees.id)
    with pytest.raises(Forbidden):
        house.auth.end_others(first.account, by=NOBODY)
    house.auth.end_session(first.account, first.id, by=MANAGER)
    assert [session.id for session in house.auth.sessions(first.account)] == [second.id]
    assert house.auth.end_others(first.account, second.id) == 0
    assert house.auth.end_others(first.account, by=MANAGER) == 1
    assert house.auth.sessions(first.account) == []
    assert len(house.auth.sessions(lees.account)) == 1


def test_the_password_is_changed_with_the_present_one(house: Gatehouse) -> None:
    """The other sessions end and that is a fact; a wrong one, or one made of the name, changes nothing."""
    token, session = house.enter()
    other, _ = house.enter()
    with pytest.raises(SignInFailed):
        house.auth.change_password(session.account, OTHER, PASSWORD)
    with pytest.raises(PasswordRefused):
        house.auth.change_password(session.account, PASSWORD, "kim kim kim kim kim")
    assert house.auth.session(other) is not None
    house.auth.change_password(session.account, PASSWORD, OTHER, keep=session.id)
    assert (house.auth.session(token) is None, house.auth.session(other) is None) == (False, True)
    assert len(house.facts.of("credential.changed")) == 1


def test_what_is_kept_of_a_secret_is_made_for_its_account(house: Gatehouse) -> None:
    """By name or id, with a second factor shorter; a name that nobody has yet is treated as one without."""
    account = house.enter()[1].account
    with house.auth.changing_factors(account) as (work, owner):
        house.auth.factors.enrol_code(work, owner, "list")
    short = "초록 고양이 9"
    assert house.auth.enrol(short, account=account).authenticator == "password"
    assert house.auth.enrol_for("KIM", short).stored != house.auth.enrol_for("kim", short).stored
    for name in ("lee", "nobody yet", "\x00"):
        with pytest.raises(PasswordRefused):
            house.auth.enrol_for(name, short)


def test_whom_a_password_alone_lets_in_is_known(house: Gatehouse) -> None:
    """Until a code is enrolled and shown to work; without a password there is nothing to find out."""
    account = house.enter()[1].account
    with house.auth.changing_factors(account) as (work, owner):
        factor, _ = house.auth.factors.enrol_code(work, owner, "code")
    assert house.auth.secret_alone(account)
    with house.auth.changing_factors(account) as (work, owner):
        house.auth.factors.confirm_code(work, owner, factor.id, "1")
    assert not house.auth.secret_alone(account)
    with house.work() as work:
        park = house.accounts(work).add("park").id
    assert not house.auth.secret_alone(park)


def test_who_has_a_password_here_is_known(house: Gatehouse) -> None:
    """An account that others vouch for has none, and is not asked for one."""
    assert house.auth.has_secret(house.enter()[1].account)
    with house.work() as work:
        park = house.accounts(work).add("park").id
    assert not house.auth.has_secret(park)
    assert not house.auth.has_secret("nobody")
