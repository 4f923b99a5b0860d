"""What the tests of the audit trail share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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
