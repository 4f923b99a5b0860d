"""Reading and writing what stopped and prolonged the clocks of cases, and the days off that the office entered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.casetime.tables import extensions, holidays, office_hours, pauses
from egovframe.forms.tables import petitions

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


def holidays_of(conn: sa.Connection, *, revoked: bool = False) -> list[Row]:
    """Return the days off that the office entered, by day; with `revoked` also those that were taken back."""
    query = sa.select(holidays).order_by(holidays.c.day, holidays.c.id)
    if not revoked:
        query = query.where(holidays.c.revoked.is_(None))
    return cast("list[Row]", conn.execute(query).mappings().all())


def add_holiday(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a day off."""
    work.insert(holidays, values)


def change_holiday(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> None:
    """Change a day off that was read in this unit of work."""
    work.change(holidays, before, changes)


def hours_of(conn: sa.Connection, *, revoked: bool = False) -> list[Row]:
    """Return the office hours that were entered, by day; with `revoked` also those that were taken back."""
    query = sa.select(office_hours).order_by(office_hours.c.since, office_hours.c.id)
    if not revoked:
        query = query.where(office_hours.c.revoked.is_(None))
    return cast("list[Row]", conn.execute(query).mappings().all())


def add_hours(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert office hours."""
    work.insert(office_hours, values)


def change_hours(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> None:
    """Change office hours that were read in this unit of work."""
    work.change(office_hours, before, changes)


def running(conn: sa.Connection, *, units: Collection[str] | None, after: str, limit: int) -> list[Row]:
    """Return up to `limit` undecided petitions (of these units; None: of all) whose id comes after `after`, by id."""
    query = sa.select(petitions).where(petitions.c.decided.is_(None), petitions.c.id > after)
    if units is not None:
        query = query.where(petitions.c.unit.in_(sorted(units)))
    return cast("list[Row]", conn.execute(query.order_by(petitions.c.id).limit(limit)).mappings().all())


def _all(conn: sa.Connection, table: str, petition_id: str) -> list[Row]:
    return cast("list[Row]", conn.execute(_OF_CASE[table], {"petition": petition_id}).mappings().all())
