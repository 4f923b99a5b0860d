"""The SQL of copying a trail."""

from __future__ import annotations

from egovframe.audit.attacks import store
from tests.audit.place import Place


def test_a_database_says_how_large_it_is(place_on_both: Place) -> None:
    """Roughly: more than what was written into it."""
    place_on_both.facts(500, details={"text": "x" * 500})
    with place_on_both.database.read() as conn:
        assert store.bytes_held(conn) > 250_000


def test_every_table_that_is_there_is_read(place_on_both: Place) -> None:
    """With its rows as they are stored; a table that is gone is left out."""
    place_on_both.keep("a", 7)
    place_on_both.sql("DROP TABLE tiles")
    with place_on_both.database.read() as conn:
        read = {name: (columns, list(rows)) for name, columns, rows in store.contents(conn)}
    assert read["trail_things"] == (["id", "size"], [("a", 7)])
    assert len(read["facts"][1]) == 1
    assert "tiles" not in read
