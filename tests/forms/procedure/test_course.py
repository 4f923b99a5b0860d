"""The course of a case: what was done, in words, for whoever may read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from egovframe.forms.procedure.course import CaseStep
from egovframe.forms.service import Petitions
from tests.forms.course import Case
from tests.forms.desk import OFFICER, VISITOR, Desk

WORDS = "010-9876-5432로 전화 주세요."


def course(case: Case, *, holder: bool = False) -> list[CaseStep]:
    """The steps, as an officer or as the holder reads them."""
    desk = case.desk
    if holder:
        with desk.work(VISITOR) as work:
            return list(desk.at(work).course(desk.at(work).holder(case.receipt, case.filed.key)))
    with desk.look(OFFICER) as look:
        petition: Any = desk.at(look).get(case.receipt)
        return list(desk.at(look).course(petition))


def test_steps_come_in_their_order_with_what_was_said(desk: Desk) -> None:
    """State and unit are those after the step; `about` and `value` say what it was about."""
    case = Case(desk)
    case.officer(Petitions.ask_supplement, "사진", days=5)
    case.holder(Petitions.supplement, WORDS)
    asked, handed = course(case)
    assert (asked.action, asked.state, asked.unit, asked.value, asked.said) == (
        "ask_supplement",
        "awaiting_supplement",
        "roads",
        1,
        {"text": "사진"},
    )
    assert (asked.title.in_("en"), asked.article[-4:]) == ("Ask for a supplement", "제24조")
    assert asked.at == handed.at
    assert handed.said["text"] == "010-****-5432로 전화 주세요."
    assert course(case, holder=True)[1].said["text"] == WORDS


def test_what_the_office_says_to_others_stays_there(desk: Desk) -> None:
    """The holder reads that others were asked, not what."""
    case = Case(desk)
    case.officer(Petitions.consult, "경찰서", "신고자를 아십니까?", reply_by=desk.time.now() + timedelta(hours=1))
    assert course(case)[0].said["body"] == "경찰서"
    assert course(case, holder=True)[0].said == {}
