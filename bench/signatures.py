"""A crowd signs one petition: from the post of a link's key to the durable row, beside the hand-written server."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from bench.load import TOKEN, Run, _answer
from bench.measure import Result
from bench.square import furnish, settings_of
from bench.submit import CONNECTIONS, ROOT
from tests.support.postgres import running_postgres
from tests.support.processes import Served, command, free_port, serve

PEOPLE = 60_000
"""Links that are made: more than are followed in the rounds."""
CONFIRM = "/signatures/confirm"


async def _person(url: str, keys: Iterator[str], *, until: float, out: list[float]) -> int:
    """Follow links over one connection until the time is up; return how many were refused."""
    place, failed = urlsplit(url), 0
    host, port = place.hostname, place.port
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET /signatures/{next(keys)} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        _status, page, cookies = await _answer(reader)
        found = TOKEN.search(page)
        if found is None:
            message = "a link shows no form"
            raise RuntimeError(message)
        cookie = "; ".join(each.split(b";")[0].decode() for each in cookies)
        while time.perf_counter() < until:
            body = urlencode({"csrf-token": found[1].decode(), "key": next(keys)}).encode()
            head = (
                f"POST {CONFIRM} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            begun = time.perf_counter()
            writer.write(head.encode() + body)
            status, _body, _cookies = await _answer(reader)
            out.append((time.perf_counter() - begun) * 1000)
            failed += status != 303
    finally:
        writer.close()
    return failed


async def _crowd(url: str, keys: Iterator[str], seconds: float) -> Run:
    latencies: list[float] = []
    begun = time.perf_counter()
    people = [_person(url, keys, until=begun + seconds, out=latencies) for _ in range(CONNECTIONS)]
    failed = sum(await asyncio.gather(*people))
    return Run(len(latencies), time.perf_counter() - begun, tuple(sorted(latencies)), failed)


def _run(url: str, keys: Iterator[str], seconds: float) -> Run:
    if urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
        message = f"load goes to this machine only, not to {url}"
        raise ValueError(message)
    run = asyncio.run(_crowd(url, keys, seconds))
    if run.failed:
        message = f"{run.failed} of {run.done} signatures were not taken by {url}"
        raise RuntimeError(message)
    return run


def _measured(name: str, folder: Path, url: str, floor_database: str, *, rounds: int, seconds: float) -> list[Result]:
    environment = settings_of(folder, url)
    links = furnish(environment, people=PEOPLE)
    with ExitStack() as stack:
        port = free_port()
        words = command("--app", "bench.square:app", "run", "--port", str(port))
        ours: Served = stack.enter_context(serve(words, cwd=folder, env={**environment, "PYTHONPATH": str(ROOT)}))
        floor_words = [sys.executable, "-m", "bench.square_floor", floor_database, str(free_port())]
        floor: Served = stack.enter_context(serve(floor_words, cwd=ROOT))
        with urlopen(f"{floor.url.rstrip('/')}/keys?people={PEOPLE}") as answer:
            floor_links: list[str] = json.load(answer)
        sides = ((ours, iter(links)), (floor, iter(floor_links)))
        seen: tuple[list[Run], list[Run]] = ([], [])
        for number in range(rounds + 1):
            for runs, (running, keys) in zip(seen, sides, strict=True):
                run = _run(running.url, keys, seconds if number else 1.0)
                if number:
                    runs.append(run)
    rate, floor_rate = (median(run.rate for run in runs) for runs in seen)
    slow, floor_slow = (median(run.percentile(0.99) for run in runs) for runs in seen)
    note = "UK e-petitions fell over at 25 signatures/s in 2019"
    title = f"petition signed, {name}, {CONNECTIONS} connections"
    return [
        Result(title, rate, floor_rate, "signatures/s", "≥ 0.4×, ≥ 100/s", note=note),
        Result(f"petition signed, p99, {name}", slow, floor_slow, "ms", "≤ 500 ms", higher=False),
    ]


def sqlite(*, rounds: int = 3, seconds: float = 5.0) -> list[Result]:
    """On SQLite: one process, one database file."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'office.sqlite3'}"
        return _measured("SQLite", folder, url, str(folder / "floor.sqlite3"), rounds=rounds, seconds=seconds)


def postgresql(*, rounds: int = 3, seconds: float = 5.0) -> list[Result]:
    """On PostgreSQL: a server of our own that flushes every commit, one process on each side."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as stack:
        server = stack.enter_context(running_postgres(durable=True))
        url, floor = (stack.enter_context(server.empty_database()) for _ in range(2))
        return _measured("PostgreSQL", Path(name), url, floor, rounds=rounds, seconds=seconds)


ALL = (sqlite, postgresql)
