"""An open office with officers of the roads, their head and a petition supervisor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.office import Office
from egovframe.testing import SetClock, open_office
from tests.forms.escalation.city import supervised


@pytest.fixture
def clock() -> SetClock:
    """Monday, 21 September 2026, 10:00 in Seoul."""
    return SetClock()


@pytest.fixture
def office(tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """The office on SQLite."""
    with open_office(supervised(), tmp_path, clock=clock) as office:
        yield office


@pytest.fixture
def office_anywhere(office_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """The office on SQLite and on PostgreSQL."""
    with open_office(supervised(), tmp_path, url=office_url, clock=clock) as office:
        yield office
