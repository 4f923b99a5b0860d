"""The SQL of sealing, on both databases."""

from __future__ import annotations

import pytest

from egovframe.audit import store
from egovframe.audit.sealing import store as sealing
from egovframe.audit.store import Gap, Run
from tests.audit.place import Place


def test_a_seal_replaces_tiles_and_gaps(place_on_both: Place) -> None:
    """A tile that grew is written over; the list of gaps is the newest one."""
    with place_on_both.database.write() as conn:
        for size, waiting in ((1, [Gap(2, 3, 40)]), (2, [Gap(2, 2, 40), Gap(9, 9, 41)])):
            mark = {"size": size, "previous": size - 1, "note": "x", "at": "y"}
            tiles = {(0, 0): b"h" * 32 * size}
            extended = Run(0, 1, size) if size > 1 else None
            new = [] if size > 1 else [Run(0, 1, 1)]
            sealing.write_seal(
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
        sealing.change_gaps(conn, waiting, [])
        assert store.all_gaps(conn) == []


def test_gaps_that_another_sequencer_knows_of_stay(place_on_both: Place) -> None:
    """Only what was read is replaced; where it was changed meanwhile nothing is, and the sequencer starts over."""
    read, another = [Gap(2, 3, 40)], Gap(9, 9, 41)
    with place_on_both.database.write() as conn:
        sealing.change_gaps(conn, [], [*read, another])
        sealing.change_gaps(conn, read, [])
        assert store.all_gaps(conn) == [another]
        with pytest.raises(sealing.Overtaken):
            sealing.change_gaps(conn, read, [])


def test_an_open_transaction_is_seen_as_open(place_on_both: Place) -> None:
    """It is older than any that begins later; SQLite has one writer and needs no waiting."""
    with place_on_both.database.write() as conn:
        place_on_both.trail.record(conn, place_on_both.note())
        own = sealing.own_transaction(conn)
        if conn.dialect.name == "sqlite":
            assert (own, sealing.oldest_open(conn)) == (0, 1)
            return
        with place_on_both.database.write() as other:
            assert sealing.oldest_open(other) <= own < sealing.own_transaction(other)
    with place_on_both.database.read() as conn:
        assert sealing.oldest_open(conn) > own
