"""Bodies taken: what the client decides about, in the spelling of the schema."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.schemas import ENTERPRISE_URN, GROUPS, USER_URN, USERS
from egovframe.auth.scim.values import LONGEST_TEXT, MOST_MEMBERS, MOST_VALUES, require, schema_of, taken


def body(**more: Any) -> dict[str, Any]:
    """A User's body."""
    return {"schemas": [USER_URN], "userName": "kim", **more}


def test_names_are_read_in_any_case_and_kept_in_one() -> None:
    """RFC 7643, 2.1; what is read-only, not kept or unknown is passed over (RFC 7644, 3.3)."""
    said = {
        "Schemas": [USER_URN.upper()],
        "USERNAME": "kim",
        "Name": {"FAMILYNAME": "김", "formatted": "김 하늘"},
        "id": "7",
        "groups": [{"value": "admin"}],
        "meta": {"created": "x"},
        "title": "Chief",
        "whatever": {"deep": []},
        ENTERPRISE_URN.lower(): {"EmployeeNumber": "7", "department": "Roads"},
    }
    assert taken(said, USERS) == {
        "userName": "kim",
        "name": {"familyName": "김"},
        ENTERPRISE_URN: {"employeeNumber": "7"},
    }


def test_values_are_brought_into_one_shape() -> None:
    """Texts for truths, one value where several may be, plain texts for addresses, composed Hangul."""
    found = taken(body(active="False", emails="a@b.example", displayName="\u1112\u1161", locale="", name=None), USERS)
    assert found == {
        "userName": "kim",
        "active": False,
        "emails": [{"value": "a@b.example"}],
        "displayName": "하",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"displayName": 7},
        {"displayName": "x" * (LONGEST_TEXT + 1)},
        {"displayName": "a\x00b"},
        {"displayName": "a\ud800b"},
        {"emails": [{"value": f"{n}@x.example"} for n in range(MOST_VALUES + 1)]},
        {"emails": [{"value": "a", "primary": True}, {"value": "b", "primary": True}]},
        {"emails": [7]},
        {"active": 1},
        {"name": "Kim"},
        {"userName": "kim", "USERNAME": "lee"},
        {ENTERPRISE_URN: "x"},
    ],
)
def test_what_does_not_hold_is_refused(wrong: dict[str, Any]) -> None:
    """Wrong kinds, signs that cannot be seen, far too much, a name that is said twice."""
    with pytest.raises(ScimRefused) as raised:
        taken(body(**wrong), USERS)
    assert raised.value.scim_type in ("invalidValue", "invalidSyntax")


@pytest.mark.parametrize("wrong", [[], "x", {}, {"schemas": "x"}, {"schemas": [7]}, {"schemas": ["urn:x"]}])
def test_what_is_no_user_is_refused(wrong: Any) -> None:
    """The schema has to be named."""
    with pytest.raises(ScimRefused) as raised:
        taken(wrong, USERS)
    assert raised.value.scim_type == "invalidSyntax"


def test_members_are_bounded_otherwise() -> None:
    """A group has many members."""
    members = [{"value": str(n)} for n in range(MOST_VALUES + 1)]
    said = {"schemas": [GROUPS.schema.id], "displayName": "x", "members": members}
    assert len(taken(said, GROUPS)["members"]) == MOST_VALUES + 1
    said["members"] = [{"value": str(n)} for n in range(MOST_MEMBERS + 1)]
    with pytest.raises(ScimRefused):
        taken(said, GROUPS)


def test_what_is_required_has_to_be_there() -> None:
    """A User needs a name."""
    require({"userName": "kim"}, USERS)
    with pytest.raises(ScimRefused, match="userName"):
        require({}, USERS)


def test_a_urn_names_its_schema() -> None:
    """The type's own for none."""
    assert schema_of(USERS, ENTERPRISE_URN).name == "EnterpriseUser"
    assert schema_of(USERS, "").name == "User"
