"""Roles that nobody holds together: whether two grants meet in the same place, for the same form, at the same time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from egovframe.auth import store as accounts
from egovframe.auth.access import store
from egovframe.auth.access.errors import RolesExclude
from egovframe.auth.access.model import Delegation
from egovframe.auth.directory import Directory
from egovframe.auth.model import Account, Grant
from egovframe.auth.permissions import ROLE_GRANT
from egovframe.kernel.permissions import SamePerson, same_people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from egovframe.kernel.work import UnitOfWork


def check_not_oneself(work: UnitOfWork, account: Account) -> None:
    """Raise SamePerson when the account is the actor's own, or that of whom it acts for; the refusal is a fact.

    Nobody widens their own rights, however many they hold: a grant takes two people. What comes from the command line
    has no account behind it, so that an office with one administrator goes on.
    """
    if same_people(work.actor, [account.id]):
        work.denied(ROLE_GRANT.name, "nobody grants a role to themself", object=account.ref)
        raise SamePerson(
            f"{account.name} may not grant roles to themself, nor lengthen those they hold.",
            hint="Ask another administrator; where there is none, whoever runs the office does it by the command line.",
            permission=ROLE_GRANT.name,
        )


def meet(directory: Directory, one: Grant, other: Grant) -> bool:
    """Say whether two grants ever count in the same unit, for the same form, at the same time."""
    places = one.unit is None or other.unit is None or bool(directory.below(one.unit) & directory.below(other.unit))
    forms = one.form is None or other.form is None or one.form == other.form
    times = (other.until is None or one.since < other.until) and (one.until is None or other.since < one.until)
    return places and forms and times


def check(directory: Directory, new: Grant, others: Iterable[Grant], *, name: str) -> None:
    """Raise RolesExclude when the new grant meets one whose role, or what that includes, is held separate from it."""
    if not directory.separate:
        return
    for other in others:
        excluded = directory.excluding(directory.closure(new.role), directory.closure(other.role))
        if excluded and meet(directory, new, other):
            one, two = excluded[0]
            where = f"in {other.unit} and below" if other.unit else "everywhere"
            raise RolesExclude(
                f"{name} cannot hold the role {one!r} together with {two!r}: the city holds them separate, and "
                f"{other.role!r} is held {where}.",
                hint=f"Revoke {other.role!r} first, or grant {new.role!r} for other units or another time.",
                roles=[one, two],
            )


def lent(grant: Grant, by: Delegation) -> Grant | None:
    """Return a lender's grant as it counts for the borrower: within the delegation's period; None for never."""
    if by.roles is not None and grant.role not in by.roles:
        return None
    since = max(grant.since, by.since)
    until = by.until if grant.until is None else min(grant.until, by.until)
    return replace(grant, since=since, until=until) if since < until else None


def held_by(conn: Connection, account: str, at: datetime) -> list[Grant]:
    """Return the account's own grants that count at that moment or will."""
    return [
        grant
        for grant in accounts.grants_of(conn, account)
        if grant.revoked is None and (grant.until is None or at < grant.until)
    ]


def open_delegations(
    conn: Connection, at: datetime, *, lender: str | None = None, borrower: str | None = None
) -> list[Delegation]:
    """Return the delegations of a lender or to a borrower that are in force at that moment or will be."""
    rows = store.delegation_rows(conn, lender=lender, borrower=borrower)
    found = (store.delegation_of(row) for row in rows)
    return [each for each in found if each.ended is None and at < each.until]


def all_held_by(conn: Connection, account: str, at: datetime) -> list[Grant]:
    """Return the account's own grants and those lent to it, that count at that moment or will."""
    found = held_by(conn, account, at)
    for delegation in open_delegations(conn, at, borrower=account):
        found += [each for grant in held_by(conn, delegation.lender, at) if (each := lent(grant, delegation))]
    return found


def take_turns(work: UnitOfWork, directory: Directory) -> None:
    """Wait for whoever gives rights at this moment, where the city holds roles separate; others then wait for us.

    Call it before anything is read that is held against the rule: two who cannot see each other would both be right.
    """
    if directory.separate:
        work.next_number("auth.separation")


def check_grant(conn: Connection, directory: Directory, new: Grant, at: datetime, *, name: str) -> None:
    """Raise RolesExclude when the new grant meets another of the account, or of somebody to whom it would be lent."""
    if not directory.separate:
        return
    check(directory, new, all_held_by(conn, new.account, at), name=name)
    for delegation in open_delegations(conn, at, lender=new.account):
        if given := lent(new, delegation):
            check(directory, given, all_held_by(conn, delegation.borrower, at), name=f"Whoever borrows from {name}")
