"""The trail's SQL: what goes into the tables comes out in the order of the log, on both databases."""

from __future__ import annotations

from egovframe.audit import store
from egovframe.audit.sealing import store as sealing
from egovframe.audit.store import Run
from egovframe.audit.verification import store as written
from tests.audit.place import Place


def test_positions_follow_the_runs(place_on_both: Place) -> None:
    """A late fact stands after facts with higher numbers; numbers that were never sealed have no position."""
    with place_on_both.database.write() as conn:
        mark = {"size": 6, "previous": 0, "note": "x", "at": "y"}
        first = [Run(0, 1, 3), Run(3, 7, 2), Run(5, 5, 1)]
        sealing.write_seal(conn, checkpoint=mark, changed={}, new_runs=first, extended=None, known=[], waiting=[])
        assert [store.position_of(conn, n) for n in range(10)] == [None, 0, 1, 2, None, 5, None, 3, 4, None]
        assert (store.all_runs(conn), store.last_run(conn)) == (first, Run(5, 5, 1))
        assert store.highest_sealed(conn) == 8
        assert store.runs_between(conn, 2, 4) == first[:2]
        assert store.runs_between(conn, 6, 9) == []


def test_an_empty_log_has_nothing(place_on_both: Place) -> None:
    """No checkpoint, no run, no position, nothing unsealed."""
    with place_on_both.database.read() as conn:
        assert (store.last_checkpoint(conn), store.last_run(conn), store.position_of(conn, 1)) == (None, None, None)
        assert (store.highest_sealed(conn), store.count_unsealed(conn)) == (0, 0)
        assert store.fact_by_id(conn, "x") is None


def test_facts_are_found_by_number_and_by_id(place_on_both: Place) -> None:
    """In order, at most as many as asked for, with the bytes that were hashed."""
    ids = place_on_both.facts(5)
    with place_on_both.database.read() as conn:
        rows = store.facts_between(conn, 1, None, 99)
        assert [row.id for row in rows] == ids
        assert [row.n for row in store.facts_between(conn, rows[1].n, rows[3].n, 99)] == [row.n for row in rows[1:4]]
        assert len(store.facts_between(conn, 1, None, 2)) == 2
        found = store.fact_by_id(conn, ids[2])
        assert found is not None
        assert bytes(found.entry) == bytes(rows[2].entry)
        assert store.count_unsealed(conn) == 5


def test_damaged_text_is_read_as_it_stands(place: Place) -> None:
    """SQLite gives out what is no UTF-8 instead of raising; afterwards the connection reads as before."""
    place.sql("INSERT INTO trail_things (id, size) VALUES (CAST(x'61FF62' AS TEXT), 'many')")
    with place.database.read() as conn:
        driver = conn.connection.driver_connection
        usual = driver.text_factory  # type: ignore[union-attr]
        with written.as_it_stands(conn):
            assert list(store.raw_rows(conn, place.table)) == [{"id": "a\udcffb", "size": "many"}]
        assert driver.text_factory is usual  # type: ignore[union-attr]


def test_raw_rows_come_in_order_and_by_condition(place_on_both: Place) -> None:
    """Values are bound, never written into the statement."""
    for key in ("b", "a'; --", "c"):
        place_on_both.keep(key)
    with place_on_both.database.read() as conn:
        rows = store.raw_rows(conn, place_on_both.table, order=("id",), where="id <> :not_this", not_this="c")
        assert [row["id"] for row in rows] == ["a'; --", "b"]
        assert "trail_things" in store.tables_there(conn)
        assert store.known_tables()["trail_things"] is place_on_both.table
