"""Statements handed to the driver as they stand: heard, refused and rolled back as any other."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from egovframe.kernel.database import Database
from egovframe.kernel.errors import NotText, WrittenAround
from egovframe.kernel.guard import HOLDING, with_pen
from egovframe.kernel.prepared import Prepared, Sql
from tests.kernel.place import SmallOffice, small_office, things
from tests.support.statements import statements

SMALL = Prepared(
    sa.select(things.c.id, things.c.colour)
    .where(things.c.size < 5, things.c.colour == sa.bindparam("colour"))
    .order_by(things.c.id)
)


def added(database: Database, number: int, *, colour: str = "blue", options: dict[str, bool] = HOLDING) -> Sql:
    """A statement that adds a thing, run in the transaction that is given to it."""
    insert = with_pen(things.insert()) if options else things.insert()
    with database.write() as conn:
        text = Sql.of(insert, conn.dialect, names=("id", "colour", "size"))
        text.run(conn, text.given({"id": str(number), "colour": colour, "size": number}))
    return text


def kept(database: Database) -> list[str]:
    """The ids of all things."""
    with database.read() as conn:
        return list(conn.execute(sa.select(things.c.id).order_by(things.c.id)).scalars())


def test_values_come_by_name_and_rows_by_columns(guarded_office: SmallOffice) -> None:
    """A value that is part of the statement stays what it is; the text is made once for each database."""
    for number in (3, 4, 5):
        added(guarded_office.database, number)
    added(guarded_office.database, 1, colour="red")
    with guarded_office.database.read() as conn:
        assert SMALL.rows(conn, {"colour": "blue"}) == [("3", "blue"), ("4", "blue")]
        assert SMALL.mappings(conn, {"colour": "red"}) == [{"id": "1", "colour": "red"}]
        assert SMALL.sql(conn) is SMALL.sql(conn)


def test_a_transaction_begins_with_it(guarded_office: SmallOffice) -> None:
    """A text that comes first is part of the transaction: kept when it ends well, gone when it does not."""
    added(guarded_office.database, 1)
    with suppress(ZeroDivisionError), guarded_office.database.write() as conn:
        text = Sql.of(with_pen(things.insert()), conn.dialect, names=("id", "size"))
        text.run(conn, text.given({"id": "2", "size": 2}))
        raise ZeroDivisionError
    assert kept(guarded_office.database) == ["1"]


def test_listeners_hear_of_it_and_the_guard_stands_before_it(guarded_office: SmallOffice) -> None:
    """What listens to statements hears of it once; one that writes round the components is refused."""
    database = guarded_office.database
    with statements(database.engine) as said:
        text = added(database, 1)
    assert [each for each in said if "things" in each] == [text.text]
    with pytest.raises(WrittenAround, match="things"):
        added(database, 2, options={})
    assert kept(database) == ["1"]


def test_what_the_driver_refuses_is_said_as_sqlalchemy_says_it(guarded_office: SmallOffice) -> None:
    """The kind of error, the statement and the driver's own error; the connection can be used afterwards."""
    added(guarded_office.database, 1)
    with pytest.raises(sa.exc.IntegrityError) as refused:
        added(guarded_office.database, 1)
    assert "things" in str(refused.value.statement)
    assert type(refused.value.orig).__module__.startswith(("sqlite3", "psycopg"))
    added(guarded_office.database, 2)
    assert kept(guarded_office.database) == ["1", "2"]


@pytest.mark.postgres
def test_who_listens_for_errors_hears_of_it(postgres_url: str, tmp_path: Path) -> None:
    """PostgreSQL keeps no NUL: the office's own words for it come, not the driver's."""
    with small_office(postgres_url, tmp_path) as office, pytest.raises(NotText):
        added(office.database, 1, colour="a\0b")


@pytest.mark.postgres
def test_a_connection_that_was_lost_is_lent_to_nobody(postgres_url: str, tmp_path: Path) -> None:
    """The server ended the connection: the error says so, and the next unit of work gets another one."""
    with small_office(postgres_url, tmp_path) as office:
        with pytest.raises(sa.exc.DBAPIError) as lost:
            work_that_is_cut_off(office.database)
        assert lost.value.connection_invalidated
        added(office.database, 1)
        assert kept(office.database) == ["1"]


def work_that_is_cut_off(database: Database) -> None:
    """A transaction whose connection the server ends before its second statement."""
    with database.write() as conn:
        pid = conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with database.engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        SMALL.rows(conn, {"colour": "blue"})
