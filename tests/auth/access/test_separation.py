"""Separation of duties: roles that nobody holds together, deeds that nobody does to the same object."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from egovframe.auth.access.errors import RolesExclude
from egovframe.kernel.permissions import SamePerson
from tests.auth.access.hall import DAY, grant, officer, rights, second_is_refused
from tests.auth.gatehouse import Gatehouse


@pytest.mark.parametrize(
    "how",
    [
        {"unit": "roads"},
        {"unit": "bridges"},
        {},
        {"unit": "streets", "form": "pothole"},
        {"unit": "roads", "own": True},
        {"unit": "roads", "since": DAY},
    ],
)
def test_two_roles_that_exclude_each_other_are_not_granted_together(hall: Gatehouse, how: dict[str, Any]) -> None:
    """In the same unit, above, below, for one form, for own cases, later: the error names both, and nothing is kept."""
    grant(hall, "kim", "payer", unit="roads")
    if "since" in how:
        how = {**how, "since": hall.time.now() + how["since"]}
    with pytest.raises(RolesExclude, match="'checker' together with 'payer'"):
        grant(hall, "kim", "checker", **how)
    with hall.work() as work:
        assert [each.role for each in hall.accounts(work).grants("kim", history=True)] == ["payer"]


def test_two_who_grant_at_the_same_moment_see_each_other(hall: Gatehouse) -> None:
    """Whoever comes second waits for the first, and is refused."""
    assert second_is_refused(
        hall,
        lambda work: hall.accounts(work).grant("kim", "payer", unit="roads"),
        lambda: grant(hall, "kim", "checker", unit="roads"),
        RolesExclude,
    )


def test_roles_that_never_meet_may_be_held(hall: Gatehouse) -> None:
    """In other units, for other forms, at another time, or once the other was revoked."""
    grant(hall, "kim", "payer", unit="roads", form="pothole", until=hall.time.now() + DAY)
    grant(hall, "kim", "checker", unit="parks")
    grant(hall, "kim", "checker", unit="roads", form="suggestion")
    grant(hall, "kim", "checker", unit="roads", form="pothole", since=hall.time.now() + DAY)
    with hall.work() as work:
        hall.accounts(work).revoke("kim", "payer", unit="roads", form="pothole")
    grant(hall, "kim", "checker", unit="bridges", form="pothole")
    grant(hall, "lee", "payer", unit="roads")  # somebody else
    with hall.work() as work:
        held = [each.role for each in hall.accounts(work).grants("kim", history=True)]
    assert sorted(held) == ["checker"] * 4 + ["payer"]


def test_what_was_lent_counts_as_held(hall: Gatehouse) -> None:
    """Neither is a role lent to whoever holds the other, nor granted to whoever borrowed it, nor to who lends all."""
    grant(hall, "kim", "payer", unit="roads")
    grant(hall, "lee", "checker", unit="roads")
    until = hall.time.now() + DAY
    with hall.work(officer(hall, "kim")) as work, pytest.raises(RolesExclude, match="lee cannot hold"):
        rights(hall, work).delegations.lend("lee", until=until, reason="휴가")
    with hall.work(officer(hall, "kim")) as work:
        rights(hall, work).delegations.lend("park", until=until, reason="휴가")
    with pytest.raises(RolesExclude, match="park cannot hold"):
        grant(hall, "park", "checker", unit="bridges")
    grant(hall, "park", "checker", unit="parks")
    with hall.work() as work:
        hall.accounts(work).revoke("kim", "payer", unit="roads")
    with pytest.raises(RolesExclude, match="borrows from kim"):
        grant(hall, "kim", "payer", unit="parks")
    hall.time.forward(days=1)
    grant(hall, "kim", "payer", unit="parks")


def test_who_did_one_deed_does_not_do_the_other(nook: Gatehouse) -> None:
    """To the same object, whichever comes first; also not in somebody's place. The refusal names deed and object."""
    kim, lee = officer(nook, "kim"), officer(nook, "lee")
    with nook.work(kim) as work:
        work.need_apart("payment.approve", {"payment.make": [lee.id], "petition.read": [kim.id]})
        with pytest.raises(SamePerson) as caught:
            work.need_apart("payment.approve", {"payment.make": [lee.id, kim.id]}, object="payment:1")
    assert caught.value.code == "egov.same_person"
    denied = nook.facts.of("access.denied")[-1]
    assert (denied.object, denied.details["permission"], denied.outcome) == ("payment:1", "payment.approve", "denied")
    instead = nook.auth.access.registry.now.actor("officer", lee.id, "lee", (), acting_for=kim.id)
    with nook.work(instead) as work, pytest.raises(SamePerson):
        work.need_apart("payment.make", {"payment.approve": [kim.id]})


def test_three_different_people_take_three_steps(nook: Gatehouse) -> None:
    """Each step hands in who took those before it."""
    taken: list[str] = []
    for name in ("kim", "lee", "park"):
        with nook.work(officer(nook, name)) as work:
            work.need_other_than(taken, deed="record.destroy")
        taken.append(officer(nook, name).id)
        with nook.work(officer(nook, name)) as work, pytest.raises(SamePerson, match=name):
            work.need_other_than(taken, deed="record.destroy")


def test_nobody_grants_a_role_to_themself(hall: Gatehouse) -> None:
    """However many rights they hold: a grant takes two people, and the refusal is a fact."""
    grant(hall, "kim", "registrar")
    kim = officer(hall, "kim")
    for role in ("reader", "registrar"):
        with pytest.raises(SamePerson, match="themself"):
            grant(hall, "kim", role, by=kim, unit="roads")
    denied = hall.facts.of("access.denied")
    assert [(note.actor.id, note.object) for note in denied] == [(kim.id, f"account:{kim.id}")] * 2
    grant(hall, "lee", "reader", by=kim)  # somebody else's is fine
    with hall.work() as work:
        assert [each.role for each in hall.accounts(work).grants("kim", history=True)] == ["registrar"]
    grant(hall, "kim", "reader")  # and so is the command line, for an office with one administrator


def test_nobody_lengthens_a_role_that_they_hold(hall: Gatehouse) -> None:
    """A new period is a new grant; asking for what is held just so changes nothing and is no offence."""
    until = hall.time.now() + DAY
    grant(hall, "kim", "registrar", until=until)
    kim = officer(hall, "kim")
    with pytest.raises(SamePerson):
        grant(hall, "kim", "registrar", by=kim, until=until + DAY)
    with pytest.raises(SamePerson):
        grant(hall, "kim", "registrar", by=kim)
    assert grant(hall, "kim", "registrar", by=kim, until=until).until == until
    with hall.work(kim) as work:
        hall.accounts(work).revoke("kim", "registrar")  # to take from oneself is nobody's harm


def test_nobody_grants_a_role_to_whom_they_act_for(hall: Gatehouse) -> None:
    """Whoever borrowed the right to grant does not thank the lender with a role."""
    grant(hall, "kim", "registrar")
    kim, lee = officer(hall, "kim"), officer(hall, "lee")
    acting = replace(kim, id=lee.id, name=lee.name, acting_for=kim.id)
    for name in ("kim", "lee"):
        with pytest.raises(SamePerson):
            grant(hall, name, "reader", by=acting)
    grant(hall, "park", "reader", by=acting)
