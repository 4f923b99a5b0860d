"""The SQL of verification."""

from __future__ import annotations

from egovframe.audit.verification import store
from tests.audit.place import Place


def test_facts_stand_beside_their_rows_of_the_index(place_on_both: Place) -> None:
    """Those that are in it; the others with nothing beside them."""
    place = place_on_both
    place.facts(2)
    place.trail.tend()
    place.facts(1)
    with place.database.read() as conn:
        rows = list(store.facts_with_index(conn, 0, None))
        assert [(row.n, row.place.split(store.SEPARATOR)[4:] if row.place else None) for row in rows] == [
            (1, ["o-1", "0", "done", "-", "-", "0"]), (2, ["o-1", "1", "done", "-", "-", "1"]), (3, None),
        ]  # fmt: skip
        assert [row.n for row in store.facts_with_index(conn, 2, 3)] == [2]


def test_a_copy_is_known_by_the_id_inside(place_on_both: Place) -> None:
    """A fact under its own id is none, whatever ids it tells of."""
    place = place_on_both
    place.facts(1)
    place.sql("INSERT INTO facts (n, id, entry, mac) SELECT 9, 'x', entry, mac FROM facts")
    with place.database.read() as conn:
        first, copy = store.facts_with_index(conn, 0, None)
        assert store.copy_of(conn, first) is None
        assert store.copy_of(conn, copy) == first.id


def test_a_table_or_column_of_the_log_that_is_gone_is_told(place_on_both: Place) -> None:
    """By its name, and nothing where all are there."""
    place = place_on_both
    with place.database.read() as conn:
        assert list(store.amiss(conn)) == []
    place.sql("DROP TABLE tiles")
    place.sql("ALTER TABLE facts DROP COLUMN private")
    with place.database.read() as conn:
        assert list(store.amiss(conn)) == [("facts", "private"), ("tiles", "")]
    assert place.found() == [("unreadable", "facts", ""), ("deleted", "tiles", "")]


def test_an_id_that_is_there_twice_is_told(place_on_both: Place) -> None:
    """Whoever drops the index that forbids it can write a fact down again, mac and all."""
    place = place_on_both
    (fact,) = place.facts(1)
    place.trail.tend()
    assert place.found() == []
    place.sql("DROP INDEX ix_facts_id")
    place.sql("INSERT INTO facts (n, id, entry, mac) SELECT 9, id, entry, mac FROM facts")
    with place.database.read() as conn:
        assert store.written_twice(conn) == [fact]
    assert ("inserted", "facts", fact) in place.found()
