"""Chunks of the log: where they end, and what is told of each."""

from __future__ import annotations

from datetime import timedelta

from egovframe.audit import store
from egovframe.audit.verification import store as written
from egovframe.audit.verification.chunk import Piece, pieces_of
from egovframe.audit.verification.reader import ChunkReader
from egovframe.audit.verification.stamps import Stamps
from tests.audit.place import Place


def test_pieces_end_where_tiles_do_and_where_runs_do_not_follow() -> None:
    """What is read at once are positions in a row; a verification that goes on begins in the middle."""
    runs = [store.Run(0, 1, 5_000), store.Run(5_000, 7_001, 10), store.Run(6_000, 9_001, 5)]
    spans = [
        (each.start, each.end, [(run.position, run.first, run.count) for run in each.runs])
        for each in pieces_of(runs, 100, 0)
    ]
    assert spans == [
        (100, 4_096, [(100, 101, 3_996)]),
        (4_096, 5_010, [(4_096, 4_097, 904), (5_000, 7_001, 10)]),
        (6_000, 6_005, [(6_000, 9_001, 5)]),
    ]


def test_a_date_after_somebody_saw_the_log_is_named_whoever_read_it(place: Place) -> None:
    """The first such fact of each sight, in whatever chunk it stands; steps back too."""
    clock = place.clock
    place.facts(200)
    clock.forward(hours=5)
    late = place.facts(300)
    clock.forward(hours=-3)
    place.facts(4_000)
    place.trail.tend()
    stamps = Stamps()
    stamps.add(400, clock.now() - timedelta(hours=2), accuracy=timedelta(0), by="someone")
    dates = []
    with place.database.read() as conn, written.as_it_stands(conn):
        reader = ChunkReader(conn, place.cabinet, deep=False, stamps=stamps)
        for piece in pieces_of(store.all_runs(conn), 0, 0):
            dates += reader.read(piece).dates
    assert [position for position, _, _ in dates] == [0, *range(200, 400), 499, 500, 4095, 4096, 4499]
    assert dates[1][1] == late[0]


def test_a_chunk_tells_what_is_amiss_in_it_and_nothing_else(place: Place) -> None:
    """What is gone has the hash that was stored; what was edited is a mismatch and is not read."""
    ids = place.facts(600)
    place.trail.tend()
    with place.database.read() as conn:
        whole = ChunkReader(conn, place.cabinet, deep=False).read(Piece(0, 600, (store.Run(0, 1, 600),), 600))
    assert whole.clean
    place.sql("DELETE FROM facts WHERE id = :id", id=ids[3])
    place.sql("UPDATE facts SET entry = :entry WHERE id = :id", entry=b"{}", id=ids[300])
    with place.database.read() as conn:
        chunk = ChunkReader(conn, place.cabinet, deep=False).read(Piece(0, 600, (store.Run(0, 1, 600),), 600))
    assert not chunk.clean
    assert [(each.kind, each.key) for each in chunk.report.findings] == [("deleted", "4")]
    assert [(position, key) for position, key, _ in chunk.mismatches] == [(300, ids[300])]
    assert chunk.leaves[3] == whole.leaves[3]
    assert chunk.leaves[300] != whole.leaves[300]
