"""Roles and units as they are now: the declaration and what the office made of it, read anew when it was changed.

A counter in the database tells every process, with the query that finds the session, whether anything was changed: a
role that was taken out of service gives nothing at the next request, everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from egovframe.auth.access import store
from egovframe.auth.access.model import closed_at, next_boundary, units_at
from egovframe.auth.access.rule import Rule
from egovframe.auth.directory import Directory
from egovframe.auth.model import Role, Unit
from egovframe.auth.store import access_version
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.auth.interfaces import AccessPolicy
    from egovframe.kernel.database import Database

log = get_logger("egovframe.auth")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A rule with the version that it was read at, and the moment at which the tree of units is another one."""

    rule: Rule
    version: int
    since: datetime | None
    until: datetime | None

    def serves(self, version: int, at: datetime) -> bool:
        return (
            version == self.version
            and (self.since is None or self.since <= at)
            and (self.until is None or at < self.until)
        )


class Registry:
    """Gives the rule of the moment. Serves many threads; a rule that is handed out never changes."""

    def __init__(
        self,
        database: Database,
        roles: Iterable[Role],
        units: Iterable[Unit],
        *,
        separate: Collection[tuple[str, str]] = (),
        apart: Collection[tuple[str, str]] = (),
        policies: Mapping[str, AccessPolicy] | None = None,
    ) -> None:
        """Set it up. Raises DeclarationError when what is declared does not hold together."""
        self._database = database
        self._separate = tuple(separate)
        self._apart = tuple(apart)
        self._policies = dict(policies or {})
        self.declared = Directory(roles, units, separate=separate, apart=apart)
        self._kept = _Kept(Rule(self.declared, self._policies), 0, None, None)

    @property
    def now(self) -> Rule:
        """The rule that was in force when this process last looked: for showing, and for the office's own work."""
        return self._kept.rule

    def at(self, version: int, at: datetime) -> Rule:
        """Return the rule in force at a moment, when the database says that it is at this version."""
        kept = self._kept
        if not kept.serves(version, at):
            with self._database.read() as conn:
                kept = self._read(conn, version, at)
            self._kept = kept  # whoever comes second does the same once more
        return kept.rule

    def within(self, conn: Connection, at: datetime) -> Rule:
        """Return the rule in force within a transaction, with what the transaction itself has changed.

        It is not kept: the transaction may be rolled back.
        """
        kept, version = self._kept, access_version(conn)
        return kept.rule if kept.serves(version, at) else self._read(conn, version, at).rule

    def _read(self, conn: Connection, version: int, at: datetime) -> _Kept:
        roles = [store.role_of(row) for row in store.role_rows(conn).values() if row["retired"] is None]
        changes = [store.change_of(row) for row in store.unit_rows(conn)]
        units = units_at(self.declared.units, changes, at)
        earlier = [moment for change in changes for moment in (change.since, change.until) if moment and moment <= at]
        directory = self.directory(roles, units, closed_at(changes, at))
        return _Kept(Rule(directory, self._policies), version, max(earlier, default=None), next_boundary(changes, at))

    def directory(self, roles: Iterable[Role], units: Iterable[Unit], closed: Iterable[Unit] = ()) -> Directory:
        """Return the declaration together with the office's roles and these units; `closed` are those that were.

        A new declaration may not go together with what the office made before: what does not hold gives nothing, and
        the log says so. The office stays open.
        """
        made = {role.name: role for role in roles}
        for name in sorted(made.keys() & self.declared.roles.keys()):
            log.warning("The city now declares a role that the office had made; the declaration counts.", role=name)
            del made[name]
        known = self.declared.roles.keys() | made.keys()
        sound = [replace(role, includes=role.includes & known) for role in made.values()]
        tree, gone = _rooted(units), tuple(closed)
        while True:
            try:
                return self.strict(sound, tree, gone)
            except DeclarationError as error:
                log.error("What the office made does not go with what is declared.", why=error.message)  # noqa: TRY400
                if sound:
                    sound = []
                elif tree != list(self.declared.units.values()):
                    tree = list(self.declared.units.values())
                else:
                    raise

    def strict(self, roles: Iterable[Role], units: Iterable[Unit], closed: Iterable[Unit] = ()) -> Directory:
        """Return the declaration with the office's roles and these units. Raises DeclarationError when it breaks."""
        known = (*self.declared.roles.values(), *roles)
        return Directory(known, units, closed=closed, separate=self._separate, apart=self._apart)


def _rooted(units: Iterable[Unit]) -> list[Unit]:
    """Return the units without those below one that is not there (any more): they give nothing."""
    found = {unit.name: unit for unit in units}
    while lost := [unit for unit in found.values() if unit.parent is not None and unit.parent not in found]:
        for unit in lost:
            log.error("A unit is below one that is not there; it gives nothing.", unit=unit.name, parent=unit.parent)
            del found[unit.name]
    return list(found.values())
