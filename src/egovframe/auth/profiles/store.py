"""The SQL of profiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.auth.profiles.tables import profiles

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]


def profile_row(conn: sa.Connection, account: str) -> Row | None:
    """Return the whole row of an account's profile; None before the first time."""
    found = conn.execute(sa.select(profiles).where(profiles.c.account == account)).mappings().one_or_none()
    return None if found is None else dict(found)


def put_profile(work: UnitOfWork, before: Row | None, values: Row) -> None:
    """Write a profile, new or in place of the one that was read whole in this unit."""
    if before is None:
        work.insert(profiles, values)
    else:
        work.change(profiles, before, values)


def accounts_by_email(conn: sa.Connection, mark: str, *, limit: int = 20) -> list[str]:
    """Return the ids of the accounts whose primary address has this digest, the oldest first."""
    return _accounts(conn, profiles.c.email == mark, limit)


def accounts_by_external(conn: sa.Connection, mark: str, *, limit: int = 20) -> list[str]:
    """Return the ids of the accounts whose external identifier has this digest, the oldest first."""
    return _accounts(conn, profiles.c.external == mark, limit)


def _accounts(conn: sa.Connection, condition: sa.ColumnElement[bool], limit: int) -> list[str]:
    rows = conn.execute(sa.select(profiles.c.account).where(condition).order_by(profiles.c.account).limit(limit))
    return [str(row.account) for row in rows]
