"""Reading and writing what stopped and prolonged the clocks of cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.casetime.tables import extensions, pauses

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

_OF_CASE: Final = {
    table.name: sa.select(table).where(table.c.petition == sa.bindparam("petition")).order_by(table.c.id)
    for table in (pauses, extensions)
}


def pauses_of(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return the pauses of a case, the oldest first."""
    return _all(conn, "pauses", petition_id)


def extensions_of(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return the extensions of a case, the oldest first."""
    return _all(conn, "extensions", petition_id)


def add_pause(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a pause."""
    work.insert(pauses, values)


def end_pause(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> None:
    """End a pause that was read in this unit of work."""
    work.change(pauses, before, changes)


def add_extension(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert an extension."""
    work.insert(extensions, values)


def _all(conn: sa.Connection, table: str, petition_id: str) -> list[Row]:
    return cast("list[Row]", conn.execute(_OF_CASE[table], {"petition": petition_id}).mappings().all())
