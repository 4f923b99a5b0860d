"""The roles and units that the city declares, and what somebody who holds roles in units may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeVar

from egovframe.auth.errors import RoleUnknown, UnitUnknown
from egovframe.auth.model import Role, Unit
from egovframe.auth.permissions import ADMIN
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import EVERYWHERE, Units

WHOLE_OFFICE: Final = "*"
"""Asked for as a unit, this is held only by whoever holds the permission everywhere. No unit may have this name."""

_T = TypeVar("_T", Role, Unit)

Held = frozenset[tuple[str, str | None]]
"""Roles with the unit each is held in; None is everywhere."""


class Directory:
    """What the city declared; the role `admin` is in every city. Frozen.

    Raises DeclarationError when a unit's parent is not declared, units go in a circle, or a name is used twice.
    """

    def __init__(self, roles: Iterable[Role] = (), units: Iterable[Unit] = ()) -> None:
        self.roles: Mapping[str, Role] = MappingProxyType(
            _by_name((ADMIN, *(r for r in roles if r.name != ADMIN.name)))
        )
        self.units: Mapping[str, Unit] = MappingProxyType(_by_name(units))
        self._below = {name: frozenset(n for n in self.units if name in self._up(n)) for name in self.units}
        self.holds = lru_cache(maxsize=4096)(self._holds)
        """What somebody with these roles holds, computed once per combination; see `_holds`."""

    def role(self, name: str) -> Role:
        """Return the declared role. Raises RoleUnknown."""
        if name not in self.roles:
            raise RoleUnknown(
                f"The city declares no role {name!r}.", hint=f"It declares {', '.join(sorted(self.roles))}."
            )
        return self.roles[name]

    def unit(self, name: str) -> Unit:
        """Return the declared unit. Raises UnitUnknown."""
        if name not in self.units:
            raise UnitUnknown(
                f"The city declares no unit {name!r}.",
                hint=f"It declares {', '.join(sorted(self.units)) or 'none'}.",
            )
        return self.units[name]

    def below(self, unit: str) -> frozenset[str]:
        """Return the unit and all units below it; nothing for a unit that is not declared (any more)."""
        return self._below.get(unit, frozenset())

    def _holds(self, held: Held) -> Mapping[str, Units]:
        """Return each permission with the units it is held in. Roles and units that are not declared give nothing."""
        found: dict[str, Units] = {}
        for role, unit in held:
            if role not in self.roles:
                continue
            units = EVERYWHERE if unit is None else self.below(unit)
            for permission in self.roles[role].may if units is EVERYWHERE or units else ():
                found[permission] = _both(found.get(permission, frozenset()), units)
        return MappingProxyType(found)

    def _up(self, name: str) -> list[str]:
        """Return the unit and those above it, from below."""
        path = [name]
        while (parent := self.units[path[-1]].parent) is not None:
            if parent not in self.units:
                raise DeclarationError(
                    f"The unit {path[-1]!r} is under {parent!r}, which is not declared.", hint=f"Declare {parent!r}."
                )
            if parent in path:
                raise DeclarationError(
                    f"The unit {name!r} is above itself: {' < '.join([*path, parent])}.",
                    hint="Give one of them no parent.",
                )
            path.append(parent)
        return path


def _both(one: Units, other: Units) -> Units:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one | other
    return EVERYWHERE


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
