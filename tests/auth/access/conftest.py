"""The hall on each database."""

from __future__ import annotations

import pytest

from tests.auth.access.hall import furnish
from tests.auth.gatehouse import Gatehouse


@pytest.fixture
def hall(gate: Gatehouse) -> Gatehouse:
    """A gatehouse with the roles of these tests and three officers: kim, lee and park."""
    furnish(gate)
    for name in ("kim", "lee", "park"):
        gate.add(name)
    return gate


@pytest.fixture
def nook(small: Gatehouse) -> Gatehouse:
    """The same on SQLite alone."""
    furnish(small)
    for name in ("kim", "lee", "park"):
        small.add(name)
    return small
