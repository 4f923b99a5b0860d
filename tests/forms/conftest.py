"""A desk with two forms, on each database or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forms.desk import Desk


@pytest.fixture
def desk(emptied_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk on each database."""
    desk = Desk(emptied_url, tmp_path)
    yield desk
    desk.database.close()


@pytest.fixture
def small_desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk on SQLite alone, for what touches no SQL of its own."""
    desk = Desk(sqlite_url, tmp_path)
    yield desk
    desk.database.close()
