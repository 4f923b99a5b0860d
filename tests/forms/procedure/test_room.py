"""What every verb on a case does the same way."""

from __future__ import annotations

import json

from egovframe.forms.procedure import store
from egovframe.forms.service import Petitions
from tests.forms.course import Case
from tests.forms.desk import OFFICER, Desk


def test_a_step_says_what_when_where_and_who(desk: Desk) -> None:
    """One row a step after the receipt; what was written is sealed by the case's key and can be read again."""
    case = Case(desk)
    case.officer(Petitions.assign)
    case.officer(Petitions.transfer, "parks", "나무 문제입니다.")
    with desk.look(OFFICER) as look:
        assigned, passed = store.steps_of(look.conn, case.id)
        said = desk.at(look).case.said(case.id, passed)
        assert desk.at(look).case.said(case.id, assigned) == {}
    assert (assigned["action"], assigned["state"], assigned["about"], assigned["by"]) == (
        "assign",
        "assigned",
        "Kim",
        "a-1",
    )
    assert (passed["action"], passed["state"], passed["unit"], passed["about"]) == (
        "transfer",
        "received",
        "parks",
        "parks",
    )
    assert said == {"reason": "나무 문제입니다.", "from": "roads 2026-1"}
    assert json.dumps(said["reason"]).encode() not in bytes(passed["details"])


def test_receiving_writes_no_step(desk: Desk) -> None:
    """A submission writes no more than it did: the receipt is in the petition's own row."""
    case = Case(desk)
    with desk.look(OFFICER) as look:
        assert store.steps_of(look.conn, case.id) == []
    assert case.course() == ["received"]
