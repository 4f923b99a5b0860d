"""What the tests of attacks share: a small trail, and the exercise on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from egovframe.audit.attacks import Exercise
from egovframe.audit.attacks.master import Master
from tests.audit.place import Place


@pytest.fixture
def filled(place: Place) -> Place:
    """A trail in which something of everything has happened."""
    place.filled()
    return place


@pytest.fixture
def master(filled: Place) -> Iterator[Master]:
    """The master copy of that trail, made ready."""
    with Master.of(filled.database, filled.cabinet, storage=filled.storage, clock=filled.clock) as made:
        made.make_ready()
        yield made


@pytest.fixture
def exercise(filled: Place) -> Iterator[Exercise]:
    """The exercise on that trail."""
    with Exercise.on(filled.database, filled.cabinet, storage=filled.storage, clock=filled.clock) as lent:
        yield lent
