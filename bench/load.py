"""A load driver in plain asyncio: many keep-alive connections that each file petitions one after the other."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urlencode, urlsplit

TOKEN = re.compile(rb'name="csrf-token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Run:
    """What one round saw: requests, the seconds it took, and each latency in milliseconds, sorted."""

    done: int
    seconds: float
    latencies: tuple[float, ...]
    failed: int

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.done / self.seconds

    def percentile(self, part: float) -> float:
        """Return the latency below which this part of all requests lies, in milliseconds."""
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * part))]


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, list[bytes]]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lines = head.split(b"\r\n")
    headers = {line.split(b":", 1)[0].lower(): line.split(b":", 1)[1].strip() for line in lines[1:] if b":" in line}
    cookies = [line.split(b":", 1)[1].strip() for line in lines[1:] if line.lower().startswith(b"set-cookie:")]
    length = int(headers.get(b"content-length", b"0"))
    return status, await reader.readexactly(length), cookies


async def _person(url: SplitResult, path: str, fields: dict[str, str], *, until: float, out: list[float]) -> int:
    """File petitions over one connection until the time is up; return how many were refused."""
    failed = 0
    host, port = url.hostname, url.port
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        _status, page, cookies = await _answer(reader)
        found = TOKEN.search(page)
        if found is None:
            message = f"{path} shows no form"
            raise RuntimeError(message)
        cookie = "; ".join(each.split(b";")[0].decode() for each in cookies)
        while time.perf_counter() < until:
            mark = {"csrf-token": found[1].decode(), "form-step": "file", "form-once": secrets.token_urlsafe(16)}
            body = urlencode({**fields, **mark}).encode()
            head = (
                f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\n"
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


async def _all(url: str, path: str, fields: dict[str, str], connections: int, seconds: float) -> Run:
    place = urlsplit(url)
    latencies: list[float] = []
    begun = time.perf_counter()
    people = [_person(place, path, fields, until=begun + seconds, out=latencies) for _ in range(connections)]
    failed = sum(await asyncio.gather(*people))
    return Run(len(latencies), time.perf_counter() - begun, tuple(sorted(latencies)), failed)


def load(url: str, path: str, fields: dict[str, str], *, connections: int = 32, seconds: float = 5.0) -> Run:
    """File petitions at a server on this machine; raises RuntimeError when it refuses any."""
    if urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
        message = f"load goes to this machine only, not to {url}"
        raise ValueError(message)
    run = asyncio.run(_all(url, path, fields, connections, seconds))
    if run.failed:
        message = f"{run.failed} of {run.done} petitions were not taken by {url}"
        raise RuntimeError(message)
    return run
