"""What is done with a case before it is decided, and what its holder says afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from egovframe.forms.events import Rated, Reminded, Transferred
from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Forbidden
from tests.forms.course import Case
from tests.forms.desk import GARDENER, OFFICER, READER, VISITOR, Desk


def test_who_begins_has_it_from_then_on(desk: Desk) -> None:
    """Unless somebody had it already."""
    case = Case(desk)
    begun = case.officer(Petitions.start)
    assert (begun.state, begun.handler, begun.open) == ("in_progress", "a-1", True)
    with pytest.raises(Forbidden):
        Case(desk).officer(Petitions.start, by=READER)
    assert case.officer(Petitions.assign).state == "in_progress", "another handler does not set it back"


def test_decree_13_1_to_the_right_unit_within_three_office_hours(desk: Desk) -> None:
    """It gets the next number in the other unit's register, nobody has it there, and the limit runs on."""
    desk.submit("suggestion")
    case = Case(desk)
    case.officer(Petitions.assign)
    events: list[tuple[bool, str, str]] = []
    desk.observers.on(Transferred, lambda event, _: events.append((event.inside, event.to, event.unit)))
    for unit, reason in (("roads", "우리 일"), ("moon", "멀다"), ("parks", " ")):
        with pytest.raises(Invalid):
            case.officer(Petitions.transfer, unit, reason)
    case.officer(Petitions.transfer, "parks", "나무 문제입니다.")
    with pytest.raises(NotFound), desk.look(OFFICER) as look:
        desk.at(look).get(case.receipt)
    with desk.look(GARDENER) as look:
        there = desk.at(look).get(case.receipt)
    assert (there.state, there.unit, there.handler, there.registered) == ("received", "parks", None, "2026-2")
    assert there.due == case.filed.petition.due
    assert events == [(True, "parks", "parks")]
    assert desk.facts.last("petition.transferred").details["late"] == 0
    late = Case(desk)
    desk.time.forward(hours=5)
    late.officer(Petitions.transfer, "parks", "나무 문제입니다.")
    assert desk.facts.last("petition.transferred").details["late"] == 1


def test_law_20_a_consultation_has_a_reply_date_inside_the_limit(desk: Desk) -> None:
    """Neither past nor beyond the due date; the reply brings the case back to work."""
    case = Case(desk)
    due = case.now().due
    for reply_by in (desk.time.now(), due + timedelta(minutes=1)):
        with pytest.raises(Invalid):
            case.officer(Petitions.consult, "공원과", "나무를 옮겨도 됩니까?", reply_by=reply_by)
    for body, question in (("", "나무"), ("공원과", "")):
        with pytest.raises(Invalid):
            case.officer(Petitions.consult, body, question, reply_by=due)
    assert case.officer(Petitions.consult, "공원과", "나무를 옮겨도 됩니까?", reply_by=due).state == "consulting"
    with pytest.raises(Invalid):
        case.officer(Petitions.consulted, "")
    assert case.officer(Petitions.consulted, "됩니다.").state == "in_progress"
    assert case.course()[-2:] == ["consulting", "consulted"]


def test_rule_form_7_the_holder_reminds_once_it_is_overdue(desk: Desk) -> None:
    """독촉장: not before, and only the holder."""
    case = Case(desk)
    seen: list[str] = []
    desk.observers.on(Reminded, lambda event, _: seen.append(event.petition_id))
    with pytest.raises(Conflict, match="not overdue"):
        case.holder(Petitions.remind)
    desk.time.forward(days=20)
    case.holder(Petitions.remind)
    with pytest.raises(NotFound), desk.work(VISITOR) as work:
        desk.at(work).remind(case.receipt)
    assert seen == [case.id]


def test_law_26_satisfaction_is_stated_once_after_the_decision(desk: Desk) -> None:
    """From 1 to 5; the words are sealed, the number is not."""
    case = Case(desk)
    scores: list[int] = []
    desk.observers.on(Rated, lambda event, _: scores.append(event.score))
    with pytest.raises(Conflict):
        case.holder(Petitions.rate, 5)
    case.officer(Petitions.answer, "고쳤습니다.")
    with pytest.raises(Invalid):
        case.holder(Petitions.rate, 6)
    case.holder(Petitions.rate, 4, "친절했습니다.")
    with pytest.raises(Conflict, match="already"):
        case.holder(Petitions.rate, 1)
    assert (scores, desk.facts.last("petition.rated").details["score"]) == ([4], 4)
    assert "친절했습니다.".encode() not in desk.everything_on_disk()


def test_answers_that_moved_on_are_not_changed_unseen(desk: Desk) -> None:
    """Whoever says which edition was changed loses nothing of what others wrote meanwhile; None asks nothing."""
    case = Case(desk)
    with desk.look(OFFICER) as look:
        seen = desk.at(look).edition(desk.at(look).get(case.receipt))
    case.holder(Petitions.amend, {"lanes": 2}, seen=seen)
    with pytest.raises(Conflict, match="changed meanwhile"):
        case.holder(Petitions.amend, {"lanes": 3}, seen=seen)
    case.officer(Petitions.start)
    case.officer(Petitions.ask_supplement, "사진", days=5)
    with pytest.raises(Conflict, match="changed meanwhile"):
        case.holder(Petitions.supplement, "", {"lanes": 3}, seen=seen)
    assert case.now().form.lanes == 2
    case.holder(Petitions.amend, {"lanes": 3})
    assert case.now().form.lanes == 3
