"""The SQL of comparisons; nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.forms.repeats.tables import comparisons

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

_c = comparisons.c


def add(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a comparison."""
    work.insert(comparisons, values)


def compared(conn: sa.Connection, petition_id: str) -> dict[str, bool]:
    """Return which petitions this one was compared with, by id, and whether they say the same: the last word of each.

    A comparison is of both: it does not matter on whose page it was made.
    """
    query = (
        sa.select(_c.petition, _c.other, _c.same)
        .where(sa.or_(_c.petition == petition_id, _c.other == petition_id))
        .order_by(_c.id)
    )
    return {(other if one == petition_id else one): bool(same) for one, other, same in conn.execute(query)}
