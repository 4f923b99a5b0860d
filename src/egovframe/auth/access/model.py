"""Changes of units, delegations and impersonations as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from egovframe.auth.model import Unit
from egovframe.kernel.text import Text


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What a unit is from `since` on, until the next change of it. `closed`: from then on there is no such unit."""

    id: str
    unit: str
    title: Text
    parent: str | None
    head: str | None
    closed: bool
    since: datetime
    until: datetime | None = None
    by: str = ""

    def counts(self, at: datetime) -> bool:
        """Say whether the unit is so at that moment."""
        return self.since <= at and (self.until is None or at < self.until)

    def as_unit(self) -> Unit:
        """Return the unit as it then is."""
        return Unit(self.unit, self.title, self.parent, self.head, made=True)


@dataclass(frozen=True, slots=True)
class Delegation:
    """Roles that a lender lent a borrower for a period; without `roles`, whatever the lender holds meanwhile."""

    id: str
    lender: str
    borrower: str
    roles: frozenset[str] | None
    since: datetime
    until: datetime
    ended: datetime | None = None
    by: str = ""
    reason: str = ""

    def counts(self, at: datetime) -> bool:
        """Say whether the delegation is in force at that moment."""
        return self.since <= at < self.until and (self.ended is None or at < self.ended)


@dataclass(frozen=True, slots=True)
class Impersonation:
    """Somebody acts in the place of an account, to see what it sees: for a reason and a short time."""

    id: str
    impersonator: str
    account: str
    since: datetime
    until: datetime
    ended: datetime | None = None
    reason: str = ""

    def counts(self, at: datetime) -> bool:
        """Say whether the impersonation is in force at that moment."""
        return self.since <= at < self.until and (self.ended is None or at < self.ended)


def units_at(declared: Mapping[str, Unit], changes: Iterable[UnitChange], at: datetime) -> list[Unit]:
    """Return the units as of a moment: those declared, and what the office had made of them by then."""
    units = dict(declared)
    for change in changes:
        if change.counts(at):
            units.pop(change.unit, None)
            if not change.closed:
                units[change.unit] = change.as_unit()
    return list(units.values())


def closed_at(changes: Iterable[UnitChange], at: datetime) -> list[Unit]:
    """Return the units that are closed at a moment, as they were last: what is still in them is below their parents."""
    closed: dict[str, Unit] = {}
    for change in changes:
        if change.counts(at):
            closed.pop(change.unit, None)
            if change.closed:
                closed[change.unit] = change.as_unit()
    return list(closed.values())


def next_boundary(changes: Iterable[UnitChange], at: datetime) -> datetime | None:
    """Return the first moment after `at` at which the tree is another one; None when it stays as it is."""
    moments = [moment for change in changes for moment in (change.since, change.until) if moment and moment > at]
    return min(moments, default=None)
