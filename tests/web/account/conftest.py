"""An open town for each test, with an officer and a citizen who have accounts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth.settings import AuthSettings
from egovframe.testing import SetClock, open_office
from tests.web.account.people import PASSWORD, People
from tests.web.portal.town import CONSOLE, town


@pytest.fixture
def clock() -> SetClock:
    """Monday, 21 September 2026, 10:00 in Seoul."""
    return SetClock()


@pytest.fixture
def people(tmp_path: Path, clock: SetClock) -> Iterator[People]:
    """`kim` is an officer of the roads, `lee` a citizen; three failures in a row slow an account down."""
    with open_office(town(), tmp_path, clock=clock, auth=AuthSettings.quick(free_tries=3)) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("kim", password=PASSWORD)
            work.accounts.add("lee", kind="citizen", password=PASSWORD)
            work.accounts.grant("kim", "road-officer", unit="roads")
        yield People(office, clock)
