"""An open town for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.testing import SetClock, open_office
from tests.web.portal.town import Town
from tests.web.portal.town import town as declared


@pytest.fixture
def clock() -> SetClock:
    """Monday, 21 September 2026, 10:00 in Seoul."""
    return SetClock()


@pytest.fixture
def town(tmp_path: Path, clock: SetClock) -> Iterator[Town]:
    """The town, nobody there yet."""
    with open_office(declared(), tmp_path, clock=clock) as office:
        yield Town(office, clock)
