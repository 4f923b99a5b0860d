"""Petitions of many (다수인관련민원) and representatives; articles of the Act and its Decree by their numbers."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.events import Resumed
from egovframe.forms.joined.service import JoinedPetitions
from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Forbidden
from tests.forms.desk import GARDENER, OFFICER, READER, Desk
from tests.forms.joined.test_service import asked, join, neighbours, of, verb
from tests.forms.repeats.test_service import answered
from tests.forms.repeats.test_service import asked as told_of

MANY: dict[str, Any] = {"persons": 12, "households": 7, "original": True}


def fields(case: Any, name: str, *said: Any, **more: Any) -> list[str]:
    """The fields in which something is wrong."""
    with pytest.raises(Invalid) as error:
        verb(case, name, *said, **more)
    return [fault.field for fault in error.value.faults]


def test_act_2_6_five_persons_and_five_households(desk: Desk) -> None:
    """법2 제6호: five persons for the common interest of five households; fewer of either are none of many."""
    case = asked(desk, 1)
    assert fields(case, "mark_many", persons=4, households=5, original=True) == ["persons"]
    assert fields(case, "mark_many", persons=5, households=4, original=True) == ["households"]
    assert fields(case, "mark_many", persons=10**9, households=5, original=True) == ["persons"]
    verb(case, "mark_many", persons=5, households=5, original=False)
    crowd = of(case).crowd
    assert crowd is not None
    assert (crowd.persons, crowd.households, crowd.original, crowd.by_name) == (5, 5, False, "Kim")
    fact = desk.facts.last("petition.marked_many")
    assert (fact.details["persons"], fact.details["households"], fact.details["original"]) == (5, 5, 0)
    assert fact.basis.endswith("제2조제6호")


def test_act_24_1_the_original_list_is_entered_when_it_comes(desk: Desk) -> None:
    """법24①: the list of names comes as an original; that it came may be said later, and what was said last counts."""
    case = asked(desk, 1)
    verb(case, "mark_many", **{**MANY, "original": False})
    verb(case, "mark_many", **MANY)
    crowd = of(case).crowd
    assert crowd is not None
    assert crowd.original
    assert (desk.facts.count("petition.marked_many"), desk.facts.count("petition.recounted_many")) == (1, 1)
    assert fields(case, "unmark_many", "") == ["reason"]
    verb(case, "unmark_many", "한 세대의 민원입니다.")
    assert of(case).crowd is None
    with pytest.raises(Conflict):
        verb(case, "unmark_many", "한 세대의 민원입니다.")


def test_no_fewer_than_are_known(desk: Desk) -> None:
    """Those who are behind joined petitions are counted once each, and no smaller number is taken."""
    first, *others = neighbours(desk, 7)
    join(first, others)
    assert fields(first, "mark_many", persons=6, households=5, original=True) == ["persons"]
    verb(first, "mark_many", persons=7, households=5, original=True)
    assert of(first).applicants == 7


def test_decree_26_closed_as_a_repeat_after_the_committee(desk: Desk) -> None:
    """영26: one of many is closed as a repeat only with the committee's review, which is told with the decision."""
    first, second = answered(desk), answered(desk)
    third = told_of(desk)
    verb(third, "mark_many", **MANY)
    earlier = [first.receipt, second.receipt]
    with pytest.raises(Invalid) as error:
        third.officer(Petitions.close_repeat, "같은 내용입니다.", earlier=earlier)
    assert [fault.field for fault in error.value.faults] == ["review"]
    closed = third.officer(
        Petitions.close_repeat, "같은 내용입니다.", earlier=earlier, review="9월 20일 심의, 종결 의결"
    )
    assert (closed.outcome, closed.decision.text) == ("repeated", "같은 내용입니다.\n9월 20일 심의, 종결 의결")


def test_decree_8_up_to_three_representatives(desk: Desk) -> None:
    """영8: of three or more who ask together up to three speak for them; the clock stands while they are chosen."""
    case = asked(desk, 1)
    with pytest.raises(Conflict):
        verb(case, "represent", ["홍길동"])
    verb(case, "mark_many", **MANY)
    case.officer(Petitions.pause, "representative", "9월 25일까지 대표자를 알려 주십시오.")
    assert case.now().held is not None
    assert fields(case, "represent", [" "]) == ["names"]
    assert fields(case, "represent", ["가", "나", "다", "라"]) == ["names"]
    due = case.now().due
    desk.time.forward(days=1)
    resumed: list[Any] = []
    desk.observers.on(Resumed, lambda event, _: resumed.append(event))
    verb(case, "represent", ["홍길동", "김영희"], by_office=True)
    assert [(event.petition_id, event.reason) for event in resumed] == [(case.id, "representative")]
    after = case.now()
    assert (after.held, after.due > due) == (None, True)
    fact = desk.facts.last("petition.represented")
    assert (fact.details["count"], fact.details["by_office"]) == (2, 1)
    assert fact.basis == "민원 처리에 관한 법률 시행령 제8조"
    assert "홍길동" not in str(fact)
    with desk.look(OFFICER) as look:
        said = [step.said for step in desk.at(look).course(after) if step.action == "represent"]
    assert said == [{"names": "홍길동, 김영희"}]
    verb(case, "represent", ["홍길동"])
    assert len(resumed) == 1, "the clock runs already"


def test_known_among_many(desk: Desk) -> None:
    """Which of those on a page are of many or joined is told by their ids."""
    first, *others = neighbours(desk)
    join(first, others)
    verb(others[0], "mark_many", **MANY)
    with desk.look(OFFICER) as look:
        joined, ids = JoinedPetitions(look, desk.forms), [first.id, others[0].id]
        assert joined.many_among(ids) == {others[0].id}
        assert joined.joined_among(ids) == set(ids)
        assert (joined.many_among([]), joined.joined_among([])) == (frozenset(), frozenset())


def test_who_may_and_when(desk: Desk) -> None:
    """Whoever may answer it, until it is decided."""
    case = asked(desk, 1)
    for by, wrong in ((READER, Forbidden), (GARDENER, NotFound)):
        for name, said, more in (
            ("mark_many", (), MANY),
            ("unmark_many", ("아님",), {}),
            ("represent", (["홍길동"],), {}),
        ):
            with pytest.raises(wrong):
                verb(case, name, *said, by=by, **more)
    case.officer(Petitions.answer, "고쳤습니다.")
    with pytest.raises(Conflict):
        verb(case, "mark_many", **MANY)
