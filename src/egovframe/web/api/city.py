"""How the city is built: its units, and its roles with what each may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from egovframe.web.api.operation import Call, api

if TYPE_CHECKING:
    from egovframe.auth.model import Role, Unit


class RoleView(TypedDict):
    """A role. `includes` are roles whose permissions come along; `reveals` narrows kinds of personal answers.

    `made` says that the office made it; all others are the city's declaration.
    """

    name: str
    title: str
    may: list[str]
    includes: list[str]
    reveals: list[str] | None
    made: bool


class RoleList(TypedDict):
    """Roles, by name, and the version of the policy that they are part of."""

    items: list[RoleView]
    next: str | None
    policy: str


class UnitView(TypedDict):
    """A unit as it is now; `parent` is the unit above it, null at the top."""

    name: str
    title: str
    parent: str | None
    made: bool


class UnitList(TypedDict):
    """Units, by name."""

    items: list[UnitView]
    next: str | None


@api.get("/roles", may="role.read", gives=RoleList)
def list_roles(call: Call) -> RoleList:
    """List the roles that the city declares and those that the office made."""
    with call.look() as work:
        roles, policy = work.accounts.roles(), work.access.rule().version
    return {"items": [_role(role, call.language) for role in roles], "next": None, "policy": policy}


@api.get("/units", may="role.read", gives=UnitList)
def list_units(call: Call) -> UnitList:
    """List the units as they are now."""
    with call.look() as work:
        units = work.accounts.units()
    return {"items": [_unit(unit, call.language) for unit in units], "next": None}


def _role(role: Role, language: str) -> RoleView:
    return {
        "name": role.name,
        "title": role.title.in_(language),
        "may": sorted(role.may),
        "includes": sorted(role.includes),
        "reveals": None if role.reveals is None else sorted(role.reveals),
        "made": role.made,
    }


def _unit(unit: Unit, language: str) -> UnitView:
    return {"name": unit.name, "title": unit.title.in_(language), "parent": unit.parent, "made": unit.made}
