"""Roles that the office makes, and what includes, excludes and retires them."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.auth.access.errors import RoleInvalid, RolesExclude, RoleTaken
from egovframe.auth.directory import Directory
from egovframe.auth.errors import RoleUnknown
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import Forbidden, SamePerson
from tests.auth.access.hall import ROLES, SEPARATE, furnish, grant, officer, rights, role
from tests.auth.gatehouse import NOBODY, Gatehouse


def define(hall: Gatehouse, name: str, *, by: Any = None, **what: Any) -> Any:
    """Makes a role."""
    with hall.work(by) if by else hall.work() as work:
        return rights(hall, work).roles.define(name, **what)


def test_a_role_made_in_the_office_counts_at_the_next_request(hall: Gatehouse) -> None:
    """With what it includes; changed and retired, so it counts at the next request. Each is a fact for three years."""
    define(hall, "deputy", may={"petition.assign"}, includes={"clerk"}, title="대리", reason="인력 부족")
    grant(hall, "kim", "deputy", unit="roads")
    token, _ = hall.enter()

    def may(permission: str) -> bool:
        session = hall.auth.session(token)
        assert session is not None
        return session.actor.may(permission, unit="bridges")

    assert all(may(each) for each in ("petition.assign", "petition.answer", "petition.read"))
    define(hall, "deputy", may={"petition.assign"})
    assert (may("petition.assign"), may("petition.read")) == (True, False)
    with hall.work() as work:
        rights(hall, work).roles.retire("deputy")
        assert "deputy" not in [each.name for each in hall.accounts(work).roles()]
    assert not may("petition.assign")
    done = [note for note in hall.facts.notes if note.action in ("role.defined", "role.retired")]
    assert [note.fact.keep for note in done] == [3, 3, 3]
    assert done[0].details["includes"] == ["clerk"]
    assert done[0].private == {"reason": "인력 부족"}
    define(hall, "deputy", may={"petition.read"})  # a name may come back
    assert may("petition.read")


def test_the_same_again_changes_nothing(nook: Gatehouse) -> None:
    """No fact, no new version."""
    define(nook, "deputy", may={"petition.read"})
    with nook.database.read() as conn:
        before = nook.auth.access.registry.within(conn, nook.time.now()).version
    define(nook, "deputy", may={"petition.read"})
    with nook.database.read() as conn:
        assert nook.auth.access.registry.within(conn, nook.time.now()).version == before
    assert len(nook.facts.of("role.defined")) == 1


@pytest.mark.parametrize(
    ("name", "what", "error", "says"),
    [
        ("clerk", {}, RoleTaken, "declares the role 'clerk'"),
        ("admin", {}, RoleTaken, "'admin'"),
        ("No Name", {}, RoleInvalid, "cannot be the name"),
        ("new", {"may": {"petition.paint"}}, RoleInvalid, "is no permission"),
        ("new", {"includes": {"mayor"}}, RoleInvalid, "not declared"),
        ("new", {"includes": {"new"}}, RoleInvalid, "includes itself"),
        ("new", {"includes": {"payer", "checker"}}, RoleInvalid, "held separate"),
        ("new", {"may": {"petition.reveal"}, "reveals": {"secrets"}}, RoleInvalid, "narrows"),
        ("new", {"reveals": {"personal"}}, RoleInvalid, "narrows"),
    ],
)
def test_a_role_that_cannot_be_is_refused(
    nook: Gatehouse, name: str, what: dict[str, Any], error: type[Exception], says: str
) -> None:
    """A declared name, an odd one, a permission or role that is not there, a circle, two that exclude each other."""
    furnish(nook, permissions=["petition.read", "petition.reveal", "petition.assign"])
    with pytest.raises(error, match=says):
        define(nook, name, **what)


def test_a_longer_circle_is_refused(nook: Gatehouse) -> None:
    """One includes two, two includes one."""
    define(nook, "one", may={"petition.read"})
    define(nook, "two", includes={"one"})
    with pytest.raises(RoleInvalid, match="includes itself"):
        define(nook, "one", includes={"two"})
    with nook.work() as work, pytest.raises(RoleInvalid, match="part of two"):
        rights(nook, work).roles.retire("one")
    with nook.work() as work, pytest.raises(RoleUnknown):
        rights(nook, work).roles.retire("clerk")


def test_nobody_changes_a_role_that_they_hold(nook: Gatehouse) -> None:
    """Also not by way of a role that includes it; a colleague may. The refusal is a fact."""
    define(nook, "inner", may={"petition.read"})
    define(nook, "outer", includes={"inner"})
    for name in ("kim", "lee"):
        grant(nook, name, "registrar")
    grant(nook, "kim", "outer")
    for name in ("inner", "outer"):
        with pytest.raises(SamePerson):
            define(nook, name, by=officer(nook, "kim"), may={"audit.read"})
    assert nook.facts.of("access.denied")[-1].details["permission"] == "role.define"
    define(nook, "inner", by=officer(nook, "lee"), may={"audit.read"})
    with nook.work(NOBODY) as work, pytest.raises(Forbidden):
        rights(nook, work).roles.define("more", may={"audit.read"})


def test_a_role_whose_holders_would_hold_two_apart_is_not_changed(hall: Gatehouse) -> None:
    """Nor one within it: the error names the two and whom it is about."""
    define(hall, "inner", may={"petition.read"})
    define(hall, "outer", includes={"inner"})
    grant(hall, "kim", "outer", unit="roads")
    grant(hall, "kim", "payer", unit="streets")
    with pytest.raises(RolesExclude, match="kim cannot hold the role 'checker' together with 'payer'"):
        define(hall, "inner", includes={"checker"})
    with hall.work() as work:
        hall.accounts(work).revoke("kim", "payer", unit="streets")
    define(hall, "inner", includes={"checker"})


def test_what_no_longer_goes_with_the_declaration_gives_nothing(nook: Gatehouse) -> None:
    """A later release may declare what the office had made, or drop what it relied on: the office stays open."""
    define(nook, "deputy", may={"petition.read"}, includes={"clerk"})
    grant(nook, "kim", "deputy")
    later = [each for each in ROLES if each.name not in ("clerk", "chief")]
    registry = nook.auth.access.registry
    made = [role("deputy", "petition.read", includes=("clerk",))]
    directory = type(registry)(nook.database, later, ()).directory(made, ())
    assert directory.may_of("deputy") == {"petition.read"}
    declared = type(registry)(nook.database, [*ROLES, role("deputy", "audit.read")], ()).directory(made, ())
    assert declared.may_of("deputy") == {"audit.read"}
    both = [role("both", includes=("payer", "checker"))]
    assert "both" not in type(registry)(nook.database, ROLES, (), separate=SEPARATE).directory(both, ()).roles


@pytest.mark.parametrize(
    ("roles", "separate", "says"),
    [
        ([role("a", includes=("b",))], (), "'b', which is not declared"),
        ([role("a", includes=("b",)), role("b", includes=("a",))], (), "includes itself"),
        ([role("a"), role("b"), role("c", includes=("a", "b"))], (("a", "b"),), "held separate"),
        ([role("a")], (("a", "b"),), "'b' is held separate, but it is not declared"),
        ([role("a")], (("a", "a"),), "separate from itself"),
    ],
)
def test_declared_roles_that_do_not_hold_together_are_refused(
    roles: list[Any], separate: tuple[tuple[str, str], ...], says: str
) -> None:
    """At the start, by name."""
    with pytest.raises(DeclarationError, match=says):
        Directory(roles, separate=separate)
