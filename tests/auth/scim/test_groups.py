"""Groups: roles and who holds them; members come and go, the city's declaration stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from egovframe.auth import RoleUnknown
from egovframe.auth.scim import groups as module
from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.groups import Groups
from egovframe.auth.scim.listing import Asked
from egovframe.auth.scim.schemas import GROUP_URN
from egovframe.kernel.permissions import Forbidden, SamePerson
from tests.auth.gatehouse import REGISTRAR, Gatehouse
from tests.auth.scim.desk import BASE, CONNECTOR, groups, made, users, without
from tests.auth.scim.people_of_rfc import patch

ROADS = "road-officer@roads"


def body(name: str = ROADS, *members: str) -> dict[str, Any]:
    """A Group's body."""
    return {"schemas": [GROUP_URN], "displayName": name, "members": [{"value": each} for each in members]}


def add(*members: str) -> dict[str, Any]:
    """A PATCH body that lets members in."""
    return patch({"op": "Add", "path": "members", "value": [{"value": each} for each in members]})


def names(gate: Gatehouse, **asked: Any) -> list[str]:
    """The names of the groups that meet a filter, in order."""
    with groups(gate) as verbs:
        return [each["displayName"] for each in verbs.list(Asked.read(asked))[1]]


def test_a_member_holds_the_role_and_no_other_place(gate: Gatehouse) -> None:
    """Granted with the reason "SCIM", in the unit and below; taken back the same way."""
    kim = made(gate)
    with groups(gate) as verbs:
        after = verbs.patch(ROADS, add(kim))
    assert after["members"] == [{"value": kim, "$ref": f"{BASE}/Users/{kim}", "type": "User"}]
    with gate.work() as work:
        (grant,) = gate.accounts(work).grants("kim")
    assert (grant.role, grant.unit, grant.reason, grant.by) == ("road-officer", "roads", "SCIM", "connector")
    assert gate.facts.of("role.granted")[-1].private["reason"] == "SCIM"
    with groups(gate) as verbs:
        verbs.patch(ROADS, add(kim))  # again: nothing changes
        assert "members" not in verbs.get("road-officer")
        verbs.patch(ROADS, patch({"op": "remove", "path": f'members[value eq "{kim}"]'}))
    with gate.work() as work:
        assert gate.accounts(work).grants("kim") == []
    assert len(gate.facts.of("role.granted")) == len(gate.facts.of("role.revoked")) == 1


def test_members_are_replaced(gate: Gatehouse) -> None:
    """Those who are not in the body lose the role; those who stay keep their grant as it is."""
    kim, lee, park = made(gate), made(gate, "lee"), made(gate, "park")
    with groups(gate) as verbs:
        verbs.replace(ROADS, body(ROADS, kim, lee))
        after = verbs.replace(ROADS, body(ROADS, lee, park))
    assert [each["value"] for each in after["members"]] == [lee, park]
    assert len(gate.facts.of("role.granted")) == 3
    assert len(gate.facts.of("role.revoked")) == 1


def test_whoever_holds_a_part_of_the_role_is_no_member(small: Gatehouse) -> None:
    """Neither for one form nor for one's own cases: members hold the whole role, and others stay as they are."""
    kim, lee = made(small), made(small, "lee")
    with small.work() as work:
        small.accounts(work).grant("kim", "road-officer", unit="roads", own=True)
        small.accounts(work).grant("kim", "road-officer", unit="roads", form="pothole")
    with groups(small) as verbs:
        assert "members" not in verbs.get(ROADS)
        assert [each["value"] for each in verbs.replace(ROADS, body(ROADS, lee))["members"]] == [lee]
    with users(small) as verbs:
        assert "groups" not in verbs.get(kim)
    with small.work() as work:
        assert len(small.accounts(work).grants("kim")) == 2


def test_nobody_but_officers_is_a_member(small: Gatehouse) -> None:
    """The connector's own account keeps its role whatever comes; an unknown id is refused, and nothing is done."""
    with small.work() as work:
        robot = small.accounts(work).add("robot", kind="service")
        small.accounts(work).grant("robot", "admin")
    kim = made(small)
    with groups(small) as verbs:
        assert "members" not in verbs.replace("admin", body("admin"))
    for nobody in ({"value": robot.id}, {"value": "nobody"}, {"type": "User"}):
        with pytest.raises(ScimRefused) as raised, groups(small) as verbs:
            verbs.patch(ROADS, patch({"op": "add", "path": "members", "value": [{"value": kim}, nobody]}))
        assert raised.value.scim_type == "invalidValue"
    with small.work() as work:
        assert [grant.role for grant in small.accounts(work).grants("robot")] == ["admin"]
        assert small.accounts(work).grants("kim") == []


def test_the_city_declares_its_roles(small: Gatehouse) -> None:
    """What is there is there (409), what is not declared cannot be made (400), nothing is renamed or deleted."""
    with pytest.raises(ScimRefused) as raised, groups(small) as verbs:
        verbs.create(body("kings"))
    assert (raised.value.status, raised.value.scim_type) == (400, "invalidValue")
    assert "road-officer" in raised.value.hint
    for name in (ROADS, "admin"):
        with pytest.raises(ScimRefused) as raised, groups(small) as verbs:
            verbs.create(body(name))
        assert (raised.value.status, raised.value.scim_type) == (409, "uniqueness")
    with pytest.raises(ScimRefused) as raised, groups(small) as verbs:
        verbs.delete(ROADS)
    assert raised.value.status == 403
    with pytest.raises(ScimRefused) as raised, groups(small) as verbs:
        verbs.replace(ROADS, body("road-officer"))
    assert raised.value.scim_type == "mutability"
    for name in ("kings", "road-officer@nowhere", "@roads", "road-officer@", "kings@roads"):
        with pytest.raises(RoleUnknown), groups(small) as verbs:
            verbs.get(name)


def test_groups_are_listed_and_found(small: Gatehouse) -> None:
    """Every role, everywhere and in each unit; as Entra ID and Okta ask for one, and for one with a member."""
    kim = made(small)
    with groups(small) as verbs:
        verbs.patch(ROADS, add(kim))
    every = names(small)
    assert len(every) == 3 * 5  # admin, auditor, road-officer; everywhere and in four units
    assert every[:3] == ["admin", "admin@bridges", "admin@parks"]
    assert names(small, startIndex=15, count=10) == ["road-officer@streets"]
    assert names(small, filter=f'displayName eq "{ROADS}"') == [ROADS]
    assert names(small, filter='displayName eq "kings"') == []
    assert names(small, filter=f'id eq "{ROADS}" and members eq "{kim}"') == [ROADS]
    assert names(small, filter=f'members.value eq "{kim}"') == [ROADS]
    assert names(small, filter='displayName sw "auditor" and displayName ew "s"', sortBy="displayName") == [
        "auditor@bridges",
        "auditor@parks",
        "auditor@roads",
        "auditor@streets",
    ]
    with groups(small) as verbs:
        shown = verbs.page(Asked.read({"filter": f'id eq "{ROADS}"', "excludedAttributes": "members"}))
    assert shown["totalResults"] == 1
    assert "members" not in shown["Resources"][0]


def test_too_many_groups_are_not_looked_through(small: Gatehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """400 tooMany; pages without a filter come all the same."""
    monkeypatch.setattr(module, "MOST_EVALUATED", 3)
    with pytest.raises(ScimRefused) as raised:
        names(small, filter='displayName co "road"')
    assert raised.value.scim_type == "tooMany"
    assert len(names(small)) == 15


def test_a_change_may_ask_for_a_version(small: Gatehouse) -> None:
    """412 where the members are others by now."""
    kim = made(small)
    with groups(small) as verbs:
        version = verbs.get(ROADS)["meta"]["version"]
        verbs.patch(ROADS, add(kim), match=version)
    with pytest.raises(ScimRefused) as raised, groups(small) as verbs:
        verbs.replace(ROADS, body(), match=version)
    assert raised.value.status == 412


DEEDS: dict[str, Callable[[Groups, str], object]] = {
    "get": lambda verbs, _kim: verbs.get(ROADS),
    "list": lambda verbs, _kim: verbs.list(Asked()),
    "replace": lambda verbs, kim: verbs.replace(ROADS, body(ROADS, kim)),
    "patch": lambda verbs, kim: verbs.patch(ROADS, add(kim)),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_every_verb_asks_for_its_permissions(small: Gatehouse, deed: str) -> None:
    """Provisioning alone gives nobody a role: who may not grant it in that unit may not let members in."""
    kim = made(small)
    needed = ["account.provision", "role.read", *(["role.grant"] if deed in ("replace", "patch") else [])]
    for permission in needed:
        with pytest.raises(Forbidden), groups(small, without(permission)) as verbs:
            DEEDS[deed](verbs, kim)
    with groups(small, CONNECTOR) as verbs:
        DEEDS[deed](verbs, kim)
    with pytest.raises(Forbidden), groups(small, REGISTRAR) as verbs:
        DEEDS[deed](verbs, kim)
    with pytest.raises(Forbidden), groups(small, without("account.provision")) as verbs:
        verbs.create(body())
    with pytest.raises(Forbidden), groups(small, without("account.provision")) as verbs:
        verbs.delete(ROADS)


def test_nobody_makes_themself_a_member(small: Gatehouse) -> None:
    """An officer who uses the interface by hand is held to it as everywhere: a grant takes two people."""
    kim, lee = made(small), made(small, "lee")
    by = replace(CONNECTOR, kind="officer", id=kim)
    with pytest.raises(SamePerson), groups(small, by) as verbs:
        verbs.patch(ROADS, patch({"op": "add", "path": "members", "value": [{"value": kim}]}))
    with groups(small, by) as verbs:
        verbs.patch(ROADS, patch({"op": "add", "path": "members", "value": [{"value": lee}]}))
