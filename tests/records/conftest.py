"""A records room on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.records.room import Room
from tests.support.emptied import emptied
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="session")
def shared_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """One PostgreSQL database for all records rooms of this process; each room empties it first."""
    with postgres_server.empty_database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Room]:
    """A records room on each database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'office.sqlite3'}"
    else:
        url = emptied(request.getfixturevalue("shared_postgres_url"))
    room = Room(url, tmp_path)
    yield room
    room.database.close()
