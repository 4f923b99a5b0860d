"""What petitions need to know of the city's departments and officers; whoever keeps accounts tells it.

Forms know no accounts. The office hands over something that answers these questions from the tree of units, the roles
that are held and the substitutes who act in somebody's place, all as they are at a moment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa


class Officer(Protocol):
    """An officer as others see them: the account's id and name.

    `near` says how far above a unit the role is held that was asked for, 0 in the unit itself. `substitute` is the
    account that acts in the officer's place now, None while the officer works.
    """

    @property
    def id(self) -> str:
        """The account's id."""

    @property
    def name(self) -> str:
        """The account's name."""

    @property
    def near(self) -> int:
        """How many units above the one asked about."""

    @property
    def substitute(self) -> str | None:
        """The account that acts in the officer's place."""


class Organisation(Protocol):
    """The departments and officers of the city. Each question is answered as of a moment; none asks who may know."""

    def home(self, conn: sa.Connection, unit: str, at: datetime) -> str:
        """Return the unit that does a unit's work: itself, or for a closed one what follows it or is above it."""

    def units(self, conn: sa.Connection, at: datetime) -> Mapping[str, Text]:
        """Return the units that are open, with their titles."""

    def above(self, conn: sa.Connection, at: datetime) -> Mapping[str, Sequence[str]]:
        """Return the units above each unit that is below another, the nearest first."""

    def officers(
        self, conn: sa.Connection, permission: str, *, unit: str, form: str | None, at: datetime
    ) -> Sequence[Officer]:
        """Return the officers who hold the permission for a unit's petitions of a form, the nearest first."""

    def heads(self, conn: sa.Connection, unit: str, at: datetime) -> Sequence[Officer]:
        """Return who heads the unit and those above it, the nearest first; units without a head are left out."""

    def named(self, conn: sa.Connection, name: str, at: datetime) -> Officer | None:
        """Return the officer whose account has that name and is open, None where there is none."""

    def people(self, conn: sa.Connection, ids: Collection[str], at: datetime) -> Mapping[str, Officer]:
        """Return the officers of these account ids whose accounts are open, by id."""


class Nobody:
    """An office of which nothing is known: every unit is open, and nobody works there."""

    def home(self, conn: sa.Connection, unit: str, at: datetime) -> str:
        """Return the unit itself."""
        return unit

    def units(self, conn: sa.Connection, at: datetime) -> Mapping[str, Text]:
        """Return nothing."""
        return MappingProxyType({})

    def above(self, conn: sa.Connection, at: datetime) -> Mapping[str, Sequence[str]]:
        """Return nothing."""
        return MappingProxyType({})

    def officers(
        self,
        conn: sa.Connection,
        permission: str,
        *,
        unit: str,
        form: str | None,
        at: datetime,
    ) -> Sequence[Officer]:
        """Return nobody."""
        return ()

    def heads(self, conn: sa.Connection, unit: str, at: datetime) -> Sequence[Officer]:
        """Return nobody."""
        return ()

    def named(self, conn: sa.Connection, name: str, at: datetime) -> Officer | None:
        """Return nobody."""
        return None

    def people(self, conn: sa.Connection, ids: Collection[str], at: datetime) -> Mapping[str, Officer]:
        """Return nobody."""
        return MappingProxyType({})
