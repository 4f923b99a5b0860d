"""The trail vouches for the state: what another tool changes in a watched table or a file is found and named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import egovframe.office  # noqa: F401  every component declares its tables
from egovframe.audit import Finding
from egovframe.kernel.database import metadata
from egovframe.kernel.watch import is_log, is_watched
from egovframe.testing import open_office
from tests.office.city import haneul

WATCHED = sorted(name for name, table in metadata.tables.items() if is_watched(table))
LOG = sorted(name for name, table in metadata.tables.items() if is_log(table))


@contextmanager
def other_tool(folder: Path) -> Iterator[sqlite3.Connection]:
    """Another tool at the database file, without our keys."""
    connection = sqlite3.connect(folder / "office.sqlite3", isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        yield connection
    finally:
        connection.close()


def found(folder: Path) -> list[Finding]:
    """What verification finds, before the office itself writes anything."""
    with open_office(haneul(), folder, publish=False) as office:
        return office.verify().findings


def some_row(tool: sqlite3.Connection, table: str, *, order: str = "DESC") -> dict[str, Any]:
    """The last row of a table, so that others stand before it."""
    row = tool.execute(f'SELECT rowid AS "__row", * FROM "{table}" ORDER BY rowid {order} LIMIT 1').fetchone()
    assert row is not None, f"the full office has no row in {table}"
    return dict(row)


def edited(value: Any) -> Any:
    """A value that differs from this one by as little as possible."""
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:] if value else b"x"
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("x" if not value.endswith("x") else "y") if value else "x"
    return "x"


def key_of(table: str, row: dict[str, Any]) -> str:
    """How a finding names the row."""
    return "/".join(str(row[name]) for name in metadata.tables[table].info["egovframe.watch"]["key"])


def test_the_full_office_holds(damaged: Path) -> None:
    """Nothing is found where nobody changed anything, so that every finding below is the change's own."""
    assert found(damaged) == []


def test_every_kind_of_thing_the_office_keeps_is_watched() -> None:
    """The tables that carry rights and duties are all among the watched ones."""
    wanted = {
        "petitions",
        "decisions",
        "notices",
        "accounts",
        "credentials",
        "roles",
        "grants",
        "units",
        "forms",
        "records",
    }
    assert wanted <= set(WATCHED)
    assert "facts" in LOG


@pytest.mark.asvs("V16.4.2")
@pytest.mark.parametrize("table", WATCHED)
def test_a_byte_changed_in_any_column_is_found(damaged: Path, table: str) -> None:
    """Each column of a row in turn, changed by as little as possible: the finding names the table and the row."""
    with other_tool(damaged) as tool:
        row = some_row(tool, table)
        keys = metadata.tables[table].info["egovframe.watch"]["key"]
        columns = [name for name in row if name != "__row" and name not in keys]
    for column in columns:
        with other_tool(damaged) as tool:
            tool.execute("PRAGMA ignore_check_constraints=ON")
            tool.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (edited(row[column]), row["__row"]))
        findings = found(damaged)
        named = [(finding.kind, finding.table, finding.key) for finding in findings]
        assert ("edited", table, key_of(table, row)) in named, f"{table}.{column}: {named}"
        with other_tool(damaged) as tool:
            tool.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (row[column], row["__row"]))
    assert found(damaged) == []


@pytest.mark.parametrize("table", WATCHED)
def test_a_deleted_row_is_found(damaged: Path, table: str) -> None:
    """A row that is gone is named by its key."""
    with other_tool(damaged) as tool:
        row = some_row(tool, table)
        tool.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row["__row"],))
    assert ("deleted", table, key_of(table, row)) in [(each.kind, each.table, each.key) for each in found(damaged)]


def free(tool: sqlite3.Connection, column: sa.Column[Any]) -> str:
    """What a column could name and no row of its table names yet."""
    (there,) = (each.column for each in column.foreign_keys)
    found = tool.execute(
        f'SELECT "{there.name}" FROM "{there.table.name}" '
        f'WHERE "{there.name}" NOT IN (SELECT "{column.name}" FROM "{column.table.name}")'
    )
    return str(found.fetchone()[0])


@pytest.mark.parametrize("table", WATCHED)
def test_a_row_slipped_in_is_found(damaged: Path, table: str) -> None:
    """A row that no fact knows is named, even when it looks like its neighbours."""
    with other_tool(damaged) as tool:
        row = some_row(tool, table)
        unique = {column.name for column in metadata.tables[table].columns if column.unique or column.primary_key}
        for constraint in (*metadata.tables[table].constraints, *metadata.tables[table].indexes):
            if not getattr(constraint, "unique", True):
                continue
            columns = list(getattr(constraint, "columns", ()))
            unique |= {column.name for column in columns if not column.foreign_keys}
            alone = isinstance(constraint, sa.UniqueConstraint | sa.Index) and len(columns) == 1
            if alone and columns[0].foreign_keys:
                row = {**row, columns[0].name: free(tool, columns[0])}
        new = {name: edited(value) if name in unique and value is not None else value for name, value in row.items()}
        del new["__row"]
        names = ", ".join(f'"{name}"' for name in new)
        marks = ", ".join("?" for _ in new)
        tool.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(new.values()))
    assert ("inserted", table, key_of(table, new)) in [(each.kind, each.table, each.key) for each in found(damaged)]


def edit_fact(tool: sqlite3.Connection) -> str:
    """One byte of a sealed fact."""
    row = tool.execute("SELECT n, id, entry FROM facts WHERE n = 5").fetchone()
    tool.execute("UPDATE facts SET entry = ? WHERE n = 5", (row["entry"].replace(b'"at"', b'"aT"'),))
    return str(row["id"])


def delete_fact(tool: sqlite3.Connection) -> str:
    """A fact in the middle."""
    tool.execute("DELETE FROM facts WHERE n = 5")
    return "5"


def insert_fact(tool: sqlite3.Connection) -> str:
    """A copy of a fact at the end, under an id of its own."""
    tool.execute(
        "INSERT INTO facts (id, entry, mac, private) SELECT 'x' || id, entry, mac, private FROM facts WHERE n = 5"
    )
    return "x" + str(tool.execute("SELECT id FROM facts WHERE n = 5").fetchone()[0])


def reorder_facts(tool: sqlite3.Connection) -> str:
    """Two facts that change places."""
    fact = str(tool.execute("SELECT id FROM facts WHERE n = 5").fetchone()[0])
    tool.execute("UPDATE facts SET n = -1 WHERE n = 5")
    tool.execute("UPDATE facts SET n = 5 WHERE n = 6")
    tool.execute("UPDATE facts SET n = 6 WHERE n = -1")
    return fact


def cut_tail(tool: sqlite3.Connection) -> str:
    """The last ten facts, with everything in the database that knows of them."""
    size = tool.execute("SELECT max(size) FROM checkpoints").fetchone()[0]
    before = tool.execute("SELECT max(size) FROM checkpoints WHERE size < ?", (size,)).fetchone()[0]
    tool.execute("DELETE FROM facts WHERE n > ?", (before,))
    tool.execute("DELETE FROM checkpoints WHERE size > ?", (before,))
    tool.execute("DELETE FROM runs WHERE position >= ?", (before,))
    tool.execute("UPDATE runs SET count = ? - position WHERE position + count > ?", (before, before))
    return str(size)


def edit_unsealed(tool: sqlite3.Connection) -> str:
    """One byte of the fact that is not sealed yet."""
    row = tool.execute("SELECT n, id, entry FROM facts ORDER BY n DESC LIMIT 1").fetchone()
    tool.execute("UPDATE facts SET entry = ? WHERE n = ?", (row["entry"].replace(b'"at"', b'"aT"'), row["n"]))
    return str(row["id"])


@pytest.mark.parametrize(
    ("attack", "kind"),
    [
        (edit_fact, "edited"),
        (delete_fact, "deleted"),
        (insert_fact, "inserted"),
        (reorder_facts, "reordered"),
        (cut_tail, "cut"),
        (edit_unsealed, "inserted"),
    ],
    ids=lambda value: value.__name__ if callable(value) else value,
)
def test_what_is_done_to_the_log_is_found(
    damaged: Path, attack: Callable[[sqlite3.Connection], str], kind: str
) -> None:
    """Edited, deleted, inserted and reordered facts, a cut tail, and a fact edited before it was sealed."""
    with other_tool(damaged) as tool:
        key = attack(tool)
    assert (kind, key) in [(finding.kind, finding.key) for finding in found(damaged)]


@pytest.mark.parametrize("table", [name for name in LOG if name != "facts"])
def test_damage_to_the_logs_own_tables_is_found(damaged: Path, table: str) -> None:
    """Tiles, runs, checkpoints and the index: one value changed, and one row gone.

    The last rows of the index are no loss: what is not in it yet is looked through and taken in again.
    """
    columns = {"tiles": "hashes", "runs": "count", "checkpoints": "note", "fact_index": "actor", "fact_subjects": "n"}
    with other_tool(damaged) as tool:
        row = some_row(tool, table, order="ASC" if table == "fact_index" else "DESC")
        column = columns[table]
        tool.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (edited(row[column]), row["__row"]))
    assert found(damaged) != []
    with other_tool(damaged) as tool:
        tool.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (row[column], row["__row"]))
        tool.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row["__row"],))
    assert found(damaged) != []


@pytest.mark.parametrize("how", ["edited", "deleted", "inserted"])
def test_a_stored_file_that_was_changed_is_found(damaged: Path, how: str) -> None:
    """One byte of a record's content, the file gone, and a file that nobody stored."""
    storage = damaged / "storage"
    file = next(path for path in sorted(storage.rglob("*")) if path.is_file() and "records" in path.parts)
    if how == "edited":
        file.write_bytes(edited(file.read_bytes()))
    elif how == "deleted":
        file.unlink()
    else:
        file = file.with_name("0" * 64)
        file.write_bytes(b"slipped in")
    named = [(finding.kind, finding.table, finding.key) for finding in found(damaged)]
    assert named == [(how, "files", file.relative_to(storage).as_posix())]
