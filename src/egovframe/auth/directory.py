"""The roles and units of the city at one moment, and what somebody who holds roles in units may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeVar

from egovframe.auth.errors import RoleUnknown, UnitUnknown
from egovframe.auth.model import Held as HeldRole
from egovframe.auth.model import Role, Unit
from egovframe.auth.permissions import ADMIN
from egovframe.kernel import permissions
from egovframe.kernel.canonical import canonical
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import EVERYWHERE, NOWHERE, Scope, Units, both

WHOLE_OFFICE: Final = permissions.WHOLE_OFFICE
REVEAL: Final = "petition.reveal"
"""The permission that a role may narrow to kinds of personal answers."""

_T = TypeVar("_T", Role, Unit)

Held = frozenset[HeldRole]
"""Roles with the unit each is held in; None is everywhere."""
Compiled = tuple[Mapping[str, Units], Mapping[str, tuple[Scope, ...]]]
"""What is held in whole units, and what is held more narrowly."""


class Directory:
    """What the city declared and the office made of it; the role `admin` is in every city. Frozen.

    `closed` are units that are there no more: roles held in them give nothing, but what was theirs is not lost: whoever
    holds a role in a unit above them reaches it.
    `separate` are pairs of roles that nobody holds in the same place, `apart` pairs of deeds (permissions) that nobody
    does to the same object. Raises DeclarationError when a unit's parent or an included role is not there, units or
    roles go in a circle, a name is used twice, or a role includes two that are held separate.
    """

    def __init__(
        self,
        roles: Iterable[Role] = (),
        units: Iterable[Unit] = (),
        *,
        closed: Iterable[Unit] = (),
        separate: Iterable[tuple[str, str]] = (),
        apart: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.roles: Mapping[str, Role] = MappingProxyType(
            _by_name((ADMIN, *(r for r in roles if r.name != ADMIN.name)))
        )
        self.units: Mapping[str, Unit] = MappingProxyType(_by_name(units))
        self.separate: frozenset[frozenset[str]] = frozenset(map(frozenset, separate))
        self.apart: frozenset[frozenset[str]] = frozenset(map(frozenset, apart))
        self.closed: Mapping[str, Unit] = MappingProxyType(
            {unit.name: unit for unit in closed if unit.name not in self.units}
        )
        self._below = _below(self.units)
        for name in self.closed:
            for above in self.above(name):
                self._below[above] |= {name}
        self._closures = {name: self._closure(name) for name in self.roles}
        self._check_separation()
        self.compiled = lru_cache(maxsize=4096)(self._compiled)
        """What somebody with these roles holds, computed once per combination; see `_compiled`."""
        self.version = self._version()

    def role(self, name: str) -> Role:
        """Return the role. Raises RoleUnknown."""
        if name not in self.roles:
            raise RoleUnknown(
                f"The city declares no role {name!r}.", hint=f"It declares {', '.join(sorted(self.roles))}."
            )
        return self.roles[name]

    def unit(self, name: str) -> Unit:
        """Return the unit. Raises UnitUnknown."""
        if name not in self.units:
            raise UnitUnknown(
                f"The city declares no unit {name!r}.",
                hint=f"It declares {', '.join(sorted(self.units)) or 'none'}.",
            )
        return self.units[name]

    def below(self, unit: str) -> frozenset[str]:
        """Return the unit and all units below it; nothing for a unit that is not there (any more)."""
        return self._below.get(unit, NOWHERE)

    def above(self, unit: str) -> list[str]:
        """Return the units above one, the nearest first; those of a closed unit too, without closed ones."""
        found: list[str] = []
        seen = {unit}
        each = self.units.get(unit) or self.closed.get(unit)
        while each is not None and each.parent is not None and each.parent not in seen:
            seen.add(each.parent)
            if each.parent in self.units:
                found.append(each.parent)
            each = self.units.get(each.parent) or self.closed.get(each.parent)
        return found

    def closure(self, role: str) -> frozenset[str]:
        """Return the role and all that it includes, through every level; nothing for a role that is not there."""
        return self._closures.get(role, NOWHERE)

    def may_of(self, role: str) -> frozenset[str]:
        """Return every permission of the role, with those of the roles that it includes."""
        return frozenset(permission for name in self.closure(role) for permission in self.roles[name].may)

    def holds(self, held: Held) -> Mapping[str, Units]:
        """Return each permission that is held in whole units, with those units."""
        return self.compiled(held)[0]

    def scopes_of(self, held: HeldRole, permission: str) -> list[Scope]:
        """Return where a held role gives the permission; nothing where it does not, or its role or unit is gone."""
        units = EVERYWHERE if held.unit is None else self.below(held.unit)
        if not units:
            return []
        given = [self.roles[name] for name in self.closure(held.role) if permission in self.roles[name].may]
        return [Scope(units, held.form, held.owner, role.reveals if permission == REVEAL else None) for role in given]

    def _compiled(self, held: Held) -> Compiled:
        """Return what the roles give. Roles and units that are not there give nothing."""
        wide: dict[str, Units] = {}
        narrow: dict[str, dict[Scope, None]] = {}
        for role in held:
            for permission in self.may_of(role.role):
                for scope in self.scopes_of(role, permission):
                    if scope.form is None and scope.owner is None and scope.kinds is None:
                        wide[permission] = both(wide.get(permission, NOWHERE), scope.units)
                    else:
                        narrow.setdefault(permission, {})[scope] = None
        return MappingProxyType(wide), MappingProxyType({name: tuple(scopes) for name, scopes in narrow.items()})

    def _closure(self, name: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each in found:
                continue
            found.add(each)
            for included in self.roles[each].includes:
                if included not in self.roles:
                    raise DeclarationError(
                        f"The role {each!r} includes {included!r}, which is not declared.",
                        hint=f"Declare {included!r}.",
                    )
                if included == name:
                    raise DeclarationError(
                        f"The role {name!r} includes itself, by way of {each!r}.", hint="Take one of them out."
                    )
                waiting.append(included)
        return frozenset(found)

    def _check_separation(self) -> None:
        for pair in self.separate:
            for name in pair - self.roles.keys():
                raise DeclarationError(
                    f"The role {name!r} is held separate, but it is not declared.", hint=f"Declare {name!r}."
                )
            if len(pair) != 2:
                raise DeclarationError(
                    f"The role {next(iter(pair))!r} is held separate from itself.", hint="Name two roles."
                )
        for role in self.roles:
            for one, other in self.excluding(self.closure(role), self.closure(role)):
                raise DeclarationError(
                    f"The role {role!r} includes {one!r} and {other!r}, which are held separate.",
                    hint="Take one of them out.",
                )

    def excluding(self, roles: Iterable[str], others: Iterable[str]) -> list[tuple[str, str]]:
        """Return which of the roles exclude which of the others, in the order of their names."""
        if not self.separate:
            return []
        ones, twos = sorted(set(roles)), sorted(set(others))
        return [(one, two) for one in ones for two in twos if frozenset((one, two)) in self.separate]

    def _version(self) -> str:
        """Return the digest of all of it, short: 16 hexadecimal signs."""
        content = {
            "roles": [role.declaration().decode() for _, role in sorted(self.roles.items())],
            "units": [[unit.declaration().decode(), unit.head] for _, unit in sorted(self.units.items())],
            "separate": sorted(sorted(pair) for pair in self.separate),
            "apart": sorted(sorted(pair) for pair in self.apart),
            **({"closed": [[name, unit.parent] for name, unit in sorted(self.closed.items())]} if self.closed else {}),
        }
        return sha256_hex(canonical(content))[:16]


def _below(units: Mapping[str, Unit]) -> dict[str, frozenset[str]]:
    """Return each unit with all that are below it. Raises DeclarationError for a missing parent and for a circle."""
    children: dict[str, list[str]] = {}
    for unit in units.values():
        if unit.parent is not None:
            if unit.parent not in units:
                raise DeclarationError(
                    f"The unit {unit.name!r} is under {unit.parent!r}, which is not declared.",
                    hint=f"Declare {unit.parent!r}.",
                )
            children.setdefault(unit.parent, []).append(unit.name)
    found: dict[str, frozenset[str]] = {}
    order = [name for name, unit in units.items() if unit.parent is None]
    for name in order:  # grows while it is walked: from the top down, parents before children
        order += children.get(name, [])
    for name in reversed(order):
        found[name] = frozenset((name, *(below for child in children.get(name, ()) for below in found[child])))
    for name in units:
        if name not in found:  # not reached from the top: it is in a circle, or below one
            path = [name]
            while (parent := units[path[-1]].parent) is not None and parent not in path:
                path.append(parent)
            raise DeclarationError(
                f"The unit {name!r} is above itself: {' < '.join([*path, str(parent)])}.",
                hint="Give one of them no parent.",
            )
    return found


def _by_name(declared: Iterable[_T]) -> dict[str, _T]:
    found: dict[str, _T] = {}
    for item in declared:
        if item.name in found or item.name == WHOLE_OFFICE:
            raise DeclarationError(
                f"The {type(item).__name__.lower()} {item.name!r} is declared twice or has a reserved name.",
                hint="Give each a name of its own.",
            )
        found[item.name] = item
    return found
