"""An open city behind its API, on SQLite; `each_city` is one on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.testing import SetClock, open_office
from tests.web.api.room import City, haneul


@pytest.fixture
def clock() -> SetClock:
    """Monday, 21 September 2026, 10:00 in Seoul."""
    return SetClock()


@pytest.fixture
def city(tmp_path: Path, clock: SetClock) -> Iterator[City]:
    """The city, empty but for what it declares."""
    with open_office(haneul(), tmp_path, clock=clock) as office:
        opened = City(office)
        yield opened
        opened.site.gate.close()


@pytest.fixture
def each_city(office_url: str, tmp_path: Path, clock: SetClock) -> Iterator[City]:
    """The same on each database."""
    with open_office(haneul(), tmp_path, url=office_url, clock=clock) as office:
        opened = City(office)
        yield opened
        opened.site.gate.close()
