"""A desk with two forms, on each database or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forms.desk import Desk
from tests.support.emptied import emptied
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="session")
def shared_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """One PostgreSQL database for all desks of this process; each desk empties it first."""
    with postgres_server.empty_database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A desk on each database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'office.sqlite3'}"
    else:
        url = emptied(request.getfixturevalue("shared_postgres_url"))
    desk = Desk(url, tmp_path)
    yield desk
    desk.database.close()


@pytest.fixture
def small_desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk on SQLite alone, for what touches no SQL of its own."""
    desk = Desk(sqlite_url, tmp_path)
    yield desk
    desk.database.close()
