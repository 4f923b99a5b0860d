"""The careful reading of a chunk: what is amiss in it is told, fact by fact."""

from __future__ import annotations

from egovframe.audit import store
from egovframe.audit.verification.careful import CarefulReader
from egovframe.audit.verification.chunk import Chunk, Piece
from egovframe.audit.verification.stamps import Stamps
from tests.audit.place import Place


def read(place: Place) -> Chunk:
    """Read the first 600 facts."""
    with place.database.read() as conn:
        reader = CarefulReader(conn, place.cabinet, deep=False, stamps=Stamps())
        return reader.read(Piece(0, 600, (store.Run(0, 1, 600),), 600))


def test_a_chunk_tells_what_is_amiss_in_it_and_nothing_else(place: Place) -> None:
    """What is gone has the hash that was stored; what was edited is a mismatch and is not read."""
    ids = place.facts(600)
    place.trail.tend()
    whole = read(place)
    assert whole.clean
    place.sql("DELETE FROM facts WHERE id = :id", id=ids[3])
    place.sql("UPDATE facts SET entry = :entry WHERE id = :id", entry=b"{}", id=ids[300])
    chunk = read(place)
    assert not chunk.clean
    assert [(each.kind, each.key) for each in chunk.report.findings] == [("deleted", "4")]
    assert [(position, key) for position, key, _ in chunk.mismatches] == [(300, ids[300])]
    assert chunk.leaves[3] == whole.leaves[3]
    assert chunk.leaves[300] != whole.leaves[300]
