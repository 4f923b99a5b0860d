"""A trail of a million facts: appended, sealed, verified, proved, searched, exported; how fast, and in how much memory.

Each step is a process of its own, so that its memory is its own: `python -m bench.million STEP FOLDER COUNT`.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any
from zoneinfo import ZoneInfo

from bench.measure import Result
from egovframe.audit import Trail
from egovframe.audit.exporting import exported
from egovframe.audit.index.search import Search
from egovframe.audit.interfaces import Product
from egovframe.audit.notes import Verifier
from egovframe.audit.proofs import Proof
from egovframe.audit.publication import Publication
from egovframe.audit.published.log import PublishedLog
from egovframe.audit.published.sources import Folder
from egovframe.audit.review.counting import count as counted
from egovframe.audit.tiles import bundle_names, tile_names
from egovframe.forms.facts import READ
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.calendar import Calendar
from egovframe.kernel.database import Database, metadata
from egovframe.kernel.facts import Note, Origin
from egovframe.kernel.month import Month
from egovframe.kernel.permissions import Actor

COUNT = 1_000_000
BATCH = 1_000
OFFICERS = 200
BEGAN = datetime(2026, 10, 1, tzinfo=UTC)
ALL_PROCESSES = os.cpu_count() or 1


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[Trail, Database]]:
    database = Database.open(f"sqlite:///{folder / 'trail.sqlite3'}")
    try:
        metadata.create_all(database.engine)
        yield Trail(database, Cabinet(FileKeyring(folder=folder / "keys", create=True))), database
    finally:
        database.close()


def _note(number: int) -> Note:
    """One fact of a month in which 200 officers read petitions, each with the address it came from, sealed."""
    officer = number * 7919 % OFFICERS
    return Note(
        fact=READ,
        actor=Actor(kind="officer", id=f"officer-{officer}", name="Officer"),
        at=BEGAN + timedelta(milliseconds=number * 2_600),
        object=f"petition:{number // 3}",
        subjects=(f"petition:{number // 3}",),
        basis="개인정보 보호법 제29조",
        details={"form": "request", "unit": "roads", "masked": 1},
        origin=Origin(address=f"10.1.{officer}.7"),
    )


def append(trail: Trail, database: Database, count: int) -> dict[str, Any]:
    """Facts with a sealed part written, a thousand a transaction."""
    for start in range(0, count, BATCH):
        with database.write() as conn:
            keys: dict[str, bytes] = {}
            trail.record_all(conn, (_note(number) for number in range(start, min(count, start + BATCH))), keys)
    return {}


def seal(trail: Trail, _database: Database, count: int) -> dict[str, Any]:
    """All of them sealed under one checkpoint a batch."""
    assert trail.seal() == count
    return {}


def index(trail: Trail, _database: Database, _count: int) -> dict[str, Any]:
    """Taken into the index."""
    trail.tend()
    return {}


def verify(trail: Trail, _database: Database, count: int) -> dict[str, Any]:
    """Everything read again, on every core."""
    report = trail.verify(jobs=ALL_PROCESSES)
    assert (report.findings, report.facts) == ([], count)
    return {}


def verify_alone(trail: Trail, _database: Database, count: int) -> dict[str, Any]:
    """The same in one process."""
    report = trail.verify()
    assert (report.findings, report.facts) == ([], count)
    return {}


def _spread(trail: Trail, count: int, many: int) -> list[dict[str, Any]]:
    draw = random.Random(7)
    return [trail.search(before=draw.randrange(2, count), limit=1)[0] for _ in range(many)]


def _percentiles(deeds: list[Callable[[], object]]) -> dict[str, Any]:
    took = []
    for deed in deeds:
        begun = time.perf_counter()
        deed()
        took.append((time.perf_counter() - begun) * 1_000)
    cuts = quantiles(took, n=100)
    return {"p50": cuts[49], "p95": cuts[94]}


def prove(trail: Trail, _database: Database, count: int) -> dict[str, Any]:
    """Inclusion proofs of facts all over the log, each verified."""
    vkey, found = trail.vkey, _spread(trail, count, 500)
    return _percentiles([partial(_proved, trail, fact["id"], vkey) for fact in found])


def _proved(trail: Trail, fact_id: str, vkey: str) -> None:
    Proof.parse(trail.proof(fact_id)).verify(vkey)


def search(trail: Trail, _database: Database, count: int) -> dict[str, Any]:
    """Pages of 50 by person, object, officer, span of time and what was done, as the admin page asks."""
    return _percentiles(
        [partial(trail.facts, asked, limit=50) for fact in _spread(trail, count, 100) for asked in _asked(fact)]
    )


def _asked(fact: dict[str, Any]) -> tuple[Search, ...]:
    since = fact["at"]
    return (
        Search(subjects=(fact["subjects"][0],)),
        Search(object=fact["object"]),
        Search(actor=fact["actor"]["id"]),
        Search(since=since, until=since[:13] + ":59:59.999Z"),
        Search(action="petition.read", outcome="done"),
    )


def review(trail: Trail, database: Database, count: int) -> dict[str, Any]:
    """The month in numbers, as a reviewer looks at it; a million facts fill October, fewer its beginning."""
    calendar, cabinet = Calendar(ZoneInfo("Asia/Seoul")), trail._cabinet  # noqa: SLF001 - of the trail that is measured
    with database.read() as conn:
        report = counted(conn, Month(2026, 10), calendar=calendar, cabinet=cabinet)
    assert 0 < report.facts <= count
    return {}


def _exported(trail: Trail, plugin: str) -> dict[str, Any]:
    product = Product(city="하늘시", origin="haneul.example/log", host="desk", version="1")
    written = sum(len(piece) for piece in exported(trail.stream(private=True), plugin, product=product))
    assert written > 0
    return {}


def export_csv(trail: Trail, _database: Database, _count: int) -> dict[str, Any]:
    """A table of everything, sealed parts opened."""
    return _exported(trail, "csv")


def export_log(_trail: Trail, database: Database, count: int) -> dict[str, Any]:
    """The published files of the log, every tile and entry bundle, as `audit export` writes them."""
    published, folder = Publication(database), _shown(database)
    for name in (*tile_names(count), *bundle_names(count)):
        content, path = published.file(name.path), folder / name.path
        assert content
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / "checkpoint").write_bytes(published.checkpoint() or b"")
    return {}


def verify_export(trail: Trail, database: Database, count: int) -> dict[str, Any]:
    """What was published read whole by somebody outside, as `audit verify --log` does."""
    held = PublishedLog(Folder(_shown(database)), Verifier.from_vkey(trail.vkey)).verify()
    assert held.checkpoint.size == count
    return {}


def _shown(database: Database) -> Path:
    return Path(str(database.engine.url.database)).parent / "log"


STEPS = {
    "append": (append, "facts/s", "–"),
    "seal": (seal, "facts/s", "≥ 150 k/s"),
    "index": (index, "facts/s", "–"),
    "verify": (verify, "facts/s", "≥ 200 k/s, +≤ 100 MB"),
    "verify_alone": (verify_alone, "facts/s", "–"),
    "prove": (prove, "ms, p95", "–"),
    "search": (search, "ms, p95", "≤ 50 ms"),
    "review": (review, "facts/s", "–"),
    "export_csv": (export_csv, "facts/s", "+≤ 100 MB"),
    "export_log": (export_log, "facts/s", "+≤ 100 MB"),
    "verify_export": (verify_export, "facts/s", "≥ 200 k/s, +≤ 100 MB"),
}


def _peak(process: str = "self") -> float:
    """Return the most megabytes that a process had in memory; `ru_maxrss` would count those of its parent as well."""
    try:
        status = Path("/proc", process, "status").read_text(encoding="ascii", errors="replace")
    except OSError:  # it ended
        return 0.0
    return next((int(line.split()[1]) / 1_024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


@contextmanager
def _children() -> Iterator[dict[str, float]]:
    """Watch the processes that this one starts; gives the peak of each by its number."""
    found: dict[str, float] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            for stat in Path("/proc").glob("[0-9]*/stat"):
                with suppress(OSError, ValueError):
                    if stat.read_text(errors="replace").rpartition(")")[2].split()[1] == str(os.getpid()):
                        found[stat.parent.name] = max(found.get(stat.parent.name, 0.0), _peak(stat.parent.name))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        over.set()
        watcher.join()


def one(step: str, folder: Path, count: int) -> dict[str, Any]:
    """Do one step here; return seconds, and the megabytes that it needed beyond those of an open trail."""
    with _opened(folder) as (trail, database), _children() as helpers:
        trail.status()
        before = _peak()
        begun = time.perf_counter()
        found = STEPS[step][0](trail, database, count)
        seconds = time.perf_counter() - begun
    after = _peak()
    return {"seconds": seconds, "grew": after - before, "peak": after, "helpers": sum(helpers.values()), **found}


def million(count: int = COUNT) -> list[Result]:
    """Every step, one after the other, over one trail of a million facts."""
    results = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for step, (_, unit, must) in STEPS.items():
            command = [sys.executable, "-m", "bench.million", step, folder, str(count)]
            said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(f"  {step}: {said}", file=sys.stderr, flush=True)
            note = f"+{said['grew']:.0f} MB over an open trail"
            if said["helpers"]:
                note += f", and a helper of {said['helpers']:.0f} MB"
            ours = said["p95"] if "p95" in said else count / said["seconds"]
            name = f"{count:,} facts: {step.replace('_', ' ')}"
            results.append(Result(name, ours, None, unit, must, higher="p95" not in said, note=note))
    return results


ALL = (million,)


if __name__ == "__main__":
    print(json.dumps(one(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
