"""Gapless numbers: one counter a series, counted up inside the transaction that uses the number."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, metadata
from egovframe.kernel.prepared import Prepared
from egovframe.kernel.text import Text
from egovframe.kernel.watch import unwatched

counters = sa.Table(
    "counters",
    metadata,
    sa.Column("series", TEXT, primary_key=True),
    sa.Column("last", sa.BigInteger, nullable=False),
    info=unwatched(
        why=Text(
            ko="번호는 그 번호를 받은 행에 남고, 그 행이 감시됩니다.",
            en="Numbers are kept in the rows that got them, and those rows are watched.",
        )
    ),
)

# The first number of a series inserts the row; every later one waits for whoever counts before it, so that a
# transaction that rolls back gives its number back and no gap is left.
_NEXT: Final = Prepared(
    sa.text(
        "INSERT INTO counters (series, last) VALUES (:series, 1) "
        "ON CONFLICT (series) DO UPDATE SET last = counters.last + 1 RETURNING last"
    )
)


def next_number(conn: sa.Connection, series: str) -> int:
    """Return the next number of the series, 1 for a new one.

    The series stays locked until the transaction ends: call it as late as possible.
    """
    ((last,),) = _NEXT.rows(conn, {"series": series})
    return int(last)
