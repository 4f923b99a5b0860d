"""The verbs of roles that the office makes: `work.access.roles`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from egovframe.auth import store as accounts
from egovframe.auth.access import facts, faults, store
from egovframe.auth.access.errors import RoleInvalid, RoleTaken
from egovframe.auth.access.separation import check, held_by, lent, open_delegations, take_turns
from egovframe.auth.directory import REVEAL, WHOLE_OFFICE, Directory
from egovframe.auth.errors import RoleUnknown
from egovframe.auth.model import Grant, Held, Role
from egovframe.auth.permissions import ROLE_DEFINE, ROLE_READ
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.auth.access.access import Access
    from egovframe.kernel.work import UnitOfWork

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
"""How a role or a unit may be called."""
KINDS: Final = frozenset({"personal", "sensitive", "unique-id"})
"""Kinds of personal answers (`egovframe.forms.personal`)."""
Roles = list[Role]
MOST: Final = 1_000
"""So many permissions or included roles one role names at most."""


class OfficeRoles:
    """Roles beside those that the city declares, made and changed by people of the office."""

    def __init__(self, work: UnitOfWork, access: Access) -> None:
        self._work = work
        self._access = access

    def list(self) -> Roles:
        """Return the roles that the office made and that count, by name. Needs `role.read`."""
        self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)
        rows = store.role_rows(self._work.conn)
        return [store.role_of(row) for _, row in sorted(rows.items()) if row["retired"] is None]

    def define(
        self,
        name: str,
        *,
        may: Iterable[str] = (),
        includes: Iterable[str] = (),
        title: str | Text | None = None,
        reveals: Iterable[str] | None = None,
        reason: str = "",
    ) -> Role:
        """Make a role, or change one that the office made; it counts from the next request on.

        `includes` are roles whose permissions come along, `reveals` narrows which kinds of personal answers the role's
        own `petition.reveal` opens. Needs `role.define`; nobody changes a role that they hold. Raises RoleInvalid,
        RoleTaken for a role that the city declares, SamePerson, and RolesExclude when the role, or somebody who holds
        it, would hold two roles together that the city holds separate.
        """
        work = self._work
        work.need(ROLE_DEFINE.name, unit=WHOLE_OFFICE)
        role = self._checked(
            Role(
                name=name,
                title=Text.of(title or name),
                may=frozenset(may),
                includes=frozenset(includes),
                reveals=None if reveals is None else frozenset(reveals),
                made=True,
            )
        )
        self._alone()
        rows = store.role_rows(work.conn)
        self._not_mine(role.name)
        before = rows.get(role.name)
        if before is not None and before["retired"] is None and store.role_of(before) == role:
            return role
        others = [store.role_of(row) for row in rows.values() if row["retired"] is None and row["name"] != role.name]
        self._check_holders(self._together([*others, role]), role)
        store.put_role(work, before, role)
        work.note(
            facts.ROLE_DEFINED,
            object=f"role:{role.name}",
            details={
                "name": role.name,
                "title": role.title.as_dict(),
                "may": sorted(role.may),
                "includes": sorted(role.includes),
                "reveals": None if role.reveals is None else sorted(role.reveals),
            },
            private={"reason": reason} if reason else {},
        )
        return role

    def retire(self, name: str, *, reason: str = "") -> None:
        """End a role that the office made: whoever holds it has nothing of it from the next request on.

        Needs `role.define`. Raises RoleUnknown when the office made no such role, RoleInvalid while another role
        includes it.
        """
        work = self._work
        work.need(ROLE_DEFINE.name, unit=WHOLE_OFFICE)
        self._alone()
        rows = {each: row for each, row in store.role_rows(work.conn).items() if row["retired"] is None}
        if name not in rows:
            raise RoleUnknown(
                f"The office made no role {name!r}.", hint="Roles that the city declares are changed in its code."
            )
        self._not_mine(name)
        including = sorted(each for each, row in rows.items() if name in store.role_of(row).includes)
        if including:
            raise RoleInvalid(
                f"The role {name!r} is part of {', '.join(including)}.",
                hint="Take it out of those roles first.",
                faults=faults.INCLUDED,
            )
        store.retire_role(work, rows[name])
        work.note(
            facts.ROLE_RETIRED,
            object=f"role:{name}",
            details={"name": name},
            private={"reason": reason} if reason else {},
        )

    # ------------------------------------------------------------------ checking

    def _alone(self) -> None:
        """Let nobody else change roles, units or grants until this is committed: what is checked stays so."""
        store.changed(self._work)
        take_turns(self._work, self._access.registry.declared)

    def _checked(self, role: Role) -> Role:
        """Return the role when it holds by itself. Raises RoleInvalid or RoleTaken."""
        if not NAME.fullmatch(role.name):
            raise RoleInvalid(
                f"{role.name[:100]!r} cannot be the name of a role.",
                hint="Use 1 to 64 small letters, digits and hyphens.",
                faults=faults.NAME,
            )
        declared = self._access.registry.declared.roles
        if role.name in declared:
            raise RoleTaken(
                f"The city declares the role {role.name!r}.", hint="Choose another name, or change the declaration."
            )
        if len(role.may) > MOST or len(role.includes) > MOST:
            raise RoleInvalid(
                f"The role {role.name!r} names more than {MOST} permissions or roles.",
                hint="Divide it.",
                faults=faults.MANY,
            )
        known = self._access.permissions
        for permission in sorted(role.may):
            if known is not None and permission not in known:
                raise RoleInvalid(
                    f"The role {role.name!r} may {permission[:100]!r}, which is no permission.",
                    hint="See the list of permissions.",
                    faults=faults.MAY,
                )
        if role.reveals is not None and (role.reveals - KINDS or REVEAL not in role.may):
            raise RoleInvalid(
                f"The role {role.name!r} narrows which personal answers it reveals in a way that cannot be.",
                hint=f"Name some of {', '.join(sorted(KINDS))}, and give the role the permission {REVEAL}.",
                faults=faults.REVEALS,
            )
        return role

    def _not_mine(self, name: str) -> None:
        """Raise SamePerson when the actor holds the role, itself or within another: nobody widens their own rights."""
        actor = self._work.actor
        directory = self._access.registry.within(self._work.conn, self._work.at).directory
        held = [each for each in actor.held if isinstance(each, Held)]
        if any(name in directory.closure(each.role) for each in held):
            self._work.need_other_than([actor.id], deed=ROLE_DEFINE.name, object=f"role:{name}")

    def _together(self, made: Iterable[Role]) -> Directory:
        """Return roles and units as they would be. Raises RoleInvalid when they do not hold together."""
        registry = self._access.registry
        units = registry.within(self._work.conn, self._work.at).directory.units.values()
        try:
            return registry.strict(made, units)
        except DeclarationError as error:
            raise RoleInvalid(error.message, hint=error.hint, faults=faults.INCLUDES) from error

    def _check_holders(self, directory: Directory, role: Role) -> None:
        """Raise RolesExclude when somebody would hold two separate roles through the role as it is to be."""
        if not directory.separate:
            return
        conn, at = self._work.conn, self._work.at
        by_account: dict[str, list[Grant]] = {}
        for grant in store.grants_in_force(conn, at):
            by_account.setdefault(grant.account, []).append(grant)
        touched = [name for name in directory.roles if role.name in directory.closure(name)]
        holders = {account for account, held in by_account.items() if any(each.role in touched for each in held)}
        for account in sorted(holders):
            borrowers = open_delegations(conn, at, lender=account)
            for grant in (each for each in by_account[account] if each.role in touched):
                others = [each for each in by_account[account] if each.id != grant.id]
                others += [
                    each
                    for delegation in open_delegations(conn, at, borrower=account)
                    for theirs in held_by(conn, delegation.lender, at)
                    if (each := lent(theirs, delegation))
                ]
                check(directory, grant, others, name=self._name(account))
                for delegation in borrowers:
                    if given := lent(grant, delegation):
                        theirs_all = by_account.get(delegation.borrower, [])
                        check(directory, given, theirs_all, name=self._name(delegation.borrower))

    def _name(self, account: str) -> str:
        rows = accounts.account_rows(self._work.conn, id=account)
        return str(rows[0]["name"]) if rows else "somebody"
