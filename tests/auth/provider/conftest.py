"""A provider on each database."""

from __future__ import annotations

import pytest

from tests.auth.gatehouse import Gatehouse
from tests.auth.provider.hall import Hall


@pytest.fixture
def hall(gate: Gatehouse) -> Hall:
    """Kim is signed in; the system of the roads is a client."""
    return Hall(gate)
