"""The SQL of petitions that somebody began and saved."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.forms.unfinished.tables import unfinished
from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = dict[str, Any]


def add(work: UnitOfWork, values: Row) -> None:
    """Add one."""
    work.insert(unfinished, values)


def change(work: UnitOfWork, row: Row, changes: Row) -> Row:
    """Change a row that was read in this unit. Raises Conflict when it moved on."""
    return {**row, **work.change(unfinished, row, changes)}


def remove(work: UnitOfWork, row: Row) -> None:
    """Remove a row that was read in this unit."""
    work.remove(unfinished, row)


def by_key(conn: sa.Connection, key: str) -> Row | None:
    """Return the row whose link has the key with this MAC, expired or not."""
    return _one(conn, unfinished.c.key == key)


def by_id(conn: sa.Connection, unfinished_id: str) -> Row | None:
    """Return the row of that id, expired or not."""
    return _one(conn, unfinished.c.id == unfinished_id)


def of_account(conn: sa.Connection, account: str, now: datetime) -> list[Row]:
    """Return the rows of an account whose time is not over, the one saved last first."""
    wanted = (unfinished.c.account == account) & (unfinished.c.expires > instant(now))
    chosen = sa.select(unfinished).where(wanted).order_by(unfinished.c.saved.desc(), unfinished.c.id)
    return [dict(row) for row in conn.execute(chosen).mappings()]


def count_of(conn: sa.Connection, source: str) -> int:
    """Return how many one account or network address has saved."""
    return int(conn.execute(sa.select(sa.func.count()).where(unfinished.c.source == source)).scalar_one())


def expired(conn: sa.Connection, now: datetime, *, after: str, limit: int) -> list[str]:
    """Return the ids of those whose time is over, in the order of their ids from `after` on."""
    over = (unfinished.c.expires <= instant(now)) & (unfinished.c.id > after)
    return list(conn.execute(sa.select(unfinished.c.id).where(over).order_by(unfinished.c.id).limit(limit)).scalars())


def _one(conn: sa.Connection, wanted: sa.ColumnElement[bool]) -> Row | None:
    found = conn.execute(sa.select(unfinished).where(wanted)).mappings().one_or_none()
    return None if found is None else dict(found)
