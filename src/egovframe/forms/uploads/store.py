"""The SQL of files that people handed in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.forms.uploads.tables import uploads
from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = dict[str, Any]


def add(work: UnitOfWork, values: Row) -> None:
    """Add a file."""
    work.insert(uploads, values)


def change(work: UnitOfWork, row: Row, changes: Row) -> Row:
    """Change a row that was read in this unit. Raises Conflict when it moved on."""
    return work.change(uploads, row, changes)


def remove(work: UnitOfWork, row: Row) -> None:
    """Remove a row that was read in this unit."""
    work.remove(uploads, row)


def by_id(conn: sa.Connection, upload_id: str) -> Row | None:
    """Return the row of a file."""
    found = conn.execute(sa.select(uploads).where(uploads.c.id == upload_id)).mappings().one_or_none()
    return None if found is None else dict(found)


def by_ids(conn: sa.Connection, ids: Iterable[str]) -> dict[str, Row]:
    """Return the rows of files by id; those that there are not are missing."""
    found = conn.execute(sa.select(uploads).where(uploads.c.id.in_(list(ids)))).mappings()
    return {row["id"]: dict(row) for row in found}


def of_petition(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return the rows of a petition's files, the oldest first."""
    chosen = sa.select(uploads).where(uploads.c.petition == petition_id).order_by(uploads.c.at, uploads.c.id)
    return [dict(row) for row in conn.execute(chosen).mappings()]


def waiting_of(conn: sa.Connection, source: str) -> tuple[int, int]:
    """Return how many files of a network address are part of no petition, and how many bytes they are."""
    chosen = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(uploads.c.size), 0)).where(
        uploads.c.source == source
    )
    count, size = conn.execute(chosen).one()
    return int(count), int(size)


def expired(conn: sa.Connection, now: datetime, *, limit: int) -> list[str]:
    """Return the ids of files whose time is over, the oldest first."""
    chosen = sa.select(uploads.c.id).where(uploads.c.expires < instant(now)).order_by(uploads.c.expires).limit(limit)
    return list(conn.execute(chosen).scalars())
