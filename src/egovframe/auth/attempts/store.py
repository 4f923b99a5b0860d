"""The SQL of counted tries: rows that two processes lock one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from egovframe.auth.tables import attempts
from egovframe.kernel.clock import instant

Row = Mapping[str, Any]

# The row is made first and then locked, so that two tries at the same moment count one after the other.
_FIRST = sa.text(
    "INSERT INTO attempts (key, failures, since, last) VALUES (:key, 0, :now, :now) ON CONFLICT (key) DO NOTHING"
)


def attempt_rows(conn: sa.Connection, keys: Sequence[str]) -> dict[str, Row]:
    """Return what was counted under the keys."""
    return {
        row["key"]: dict(row) for row in conn.execute(sa.select(attempts).where(attempts.c.key.in_(keys))).mappings()
    }


def lock_attempts(conn: sa.Connection, keys: Sequence[str], at: datetime) -> dict[str, Row]:
    """Return what was counted under the keys; nobody else counts there until the transaction ends."""
    ordered = sorted(keys)  # always the same order: two tries never wait for each other in a circle
    statement = sa.select(attempts).where(attempts.c.key.in_(ordered)).order_by(attempts.c.key).with_for_update()
    found: dict[str, Row] = {}
    while len(found) < len(set(ordered)):  # once, unless old rows were removed in between
        conn.execute(_FIRST, [{"key": key, "now": instant(at)} for key in ordered])
        found = {row["key"]: dict(row) for row in conn.execute(statement).mappings()}
    return found


def count_attempt(
    conn: sa.Connection, key: str, *, failures: int, since: datetime, at: datetime, wait_until: datetime | None
) -> None:
    """Write what is counted under a key that is locked."""
    conn.execute(
        attempts.update()
        .where(attempts.c.key == key)
        .values(
            failures=failures,
            since=instant(since),
            last=instant(at),
            wait_until=None if wait_until is None else instant(wait_until),
        )
    )


def forgive_attempts(conn: sa.Connection, *, whole: str, one: Sequence[str]) -> None:
    """Forget all failures under the key `whole`, and take one failure back under each key of `one`."""
    keys = (whole, *one)
    conn.execute(sa.select(attempts.c.key).where(attempts.c.key.in_(keys)).order_by(attempts.c.key).with_for_update())
    statement = attempts.update().where(attempts.c.key.in_(one), attempts.c.failures > 0)
    conn.execute(statement.values(failures=attempts.c.failures - 1))
    # The row stays: another try may be about to lock it. `forget_attempts` removes it when it is old.
    conn.execute(attempts.update().where(attempts.c.key == whole).values(failures=0, wait_until=None))


def forget_attempts(conn: sa.Connection, *, before: datetime) -> int:
    """Remove what nobody has added to since; return how many."""
    return conn.execute(attempts.delete().where(attempts.c.last < instant(before))).rowcount
