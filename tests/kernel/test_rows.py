"""Statements that write one row: found by its key, and only as it was read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.kernel import rows
from egovframe.kernel.errors import WorkError
from tests.kernel.place import SmallOffice
from tests.support.plans import plans

shelf = sa.Table(
    "shelf",
    sa.MetaData(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("title", sa.Text),
    sa.Column("sealed", sa.LargeBinary),
    sa.Column("count", sa.Integer),
)
BOOK: dict[str, Any] = {"id": "a", "title": None, "sealed": b"\x00", "count": 1}


@pytest.fixture
def conn(office_on_both: SmallOffice) -> Any:
    """A connection to a database with one row."""
    with office_on_both.database.write() as conn:
        shelf.create(conn)
        rows.add(conn, shelf, BOOK)
        yield conn


def test_a_row_is_changed_only_as_it_was_read(conn: sa.Connection) -> None:
    """Empty columns are compared too; the key itself may change."""
    assert not rows.change(conn, shelf, {**BOOK, "title": "x"}, {"count": 2})
    assert not rows.change(conn, shelf, {**BOOK, "sealed": None}, {"count": 2})
    assert not rows.change(conn, shelf, {**BOOK, "id": "b"}, {"count": 2})
    assert rows.change(conn, shelf, BOOK, {"count": None, "id": "b"})
    assert not rows.change(conn, shelf, BOOK, {"count": 3})
    assert [dict(row) for row in conn.execute(sa.select(shelf)).mappings()] == [{**BOOK, "count": None, "id": "b"}]


def test_a_row_is_removed_only_as_it_was_read(conn: sa.Connection) -> None:
    """What was changed since stays."""
    assert not rows.remove(conn, shelf, {**BOOK, "count": None})
    assert conn.execute(sa.select(sa.func.count()).select_from(shelf)).scalar_one() == 1
    assert rows.remove(conn, shelf, BOOK)
    assert conn.execute(sa.select(sa.func.count()).select_from(shelf)).scalar_one() == 0


def test_a_row_is_found_by_its_key_and_not_by_reading_the_table(conn: sa.Connection) -> None:
    """As the database plans it: a table of a million rows must cost a change nothing."""
    found = plans(conn, lambda: rows.change(conn, shelf, BOOK, {"count": 2}))
    found += plans(conn, lambda: rows.remove(conn, shelf, {**BOOK, "count": 2}))
    assert len(found) == 2
    for plan in found:
        assert ("Index Cond: (id = " if conn.dialect.name == "postgresql" else "USING INDEX") in plan, plan


def test_what_a_driver_does_not_take_as_it_is_goes_through_its_type(conn: sa.Connection) -> None:
    """A table of another package may have dates, or values that SQLAlchemy draws for it."""
    loans = sa.Table(
        "loans",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True, default=lambda: 7),
        sa.Column("book", sa.Text),
        sa.Column("until", sa.Date),
    )
    loans.create(conn)
    rows.add(conn, loans, {"book": "a", "until": date(2026, 11, 28)})
    rows.add(conn, loans, {"id": 8, "until": None})
    assert list(conn.execute(sa.select(loans).order_by(loans.c.id))) == [(7, "a", date(2026, 11, 28)), (8, None, None)]


def test_a_row_may_be_added_with_some_columns_only_and_in_any_order(conn: sa.Connection) -> None:
    """What is left out is empty; a column that is not there is an error that names it."""
    rows.add(conn, shelf, {"count": 2, "id": "b"})
    rows.add(conn, shelf, {"id": "c", "sealed": b"\xff", "count": 3})
    found = conn.execute(sa.select(shelf).where(shelf.c.id > "a").order_by(shelf.c.id))
    assert list(found) == [("b", None, None, 2), ("c", None, b"\xff", 3)]
    with pytest.raises(WorkError, match="colour"):
        rows.add(conn, shelf, {"id": "d", "colour": "red"})
