"""How the city is built: its units, and its roles with what each may do."""

from __future__ import annotations

from typing_extensions import TypedDict

from egovframe.web.api.operation import Call, api


class RoleItem(TypedDict):
    """A role and the permissions that it gives."""

    name: str
    title: str
    may: list[str]


class RoleList(TypedDict):
    """The roles, by name."""

    items: list[RoleItem]
    next: str | None


class UnitItem(TypedDict):
    """A unit; `parent` is the one above it."""

    name: str
    title: str
    parent: str | None


class UnitList(TypedDict):
    """The units, by name."""

    items: list[UnitItem]
    next: str | None


@api.get("/roles", may="role.read", gives=RoleList)
def list_roles(call: Call) -> RoleList:
    """List the roles that the city declares."""
    with call.look() as work:
        roles = work.accounts.roles()
    items: list[RoleItem] = [
        {"name": role.name, "title": role.title.in_(call.language), "may": sorted(role.may)} for role in roles
    ]
    return {"items": items, "next": None}


@api.get("/units", may="role.read", gives=UnitList)
def list_units(call: Call) -> UnitList:
    """List the units that the city declares."""
    with call.look() as work:
        units = work.accounts.units()
    items: list[UnitItem] = [
        {"name": unit.name, "title": unit.title.in_(call.language), "parent": unit.parent} for unit in units
    ]
    return {"items": items, "next": None}
