"""What is enough to be let in, and what a sign-in below a role's level gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field

from egovframe.auth import Evidence, SignInFailed
from egovframe.auth.admission import Entered
from egovframe.auth.errors import MoreNeeded, StepOver
from egovframe.auth.factors.model import Step
from egovframe.auth.interfaces import Policy, SignIn
from egovframe.auth.model import Held
from egovframe.kernel.facts import Origin
from egovframe.kernel.text import Text
from tests.auth.fakes import CodeList, CountingCode, NamedKeys, Papers
from tests.auth.gatehouse import AWAY, HOME, PASSWORD, Gatehouse

STAMP = Evidence("sc", frozenset({"have", "know"}), assurance=3)


@pytest.fixture
def asking(emptied_url: str, tmp_path: Path) -> Iterator[Gatehouse]:
    """A gatehouse where an auditor must be sure to 2 and a road officer to 3; kim holds both and is nobody else."""
    gate = Gatehouse(emptied_url, tmp_path, assurance={"auditor": 2, "road-officer": 3})
    gate.auth.methods.update(code=CountingCode(), list=CodeList(), key=NamedKeys(), papers=Papers())
    gate.add(role="auditor")
    with gate.work() as work:
        gate.accounts(work).grant("kim", "road-officer", unit="roads")
    yield gate
    gate.database.close()


def enrol(gate: Gatehouse, authenticator: str = "code") -> str:
    """Enrol a code for kim; gives the account's id."""
    with gate.work() as work:
        kim = gate.accounts(work).get("kim").id
    with gate.auth.changing_factors(kim) as (work, account):
        factor, new = gate.auth.factors.enrol_code(work, account, authenticator)
        if new.confirm:
            gate.auth.factors.confirm_code(work, account, factor.id, "1")
    return kim


def step_of(gate: Gatehouse) -> str:
    """Show the password; gives the token of the step."""
    with pytest.raises(MoreNeeded) as more:
        gate.enter()
    return more.value.step


@pytest.mark.asvs("V6.3.3")
def test_a_role_gives_nothing_below_its_level(asking: Gatehouse) -> None:
    """With nothing enrolled the session is without those roles, and says what a surer one would give."""
    token, session = asking.enter()
    for now in (session, asking.auth.session(token)):
        assert now is not None
        assert not now.actor.may("audit.read")
        assert not now.actor.may("petition.read", unit="roads")
        assert now.actor.assurance == 1
        assert now.raised is not None
        assert now.raised.may("audit.read")
        assert now.raised.may("petition.read", unit="roads")
        assert now.raised.assurance == 1, "it says what would be held, not how sure the office is"


def test_each_role_is_given_from_its_own_level_on(asking: Gatehouse) -> None:
    """At 2 the auditor is one, the road officer still not; with 3 nothing is withheld."""
    enrol(asking)
    entered = asking.auth.entrance.code(step_of(asking), "code", "2", origin=HOME, device="")
    session = asking.auth.session(entered.token)
    assert session is not None
    assert session.actor.may("audit.read")
    assert not session.actor.may("petition.read", unit="roads")
    assert session.raised is not None
    with asking.work() as work:
        account = asking.accounts(work).get("kim")
        held = frozenset({Held("auditor", None), Held("road-officer", "roads")})
        token, surest = asking.auth.sessions_kept.begin(work, account, held, shown=(STAMP,))
    assert surest.raised is None
    again = asking.auth.session(token)
    assert again is not None
    assert again.raised is None
    assert again.actor.may("petition.read", unit="roads")


def test_a_role_that_asks_for_a_level_makes_the_second_proof_due_at_the_door(asking: Gatehouse) -> None:
    """Whoever can show it is asked for it; whoever has a role without a level and nothing enrolled is not."""
    asking.add("lee")
    assert asking.enter("lee")[1].assurance == 1
    enrol(asking, "list")
    step, ways = asking.auth.entrance.ways(step_of(asking))
    assert [way.authenticator for way in ways] == ["list"]
    assert step.shown[0].method == "pwd"


@pytest.mark.asvs("V7.5.3")
def test_a_role_that_somebody_gets_while_signed_in_asks_for_its_level_at_once(asking: Gatehouse) -> None:
    """The next request sees the role as one to be reached, not as one that is held."""
    asking.add("lee")
    token, session = asking.enter("lee")
    assert session.raised is None
    with asking.work() as work:
        asking.accounts(work).grant("lee", "auditor")
    now = asking.auth.session(token)
    assert now is not None
    assert not now.actor.may("audit.read")
    assert now.raised is not None


def test_nobody_is_sent_to_a_step_from_which_there_is_no_way_on(asking: Gatehouse) -> None:
    """A linked certificate is not asked for, as it may have run out: the password opens a session without the role.

    Where something else is asked for, it may be shown in its place.
    """
    with asking.work() as work:
        kim = asking.accounts(work).get("kim")
        asking.auth.factors.link(work, kim, "papers", handle="h", label="")
    assert asking.enter()[1].assurance == 1
    enrol(asking)
    assert [way.authenticator for way in asking.auth.entrance.ways(step_of(asking))[1]] == ["code", "papers"]


def test_factors_that_do_not_count_are_not_asked_for(asking: Gatehouse) -> None:
    """Neither a code that was never confirmed nor one that was removed stands in the way."""
    with asking.work() as work:
        kim = asking.accounts(work).get("kim").id
    with asking.auth.changing_factors(kim) as (work, account):
        factor, _ = asking.auth.factors.enrol_code(work, account, "code")
    assert asking.enter()[1].assurance == 1
    with asking.auth.changing_factors(kim) as (work, account):
        asking.auth.factors.confirm_code(work, account, factor.id, "1")
    step_of(asking)
    with asking.auth.changing_factors(kim) as (work, account):
        asking.auth.factors.remove(work, account, factor.id)
    assert asking.enter()[1].assurance == 1


@pytest.mark.asvs("V10.3.4")
def test_a_bearer_token_of_a_person_is_one_proof_and_that_of_a_program_all_it_has(asking: Gatehouse) -> None:
    """A token does not lead around the level that a role asks for; services are given the roles they need."""
    with asking.work() as work:
        asking.accounts(work).add("robot", kind="service")
        asking.accounts(work).grant("robot", "auditor")
        kims, robots = asking.accounts(work).token("kim"), asking.accounts(work).token("robot")
    person, program = asking.auth.bearer(kims), asking.auth.bearer(robots)
    assert person is not None
    assert program is not None
    assert not person.may("audit.read")
    assert program.may("audit.read")


class Walls(Policy):
    """Lets in from one address only, and only whoever is sure to 2; remembers what it was asked."""

    asked: list[Any] = Field(default_factory=list)

    def objection(self, sign_in: SignIn) -> Text | None:
        """Objects to every other address, and to every other level."""
        self.asked.append(sign_in)
        if sign_in.address == HOME.address and sign_in.assurance >= 2:
            return None
        return Text(ko="안 됨", en="not from here")


@pytest.fixture
def walled(asking: Gatehouse) -> Walls:
    """The policy, in force; kim has a counting code."""
    enrol(asking)
    walls = Walls()
    asking.auth.policies["walls"] = walls
    return walls


def test_a_policy_sees_the_level_that_will_be_reached(asking: Gatehouse, walled: Walls) -> None:
    """A rule that wants two factors does not refuse the first of them."""
    entered = asking.auth.entrance.code(step_of(asking), "code", "2", origin=HOME, device="")
    assert entered.session.assurance == 2
    assert [each.assurance for each in walled.asked] == [2, 2]
    with asking.auth.changing_factors(entered.session.account) as (work, account):
        for factor in asking.auth.factors.of(work.conn, account.id):
            asking.auth.factors.remove(work, account, factor.id)
    with pytest.raises(SignInFailed):
        asking.enter()


@pytest.mark.parametrize("typed", ["2", "wrong"])
def test_a_step_begun_inside_is_not_finished_outside(asking: Gatehouse, walled: Walls, typed: str) -> None:
    """Rules on networks are asked at every proof; the right code is refused as the wrong one, and is not used up."""
    step = step_of(asking)
    with pytest.raises(SignInFailed):
        asking.auth.entrance.code(step, "code", typed, origin=AWAY, device="")
    reason = asking.facts.of("sign-in.failed")[-1].private["reason"]
    assert reason == "walls: not from here"
    assert asking.auth.entrance.code(step, "code", "2", origin=HOME, device="").session.assurance == 2


def test_a_session_is_not_made_new_outside(asking: Gatehouse, walled: Walls) -> None:
    """Nor is who they are proved again where they may not sign in."""
    entered = asking.auth.entrance.code(step_of(asking), "code", "2", origin=HOME, device="")
    step = asking.auth.entrance.again(entered.session)
    with pytest.raises(SignInFailed):
        asking.auth.password_again(step, PASSWORD, origin=AWAY)
    assert asking.auth.session(entered.token) is not None
    assert asking.auth.password_again(step, PASSWORD, origin=HOME).session.assurance == 2


def test_a_policy_that_fails_lets_nobody_in(asking: Gatehouse, walled: Walls, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the rule is no gap in the wall, at the first proof nor at the second."""
    step = step_of(asking)
    monkeypatch.setattr(Walls, "objection", lambda *_: 1 / 0)
    with pytest.raises(SignInFailed):
        asking.auth.entrance.code(step, "code", "2", origin=Origin(address=HOME.address), device="")
    with pytest.raises(SignInFailed):
        asking.enter()


def test_an_account_that_was_disabled_within_the_moment_is_not_let_in(asking: Gatehouse) -> None:
    """Whoever looked before it was shut and admits after it: the transaction that opens the session sees it."""
    with asking.work() as work:
        account = asking.accounts(work).get("kim")
    with asking.work() as work:
        asking.accounts(work).disable("kim")
    admission = asking.auth._admission
    with pytest.raises(StepOver), asking.work() as work:
        admission.admit(work, account, frozenset(), (STAMP,), first="papers")
    assert asking.auth.sessions(account.id) == []


@pytest.mark.asvs("V16.3.1")
def test_what_is_enough_is_noted_with_how_it_was_shown(asking: Gatehouse) -> None:
    """Authenticator, level, methods and the provider's own tier; a step that is due is no success yet."""
    kim = enrol(asking)
    with asking.work() as work:
        account = asking.accounts(work).get("kim")
        shown = (Evidence("fed", assurance=2, tier="gold"),)
        came = asking.auth._admission.admit(work, account, frozenset(), shown, first="oidc:city", leave="bye")
    assert isinstance(came, Entered)
    assert (came.session.tier, asking.auth.sessions_kept.leaving(came.session)) == ("gold", "bye")
    (fact,) = asking.facts.of("sign-in.succeeded")
    assert dict(fact.details) == {"authenticator": "oidc:city", "assurance": 2, "methods": ["fed"], "tier": "gold"}
    with asking.work() as work:
        first = (Evidence("fed"),)
        step = asking.auth._admission.admit(work, account, frozenset(), first, first="oidc:city", leave="bye")
    assert isinstance(step, Step)
    assert (step.account, step.more) == (kim, {"leave": "bye"})
    assert len(asking.facts.of("sign-in.succeeded")) == 1
