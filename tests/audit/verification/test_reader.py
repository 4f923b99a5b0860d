"""What reads the log: every chunk, whichever reader has to read it."""

from __future__ import annotations

from datetime import timedelta

from egovframe.audit import store
from egovframe.audit.verification import store as written
from egovframe.audit.verification.chunk import pieces_of
from egovframe.audit.verification.reader import ChunkReader
from egovframe.audit.verification.stamps import Stamps
from tests.audit.place import Place


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
