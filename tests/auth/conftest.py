"""A gatehouse on each database, or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.auth.gatehouse import Gatehouse


@pytest.fixture
def gate(emptied_url: str, tmp_path: Path) -> Iterator[Gatehouse]:
    """A gatehouse on each database."""
    gate = Gatehouse(emptied_url, tmp_path)
    yield gate
    gate.database.close()


@pytest.fixture
def small(sqlite_url: str, tmp_path: Path) -> Iterator[Gatehouse]:
    """A gatehouse on SQLite alone."""
    gate = Gatehouse(sqlite_url, tmp_path)
    yield gate
    gate.database.close()
