"""A records room on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.records.room import Room


@pytest.fixture
def room(emptied_url: str, tmp_path: Path) -> Iterator[Room]:
    """A records room on each database."""
    room = Room(emptied_url, tmp_path)
    yield room
    room.database.close()
