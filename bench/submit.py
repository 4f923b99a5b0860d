"""One petition filed over HTTP, from the form post to the durable row, beside a hand-written server and a peer."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import psutil

from bench.city import posted
from bench.load import Run, load
from bench.measure import Result
from tests.support.postgres import running_postgres
from tests.support.processes import Served, command, free_port, serve

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 32
PATH = "/forms/request"
BESIDE = ("floor", "peer")


@contextmanager
def served(folder: Path, url: str) -> Iterator[Served]:
    """Serve the measured city, with its data in the folder, on this database."""
    port = free_port()
    env = {
        "EGOVFRAME_DATA_DIR": str(folder / "data"),
        "EGOVFRAME_DATABASE__URL": url,
        "EGOVFRAME_LOG__LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT),
    }
    with serve(command("--app", "bench.city:app", "run", "--port", str(port)), cwd=folder, env=env) as running:
        yield running


@contextmanager
def _beside(module: str, database: str) -> Iterator[Served]:
    """Serve what is measured beside it, on a database of its own."""
    with serve([sys.executable, "-m", f"bench.{module}", database, str(free_port())], cwd=ROOT) as running:
        yield running


def _cpu(running: Served) -> float:
    times = psutil.Process(running.process.pid).cpu_times()
    return times.user + times.system


def _rounds(*sides: Served, rounds: int, seconds: float) -> list[list[tuple[Run, float]]]:
    """Return the runs of each in turn with the CPU milliseconds that a petition took in the server."""
    seen: list[list[tuple[Run, float]]] = [[] for _ in sides]
    for number in range(rounds + 1):
        for place, running in zip(seen, sides, strict=True):
            before = _cpu(running)
            run = load(running.url, PATH, posted(), connections=CONNECTIONS, seconds=seconds if number else 1.0)
            if number:
                place.append((run, (_cpu(running) - before) * 1000 / run.done))
    return seen


def _results(name: str, seen: list[list[tuple[Run, float]]]) -> list[Result]:
    """Return the lines of ours beside the floor and the peer."""
    rates = [median(run.rate for run, _ in side) for side in seen]
    waits = [median(run.percentile(0.99) for run, _ in side) for side in seen]
    cpu = [median(each for _, each in side) for side in seen]
    what = f"petition submitted, {name}, {CONNECTIONS} connections"
    return [
        Result(
            what,
            rates[0],
            rates[1],
            "petitions/s",
            "≥ 1.0×",
            note=f"CPU {cpu[0]:.1f} ms a petition, floor {cpu[1]:.1f} ms",
        ),
        Result(f"petition submitted, p99, {name}", waits[0], waits[1], "ms", "≤ 150 ms", higher=False),
        Result(
            f"{what}, beside a peer",
            rates[0],
            rates[2],
            "petitions/s",
            "–",
            note=f"FastAPI, SQLAlchemy's ORM, Jinja (`bench/peer.py`): CPU {cpu[2]:.1f} ms",
        ),
        Result(f"petition submitted, p99, {name}, beside a peer", waits[0], waits[2], "ms", "–", higher=False),
    ]


def sqlite(*, rounds: int = 3, seconds: float = 5.0) -> list[Result]:
    """On SQLite: one process, one database file."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name)
        ours = stack.enter_context(served(folder, f"sqlite:///{folder / 'office.sqlite3'}"))
        others = [stack.enter_context(_beside(each, str(folder / f"{each}.sqlite3"))) for each in BESIDE]
        return _results("SQLite", _rounds(ours, *others, rounds=rounds, seconds=seconds))


def postgresql(*, rounds: int = 3, seconds: float = 5.0) -> list[Result]:
    """On PostgreSQL: a server of our own that flushes every commit, one process on each side."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as stack:
        server = stack.enter_context(running_postgres(durable=True))
        ours = stack.enter_context(served(Path(name), stack.enter_context(server.empty_database())))
        others = [stack.enter_context(_beside(each, stack.enter_context(server.empty_database()))) for each in BESIDE]
        return _results("PostgreSQL", _rounds(ours, *others, rounds=rounds, seconds=seconds))


ALL = (sqlite, postgresql)
