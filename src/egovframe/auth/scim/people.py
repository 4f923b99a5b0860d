"""A profile as the attributes of a User, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from egovframe.auth.model import Account
from egovframe.auth.profiles.model import Contact, Profile
from egovframe.auth.scim.schemas import ENTERPRISE_URN, USER_URN
from egovframe.auth.scim.versions import version_of
from egovframe.kernel.clock import instant


def group_id(role: str, unit: str | None) -> str:
    """Return the id and name of the group that is a role, everywhere or in a unit and below."""
    return role if unit is None else f"{role}@{unit}"


def user(
    account: Account, profile: Profile, held: list[tuple[str, str | None]], *, changed: str, base: str
) -> dict[str, Any]:
    """Return the account as a User. `changed` is when it last changed, `base` the address of the server."""
    name = {"familyName": profile.family_name, "givenName": profile.given_name}
    found: dict[str, Any] = {
        "schemas": [USER_URN, *([ENTERPRISE_URN] if profile.employee_number else [])],
        "id": account.id,
        "externalId": profile.external_id,
        "userName": account.name,
        "name": {key: value for key, value in name.items() if value},
        "displayName": profile.display_name,
        "emails": [_of_contact(each) for each in profile.emails],
        "phoneNumbers": [_of_contact(each) for each in profile.phones],
        "locale": profile.locale,
        "active": account.disabled is None,
        "groups": [
            {
                "value": group_id(role, unit),
                "$ref": f"{base}/Groups/{quote(group_id(role, unit), safe='@')}",
                "display": group_id(role, unit),
                "type": "direct",
            }
            for role, unit in held
        ],
        ENTERPRISE_URN: {"employeeNumber": profile.employee_number} if profile.employee_number else {},
        "meta": {
            "resourceType": "User",
            "created": instant(account.created),
            "lastModified": changed,
            "location": f"{base}/Users/{account.id}",
        },
    }
    found = {key: value for key, value in found.items() if value not in ("", [], {})}
    found["meta"]["version"] = version_of(found)
    return found


def profile_in(resource: Mapping[str, Any]) -> Profile:
    """Return what a User says of the profile."""
    name = resource.get("name") or {}
    return Profile(
        display_name=resource.get("displayName") or "",
        family_name=name.get("familyName") or "",
        given_name=name.get("givenName") or "",
        emails=_contacts(resource.get("emails")),
        phones=_contacts(resource.get("phoneNumbers")),
        locale=resource.get("locale") or "",
        external_id=resource.get("externalId") or "",
        employee_number=(resource.get(ENTERPRISE_URN) or {}).get("employeeNumber") or "",
    )


def _of_contact(contact: Contact) -> dict[str, Any]:
    said: dict[str, Any] = {"value": contact.value, "primary": contact.primary}
    return {**said, "type": contact.kind} if contact.kind else said


def _contacts(values: list[Mapping[str, Any]] | None) -> tuple[Contact, ...]:
    return tuple(
        Contact(each["value"], each.get("type") or "", each.get("primary") is True)
        for each in values or ()
        if each.get("value")
    )
