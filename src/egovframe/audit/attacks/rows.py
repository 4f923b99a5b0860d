"""Attacks on the state that the trail vouches for: the rows of every watched table, and whole tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from egovframe.audit.attacks.attack import Attack, Trace
from egovframe.audit.store import known_tables
from egovframe.kernel.text import Text
from egovframe.kernel.watch import is_log, is_watched, key_columns, key_of

if TYPE_CHECKING:
    from sqlalchemy import Table

    from egovframe.audit.attacks.copy import Copy

Row = dict[str, Any]


def attacks(copy: Copy) -> Iterator[Attack]:
    """Yield the attacks on every watched table that has rows, and the removal of every table that is checked."""
    there = {name for (name,) in copy.sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for name, table in sorted(known_tables().items()):
        if name not in there or not (is_log(table) or is_watched(table)):
            continue
        if is_watched(table) and _rows(copy, table, 1):
            if _column(copy, table):
                yield _attack("edited", f"{name} 표의 행을 고침", f"A row of {name} edited", table)
            yield _attack("deleted", f"{name} 표의 행을 지움", f"A row of {name} removed", table)
            yield _attack("inserted", f"{name} 표에 행을 끼움", f"A row slipped into {name}", table)
            if _unlike(copy, table):
                yield _attack(
                    "swapped", f"{name} 표의 두 행의 키를 바꿈", f"The keys of two rows of {name} exchanged", table
                )
        yield _attack("dropped", f"{name} 표를 통째로 없앰", f"The whole table {name} dropped", table)


def _attack(what: str, ko: str, en: str, table: Table) -> Attack:
    return Attack(name=f"rows.{what}.{table.name}", title=Text(ko=ko, en=en), run=partial(_RUNS[what], table=table))


def _rows(copy: Copy, table: Table, most: int) -> list[Row]:
    """Return the last rows of a table, so that others stand before them."""
    asked = f'SELECT rowid AS "__row", * FROM "{table.name}" ORDER BY rowid DESC LIMIT ?'
    return [dict(row) for row in copy.sql(asked, most)]


def _column(copy: Copy, table: Table) -> str:
    """Return a column with a value that is no part of the key, empty when there is none."""
    row, keys = _rows(copy, table, 1)[0], key_columns(table)
    return next((name for name, value in row.items() if name not in (*keys, "__row") and value is not None), "")


def _unlike(copy: Copy, table: Table) -> tuple[Row, Row] | None:
    """Return two rows that differ in more than their keys: exchanging their keys changes something."""
    keys = (*key_columns(table), "__row")
    first: Row | None = None
    for row in _rows(copy, table, 100):
        if first is None:
            first = row
        elif any(row[name] != first[name] for name in row if name not in keys):
            return first, row
    return None


def different(value: Any) -> Any:
    """Return a value of the same kind that differs by as little as possible and is not likely to be taken."""
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:] if value else b"x"
    if isinstance(value, int):
        return value + 1_000_003
    return f"{value[:-1]}{'x' if value[-1:] != 'x' else 'y'}" if isinstance(value, str) else value


def _edited(copy: Copy, *, table: Table) -> tuple[Trace, ...]:
    row, column = _rows(copy, table, 1)[0], _column(copy, table)
    statement = f'UPDATE "{table.name}" SET "{column}" = ? WHERE rowid = ?'
    copy.sql(statement, different(row[column]), row["__row"])
    return (Trace(table.name, key_of(table, row)),)


def _deleted(copy: Copy, *, table: Table) -> tuple[Trace, ...]:
    row = _rows(copy, table, 1)[0]
    copy.sql(f'DELETE FROM "{table.name}" WHERE rowid = ?', row["__row"])
    return (Trace(table.name, key_of(table, row)),)


def _inserted(copy: Copy, *, table: Table) -> tuple[Trace, ...]:
    row = _rows(copy, table, 1)[0]
    alone = {*key_columns(table), *_unique(copy, table)}
    new = {name: different(value) if name in alone else value for name, value in row.items() if name != "__row"}
    _insert(copy, table, new)
    return (Trace(table.name, key_of(table, new)),)


def _swapped(copy: Copy, *, table: Table) -> tuple[Trace, ...]:
    found = _unlike(copy, table)
    assert found is not None  # noqa: S101 - the attack is only offered where there are two
    for row in found:
        copy.sql(f'DELETE FROM "{table.name}" WHERE rowid = ?', row["__row"])
    for row, other in (found, found[::-1]):
        keys = {name: other[name] for name in key_columns(table)}
        _insert(copy, table, {name: value for name, value in {**row, **keys}.items() if name != "__row"})
    return tuple(Trace(table.name, key_of(table, row)) for row in found)


def _dropped(copy: Copy, *, table: Table) -> tuple[Trace, ...]:
    copy.sql(f'DROP TABLE "{table.name}"')
    return (Trace(table.name),)


def _insert(copy: Copy, table: Table, row: Row) -> None:
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
    copy.sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', *row.values())


def _unique(copy: Copy, table: Table) -> set[str]:
    """Return the columns of which the database lets no value in twice, as far as they need not be shared."""
    found: set[str] = set()
    for index in copy.sql(f'PRAGMA index_list("{table.name}")'):
        if index["unique"]:
            found |= {column["name"] for column in copy.sql(f'PRAGMA index_info("{index["name"]}")') if column["name"]}
    return found


_RUNS = {"edited": _edited, "deleted": _deleted, "inserted": _inserted, "swapped": _swapped, "dropped": _dropped}
