"""The swift reading of a chunk: what it reads is what the careful one reads, and of what is amiss it reads nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from egovframe.audit import store
from egovframe.audit.verification import store as written
from egovframe.audit.verification.careful import CarefulReader
from egovframe.audit.verification.chunk import Chunk, Piece
from egovframe.audit.verification.stamps import Stamps
from egovframe.audit.verification.store import INDEXED
from egovframe.audit.verification.swift import SwiftReader
from egovframe.kernel.facts import Origin, Write
from tests.audit.place import Place

EDITS = [
    "UPDATE facts SET id = 'x' WHERE n = :n",
    "UPDATE facts SET mac = :bytes WHERE n = :n",
    "UPDATE facts SET entry = :bytes WHERE n = :n",
    "UPDATE facts SET private = :bytes WHERE n = :n",
    "UPDATE facts SET private = NULL WHERE n = :n",
    "UPDATE facts SET private = :bytes WHERE n = 1",
    "DELETE FROM facts WHERE n = :n",
    "DELETE FROM fact_index WHERE n = :n",
    "DELETE FROM fact_subjects WHERE n = :n AND subject = 'p-2'",
    "INSERT INTO fact_subjects (subject, n) VALUES ('p-3', :n)",
    "DELETE FROM tiles WHERE level = 0 AND idx = 1",
    "UPDATE tiles SET hashes = :bytes WHERE level = 0 AND idx = 0",
    *(f"UPDATE fact_index SET {name} = 'x' WHERE n = :n" for name in INDEXED if name not in ("due", "position")),
    "UPDATE fact_index SET due = 0 WHERE n = :n",
    "UPDATE fact_index SET position = 9999 WHERE n = :n",
]


def lively(place: Place) -> Piece:
    """Write facts of every kind, more than a page of them, with a clock that steps back; return all of them."""
    place.facts(3)
    write = Write("files", "f/1", None, "0" * 64)
    place.facts(2, subjects=("p-1", "p-2"), writes=(write,), why="asked", origin=Origin(address="10.0.0.1"))
    place.clock.forward(hours=3)
    place.facts(700, origin=Origin(trace="0" * 32))
    place.clock.forward(hours=-2)
    place.facts(900)
    place.trail.tend()
    with place.database.read() as conn:
        return Piece(0, 1_605, tuple(store.all_runs(conn)), 1_605)


def read(place: Place, piece: Piece, stamps: Stamps | None = None) -> tuple[Chunk | None, Chunk]:
    """Return what the swift reader makes of a piece, and what the careful one does."""
    stamps = stamps or Stamps()
    with place.database.read() as conn, written.as_it_stands(conn):
        swift = SwiftReader(conn, place.cabinet, stamps=stamps).read(piece)
        return swift, CarefulReader(conn, place.cabinet, deep=False, stamps=stamps).read(piece)


def told(chunk: Chunk | None) -> tuple[Any, ...]:
    """Return all that a chunk says; a piece that was not read says nothing."""
    if chunk is None:
        return ()
    return chunk.leaves, chunk.lines, chunk.dates, chunk.report.facts, chunk.report.findings, chunk.same_tiles


def test_it_tells_what_the_careful_reader_tells(place_on_both: Place) -> None:
    """Leaves, lines for the notebook and the dates that need a judgement, from wherever a piece begins."""
    place = place_on_both
    whole = lively(place)
    part = Piece(300, 1_500, (store.Run(300, whole.runs[0].first + 300, 1_200),), 1_000)
    stamps = Stamps()
    stamps.add(600, place.clock.now() - timedelta(hours=3), accuracy=timedelta(0), by="someone")
    for piece in (whole, part):
        for seen in (None, stamps):
            swift, careful = read(place, piece, seen)
            assert told(swift) == told(careful) != ()
            assert careful.clean
    assert len(read(place, whole)[1].dates) == 4, "the first, both sides of the step back, and the last"


@pytest.mark.sampled(one_in=2)
@pytest.mark.parametrize("edit", EDITS)
def test_it_reads_nothing_of_what_was_edited(place: Place, edit: str) -> None:
    """Whatever is not as the facts say, anywhere in a piece: the careful reader has to say what it is."""
    piece = lively(place)
    assert read(place, piece)[0] is not None
    values = {"n": 4} if ":n" in edit else {}
    assert place.sql(edit, **values, **({"bytes": b"x" * 8_192} if ":bytes" in edit else {})) == 1
    swift, careful = read(place, piece)
    assert swift is None
    assert not careful.clean


def test_an_entry_of_the_first_version_is_read_carefully(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its private part is another one; the chunk that has one is read fact by fact."""
    monkeypatch.setattr("egovframe.audit.entry.VERSION", 1)
    place.facts(3)
    place.trail.tend()
    swift, careful = read(place, Piece(0, 3, (store.Run(0, 1, 3),), 3))
    assert swift is None
    assert careful.report.facts == 3
