"""Reading the petitions of a month, and reading and writing its reviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.procedure.tables import steps
from egovframe.forms.supervision.tables import month_reviews
from egovframe.forms.tables import petitions
from egovframe.kernel.errors import Conflict

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

EXTENDING: Final = ("extend", "consent")

_p = petitions.c
_NEEDED: Final = [
    _p[name] for name in "id receipt form unit applicant handler handler_name received due decided".split()
]


def late(conn: sa.Connection, begins: str, ends: str) -> list[Row]:
    """Return the petitions that were decided between two moments and after they were due, by receipt."""
    query = sa.select(*_NEEDED).where(_p.decided >= begins, _p.decided < ends, _p.decided > _p.due)
    return cast("list[Row]", conn.execute(query.order_by(_p.receipt)).mappings().all())


def unanswered(conn: sa.Connection, *, due: str, ends: str) -> list[Row]:
    """Return the petitions that were due before one moment and not decided before another, by receipt.

    Those whose clock stands still now are left out: their deadline is yet to come.
    """
    waits = sa.and_(_p.decided.is_(None), _p.held.is_(None))
    query = sa.select(*_NEEDED).where(_p.due < due, sa.or_(waits, _p.decided >= ends))
    return cast("list[Row]", conn.execute(query.order_by(_p.receipt)).mappings().all())


def extended(conn: sa.Connection, begins: str, ends: str) -> list[Row]:
    """Return the petitions whose limit was extended between two moments, by receipt."""
    within = sa.exists().where(
        steps.c.petition == _p.id, steps.c.action.in_(EXTENDING), steps.c.at >= begins, steps.c.at < ends
    )
    query = sa.select(*_NEEDED).where(within)
    return cast("list[Row]", conn.execute(query.order_by(_p.receipt)).mappings().all())


def reviews_of(conn: sa.Connection, month: str) -> dict[str, Row]:
    """Return the reviews of a month, by unit."""
    query = sa.select(month_reviews).where(month_reviews.c.month == month)
    return {row["unit"]: dict(row) for row in conn.execute(query).mappings()}


def add(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a review. Raises Conflict where the unit's month was reviewed already."""
    try:
        work.insert(month_reviews, values)
    except sa.exc.IntegrityError as error:
        raise Conflict("This month of the unit was reviewed already.", hint="Look at it again.") from error
