"""The SQL of provisioning: officers' accounts with their profiles, and who holds which role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import sqlalchemy as sa

from egovframe.auth.profiles.tables import profiles
from egovframe.auth.store import name_taken
from egovframe.auth.tables import accounts, grants
from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]
Order = Literal["id", "name"]
CHUNK: Final = 500
"""So many ids stand in one statement."""


@dataclass(frozen=True, slots=True)
class Where:
    """A condition that the database decides: a column and what it equals, or several conditions together.

    `of` is `id`, `name` (the caseless key), `email` and `external` (keyed digests), `active` (`1` or empty), or `all`
    and `any` of `parts`. Values are always bound, never written into the statement.
    """

    of: Literal["id", "name", "email", "external", "active", "all", "any"]
    value: str = ""
    parts: tuple[Where, ...] = ()


def user_rows(
    conn: sa.Connection,
    where: Where | None,
    *,
    order: Order = "id",
    descending: bool = False,
    offset: int = 0,
    limit: int | None = None,
    anybody: bool = False,
) -> list[Row]:
    """Return whole rows of officers' accounts that provisioning knows, each with `p_…`: the row of its profile.

    With `anybody` accounts of every kind, and deleted ones.
    """
    column = accounts.c.id if order == "id" else accounts.c.name_key
    own = [each.label(f"p_{each.name}") for each in profiles.columns]
    statement = sa.select(accounts, *own).select_from(_joined()).where(*_conditions(where))
    if not anybody:
        statement = statement.where(_known())
    statement = statement.order_by(column.desc() if descending else column.asc()).offset(offset)
    if limit is not None:
        statement = statement.limit(limit)
    return [dict(row) for row in conn.execute(statement).mappings()]


def count_users(conn: sa.Connection, where: Where | None) -> int:
    """Return how many there are."""
    statement = sa.select(sa.func.count()).select_from(_joined()).where(_known(), *_conditions(where))
    return int(conn.execute(statement).scalar_one())


def _joined() -> sa.Join:
    return sa.join(accounts, profiles, profiles.c.account == accounts.c.id, isouter=True)


def _known() -> sa.ColumnElement[bool]:
    """An officer's account that was not deleted by provisioning: that counts while the account is disabled."""
    return sa.and_(accounts.c.kind == "officer", sa.or_(accounts.c.disabled.is_(None), profiles.c.retired.is_(None)))


_COLUMNS: Final = {"id": accounts.c.id, "name": accounts.c.name_key, "external": profiles.c.external}


def _conditions(where: Where | None) -> list[sa.ColumnElement[bool]]:
    return [] if where is None else [_condition(where)]


def _condition(where: Where) -> sa.ColumnElement[bool]:
    if where.of in ("all", "any"):
        join, start = (sa.and_, sa.true()) if where.of == "all" else (sa.or_, sa.false())
        return join(start, *map(_condition, where.parts))
    if where.of == "email":
        # The primary address is found by its index, the others by looking through the digests.
        return sa.or_(profiles.c.email == where.value, profiles.c.emails.contains(f" {where.value} ", autoescape=True))
    if where.of == "active":
        return accounts.c.disabled.is_(None) if where.value else accounts.c.disabled.is_not(None)
    return _COLUMNS[where.of] == where.value


# ---------------------------------------------------------------------------------------------------- accounts


def rename(work: UnitOfWork, before: Row, name: str, name_key: str) -> None:
    """Give the account another name. Raises AccountExists when somebody else just took it."""
    try:
        work.change(accounts, before, {"name": name, "name_key": name_key})
    except sa.exc.IntegrityError as error:
        raise name_taken(name) from error


def is_retired(row: Row, profile: Row | None) -> bool:
    """Say whether provisioning deleted the account, and nobody opened it again since."""
    return profile is not None and profile["retired"] is not None and row["disabled"] is not None


# ---------------------------------------------------------------------------------------------------- grants


def held_by(conn: sa.Connection, ids: Sequence[str], at: datetime) -> dict[str, list[tuple[str, str | None]]]:
    """Return the roles that each of the accounts holds now, with the units; what is held more narrowly is no group."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for start in range(0, len(ids), CHUNK):
        statement = sa.select(grants.c.account, grants.c.role, grants.c.unit).where(
            grants.c.account.in_(ids[start : start + CHUNK]), _in_force(at)
        )
        for row in conn.execute(statement.order_by(grants.c.role, grants.c.unit)):
            found.setdefault(row.account, []).append((row.role, row.unit))
    return found


def holders(
    conn: sa.Connection, at: datetime, *, role: str | None = None, unit: str | None = None
) -> dict[tuple[str, str | None], list[tuple[str, str]]]:
    """Return who holds which role where, as (id, name) of officers' accounts: of all roles, or of one in one place.

    A role that is held for one form, or for one's own cases, is not the whole role: it makes nobody a member.
    """
    statement = (
        sa.select(grants.c.role, grants.c.unit, accounts.c.id, accounts.c.name)
        .distinct()
        .select_from(sa.join(_joined(), grants, grants.c.account == accounts.c.id))
        .where(_known(), _in_force(at))
    )
    if role is not None:
        statement = statement.where(grants.c.role == role, grants.c.unit.is_not_distinct_from(unit))
    found: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
    for row in conn.execute(statement.order_by(accounts.c.id)):
        found.setdefault((row.role, row.unit), []).append((row.id, row.name))
    return found


def _in_force(at: datetime) -> sa.ColumnElement[bool]:
    now = instant(at)
    return sa.and_(
        grants.c.revoked.is_(None),
        grants.c.since <= now,
        sa.or_(grants.c.until.is_(None), grants.c.until > now),
        grants.c.form.is_(None),
        grants.c.own.is_(None),
    )
