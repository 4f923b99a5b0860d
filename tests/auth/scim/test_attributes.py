"""Where a path points, and how an attribute describes itself (RFC 7643, 2 and 7)."""

from __future__ import annotations

from egovframe.auth.scim.attributes import Target
from egovframe.auth.scim.schemas import ENTERPRISE, ENTERPRISE_URN, USER, USER_URN, USERS


def test_paths_point_at_attributes() -> None:
    """With and without the URN, in any case, down to a part, or at a whole extension."""
    name = USER.attribute("NAME")
    assert name is not None
    assert USERS.resolve("name") == Target("", name)
    assert USERS.resolve("name.FamilyName") == Target("", name, name.part("familyName"))
    assert USERS.resolve(f"{USER_URN.lower()}:name") == Target("", name)
    number = ENTERPRISE.attribute("employeeNumber")
    assert USERS.resolve(f"{ENTERPRISE_URN}:employeenumber") == Target(ENTERPRISE_URN, number)
    assert USERS.resolve(ENTERPRISE_URN) == Target(ENTERPRISE_URN)
    assert USERS.resolve("meta.created") is not None


def test_paths_may_point_nowhere() -> None:
    """No attribute, no part of it, no schema."""
    for path in ("", "nothing", "name.nothing", f"{ENTERPRISE_URN}:nothing", "urn:x:userName", "employeeNumber"):
        assert USERS.resolve(path) is None, path


def test_a_document_has_every_characteristic() -> None:
    """RFC 7643, 7: a simple attribute says whether case counts, a complex one lists the parts that are kept."""
    user_name = USER.attribute("userName")
    name = USER.attribute("name")
    assert user_name is not None
    assert name is not None
    assert user_name.document() == {
        "name": "userName",
        "type": "string",
        "multiValued": False,
        "description": user_name.about,
        "required": True,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "server",
    }
    assert [each["name"] for each in name.document()["subAttributes"]] == ["familyName", "givenName"]


def test_a_target_finds_its_holder() -> None:
    """The resource, or the extension's part of it."""
    target = Target(ENTERPRISE_URN)
    assert target.holder({ENTERPRISE_URN: {"employeeNumber": "1"}}) == {"employeeNumber": "1"}
    assert target.holder({ENTERPRISE_URN: "broken"}) == {}
    assert target.last is None
