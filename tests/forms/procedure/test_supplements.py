"""Supplements: what is missing is asked for, waited for with the clock standing still, and handed in."""

from __future__ import annotations

import pytest

from egovframe.forms.errors import FormInvalid
from egovframe.forms.events import SupplementAsked
from egovframe.forms.model import Petition
from egovframe.forms.service import Petitions
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from tests.forms.course import Case
from tests.forms.desk import OFFICER, VISITOR, Desk

ASK = Petitions.ask_supplement


def until(desk: Desk) -> str:
    """The day on which the latest time for a supplement ends, in the office's own time."""
    end = moment(desk.facts.last("petition.supplement_asked").details["until"])
    return f"{desk.forms.calendar.local(end):%Y-%m-%d}"


def test_law_22_1_a_supplement_stops_the_clock_until_it_comes(desk: Desk) -> None:
    """영20: the day of the request and that of its arrival both do not count: two working days later."""
    case = Case(desk)
    due = case.now().due
    seen: list[str] = []
    desk.observers.on(SupplementAsked, lambda event, _: seen.append(event.until))
    asked: Petition[object] = case.officer(ASK, "사진을 보내 주세요.", days=10)
    assert (asked.state, asked.open, asked.held is not None, asked.handler) == (
        "awaiting_supplement",
        True,
        True,
        "a-1",
    )
    assert seen == [desk.facts.last("petition.supplement_asked").details["until"]]
    with desk.look(OFFICER) as look:
        assert [(each.band) for each in desk.at(look).queue().items] == ["held"]
    desk.time.forward(days=1)
    back = case.holder(Petitions.supplement, "사진입니다.", {"lanes": 2})
    assert (back.state, back.held, back.form.lanes) == ("in_progress", None, 2)
    local = desk.forms.calendar.local
    assert (f"{local(due):%m-%d}", f"{local(back.due):%m-%d}") == ("10-01", "10-06")  # 추석 and 개천절 lie between
    assert case.course() == ["received", "assigned", "supplement_asked", "supplemented"]


def test_decree_24_1_asked_within_eight_office_hours(desk: Desk) -> None:
    """Asking later is possible, but the fact says that it was late."""
    case = Case(desk)
    desk.time.forward(hours=8)  # 18:00: seven office hours
    case.officer(ASK, "사진", days=5)
    assert desk.facts.last("petition.supplement_asked").details["late"] == 0
    other = Case(desk)
    desk.time.forward(days=2)
    other.officer(ASK, "사진", days=5)
    assert desk.facts.last("petition.supplement_asked").details["late"] == 1


def test_decree_24_2_the_applicant_takes_more_time_twice(desk: Desk) -> None:
    """By the days that were given, from the end of the time before; not a third time."""
    case = Case(desk)
    case.officer(ASK, "사진", days=10)
    assert until(desk) == "2026-10-01"  # the day of the request does not count (민법 157)
    for times, day in ((1, "2026-10-12"), (2, "2026-10-22")):  # 10-11 is a Sunday (민법 161)
        assert "extend_supplement" in case.holders()
        case.holder(Petitions.extend_supplement, "사진이 없습니다.")
        details = desk.facts.last("petition.supplement_extended").details
        end = desk.forms.calendar.local(moment(details["until"]))
        assert (details["times"], f"{end:%Y-%m-%d}") == (times, day)
    assert "extend_supplement" not in case.holders()
    with pytest.raises(Conflict, match="twice already"):
        case.holder(Petitions.extend_supplement)
    with pytest.raises(NotFound), desk.work(VISITOR) as work:
        desk.at(work).extend_supplement(case.receipt)


def test_decree_25_1_a_second_request_then_the_return(desk: Desk) -> None:
    """Only once the first time ran out, for ten days at most; then the petition is given back with reasons."""
    case = Case(desk)
    case.officer(ASK, "사진", days=10)
    with pytest.raises(Conflict, match="time has not run out"):
        case.officer(ASK, "사진", days=10)
    desk.time.forward(days=11)
    with pytest.raises(Invalid, match="1 to 10 days"):
        case.officer(ASK, "사진", days=11)
    with pytest.raises(Conflict, match="asked for twice"):
        case.officer(Petitions.give_back, "보완하지 않았습니다.")
    case.officer(ASK, "사진을 다시 부탁드립니다.", days=10)
    assert desk.facts.last("petition.supplement_asked").details["nth"] == 2
    desk.time.forward(days=11)
    assert "ask_supplement" not in case.actions()
    with pytest.raises(Invalid):
        case.officer(Petitions.give_back, " ")
    returned = case.officer(Petitions.give_back, "두 번 요구했으나 보완하지 않았습니다.")
    assert (returned.state, returned.outcome, returned.held) == ("returned", "returned", None)
    assert returned.decision is not None
    assert returned.decision.text == "두 번 요구했으나 보완하지 않았습니다."
    desk.run_due_tasks()
    assert case.now().state == "closed"


def test_a_late_supplement_still_counts_until_it_is_given_back(desk: Desk) -> None:
    """Nobody loses a case by a day: as long as it was not returned, it goes on."""
    case = Case(desk)
    case.officer(ASK, "사진", days=1)
    desk.time.forward(days=10)
    assert case.tick() == 1
    assert desk.facts.last("petition.supplement_lapsed").details["nth"] == 1
    assert case.tick() == 0, "it is told once"
    assert case.holder(Petitions.supplement, "여기 있습니다.").state == "in_progress"


def test_what_is_handed_in_is_checked_and_sealed(desk: Desk) -> None:
    """Neither nothing nor answers that do not hold; the words are sealed by the case's key."""
    case = Case(desk)
    case.officer(ASK, "사진", days=5)
    with pytest.raises(Invalid):
        case.holder(Petitions.supplement, "  ")
    with pytest.raises(FormInvalid):
        case.holder(Petitions.supplement, "", {"lanes": 99})
    case.holder(Petitions.supplement, "담당자만 보는 글입니다.")
    assert "담당자만 보는 글입니다.".encode() not in desk.everything_on_disk()
    assert desk.facts.last("petition.supplemented").details["fields"] == []


@pytest.mark.parametrize(("text", "days"), [("", 5), ("사진", 0), ("사진", 181)])
def test_a_request_says_what_and_by_when(desk: Desk, text: str, days: int) -> None:
    """Without either nothing is asked and the clock runs on."""
    case = Case(desk)
    with pytest.raises(Invalid):
        case.officer(ASK, text, days=days)
    assert (case.now().state, case.now().held) == ("received", None)
    assert instant(case.now().due) == instant(case.filed.petition.due)
