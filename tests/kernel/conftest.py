"""What the tests of the kernel share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.kernel.database import metadata
from tests.kernel.place import SmallOffice, small_office, things


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


@pytest.fixture
def guarded_office(database_url: str, tmp_path: Path) -> Iterator[SmallOffice]:
    """A small office on both, whose table of things the guard knows."""
    known = things.to_metadata(metadata)
    try:
        with small_office(database_url, tmp_path) as lent:
            yield lent
    finally:
        metadata.remove(known)
