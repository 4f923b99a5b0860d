"""The SQL of sealing: what waits, what is waited for, whose turn it is."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from egovframe.audit.store import Gap, Run, add_once, all_gaps, all_runs, bare_rows
from egovframe.audit.tables import checkpoints, facts, gaps, leases, runs, tiles
from egovframe.kernel.guard import with_pen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

_LAST: Final = 2**63 - 1


class Overtaken(Exception):
    """Another sequencer changed what this one had read; it starts over."""


def oldest_open(conn: Connection) -> int:
    """Return the oldest transaction that may still be open; all before it are over.

    SQLite has one writer and reuses the numbers of what is rolled back: nothing is ever open there.
    """
    if conn.dialect.name != "postgresql":
        return 1
    return int(conn.execute(sa.text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")).scalar_one())


def own_transaction(conn: Connection) -> int:
    """Return this transaction's id, drawn now if it has none: all drawn before are smaller. 0 on SQLite."""
    if conn.dialect.name != "postgresql":
        return 0
    return int(conn.execute(sa.text("SELECT pg_current_xact_id()::text")).scalar_one())


def page(conn: Connection, first: int, last: int | None, limit: int) -> list[tuple[Any, ...]]:
    """Return what `facts_between` does, in two thirds of the time; an id that is no text, another tool's, as None."""
    asked = "SELECT n, {}, entry, mac FROM facts WHERE n BETWEEN ? AND ? ORDER BY n LIMIT ?"
    values = (first, _LAST if last is None else last, limit)
    try:
        return bare_rows(conn, asked.format("id"), values)
    except sqlite3.OperationalError as error:
        if "decode" not in str(error).lower():
            raise
    rows = bare_rows(conn, asked.format("CASE WHEN typeof(id) = 'text' THEN CAST(id AS BLOB) END"), values)
    return [(n, fact_id and fact_id.decode("utf-8", "replace"), entry, mac) for n, fact_id, entry, mac in rows]


def highest_written(conn: Connection) -> int:
    """Return the highest number of a fact, 0 when there is none."""
    return int(conn.execute(sa.select(sa.func.coalesce(sa.func.max(facts.c.n), 0))).scalar_one())


def any_after(conn: Connection, n: int) -> bool:
    """Say whether there are facts with a higher number."""
    return conn.execute(sa.select(facts.c.n).where(facts.c.n > n).limit(1)).first() is not None


def write_seal(
    conn: Connection,
    *,
    checkpoint: Mapping[str, Any],
    changed: Mapping[tuple[int, int], bytes],
    new_runs: Sequence[Run],
    extended: Run | None,
    known: Sequence[Gap],
    waiting: Sequence[Gap],
) -> None:
    """Write one sealed batch. The checkpoint goes first: of two sequencers, the second fails on its predecessor."""
    conn.execute(with_pen(checkpoints.insert()), checkpoint)
    if changed:
        insert = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
        statement = insert(tiles)
        statement = statement.on_conflict_do_update(
            index_elements=[tiles.c.level, tiles.c.idx], set_={"hashes": statement.excluded.hashes}
        )
        conn.execute(
            with_pen(statement), [{"level": lv, "idx": ix, "hashes": data} for (lv, ix), data in changed.items()]
        )
    if extended is not None:
        longer = runs.update().where(runs.c.position == extended.position).values(count=extended.count)
        conn.execute(with_pen(longer))
    if new_runs:
        rows = [{"position": r.position, "first": r.first, "count": r.count} for r in new_runs]
        conn.execute(with_pen(runs.insert()), rows)
    change_gaps(conn, known, waiting)


def change_gaps(conn: Connection, known: Sequence[Gap], waiting: Sequence[Gap]) -> None:
    """Put the numbers that are waited for in the place of those that were known.

    What another sequencer wrote down meanwhile stays. Raises Overtaken when it changed what was known.
    """
    for gap in known:
        if gap not in waiting:
            same = gaps.c.first == gap.first, gaps.c.last == gap.last, gaps.c.horizon == gap.horizon
            if conn.execute(gaps.delete().where(*same)).rowcount != 1:
                raise Overtaken(f"The gap from {gap.first} to {gap.last} is waited for no more.")
    new = [{"first": gap.first, "last": gap.last, "horizon": gap.horizon} for gap in waiting if gap not in known]
    if new:
        conn.execute(gaps.insert(), new)


def passed_over(conn: Connection) -> list[Gap]:
    """Return the facts that are in no run, though later ones are, and in no gap: nothing would ever seal them.

    Nobody seals until this transaction is over: one that was sealed meanwhile would be sealed twice.
    """
    if conn.dialect.name == "postgresql":  # on SQLite whoever writes is alone
        conn.execute(sa.text("LOCK TABLE checkpoints IN EXCLUSIVE MODE"))
    taken = [(run.first, run.first + run.count) for run in all_runs(conn)]
    taken += [(gap.first, gap.last + 1) for gap in all_gaps(conn)]
    found: list[Gap] = []
    after = 0
    for first, end in sorted(taken):
        if first > after:
            numbers = sa.select(facts.c.n).where(facts.c.n >= after, facts.c.n < first).order_by(facts.c.n)
            found += [Gap(n, n, 0) for n in conn.execute(numbers).scalars()]
        after = max(after, end)
    return found


def take_lease(conn: Connection, name: str, *, holder: str, now: str, until: str, most: str) -> bool:
    """Take or prolong the lease by compare and swap; say whether it is the holder's now.

    One that has run out is free, and so is one that ends after `most`. Nobody waits for a holder that is at it.
    """
    named = sa.select(leases.c.name).where(leases.c.name == name)
    if conn.dialect.name == "postgresql":
        free = conn.execute(named.with_for_update(skip_locked=True)).first() is not None
        if not free and conn.execute(named).first() is not None:
            return False
    mine = leases.c.holder == holder
    swapped = (
        leases.update()
        .where(leases.c.name == name, sa.or_(mine, leases.c.until <= now, leases.c.until > most))
        .values(holder=holder, until=until, term=leases.c.term + sa.case((mine, 0), else_=1))
    )
    if conn.execute(swapped).rowcount:
        return True
    return add_once(conn, leases, {"name": name, "holder": holder, "term": 1, "until": until})


def leave_lease(conn: Connection, name: str, *, holder: str, now: str) -> None:
    """Let the holder's lease end now."""
    conn.execute(leases.update().where(leases.c.name == name, leases.c.holder == holder).values(until=now))
