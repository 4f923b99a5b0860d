"""Roles on somebody else's word: granted and taken back as it says, never touching what was granted by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from egovframe.auth import Account, Auth, AuthSettings, Evidence, Given, Person
from egovframe.auth.profiles.model import Profile
from egovframe.auth.vouching import Vouching, first_profile
from tests.auth.gatehouse import CONSOLE, HOME, ROLES, UNITS, Gatehouse

ROADS = Given("road-officer", "roads")
AUDIT = Given("auditor")


def said(*roles: Given, **more: str) -> Person:
    """A person with these roles."""
    return Person("book", "kim", Evidence("pwd"), roles=roles, **more)  # type: ignore[arg-type]


def account(gate: Gatehouse, name: str = "kim") -> Account:
    """The account of that name."""
    with gate.work() as work:
        return gate.accounts(work).get(name)


def held(gate: Gatehouse, name: str = "kim") -> set[tuple[str, str | None, str]]:
    """The roles that count now, with the unit and who granted them."""
    with gate.work() as work:
        return {(grant.role, grant.unit, grant.by) for grant in gate.accounts(work).grants(name)}


def keep_up(gate: Gatehouse, *roles: Given, authenticator: str = "book") -> bool:
    """Bring kim's roles up to date."""
    vouching = Vouching(gate, gate.auth.accounts)
    return vouching.keep_up(authenticator, account(gate), said(*roles), origin=HOME)


def test_roles_come_and_go(gate: Gatehouse) -> None:
    """Each change is a fact of the office's, on that word; nothing is written where nothing changes."""
    gate.add("kim")
    by = "system:source:book"
    assert keep_up(gate, ROADS, AUDIT)
    assert held(gate) == {("road-officer", "roads", by), ("auditor", None, by)}
    assert not keep_up(gate, AUDIT, ROADS)
    assert keep_up(gate, AUDIT)
    assert held(gate) == {("auditor", None, by)}
    assert keep_up(gate)
    assert held(gate) == set()
    assert len(gate.facts.of("role.granted")) == 2
    revoked = gate.facts.of("role.revoked")
    assert [note.details["role"] for note in revoked] == ["road-officer", "auditor"]
    assert {note.actor.id for note in revoked} == {by}
    assert {note.private["reason"] for note in revoked} == {"no longer given by book"}


def test_what_was_granted_by_hand_stays(gate: Gatehouse) -> None:
    """It is neither granted once more nor taken back; so is what another directory gave."""
    gate.add("kim", role="road-officer", unit="roads")
    assert not keep_up(gate, ROADS)
    assert not keep_up(gate)
    assert keep_up(gate, AUDIT, authenticator="other")
    assert not keep_up(gate)
    assert held(gate) == {("road-officer", "roads", CONSOLE.id), ("auditor", None, "system:source:other")}


def test_a_role_that_is_yet_to_begin_or_narrower_is_another(small: Gatehouse) -> None:
    """A grant for later stays as it is; one for a form, or for own cases, does not stand in for the whole role."""
    small.add("kim")
    with small.work() as work:
        later = work.at + timedelta(days=7)
        small.accounts(work).grant("kim", "auditor", since=later)
        small.accounts(work).grant("kim", "road-officer", unit="roads", own=True)
    assert keep_up(small, AUDIT, ROADS)
    assert held(small) == {("road-officer", "roads", CONSOLE.id), ("road-officer", "roads", "system:source:book")}
    assert keep_up(small)
    assert held(small) == {("road-officer", "roads", CONSOLE.id)}
    with small.work() as work:
        grants = small.accounts(work).grants("kim", history=True)
    assert [grant.since for grant in grants if grant.role == "auditor" and grant.revoked is None] == [later]


def test_whoever_says_nothing_of_roles_changes_none(small: Gatehouse) -> None:
    """A provider whose groups mean nothing here."""
    small.add("kim")
    keep_up(small, AUDIT)
    vouching = Vouching(small, small.auth.accounts)
    nothing = Person("book", "kim", Evidence("pwd"))
    assert not vouching.keep_up("book", account(small), nothing, origin=HOME)
    assert held(small) == {("auditor", None, "system:source:book")}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Given("mayor"), "auth.role_unknown"),
        (Given("auditor", "space"), "auth.unit_unknown"),
        (Given("road-officer", "roads"), "auth.roles_exclude"),
    ],
)
def test_what_cannot_be_granted_is_left_out(small: Gatehouse, given: Given, code: str) -> None:
    """A role or unit that the city has not, or that it holds separate from another: it is logged, the rest counts."""
    small.auth = Auth(small, AuthSettings.quick(), ROLES, UNITS, separate=[("auditor", "road-officer")])
    small.add("kim")
    with capture_logs() as logs:
        assert keep_up(small, AUDIT, given)
    assert held(small) == {("auditor", None, "system:source:book")}
    assert [(line["log_level"], line["role"], line["why"]) for line in logs] == [("error", given.role, code)]


@pytest.mark.parametrize(
    ("person", "profile"),
    [
        ({"title": "김도로", "email": "kim@haneul.example", "email_verified": True}, ("김도로", "kim@haneul.example")),
        ({"title": "김도로", "email": "kim@haneul.example"}, ("김도로", "")),
        ({"title": "김도로", "email": "no address", "email_verified": True}, ("김도로", "")),
        ({"title": "x" * 100_000, "email": "kim@haneul.example", "email_verified": True}, ("", "kim@haneul.example")),
        ({}, None),
    ],
)
def test_a_first_profile(small: Gatehouse, person: dict[str, str], profile: tuple[str, str] | None) -> None:
    """Name and proved address; what cannot stand in a profile is left out, and nothing at all makes none."""
    small.add("kim")
    kim = account(small)
    with small.work() as work:
        first_profile(work, kim, said(**person))
    with small.database.read() as conn:
        found = small.auth.profile_of(conn, kim.id)
    assert (found and (found.display_name, found.email)) == profile
    assert profile is None or found != Profile()
