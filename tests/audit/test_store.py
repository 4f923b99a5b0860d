"""The trail's SQL: what goes into the tables comes out in the order of the log, on both databases."""

from __future__ import annotations

import pytest

from egovframe.audit import store
from egovframe.audit.store import Gap, Run
from egovframe.audit.verification import store as written
from tests.audit.place import Place


def test_positions_follow_the_runs(place_on_both: Place) -> None:
    """A late fact stands after facts with higher numbers; numbers that were never sealed have no position."""
    with place_on_both.database.write() as conn:
        mark = {"size": 6, "previous": 0, "note": "x", "at": "y"}
        first = [Run(0, 1, 3), Run(3, 7, 2), Run(5, 5, 1)]
        store.write_seal(conn, checkpoint=mark, changed={}, new_runs=first, extended=None, known=[], waiting=[])
        assert [store.position_of(conn, n) for n in range(10)] == [None, 0, 1, 2, None, 5, None, 3, 4, None]
        assert (store.all_runs(conn), store.last_run(conn)) == (first, Run(5, 5, 1))
        assert store.highest_sealed(conn) == 8
        assert store.runs_between(conn, 2, 4) == first[:2]
        assert store.runs_between(conn, 6, 9) == []


def test_a_seal_replaces_tiles_and_gaps(place_on_both: Place) -> None:
    """A tile that grew is written over; the list of gaps is the newest one."""
    with place_on_both.database.write() as conn:
        for size, waiting in ((1, [Gap(2, 3, 40)]), (2, [Gap(2, 2, 40), Gap(9, 9, 41)])):
            mark = {"size": size, "previous": size - 1, "note": "x", "at": "y"}
            tiles = {(0, 0): b"h" * 32 * size}
            extended = Run(0, 1, size) if size > 1 else None
            new = [] if size > 1 else [Run(0, 1, 1)]
            store.write_seal(
                conn, checkpoint=mark, changed=tiles, new_runs=new, extended=extended,
                known=store.all_gaps(conn), waiting=waiting,
            )  # fmt: skip
            assert store.all_gaps(conn) == waiting
        assert store.read_tile(conn, 0, 0) == b"h" * 64
        assert store.read_tile(conn, 0, 1) is None
        assert [(tile.level, tile.idx) for tile in store.all_tiles(conn)] == [(0, 0)]
        assert store.all_runs(conn) == [Run(0, 1, 2)]
        last = store.last_checkpoint(conn)
        assert last is not None
        assert (last.size, last.previous) == (2, 1)
        store.change_gaps(conn, waiting, [])
        assert store.all_gaps(conn) == []


def test_gaps_that_another_sequencer_knows_of_stay(place_on_both: Place) -> None:
    """Only what was read is replaced; where it was changed meanwhile nothing is, and the sequencer starts over."""
    read, another = [Gap(2, 3, 40)], Gap(9, 9, 41)
    with place_on_both.database.write() as conn:
        store.change_gaps(conn, [], [*read, another])
        store.change_gaps(conn, read, [])
        assert store.all_gaps(conn) == [another]
        with pytest.raises(store.Overtaken):
            store.change_gaps(conn, read, [])


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


def test_an_open_transaction_is_seen_as_open(place_on_both: Place) -> None:
    """It is older than any that begins later; SQLite has one writer and needs no waiting."""
    with place_on_both.database.write() as conn:
        place_on_both.trail.record(conn, place_on_both.note())
        own = store.own_transaction(conn)
        if conn.dialect.name == "sqlite":
            assert (own, store.oldest_open(conn)) == (0, 1)
            return
        with place_on_both.database.write() as other:
            assert store.oldest_open(other) <= own < store.own_transaction(other)
    with place_on_both.database.read() as conn:
        assert store.oldest_open(conn) > own


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
