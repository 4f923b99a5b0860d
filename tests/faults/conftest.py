"""A full office, made once, and copies of it to damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.place import Place, trail_alone
from tests.faults.full_city import fill


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office in which something of everything has happened; nobody changes it."""
    folder = tmp_path_factory.mktemp("full")
    fill(folder)
    return folder


@pytest.fixture
def damaged(full: Path, tmp_path: Path) -> Path:
    """A copy of that folder to damage."""
    copy = tmp_path / "city"
    shutil.copytree(full, copy)
    return copy


@pytest.fixture
def place_on_both(database_url: str, tmp_path: Path) -> Iterator[Place]:
    """A trail alone, once on SQLite and once on PostgreSQL."""
    with trail_alone(database_url, tmp_path) as lent:
        yield lent
