"""What is shown of a resource (RFC 7644, 3.9)."""

from __future__ import annotations

import pytest

from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.projection import Projection
from egovframe.auth.scim.schemas import ENTERPRISE_URN, USER_URN, USERS
from tests.auth.scim.people_of_rfc import BJENSEN, bjensen


def test_all_is_shown_as_a_rule_and_a_password_never() -> None:
    """The default: what has a value, without what is returned never."""
    assert Projection().shown(bjensen(password="secret", title=""), USERS) == BJENSEN


def test_what_is_asked_for_comes_with_what_always_comes() -> None:
    """`id` and `schemas` come always; parts may be asked for by themselves, by URN, in any case."""
    shown = Projection.read(["USERNAME", "name.givenName", f"{ENTERPRISE_URN}:employeeNumber"], []).shown(
        BJENSEN, USERS
    )
    assert shown == {
        "schemas": BJENSEN["schemas"],
        "id": BJENSEN["id"],
        "userName": "bjensen@example.com",
        "name": {"givenName": "Barbara"},
        ENTERPRISE_URN: {"employeeNumber": "701984"},
    }
    shown = Projection.read([f"{USER_URN}:emails.value"], []).shown(BJENSEN, USERS)
    assert shown["emails"] == [{"value": "bjensen@example.com"}, {"value": "babs@jensen.org"}]
    assert set(Projection.read([ENTERPRISE_URN], []).shown(BJENSEN, USERS)) == {"schemas", "id", ENTERPRISE_URN}


def test_what_is_excluded_does_not_come() -> None:
    """But for what comes always; a part may be left out by itself."""
    shown = Projection.read([], ["id", "emails", "name.givenName", ENTERPRISE_URN]).shown(BJENSEN, USERS)
    assert shown["id"] == BJENSEN["id"]
    assert shown["name"] == {"familyName": "Jensen"}
    assert not {"emails", ENTERPRISE_URN} & set(shown)


def test_names_that_are_none_are_passed_over() -> None:
    """Nothing but what always comes; a password is not shown to whoever asks for it."""
    assert set(Projection.read(["nothing", "password"], []).shown(bjensen(password="x"), USERS)) == {"schemas", "id"}


def test_one_excludes_the_other() -> None:
    """RFC 7644, 3.9: the two are mutually exclusive; far too many names are refused."""
    with pytest.raises(ScimRefused):
        Projection.read(["userName"], ["emails"])
    with pytest.raises(ScimRefused):
        Projection.read(["userName"] * 101, [])
