"""A step taken with all joined petitions: one fact and one notice each."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms import store as cases
from egovframe.forms.joined.model import Carried
from egovframe.forms.joined.service import JoinedPetitions
from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from tests.forms.course import Case
from tests.forms.desk import ALL, GARDENER, OFFICER, PARKS, READER, ROADS, Desk
from tests.forms.joined.test_service import asked, join, neighbours


def carry(case: Case, action: str, *said: Any, by: Actor = OFFICER, **more: Any) -> Carried:
    """Take a step with all of them."""
    with case.desk.work(by) as work:
        petitions = case.desk.at(work)
        joined = JoinedPetitions(work, case.desk.forms)
        return joined.carry(case.receipt, action, lambda receipt: getattr(petitions, action)(receipt, *said, **more))


def notices(desk: Desk, case: Case, kind: str) -> int:
    """How many notices of a kind a petition has."""
    with desk.database.read() as conn:
        return sum(row["kind"] == kind for row in cases.notices_of(conn, case.id))


def test_decree_6_6_answered_as_one(desk: Desk) -> None:
    """Each gets its own decision, its own fact and its own notice; what carried them is a fact of the first one."""
    first, *others = neighbours(desk)
    join(first, others)
    carried = carry(first, "answer", "10월 1일까지 고치겠습니다.")
    assert (carried.first.state, carried.done, carried.left) == ("answered", tuple(o.receipt for o in others), ())
    assert desk.facts.count("petition.answered") == 5
    assert desk.facts.last("petition.carried").details["done"] == 4
    desk.run_due_tasks()
    for case in (first, *others):
        assert case.now().decision.text == "10월 1일까지 고치겠습니다."
        assert notices(desk, case, "result") == 1
    with pytest.raises(Conflict):
        carry(first, "answer", "다시")


def test_what_does_not_allow_it_is_left(desk: Desk) -> None:
    """One that waits for a supplement, or was extended twice, stays as it is and is named."""
    first, waiting, longer, *rest = neighbours(desk, 6)
    join(first, [waiting, longer, *rest])
    waiting.officer(Petitions.ask_supplement, "사진을 더 보내 주십시오.", days=5)
    longer.officer(Petitions.extend, "3d", "현장 조사")
    dues = [case.now().due for case in (waiting, longer)]
    carried = carry(first, "extend", "2d", "비가 옵니다.")
    assert (set(carried.left), len(carried.done)) == ({waiting.receipt, longer.receipt}, 3)
    assert [case.now().due for case in (waiting, longer)] == dues
    desk.run_due_tasks()
    assert notices(desk, rest[0], "extension") == 1
    assert notices(desk, waiting, "extension") == 0
    assert desk.facts.last("petition.carried").details["left"] == 2


def test_passed_on_together(desk: Desk) -> None:
    """All go to the other unit, each under a number of that unit's register; the joining goes on there."""
    first, *others = neighbours(desk)
    join(first, others)
    carry(first, "transfer", "parks", "공원 안의 길입니다.")
    with desk.look(GARDENER) as look:
        joined = JoinedPetitions(look, desk.forms).of(first.receipt)
    assert {each.unit for each in joined.others} == {"parks"}
    assert len({each.registered_no for each in joined.others}) == 4


def test_of_each_by_itself(desk: Desk) -> None:
    """A supplement is asked of each by itself; and a step needs somebody to take it with."""
    first, *others = neighbours(desk)
    join(first, others)
    with pytest.raises(Invalid):
        carry(first, "ask_supplement", "사진", days=5)
    with pytest.raises(Conflict):
        carry(asked(desk, 9), "start")
    with pytest.raises(Invalid):
        carry(first, "answer", " ")
    assert desk.facts.count("petition.answered") == 0


def test_who_may(desk: Desk) -> None:
    """Those that the officer may not handle are left; what one may not even read is only counted."""
    first, *others = neighbours(desk)
    join(first, others)
    others[0].officer(Petitions.transfer, "parks", "공원 안의 길입니다.")
    with pytest.raises(Forbidden):
        carry(first, "start", by=READER)
    with pytest.raises(NotFound):
        carry(first, "start", by=GARDENER)
    carried = carry(first, "start")
    assert (len(carried.done), carried.left, carried.unseen) == (3, (), 1)
    assert desk.facts.count("permission.denied") == 0
    reads = {**dict.fromkeys(ALL, ROADS), "petition.read": ROADS | PARKS}
    other = carry(first, "pause", "inspection", "전문가 검토", by=Actor("officer", "a-9", "Yun", holds=reads))
    assert (other.left, other.unseen) == ((others[0].receipt,), 0)


def test_what_has_to_be_approved_is_left(sqlite_url: str, tmp_path: Any) -> None:
    """An approval is of one petition: one of the others that needs its own is left, the others are decided."""
    desk = Desk(sqlite_url, tmp_path, approval=["pothole:refused", "suggestion:answered"])
    both = Actor("officer", "a-7", "Han", holds=dict.fromkeys(ALL, ROADS | PARKS))
    try:
        first, *others = neighbours(desk, 4)
        idea = Case(desk, form="suggestion")
        join(first, [*others, idea], by=both)
        with pytest.raises(Conflict):
            carry(first, "refuse", "사유지입니다.", by=both, basis="도로법 제2조", remedy="60일 안에 이의신청")
        assert all(case.now().open for case in (first, *others))
        carried = carry(first, "answer", "고쳤습니다.", by=both)
        assert (carried.done, carried.left) == (tuple(each.receipt for each in others), (idea.receipt,))
    finally:
        desk.database.close()
