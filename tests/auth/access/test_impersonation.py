"""Acting in the place of an account: for a reason, for a short time, and without what is kept back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from egovframe.auth.access.errors import DelegationNotFound, NotImpersonated
from egovframe.auth.errors import AccountNotFound
from egovframe.kernel.permissions import Actor, Forbidden
from tests.auth.access.hall import grant, officer, rights
from tests.auth.gatehouse import Gatehouse


def begin(hall: Gatehouse, name: str = "kim", *, by: Actor | None = None, **how: Any) -> Any:
    """Lee begins to act in Kim's place."""
    with hall.work(by or officer(hall, "lee")) as work:
        return rights(hall, work).impersonations.begin(name, **{"reason": "화면이 안 보인다고 함", **how})


def actor(hall: Gatehouse, token: str) -> Actor:
    """Who the token stands for now."""
    session = hall.auth.session(token)
    assert session is not None
    return session.actor


@pytest.fixture
def desk(hall: Gatehouse) -> Gatehouse:
    """Lee may help; Kim reads petitions and manages roles."""
    grant(hall, "lee", "helper")
    grant(hall, "kim", "clerk", unit="roads")
    grant(hall, "kim", "registrar")
    return hall


def test_the_helper_sees_what_the_account_sees_and_no_more(desk: Gatehouse) -> None:
    """What manages accounts, roles, units and the trail is kept back; every fact names both; both ends are facts."""
    begun = begin(desk)
    token, session = desk.enter("lee")
    desk.auth.act(session, f"impersonation:{begun.id}")
    lee, kim = actor(desk, token), officer(desk, "kim")
    assert (lee.id, lee.acting_for) == (session.account, kim.id)
    assert lee.may("petition.answer", unit="bridges")
    assert kim.may("role.grant")
    for permission in ("role.grant", "role.define", "role.read", "unit.manage", "account.read", "account.impersonate"):
        assert not lee.may(permission)
    with desk.work(lee) as work, pytest.raises(Forbidden):
        desk.accounts(work).grant("lee", "chief", unit="roads")
    denied = desk.facts.of("access.denied")[-1]
    assert (denied.actor.id, denied.actor.acting_for) == (lee.id, kim.id)
    with desk.work(officer(desk, "lee")) as work:
        rights(desk, work).impersonations.end(begun.id)
        rights(desk, work).impersonations.end(begun.id)  # one that is over stays so
    assert actor(desk, token).acting_for is None
    (first,), (last,) = desk.facts.of("impersonation.begun"), desk.facts.of("impersonation.ended")
    assert first.subjects == last.subjects == (f"account:{kim.id}",)
    assert first.private == {"reason": "화면이 안 보인다고 함"}
    assert first.fact.due


@pytest.mark.parametrize("ends", ["time", "permission lost", "account shut"])
def test_it_ends_by_itself(desk: Gatehouse, ends: str) -> None:
    """After its time, when the helper may no longer help, when the account is shut."""
    begun = begin(desk, lasting=timedelta(minutes=5))
    token, session = desk.enter("lee")
    desk.auth.act(session, f"impersonation:{begun.id}")
    assert actor(desk, token).acting_for is not None
    if ends == "time":
        desk.time.forward(minutes=5)
    with desk.work() as work:
        if ends == "permission lost":
            desk.accounts(work).revoke("lee", "helper")
        elif ends == "account shut":
            desk.accounts(work).disable("kim")
    lee = actor(desk, token)
    assert not lee.may("petition.answer")
    if ends != "account shut":
        assert lee.acting_for is None
        with pytest.raises(DelegationNotFound):
            desk.auth.act(session, f"impersonation:{begun.id}")


def test_nobody_acts_in_just_anybodys_place(desk: Gatehouse) -> None:
    """Not without a reason, not for long, not in one's own, a citizen's or a shut account's place."""
    desk.add("hong")
    with desk.work() as work:
        desk.accounts(work).add("citizen", kind="citizen")
        desk.accounts(work).disable("hong")
    for how, says in (
        ({"reason": "  "}, "needs a reason"),
        ({"reason": "x" * 2000}, "needs a reason"),
        ({"lasting": timedelta(hours=9)}, "so long"),
        ({"lasting": timedelta(0)}, "so long"),
        ({"name": "lee"}, "in the place of lee"),
        ({"name": "citizen"}, "in the place of citizen"),
        ({"name": "hong"}, "in the place of hong"),
    ):
        with pytest.raises(NotImpersonated, match=says):
            begin(desk, **how)
    with pytest.raises(AccountNotFound):
        begin(desk, "nobody at all")
    with pytest.raises(Forbidden):
        begin(desk, "lee", by=officer(desk, "kim"))


def test_one_impersonation_at_a_time_and_only_ones_own(desk: Gatehouse) -> None:
    """Not from within another, and not by the id of somebody else's."""
    grant(desk, "park", "helper")
    begun = begin(desk)
    token, session = desk.enter("lee")
    desk.auth.act(session, f"impersonation:{begun.id}")
    with pytest.raises(Forbidden):
        begin(desk, "park", by=actor(desk, token))
    _, parks = desk.enter("park")
    with pytest.raises(DelegationNotFound):
        desk.auth.act(parks, f"impersonation:{begun.id}")
    with desk.work(officer(desk, "kim")) as work, pytest.raises(Forbidden):
        rights(desk, work).impersonations.end(begun.id)
    with desk.work() as work:
        assert rights(desk, work).impersonations.list() == [begun]
