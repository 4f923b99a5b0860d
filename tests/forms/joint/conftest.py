"""An open office whose petitions other units take part in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.office import Office
from egovframe.testing import SetClock, open_office
from tests.forms.routing.town import town


@pytest.fixture
def clock() -> SetClock:
    """Monday, 21 September 2026, 10:00 in Seoul."""
    return SetClock()


@pytest.fixture
def office(tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """The office on SQLite."""
    with open_office(town(), tmp_path, clock=clock) as office:
        yield office


@pytest.fixture
def office_anywhere(office_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """The office on SQLite and on PostgreSQL."""
    with open_office(town(), tmp_path, url=office_url, clock=clock) as office:
        yield office


@pytest.fixture
def office_on_postgres(postgres_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """The office on PostgreSQL alone, where units of work run beside each other."""
    with open_office(town(), tmp_path, url=postgres_url, clock=clock) as office:
        yield office
