"""The verbs of the tree of units, which changes with time: `work.access.units`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from egovframe.auth import store as accounts
from egovframe.auth.access import facts, faults, store
from egovframe.auth.access.errors import UnitInvalid, UnitTaken
from egovframe.auth.access.model import UnitChange, units_at
from egovframe.auth.access.roles import NAME
from egovframe.auth.directory import WHOLE_OFFICE, Directory
from egovframe.auth.errors import UnitUnknown
from egovframe.auth.events import UnitMoved
from egovframe.auth.model import Unit
from egovframe.auth.permissions import ROLE_READ, UNIT_MANAGE
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.ids import new_id
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.auth.access.access import Access
    from egovframe.kernel.facts import FactType
    from egovframe.kernel.work import UnitOfWork

Changes = list[UnitChange]


class OfficeUnits:
    """The units of the city: the declaration is the base, the office adds, renames, moves and closes.

    Every change holds from a moment on, now or later; what was is never rewritten, so the tree of any moment is known.
    """

    def __init__(self, work: UnitOfWork, access: Access) -> None:
        self._work = work
        self._access = access

    # ------------------------------------------------------------------ looking

    def tree(self, at: datetime | None = None) -> Directory:
        """Return the units as of a moment (now), with roles as they are now. Needs `role.read`."""
        self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)
        registry = self._access.registry
        units = units_at(registry.declared.units, self._changes(), at or self._work.at)
        made = [store.role_of(row) for row in store.role_rows(self._work.conn).values() if row["retired"] is None]
        return registry.directory(made, units)

    def history(self, name: str) -> Changes:
        """Return what the office changed of a unit, the earliest first. Needs `role.read`."""
        self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)
        return [change for change in self._changes() if change.unit == name]

    # ------------------------------------------------------------------ changing

    def add(
        self,
        name: str,
        *,
        title: str | Text,
        parent: str | None = None,
        head: str | None = None,
        since: datetime | None = None,
        reason: str = "",
    ) -> Unit:
        """Add a unit below `parent`, or at the top. `head` is the name of an account.

        Needs `unit.manage` in the parent. Raises UnitTaken, UnitUnknown, UnitInvalid, AccountNotFound.
        """
        if not NAME.fullmatch(name):
            raise UnitInvalid(
                f"{name[:100]!r} cannot be the name of a unit.",
                hint="Use 1 to 64 small letters, digits and hyphens.",
                faults=faults.NAME,
            )
        self._need(parent)
        store.changed(self._work)  # before the tree is read: whoever else changes it waits, or two would make a circle
        known = {change.unit for change in self._changes()} | self._access.registry.declared.units.keys()
        if name in known:
            raise UnitTaken(
                f"There is a unit {name!r}, or there was one.",
                hint="Choose another name: facts of old name the old one.",
            )
        change = self._change(name, title=Text.of(title), parent=parent, head=self._account(head), since=since)
        return self._made(change, facts.UNIT_ADDED, reason)

    def rename(self, name: str, title: str | Text, *, since: datetime | None = None, reason: str = "") -> Unit:
        """Give a unit another title; its name, by which forms and grants know it, stays. Needs `unit.manage` there."""
        return self._altered(
            name, facts.UNIT_RENAMED, lambda unit: replace(unit, title=Text.of(title)), since=since, reason=reason
        )

    def move(self, name: str, parent: str | None, *, since: datetime | None = None, reason: str = "") -> Unit:
        """Put a unit, with all below it, under another one or at the top. Needs `unit.manage` there and in the parent.

        Raises UnitInvalid when it would come to be below itself.
        """
        self._need(parent)
        begins = self._since(since)
        moved = self._altered(
            name, facts.UNIT_MOVED, lambda unit: replace(unit, parent=parent), since=begins, reason=reason
        )
        self._work.emit(UnitMoved(unit=name, since=instant(begins)), due=begins)
        return moved

    def set_head(self, name: str, head: str | None, *, since: datetime | None = None, reason: str = "") -> Unit:
        """Say who heads a unit, by the account's name; None for nobody. Gives no rights: those are granted."""
        self._need(name)  # before the account is looked for: whoever may not is not told whether there is one
        account = self._account(head)
        return self._altered(
            name, facts.UNIT_HEADED, lambda unit: replace(unit, head=account), since=since, reason=reason
        )

    def close(self, name: str, *, into: str | None = None, since: datetime | None = None, reason: str = "") -> None:
        """Close a unit: roles held in it give nothing from then on. Needs `unit.manage` there, and in `into`.

        `into` is the unit that follows it: whoever holds a role there goes on with what is in the closed unit, and
        what comes for that one comes to it. Without one it is the unit above. Raises UnitInvalid while there are units
        below it (move or close them first), or when `into` is not there then.
        """
        if into is not None:
            self._need(into)

        def followed(unit: Unit) -> Unit:
            return unit if into is None else replace(unit, parent=into)

        if into == name:
            raise UnitInvalid(
                f"The unit {name[:100]!r} cannot follow itself.", hint="Name another unit.", faults=faults.FOLLOWER
            )
        self._altered(name, facts.UNIT_CLOSED, followed, since=since, reason=reason, closed=True)

    # ------------------------------------------------------------------ inside

    def _need(self, unit: str | None) -> None:
        self._work.need(UNIT_MANAGE.name, unit=WHOLE_OFFICE if unit is None else unit)

    def _changes(self) -> Changes:
        return [store.change_of(row) for row in store.unit_rows(self._work.conn)]

    def _account(self, name: str | None) -> str | None:
        """Return the id of the account of that name. Raises AccountNotFound."""
        return None if name is None else accounts.id_of(self._work.conn, name)

    def _altered(
        self,
        name: str,
        fact: FactType,
        alter: Callable[[Unit], Unit],
        *,
        since: datetime | None,
        reason: str,
        closed: bool = False,
    ) -> Unit:
        self._need(name)
        store.changed(self._work)
        begins = self._since(since)
        units = {unit.name: unit for unit in units_at(self._access.registry.declared.units, self._changes(), begins)}
        if name not in units:
            raise UnitUnknown(f"There is no unit {name[:100]!r} then.", hint="Look at the tree of units.")
        unit = alter(units[name])
        change = self._change(name, title=unit.title, parent=unit.parent, head=unit.head, since=begins, closed=closed)
        return self._made(change, fact, reason)

    def _since(self, since: datetime | None) -> datetime:
        if since is not None and since < self._work.at:
            raise UnitInvalid(
                "A change of units cannot begin in the past.",
                hint="What was stays as it was: begin now or later.",
                faults=faults.PAST,
            )
        return since or self._work.at

    def _change(
        self,
        name: str,
        *,
        title: Text,
        parent: str | None,
        head: str | None,
        since: datetime | None,
        closed: bool = False,
    ) -> UnitChange:
        return UnitChange(new_id(), name, title, parent, head, closed, self._since(since), by=self._work.actor.id)

    def _made(self, change: UnitChange, fact: FactType, reason: str) -> Unit:
        """Keep the change once the tree holds together from then on, and note the fact."""
        work = self._work
        rows = [row for row in store.unit_rows(work.conn) if row["unit"] == change.unit]
        before = rows[-1] if rows else None
        if before is not None and instant(change.since) < before["since"]:
            raise UnitInvalid(
                f"A later change of the unit {change.unit!r} is set down already.",
                hint=f"Let this one begin no earlier than {before['since']}.",
                faults=faults.LATER,
            )
        self._check(change, before)
        store.add_change(work, before, change)
        work.note(
            fact,
            object=f"unit:{change.unit}",
            details={
                "unit": change.unit,
                "title": change.title.as_dict(),
                "parent": change.parent,
                "head": change.head,
                "since": instant(change.since),
            },
            private={"reason": reason} if reason else {},
        )
        return change.as_unit()

    def _check(self, change: UnitChange, before: store.Row | None) -> None:
        """Raise UnitInvalid when the tree does not hold together at any moment from the change on."""
        changes = []
        for each in self._changes():
            if before is not None and each.id == before["id"]:
                if each.since == change.since:
                    continue
                each = replace(each, until=change.since)  # noqa: PLW2901 - as it will be
            changes.append(each)
        changes.append(change)
        declared = self._access.registry.declared.units
        if change.closed and change.parent is not None:
            there = {unit.name for unit in units_at(declared, changes, change.since)}
            if change.parent not in there and (before is None or change.parent != before["parent"]):
                raise UnitInvalid(
                    f"The unit {change.parent[:100]!r} is not there then and cannot follow {change.unit!r}.",
                    hint="Name a unit that is there.",
                    faults=faults.FOLLOWER,
                )
        moments = {change.since, *(each.since for each in changes if each.since > change.since)}
        for moment in sorted(moments):
            units = units_at(declared, changes, moment)
            names = {unit.name for unit in units}
            for unit in units:
                if unit.parent is not None and unit.parent not in names:
                    self._refuse_orphan(unit, change, moment)
            try:
                Directory(units=units)
            except DeclarationError as error:
                raise UnitInvalid(error.message, hint="Move the other one first.", faults=faults.PARENT) from error

    def _refuse_orphan(self, unit: Unit, change: UnitChange, moment: datetime) -> None:
        if change.closed and unit.parent == change.unit:
            raise UnitInvalid(
                f"The unit {unit.name!r} is below {change.unit!r}.",
                hint="Move it elsewhere or close it first.",
                faults=faults.BELOW,
            )
        raise UnitInvalid(
            f"The unit {unit.name!r} would be below {unit.parent!r}, which is not there on {moment:%Y-%m-%d}.",
            hint="Choose another unit above it, or another day.",
            faults=faults.PARENT,
        )
