"""Reading and writing ladders and what was reached on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.escalation.tables import escalations, ladders
from egovframe.forms.tables import petitions

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

_NEEDED: Final = (
    *("id", "form", "unit", "state", "applicant", "handler", "handler_name"),
    *("received", "due", "limit", "counting", "known"),
)


def versions(conn: sa.Connection) -> list[Row]:
    """Return every version of every ladder, by form and number."""
    query = sa.select(ladders).order_by(ladders.c.form, ladders.c.version)
    return cast("list[Row]", conn.execute(query).mappings().all())


def add_version(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a published version of a ladder."""
    work.insert(ladders, values)


def running(conn: sa.Connection, *, after: Row | None, limit: int) -> list[Row]:
    """Return undecided petitions whose clock runs, without their answers: by unit and due date, at most `limit`.

    `after` is the last row before these, None for the first ones. The order is that of the index of what is not
    decided, so that only those are read, however many were decided in ten years.
    """
    order = (petitions.c.unit, petitions.c.due, petitions.c.id)
    query = (
        sa.select(*(petitions.c[name] for name in _NEEDED))
        .where(petitions.c.decided.is_(None), petitions.c.held.is_(None))
        .order_by(*order)
        .limit(limit)
    )
    if after is not None:
        query = query.where(sa.tuple_(*order) > sa.tuple_(after["unit"], after["due"], after["id"]))
    return cast("list[Row]", conn.execute(query).mappings().all())


def running_of(conn: sa.Connection, ids: Collection[str]) -> list[Row]:
    """Return those of these petitions that are not decided and whose clock runs, by id, without their answers."""
    query = (
        sa.select(*(petitions.c[name] for name in _NEEDED))
        .where(petitions.c.id.in_(sorted(ids)), petitions.c.decided.is_(None), petitions.c.held.is_(None))
        .order_by(petitions.c.id)
    )
    return cast("list[Row]", conn.execute(query).mappings().all())


def reached(conn: sa.Connection, ids: Collection[str]) -> dict[str, list[Row]]:
    """Return what was reached for each of these petitions, the oldest first; those without any are left out."""
    query = sa.select(escalations).where(escalations.c.petition.in_(sorted(ids))).order_by(escalations.c.id)
    found: dict[str, list[Row]] = {}
    for row in conn.execute(query).mappings():
        found.setdefault(row["petition"], []).append(dict(row))
    return found


def add(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert that a rung was reached."""
    work.insert(escalations, values)
