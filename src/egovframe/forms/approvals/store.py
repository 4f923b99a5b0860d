"""Reading and writing drafted decisions and their lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.forms.approvals.tables import approval_steps, approvals
from egovframe.forms.tables import petitions
from egovframe.kernel.errors import Conflict

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

_STEPS: Final = (
    sa.select(approval_steps)
    .where(approval_steps.c.approval == sa.bindparam("approval"))
    .order_by(approval_steps.c.turn, approval_steps.c.id)
)


def by_id(conn: sa.Connection, approval_id: str) -> Row | None:
    """Return the whole row of a drafted decision, or None."""
    row = conn.execute(sa.select(approvals).where(approvals.c.id == approval_id)).mappings().first()
    return None if row is None else dict(row)


def of_petition(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return everything that was drafted for a petition, the oldest first."""
    query = sa.select(approvals).where(approvals.c.petition == petition_id).order_by(approvals.c.id)
    return [dict(row) for row in conn.execute(query).mappings()]


def steps_of(conn: sa.Connection, approval_id: str) -> list[Row]:
    """Return the steps of a line, in their turn."""
    return [dict(row) for row in conn.execute(_STEPS, {"approval": approval_id}).mappings()]


def open_for(conn: sa.Connection, officers: Collection[str], *, limit: int) -> list[Row]:
    """Return the open drafts of undecided petitions in which one of these officers has not acted yet, the oldest first.

    Whether it is their turn is up to the caller.
    """
    query = (
        sa.select(approvals)
        .join(approval_steps, approval_steps.c.approval == approvals.c.id)
        .join(petitions, petitions.c.id == approvals.c.petition)
        .where(
            approval_steps.c.officer.in_(sorted(officers)),
            approval_steps.c.state == "waiting",
            approvals.c.settled.is_(None),
            petitions.c.decided.is_(None),
        )
        .order_by(approvals.c.id)
        .limit(limit)
    )
    return [dict(row) for row in conn.execute(query).mappings()]


def drafted_by(conn: sa.Connection, drafter: str, *, limit: int) -> list[Row]:
    """Return what an officer drafted, the newest first."""
    query = sa.select(approvals).where(approvals.c.drafter == drafter).order_by(approvals.c.id.desc()).limit(limit)
    return [dict(row) for row in conn.execute(query).mappings()]


def open_among(conn: sa.Connection, petition_ids: Collection[str]) -> frozenset[str]:
    """Return which of these petitions have a draft under way."""
    if not petition_ids:
        return frozenset()
    query = sa.select(approvals.c.petition).where(
        approvals.c.petition.in_(sorted(petition_ids)), approvals.c.settled.is_(None)
    )
    return frozenset(conn.execute(query).scalars())


def add(work: UnitOfWork, values: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    """Add a draft with its line. Raises Conflict when the petition has an open one."""
    try:
        work.insert(approvals, values)
    except sa.exc.IntegrityError as error:
        raise Conflict(
            "A decision on this petition is being approved already.", hint="Recall that draft, or wait for it."
        ) from error
    for step in steps:
        work.insert(approval_steps, step)


def change(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> Row:
    """Change the state of a draft."""
    return work.change(approvals, before, changes)


def act(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> Row:
    """Write that a step was taken."""
    return work.change(approval_steps, before, changes)
