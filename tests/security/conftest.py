"""One open city for all requests of a walk: each makes the things that it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth.settings import AuthSettings
from egovframe.forms import Fee
from egovframe.testing import SetClock, open_office
from tests.security.world import CITY, METRICS, World, city


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The city, two months old."""
    folder: Path = tmp_path_factory.mktemp("city")
    auth = AuthSettings.quick(
        authenticators={"password": {"memory_kib": 8, "passes": 1}, "totp": {}}, address_tries=100_000
    )
    clock = SetClock()
    with open_office(
        city(fee=Fee.of(5_000)),
        folder,
        clock=clock,
        web={"public_url": CITY, "metrics": {"token": METRICS}},
        auth=auth,
        forms={"payments": {"card": {"plugin": "demo"}}},
    ) as office:
        made = World(office, clock, folder)
        yield made
        made.app.gate.close()
