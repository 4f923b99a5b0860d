"""One large file sent with the portal's form: how fast it is kept, and what it costs the server in memory.

Beside it stands a server that writes the same body to the disk and flushes it once. Ours takes the form apart, looks
into the file, hashes it, encrypts it into the storage, and writes its row and its fact in one durable commit; the
worker looks after it afterwards. `BENCH_UPLOAD_MIB` says how large the file is. What is sent is made here.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import psutil

from bench.load import TOKEN
from bench.measure import Result
from bench.submit import ROOT
from bench.upload_city import PDF
from bench.upload_floor import PATH
from tests.support.processes import Served, command, free_port, serve

MIB = 1 << 20
SIZE = int(os.environ.get("BENCH_UPLOAD_MIB", "1024"))
KEPT = re.compile(rb'<input type="hidden" name="file" value="([^"]+)"')
BOUNDARY = "bench-4c1d0e7a"
OFTEN = 0.02
"""The seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One upload: the seconds until it was answered, and the bytes that the server took more than before, at most."""

    seconds: float
    more: int


def _rss(pid: int) -> int:
    """Return the bytes of memory that a server and its children have."""
    server = psutil.Process(pid)
    return sum(each.memory_info().rss for each in (server, *server.children(recursive=True)))


@contextmanager
def _watched(pid: int) -> Iterator[list[int]]:
    """Look at the memory of a server again and again; the list has what it was first and at most."""
    seen, over = [_rss(pid)] * 2, threading.Event()

    def look() -> None:
        while not over.wait(OFTEN):
            seen[1] = max(seen[1], _rss(pid))

    watcher = threading.Thread(target=look, name="memory", daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()
        seen[1] = max(seen[1], _rss(pid))


def _pieces(size: int) -> Iterator[bytes]:
    """Yield a PDF file of so many MiB, as far as its type goes, that packs no smaller."""
    block = random.Random(5).randbytes(MIB)
    begin, end = b"%PDF-1.7\n", b"\n%%EOF\n"
    yield begin
    for _ in range(size - 1):
        yield block
    yield block[: MIB - len(begin) - len(end)]
    yield end


def send(url: str, *, size: int) -> float:
    """Send a file of so many MiB with the form of a server on this machine; return the seconds until the answer.

    Raises RuntimeError when it was not kept.
    """
    place = urlsplit(url)
    if place.hostname not in ("127.0.0.1", "localhost"):
        message = f"load goes to this machine only, not to {url}"
        raise ValueError(message)
    line = http.client.HTTPConnection(place.hostname, place.port or 80, timeout=600)
    try:
        line.request("GET", PATH)
        answer = line.getresponse()
        cookies = [each.partition(";")[0] for each in answer.headers.get_all("set-cookie") or ()]
        found = TOKEN.search(answer.read())
        if found is None:
            message = f"{url} shows no form"
            raise RuntimeError(message)
        said = {"csrf-token": found[1].decode(), "form-step": "check", "title": "하늘로 12 증축"}
        texts = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in said.items()
        )
        head = (
            f'{texts}--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="plan.pdf"\r\n'
            f"Content-Type: {PDF}\r\n\r\n"
        ).encode()
        tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        line.putrequest("POST", PATH)
        line.putheader("Cookie", "; ".join(cookies))
        line.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        line.putheader("Content-Length", str(len(head) + size * MIB + len(tail)))
        begun = time.perf_counter()
        line.endheaders(head)
        for piece in _pieces(size):
            line.send(piece)
        line.send(tail)
        answer = line.getresponse()
        page = answer.read()
        took = time.perf_counter() - begun
        if answer.status != 200 or not KEPT.search(page):
            message = f"the file was not kept: {answer.status} {page[:500]!r}"
            raise RuntimeError(message)
        return took
    finally:
        line.close()


def _measured(running: Served, *, size: int) -> Sent:
    with _watched(running.process.pid) as seen:
        took = send(running.url, size=size)
    return Sent(took, seen[1] - seen[0])


@contextmanager
def _served(folder: Path) -> Iterator[Served]:
    """Serve the city that takes large files, without a scanner, with its data in the folder."""
    env = {
        "EGOVFRAME_DATA_DIR": str(folder / "data"),
        "EGOVFRAME_LOG__LEVEL": "WARNING",
        "EGOVFRAME_WEB__MAX_UPLOAD": str(16 << 30),
        "EGOVFRAME_FORMS__FILES__PER_ADDRESS": str(64 << 30),
        "PYTHONPATH": str(ROOT),
    }
    words = command("--app", "bench.upload_city:app", "run", "--port", str(free_port()))
    with serve(words, cwd=folder, env=env) as running:
        yield running


def uploads(*, rounds: int = 3, size: int = SIZE) -> list[Result]:
    """Send the file to both in turn, after a small one that is not counted; the memory is that of the worst round."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name)
        ours = stack.enter_context(_served(folder))
        words = [sys.executable, "-m", "bench.upload_floor", str(folder / "floor.sqlite3"), str(free_port())]
        floor = stack.enter_context(serve(words, cwd=ROOT))
        seen: tuple[list[Sent], list[Sent]] = ([], [])
        for number in range(rounds + 1):
            for place, running in zip(seen, (ours, floor), strict=True):
                sent = _measured(running, size=size if number else 1)
                if number:
                    place.append(sent)
    rates = [size / median(each.seconds for each in side) for side in seen]
    worst = [max(each.more for each in side) / 1_000_000 for side in seen]
    note = "taken apart, looked into, hashed, encrypted, with row and fact; the floor writes and flushes"
    title = f"file of {size:,} MiB sent with a form"
    return [
        Result(title, rates[0], rates[1], "MiB/s", "–", note=note),
        Result(f"memory more than before, {title}", worst[0], worst[1], "MB", "+≤ 50 MB", higher=False),
    ]


ALL = (uploads,)
