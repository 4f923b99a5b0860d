"""What the tests of the audit trail share."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.audit.helping import helpers
from tests.audit.place import Place, trail_alone


@pytest.fixture
def place(sqlite_url: str, tmp_path: Path) -> Iterator[Place]:
    """A trail alone on SQLite."""
    with trail_alone(sqlite_url, tmp_path) as lent:
        yield lent


@pytest.fixture
def place_on_both(database_url: str, tmp_path: Path) -> Iterator[Place]:
    """A trail alone, once on SQLite and once on PostgreSQL."""
    with trail_alone(database_url, tmp_path) as lent:
        yield lent


@pytest.fixture
def started_helpers(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The helper processes that were started."""
    found: list[subprocess.Popen[bytes]] = []
    start = helpers._started

    def counted() -> subprocess.Popen[bytes]:
        found.append(start())
        return found[-1]

    monkeypatch.setattr(helpers, "_started", counted)
    return found


@pytest.fixture
def dying_helpers(started_helpers: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every helper is killed as soon as it was started."""
    start = helpers._started

    def killed() -> subprocess.Popen[bytes]:
        process = start()
        process.kill()
        return process

    monkeypatch.setattr(helpers, "_started", killed)
