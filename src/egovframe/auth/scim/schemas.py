"""The resources that this office provisions: User with the enterprise extension, and Group (RFC 7643, 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from egovframe.auth.scim.attributes import Attribute, ResourceType, Schema

CORE: Final = "urn:ietf:params:scim:schemas:core:2.0:"
USER_URN: Final = f"{CORE}User"
GROUP_URN: Final = f"{CORE}Group"
ENTERPRISE_URN: Final = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def _not_kept(names: str, *, many: bool = False) -> tuple[Attribute, ...]:
    """Return attributes that the RFC defines and the office does not keep."""
    return tuple(Attribute(name, many=many, kept=False) for name in names.split())


def _contacts(name: str, about: str, kinds: tuple[str, ...]) -> Attribute:
    """Return a multi-valued attribute of addresses or numbers, one of which may be primary (RFC 7643, 2.4)."""
    return Attribute(
        name,
        about,
        kind="complex",
        many=True,
        parts=(
            Attribute("value", "The address or number itself."),
            Attribute("type", "What it is for.", canonical=kinds),
            Attribute("primary", "Whether it is the one to use first; true at most once.", kind="boolean"),
            *_not_kept("display"),
        ),
    )


SCHEMAS: Final = Attribute(
    "schemas",
    "The URNs of the schemas.",
    kind="reference",
    many=True,
    exact=True,
    returned="always",
    references=("uri",),
)
ID: Final = Attribute(
    "id",
    "The office's own identifier, never used again for another.",
    exact=True,
    mutability="readOnly",
    returned="always",
    uniqueness="server",
)
EXTERNAL_ID: Final = Attribute("externalId", "The identifier of the provisioning system.", exact=True)
META: Final = Attribute(
    "meta",
    "What the office knows of the resource.",
    kind="complex",
    mutability="readOnly",
    parts=(
        Attribute("resourceType", exact=True, mutability="readOnly"),
        Attribute("created", kind="dateTime", mutability="readOnly"),
        Attribute("lastModified", kind="dateTime", mutability="readOnly"),
        Attribute("location", kind="reference", exact=True, mutability="readOnly", references=("uri",)),
        Attribute("version", exact=True, mutability="readOnly"),
    ),
)
USER: Final = Schema(
    USER_URN,
    "User",
    "An officer's account",
    (
        Attribute(
            "userName",
            "The name to sign in with; case does not tell names apart. 1 to 64 characters.",
            required=True,
            uniqueness="server",
        ),
        Attribute(
            "name",
            "The person's name.",
            kind="complex",
            parts=(
                Attribute("familyName", "The family name."),
                Attribute("givenName", "The given name."),
                *_not_kept("formatted middleName honorificPrefix honorificSuffix"),
            ),
        ),
        Attribute("displayName", "The name by which colleagues know the person."),
        _contacts("emails", "E-mail addresses.", ("work", "home", "other")),
        _contacts("phoneNumbers", "Telephone numbers.", ("work", "home", "mobile", "fax", "pager", "other")),
        Attribute("locale", "Language and region, such as ko-KR."),
        Attribute("active", "Whether the account is open; false shuts it and ends its sessions.", kind="boolean"),
        Attribute(
            "password", "A new password; it has to meet the office's rules.", mutability="writeOnly", returned="never"
        ),
        Attribute(
            "groups",
            "The roles that the account holds.",
            kind="complex",
            many=True,
            mutability="readOnly",
            parts=(
                Attribute("value", "The group's id.", exact=True, mutability="readOnly"),
                Attribute(
                    "$ref", "Where the group is.", kind="reference", mutability="readOnly", references=("Group",)
                ),
                Attribute("display", "The group's name.", mutability="readOnly"),
                Attribute("type", "How it is held.", mutability="readOnly", canonical=("direct",)),
            ),
        ),
        *_not_kept("nickName profileUrl title userType preferredLanguage timezone"),
        *_not_kept("ims photos addresses entitlements roles x509Certificates", many=True),
    ),
)
ENTERPRISE: Final = Schema(
    ENTERPRISE_URN,
    "EnterpriseUser",
    "What an employer knows of the person",
    (
        Attribute("employeeNumber", "The number under which the employer knows the person."),
        *_not_kept("costCenter organization division department manager"),
    ),
)
GROUP: Final = Schema(
    GROUP_URN,
    "Group",
    "A role, everywhere (road-officer) or in a unit and below (road-officer@roads)",
    (
        Attribute(
            "displayName",
            "The role, or role@unit. The city declares them; groups are neither made nor renamed.",
            exact=True,
            required=True,
            mutability="immutable",
            uniqueness="server",
        ),
        Attribute(
            "members",
            "The accounts that hold the role there.",
            kind="complex",
            many=True,
            parts=(
                Attribute("value", "The account's id.", exact=True, mutability="immutable"),
                Attribute(
                    "$ref", "Where the account is.", kind="reference", mutability="immutable", references=("User",)
                ),
                Attribute("type", "What it is.", mutability="immutable", canonical=("User",)),
                *_not_kept("display"),  # whoever may read accounts finds the name there, and leaves a fact
            ),
        ),
    ),
)

USERS: Final = ResourceType(
    "User", "/Users", "Officers' accounts", USER, (SCHEMAS, ID, EXTERNAL_ID, META), (ENTERPRISE,)
)
GROUPS: Final = ResourceType(
    "Group", "/Groups", "Roles and who holds them", GROUP, (SCHEMAS, ID, replace(EXTERNAL_ID, kept=False), META)
)
RESOURCE_TYPES: Final = (USERS, GROUPS)
