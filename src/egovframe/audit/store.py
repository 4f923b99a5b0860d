"""The trail's SQL; nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from egovframe.audit.tables import (
    alarms,
    checkpoints,
    cosignatures,
    facts,
    gaps,
    log_keys,
    runs,
    sightings,
    tiles,
    witnessed,
)
from egovframe.kernel.database import metadata
from egovframe.kernel.guard import HOLDING, with_pen
from egovframe.kernel.prepared import Sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from egovframe.audit.entry import Entry
    from egovframe.kernel.database import Database

PAGE: Final = 2_000
_LAST: Final = 2**63 - 1
# Given to the driver as they stand: a fact comes with every write, and building the statement anew takes SQLAlchemy as
# long as everything else about it (117 µs a fact becomes 87).
# PostgreSQL draws the number before it gives a transaction its own id, unless it is told to: who waits for a missing
# number waits for transactions by id.
_ADD_FACT: Final = {
    "sqlite": Sql("INSERT INTO facts (id, entry, mac, private) VALUES (?, ?, ?, ?)", options=HOLDING),
    "postgresql": Sql(
        "INSERT INTO facts (n, id, entry, mac, private) VALUES "
        "(CASE WHEN pg_current_xact_id() IS NOT NULL THEN nextval('facts_n_seq') END, %s, %s, %s, %s)",
        options=HOLDING,
    ),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of facts, numbered one after the other, that stand in the log in that order."""

    position: int
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that were drawn but not seen yet; their transactions may still be open, up to `horizon`."""

    first: int
    last: int
    horizon: int


def create_tables(database: Database) -> None:
    """Make the declared tables that are not there yet."""
    with database.write() as conn:
        metadata.create_all(conn)


def add_facts(conn: Connection, entries: Sequence[Entry], macs: Sequence[bytes]) -> None:
    """Add facts to the transaction, in their order, each with its code."""
    rows = [(entry.id, entry.content, mac, entry.sealed) for entry, mac in zip(entries, macs, strict=True)]
    add = _ADD_FACT[conn.dialect.name]
    if len(rows) == 1:
        add.run(conn, rows[0])
    elif rows:
        add.run_many(conn, rows)


def last_checkpoint(conn: Connection) -> sa.Row[Any] | None:
    """Return the newest checkpoint, None for a log without any."""
    return conn.execute(sa.select(checkpoints).order_by(checkpoints.c.size.desc()).limit(1)).one_or_none()


def all_checkpoints(conn: Connection, *, after: int = -1) -> Iterator[sa.Row[Any]]:
    """Yield every checkpoint beyond the size `after`, smallest first."""
    statement = sa.select(checkpoints).order_by(checkpoints.c.size)
    if after >= 0:
        statement = statement.where(checkpoints.c.size > after)
    yield from conn.execute(statement.execution_options(yield_per=PAGE))


def checkpoint_at(conn: Connection, size: int) -> sa.Row[Any] | None:
    """Return the checkpoint of a size, None when there is none."""
    return conn.execute(sa.select(checkpoints).where(checkpoints.c.size == size)).one_or_none()


def last_run(conn: Connection) -> Run | None:
    """Return the run that stands last in the log."""
    row = conn.execute(_RUNS.order_by(runs.c.position.desc()).limit(1)).one_or_none()
    return _run(row) if row else None


def all_runs(conn: Connection) -> list[Run]:
    """Return the runs in the order of the log."""
    return [_run(row) for row in conn.execute(_RUNS.order_by(runs.c.position))]


_RUNS: Final = sa.select(runs.c.position, runs.c.first, runs.c.count)


def _run(row: Any) -> Run:
    """Return the row of `_RUNS` as a value; by place, because rows have a method called `count`."""
    position, first, count = row
    return Run(int(position), int(first), int(count))


def runs_between(conn: Connection, start: int, end: int) -> list[Run]:
    """Return the runs that hold the positions from `start` up to `end`, exclusive, in the order of the log."""
    columns = runs.c.position, runs.c.first, runs.c.count
    statement = sa.select(*columns).where(runs.c.position < end, runs.c.position + runs.c.count > start)
    return [Run(*row) for row in conn.execute(statement.order_by(runs.c.position))]


def highest_sealed(conn: Connection) -> int:
    """Return the highest fact number that is sealed, 0 when none is."""
    return int(conn.execute(sa.select(sa.func.coalesce(sa.func.max(runs.c.first + runs.c.count - 1), 0))).scalar_one())


def all_gaps(conn: Connection) -> list[Gap]:
    """Return the numbers that are still waited for."""
    return [Gap(g.first, g.last, g.horizon) for g in conn.execute(sa.select(gaps).order_by(gaps.c.first))]


def facts_between(conn: Connection, first: int, last: int | None, limit: int) -> Sequence[Any]:
    """Return (n, id, entry, mac) of the facts numbered first…last, in order, at most `limit`."""
    statement = sa.select(facts.c.n, facts.c.id, facts.c.entry, facts.c.mac).where(facts.c.n >= first)
    if last is not None:
        statement = statement.where(facts.c.n <= last)
    return conn.execute(statement.order_by(facts.c.n).limit(limit)).all()


def keep_few_pages(conn: Connection) -> None:
    """Have the connection remember few pages of the database: who reads it once, in order, needs none again."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("PRAGMA cache_size = -2000")


def bare_rows(conn: Connection, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Return the rows as the driver has them: making SQLAlchemy's takes as long as reading half of them.

    `statement` has a `?` for each value.
    """
    if conn.dialect.paramstyle != "qmark":
        statement = statement.replace("?", "%s")
    result = conn.exec_driver_sql(statement, values)
    try:
        assert result.cursor is not None  # noqa: S101 - it is there as long as the result is open
        return list(result.cursor.fetchall())
    finally:
        result.close()


def read_tile(conn: Connection, level: int, index: int) -> bytes | None:
    """Return the hashes of a tile, None when it is not there."""
    hashes = conn.execute(
        sa.select(tiles.c.hashes).where(tiles.c.level == level, tiles.c.idx == index)
    ).scalar_one_or_none()
    return None if hashes is None else bytes(hashes)


def all_tiles(conn: Connection, *, level: int | None = None) -> Iterator[sa.Row[Any]]:
    """Yield every tile, or every tile of a level."""
    statement = sa.select(tiles).order_by(tiles.c.level, tiles.c.idx)
    if level is not None:
        statement = statement.where(tiles.c.level == level)
    yield from conn.execute(statement.execution_options(yield_per=200))


def fact_by_id(conn: Connection, fact_id: str) -> sa.Row[Any] | None:
    """Return one fact."""
    return conn.execute(sa.select(facts).where(facts.c.id == fact_id)).one_or_none()


def position_of(conn: Connection, n: int) -> int | None:
    """Return the position of the fact numbered n in the log, None when it is not sealed."""
    row = conn.execute(sa.select(runs).where(runs.c.first <= n).order_by(runs.c.first.desc()).limit(1)).one_or_none()
    return row.position + n - row.first if row is not None and n < row.first + row.count else None


def count_unsealed(conn: Connection) -> int:
    """Return how many facts wait to be sealed."""
    return sum(_unsealed(conn, sa.func.count()))


def oldest_unsealed(conn: Connection) -> bytes | None:
    """Return the entry of the fact that has waited longest to be sealed, None when none waits."""
    first = min(filter(None, _unsealed(conn, sa.func.min(facts.c.n))), default=None)
    return None if first is None else conn.execute(sa.select(facts.c.entry).where(facts.c.n == first)).scalar_one()


def _unsealed(conn: Connection, what: Any) -> list[Any]:
    """Return this of the facts after the last sealed one, and of those that turned up in each gap."""
    places = [facts.c.n > highest_sealed(conn), *(facts.c.n.between(gap.first, gap.last) for gap in all_gaps(conn))]
    return [conn.execute(sa.select(what).select_from(facts).where(place)).scalar_one() for place in places]


# ------------------------------------------------------------------------------------------------ reading as it stands


def raw_rows(
    conn: Connection, table: sa.Table, *, order: Sequence[str] = (), where: str = "", **values: Any
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as the database holds them, without any conversion."""
    quote = conn.dialect.identifier_preparer.quote
    columns = [column.name for column in table.columns]
    statement = f"SELECT {', '.join(map(quote, columns))} FROM {quote(table.name)}"  # noqa: S608 - our own names, quoted
    if where:
        statement += f" WHERE {where}"
    if order:
        statement += f" ORDER BY {', '.join(map(quote, order))}"
    query = sa.text(statement).columns(*(sa.column(name) for name in columns)).execution_options(yield_per=PAGE)
    for row in conn.execute(query, values):
        yield dict(zip(columns, row, strict=True))


def tables_there(conn: Connection) -> list[str]:
    """Return the names of all tables in the database (or the city's schema), ours and others, sorted."""
    return sorted(sa.inspect(conn).get_table_names())


def known_tables() -> dict[str, sa.Table]:
    """Return every table that the library and its components declare, by name."""
    return dict(metadata.tables)


def all_log_keys(conn: Connection) -> Sequence[sa.Row[Any]]:
    """Return the log's signing keys, oldest first; none when the first one was never rotated."""
    return conn.execute(sa.select(log_keys).order_by(log_keys.c.number)).all()


# ------------------------------------------------------------------------------------------------ witnessing


def newest_witnessed(conn: Connection, origin: str) -> sa.Row[Any] | None:
    """Return the newest checkpoint of a log that we cosigned, None when we never did."""
    return conn.execute(sa.select(witnessed).where(witnessed.c.origin == origin)).one_or_none()


def swap_witnessed(conn: Connection, values: Mapping[str, Any], *, before: sa.Row[Any] | None) -> bool:
    """Replace the newest checkpoint of a log if it is still the one read `before`; say whether it was."""
    if before is None:
        return add_once(conn, witnessed, values)
    unchanged = (witnessed.c.size == before.size, witnessed.c.root == before.root)
    statement = witnessed.update().where(witnessed.c.origin == values["origin"], *unchanged)
    return conn.execute(statement, dict(values)).rowcount == 1


def sighting(conn: Connection, origin: str, size: int) -> sa.Row[Any] | None:
    """Return the checkpoint of that size that we cosigned, None when we never did."""
    statement = sa.select(sightings).where(sightings.c.origin == origin, sightings.c.size == size)
    return conn.execute(statement).one_or_none()


def add_sighting(conn: Connection, values: Mapping[str, Any]) -> None:
    """Remember a checkpoint that we cosign; one of the same size stays as it was."""
    add_once(conn, sightings, values)


def add_alarm(conn: Connection, values: Mapping[str, Any]) -> bool:
    """Keep an alarm; say whether it is a new one."""
    return add_once(conn, alarms, values)


def count_alarms(conn: Connection, origin: str = "") -> int:
    """Return how many alarms a log gave, or all logs together."""
    statement = sa.select(sa.func.count()).select_from(alarms)
    return int(conn.execute(statement.where(alarms.c.origin == origin) if origin else statement).scalar_one())


def all_alarms(conn: Connection) -> Sequence[sa.Row[Any]]:
    """Return the alarms, newest first."""
    return conn.execute(sa.select(alarms).order_by(alarms.c.at.desc(), alarms.c.id)).all()


def cosignatures_at(conn: Connection, size: int) -> Sequence[sa.Row[Any]]:
    """Return the cosignatures of our checkpoint of that size, by name."""
    statement = sa.select(cosignatures).where(cosignatures.c.size == size)
    return conn.execute(statement.order_by(cosignatures.c.name, cosignatures.c.key_hash)).all()


def last_cosigned(conn: Connection, name: str, key_hash: str) -> int:
    """Return the largest size of ours that a witness cosigned, 0 when there is none."""
    largest = sa.func.coalesce(sa.func.max(cosignatures.c.size), 0)
    statement = sa.select(largest).where(cosignatures.c.name == name, cosignatures.c.key_hash == key_hash)
    return int(conn.execute(statement).scalar_one())


def keep_cosignature(conn: Connection, values: Mapping[str, Any]) -> None:
    """Keep a cosignature of a checkpoint of ours; a newer one by the same key takes its place."""
    insert = (postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert)(cosignatures)
    keys = [cosignatures.c.size, cosignatures.c.name, cosignatures.c.key_hash]
    newer = {"signature": insert.excluded.signature, "at": insert.excluded.at}
    conn.execute(insert.on_conflict_do_update(index_elements=keys, set_=newer), dict(values))


def replace_cosignature(conn: Connection, values: Mapping[str, Any]) -> None:
    """Keep the log's own cosignature of its newest checkpoint; older ones by the same key go."""
    same = cosignatures.c.name == values["name"], cosignatures.c.key_hash == values["key_hash"]
    conn.execute(cosignatures.delete().where(*same))
    conn.execute(cosignatures.insert(), dict(values))


def add_once(conn: Connection, table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Add a row unless there is one with its key; say whether it was added."""
    insert = (postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert)(table)
    statement = with_pen(insert.on_conflict_do_nothing()).execution_options(preserve_rowcount=True)
    return conn.execute(statement, dict(values)).rowcount == 1
