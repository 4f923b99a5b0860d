"""The database of a city that ran on eGovFrame, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth.importing.framework.store import Elsewhere
from tests.auth.conftest import small
from tests.auth.importing.framework.old_city import old_city

__all__ = ["small"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of the old city's database."""
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgres_url"))
    old_city(url)
    return url


@pytest.fixture
def old(old_url: str) -> Iterator[Elsewhere]:
    """The old city's database, read only."""
    database = Elsewhere(old_url)
    yield database
    database.close()
