"""The SQL of answers that were looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.forms.prefill.tables import prefilled

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = dict[str, Any]


def add(work: UnitOfWork, values: Row) -> None:
    """Insert where an answer came from."""
    work.insert(prefilled, values)


def change(work: UnitOfWork, row: Row, changes: Row) -> None:
    """Change a row that was read in this unit. Raises Conflict when it moved on."""
    work.change(prefilled, row, changes)


def of_petition(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return where answers of a petition came from, in the order in which that was noted."""
    chosen = sa.select(prefilled).where(prefilled.c.petition == petition_id).order_by(prefilled.c.id)
    return [dict(row) for row in conn.execute(chosen).mappings()]
