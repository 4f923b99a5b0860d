"""The statements that write one row: built once a table, not once a write.

A row is changed or removed only as it was read: every column is compared. The key is compared with `=`, so that the
row is found by its index: PostgreSQL uses none for `IS NOT DISTINCT FROM`, and read the whole table instead.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.kernel.errors import WorkError
from egovframe.kernel.guard import with_pen
from egovframe.kernel.prepared import Sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_READ: Final = "as_read_"
_NEW: Final = "from_now_"
_MOST: Final = 1_024
_PLAIN: Final = (sa.String, sa.Integer, sa.LargeBinary)
"""Types whose values both drivers take as they are; `sa.Text` and `sa.BigInteger` are among them."""


_Insert = Sql | sa.Insert
"""How a row is added: as the driver takes it, or by SQLAlchemy."""

_inserts: Final[dict[tuple[sa.Table, str, tuple[str, ...]], _Insert]] = {}


def _insert_of(conn: sa.Connection, table: sa.Table, names: tuple[str, ...]) -> _Insert:
    known = (table, conn.dialect.name, names)
    found = _inserts.get(known)
    if found is None:
        if len(_inserts) >= _MOST:
            _inserts.clear()
        found = _inserts[known] = _made(conn.dialect, table, names)
    return found


def _made(dialect: sa.Dialect, table: sa.Table, names: tuple[str, ...]) -> _Insert:
    """Return the statement of a table: as text where all its values go to the driver as they are."""
    plain = all(isinstance(column.type, _PLAIN) for column in table.c)
    whole = all(column.name in names or not (column.primary_key or column.default) for column in table.c)
    if strange := [name for name in names if name not in table.c]:
        # SQLAlchemy would leave them out, and the digest of what was meant would not be that of what is there.
        raise WorkError(f"{table.name} has no column {strange[0]}.", hint="Give the names of its columns only.")
    insert = with_pen(table.insert())
    return Sql.of(insert, dialect, names=names) if plain and whole else insert


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
    """Add a row. Raises WorkError for a value whose column the table does not have."""
    insert = _insert_of(conn, table, tuple(values))
    if isinstance(insert, Sql):
        insert.run(conn, insert.given(values))
    else:
        conn.execute(insert, values)


def change(conn: sa.Connection, table: sa.Table, old: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    """Change the row that was read whole as `old`; False when it is no longer so."""
    values = {_READ + name: value for name, value in old.items()}
    values |= {_NEW + name: value for name, value in changes.items()}
    return conn.execute(_update(table, tuple(changes)), values).rowcount == 1


def remove(conn: sa.Connection, table: sa.Table, old: Mapping[str, Any]) -> bool:
    """Remove the row that was read whole as `old`; False when it is no longer so."""
    return conn.execute(_delete(table), {_READ + name: value for name, value in old.items()}).rowcount == 1
