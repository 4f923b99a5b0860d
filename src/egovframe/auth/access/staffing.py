"""Who works where: the open units and the officers of each, as of a moment. For the office's own use.

It asks for no permission: what of it is shown to whom is up to the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from egovframe.auth.access import store
from egovframe.auth.errors import AccountNotFound
from egovframe.auth.model import Account, Grant, Held
from egovframe.auth.store import access_version, accounts_by, id_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from egovframe.auth.access.registry import Registry
    from egovframe.auth.directory import Directory
    from egovframe.kernel.clock import Clock
    from egovframe.kernel.database import Database
    from egovframe.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer: `near` units above the one asked about (0: in it); `substitute` acts in their place now."""

    id: str
    name: str
    near: int = 0
    substitute: str | None = None


class Staffing:
    """Answers who works where, from the tree of units, the grants and the delegations. Serves many threads.

    `whole` is the unit to which belongs what no other unit has: the office.
    """

    def __init__(self, registry: Registry, *, whole: str) -> None:
        self._registry = registry
        self._whole: Final = whole

    def home(self, conn: Connection, unit: str, at: datetime) -> str:
        """Return the unit that does a unit's work: itself, or for a closed one what follows it or is above it.

        What is below no open unit is the whole office's.
        """
        directory = self._directory(conn, at)
        if unit in directory.units:
            return unit
        return next(iter(directory.above(unit)), self._whole)

    def units(self, conn: Connection, at: datetime) -> Mapping[str, Text]:
        """Return the units that are open, with their titles."""
        return {unit.name: unit.title for unit in self._directory(conn, at).units.values()}

    def above(self, conn: Connection, at: datetime) -> Mapping[str, Sequence[str]]:
        """Return the units above each unit that is below another, the nearest first; closed units are not above."""
        directory = self._directory(conn, at)
        names = (*directory.units, *directory.closed)
        return {name: above for name in names if (above := tuple(directory.above(name)))}

    def officers(
        self, conn: Connection, permission: str, *, unit: str, form: str | None, at: datetime
    ) -> list[Colleague]:
        """Return the officers who hold the permission for a unit's petitions of a form, the nearest first."""
        rule = self._registry.within(conn, at)
        path = [unit, *rule.directory.above(unit)]
        giving: dict[str, list[Grant]] = {}
        for grant in store.grants_in_force(conn, at):
            if not grant.counts(at) or grant.form not in (None, form) or grant.unit not in (None, *path):
                continue
            if permission in rule.directory.may_of(grant.role):
                giving.setdefault(grant.account, []).append(grant)
        accounts = self._open(conn, giving)
        away = self._substitutes(conn, {name: giving[name] for name in accounts}, at)
        found = []
        for account in accounts.values():
            grants = giving[account.id]
            near = min(len(path) if grant.unit is None else path.index(grant.unit) for grant in grants)
            held = [
                Held(grant.role, grant.unit, grant.form, account.id if grant.own else None, grant.id)
                for grant in grants
            ]
            actor = rule.actor(account.kind, account.id, account.name, held)
            if actor.may(permission, unit=unit, form=form, owner=account.id):
                found.append(Colleague(account.id, account.name, near, away.get(account.id)))
        return sorted(found, key=lambda each: (each.near, each.id))

    def heads(self, conn: Connection, unit: str, at: datetime) -> list[Colleague]:
        """Return who heads the unit and those above it, the nearest first; units without a head are left out."""
        directory = self._directory(conn, at)
        path = [name for name in (unit, *directory.above(unit)) if name in directory.units]
        heads = {name: head for name in path if (head := directory.units[name].head) is not None}
        known = self.people(conn, set(heads.values()), at)
        return [replace(known[heads[name]], near=path.index(name)) for name in path if heads.get(name) in known]

    def named(self, conn: Connection, name: str, at: datetime) -> Colleague | None:
        """Return the officer whose account has that name and is open, None where there is none."""
        try:
            account = id_of(conn, name)
        except AccountNotFound:
            return None
        return self.people(conn, {account}, at).get(account)

    def people(self, conn: Connection, ids: Collection[str], at: datetime) -> dict[str, Colleague]:
        """Return the officers of these account ids whose accounts are open, by id."""
        accounts = self._open(conn, ids)
        away = self._substitutes(conn, dict.fromkeys(accounts, ()), at)
        return {name: Colleague(name, account.name, 0, away.get(name)) for name, account in accounts.items()}

    # ------------------------------------------------------------------ inside

    def _directory(self, conn: Connection, at: datetime) -> Directory:
        return self._registry.within(conn, at).directory

    def _open(self, conn: Connection, ids: Iterable[str]) -> dict[str, Account]:
        found = accounts_by(conn, sorted(ids))
        return {each.id: each for each in found if each.kind == "officer" and each.disabled is None}

    def _substitutes(self, conn: Connection, grants: Mapping[str, Collection[Grant]], at: datetime) -> dict[str, str]:
        """Return who acts in the place of whom: what was lent are all roles, or those that count here."""
        found: dict[str, str] = {}
        for row in store.lent_rows(conn, sorted(grants), at):
            lent = store.delegation_of(row)
            counting = {grant.role for grant in grants[lent.lender]}
            if lent.counts(at) and (lent.roles is None or (counting and counting <= lent.roles)):
                found.setdefault(lent.lender, lent.borrower)
        return found


class Titles(Mapping[str, "Text"]):
    """The titles of the units by name, as they are now. Goes through those that are open; knows closed ones as well.

    A unit that this process has not heard of is looked up: another process may have made it.
    """

    def __init__(self, registry: Registry, *, database: Database, clock: Clock) -> None:
        self._registry = registry
        self._database = database
        self._clock = clock

    def __getitem__(self, name: str) -> Text:
        """Return the title of an open or closed unit. Raises KeyError for one that never was."""
        found = self._known(name, self._registry.now.directory)
        if found is None:
            with self._database.read() as conn:
                version = access_version(conn)
            found = self._known(name, self._registry.at(version, self._clock.now()).directory)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        """Go through the units that are open."""
        return iter(self._registry.now.directory.units)

    def __len__(self) -> int:
        """Return how many units are open."""
        return len(self._registry.now.directory.units)

    @staticmethod
    def _known(name: str, directory: Directory) -> Text | None:
        unit = directory.units.get(name) or directory.closed.get(name)
        return None if unit is None else unit.title
