"""An office with a month behind it, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.testing import SetClock, open_office
from tests.audit.review.month import Reviewed, officer
from tests.office.city import haneul


@pytest.fixture
def city(office_url: str, tmp_path: Path) -> Iterator[Reviewed]:
    """Monday, 21 September 2026, 10:00 in Seoul."""
    clock = SetClock()
    with open_office(haneul(), tmp_path, url=office_url, clock=clock) as office:
        yield Reviewed(office, clock, officer(office, "kim"), officer(office, "lee"))
