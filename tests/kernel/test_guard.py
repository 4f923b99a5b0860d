"""The guard: writes that go round the components are refused here."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session

from egovframe.kernel.errors import WrittenAround
from egovframe.kernel.guard import pen, with_pen, written_by
from tests.kernel.place import SmallOffice, things
from tests.support.deeds import deed

ROW = {"id": "1", "colour": "blue", "size": 3}


def keep(office: SmallOffice) -> None:
    """Write a row as it should be."""
    with office.work() as work:
        work.insert(things, ROW)
        work.note(deed("thing.kept"))


class Base(DeclarativeBase):
    """Somebody's own mapping of a guarded table."""


class Thing(Base):
    """A row of it."""

    __table__ = things


def core(conn: sa.Connection) -> None:
    """A statement built with SQLAlchemy."""
    conn.execute(things.update().values(size=9))


def bulk(conn: sa.Connection) -> None:
    """Many rows at once."""
    conn.execute(things.insert(), [{**ROW, "id": "8"}, {**ROW, "id": "9"}])


def text(conn: sa.Connection) -> None:
    """SQL as text, in another case and with a comment in between."""
    conn.execute(sa.text("delete /* all */ from\n THINGS"))


def driver(conn: sa.Connection) -> None:
    """SQL as text that SQLAlchemy hands to the driver as it is."""
    conn.exec_driver_sql("UPDATE things SET size = 9")


def clause(conn: sa.Connection) -> None:
    """A write inside a query."""
    conn.execute(sa.text("WITH gone AS (SELECT 1) DELETE FROM things WHERE size IN (SELECT * FROM gone)"))


def mapped(conn: sa.Connection) -> None:
    """An object of somebody's mapping."""
    with Session(bind=conn) as session:
        session.add(Thing(**{**ROW, "id": "9"}))
        session.flush()


def mapped_in_bulk(conn: sa.Connection) -> None:
    """Objects in bulk."""
    with Session(bind=conn) as session:
        session.execute(sa.update(Thing).values(size=9))


def dropped(conn: sa.Connection) -> None:
    """The whole table."""
    conn.execute(sa.text('DROP TABLE IF EXISTS "things"'))


@pytest.mark.parametrize("way", [core, bulk, text, driver, clause, mapped, mapped_in_bulk, dropped])
def test_a_write_round_the_components_is_refused(guarded_office: SmallOffice, way: Any) -> None:
    """Whichever way it is written, nothing reaches the database, and the error names the table and the way to go."""
    office = guarded_office
    keep(office)
    with pytest.raises(WrittenAround, match="writes to things without a unit") as raised, office.work() as work:
        way(work.conn)
    assert "work.insert" in raised.value.hint
    assert [row["size"] for row in office.rows()] == [ROW["size"]]


def test_a_table_that_nobody_vouches_for_is_free(guarded_office: SmallOffice) -> None:
    """Queues and counters are written as their owners like; reading is never refused."""
    keep(guarded_office)
    with guarded_office.work() as work:
        work.conn.execute(sa.text("INSERT INTO counters (series, last) VALUES ('free', 0)"))
        assert work.conn.execute(sa.text("UPDATE counters SET last = 7")).rowcount >= 1
        work.conn.execute(sa.select(things).with_for_update()).all()
        work.conn.execute(sa.text("CREATE TABLE things_copied AS SELECT * FROM things"))
        work.conn.execute(sa.text("DROP TABLE things_copied"))


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ("SELECT * FROM petitions", ""), ("INSERT INTO petitions VALUES (1)", "petitions"),
        ("insert or replace into main.petitions values (1)", "petitions"),
        ("REPLACE INTO [petitions] VALUES (1)", "petitions"),
        ('UPDATE ONLY public."petitions" SET a = 1', "petitions"),
        ("UPDATE OR IGNORE petitions SET a = 1", "petitions"),
        ("INSERT INTO a SELECT * FROM petitions ON CONFLICT DO UPDATE SET x = 1", "a"),
        ("DELETE FROM petitions", "petitions"),
        ("SELECT 'DELETE FROM petitions'", ""), ("SELECT 1 -- DELETE FROM petitions", ""),
        ("SELECT * FROM petitions FOR UPDATE SKIP LOCKED", ""), ("SELECT * FROM petitions FOR UPDATE OF petitions", ""),
        ("TRUNCATE petitions", "petitions"), ("TRUNCATE TABLE ONLY petitions", "petitions"),
        ("COPY petitions FROM STDIN", "petitions"), ("ALTER TABLE petitions ADD x INT", "petitions"),
        ("MERGE INTO petitions USING x ON 1 = 1", "petitions"), ("SELECT $q$ DELETE FROM petitions $q$", ""),
        ("SELECT 1; DELETE FROM petitions", "petitions"),
    ],
)  # fmt: skip
def test_what_a_statement_writes_to_is_read_off_its_text(statement: str, tables: str) -> None:
    """Strings and comments say nothing; a table that is only read is not among them."""
    assert written_by(statement) == ({tables} if tables else set())


def test_a_statement_with_the_pen_goes_through(guarded_office: SmallOffice) -> None:
    """What the library itself writes says so; afterwards the pen is down, whether the work was kept or not."""
    office = guarded_office
    with office.database.write() as conn:
        conn.execute(with_pen(things.insert()), ROW)
    with suppress(ZeroDivisionError), office.database.write() as conn:
        conn.execute(with_pen(things.update().values(size=9)))
        raise ZeroDivisionError
    with office.database.read() as conn:
        assert conn.execute(sa.select(sa.func.coalesce(sa.func.max(pen.c.held), 0))).scalar_one() == 0
    assert [row["size"] for row in office.rows()] == [ROW["size"]]
