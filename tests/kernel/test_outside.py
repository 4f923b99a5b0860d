"""Writes from outside: recorded by the database, never by ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from egovframe.kernel.database import metadata
from egovframe.kernel.guard import outside_writes
from egovframe.kernel.outside import install, outside, recorded_tables
from tests.kernel.place import SmallOffice, small_office, things
from tests.support.deeds import deed
from tests.support.elsewhere import elsewhere

ROW = {"id": "1", "colour": "blue", "size": 3}


@pytest.fixture
def guarded(database_url: str, tmp_path: Path) -> Iterator[SmallOffice]:
    """A small office whose table of things is guarded in the database."""
    known = things.to_metadata(metadata)
    try:
        with small_office(database_url, tmp_path) as office:
            with office.database.write() as conn:
                outside_writes.create(conn)
                assert install(conn) == ["data_keys", "things"]
                assert install(conn) == []
            yield office
    finally:
        metadata.remove(known)


def noted(office: SmallOffice) -> list[tuple[str, str, str | None]]:
    """What was recorded, oldest first: table, operation, key."""
    with office.database.read() as conn:
        return [(row.tbl, row.op, row.key) for row in reversed(outside(conn))]


def test_what_another_program_writes_is_recorded(guarded: SmallOffice) -> None:
    """Row by row, with its key, moment and author; what was rolled back is not."""
    with elsewhere(guarded.database) as conn:
        conn.execute(sa.text("INSERT INTO things (id, colour, size) VALUES ('7', 'red', 1), ('8', 'red', 2)"))
        conn.execute(sa.text("UPDATE things SET size = 9 WHERE id = '8'"))
        conn.execute(sa.text("DELETE FROM things WHERE id = '7'"))
    with suppress(ZeroDivisionError), elsewhere(guarded.database) as conn:
        conn.execute(sa.text("DELETE FROM things"))
        raise ZeroDivisionError
    assert noted(guarded) == [
        ("things", "insert", "7"), ("things", "insert", "8"), ("things", "update", "8"), ("things", "delete", "7"),
    ]  # fmt: skip
    with guarded.database.read() as conn:
        (row, *_) = outside(conn)
    assert row.at.endswith("Z")
    assert len(row.at) == len("2026-09-21T01:00:00.000Z")
    assert bool(row.by) is (guarded.database.dialect == "postgresql")


def test_what_the_office_writes_is_not(guarded: SmallOffice) -> None:
    """Inserted, changed, removed, also after a savepoint that was undone; right after it others are seen again."""

    def failing() -> None:
        work.insert(things, {**ROW, "id": "2"})
        raise ZeroDivisionError

    with guarded.work() as work:
        work.attempt("bad", failing, event="test")
        work.insert(things, ROW)
        changed = work.change(things, ROW, {"size": 4})
        work.attempt("bad", failing, event="test")
        work.remove(things, changed)
        work.insert(things, ROW)
        work.note(deed("thing.kept"))
    assert noted(guarded) == []
    with elsewhere(guarded.database) as conn:
        conn.execute(sa.text("UPDATE things SET size = 5"))
    assert noted(guarded) == [("things", "update", "1")]


def test_a_table_that_lost_a_trigger_is_said_to_and_gets_it_back(guarded: SmallOffice) -> None:
    """Whoever takes one away leaves a table that is not recorded; guarding again puts it back."""
    drop = "DROP TRIGGER egovframe_guard_things_update"
    if guarded.database.dialect == "postgresql":
        drop = "DROP TRIGGER egovframe_guard_update ON things"
    with elsewhere(guarded.database) as conn:
        conn.execute(sa.text(drop))
    with guarded.database.write() as conn:
        assert recorded_tables(conn) == ["data_keys"]
        assert install(conn) == ["things"]
        assert recorded_tables(conn) == ["data_keys", "things"]


@pytest.mark.postgres
def test_a_table_that_is_emptied_at_once_is_recorded(postgres_url: str, tmp_path: Path) -> None:
    """PostgreSQL: TRUNCATE touches no row, and is recorded as such."""
    known = things.to_metadata(metadata)
    try:
        with small_office(postgres_url, tmp_path) as office:
            with office.database.write() as conn:
                outside_writes.create(conn)
                install(conn)
            with elsewhere(office.database) as conn:
                conn.execute(sa.text("TRUNCATE things"))
            assert noted(office) == [("things", "truncate", "")]
    finally:
        metadata.remove(known)
