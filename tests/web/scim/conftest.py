"""An open city behind its SCIM server, on SQLite; `each_town` is one on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.testing import open_office
from tests.web.api.room import haneul
from tests.web.scim.room import Connector, Town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """The city, empty but for what it declares."""
    with open_office(haneul(), tmp_path) as office:
        opened = Town(office)
        yield opened
        opened.site.gate.close()


@pytest.fixture
def each_town(office_url: str, tmp_path: Path) -> Iterator[Town]:
    """The same on each database."""
    with open_office(haneul(), tmp_path, url=office_url) as office:
        opened = Town(office)
        yield opened
        opened.site.gate.close()


@pytest.fixture
def connector(town: Town) -> Connector:
    """The provisioning system."""
    return town.connector
