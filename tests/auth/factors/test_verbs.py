"""A lost factor: taken away for a reason, by whoever manages accounts, with all that may hang on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from egovframe.auth.errors import AccountNotFound, FactorNotFound, FactorTaken
from egovframe.auth.factors.verbs import ENDED, FactorVerbs
from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from egovframe.kernel.work import UnitOfWork
from tests.auth.fakes import CodeList, CountingCode, Papers
from tests.auth.gatehouse import NOBODY, PASSWORD, READER, Gatehouse

MANAGER = Actor("officer", "manager", "Manager", holds={"account.manage": EVERYWHERE})
WHY = "창구에서 신분증을 확인함"


@pytest.fixture
def house(gate: Gatehouse) -> Gatehouse:
    """Kim has a code and a list of codes, and is signed in from before."""
    gate.auth.methods.update(code=CountingCode(), list=CodeList())
    gate.add("kim")
    gate.add("lee")
    gate.auth.sign_in("kim", PASSWORD)
    with gate.work() as work:
        account = gate.accounts(work).get("kim")
    with gate.auth.changing_factors(account.id) as (work, account):
        factor, _ = gate.auth.factors.enrol_code(work, account, "code")
        gate.auth.factors.confirm_code(work, account, factor.id, "1")
        gate.auth.factors.enrol_code(work, account, "list")
    return gate


def verbs(gate: Gatehouse, work: UnitOfWork) -> FactorVerbs:
    """The verbs on this unit of work."""
    return FactorVerbs(work, gate.auth)


def test_one_is_taken_away(house: Gatehouse) -> None:
    """It is gone, the sessions have ended, and the fact keeps the reason for the person to read."""
    with house.work(MANAGER) as work:
        code, codes = verbs(house, work).of("kim")
        verbs(house, work).remove("KIM", code.id, reason=f" {WHY} ")
        assert [each.id for each in verbs(house, work).of("kim")] == [codes.id]
    (note,) = house.facts.of("factor.removed")
    assert (note.private, note.details) == ({"reason": WHY}, {"authenticator": "code"})
    assert note.subjects == (f"account:{code.account}",)
    assert house.facts.of("session.ended")[0].reason == ENDED
    assert house.auth.sessions(code.account) == []
    with house.work(MANAGER) as work, pytest.raises(FactorNotFound):
        verbs(house, work).remove("lee", codes.id, reason=WHY)


def test_all_are_taken_away(house: Gatehouse) -> None:
    """Codes and keys go, each with its fact; for whoever has none nothing happens."""
    with house.work(MANAGER) as work:
        assert verbs(house, work).reset("kim", reason=WHY) == 2
        assert verbs(house, work).of("kim") == []
    assert [note.private["reason"] for note in house.facts.of("factor.removed")] == [WHY, WHY]
    token, _ = house.auth.sign_in("lee", PASSWORD)
    with house.work(MANAGER) as work:
        assert verbs(house, work).reset("lee", reason=WHY) == 0
    assert house.auth.session(token) is not None
    assert house.auth.sign_in("kim", PASSWORD)  # the password alone lets in again


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1_001], ids=["none", "blank", "long"])
def test_not_without_a_reason(house: Gatehouse, reason: str) -> None:
    """Nothing is taken away without one, and the fault stands at the field in both languages."""
    with house.work(MANAGER) as work, pytest.raises(Invalid) as refused:
        verbs(house, work).reset("kim", reason=reason)
    (fault,) = refused.value.faults
    assert fault.field == "reason"
    assert house.facts.of("factor.removed") == []


def test_not_by_others(house: Gatehouse) -> None:
    """Whoever sees accounts only neither sees factors nor takes them away; one's own are seen; nobody has none."""
    deeds: tuple[Callable[[FactorVerbs], object], ...] = (
        lambda each: each.of("kim"),
        lambda each: each.reset("kim", reason=WHY),
        lambda each: each.remove("kim", "x", reason=WHY),
    )
    for actor in (NOBODY, READER):
        with house.work(actor) as work:
            for deed in deeds:
                with pytest.raises(Forbidden):
                    deed(verbs(house, work))
    with house.work() as work:
        kim = house.accounts(work).get("kim")
    with house.work(Actor("officer", kim.id, "kim")) as work:
        assert len(verbs(house, work).of("kim")) == 2
    with house.work(MANAGER) as work, pytest.raises(AccountNotFound):
        verbs(house, work).reset("nobody", reason=WHY)


def test_a_certificate_is_linked_for_somebody(house: Gatehouse) -> None:
    """By whoever manages accounts, for a reason that stays with the fact; with one account, and with nobody's word."""
    house.auth.methods["papers"] = Papers()
    person = house.auth.certified.whose("papers", "Lee Paper")
    for refused, by, why in ((Forbidden, READER, WHY), (Invalid, MANAGER, " "), (Invalid, MANAGER, "x" * 1001)):
        with house.work(by) as work, pytest.raises(refused):
            verbs(house, work).link_certificate("lee", "papers", person, reason=why)
    with house.work(MANAGER) as work, pytest.raises(AccountNotFound):
        verbs(house, work).link_certificate("nobody", "papers", person, reason=WHY)
    before = len(house.facts.of("factor.added"))
    with house.work(MANAGER) as work:
        linked = verbs(house, work).link_certificate("lee", "papers", person, reason=f" {WHY} ")
    note = house.facts.of("factor.added")[-1]
    assert len(house.facts.of("factor.added")) == before + 1
    assert (linked.label, note.private) == ("Lee Paper", {"label": "Lee Paper", "reason": WHY})
    assert note.subjects == (f"account:{linked.account}",)
    with house.work(MANAGER) as work, pytest.raises(FactorTaken):
        verbs(house, work).link_certificate("kim", "papers", person, reason=WHY)
