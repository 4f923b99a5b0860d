"""The conditions of the procedure."""

from __future__ import annotations

import pytest

from egovframe.forms.procedure.guards import WRONG, Guards
from egovframe.forms.procedure.model import GUARDS
from egovframe.forms.store import by_receipt
from egovframe.kernel.errors import Conflict
from tests.forms.course import Case
from tests.forms.desk import SYSTEM, Desk


def test_every_condition_can_be_asked_and_says_what_is_wrong(desk: Desk) -> None:
    """Of a fresh case these hold, the others do not and say so."""
    case = Case(desk)
    with desk.look(SYSTEM) as look:
        row = by_receipt(look.conn, case.receipt)
        assert row is not None
        guards = Guards(look, desk.forms, row)
        assert {guard for guard in GUARDS if guards.holds(guard)} == {
            "supplements_left",
            "extension_left",
            "running",
            "not_statutory",
            "unrated",
            "parts_settled",
        }
        with pytest.raises(Conflict, match=WRONG["paused"]):
            guards.check(["running", "paused"])
    assert set(WRONG) == set(GUARDS)
