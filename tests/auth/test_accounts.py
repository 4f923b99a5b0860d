"""Accounts: who can sign in and which roles they hold where; nothing is allowed unless it was granted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from egovframe.auth import (
    AccountExists,
    AccountNotFound,
    AuthError,
    NameInvalid,
    NotGranted,
    RoleUnknown,
    SignInFailed,
    UnitUnknown,
)
from egovframe.auth.accounts import Accounts
from egovframe.kernel.permissions import Actor, Forbidden
from tests.auth.gatehouse import CONSOLE, NOBODY, OTHER, PASSWORD, READER, REGISTRAR, Gatehouse


def test_an_account_is_found_whatever_its_case_and_composition(gate: Gatehouse) -> None:
    """A name is one name in upper and lower case, composed or not (Unicode caseless matching)."""
    gate.add("Kim Müller")
    with gate.work() as work:
        assert gate.accounts(work).get("kim MÜLLER").name == "Kim Müller"
        assert gate.accounts(work).get("Kim Mu\u0308ller").name == "Kim Müller"
        with pytest.raises(AccountExists):
            gate.accounts(work).add("KIM müller")


@pytest.mark.parametrize("name", ["", "  ", "a" * 65, "kim\u200bb", "kim  b", "kim\nb"])
def test_what_cannot_be_seen_or_said_is_no_name(small: Gatehouse, name: str) -> None:
    """Empty, too long, invisible signs, double blanks: the fault names the field."""
    with pytest.raises(NameInvalid) as raised, small.work() as work:
        small.accounts(work).add(name)
    assert [fault.field for fault in raised.value.faults] == ["name"]


def test_accounts_are_listed_by_name_page_by_page(gate: Gatehouse) -> None:
    """The cursor is the last name seen."""
    for name in ("choi", "Ahn", "bae"):
        gate.add(name)
    with gate.work() as work:
        first = gate.accounts(work).list(limit=2)
        rest = gate.accounts(work).list(after=first[-1].name, limit=2)
    assert [account.name for account in (*first, *rest)] == ["Ahn", "bae", "choi"]


@pytest.mark.asvs("V7.4.2")
def test_a_disabled_account_is_out_at_once_and_everywhere(gate: Gatehouse) -> None:
    """Its sessions end, its tokens count no more, and it does not come in again until it is opened."""
    gate.add()
    token, _session = gate.enter()
    with gate.work() as work:
        bearer = gate.accounts(work).token("kim")
    with gate.work() as work:
        gate.accounts(work).disable("KIM")
    assert gate.auth.session(token) is None
    assert gate.auth.bearer(bearer) is None
    with pytest.raises(SignInFailed):
        gate.enter()
    with pytest.raises(AuthError, match="disabled"), gate.work() as work:
        gate.accounts(work).token("kim")
    with gate.work() as work:
        gate.accounts(work).enable("kim")
    assert gate.auth.session(token) is None, "a session that ended stays ended"
    assert gate.auth.bearer(bearer) is None, "and so does a token"
    assert gate.enter()


def test_a_role_counts_in_its_unit_and_below(gate: Gatehouse) -> None:
    """Granted in roads: roads and bridges, neither the unit above nor another one."""
    gate.add(role="road-officer", unit="roads")
    actor = gate.enter()[1].actor
    assert {unit for unit in ("streets", "roads", "bridges", "parks") if actor.may("petition.read", unit=unit)} == {
        "roads",
        "bridges",
    }
    assert not actor.may("audit.read")


def test_a_role_granted_everywhere_counts_in_every_unit(gate: Gatehouse) -> None:
    """Without a unit it counts in units that there are and that there will be."""
    gate.add(role="auditor")
    actor = gate.enter()[1].actor
    assert actor.may("audit.read", unit="parks")
    assert actor.may("audit.read", unit="not-yet")


def test_a_role_ends_by_its_date_and_by_revoking_from_the_next_request_on(gate: Gatehouse) -> None:
    """What a session may do is asked anew each time."""
    gate.add()
    token, _ = gate.enter()
    with gate.work() as work:
        gate.accounts(work).grant("kim", "auditor", until=gate.time.now() + timedelta(days=1), reason="vacation cover")
        gate.accounts(work).grant("kim", "road-officer")

    def may(permission: str) -> bool:
        session = gate.auth.session(token)
        return session is not None and session.actor.may(permission)

    assert may("audit.read")
    gate.time.forward(hours=10)
    assert may("audit.read")  # used, so that it does not idle out
    gate.time.forward(hours=11)
    assert may("audit.read")
    gate.time.forward(hours=4)
    assert not may("audit.read")
    assert may("petition.read")
    with gate.work() as work:
        gate.accounts(work).revoke("kim", "road-officer", reason="moved")
    assert not may("petition.read")
    with gate.work() as work:
        history = gate.accounts(work).grants("kim", history=True)
        assert gate.accounts(work).grants("kim") == []
    assert [(grant.role, grant.by) for grant in history] == [("auditor", CONSOLE.id), ("road-officer", CONSOLE.id)]


def test_granting_twice_is_granting_once_and_a_new_end_replaces_the_old(gate: Gatehouse) -> None:
    """One grant is in force for a role and place."""
    gate.add()
    end = gate.time.now() + timedelta(days=7)
    with gate.work() as work:
        first = gate.accounts(work).grant("kim", "auditor")
        assert gate.accounts(work).grant("kim", "auditor") == first
    gate.time.forward(seconds=1)
    with gate.work() as work:
        gate.accounts(work).grant("kim", "auditor", until=end)
        assert [grant.until for grant in gate.accounts(work).grants("kim")] == [end]
    with pytest.raises(AuthError, match="end before it begins"), gate.work() as work:
        gate.accounts(work).grant("kim", "auditor", until=gate.time.now())


def test_what_is_not_there_is_named(small: Gatehouse) -> None:
    """No such account, role or unit, and a role that is not held there."""
    small.add()
    with small.work() as work:
        accounts = small.accounts(work)
        with pytest.raises(AccountNotFound, match="'lee'"):
            accounts.get("lee")
        with pytest.raises(RoleUnknown, match="no role 'mayor'"):
            accounts.grant("kim", "mayor")
        with pytest.raises(UnitUnknown, match="'moon'"):
            accounts.grant("kim", "auditor", unit="moon")
        with pytest.raises(NotGranted, match="in parks"):
            accounts.revoke("kim", "auditor", unit="parks")


VERBS: dict[str, Callable[[Accounts], object]] = {
    "add": lambda accounts: accounts.add("lee"),
    "get": lambda accounts: accounts.get("kim"),
    "list": lambda accounts: accounts.list(),
    "disable": lambda accounts: accounts.disable("kim"),
    "enable": lambda accounts: accounts.enable("kim"),
    "set_password": lambda accounts: accounts.set_password("kim", OTHER),
    "token": lambda accounts: accounts.token("kim"),
    "revoke_tokens": lambda accounts: accounts.revoke_tokens("kim"),
    "grant": lambda accounts: accounts.grant("kim", "auditor"),
    "grant in a unit": lambda accounts: accounts.grant("kim", "auditor", unit="parks"),
    "revoke": lambda accounts: accounts.revoke("kim", "auditor"),
    "grants": lambda accounts: accounts.grants("kim"),
    "roles": lambda accounts: accounts.roles(),
    "units": lambda accounts: accounts.units(),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", [NOBODY, Actor.visitor()], ids=["officer", "visitor"])
def test_without_the_permission_nothing_is_possible(small: Gatehouse, verb: str, who: Actor) -> None:
    """Default deny, for every verb; each refusal is a fact."""
    small.add()
    before = len(small.facts.of("access.denied"))
    with pytest.raises(Forbidden), small.work(who) as work:
        VERBS[verb](small.accounts(work))
    assert len(small.facts.of("access.denied")) == before + 1


def test_who_grants_in_a_unit_grants_there_and_nowhere_else(small: Gatehouse) -> None:
    """The permission to grant counts in the unit that the role is granted in."""
    small.add()
    with small.work(REGISTRAR) as work:
        small.accounts(work).grant("kim", "road-officer", unit="roads")
    for unit in ("parks", "streets", None):
        with pytest.raises(Forbidden), small.work(REGISTRAR) as work:
            small.accounts(work).grant("kim", "road-officer", unit=unit)


def test_everybody_sees_their_own_account_and_nobody_elses(small: Gatehouse) -> None:
    """One's own account and grants need no permission."""
    small.add(role="road-officer", unit="roads")
    small.add("lee")
    kim = small.enter()[1].actor
    with small.work(kim) as work:
        assert small.accounts(work).get("Kim").name == "kim"
        assert [grant.role for grant in small.accounts(work).grants("kim")] == ["road-officer"]
    with pytest.raises(Forbidden), small.work(kim) as work:
        small.accounts(work).get("lee")
    with small.work(READER) as work:
        assert small.accounts(work).get("lee").name == "lee"


def test_every_deed_leaves_its_fact_and_no_name_in_the_published_part(gate: Gatehouse) -> None:
    """The log is public: names and reasons are only committed to."""
    gate.add(role="road-officer", unit="roads")
    with gate.work() as work:
        gate.accounts(work).token("kim")
        gate.accounts(work).set_password("kim", OTHER)
        gate.accounts(work).disable("kim")
    actions = [note.action for note in gate.facts.notes]
    assert actions == [
        "account.added",
        "role.granted",
        "token.issued",
        "credential.changed",
        "token.revoked",
        "account.disabled",
    ]
    for note in gate.facts.notes:
        published = f"{note.object} {note.subjects} {note.reason} {dict(note.details)}"
        assert "kim" not in published
        assert PASSWORD not in published


def test_a_role_is_held_for_one_form_for_own_cases_and_from_a_day_on(gate: Gatehouse) -> None:
    """Each narrowing is a grant of its own, with what it is in its fact; it is taken back just so."""
    gate.add()
    later = gate.time.now() + timedelta(days=2)
    with gate.work() as work:
        accounts = gate.accounts(work)
        form = accounts.grant("kim", "road-officer", unit="roads", form="pothole")
        own = accounts.grant("kim", "road-officer", unit="roads", own=True)
        whole = accounts.grant("kim", "road-officer", unit="roads", since=later)
        assert accounts.grant("kim", "road-officer", unit="roads", form="pothole") == form
        assert accounts.grant("kim", "road-officer", unit="roads", since=later) == whole
        assert accounts.grants("kim") == [form, own]
        assert accounts.grants("kim", history=True) == [form, own, whole]
    details = [dict(note.details) for note in gate.facts.of("role.granted")]
    assert [(each.get("form"), each.get("own")) for each in details] == [("pothole", None), (None, True), (None, None)]
    assert details[2]["since"] == later.isoformat()

    def may(**case: str) -> bool:
        with gate.database.read() as conn:
            kim = gate.auth.officer(conn, "kim")
        assert kim is not None
        return kim.may("petition.answer", **{name: kim.id if value == "me" else value for name, value in case.items()})

    assert may(unit="bridges", form="pothole", owner="lee")
    assert may(unit="roads", form="suggestion", owner="me")
    assert not may(unit="roads", form="suggestion", owner="lee")
    assert not may(unit="parks", form="pothole", owner="me")
    gate.time.at = later
    assert may(unit="roads", form="suggestion", owner="lee")
    with gate.work() as work:
        gate.accounts(work).revoke("kim", "road-officer", unit="roads")
        gate.accounts(work).revoke("kim", "road-officer", unit="roads", form="pothole")
        with pytest.raises(NotGranted):
            gate.accounts(work).revoke("kim", "road-officer", unit="roads", form="pothole")
    assert not may(unit="roads", form="pothole", owner="lee")
    assert may(unit="roads", form="pothole", owner="me")


def test_a_role_that_is_yet_to_begin_is_taken_back(gate: Gatehouse) -> None:
    """It never counts."""
    gate.add()
    with gate.work() as work:
        gate.accounts(work).grant("kim", "road-officer", since=gate.time.now() + timedelta(days=1))
        gate.accounts(work).revoke("kim", "road-officer")
        with pytest.raises(AuthError, match="end before it begins"):
            gate.accounts(work).grant(
                "kim", "auditor", since=gate.time.now() + timedelta(days=2), until=gate.time.now() + timedelta(days=1)
            )
    gate.time.forward(days=2)
    assert gate.enter()[1].actor.holds == {}
