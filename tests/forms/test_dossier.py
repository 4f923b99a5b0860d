"""Everything there is about a closed case, for whoever keeps its record."""

from __future__ import annotations

import pytest

from egovframe.forms.dossier import dossier
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.permissions import Forbidden
from tests.forms.desk import CITIZEN, OFFICER, POTHOLE, READER, SYSTEM, Desk


def test_a_closed_case_is_whole(desk: Desk) -> None:
    """Form, all answers in the clear, decision, history, notices and whose data it is."""
    petition = desk.submit(by=CITIZEN).petition
    with desk.work(OFFICER) as work:
        desk.at(work).refuse(petition.receipt, "이유", basis="도로법 33", remedy="행정심판")
    desk.run_due_tasks()
    with desk.look(SYSTEM) as look:
        case = dossier(look, desk.forms, petition.id)
    assert case.answers == POTHOLE
    assert case.petition.form.phone == "010-1234-5678"
    assert case.definition["name"] == "pothole"
    assert case.decision is not None
    assert {name: case.decision[name] for name in ("kind", "text", "basis", "remedy", "by_name")} == {
        "kind": "refused", "text": "이유", "basis": "도로법 33", "remedy": "행정심판", "by_name": "Kim",
    }  # fmt: skip
    assert [step["kind"] for step in case.history] == ["received", "assigned", "refused", "notified", "closed"]
    assert [(notice["kind"], notice["state"]) for notice in case.notices] == [("refusal", "sent")]
    assert case.subjects == (f"petition:{petition.id}", "account:c-1")


def test_only_closed_cases_and_only_for_who_may_reveal(desk: Desk) -> None:
    """An open case is a conflict, an unknown one not found."""
    petition = desk.submit().petition
    with desk.look(SYSTEM) as look:
        with pytest.raises(Conflict):
            dossier(look, desk.forms, petition.id)
        with pytest.raises(NotFound):
            dossier(look, desk.forms, "nothing")
    with pytest.raises(Forbidden), desk.look(READER) as look:
        dossier(look, desk.forms, petition.id)
