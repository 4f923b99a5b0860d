"""The SQL of roles and units that the office makes, and of acting in somebody's place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.auth.access.model import Delegation, Impersonation, UnitChange
from egovframe.auth.access.tables import delegations, impersonations, office_roles, unit_changes
from egovframe.auth.model import Grant, Role
from egovframe.auth.store import ACCESS_VERSION, grant_of
from egovframe.auth.tables import grants, publications, roles, units
from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import DatabaseError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]


def changed(work: UnitOfWork) -> None:
    """Count a change of roles or units: every process reads them anew at its next request."""
    work.next_number(ACCESS_VERSION)


# ---------------------------------------------------------------------------------------------------- roles


def role_rows(conn: sa.Connection) -> dict[str, Row]:
    """Return whole rows of all roles that the office ever made, by name."""
    return {row["name"]: dict(row) for row in conn.execute(sa.select(office_roles)).mappings()}


def role_of(row: Row) -> Role:
    """Return the row of `office_roles` as a value."""
    reveals = row["reveals"]
    return Role(
        name=row["name"],
        title=Text(**json.loads(row["title"])),
        may=frozenset(json.loads(row["may"])),
        includes=frozenset(json.loads(row["includes"])),
        reveals=None if reveals is None else frozenset(json.loads(reveals)),
        made=True,
    )


def put_role(work: UnitOfWork, before: Row | None, role: Role) -> None:
    """Keep a role, new or in place of what it was; one that was retired counts again."""
    values = {
        "title": canonical_text(role.title.as_dict()),
        "may": canonical_text(sorted(role.may)),
        "includes": canonical_text(sorted(role.includes)),
        "reveals": None if role.reveals is None else canonical_text(sorted(role.reveals)),
        "changed": instant(work.at),
        "retired": None,
    }
    if before is None:
        work.insert(office_roles, {"name": role.name, "made": instant(work.at), **values})
    else:
        work.change(office_roles, before, values)


def retire_role(work: UnitOfWork, before: Row) -> None:
    """End a role: from now on it gives nothing."""
    work.change(office_roles, before, {"retired": instant(work.at)})


def grants_in_force(conn: sa.Connection, at: datetime) -> list[Grant]:
    """Return every grant that counts at that moment or later, of all accounts."""
    query = sa.select(grants).where(
        grants.c.revoked.is_(None), sa.or_(grants.c.until.is_(None), grants.c.until > instant(at))
    )
    return [grant_of(dict(row)) for row in conn.execute(query).mappings()]


# ---------------------------------------------------------------------------------------------------- units


def unit_rows(conn: sa.Connection) -> list[Row]:
    """Return whole rows of all changes of units, the earliest first."""
    query = sa.select(unit_changes).order_by(unit_changes.c.since, unit_changes.c.id)
    return [dict(row) for row in conn.execute(query).mappings()]


def change_of(row: Row) -> UnitChange:
    """Return the row of `unit_changes` as a value."""
    return UnitChange(
        id=row["id"],
        unit=row["unit"],
        title=Text(**json.loads(row["title"])),
        parent=row["parent"],
        head=row["head"],
        closed=bool(row["closed"]),
        since=moment(row["since"]),
        until=None if row["until"] is None else moment(row["until"]),
        by=row["made_by"],
    )


def add_change(work: UnitOfWork, before: Row | None, change: UnitChange) -> None:
    """Add a change of a unit; the one before it, if there is one, ends where it begins, or gives way at that moment."""
    values = {
        "title": canonical_text(change.title.as_dict()),
        "parent": change.parent,
        "head": change.head,
        "closed": 1 if change.closed else None,
        "made": instant(work.at),
        "made_by": change.by,
    }
    since = instant(change.since)
    if before is not None and before["since"] == since:
        work.change(unit_changes, before, values)
        return
    if before is not None:
        work.change(unit_changes, before, {"until": since})
    work.insert(unit_changes, {"id": change.id, "unit": change.unit, "since": since, "until": None, **values})


# ---------------------------------------------------------------------------------------------------- declarations

DECLARED = {"roles": roles, "units": units}


def declared_rows(conn: sa.Connection, subject: str) -> dict[str, Row]:
    """Return the published rows of `roles` or `units` by name."""
    return {row["name"]: dict(row) for row in conn.execute(sa.select(DECLARED[subject])).mappings()}


def publication_row(conn: sa.Connection, subject: str) -> Row | None:
    """Return the row that tells which names were ever published; None before the first time."""
    row = conn.execute(sa.select(publications).where(publications.c.subject == subject)).mappings().one_or_none()
    return None if row is None else dict(row)


def put_declared(work: UnitOfWork, subject: str, before: Row | None, values: Row) -> None:
    """Publish a declaration, new or in place of the one before."""
    if before is None:
        work.insert(DECLARED[subject], values)
    else:
        work.change(DECLARED[subject], before, values)


def put_publication(work: UnitOfWork, subject: str, before: Row | None, names: Sequence[str]) -> None:
    """Remember which names were ever published."""
    values = {"subject": subject, "names": canonical_text(sorted(names)), "published": instant(work.at)}
    if before is None:
        work.insert(publications, values)
    else:
        work.change(publications, before, values)


def published_names(row: Row | None) -> frozenset[str]:
    """Return the names that the publication lists. Raises DatabaseError when another tool damaged it."""
    if row is None:
        return frozenset()
    try:
        return frozenset(json.loads(row["names"]))
    except (ValueError, TypeError) as error:
        raise DatabaseError(
            f"The row {row['subject']} of publications cannot be read: another tool changed it.",
            hint="Run `egovframe verify`, and restore what it names.",
        ) from error


# ---------------------------------------------------------------------------------------------------- in whose place


def delegation_rows(
    conn: sa.Connection,
    *,
    id: str | None = None,  # noqa: A002
    lender: str | None = None,
    borrower: str | None = None,
) -> list[Row]:
    """Return whole rows of delegations: one, or those of a lender or borrower, the earliest first."""
    query = sa.select(delegations).order_by(delegations.c.since, delegations.c.id)
    for column, value in (
        (delegations.c.id, id),
        (delegations.c.lender, lender),
        (delegations.c.borrower, borrower),
    ):
        if value is not None:
            query = query.where(column == value)
    return [dict(row) for row in conn.execute(query).mappings()]


def open_delegation_rows(
    conn: sa.Connection,
    at: datetime,
    *,
    after: str | None = None,
    limit: int,
    id: str | None = None,  # noqa: A002
) -> list[Row]:
    """Return whole rows of delegations that are in force or to come, in the order they were made, after that id."""
    query = (
        sa.select(delegations)
        .where(delegations.c.ended.is_(None), delegations.c.until > instant(at))
        .order_by(delegations.c.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(delegations.c.id > after)
    if id is not None:
        query = query.where(delegations.c.id == id)
    return [dict(row) for row in conn.execute(query).mappings()]


def lent_rows(conn: sa.Connection, lenders: Sequence[str], at: datetime) -> list[Row]:
    """Return whole rows of the delegations by these lenders that are in force at a moment, the earliest first."""
    now = instant(at)
    found: list[Row] = []
    for start in range(0, len(lenders), 500):
        query = (
            sa.select(delegations)
            .where(
                delegations.c.lender.in_(lenders[start : start + 500]),
                delegations.c.ended.is_(None),
                delegations.c.since <= now,
                delegations.c.until > now,
            )
            .order_by(delegations.c.since, delegations.c.id)
        )
        found += [dict(row) for row in conn.execute(query).mappings()]
    return found


def delegation_of(row: Row) -> Delegation:
    """Return the row of `delegations` as a value."""
    return Delegation(
        id=row["id"],
        lender=row["lender"],
        borrower=row["borrower"],
        roles=None if row["roles"] is None else frozenset(json.loads(row["roles"])),
        since=moment(row["since"]),
        until=moment(row["until"]),
        ended=None if row["ended"] is None else moment(row["ended"]),
        by=row["made_by"],
        reason=row["reason"],
    )


def add_delegation(work: UnitOfWork, lent: Delegation) -> None:
    """Add a delegation."""
    work.insert(
        delegations,
        {
            "id": lent.id,
            "lender": lent.lender,
            "borrower": lent.borrower,
            "roles": None if lent.roles is None else canonical_text(sorted(lent.roles)),
            "since": instant(lent.since),
            "until": instant(lent.until),
            "ended": None,
            "made_by": lent.by,
            "reason": lent.reason,
        },
    )


def end_delegation(work: UnitOfWork, before: Row) -> None:
    """End a delegation now."""
    work.change(delegations, before, {"ended": instant(work.at)})


def impersonation_rows(conn: sa.Connection, *, id: str | None = None) -> list[Row]:  # noqa: A002
    """Return whole rows of impersonations, the latest first: one, or all."""
    query = sa.select(impersonations).order_by(impersonations.c.since.desc(), impersonations.c.id.desc())
    if id is not None:
        query = query.where(impersonations.c.id == id)
    return [dict(row) for row in conn.execute(query).mappings()]


def impersonation_of(row: Row) -> Impersonation:
    """Return the row of `impersonations` as a value."""
    return Impersonation(
        id=row["id"],
        impersonator=row["impersonator"],
        account=row["account"],
        since=moment(row["since"]),
        until=moment(row["until"]),
        ended=None if row["ended"] is None else moment(row["ended"]),
        reason=row["reason"],
    )


def add_impersonation(work: UnitOfWork, begun: Impersonation) -> None:
    """Add an impersonation."""
    work.insert(
        impersonations,
        {
            "id": begun.id,
            "impersonator": begun.impersonator,
            "account": begun.account,
            "since": instant(begun.since),
            "until": instant(begun.until),
            "ended": None,
            "reason": begun.reason,
        },
    )


def end_impersonation(work: UnitOfWork, before: Row) -> None:
    """End an impersonation now."""
    work.change(impersonations, before, {"ended": instant(work.at)})
