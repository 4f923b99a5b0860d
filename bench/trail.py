"""The trail: facts appended, sealed and verified, beside plain inserts and bare hashing."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.measure import Result, in_turn, seconds_of
from egovframe.audit import Trail
from egovframe.forms.facts import READ
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.clock import SystemClock
from egovframe.kernel.database import Database, metadata
from egovframe.kernel.facts import Note
from egovframe.kernel.permissions import Actor

FACTS = 500_000
ACTOR = Actor.system("bench")


@contextmanager
def _trail() -> Iterator[tuple[Trail, Database, Path]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        database = Database.open(f"sqlite:///{folder / 'trail.sqlite3'}")
        cabinet = Cabinet(FileKeyring(folder=folder / "keys", create=True))
        trail = Trail(database, cabinet)
        metadata.create_all(database.engine)
        try:
            yield trail, database, folder
        finally:
            database.close()


def _note(number: int) -> Note:
    return Note(
        fact=READ,
        actor=ACTOR,
        at=SystemClock().now(),
        object=f"petition:{number}",
        subjects=(f"petition:{number}",),
        basis="개인정보 보호법 제29조",
        details={"form": "request", "unit": "roads", "masked": 1},
    )


def append() -> list[Result]:
    """Facts written into an open transaction, one by one and together, beside plain inserts of as many bytes each."""
    from sqlalchemy import text

    with _trail() as (trail, database, _folder):
        plain = text(
            "INSERT INTO plain (id, at, action, actor, object, entry, mac) VALUES (:a, :b, :c, :d, :e, :f, :g)"
        )
        with database.write() as conn:
            conn.exec_driver_sql(
                "CREATE TABLE plain (n INTEGER PRIMARY KEY, id TEXT UNIQUE, at TEXT, action TEXT, actor TEXT, "
                "object TEXT, entry BLOB, mac BLOB)"
            )
            conn.exec_driver_sql("CREATE INDEX ix_plain ON plain (object)")
        counter = iter(range(10_000_000))

        def ours() -> None:
            with database.write() as conn:
                for number in range(2_000):
                    trail.record(conn, _note(number))

        def together() -> None:
            with database.write() as conn:
                trail.record_all(conn, map(_note, range(2_000)))

        def floor() -> None:
            with database.write() as conn:
                for number in range(2_000):
                    row = {
                        "a": f"{next(counter):036d}",
                        "b": "2026-11-22T12:04:41.123Z",
                        "c": "petition.read",
                        "d": "a",
                    }
                    conn.execute(plain, {**row, "e": f"petition:{number}", "f": b"x" * 420, "g": b"y" * 32})

        mine, least = in_turn(ours, floor, rounds=5)
        batched, single = in_turn(together, floor, rounds=5)
    return [
        Result("fact appended in a transaction", 2_000 / mine, 2_000 / least, "facts/s", "≥ 0.5×"),
        Result(
            "the same, 2,000 at a time",
            2_000 / batched,
            2_000 / single,
            "facts/s",
            "≥ 0.77×",
            note="the floor inserts one by one",
        ),
    ]


def _filled(trail: Trail, database: Database) -> None:
    for start in range(0, FACTS, 5_000):
        with database.write() as conn:
            trail.record_all(conn, map(_note, range(start, start + 5_000)))


def _hashing(folder: Path) -> float:
    """Return the seconds that reading and hashing the same entries into a tree takes, and nothing else."""
    from egovframe.audit.tree import leaf_hashes, root

    def bare() -> None:
        with sqlite3.connect(folder / "trail.sqlite3") as other:
            entries = [row[0] for row in other.execute("SELECT entry FROM facts ORDER BY n")]
        other.close()
        root(leaf_hashes(entries))

    bare()
    return min(seconds_of(bare) for _ in range(3))


def seal_and_verify() -> list[Result]:
    """Facts sealed and then verified, beside hashing the same entries into a tree and nothing else."""
    with _trail() as (trail, database, folder):
        _filled(trail, database)
        sealing = seconds_of(trail.seal)
        floor = _hashing(folder)
        cores = os.cpu_count() or 1
        verifying, shared = (min(seconds_of(partial(trail.verify, jobs=n)) for _ in range(3)) for n in (1, cores))
    return [
        Result("sealing", FACTS / sealing, FACTS / floor, "facts/s", "≥ 150 k/s"),
        Result("verification of the log, one process", FACTS / verifying, FACTS / floor, "facts/s", "–"),
        Result(
            f"verification of the log, {cores} cores",
            FACTS / shared,
            FACTS / floor,
            "facts/s",
            "≥ 200 k/s",
            note="as `audit verify` does",
        ),
    ]


ALL = (append, seal_and_verify)
