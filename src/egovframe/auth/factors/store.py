"""The SQL of factors and steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.auth.errors import FactorTaken
from egovframe.auth.factors.model import Enrolled
from egovframe.auth.factors.tables import factors, steps
from egovframe.kernel.clock import instant, moment

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]


# ---------------------------------------------------------------------------------------------------- factors


def rows_of(conn: sa.Connection, account: str) -> list[Row]:
    """Return whole rows of the account's factors that were not removed, oldest first."""
    statement = sa.select(factors).where(factors.c.account == account, factors.c.removed.is_(None))
    return [dict(row) for row in conn.execute(statement.order_by(factors.c.created, factors.c.id)).mappings()]


def row_of(conn: sa.Connection, factor: str) -> Row | None:
    """Return the whole row of one factor; None when there is none, or it was removed."""
    statement = sa.select(factors).where(factors.c.id == factor, factors.c.removed.is_(None))
    row = conn.execute(statement).mappings().one_or_none()
    return None if row is None else dict(row)


def row_by_handle(conn: sa.Connection, authenticator: str, handle: str) -> Row | None:
    """Return the whole row of the factor with that handle; None when there is none, or it was removed."""
    statement = sa.select(factors).where(
        factors.c.authenticator == authenticator, factors.c.handle == handle, factors.c.removed.is_(None)
    )
    row = conn.execute(statement).mappings().one_or_none()
    return None if row is None else dict(row)


def factor_of(row: Row) -> Enrolled:
    """Return the row of `factors` as a value."""
    return Enrolled(
        id=row["id"],
        account=row["account"],
        authenticator=row["authenticator"],
        label=row["label"],
        created=moment(row["created"]),
        handle=row["handle"] or "",
        confirmed=_moment(row["confirmed"]),
        used=_moment(row["used"]),
        disabled=_moment(row["disabled"]),
    )


def insert(work: UnitOfWork, factor: Enrolled, *, stored: str) -> None:
    """Add a factor. Raises FactorTaken when another one has its handle."""
    if factor.handle and row_by_handle(work.conn, factor.authenticator, factor.handle) is not None:
        raise FactorTaken
    values = {
        "id": factor.id,
        "account": factor.account,
        "authenticator": factor.authenticator,
        "handle": factor.handle or None,
        "label": factor.label,
        "stored": stored,
        "created": instant(factor.created),
        "confirmed": None if factor.confirmed is None else instant(factor.confirmed),
        "used": None,
        "disabled": None,
        "removed": None,
    }
    try:
        work.insert(factors, values)
    except sa.exc.IntegrityError as error:
        raise FactorTaken from error


def change(work: UnitOfWork, before: Row, changes: Mapping[str, Any]) -> None:
    """Change a factor that was read whole in this unit. Raises Conflict when it is no longer what was read."""
    work.change(factors, before, changes)


# ---------------------------------------------------------------------------------------------------- steps


def insert_step(conn: sa.Connection, digest: str, sealed: bytes, *, at: datetime, lasts: timedelta) -> None:
    """Keep a step under the digest of its token."""
    values = {"digest": digest, "sealed": sealed, "created": instant(at), "expires": instant(at + lasts)}
    conn.execute(steps.insert().values(**values))


def step_of(conn: sa.Connection, digest: str, at: datetime) -> bytes | None:
    """Return what is sealed under the digest; None when there is nothing, it expired, or it was spent."""
    statement = sa.select(steps.c.sealed).where(
        steps.c.digest == digest, steps.c.spent.is_(None), steps.c.expires > instant(at)
    )
    sealed: bytes | None = conn.execute(statement).scalar_one_or_none()
    return sealed


def change_step(conn: sa.Connection, digest: str, before: bytes, sealed: bytes) -> bool:
    """Keep the step anew; False when it is no longer what was read, or was spent."""
    statement = steps.update().where(steps.c.digest == digest, steps.c.sealed == before, steps.c.spent.is_(None))
    return conn.execute(statement.values(sealed=sealed)).rowcount == 1


def spend_step(conn: sa.Connection, digest: str, before: bytes, at: datetime) -> bool:
    """End the step; False when it is no longer what was read, or was spent: of two, one has it."""
    statement = steps.update().where(steps.c.digest == digest, steps.c.sealed == before, steps.c.spent.is_(None))
    return conn.execute(statement.values(spent=instant(at), sealed=b"")).rowcount == 1


def forget_steps(conn: sa.Connection, *, before: datetime) -> int:
    """Remove the steps that expired before; return how many."""
    return conn.execute(steps.delete().where(steps.c.expires < instant(before))).rowcount


def _moment(text: str | None) -> datetime | None:
    return None if text is None else moment(text)
