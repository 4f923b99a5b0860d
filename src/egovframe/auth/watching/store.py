"""The SQL of looking for accounts and of everybody's open sessions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from egovframe.auth.tables import accounts, sessions
from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from egovframe.auth.store import Row


def account_page(
    conn: sa.Connection,
    *,
    after: str | None,
    limit: int,
    matching: str = "",
    kind: str = "",
    disabled: bool | None = None,
) -> list[Row]:
    """Return whole rows of accounts by name, after the key of a name: those whose name's key holds `matching`."""
    statement = sa.select(accounts).order_by(accounts.c.name_key).limit(limit)
    if matching:
        statement = statement.where(accounts.c.name_key.contains(matching, autoescape=True))
    if kind:
        statement = statement.where(accounts.c.kind == kind)
    if disabled is not None:
        statement = statement.where(accounts.c.disabled.is_not(None) if disabled else accounts.c.disabled.is_(None))
    if after is not None:
        statement = statement.where(accounts.c.name_key > after)
    return [dict(row) for row in conn.execute(statement).mappings()]


def open_sessions(
    conn: sa.Connection,
    at: datetime,
    *,
    matching: str = "",
    kind: str = "",
    address: str = "",
    after: tuple[datetime, str] | None = None,
    limit: int,
) -> list[Row]:
    """Return sessions that have neither ended nor expired with the account's name and kind, the one used last first.

    `after` is when the last session of the page before was used, and its id.
    """
    statement = (
        sa.select(sessions, accounts.c.name.label("account_name"), accounts.c.kind.label("account_kind"))
        .join(accounts, accounts.c.id == sessions.c.account)
        .where(sessions.c.ended.is_(None), sessions.c.expires > instant(at), accounts.c.disabled.is_(None))
        .order_by(sessions.c.seen.desc(), sessions.c.id.desc())
        .limit(limit)
    )
    if matching:
        statement = statement.where(accounts.c.name_key.contains(matching, autoescape=True))
    if kind:
        statement = statement.where(accounts.c.kind == kind)
    if after is not None:
        seen = instant(after[0])
        statement = statement.where(
            sa.or_(sessions.c.seen < seen, sa.and_(sessions.c.seen == seen, sessions.c.id < after[1]))
        )
    if address:
        statement = statement.where(sessions.c.address.startswith(address, autoescape=True))
    return [dict(row) for row in conn.execute(statement).mappings()]


def open_ids(conn: sa.Connection, at: datetime, *, but: str, limit: int) -> list[tuple[str, str]]:
    """Return the ids of open sessions, and of their accounts, but the one to keep: the oldest first."""
    statement = (
        sa.select(sessions.c.id, sessions.c.account)
        .where(sessions.c.ended.is_(None), sessions.c.expires > instant(at), sessions.c.id != but)
        .order_by(sessions.c.id)
        .limit(limit)
    )
    return [(row.id, row.account) for row in conn.execute(statement)]


def count_open(conn: sa.Connection, at: datetime) -> int:
    """Return how many sessions have neither ended nor expired."""
    statement = sa.select(sa.func.count()).where(sessions.c.ended.is_(None), sessions.c.expires > instant(at))
    return int(conn.execute(statement).scalar_one())


def session_row(conn: sa.Connection, session: str, at: datetime) -> Row | None:
    """Return the whole row of an open session; None when there is none (any more)."""
    statement = sa.select(sessions).where(
        sessions.c.id == session, sessions.c.ended.is_(None), sessions.c.expires > instant(at)
    )
    row = conn.execute(statement).mappings().one_or_none()
    return None if row is None else dict(row)
