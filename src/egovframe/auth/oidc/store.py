"""The SQL of what providers say by themselves: each message once, and the sessions that it may be about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from egovframe.auth.factors.tables import steps
from egovframe.auth.tables import sessions
from egovframe.kernel.clock import instant

Row = Mapping[str, Any]


def take_once(conn: sa.Connection, digest: str, *, at: datetime, lasts: timedelta) -> bool:
    """Write down that a message was taken; False when it was before. It is remembered for that long.

    It stands among the steps as one that was spent already, and is tidied away with them.
    """
    now = instant(at)
    if conn.execute(sa.select(steps.c.digest).where(steps.c.digest == digest)).first() is not None:
        return False
    values = {"digest": digest, "sealed": b"", "created": now, "expires": instant(at + lasts), "spent": now}
    try:
        with conn.begin_nested():
            conn.execute(steps.insert().values(**values))
    except sa.exc.IntegrityError:  # the same message, in this very moment
        return False
    return True


def sessions_of(conn: sa.Connection, authenticator: str, at: datetime) -> list[Row]:
    """Return id and account of every session that is open and was begun by that way to sign in."""
    statement = sa.select(sessions.c.id, sessions.c.account).where(
        sessions.c.authenticator == authenticator, sessions.c.ended.is_(None), sessions.c.expires > instant(at)
    )
    return [dict(row) for row in conn.execute(statement.order_by(sessions.c.id)).mappings()]
