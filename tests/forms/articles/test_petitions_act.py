"""민원 처리에 관한 법률: what the Act itself asks of an office along the way, article by article."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.forms.service import Petitions
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import Conflict, Invalid
from tests.forms.course import Case
from tests.forms.desk import OFFICER, SYSTEM, VISITOR, Desk

REFUSAL = {"basis": "도로법 제2조", "remedy": "60일 안에 이의신청"}


def day(desk: Desk, at: datetime) -> str:
    """A date in the office's own time."""
    return f"{desk.forms.calendar.local(at):%Y-%m-%d}"


def test_act_9_a_petition_is_never_refused_at_the_door(desk: Desk) -> None:
    """법9: acceptance may not be held or refused: at night, on a holiday, by anybody; no officer is asked first."""
    desk.time.at = datetime.fromisoformat("2026-09-25T03:10:00+09:00")  # Chuseok
    filed = desk.submit(by=VISITOR)
    assert (filed.petition.state, filed.petition.received) == ("received", desk.time.now())
    assert not [move for move in STATUTORY.moves if move.to == "received" and move.action != "transfer"]
    assert "refuse" not in Case(desk).holders()


def test_act_20_a_reply_is_asked_for_within_the_limit(desk: Desk) -> None:
    """법20: who is consulted is told by when to reply, and that is inside the limit; the case waits meanwhile."""
    case = Case(desk)
    due = case.now().due
    with pytest.raises(Invalid, match="within the processing limit"):
        case.officer(Petitions.consult, "경찰서", "통제?", reply_by=due + timedelta(minutes=1))
    assert case.officer(Petitions.consult, "경찰서", "통제?", reply_by=due).state == "consulting"
    assert case.officer(Petitions.consulted, "가능").state == "in_progress"
    assert case.now().due == due, "consulting stops no clock"


def test_act_22_2_changed_or_withdrawn_until_it_is_decided(desk: Desk) -> None:
    """법22②: the applicant changes or withdraws a petition before it is closed, in every open state; not after."""
    case, waiting = Case(desk), Case(desk)
    waiting.officer(Petitions.ask_supplement, "사진", days=5)
    assert case.holder(Petitions.amend, {"lanes": 3}).form.lanes == 3
    assert waiting.holder(Petitions.withdraw, "필요 없어졌습니다.").state == "withdrawn"
    case.officer(Petitions.answer, "고쳤습니다.")
    for deed, said in ((Petitions.amend, {"lanes": 1}), (Petitions.withdraw, "")):
        with pytest.raises(Conflict):
            case.holder(deed, said)


def told(desk: Desk) -> str:
    """A petition that was answered and whose applicant was told; its receipt number."""
    case = Case(desk)
    case.officer(Petitions.answer, "고쳤습니다.")
    desk.run_due_tasks()
    return case.receipt


def test_act_23_1_the_third_of_the_same_content_may_be_closed(desk: Desk) -> None:
    """법23①: the same content three times, the results of two told: it may be closed, with the reason; not before."""
    earlier, undecided = [told(desk)], Case(desk).receipt
    second = Case(desk)
    with pytest.raises(Invalid, match="two earlier ones"):
        second.officer(Petitions.close_repeat, "같은 내용", earlier=[*earlier, undecided])
    desk.time.forward(minutes=1)
    both = [*earlier, told(desk)]
    with pytest.raises(Invalid, match="two earlier ones"):  # the other result was told only after this one came
        second.officer(Petitions.close_repeat, "같은 내용", earlier=both)
    case = Case(desk)
    closed = case.officer(Petitions.close_repeat, "같은 내용", earlier=both)
    assert (closed.state, closed.outcome) == ("repeated", "repeated")
    assert desk.facts.last("petition.closed_as_repeat").basis.endswith("제23조제1항")


def test_act_23_not_for_statutory_petitions(desk: Desk) -> None:
    """법23①: 법정민원 are never closed as repeats, however often they come."""
    earlier = [told(desk), told(desk)]
    offer = desk.forms.declared["pothole"]
    case = Case(desk)
    desk.forms._made.offers = {**desk.forms.offers, "pothole": replace(offer, kind="법정민원")}
    assert "close_repeat" not in case.actions()
    with pytest.raises(Conflict, match="statutory petition"):
        case.officer(Petitions.close_repeat, "같은 내용", earlier=earlier)


def test_act_26_the_applicant_says_how_it_was(desk: Desk) -> None:
    """법26: satisfaction is asked of whoever was answered, from 1 to 5 and once; nobody answers for them."""
    case = Case(desk)
    assert "rate" not in case.holders()
    case.officer(Petitions.answer, "고쳤습니다.")
    desk.run_due_tasks()
    assert "rate" in case.holders()
    assert "rate" not in case.actions()
    case.holder(Petitions.rate, 5, "빨랐습니다.")
    assert desk.facts.last("petition.rated").details["score"] == 5
    with pytest.raises(Conflict, match="stated already"):
        case.holder(Petitions.rate, 1)


def test_act_27_1_the_result_is_told_at_once(desk: Desk) -> None:
    """법27①: in writing and without delay: the paper leaves with the decision, and only then is the case closed."""
    case = Case(desk, answers={"where": "중앙로 12", "phone": "010-1234-5678", "email": "hong@example.com"})
    case.officer(Petitions.answer, "고쳤습니다.")
    assert case.now().state == "answered"
    desk.run_due_tasks()
    assert case.now().state == "closed"
    assert notices(desk, case) == ["result"]


@pytest.mark.parametrize("missing", ["reason", "basis", "remedy"])
def test_act_27_3_a_refusal_says_why_by_which_law_and_what_can_be_done(desk: Desk, missing: str) -> None:
    """법27③: without reasons, legal basis or remedies nothing is refused, and what is missing is named."""
    case = Case(desk)
    said = {"reason": "사유지입니다.", **REFUSAL, missing: " "}
    with pytest.raises(Invalid) as refused:
        case.officer(Petitions.refuse, said["reason"], basis=said["basis"], remedy=said["remedy"])
    assert [fault.field for fault in refused.value.faults] == [missing]
    assert case.now().state == "received"


def test_act_35_1_an_objection_within_60_days(desk: Desk) -> None:
    """법35①: against a refusal, within 60 days of being told (the day of it out, 민법 157), once, with a reason."""
    case, late = Case(desk).refused(), Case(desk).refused()
    desk.time.forward(days=60)
    assert case.holder(Petitions.file_objection, "사유지가 아닙니다.").state == "objected"
    desk.time.forward(days=1)
    assert "file_objection" not in late.holders()
    with pytest.raises(Conflict, match="within 60 days"):
        late.holder(Petitions.file_objection, "사유지가 아닙니다.")
    answered = Case(desk)
    answered.officer(Petitions.answer, "고쳤습니다.")
    with pytest.raises(Conflict):
        answered.holder(Petitions.file_objection, "마음에 들지 않습니다.")


def test_act_35_2_an_objection_is_decided_in_ten_days_and_once_ten_more(desk: Desk) -> None:
    """법35②, 영40: ten days by the civil law, extended once by ten with a reason; what was decided is told."""
    case = Case(desk).refused()
    objected = case.holder(Petitions.file_objection, "사유지가 아닙니다.")
    assert day(desk, objected.due) == "2026-10-01"
    longer = case.officer(Petitions.extend_objection, "현장 조사")
    assert day(desk, longer.due) == "2026-10-12"  # 10-11 is a Sunday (민법 161)
    with pytest.raises(Conflict, match="extended already"):
        case.officer(Petitions.extend_objection, "또")
    with pytest.raises(Invalid):
        case.officer(Petitions.dismiss_objection, "그대로입니다.", basis="", remedy="행정심판")
    granted = case.officer(Petitions.grant_objection, "시의 땅이 맞습니다.")
    assert (granted.state, granted.outcome) == ("granted", "granted")
    desk.run_due_tasks()
    assert case.now().state == "closed"


def notices(desk: Desk, case: Case, by: Any = OFFICER) -> list[str]:
    """The kinds of what was sent about a case."""
    from egovframe.forms.notices.service import Notices

    with desk.look(by) as look:
        return [notice.kind for notice in Notices(look, desk.forms).of(desk.at(look).get(case.receipt))]


def test_form_7_the_office_is_reminded_of_what_is_overdue(desk: Desk) -> None:
    """규칙 별지7 (독촉장): written to the unit when a limit ran out; the applicant may remind as well, not before."""
    case = Case(desk)
    with pytest.raises(Conflict, match="not overdue"):
        case.holder(Petitions.remind)
    desk.time.forward(days=15)
    case.tick()
    desk.run_due_tasks()
    assert "reminder" in notices(desk, case)
    assert case.course().count("reminded") == 0
    case.holder(Petitions.remind)
    assert case.course().count("reminded") == 1
    assert moment(desk.facts.last("petition.overdue").details["due"]) == case.now().due
    with desk.work(SYSTEM) as work:
        assert desk.at(work).tick() == 0
