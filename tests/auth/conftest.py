"""A gatehouse on each database, or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.auth.gatehouse import Gatehouse
from tests.support.emptied import emptied
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="session")
def gatehouse_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """One PostgreSQL database for all gatehouses of this process; each empties it first."""
    with postgres_server.empty_database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def gate(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gatehouse]:
    """A gatehouse on each database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'office.sqlite3'}"
    else:
        url = emptied(request.getfixturevalue("gatehouse_postgres_url"))
    gate = Gatehouse(url, tmp_path)
    yield gate
    gate.database.close()


@pytest.fixture
def small(sqlite_url: str, tmp_path: Path) -> Iterator[Gatehouse]:
    """A gatehouse on SQLite alone."""
    gate = Gatehouse(sqlite_url, tmp_path)
    yield gate
    gate.database.close()
