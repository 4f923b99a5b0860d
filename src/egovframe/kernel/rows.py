"""The statements that write one row: built once a table, not once a write.

A row is changed or removed only as it was read: every column is compared. The key is compared with `=`, so that the
row is found by its index: PostgreSQL uses none for `IS NOT DISTINCT FROM`, and read the whole table instead.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.kernel.guard import with_pen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_READ: Final = "as_read_"
_NEW: Final = "from_now_"
_MOST: Final = 1_024


@lru_cache(_MOST)
def _insert(table: sa.Table) -> sa.Insert:
    return with_pen(table.insert())


@lru_cache(_MOST)
def _update(table: sa.Table, names: tuple[str, ...]) -> sa.Update:
    changed = {table.c[name]: sa.bindparam(_NEW + name, type_=table.c[name].type) for name in names}
    return with_pen(table.update().where(*_as_it_was(table)).values(changed))


@lru_cache(_MOST)
def _delete(table: sa.Table) -> sa.Delete:
    return with_pen(table.delete().where(*_as_it_was(table)))


def _as_it_was(table: sa.Table) -> Iterable[sa.ColumnElement[bool]]:
    for column in table.c:
        read = sa.bindparam(_READ + column.name, type_=column.type)
        yield column == read if column.primary_key else column.is_not_distinct_from(read)


def add(conn: sa.Connection, table: sa.Table, values: Mapping[str, Any]) -> None:
    """Add a row."""
    conn.execute(_insert(table), values)


def change(conn: sa.Connection, table: sa.Table, old: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    """Change the row that was read whole as `old`; False when it is no longer so."""
    values = {_READ + name: value for name, value in old.items()}
    values |= {_NEW + name: value for name, value in changes.items()}
    return conn.execute(_update(table, tuple(changes)), values).rowcount == 1


def remove(conn: sa.Connection, table: sa.Table, old: Mapping[str, Any]) -> bool:
    """Remove the row that was read whole as `old`; False when it is no longer so."""
    return conn.execute(_delete(table), {_READ + name: value for name, value in old.items()}).rowcount == 1
