"""What the tests of the kernel share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.place import SmallOffice, small_office


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[SmallOffice]:
    """A small office on SQLite."""
    with small_office(sqlite_url, tmp_path) as lent:
        yield lent


@pytest.fixture
def office_on_both(database_url: str, tmp_path: Path) -> Iterator[SmallOffice]:
    """A small office, once on SQLite and once on PostgreSQL."""
    with small_office(database_url, tmp_path) as lent:
        yield lent
