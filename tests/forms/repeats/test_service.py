"""How often somebody asked for the same, as an officer sees and says it."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.repeats.service import RepeatedPetitions
from egovframe.forms.service import Petitions
from egovframe.forms.similar.service import sketch_new
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from tests.forms.course import Case
from tests.forms.desk import GARDENER, NOBODY, OFFICER, READER, Desk

TEXT = "시청 앞 도로 한가운데가 깊이 파여 있어 자전거를 타다가 넘어졌습니다. 빨리 고쳐 주십시오."
PHONE = "010-1234-5678"


def asked(desk: Desk, where: str = TEXT, phone: str = PHONE) -> Case:
    """A petition with these answers, a minute after the last one."""
    desk.time.forward(minutes=1)
    return Case(desk, answers={"where": where, "phone": phone})


def answered(desk: Desk, **answers: str) -> Case:
    """A petition whose result was told."""
    case = asked(desk, **answers)
    case.officer(Petitions.answer, "고쳤습니다.")
    desk.run_due_tasks()
    return case


def compare(case: Case, other: str, *, same: bool = True, by: Actor = OFFICER) -> Any:
    """Say whether another asks for the same."""
    with case.desk.work(by) as work:
        return RepeatedPetitions(work, case.desk.forms).compare(case.receipt, other, same=same)


def of(case: Case, by: Actor = OFFICER) -> Any:
    """What is beside a case."""
    with case.desk.look(by) as look:
        return RepeatedPetitions(look, case.desk.forms).of(case.receipt)


def test_law_23_1_a_suggestion_never_decides(desk: Desk) -> None:
    """The same words of the same person are shown, and counted once an officer confirmed that they ask for the same."""
    first, second, third = answered(desk), answered(desk), asked(desk)
    sketch_new(desk.database, desk.forms)
    beside = of(third)
    assert [(each.petition.receipt, each.same, each.petitioner) for each in beside.beside] == [
        (first.receipt, None, True),
        (second.receipt, None, True),
    ]
    assert (beside.received, beside.told, beside.may_close) == (1, 0, False)
    assert compare(third, first.receipt).received == 2
    counted = compare(third, second.receipt)
    assert (counted.received, counted.told, counted.may_close) == (3, 2, True)
    assert desk.facts.last("petition.compared").details["other"] == second.receipt
    assert of(second).told == 0  # what came before it was not compared with it


def test_law_23_1_somebody_elses_is_not_counted(desk: Desk) -> None:
    """Nor one whose result was told only after the petition at hand had come."""
    late = asked(desk)
    other, third = answered(desk, phone="010-9999-0000"), asked(desk)
    late.officer(Petitions.answer, "고쳤습니다.")
    desk.time.forward(minutes=1)
    desk.run_due_tasks()
    compare(third, other.receipt)
    counted = compare(third, late.receipt)
    assert (counted.received, counted.told) == (2, 0)


def test_law_23_1_one_in_other_words_is_named_by_its_number(desk: Desk) -> None:
    """An officer may find two petitions the same that share no word; what was found can be found otherwise."""
    first, second = answered(desk, where="중앙로 12"), asked(desk, where="하늘로 모퉁이")
    assert of(second).beside == ()
    assert compare(second, first.receipt).received == 2
    assert compare(second, first.receipt).received == 2
    assert desk.facts.count("petition.compared") == 1
    assert compare(second, first.receipt, same=False).received == 1


def test_law_23_1_a_repeat_is_closed_only_of_the_same_petitioner_and_after_the_notices(desk: Desk) -> None:
    """Those that were found to say something else, somebody else's, and late results do not let it be closed."""
    first, second, other = answered(desk), answered(desk), answered(desk, phone="010-9999-0000")
    third = asked(desk)

    def close(*earlier: Case) -> None:
        third.officer(Petitions.close_repeat, "같은 내용", earlier=[each.receipt for each in earlier])

    late = answered(desk)
    compare(third, second.receipt, same=False)
    for wrong in ((first, other), (first, late), (first, second)):
        with pytest.raises(Invalid) as refused:
            close(*wrong)
        assert [fault.field for fault in refused.value.faults] == ["earlier"]
    compare(third, second.receipt)
    close(first, second)
    assert third.now().state == "repeated"


def test_who_may(desk: Desk) -> None:
    """Who may answer compares, who may read looks, and of petitions of other units nothing is told."""
    first, second = asked(desk), asked(desk)
    park = desk.submit("suggestion").petition.receipt
    with pytest.raises(Forbidden):
        compare(second, first.receipt, by=READER)
    with pytest.raises(NotFound):
        compare(second, first.receipt, by=GARDENER)
    for wrong in (park, second.receipt, "", "아무 말"):
        with pytest.raises(Invalid):
            compare(second, wrong)
    assert of(second, by=READER).beside == ()
    with pytest.raises(Forbidden):
        of(second, by=NOBODY)


def test_nothing_is_compared_after_the_decision(desk: Desk) -> None:
    """The count of a decided petition stays as it was."""
    first, second = asked(desk), answered(desk)
    with pytest.raises(Conflict):
        compare(second, first.receipt)
