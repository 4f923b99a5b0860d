"""An open town hall for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.testing import SetClock, open_office
from tests.web.desk.hall import Hall, haneul


@pytest.fixture
def clock() -> SetClock:
    """Monday, 21 September 2026, 10:00 in Seoul."""
    return SetClock()


@pytest.fixture
def hall(tmp_path: Path, clock: SetClock) -> Iterator[Hall]:
    """The town hall of Haneul City, nobody there yet."""
    with open_office(haneul(), tmp_path, clock=clock) as office:
        yield Hall(office, clock)


@pytest.fixture
def hall_anywhere(office_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Hall]:
    """The town hall on SQLite and on PostgreSQL."""
    with open_office(haneul(), tmp_path, url=office_url, clock=clock) as office:
        yield Hall(office, clock)
