"""An open office of Haneul City on each database, with an officer who has signed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.testing import SetClock, open_office
from tests.office.city import PASSWORD, haneul

CONSOLE = Actor.system("console")


@pytest.fixture
def clock() -> SetClock:
    """Monday, 21 September 2026, 10:00 in Seoul."""
    return SetClock()


@pytest.fixture
def office(office_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """The office, empty but for what it declares."""
    with open_office(haneul(), tmp_path, url=office_url, clock=clock) as opened:
        yield opened


@pytest.fixture
def kim(office: Office) -> Actor:
    """A road officer, signed in."""
    with office.work(by=CONSOLE) as work:
        work.accounts.add("kim", password=PASSWORD)
        work.accounts.grant("kim", "road-officer", unit="roads")
    return office.auth.sign_in("kim", PASSWORD)[1].actor
