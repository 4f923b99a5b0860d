"""The server killed in the middle of a crowd: what a client was told is there, once, and the trail verifies."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.processes import Served, command, free_port, serve

CROWD = 200
CONNECTIONS = 32
ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """app = "killed:app"

[log]
level = "WARNING"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office's folder with a city of one form."""
    (tmp_path / "egovframe.toml").write_text(SETTINGS)
    (tmp_path / "killed.py").write_text("from tests.office.city import haneul\n\napp = haneul()\n")
    return tmp_path


async def _file(url: str, number: int, told: dict[str, str]) -> None:
    """File one petition through the API; what the answer says is what the client was told."""
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        body = json.dumps({"answers": {"where": f"하늘로 {number}", "phone": "010-1234-5678"}}).encode()
        writer.write(
            f"POST /api/v1/forms/pothole/petitions HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: crowd-{number}-key\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        answer = await reader.read()
    finally:
        writer.close()
    head, _, content = answer.partition(b"\r\n\r\n")
    if head.startswith(b"HTTP/1.1 201") and content.endswith(b"}"):
        told[json.loads(content)["receipt"]] = f"하늘로 {number}"


async def _crowd(served: Served, after: int) -> dict[str, str]:
    """Send the crowd, kill the server once so many were told, and return what everybody was told."""
    told: dict[str, str] = {}
    places = asyncio.Semaphore(CONNECTIONS)

    async def one(number: int) -> None:
        async with places:
            try:
                await _file(served.url, number, told)
            except (OSError, asyncio.IncompleteReadError):
                return
            if len(told) >= after and served.process.poll() is None:
                served.process.kill()

    await asyncio.gather(*(one(number) for number in range(CROWD)))
    return told


def _stored(folder: Path) -> dict[str, str]:
    database = sqlite3.connect(folder / "data" / "office.sqlite3")
    try:
        rows = database.execute("SELECT receipt, answers FROM petitions").fetchall()
    finally:
        database.close()
    assert len(dict(rows)) == len(rows)
    return {receipt: json.loads(answers)["where"] for receipt, answers in rows}


def _assert_nothing_is_lost_by_a_kill(folder: Path, after: int) -> None:
    env = {"PYTHONPATH": str(ROOT)}
    with serve(command("run", "--port", str(free_port())), cwd=folder, env=env) as served:
        told = asyncio.run(_crowd(served, after))
        served.process.kill()
    assert len(told) >= after
    with serve(command("run", "--port", str(free_port())), cwd=folder, env=env) as served:
        again: dict[str, str] = {}
        for number in range(3):  # a client that never got its answer asks again and gets the one petition there is
            asyncio.run(_file(served.url, number, again))
    stored = _stored(folder)
    assert {receipt: stored.get(receipt) for receipt in told} == told
    assert len(set(stored.values())) == len(stored), "a request sent twice became two petitions"
    verified = _verify(folder)
    assert verified["holds"], verified["findings"]


def _verify(folder: Path) -> dict[str, object]:
    result = subprocess.run(
        [sys.executable, "-m", "egovframe", "verify", "--json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    document: dict[str, object] = json.loads(result.stdout)
    assert result.returncode == (0 if document["holds"] else 1)
    return document


@pytest.mark.sampled(one_in=2)
@pytest.mark.parametrize("after", [25, 120])
def test_every_receipt_that_a_client_got_survives_a_kill(folder: Path, after: int) -> None:
    """200 submissions at once, the server killed (signal 9) once so many were answered."""
    _assert_nothing_is_lost_by_a_kill(folder, after)


@pytest.mark.heavy
@pytest.mark.timeout(600)
def test_ten_kills_at_random_moments(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Ten times, each at another moment."""
    for number in range(10):
        place = tmp_path_factory.mktemp(f"kill{number}")
        for file in ("egovframe.toml", "killed.py"):
            (place / file).write_text((folder / file).read_text())
        _assert_nothing_is_lost_by_a_kill(place, random.Random(number).randrange(1, 180))
