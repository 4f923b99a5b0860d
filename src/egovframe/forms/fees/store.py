"""Reading and writing payments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from egovframe.forms.fees.model import Payment
from egovframe.forms.fees.tables import payments
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import Conflict

if TYPE_CHECKING:
    from egovframe.forms.fees.model import PaymentState
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]


def by_id(conn: sa.Connection, payment_id: str) -> Row | None:
    """Return the whole row of a payment, or None."""
    row = conn.execute(sa.select(payments).where(payments.c.id == payment_id)).mappings().first()
    return None if row is None else dict(row)


def of_petition(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return the payments of a petition, the oldest first."""
    query = sa.select(payments).where(payments.c.petition == petition_id).order_by(payments.c.id)
    return [dict(row) for row in conn.execute(query).mappings()]


def pending(conn: sa.Connection, *, after: str, limit: int) -> list[Row]:
    """Return payments that a provider took up and nobody knows the end of, by id."""
    query = (
        sa.select(payments)
        .where(payments.c.state == "pending", payments.c.provider_id.is_not(None), payments.c.id > after)
        .order_by(payments.c.id)
        .limit(limit)
    )
    return [dict(row) for row in conn.execute(query).mappings()]


def add(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Add a payment. Raises Conflict when its petition has an open one."""
    try:
        work.insert(payments, values)
    except sa.exc.IntegrityError as error:
        raise Conflict("This fee is being paid already.", hint="Look at it again.") from error


def change(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> Row:
    """Change how a payment stands."""
    return work.change(payments, before, changes)


def payment(row: Row) -> Payment:
    """Return a row as a value."""
    return Payment(
        id=row["id"],
        petition=row["petition"],
        amount=row["amount"],
        currency=row["currency"],
        state=cast("PaymentState", row["state"]),
        provider=row["provider"],
        reference=row["provider_id"],
        begun=None if row["begun"] is None else moment(row["begun"]),
        settled=None if row["settled"] is None else moment(row["settled"]),
    )
