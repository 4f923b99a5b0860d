"""The SQL of copying a trail out of its database; nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from egovframe.audit.store import known_tables, raw_rows, tables_there
from egovframe.kernel.database import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


def bytes_held(conn: Connection) -> int:
    """Return how many bytes the database has, indexes with it."""
    if conn.dialect.name == "sqlite":
        return int(
            conn.execute(sa.text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")).scalar_one()
        )
    names = tuple(known_tables())
    size = sa.text(
        "SELECT coalesce(sum(pg_total_relation_size(to_regclass(quote_ident(name)))), 0) "
        "FROM unnest(CAST(:names AS text[])) AS name"
    )
    return int(conn.execute(size, {"names": list(names)}).scalar_one())


def make_tables(conn: Connection) -> None:
    """Make every table that the library and its components declare."""
    metadata.create_all(conn)


def contents(conn: Connection) -> Iterator[tuple[str, list[str], Iterator[tuple[Any, ...]]]]:
    """Yield every table that is there and known: its name, its columns, and its rows as the database holds them."""
    there = set(tables_there(conn))
    for name, table in known_tables().items():
        if name in there:
            yield (
                name,
                [column.name for column in table.columns],
                (tuple(row.values()) for row in raw_rows(conn, table)),
            )
