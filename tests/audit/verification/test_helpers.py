"""Helpers: several processes read the log, and what they find is what one finds."""

from __future__ import annotations

import io
import pickle
import subprocess
from datetime import timedelta
from typing import Any

import pytest

from egovframe.audit import store
from egovframe.audit.sequencer import FACT_MAC
from egovframe.audit.verification import helpers, verification
from egovframe.audit.verification import store as written
from egovframe.audit.verification.chunk import Chunk, ChunkReader, Piece, pieces_of
from egovframe.audit.verification.helper import LentKeys, serve
from egovframe.audit.verification.helpers import Helpers, task_for
from egovframe.audit.verification.stamps import Stamps
from egovframe.kernel.errors import CryptoError
from tests.audit.place import Place


@pytest.fixture(autouse=True)
def always_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs as short as those of the tests are read by helpers too."""
    monkeypatch.setattr(verification, "WORTH_IT", 1)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The helpers that were started."""
    started: list[subprocess.Popen[bytes]] = []
    start = helpers._started

    def counted() -> subprocess.Popen[bytes]:
        started.append(start())
        return started[-1]

    monkeypatch.setattr(helpers, "_started", counted)
    return started


def found(place: Place, jobs: int) -> tuple[Any, ...]:
    """What a verification says."""
    report = place.trail.verify(jobs=jobs)
    return report.root, report.facts, [(each.kind, each.table, each.key) for each in report.findings]


def test_three_processes_find_what_one_finds(place_on_both: Place, asked: list[subprocess.Popen[bytes]]) -> None:
    """Nothing in a log that is as it was left; each damage in one that is not, in the same order."""
    place = place_on_both
    place.filled()
    ids = place.facts(4_200)
    place.trail.tend()
    whole = found(place, 1)
    assert whole[1:] == (len(ids) + 5, [])
    assert found(place, 3) == whole
    assert [each.poll() is not None for each in asked] == [True, True], "no helper outlives its verification"
    place.sql("UPDATE facts SET mac = :mac WHERE id = :id", mac=b"x" * 32, id=ids[7])
    place.sql("UPDATE facts SET entry = :entry WHERE id = :id", entry=b'{"v":2}', id=ids[4_150])
    place.sql("DELETE FROM facts WHERE id = :id", id=ids[900])
    place.sql("UPDATE fact_index SET object = 'x' WHERE id = :id", id=ids[4_160])
    damaged = found(place, 1)
    assert len(damaged[2]) >= 4
    assert found(place, 3) == damaged


def test_a_helper_that_dies_leaves_its_piece_to_the_others(
    place: Place, asked: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, or after it was told what to do: the verification is the same, only slower."""
    place.facts(300)
    place.trail.tend()
    whole = found(place, 1)
    start = helpers._started

    def killed() -> subprocess.Popen[bytes]:
        process = start()
        process.kill()
        return process

    monkeypatch.setattr(helpers, "_started", killed)
    assert found(place, 2) == whole
    assert asked[0].wait() == -9


def test_pieces_are_read_in_order_whoever_reads_them(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many small pieces, several readers: each chunk once, in its place."""
    monkeypatch.setattr("egovframe.audit.verification.chunk.CHUNK", 256)
    place.facts(4_000)
    place.trail.tend()
    task = task_for(place.database, place.cabinet)
    assert task is not None
    with place.database.read() as conn, written.as_it_stands(conn):
        pieces = list(pieces_of(store.all_runs(conn), 0, 4_000))
        reader = ChunkReader(conn, place.cabinet, deep=False)
        alone = [chunk.leaves for chunk in map(reader.read, pieces)]
        together = [chunk.leaves for chunk in Helpers(task, 2).read(pieces, reader)]
    assert [(piece.start, piece.end) for piece in pieces][:2] == [(0, 256), (256, 512)]
    assert together == alone
    assert sum(map(len, together)) == 4_000


def test_a_helper_reads_what_it_is_asked_for(place: Place) -> None:
    """Over its own connection, with the keys that were lent to it."""
    place.facts(3)
    place.trail.tend()
    asked, told = io.BytesIO(), io.BytesIO()
    piece = Piece(0, 3, (store.Run(0, 1, 3),), 3)
    for value in (task_for(place.database, place.cabinet), piece):
        helpers.send(asked, value)
    asked.seek(0)
    serve(asked, told)
    chunk: Chunk = pickle.loads(told.getvalue())
    assert chunk.clean
    assert (len(chunk.leaves), chunk.report.facts) == (3, 3)


def test_a_helper_has_no_other_keys(place: Place) -> None:
    """It can vouch for facts; it can neither open values of people nor sign."""
    task = task_for(place.database, place.cabinet)
    assert task is not None
    keys = LentKeys(keys=task.keys)
    assert keys.derived(FACT_MAC) == place.cabinet.derived(FACT_MAC)
    for refused in (
        lambda: keys.derived("sessions"), lambda: keys.signing_seed("log"), keys.current, keys.rotate,
        lambda: keys.unwrap("k1", b"", owner="a"), lambda: keys.wrap("k1", b"", owner="a"),
    ):  # fmt: skip
        with pytest.raises(CryptoError):
            refused()


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
