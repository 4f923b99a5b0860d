"""A desk with files, on each database or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forms.uploads.place import Place, Telling


@pytest.fixture
def place(emptied_url: str, tmp_path: Path) -> Iterator[Place]:
    """A desk with files and a scanner on each database."""
    lent = Place(emptied_url, tmp_path, scanner=Telling(), per_address=100_000)
    yield lent
    lent.database.close()


@pytest.fixture
def small(sqlite_url: str, tmp_path: Path) -> Iterator[Place]:
    """The same on SQLite alone, for what touches no SQL of its own."""
    lent = Place(sqlite_url, tmp_path, scanner=Telling(), pixels=10_000)
    yield lent
    lent.database.close()
