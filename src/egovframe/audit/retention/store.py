"""The SQL of holds and of what a month holds; nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.audit.index import store as index
from egovframe.audit.index.indexer import readable
from egovframe.audit.retention.holds import Hold, Over
from egovframe.audit.retention.rules import KEY, MONTH
from egovframe.audit.tables import fact_holds, fact_index, fact_subjects, facts
from egovframe.kernel.cabinet import data_keys
from egovframe.kernel.clock import instant, moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from egovframe.kernel.cabinet import Cabinet

PAGE: Final = 1_000
MOST_WAITING: Final = 1_000_000
_TURN: Final = 0x68_6F_6C_64  # "hold"


def take_turn(conn: Connection) -> None:
    """Wait until no other transaction places holds or destroys keys: neither overtakes the other.

    SQLite has one writer anyway.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))


def month_keys(conn: Connection) -> list[str]:
    """Return the months whose key is there, the oldest first."""
    statement = sa.select(data_keys.c.owner).where(data_keys.c.owner.like(f"{KEY}____-__"))
    months = (owner.removeprefix(KEY) for owner in conn.execute(statement).scalars())
    return sorted(month for month in months if MONTH.fullmatch(month))


# ------------------------------------------------------------------------------------------------ facts


def actions_of(conn: Connection, since: str, until: str) -> set[str]:
    """Return the actions of the indexed facts from `since` up to `until`, exclusive."""
    statement = sa.select(fact_index.c.action).where(fact_index.c.at >= since, fact_index.c.at < until).distinct()
    return set(conn.execute(statement).scalars())


def of_span(conn: Connection, since: str, until: str, *, action: str = "") -> Iterator[dict[str, Any]]:
    """Yield the decoded entries of the indexed facts (of that action) in that span of time, oldest first."""
    where = [fact_index.c.at >= since, fact_index.c.at < until]
    if action:
        where.append(fact_index.c.action == action)
    yield from _decoded(conn, where)


def about(conn: Connection, owner: str) -> Iterator[dict[str, Any]]:
    """Yield the decoded entries of the indexed facts that can have something sealed for this owner."""
    subjects = sa.select(fact_subjects.c.n).where(fact_subjects.c.subject == owner)
    acted = fact_index.c.actor == owner.removeprefix("account:")
    yield from _decoded(conn, (sa.or_(fact_index.c.n.in_(subjects), acted),))


def _decoded(conn: Connection, where: Sequence[Any]) -> Iterator[dict[str, Any]]:
    after = 0
    while True:
        page = sa.select(facts.c.n, facts.c.id, facts.c.entry).join(fact_index, fact_index.c.n == facts.c.n)
        rows = conn.execute(page.where(*where, facts.c.n > after).order_by(facts.c.n).limit(PAGE)).all()
        for row in rows:
            fact = readable(row)
            if fact is not None:
                yield fact
        if len(rows) < PAGE:
            return
        after = rows[-1].n


def last_of(conn: Connection, actor: str) -> list[tuple[str, str]]:
    """Return each action of somebody with when it was last done."""
    statement = sa.select(fact_index.c.action, sa.func.max(fact_index.c.at)).where(fact_index.c.actor == actor)
    return [(action, at) for action, at in conn.execute(statement.group_by(fact_index.c.action))]


def waiting(conn: Connection, *, low: int) -> list[dict[str, Any]]:
    """Return the decoded entries of the facts that are not in the index yet."""
    rows = index.not_indexed(conn, low=low, before=None, limit=MOST_WAITING)
    return [fact for row in rows if (fact := readable(row)) is not None]


# ------------------------------------------------------------------------------------------------ holds


def all_holds(conn: Connection, cabinet: Cabinet, *, lifted: bool) -> list[Hold]:
    """Return the holds, the oldest first; with `lifted` also those that no longer count."""
    statement = sa.select(fact_holds).order_by(fact_holds.c.at, fact_holds.c.id)
    if not lifted:
        statement = statement.where(fact_holds.c.lifted_at.is_(None))
    return [hold_of(row, cabinet) for row in conn.execute(statement).mappings()]


def hold_row(conn: Connection, hold_id: str) -> Any | None:
    """Return the row of a hold, None when there is none."""
    return conn.execute(sa.select(fact_holds).where(fact_holds.c.id == hold_id)).mappings().one_or_none()


def hold_of(row: Any, cabinet: Cabinet) -> Hold:
    """Return the row as a value, its reasons opened."""
    lifted = row["lifted_reason"]
    return Hold(
        id=row["id"],
        at=moment(row["at"]),
        by=row["by"],
        reason=cabinet.office_open(f"hold:{row['id']}", bytes(row["reason"])).decode(),
        basis=row["basis"],
        over=_over(json.loads(row["over"])),
        lifted_at=None if row["lifted_at"] is None else moment(row["lifted_at"]),
        lifted_by=row["lifted_by"] or "",
        lifted_reason="" if lifted is None else cabinet.office_open(f"lift:{row['id']}", bytes(lifted)).decode(),
    )


def _over(told: dict[str, Any]) -> Over:
    fields: dict[str, Any] = {name: tuple(said) if isinstance(said, list) else said for name, said in told.items()}
    return Over(**fields)


def row_of(hold: Hold, cabinet: Cabinet) -> dict[str, Any]:
    """Return the value as a row, its reasons sealed under the office's key: they may name people."""
    over = {name: value for name in Over.__slots__ if (value := getattr(hold.over, name))}
    return {
        "id": hold.id,
        "at": instant(hold.at),
        "by": hold.by,
        "reason": cabinet.office_seal(f"hold:{hold.id}", hold.reason.encode()),
        "basis": hold.basis,
        "over": json.dumps(over, ensure_ascii=False, sort_keys=True),
        "lifted_at": None,
        "lifted_by": None,
        "lifted_reason": None,
    }
