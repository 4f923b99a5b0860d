"""The User of RFC 7643, section 8.2 and 8.3, as far as the office keeps it, and what tests say again and again."""

from __future__ import annotations

import copy
from typing import Any

from egovframe.auth.scim.patching import PATCH_URN
from egovframe.auth.scim.schemas import ENTERPRISE_URN, GROUP_URN, USER_URN

BJENSEN: dict[str, Any] = {
    "schemas": [USER_URN, ENTERPRISE_URN],
    "id": "2819c223-7f76-453a-919d-413861904646",
    "externalId": "701984",
    "userName": "bjensen@example.com",
    "name": {"familyName": "Jensen", "givenName": "Barbara"},
    "displayName": "Babs Jensen",
    "emails": [
        {"value": "bjensen@example.com", "type": "work", "primary": True},
        {"value": "babs@jensen.org", "type": "home"},
    ],
    "phoneNumbers": [{"value": "555-555-5555", "type": "work"}, {"value": "555-555-4444", "type": "mobile"}],
    "locale": "en-US",
    "active": True,
    "groups": [{"value": "road-officer", "display": "road-officer", "type": "direct"}],
    ENTERPRISE_URN: {"employeeNumber": "701984"},
    "meta": {"resourceType": "User", "created": "2010-01-23T04:56:22Z", "lastModified": "2011-05-13T04:42:34Z"},
}

CREW: dict[str, Any] = {
    "schemas": [GROUP_URN],
    "id": "road-officer",
    "displayName": "road-officer",
    "members": [
        {"value": "2819c223-7f76-453a-919d-413861904646", "$ref": "/Users/1", "type": "User", "display": "Babs Jensen"},
        {
            "value": "902c246b-6245-4190-8e05-00816be7344a",
            "$ref": "/Users/2",
            "type": "User",
            "display": "Mandy Pepper",
        },
    ],
}


def bjensen(**changes: Any) -> dict[str, Any]:
    """The same person with other attributes; None takes one away."""
    found = {**copy.deepcopy(BJENSEN), **changes}
    return {name: value for name, value in found.items() if value is not None}


def patch(*operations: dict[str, Any]) -> dict[str, Any]:
    """A PATCH body of these operations."""
    return {"schemas": [PATCH_URN], "Operations": list(operations)}
