"""A city square: an office whose petitions are public, on each database or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forms.public.square import Square


@pytest.fixture
def square(emptied_url: str, tmp_path: Path) -> Iterator[Square]:
    """A square on each database."""
    square = Square(emptied_url, tmp_path)
    yield square
    square.database.close()


@pytest.fixture
def small_square(sqlite_url: str, tmp_path: Path) -> Iterator[Square]:
    """A square on SQLite alone, for what touches no SQL of its own."""
    square = Square(sqlite_url, tmp_path)
    yield square
    square.database.close()
