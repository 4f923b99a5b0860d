"""Lending roles: only what one holds, never beyond, for a period and a reason, and both names in every fact."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.auth.access.errors import DelegationNotFound, NotLent
from egovframe.auth.errors import AccountNotFound, SessionNotFound
from egovframe.auth.model import Session
from egovframe.kernel.permissions import Actor, Forbidden
from tests.auth.access.hall import DAY, grant, officer, rights
from tests.auth.gatehouse import NOBODY, Gatehouse


def lend(hall: Gatehouse, to: str = "lee", *, by: str = "kim", **how: Any) -> Any:
    """Lends Kim's roles."""
    how = {"until": hall.time.now() + DAY, "reason": "휴가", **how}
    with hall.work(officer(hall, by)) as work:
        return rights(hall, work).delegations.lend(to, **how)


def enter(hall: Gatehouse, name: str = "lee") -> tuple[str, Session]:
    """Signs in."""
    return hall.enter(name)


def actor(hall: Gatehouse, token: str) -> Actor:
    """Who the token stands for now."""
    session = hall.auth.session(token)
    assert session is not None
    return session.actor


@pytest.mark.asvs("V8.3.3")
def test_whoever_borrows_acts_in_the_lenders_place(hall: Gatehouse) -> None:
    """With what was lent and nothing of their own, until they act for themselves again; facts name both."""
    grant(hall, "kim", "clerk", unit="roads")
    grant(hall, "kim", "payer")
    grant(hall, "lee", "reader", unit="parks")
    lent = lend(hall, roles=["clerk"])
    token, session = enter(hall)
    assert not actor(hall, token).may("petition.answer", unit="roads")
    hall.auth.act(session, f"delegation:{lent.id}")
    lee, kim = actor(hall, token), officer(hall, "kim")
    assert (lee.id, lee.acting_for, lee.stands_for) == (session.account, kim.id, kim.id)
    assert lee.may("petition.answer", unit="bridges")
    assert not lee.may("petition.read", unit="parks")
    assert not lee.may("payment.make", unit="roads")
    with hall.work(lee) as work:
        work.note_anyway(hall_fact(hall), subjects=("account:x",))
    hall.auth.act(session, None)
    assert actor(hall, token).acting_for is None
    assert actor(hall, token).may("petition.read", unit="parks")
    acting = hall.facts.of("session.acting")
    assert [note.details["acting"] for note in acting] == [f"delegation:{lent.id}", ""]
    assert acting[0].subjects == (f"account:{lee.id}", f"account:{kim.id}")


def hall_fact(hall: Gatehouse) -> Any:
    """Any type of fact."""
    return hall.facts.notes[0].fact


def test_own_cases_that_are_lent_are_the_lenders(hall: Gatehouse) -> None:
    """A deputy works on the cases of whoever is away."""
    grant(hall, "kim", "clerk", unit="roads", own=True)
    lent = lend(hall)
    token, session = enter(hall)
    hall.auth.act(session, f"delegation:{lent.id}")
    kim = officer(hall, "kim").id
    lee = actor(hall, token)
    assert lee.may("petition.answer", unit="roads", form="pothole", owner=kim)
    assert not lee.may("petition.answer", unit="roads", form="pothole", owner=lee.id)


@pytest.mark.parametrize("ends", ["time", "revoked", "ended by the lender", "ended by the borrower", "lender shut"])
def test_what_was_lent_ends(hall: Gatehouse, ends: str) -> None:
    """When its time is over, when the lender loses it, when either ends it, when the lender's account is shut."""
    grant(hall, "kim", "clerk", unit="roads")
    lent = lend(hall)
    token, session = enter(hall)
    hall.auth.act(session, f"delegation:{lent.id}")
    assert actor(hall, token).may("petition.answer", unit="roads")
    if ends == "time":
        hall.time.at = lent.until
        token, session = enter(hall)
    elif ends == "revoked":
        with hall.work() as work:
            hall.accounts(work).revoke("kim", "clerk", unit="roads")
    elif ends == "lender shut":
        with hall.work() as work:
            hall.accounts(work).disable("kim")
    else:
        by = officer(hall, "kim" if ends.endswith("lender") else "lee")
        with hall.work(by) as work:
            rights(hall, work).delegations.end(lent.id)
        assert hall.facts.of("delegation.ended")[-1].fact.keep == 3
    assert not actor(hall, token).may("petition.answer", unit="roads")
    assert actor(hall, token).acting_for is None
    with pytest.raises(DelegationNotFound):
        hall.auth.act(session, f"delegation:{lent.id}")


def test_only_what_is_held_is_lent(hall: Gatehouse) -> None:
    """Not a role that one does not hold, not nothing, not without a reason, not for ever, not to just anybody."""
    with pytest.raises(NotLent, match="nothing to lend"):
        lend(hall)
    grant(hall, "kim", "clerk", unit="roads")
    hall.add("hong")
    with hall.work() as work:
        hall.accounts(work).add("citizen", kind="citizen")
        hall.accounts(work).disable("hong")
    now = hall.time.now()
    for how, says in (
        ({"roles": ["payer"]}, "do not hold the role 'payer'"),
        ({"roles": []}, "nothing to lend"),
        ({"reason": " "}, "needs a reason"),
        ({"reason": "x" * 2000}, "needs a reason"),
        ({"until": now}, "period"),
        ({"until": now + 400 * DAY}, "period"),
        ({"to": "kim"}, "cannot borrow"),
        ({"to": "citizen"}, "cannot borrow"),
        ({"to": "hong"}, "cannot borrow"),
    ):
        with pytest.raises(NotLent, match=says):
            lend(hall, **how)
    with pytest.raises(AccountNotFound):
        lend(hall, "nobody at all")
    with hall.work() as work, pytest.raises(NotLent, match="Only an officer"):
        rights(hall, work).delegations.lend("lee", until=now + DAY, reason="x")


def test_what_was_lent_is_not_lent_on(hall: Gatehouse) -> None:
    """Neither while acting for the lender, nor as one's own."""
    grant(hall, "kim", "clerk", unit="roads")
    lent = lend(hall)
    token, session = enter(hall)
    hall.auth.act(session, f"delegation:{lent.id}")
    with hall.work(actor(hall, token)) as work, pytest.raises(NotLent, match="lent on"):
        rights(hall, work).delegations.lend("park", until=lent.until, reason="x")
    with pytest.raises(NotLent, match="nothing to lend"):
        lend(hall, "park", by="lee")


def test_nobody_uses_what_was_lent_to_another(hall: Gatehouse) -> None:
    """The id alone is worth nothing; nor is a session of somebody else."""
    grant(hall, "kim", "clerk", unit="roads")
    lent = lend(hall)
    _, session = enter(hall, "park")
    with pytest.raises(DelegationNotFound):
        hall.auth.act(session, f"delegation:{lent.id}")
    for odd in ("delegation:", "delegation:x", "", "impersonation:x"):
        with pytest.raises(DelegationNotFound):
            hall.auth.act(session, odd)
    _, lees = enter(hall)
    with hall.work() as work, pytest.raises(SessionNotFound):
        hall.auth.sessions_kept.act(work, session.account, lees.id, None)


def test_a_session_that_another_tool_lets_act_is_none(hall: Gatehouse) -> None:
    """What a session acts by is sealed: whoever writes it into the row ends the session."""
    import sqlalchemy as sa

    from tests.support.elsewhere import elsewhere

    grant(hall, "kim", "clerk", unit="roads")
    lent = lend(hall)
    token, session = enter(hall)
    with elsewhere(hall.database) as conn:
        conn.execute(sa.text("UPDATE sessions SET acting = :acting"), {"acting": f"delegation:{lent.id}"})
    assert hall.auth.session(token) is None
    with pytest.raises(SessionNotFound):
        hall.auth.act(session, None)


def test_delegations_are_listed_for_those_whom_they_concern(hall: Gatehouse) -> None:
    """What I lent, what I may use now, and all of them for who may read roles; facts are kept three years."""
    grant(hall, "kim", "clerk", unit="roads")
    now, later = lend(hall), lend(hall, since=hall.time.now() + DAY, until=hall.time.now() + 2 * DAY)
    with hall.work(officer(hall, "lee")) as work:
        assert rights(hall, work).delegations.mine() == [now]
        assert rights(hall, work).delegations.lent() == []
        with pytest.raises(Forbidden):
            rights(hall, work).delegations.list()
    with hall.work(officer(hall, "kim")) as work:
        assert rights(hall, work).delegations.lent() == [now, later]
    with hall.work() as work:
        assert rights(hall, work).delegations.list() == [now, later]
        with pytest.raises(DelegationNotFound):
            rights(hall, work).delegations.end("x")
    with hall.work(NOBODY) as work, pytest.raises(Forbidden):
        rights(hall, work).delegations.end(now.id)
    made = hall.facts.of("delegation.made")[0]
    assert (made.fact.keep, made.private) == (3, {"reason": "휴가"})


def test_what_is_in_force_comes_in_pages(hall: Gatehouse) -> None:
    """Now and to come, each once; what has ended or run out is not among them, and the right to see roles is asked."""
    grant(hall, "kim", "clerk")
    over = lend(hall, until=hall.time.now() + DAY / 2)
    ended = lend(hall)
    hall.time.forward(hours=13)
    now, later = lend(hall), lend(hall, since=hall.time.now() + DAY, until=hall.time.now() + 2 * DAY)
    with hall.work(officer(hall, "kim")) as work:
        rights(hall, work).delegations.end(ended.id)
    with hall.work() as work:
        verbs = rights(hall, work).delegations
        assert verbs.in_force() == [now, later]
        assert verbs.in_force(limit=1) == [now]
        assert verbs.in_force(after=now.id) == [later]
        assert verbs.get(later.id) == later
        for gone in (over.id, ended.id, "nothing"):
            with pytest.raises(DelegationNotFound):
                verbs.get(gone)
    with hall.work(NOBODY) as work:
        for ask in (rights(hall, work).delegations.in_force, lambda: rights(hall, work).delegations.get(now.id)):
            with pytest.raises(Forbidden):
                ask()
