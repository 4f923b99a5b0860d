"""Reading and writing the parts that units take in petitions of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.forms.joint.model import READABLE
from egovframe.forms.joint.tables import parts
from egovframe.forms.tables import petitions
from egovframe.kernel.errors import Conflict
from egovframe.kernel.permissions import Everywhere

if TYPE_CHECKING:
    from egovframe.kernel.permissions import Rows
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

OF_CASE: Final = ("id", "receipt", "form", "unit", "applicant")
"""What the list of parts says of the petition of each; a column of `waiting` is called `case_unit`, for one."""

_OF_PETITION: Final = sa.select(parts).where(parts.c.petition == sa.bindparam("petition")).order_by(parts.c.id)
_READERS: Final = sa.select(parts.c.id, parts.c.unit, parts.c.officer).where(
    parts.c.petition == sa.bindparam("petition"), parts.c.state.in_(READABLE)
)


def by_id(conn: sa.Connection, part_id: str) -> Row | None:
    """Return the whole row of a part, or None."""
    row = conn.execute(sa.select(parts).where(parts.c.id == part_id)).mappings().first()
    return None if row is None else dict(row)


def of_petition(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return the parts of a petition, the oldest first."""
    return [dict(row) for row in conn.execute(_OF_PETITION, {"petition": petition_id}).mappings()]


def readers(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return unit and officer of every part through which a petition is read."""
    return [dict(row) for row in conn.execute(_READERS, {"petition": petition_id}).mappings()]


def waiting(conn: sa.Connection, *, rows: Rows, limit: int) -> list[Row]:
    """Return the open parts of undecided petitions that these grants open, the first due first, with their petition."""
    query = (
        sa.select(parts, *(petitions.c[name].label(f"case_{name}") for name in OF_CASE))
        .join(petitions, petitions.c.id == parts.c.petition)
        .where(parts.c.settled.is_(None), petitions.c.decided.is_(None))
        .order_by(parts.c.reply_by, parts.c.id)
        .limit(limit)
    )
    if not rows.everything:
        opened = []
        for scope in rows.scopes:
            terms: list[sa.ColumnElement[bool]] = []
            if not isinstance(scope.units, Everywhere):
                terms.append(parts.c.unit.in_(sorted(scope.units)))
            if scope.form is not None:
                terms.append(petitions.c.form == scope.form)
            if scope.owner is not None:
                terms.append(parts.c.officer == scope.owner)
            opened.append(sa.and_(*terms))
        query = query.where(sa.or_(sa.false(), *opened))
    return [dict(row) for row in conn.execute(query).mappings()]


def late(conn: sa.Connection, *, now: str, limit: int) -> list[Row]:
    """Return open parts of undecided petitions whose reply was due before a moment and that were not reminded yet."""
    query = (
        sa.select(parts)
        .join(petitions, petitions.c.id == parts.c.petition)
        .where(
            parts.c.settled.is_(None),
            parts.c.reminded.is_(None),
            parts.c.reply_by < now,
            petitions.c.decided.is_(None),
        )
        .order_by(parts.c.id)
        .limit(limit)
    )
    return [dict(row) for row in conn.execute(query).mappings()]


def add(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Add a part. Raises Conflict when the unit has an open one in the petition."""
    try:
        work.insert(parts, values)
    except sa.exc.IntegrityError as error:
        raise Conflict(
            "This unit was asked already and has not replied yet.", hint="Wait for its reply, or withdraw that part."
        ) from error


def change(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> Row:
    """Change a part that was read in this unit of work, and return it as it is now."""
    return work.change(parts, before, changes)
