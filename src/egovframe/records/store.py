"""Reading records from the database; rows become frozen values at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.permissions import Everywhere, Rows
from egovframe.records.model import Record, State
from egovframe.records.retention import parse_period
from egovframe.records.tables import records


def by_id(conn: sa.Connection, record_id: str) -> Record | None:
    """Return the record with that id, or None."""
    return _first(conn, records.c.id == record_id)


def by_source(conn: sa.Connection, source: str) -> Record | None:
    """Return the record that was made of that source (`petition:<id>`), or None."""
    return _first(conn, records.c.source == source)


def newest(conn: sa.Connection, *, rows: Rows, class_id: str | None, before: str | None, limit: int) -> list[Record]:
    """Return up to `limit` records that are open, the newest first, older than the id `before`."""
    query = _within(sa.select(records), rows).order_by(records.c.id.desc()).limit(limit)
    if class_id is not None:
        query = query.where(records.c.class_id == class_id)
    if before is not None:
        query = query.where(records.c.id < before)
    return [record_of(row) for row in conn.execute(query).mappings()]


def due(conn: sa.Connection, *, on: date, rows: Rows, after: tuple[str, str] | None, limit: int) -> list[Record]:
    """Return up to `limit` records that are open whose time is over on that day, the longest overdue first.

    `after` is the due date and id of the last one that was seen.
    """
    query = (
        _within(sa.select(records), rows)
        .where(records.c.due <= on.isoformat(), records.c.state == "kept")
        .order_by(records.c.due, records.c.id)
        .limit(limit)
    )
    if after is not None:
        day, record_id = after
        # The first condition is implied by the second; it lets the database start in the middle of the index.
        query = query.where(records.c.due >= day, sa.or_(records.c.due > day, records.c.id > record_id))
    return [record_of(row) for row in conn.execute(query).mappings()]


def count(conn: sa.Connection) -> int:
    """Return how many records there are."""
    return int(conn.execute(sa.select(sa.func.count()).select_from(records)).scalar_one())


def every(conn: sa.Connection) -> Iterator[Record]:
    """Walk over all records in the order of their ids, at constant memory."""
    last = ""
    query = sa.select(records).where(records.c.id > sa.bindparam("last")).order_by(records.c.id).limit(500)
    while rows := conn.execute(query, {"last": last}).mappings().all():
        yield from map(record_of, rows)
        last = rows[-1]["id"]


def row_of(record: Record) -> dict[str, Any]:
    """Return the record as it is stored."""
    return {
        "id": record.id,
        "class_id": record.class_id,
        "title": record.title,
        "unit": record.unit,
        "year": record.year,
        "number": record.number,
        "registered": instant(record.registered),
        "registered_by": record.registered_by,
        "source": record.source,
        "form": record.form,
        "receipt": record.receipt,
        "completed": record.completed.isoformat(),
        "task_ends": record.task_ends.isoformat() if record.task_ends else None,
        "period": str(record.period),
        "starts": record.starts.isoformat(),
        "due": record.due.isoformat() if record.due else None,
        "state": record.state,
        "digest": record.digest,
        "sealed_for": record.sealed_for,
        "media_type": record.media_type,
        "size": record.size,
        "subjects": canonical_text(list(record.subjects)),
    }


def record_of(row: sa.RowMapping | Mapping[str, Any]) -> Record:
    """Return the record that the row holds."""
    state: State = row["state"]
    return Record(
        id=row["id"],
        class_id=row["class_id"],
        title=row["title"],
        unit=row["unit"],
        year=row["year"],
        number=row["number"],
        registered=moment(row["registered"]),
        registered_by=row["registered_by"],
        source=row["source"],
        form=row["form"],
        receipt=row["receipt"],
        completed=date.fromisoformat(row["completed"]),
        task_ends=date.fromisoformat(row["task_ends"]) if row["task_ends"] else None,
        period=parse_period(row["period"]),
        starts=date.fromisoformat(row["starts"]),
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        state=state,
        digest=row["digest"],
        sealed_for=row["sealed_for"],
        media_type=row["media_type"],
        size=row["size"],
        subjects=tuple(json.loads(row["subjects"])),
    )


def _first(conn: sa.Connection, where: sa.ColumnElement[bool]) -> Record | None:
    row = conn.execute(sa.select(records).where(where)).mappings().first()
    return None if row is None else record_of(row)


def _within(query: sa.Select[Any], rows: Rows) -> sa.Select[Any]:
    """Return the query for what the scopes open: in these units, of one form, registered by one officer."""
    if rows.everything:
        return query
    opened = []
    for scope in rows.scopes:
        parts: list[sa.ColumnElement[bool]] = []
        if not isinstance(scope.units, Everywhere):
            parts.append(records.c.unit.in_(sorted(scope.units)))
        if scope.form is not None:
            parts.append(records.c.form == scope.form)
        if scope.owner is not None:
            parts.append(records.c.registered_by == scope.owner)
        opened.append(sa.and_(*parts))
    return query.where(sa.or_(sa.false(), *opened))
