"""The factors of an account: their owner's and nobody else's."""

from __future__ import annotations

import pytest

from egovframe.auth import Code, Keys
from egovframe.auth.errors import (
    AuthError,
    FactorNotFound,
    FactorTaken,
    MoreNeeded,
    ProofRefused,
    SignInFailed,
    StepOver,
)
from egovframe.auth.factors.model import LABEL_LENGTH, Enrolled
from egovframe.auth.factors.service import clean_label, opened
from egovframe.auth.factors.store import row_of
from egovframe.auth.model import Session
from egovframe.kernel.errors import Conflict
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from tests.auth.fakes import CodeList, CountingCode, NamedKeys, Oracle, Papers
from tests.auth.gatehouse import CONSOLE, HOME, NOBODY, READER, Gatehouse
from tests.support.elsewhere import elsewhere

SITE = "https://city.example"
ADMIN = Actor("officer", "admin", "Admin", holds={"account.manage": EVERYWHERE})
HALF = Actor("officer", "half", "Half", holds={"account.manage": frozenset({"roads"})})


@pytest.fixture
def house(gate: Gatehouse) -> Gatehouse:
    """Kim and lee, each without a factor."""
    gate.auth.methods.update(code=CountingCode(), list=CodeList(), key=NamedKeys(), papers=Papers())
    gate.auth.providers["city"] = Oracle()
    gate.add("kim")
    gate.add("lee")
    return gate


def id_of(gate: Gatehouse, name: str) -> str:
    """The id of an account."""
    with gate.work() as work:
        return gate.accounts(work).get(name).id


def enrol(gate: Gatehouse, authenticator: str = "code", name: str = "kim", *, confirm: bool = True) -> Enrolled:
    """Enrol a code."""
    with gate.auth.changing_factors(id_of(gate, name)) as (work, account):
        factor, new = gate.auth.factors.enrol_code(work, account, authenticator)
        if new.confirm and confirm:
            return gate.auth.factors.confirm_code(work, account, factor.id, "1")
    return factor


def listed(gate: Gatehouse, name: str = "kim") -> list[str]:
    """What the account's list of factors shows."""
    return [factor.id for factor in gate.auth.own_factors(id_of(gate, name))[0]]


def test_a_code_counts_once_it_was_shown_to_work(house: Gatehouse) -> None:
    """Until then it stands in no list and is asked for by nobody; each step is a fact without the secret."""
    factor = enrol(house, confirm=False)
    assert listed(house) == []
    assert house.enter()
    with house.auth.changing_factors(factor.account) as (work, account):
        confirmed = house.auth.factors.confirm_code(work, account, factor.id, "1")
    assert confirmed.counts
    assert listed(house) == [factor.id]
    with pytest.raises(MoreNeeded):
        house.enter()
    assert [len(house.facts.of(f"factor.{deed}")) for deed in ("added", "confirmed")] == [1, 1]
    assert "ONE" not in str(house.facts.notes)


def test_a_wrong_first_code_confirms_nothing(house: Gatehouse) -> None:
    """Nor does the right one for something that waits no more."""
    factor = enrol(house, confirm=False)
    for typed in ("", "2", "0", "one"):
        with pytest.raises(ProofRefused), house.auth.changing_factors(factor.account) as (work, account):
            house.auth.factors.confirm_code(work, account, factor.id, typed)
    with house.auth.changing_factors(factor.account) as (work, account):
        house.auth.factors.confirm_code(work, account, factor.id, "1")
    for typed in ("1", "2"):
        with pytest.raises(FactorNotFound), house.auth.changing_factors(factor.account) as (work, account):
            house.auth.factors.confirm_code(work, account, factor.id, typed)


def test_the_code_that_confirmed_is_used_up(house: Gatehouse) -> None:
    """It lets nobody in afterwards."""
    enrol(house)
    with pytest.raises(MoreNeeded) as more:
        house.enter()
    with pytest.raises(SignInFailed):
        house.auth.entrance.code(more.value.step, "code", "1", origin=HOME, device="")
    assert house.auth.entrance.code(more.value.step, "code", "2", origin=HOME, device="").session.assurance == 2


def test_beginning_again_replaces_what_waits_and_nothing_else(house: Gatehouse) -> None:
    """A second picture makes the first worthless; a code that counts goes on until the new one does, and beside it."""
    first, second = enrol(house, confirm=False), enrol(house, confirm=False)
    with pytest.raises(FactorNotFound), house.auth.changing_factors(first.account) as (work, account):
        house.auth.factors.confirm_code(work, account, first.id, "1")
    with house.auth.changing_factors(second.account) as (work, account):
        house.auth.factors.confirm_code(work, account, second.id, "1")
    third = enrol(house, confirm=False)
    assert listed(house) == [second.id]
    with house.auth.changing_factors(third.account) as (work, account):
        house.auth.factors.confirm_code(work, account, third.id, "1")
    assert set(listed(house)) == {second.id, third.id}


def test_a_new_list_of_codes_replaces_the_old_one(house: Gatehouse) -> None:
    """The printed list from before opens nothing; how many are left is told."""
    old = enrol(house, "list")
    assert house.auth.own_factors(old.account)[1] == {old.id: 2}
    with pytest.raises(MoreNeeded) as more:
        house.enter()
    house.auth.entrance.code(more.value.step, "list", "alpha", origin=HOME, device="")
    assert house.auth.own_factors(old.account)[1] == {old.id: 1}
    new = enrol(house, "list")
    assert listed(house) == [new.id]
    assert house.auth.own_factors(old.account)[1] == {new.id: 2}
    with house.database.read() as conn:
        assert row_of(conn, old.id) is None


@pytest.mark.asvs("V6.5.6")
def test_what_is_removed_is_gone(house: Gatehouse) -> None:
    """Nothing is kept of its secret; a second time it is not found."""
    factor = enrol(house)
    with house.auth.changing_factors(factor.account) as (work, account):
        house.auth.factors.remove(work, account, factor.id)
    with house.database.read() as conn:
        assert conn.exec_driver_sql("SELECT stored FROM factors").scalars().all() == [""]
    with pytest.raises(FactorNotFound), house.auth.changing_factors(factor.account) as (work, account):
        house.auth.factors.remove(work, account, factor.id)
    assert house.enter()
    assert len(house.facts.of("factor.removed")) == 1


@pytest.mark.parametrize(("verb", "typed"), [("remove", ()), ("rename", ("mine",)), ("confirm_code", ("1",))])
def test_nobody_reaches_the_factor_of_somebody_else(house: Gatehouse, verb: str, typed: tuple[str, ...]) -> None:
    """With the id of kim's factor, lee gets the answer for one that there is not (IDOR), and kim's stays."""
    factor = enrol(house, confirm=verb != "confirm_code")
    for wanted in (factor.id, "0" * 8, "", "' OR 1=1 --"):
        with pytest.raises(FactorNotFound) as refused, house.auth.changing_factors(id_of(house, "lee")) as (work, lee):
            getattr(house.auth.factors, verb)(work, lee, wanted, *typed)
        assert str(refused.value) == str(FactorNotFound())
    with house.database.read() as conn:
        row = row_of(conn, factor.id)
    assert row is not None
    assert (row["label"], row["account"]) == ("", factor.account)


def test_who_may_change_the_factors_of_others(house: Gatehouse) -> None:
    """Whoever manages accounts in the whole office; an officer with less may not, and leaves a fact."""
    factor = enrol(house)
    for actor in (NOBODY, READER, HALF, Actor.visitor()):
        with pytest.raises(Forbidden), house.auth.changing_factors(factor.account, by=actor) as (work, account):
            house.auth.factors.remove(work, account, factor.id)
    assert listed(house) == [factor.id]
    assert len(house.facts.of("access.denied")) == 4
    with house.auth.changing_factors(factor.account, by=ADMIN) as (work, account):
        assert house.auth.factors.remove_all(work, account) == 1
    (removed,) = house.facts.of("factor.removed")
    assert (removed.actor.id, removed.subjects) == ("admin", (f"account:{factor.account}",))


@pytest.mark.asvs("V6.5.6")
def test_all_that_was_lost_is_taken_away_and_links_stay(house: Gatehouse) -> None:
    """For somebody whose phone is gone: codes and keys go, confirmed or not; who vouches for them goes on."""
    enrol(house)
    enrol(house, "list")
    enrol(house, confirm=False)
    with house.auth.changing_factors(id_of(house, "kim")) as (work, account):
        linked = house.auth.factors.link(work, account, "oidc:city", handle="h", label="City")
        assert house.auth.factors.remove_all(work, account) == 3
    assert listed(house) == [linked.id]
    assert house.enter()


def key(gate: Gatehouse, session: Session, name: str = "blue", **more: str) -> Enrolled:
    """Make a key in a session."""
    step, asked = gate.auth.ask_new_key(session, "key", site=SITE)
    return add(gate, session, step, {"key": name, "challenge": asked.kept, **more})


def add(gate: Gatehouse, session: Session, step: str, answer: dict[str, str], account: str = "") -> Enrolled:
    """Answer the challenge for a new key."""
    with gate.auth.changing_factors(account or session.account) as (work, own):
        return gate.auth.factors.add_key(work, own, step, answer, session=session.id, label="Blue", site=SITE)


def test_a_challenge_for_a_new_key_is_for_one_session_and_one_answer(house: Gatehouse) -> None:
    """Not for another session, not for another account, not for a second try, right or wrong."""
    _, session = house.enter()
    _, other = house.enter()
    _, lees = house.enter("lee")
    step, asked = house.auth.ask_new_key(session, "key", site=SITE)
    answer = {"key": "blue", "challenge": asked.kept}
    for foreign in (other, lees):
        with pytest.raises(ProofRefused):
            add(house, foreign, step, answer)
    with pytest.raises(ProofRefused):
        add(house, session, step, answer, account=lees.account)
    with pytest.raises(ProofRefused):
        add(house, session, step, {**answer, "challenge": "another"})
    with pytest.raises(StepOver):
        add(house, session, step, answer)
    assert listed(house) == []
    assert key(house, session).handle == "blue"


def test_a_challenge_for_a_new_key_signs_nobody_in(house: Gatehouse) -> None:
    """Its step is for enrolling: no code and no key is taken at it, and it is no step to enrol from a sign-in."""
    _, session = house.enter()
    key(house, session)
    enrol(house)
    step, asked = house.auth.ask_new_key(session, "key", site=SITE)
    answer = {"key": "blue", "signed": f"{asked.kept} blue"}
    with pytest.raises(StepOver):
        house.auth.entrance.answer(step, answer, site=SITE, origin=HOME)
    with pytest.raises(StepOver):
        house.auth.entrance.code(step, "code", "2", origin=HOME, device="")
    with pytest.raises(StepOver):
        house.auth.entrance.ask("key", token=step, site=SITE)
    signing, asked = house.auth.entrance.ask("key", site=SITE)
    with pytest.raises(ProofRefused):
        add(house, session, signing, {"key": "red", "challenge": asked.kept})


def test_a_key_belongs_to_one_account(house: Gatehouse) -> None:
    """Enrolled a second time it is refused, with one's own account and with another; removed, it is free again."""
    _, kims = house.enter()
    _, lees = house.enter("lee")
    factor = key(house, kims)
    for session in (kims, lees):
        with pytest.raises(FactorTaken):
            key(house, session)
    with house.auth.changing_factors(kims.account) as (work, account):
        house.auth.factors.remove(work, account, factor.id)
    assert key(house, lees).account == lees.account


@pytest.mark.parametrize("authenticator", ["password", "papers", "oidc:city", "nowhere", "", "x" * 999])
def test_only_codes_and_keys_are_enrolled(house: Gatehouse, authenticator: str) -> None:
    """Another way to sign in, or none, is refused by name."""
    _, session = house.enter()
    with pytest.raises(AuthError), house.auth.changing_factors(session.account) as (work, account):
        house.auth.factors.enrol_code(work, account, authenticator)
    with pytest.raises(AuthError):
        house.auth.ask_new_key(session, authenticator, site=SITE)
    assert not isinstance(house.auth.methods.get(authenticator), (Code, Keys))


def test_a_secret_that_another_tool_moved_or_wrote_proves_nothing(house: Gatehouse) -> None:
    """Each is sealed for its own row: lee's code under kim's factor, or anything else, is the secret of nobody."""
    kims, lees = enrol(house), enrol(house, name="lee")
    with elsewhere(house.database) as conn:
        conn.exec_driver_sql(
            f"UPDATE factors SET stored = (SELECT stored FROM factors WHERE id = '{lees.id}') WHERE id = '{kims.id}'"
        )
    with house.database.read() as conn:
        row = row_of(conn, kims.id)
        assert row is not None
        assert opened(house.cabinet, row) == ""
        for stored in ("", "AAAA", "no base64 é", "AQ=="):
            assert opened(house.cabinet, {**row, "stored": stored}) == ""


def test_two_who_change_one_factor_at_once(house: Gatehouse) -> None:
    """Whoever read it before it was changed changes nothing."""
    factor = enrol(house)
    with house.work(CONSOLE) as work:
        before = row_of(work.conn, factor.id)
    with house.auth.changing_factors(factor.account) as (work, account):
        house.auth.factors.rename(work, account, factor.id, "first")
    assert before is not None
    from egovframe.auth.factors import store

    with pytest.raises(Conflict), house.work() as work:
        store.change(work, before, {"label": "second"})


@pytest.mark.parametrize(
    ("given", "kept"),
    [("  내 전화  ", "내 전화"), ("a\x00b\nc\u202ed", "abcd"), ("x" * 500, "x" * LABEL_LENGTH), ("\ud800", "")],
)
def test_a_name_for_a_factor_is_text_that_can_be_seen(house: Gatehouse, given: str, kept: str) -> None:
    """No control characters, no direction marks, no more than fits."""
    assert clean_label(given) == kept
    factor = enrol(house)
    with house.auth.changing_factors(factor.account) as (work, account):
        house.auth.factors.rename(work, account, factor.id, given)
    assert house.auth.own_factors(factor.account)[0][0].label == kept
    assert len(house.facts.of("factor.renamed")) == 1
