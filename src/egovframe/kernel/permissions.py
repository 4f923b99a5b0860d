"""Who may do what, where: actors, permissions and the plain rule that nothing is allowed unless it was granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from egovframe.kernel.errors import EgovError
from egovframe.kernel.text import Text

Kind = Literal["citizen", "company", "officer", "service", "system"]


class Everywhere:
    """Every unit there is or will be."""

    __slots__ = ()

    def __contains__(self, unit: object) -> bool:
        """Say yes to every unit."""
        return True

    def __repr__(self) -> str:
        """Return the name under which the one value is known."""
        return "EVERYWHERE"


EVERYWHERE: Final = Everywhere()
LEVELS: Final = (1, 2, 3)
"""The assurance levels of authentication (NIST SP 800-63B-4: AAL1 to AAL3)."""
NOWHERE: Final[frozenset[str]] = frozenset()
Units = frozenset[str] | Everywhere


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that a role may allow, named `component.verb`, with words for the people who grant it."""

    name: str
    title: Text


class Forbidden(EgovError):
    """This person may not do this here."""

    code = "egov.forbidden"


class AssuranceNeeded(EgovError):
    """This needs a surer sign-in (`level`: 1 to 3), or one that is newer (`fresh`)."""

    code = "egov.assurance_needed"

    def __init__(self, *, level: int, fresh: bool = False) -> None:
        super().__init__(
            "This needs a newer sign-in." if fresh else f"This needs a sign-in of assurance level {level}.",
            hint="Sign in, or prove once more who you are.",
            level=level,
        )
        self.level = level
        self.fresh = fresh


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `holds` says which permission is held in which units (units below are already included).

    `assurance` is how sure the office is who it is (NIST SP 800-63B-4): 1 to 3, 0 for a visitor.
    """

    kind: Kind
    id: str
    name: str
    acting_for: str | None = None
    holds: Mapping[str, Units] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    everything: bool = field(default=False, repr=False)
    assurance: int = field(default=0, repr=False)

    @classmethod
    def system(cls, name: str) -> Actor:
        """Return the office itself at work (a worker, a command at the console); it holds every permission."""
        return cls(kind="system", id=f"system:{name}", name=name, everything=True)

    @classmethod
    def visitor(cls) -> Actor:
        """Return a citizen without an account: may do what is open to everybody, nothing more."""
        return cls(kind="citizen", id="visitor", name="visitor")

    def units_for(self, permission: str) -> Units:
        """Return the units in which the actor holds the permission; an empty set is nowhere."""
        if self.everything:
            return EVERYWHERE
        return self.holds.get(permission, NOWHERE)

    def may(self, permission: str, *, unit: str | None = None) -> bool:
        """Say whether the actor holds the permission in `unit`; without a unit, whether it is held anywhere at all."""
        units = self.units_for(permission)
        if unit is None:
            return units is EVERYWHERE or bool(units)
        return unit in units
