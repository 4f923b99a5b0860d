"""Objections to refusals."""

from __future__ import annotations

import pytest

from egovframe.forms.events import ObjectionDecided
from egovframe.forms.service import Petitions
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from tests.forms.course import Case
from tests.forms.desk import VISITOR, Desk

FILE = Petitions.file_objection


def test_law_35_1_within_60_days_of_being_told(desk: Desk) -> None:
    """The day of being told does not count, and the last day counts whole: 21 September and 60 days is 20 November."""
    case, other = Case(desk).refused(), Case(desk).refused()
    desk.time.forward(days=60, hours=13)  # 20 November, 23:00
    assert "file_objection" in case.holders()
    objected = case.holder(FILE, "사유지가 아닙니다.")
    assert (objected.state, objected.open, objected.outcome) == ("objected", True, None)
    assert objected.decision is not None, "what is objected to stays to be read"
    desk.time.forward(hours=1)
    with pytest.raises(Conflict, match="60 days"):
        other.holder(FILE, "사유지가 아닙니다.")


def test_law_35_1_only_its_holder_against_a_refusal_once(desk: Desk) -> None:
    """Not against an answer, not by others, not without reasons and not twice."""
    answered = Case(desk)
    answered.officer(Petitions.answer, "고쳤습니다.")
    with pytest.raises(Conflict):
        answered.holder(FILE, "아닙니다.")
    case = Case(desk).refused()
    with pytest.raises(NotFound), desk.work(VISITOR) as work:
        desk.at(work).file_objection(case.receipt, "아닙니다.")
    with pytest.raises(Invalid):
        case.holder(FILE, "")
    case.holder(FILE, "아닙니다.")
    case.officer(Petitions.dismiss_objection, "사유지입니다.", basis="도로법 제2조", remedy="행정심판")
    desk.run_due_tasks()
    with pytest.raises(Conflict, match="once"):
        case.holder(FILE, "그래도 아닙니다.")


def test_law_35_2_decided_in_ten_days_extended_once_by_ten(desk: Desk) -> None:
    """By the civil law: the first day does not count, a last day off moves on."""
    case = Case(desk).refused()
    case.holder(FILE, "아닙니다.")
    local = desk.forms.calendar.local
    assert f"{local(case.now().due):%m-%d}" == "10-01"
    with pytest.raises(Invalid):
        case.officer(Petitions.extend_objection, "")
    case.officer(Petitions.extend_objection, "현장을 다시 봅니다.")
    assert f"{local(case.now().due):%m-%d}" == "10-12"  # the 11th is a Sunday
    assert moment(desk.facts.last("petition.objection_extended").details["due"]) == case.now().due
    with pytest.raises(Conflict, match="already"):
        case.officer(Petitions.extend_objection, "한 번 더")


def test_law_35_granted_or_dismissed_with_reasons_basis_and_remedy(desk: Desk) -> None:
    """법27③ holds for the dismissal too; both are told and the case is then closed again."""
    outcomes: list[str] = []
    desk.observers.on(ObjectionDecided, lambda event, _: outcomes.append(event.outcome))
    granted, dismissed = Case(desk).refused(), Case(desk).refused()
    desk.time.forward(minutes=5)
    for case in (granted, dismissed):
        case.holder(FILE, "아닙니다.")
    with pytest.raises(Invalid):
        granted.officer(Petitions.grant_objection, " ")
    with pytest.raises(Invalid) as caught:
        dismissed.officer(Petitions.dismiss_objection, "사유지입니다.", basis="", remedy=" ")
    assert [fault.field for fault in caught.value.faults] == ["basis", "remedy"]
    granted.officer(Petitions.grant_objection, "고치겠습니다.")
    dismissed.officer(Petitions.dismiss_objection, "사유지입니다.", basis="도로법 제2조", remedy="행정심판")
    assert outcomes == ["granted", "dismissed"]
    assert (granted.now().state, dismissed.now().state) == ("granted", "refused")
    desk.run_due_tasks()
    assert (granted.now().state, granted.now().outcome) == ("closed", "granted")
    assert (dismissed.now().state, dismissed.now().outcome) == ("closed", "refused")
    course = granted.course()
    assert [kind for kind in course if kind != "notified"] == [
        "received",
        "assigned",
        "refused",
        "closed",
        "objected",
        "objection_granted",
        "closed",
    ]
