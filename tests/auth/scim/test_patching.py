"""Changes to a resource: the examples of RFC 7644, 3.5.2, and what Entra ID and Okta send."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.patching import MOST_OPERATIONS, PATCH_URN, password_in, patched
from egovframe.auth.scim.schemas import ENTERPRISE_URN, GROUPS, USERS
from tests.auth.scim.people_of_rfc import BJENSEN, CREW, bjensen, patch

JAMES = {"value": "08e1d05d-121c-4561-8b96-473d93df9210", "type": "User", "$ref": "/Users/3"}


def changed(*operations: dict[str, Any], resource: dict[str, Any] | None = None) -> dict[str, Any]:
    """The User of the RFC after these operations."""
    return patched(resource or BJENSEN, patch(*operations), USERS)


def crew(*operations: dict[str, Any]) -> list[str]:
    """The ids of the group's members after these operations."""
    return [each["value"] for each in patched(CREW, patch(*operations), GROUPS).get("members", [])]


def refusal(*operations: dict[str, Any]) -> str:
    """With which keyword the operations are refused."""
    with pytest.raises(ScimRefused) as raised:
        changed(*operations)
    return raised.value.scim_type


# ------------------------------------------------------------------------------------------------ RFC 7644


def test_members_are_added(ids: list[str]) -> None:
    """Section 3.5.2.1, first example; a member who is there already is not added again."""
    assert crew({"op": "add", "path": "members", "value": [JAMES]}) == [*ids, JAMES["value"]]
    again = {"value": ids[0]}
    assert crew({"op": "add", "path": "members", "value": [again]}) == ids


@pytest.fixture
def ids() -> list[str]:
    """The ids of the group's members as they are."""
    return [each["value"] for each in CREW["members"]]


def test_attributes_are_added_without_a_path() -> None:
    """Section 3.5.2.1, second example: to one with several values they are added, of one value it is set."""
    emails = [{"value": "babs@jensen2.org", "type": "home"}]
    after = changed({"op": "add", "value": {"emails": emails, "displayName": "Babs"}})
    assert [each["value"] for each in after["emails"]] == ["bjensen@example.com", "babs@jensen.org", "babs@jensen2.org"]
    assert after["displayName"] == "Babs"


def test_members_are_removed(ids: list[str]) -> None:
    """Section 3.5.2.2: one, all, some addresses."""
    assert crew({"op": "remove", "path": f'members[value eq "{ids[0]}"]'}) == ids[1:]
    assert crew({"op": "remove", "path": "members"}) == []
    after = changed({"op": "remove", "path": 'emails[type eq "work" and value ew "example.com"]'})
    assert [each["type"] for each in after["emails"]] == ["home"]


def test_members_are_removed_and_others_added_in_one_go(ids: list[str]) -> None:
    """Section 3.5.2.2, last but one example: one member for another."""
    gone = {"op": "remove", "path": f'members[value eq "{ids[0]}"]'}
    assert crew(gone, {"op": "add", "path": "members", "value": [JAMES]}) == [ids[1], JAMES["value"]]
    assert crew({"op": "replace", "path": "members", "value": [JAMES]}) == [JAMES["value"]]


def test_values_are_replaced() -> None:
    """Section 3.5.2.3: a part of one value, a whole value, several attributes without a path."""
    after = changed({"op": "replace", "path": 'emails[type eq "work"].value', "value": "b@example.com"})
    assert after["emails"][0] == {"value": "b@example.com", "type": "work", "primary": True}
    after = changed({"op": "replace", "path": 'emails[type eq "work"]', "value": {"value": "b@example.com"}})
    assert after["emails"][0] == {"value": "b@example.com"}
    after = changed({"op": "replace", "value": {"emails": [{"value": "x@example.com"}], "displayName": "Babs"}})
    assert (after["emails"], after["displayName"]) == ([{"value": "x@example.com"}], "Babs")


def test_parts_of_a_name_are_set_and_the_others_stay() -> None:
    """Section 3.5.2.3: of one complex value, what is given is replaced."""
    after = changed({"op": "replace", "path": "name", "value": {"givenName": "Babs"}})
    assert after["name"] == {"familyName": "Jensen", "givenName": "Babs"}
    assert changed({"op": "remove", "path": "name.givenName"})["name"] == {"familyName": "Jensen"}
    assert "name" not in changed({"op": "remove", "path": "name"})


def test_the_new_primary_value_takes_the_mark() -> None:
    """Section 3.5.2: a new primary value makes the others secondary."""
    after = changed({"op": "add", "path": "emails", "value": {"value": "n@example.com", "primary": True}})
    assert [each.get("primary") for each in after["emails"]] == [False, None, True]
    after = changed({"op": "add", "path": 'emails[type eq "home"].primary', "value": True})
    assert [each.get("primary") for each in after["emails"]] == [False, True]
    two = [{"value": "a@example.com", "primary": True}, {"value": "b@example.com", "primary": True}]
    assert refusal({"op": "replace", "path": "emails", "value": two}) == "invalidValue"


def test_what_is_refused_is_refused_with_the_rfcs_word() -> None:
    """Sections 3.5.2 to 3.5.2.3 and table 9."""
    assert refusal({"op": "remove"}) == "noTarget"
    assert refusal({"op": "replace", "path": 'emails[type eq "other"].value', "value": "x@y.example"}) == "noTarget"
    assert refusal({"op": "replace", "path": "id", "value": "1"}) == "mutability"
    assert refusal({"op": "add", "path": "groups", "value": [{"value": "admin"}]}) == "mutability"
    assert refusal({"op": "replace", "path": "meta.created", "value": "2020"}) == "mutability"
    assert refusal({"op": "replace", "value": {"groups": [{"value": "admin"}]}}) == "mutability"
    assert refusal({"op": "remove", "path": "userName"}) == "mutability"
    assert refusal({"op": "replace", "path": "userName", "value": ""}) == "mutability"
    assert refusal({"op": "replace", "path": "nothing", "value": "x"}) == "invalidPath"
    assert refusal({"op": "replace", "value": {"nothing": "x"}}) == "invalidPath"
    assert refusal({"op": "replace", "path": "name[givenName pr]", "value": "x"}) == "invalidPath"
    assert refusal({"op": "replace", "path": 'emails[no eq "x"]', "value": "x"}) == "invalidPath"
    assert refusal({"op": "replace", "path": "active", "value": "perhaps"}) == "invalidValue"
    assert refusal({"op": "replace", "path": "displayName", "value": ["x"]}) == "invalidValue"
    assert refusal({"op": "add", "path": "displayName"}) == "invalidValue"
    assert refusal({"op": "add", "value": "x"}) == "invalidValue"
    assert refusal({"op": "move", "path": "active"}) == "invalidSyntax"
    assert refusal({"op": 7}) == "invalidSyntax"
    assert refusal({"op": "add", "path": ["x"], "value": "x"}) == "invalidPath"
    assert refusal(*[{"op": "remove", "path": "locale"}] * (MOST_OPERATIONS + 1)) == "tooMany"


@pytest.mark.parametrize(
    "body",
    [[], {}, {"schemas": [PATCH_URN]}, {"Operations": [{"op": "remove"}]}, {"schemas": [PATCH_URN], "Operations": [1]}],
)
def test_what_is_no_patch_is_refused(body: Any) -> None:
    """The schema and the operations have to be there."""
    with pytest.raises(ScimRefused) as raised:
        patched(BJENSEN, body, USERS)
    assert raised.value.scim_type == "invalidSyntax"


def test_nothing_is_done_by_halves() -> None:
    """A refused operation leaves the resource as it was, and says which operation it was."""
    before = copy.deepcopy(BJENSEN)
    with pytest.raises(ScimRefused, match="Operation 2"):
        changed({"op": "replace", "path": "displayName", "value": "x"}, {"op": "remove"})
    assert before == BJENSEN


def test_an_extension_is_changed_by_its_urn() -> None:
    """Each attribute, or all at once (RFC 7644, 3.10)."""
    number = f"{ENTERPRISE_URN}:employeeNumber"
    assert changed({"op": "replace", "path": number, "value": "7"})[ENTERPRISE_URN] == {"employeeNumber": "7"}
    assert ENTERPRISE_URN not in changed({"op": "remove", "path": number})
    assert ENTERPRISE_URN not in changed({"op": "remove", "path": ENTERPRISE_URN})
    bare = bjensen(**{ENTERPRISE_URN: None})
    whole = {"op": "add", "path": ENTERPRISE_URN, "value": {"employeeNumber": "8", "department": "Roads"}}
    assert changed(whole, resource=bare)[ENTERPRISE_URN] == {"employeeNumber": "8"}


def test_a_group_keeps_its_name() -> None:
    """Said again it holds, another one is refused."""
    same = patch({"op": "replace", "value": {"id": "road-officer", "displayName": "road-officer"}})  # as Okta does
    assert patched(CREW, same, GROUPS) == CREW
    with pytest.raises(ScimRefused) as raised:
        patched(CREW, patch({"op": "replace", "path": "displayName", "value": "kings"}), GROUPS)
    assert raised.value.scim_type == "mutability"


# ------------------------------------------------------------------------------------------------ Entra ID and Okta


def test_what_entra_id_sends() -> None:
    """Capital letters, texts for truths, names with dots, addresses that are not there yet."""
    after = changed({"op": "Replace", "path": "active", "value": "False"})
    assert after["active"] is False
    after = changed(
        {"op": "Replace", "value": {"name.givenName": "Babette", f"{ENTERPRISE_URN}:employeeNumber": "9"}},
        {"op": "Add", "path": 'phoneNumbers[type eq "fax"].value', "value": "555-1111"},
        {"op": "Add", "path": 'addresses[type eq "work"].formatted', "value": "100 Universal City Plaza"},
        {"op": "Add", "path": "title", "value": "Engineer"},
        {"op": "Replace", "path": "name.formatted", "value": "Babette Jensen"},
        {"op": "Add", "path": f"{ENTERPRISE_URN}:department", "value": "Roads"},
    )
    assert after["name"]["givenName"] == "Babette"
    assert after[ENTERPRISE_URN] == {"employeeNumber": "9"}
    assert after["phoneNumbers"][-1] == {"type": "fax", "value": "555-1111"}
    assert not {"title", "addresses"} & set(after)


def test_entra_id_removes_members_by_value(ids: list[str]) -> None:
    """An operation with a path and the values to take away."""
    assert crew({"op": "Remove", "path": "members", "value": [{"value": ids[0]}]}) == ids[1:]
    assert crew({"op": "Add", "path": "members", "value": [{"value": "new"}]}) == [*ids, "new"]


def test_what_okta_sends() -> None:
    """No path: the account is shut, or a whole resource comes along with what it may not change."""
    assert changed({"op": "replace", "value": {"active": False}})["active"] is False
    whole = {**copy.deepcopy(BJENSEN), "displayName": "Babs"}
    assert changed({"op": "replace", "value": whole}) == bjensen(displayName="Babs")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"userName": "kim", "PassWord": "a secret"}, "a secret"),
        (patch({"op": "Add", "path": "password", "value": "a secret"}), "a secret"),
        (patch({"op": "replace", "value": {"password": "a secret"}}), "a secret"),
        (patch({"op": "remove", "path": "password"}), None),
        (patch({"op": "replace", "value": "x"}, {"op": "replace"}), None),
        ({"password": 7}, None),
        ({"Operations": "x"}, None),
        ([], None),
    ],
)
def test_a_password_is_found_before_anything_is_written(body: Any, found: str | None) -> None:
    """It is hashed outside the transaction, so it has to be known before."""
    assert password_in(body, USERS) == found
