"""How a case ends."""

from __future__ import annotations

import pytest

from egovframe.forms.events import ClosedAsRepeat, Decided, Transferred
from egovframe.forms.procedure import store
from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Conflict, Invalid
from tests.forms.course import Case
from tests.forms.desk import GARDENER, Desk


def test_law_27_1_what_was_applied_for_is_granted(desk: Desk) -> None:
    """With words; told, and closed then."""
    case = Case(desk)
    with pytest.raises(Invalid):
        case.officer(Petitions.grant, "")
    granted = case.officer(Petitions.grant, "허가합니다.")
    assert (granted.state, granted.outcome, granted.decision.text) == ("granted", "granted", "허가합니다.")
    desk.run_due_tasks()
    assert (case.now().state, case.now().outcome) == ("closed", "granted")


def test_decree_13_2_to_another_body_with_word_to_the_applicant(desk: Desk) -> None:
    """The body and the reason stand in the decision, which is sealed."""
    case = Case(desk)
    told: list[object] = []
    desk.observers.on(Transferred, lambda event, _: told.append((event.inside, event.to)))
    desk.observers.on(Decided, lambda event, _: told.append(event.outcome))
    for body, reason in (("", "단속"), ("경찰서", "")):
        with pytest.raises(Invalid):
            case.officer(Petitions.transfer_out, body, reason)
    gone = case.officer(Petitions.transfer_out, "하늘경찰서", "교통 단속입니다.")
    assert (gone.state, gone.decision.body, gone.decision.text) == ("transferred", "하늘경찰서", "교통 단속입니다.")
    assert told == ["transferred", (False, "")]
    assert "하늘경찰서".encode() not in desk.everything_on_disk()


def test_law_23_1_a_third_petition_of_the_same_content_may_be_closed(desk: Desk) -> None:
    """Two others were decided and their results told; fewer, undecided ones, itself or one named twice do not do."""
    first, second, third = Case(desk), Case(desk), Case(desk)
    ended: list[str] = []
    desk.observers.on(ClosedAsRepeat, lambda event, _: ended.append(event.petition_id))

    def close(*earlier: Case) -> object:
        return third.officer(Petitions.close_repeat, "같은 내용", earlier=[each.receipt for each in earlier])

    first.officer(Petitions.answer, "고쳤습니다.")
    second.officer(Petitions.answer, "고쳤습니다.")
    untold: list[tuple[Case, ...]] = [(first, second), (first, first), (first, third)]
    for earlier in untold:
        with pytest.raises(Invalid):
            close(*earlier)  # nobody was told yet
    desk.run_due_tasks()
    too_few: list[tuple[Case, ...]] = [(first,), (first, first), (first, second, third)]
    for earlier in too_few:
        with pytest.raises(Invalid):
            close(*earlier)
    close(first, second)
    assert (third.now().state, ended) == ("repeated", [third.id])
    assert desk.facts.last("petition.closed_as_repeat").details["earlier"] == sorted([first.receipt, second.receipt])


def test_law_22_2_nothing_is_taken_back_after_the_decision(desk: Desk) -> None:
    """Withdrawn until it is decided, also while a supplement is waited for."""
    case = Case(desk)
    case.officer(Petitions.ask_supplement, "사진", days=5)
    assert case.holder(Petitions.withdraw, "이사했습니다.").state == "withdrawn"
    with pytest.raises(Conflict):
        case.officer(Petitions.ask_supplement, "사진", days=5)


def test_a_step_keeps_whether_the_decision_was_late(desk: Desk) -> None:
    """1 where it came after the due date, 0 in time: statistics read it from the steps."""
    early, late = Case(desk), Case(desk)
    early.officer(Petitions.answer, "고쳤습니다.")
    desk.time.forward(days=30)
    late.officer(Petitions.answer, "고쳤습니다.")
    with desk.look(GARDENER) as look:
        kept = [store.steps_of(look.conn, each.id)[-1] for each in (early, late)]
    assert [(step["action"], step["state"], step["value"]) for step in kept] == [
        ("answer", "answered", 0),
        ("answer", "answered", 1),
    ]


def test_decree_20_a_decision_ends_what_was_waited_for(desk: Desk) -> None:
    """Answered while the clock stood still: in time, each pause ends with the decision, and the trail says so."""
    """Answered while the clock stood still for weeks: each pause ends with the decision, and the trail says so."""
    case = Case(desk)
    case.officer(Petitions.assign)
    case.officer(Petitions.pause, "inspection", "재료 시험")
    desk.time.forward(days=40)
    case.officer(Petitions.answer, "고쳤습니다.")
    assert desk.facts.last("petition.answered").details["late"] == 0
    resumed = desk.facts.last("petition.resumed").details
    assert (resumed["pause"], resumed["due"] > resumed["due_before"]) == ("inspection", True)
    decided = case.now()
    assert decided.held is None
    assert decided.decided < decided.due
