"""The SQL of co-signers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.forms.cosigning.tables import cosigners
from egovframe.forms.tables import petitions
from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = dict[str, Any]


def add(work: UnitOfWork, values: Row) -> None:
    """Add one."""
    work.insert(cosigners, values)


def change(work: UnitOfWork, row: Row, changes: Row) -> Row:
    """Change a row that was read in this unit. Raises Conflict when it moved on."""
    return {**row, **work.change(cosigners, row, changes)}


def wait_for(conn: sa.Connection, petition_id: str) -> None:
    """Have others who add or sign at this petition wait until this transaction ends, so that numbers hold."""
    conn.execute(sa.select(petitions.c.id).where(petitions.c.id == petition_id).with_for_update())


def by_key(conn: sa.Connection, key: str) -> Row | None:
    """Return the row whose link has the key with this MAC, or None."""
    return _one(conn, cosigners.c.key == key)


def by_id(conn: sa.Connection, cosigner_id: str) -> Row | None:
    """Return the row of that id, or None."""
    return _one(conn, cosigners.c.id == cosigner_id)


def of_petition(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return the co-signers of a petition in the order in which they were invited."""
    chosen = sa.select(cosigners).where(cosigners.c.petition == petition_id).order_by(cosigners.c.id)
    return [dict(row) for row in conn.execute(chosen).mappings()]


def expired(conn: sa.Connection, now: datetime, *, after: str, limit: int) -> list[str]:
    """Return the ids of links that were not used in time, in the order of their ids from `after` on."""
    over = (cosigners.c.state == "invited") & (cosigners.c.until <= instant(now)) & (cosigners.c.id > after)
    return list(conn.execute(sa.select(cosigners.c.id).where(over).order_by(cosigners.c.id).limit(limit)).scalars())


def _one(conn: sa.Connection, wanted: sa.ColumnElement[bool]) -> Row | None:
    found = conn.execute(sa.select(cosigners).where(wanted)).mappings().one_or_none()
    return None if found is None else dict(found)
