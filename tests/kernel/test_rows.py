"""Statements that write one row: found by its key, and only as it was read."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.kernel import rows
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
