"""Helpers: several processes read the log, and what they find is what one finds."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from egovframe.audit import store
from egovframe.audit.helping import helpers
from egovframe.audit.helping.helpers import Helpers, task_for
from egovframe.audit.verification import store as written
from egovframe.audit.verification import verification
from egovframe.audit.verification.chunk import Chunk, Piece, pieces_of
from egovframe.audit.verification.reader import HELPING, LENT, ChunkReader
from egovframe.audit.verification.stamps import Stamps
from tests.audit.place import Place


@pytest.fixture(autouse=True)
def always_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs as short as those of the tests are read by helpers too."""
    monkeypatch.setattr(verification, "WORTH_IT", 1)


def found(place: Place, jobs: int) -> tuple[Any, ...]:
    """What a verification says."""
    report = place.trail.verify(jobs=jobs)
    return report.root, report.facts, [(each.kind, each.table, each.key) for each in report.findings]


def test_three_processes_find_what_one_finds(
    place_on_both: Place, started_helpers: list[subprocess.Popen[bytes]]
) -> None:
    """Nothing in a log that is as it was left; each damage in one that is not, in the same order."""
    place = place_on_both
    place.filled()
    ids = place.facts(4_200)
    place.trail.tend()
    whole = found(place, 1)
    assert whole[1:] == (len(ids) + 5, [])
    assert found(place, 3) == whole
    assert [each.poll() is not None for each in started_helpers] == [True, True], "no helper outlives its verification"
    place.sql("UPDATE facts SET mac = :mac WHERE id = :id", mac=b"x" * 32, id=ids[7])
    place.sql("UPDATE facts SET entry = :entry WHERE id = :id", entry=b'{"v":2}', id=ids[4_150])
    place.sql("DELETE FROM facts WHERE id = :id", id=ids[900])
    place.sql("UPDATE fact_index SET object = 'x' WHERE id = :id", id=ids[4_160])
    damaged = found(place, 1)
    assert len(damaged[2]) >= 4
    assert found(place, 3) == damaged


@pytest.mark.usefixtures("dying_helpers")
def test_a_helper_that_dies_leaves_its_piece_to_the_others(
    place: Place, started_helpers: list[subprocess.Popen[bytes]]
) -> None:
    """At once, or after it was told what to do: the verification is the same, only slower."""
    place.facts(300)
    place.trail.tend()
    assert found(place, 2) == found(place, 1)
    assert started_helpers[0].wait() == -9


def test_pieces_are_read_in_order_whoever_reads_them(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many small pieces, several readers: each chunk once, in its place."""
    monkeypatch.setattr("egovframe.audit.verification.chunk.CHUNK", 256)
    place.facts(4_000)
    place.trail.tend()
    task = task_for(place.database, place.cabinet, HELPING, Stamps(), purposes=LENT)
    assert task is not None
    with place.database.read() as conn, written.as_it_stands(conn):
        pieces = list(pieces_of(store.all_runs(conn), 0, 4_000))
        reader = ChunkReader(conn, place.cabinet, deep=False)
        alone = [chunk.leaves for chunk in map(reader.read, pieces)]
        helped: Helpers[Piece, Chunk] = Helpers(task, 2)
        together = [chunk.leaves for chunk in helped.read(pieces, reader.read)]
    assert [(piece.start, piece.end) for piece in pieces][:2] == [(0, 256), (256, 512)]
    assert together == alone
    assert sum(map(len, together)) == 4_000


def test_whoever_has_a_piece_to_hand_in_does_not_wait_for_room() -> None:
    """It would wait for a place that is made only when it hands in what it has."""
    shared: helpers._Shared[Piece, Chunk] = helpers._Shared([Piece(at, at + 1, (), 0) for at in range(9)], ahead=1)
    assert [shared.take(wait=True) for _ in range(2)] == [0, 1]
    assert shared.take(wait=False) is None
    shared.put(0, None)
    assert not shared.stopped
    shared.stop()
    assert shared.take(wait=True) is None
    assert shared.stopped
