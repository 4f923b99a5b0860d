"""Taking a petition only as it was seen."""

from __future__ import annotations

import pytest

from egovframe.kernel.errors import Conflict
from egovframe.web.desk.handling import take
from tests.web.desk.hall import Hall


def test_take_as_seen(hall: Hall) -> None:
    """The petition goes to the actor while it has the handler that the page showed, and to nobody otherwise."""
    receipt = hall.petition()
    hall.officer("kim", "road-officer")
    kim = hall.office.auth.sign_in("kim", "사과나무 아래 노란 우산 7")[1].actor
    with hall.office.work(by=kim) as work, pytest.raises(Conflict):
        take(work, receipt, seen="somebody")
    with hall.office.work(by=kim) as work:
        assert take(work, receipt, seen="").handler == kim.id
    with hall.office.work(by=kim) as work, pytest.raises(Conflict):
        take(work, receipt, seen="")
