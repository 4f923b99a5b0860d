"""Writes from outside: what another program changed in a guarded table, recorded by triggers of the database.

Each record has its moment, table, operation and key and, where the database knows it, its author. Whether what is there
still holds is decided by the digests in the facts; the records tell since when, and whom to ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.kernel.guard import guarded_tables, outside_writes, pen
from egovframe.kernel.watch import key_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from egovframe.kernel.database import Database

_OPS: Final = ("INSERT", "UPDATE", "DELETE")
_PREFIX: Final = "egovframe_guard"
_FUNCTION: Final = "egovframe_note_outside_write"


def install(conn: sa.Connection) -> list[str]:
    """Put the triggers before every guarded table that is there and lacks them; return the names of those tables."""
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql(_POSTGRESQL_FUNCTION)
    elif conn.execute(sa.select(sa.func.count()).select_from(pen)).scalar_one() == 0:
        conn.execute(pen.insert(), {"id": 1, "held": 0})
    there = set(sa.inspect(conn).get_table_names())
    standing = set(recorded_tables(conn))
    missing = [table for table in guarded_tables() if table.name in there and table.name not in standing]
    for table in missing:
        for statement in _triggers(conn, table):
            conn.exec_driver_sql(statement)
    return [table.name for table in missing]


def recorded_tables(conn: sa.Connection) -> list[str]:
    """Return the tables before which all triggers stand, so that a write from outside is recorded."""
    if conn.dialect.name == "postgresql":
        asked = (
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND n.nspname = current_schema()"
        )
    else:
        asked = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    found: dict[str, int] = {}
    for table, trigger in conn.execute(sa.text(asked)):
        if str(trigger).startswith(_PREFIX):
            found[table] = found.get(table, 0) + 1
    wanted = len(_OPS) + (conn.dialect.name == "postgresql")  # and TRUNCATE
    return sorted(name for name, count in found.items() if count >= wanted)


def outside(conn: sa.Connection, *, limit: int = 1_000) -> Sequence[Any]:
    """Return what triggers noted of writes from outside, the newest first: n, at, tbl, op, key, by."""
    return conn.execute(sa.select(outside_writes).order_by(outside_writes.c.n.desc()).limit(limit)).all()


def count_outside(conn: sa.Connection) -> int:
    """Return how many writes from outside triggers noted."""
    return int(conn.execute(sa.select(sa.func.count()).select_from(outside_writes)).scalar_one())


def outside_between(conn: sa.Connection, since: str, until: str) -> Sequence[Any]:
    """Return how many writes from outside triggers noted from one moment up to another: tbl, op, number."""
    moment, grouped = outside_writes.c.at, (outside_writes.c.tbl, outside_writes.c.op)
    statement = sa.select(*grouped, sa.func.count()).where(moment >= since, moment < until)
    return conn.execute(statement.group_by(*grouped).order_by(*grouped)).all()


def _triggers(conn: sa.Connection, table: sa.Table) -> list[str]:
    if conn.dialect.name == "postgresql":
        return [*_postgresql_triggers(conn, table)]
    return [_sqlite_trigger(conn, table, op) for op in _OPS]


def _sqlite_trigger(conn: sa.Connection, table: sa.Table, op: str) -> str:
    quote = conn.dialect.identifier_preparer.quote
    row = "OLD" if op == "DELETE" else "NEW"
    key = " || '/' || ".join(f"COALESCE(CAST({row}.{quote(name)} AS TEXT), '')" for name in key_columns(table))
    named = f"{_PREFIX}_{table.name}_{op.lower()}"
    note = f"strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), '{table.name}', '{op.lower()}', {key}, ''"
    deed = f"INSERT INTO outside_writes (at, tbl, op, key, by) VALUES ({note})"  # noqa: S608 - our own names
    unseen = "WHEN COALESCE((SELECT held FROM pen), 0) = 0"
    return f"CREATE TRIGGER IF NOT EXISTS {named} AFTER {op} ON {quote(table.name)} {unseen} BEGIN {deed}; END"


def _postgresql_triggers(conn: sa.Connection, table: sa.Table) -> Iterator[str]:
    quote = conn.dialect.identifier_preparer.quote
    columns = ", ".join(f"'{name}'" for name in key_columns(table))
    unseen = "WHEN (current_setting('egovframe.pen', true) IS DISTINCT FROM '1')"
    for op in (*_OPS, "TRUNCATE"):
        each = "STATEMENT" if op == "TRUNCATE" else "ROW"
        name = f"{_PREFIX}_{op.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name} ON {quote(table.name)}"
        yield (
            f"CREATE TRIGGER {name} AFTER {op} ON {quote(table.name)} "
            f"FOR EACH {each} {unseen} EXECUTE FUNCTION {_FUNCTION}({columns})"
        )


_POSTGRESQL_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION egovframe_note_outside_write() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    line jsonb := CASE
        WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) WHEN TG_OP = 'TRUNCATE' THEN NULL ELSE to_jsonb(NEW) END;
    found text;
BEGIN
    SELECT string_agg(COALESCE(line ->> name, ''), '/' ORDER BY place) INTO found
        FROM unnest(TG_ARGV) WITH ORDINALITY AS keys(name, place);
    EXECUTE 'INSERT INTO ' || quote_ident(TG_TABLE_SCHEMA)
        || '.outside_writes (at, tbl, op, key, by) VALUES ($1, $2, $3, $4, $5)'
        USING to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            TG_TABLE_NAME, lower(TG_OP), found,
            session_user || ' ' || current_setting('application_name', true);
    RETURN NULL;
END $$
"""


def guard(database: Database) -> list[str]:
    """Put the triggers before every guarded table that lacks them; return the names of those tables."""
    with database.read() as conn:
        there = set(sa.inspect(conn).get_table_names())
        standing = set(recorded_tables(conn))
    if all(table.name in standing for table in guarded_tables() if table.name in there):
        return []
    with database.write() as conn:
        return install(conn)
