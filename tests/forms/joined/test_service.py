"""Petitions of many applicants, joined and taken out again; articles of the Decree by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from egovframe.forms.builtin.py import Paraguay
from egovframe.forms.joined.model import Joined, Place
from egovframe.forms.joined.service import JoinedPetitions
from egovframe.forms.service import Petitions
from egovframe.forms.similar.service import sketch_new
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from tests.forms.course import Case
from tests.forms.desk import GARDENER, NOBODY, OFFICER, READER, Desk

TEXT = "하늘아파트 정문 앞 도로가 깊이 파여 있어 출퇴근 시간마다 차가 밀립니다. 빨리 고쳐 주십시오."


def asked(desk: Desk, person: int, *, where: str = TEXT) -> Case:
    """A petition of one of the neighbours."""
    desk.time.forward(minutes=1)
    return Case(desk, answers={"where": where, "phone": f"010-1234-{person:04}"})


def neighbours(desk: Desk, many: int = 5) -> list[Case]:
    """Petitions of so many of them."""
    return [asked(desk, person) for person in range(many)]


def join(lead: Case, others: Sequence[Case], by: Actor = OFFICER) -> Joined:
    """Join the others under the first one."""
    with lead.desk.work(by) as work:
        return JoinedPetitions(work, lead.desk.forms).join(lead.receipt, [each.receipt for each in others])


def verb(case: Case, name: str, *said: Any, by: Actor = OFFICER, **more: Any) -> Any:
    """Do something with one of them."""
    with case.desk.work(by) as work:
        return getattr(JoinedPetitions(work, case.desk.forms), name)(case.receipt, *said, **more)


def of(case: Case, by: Actor = OFFICER) -> Joined:
    """A petition among the others."""
    with case.desk.look(by) as look:
        return JoinedPetitions(look, case.desk.forms).of(case.receipt)


def place(case: Case, by: Actor = OFFICER) -> Place:
    """Where a petition stands among the others."""
    with case.desk.look(by) as look:
        return JoinedPetitions(look, case.desk.forms).place(case.receipt)


def receipts(joined: Joined) -> list[str]:
    """The numbers of those that are joined under it."""
    return [each.receipt for each in joined.others]


def refused(case: Case, others: Sequence[str]) -> str:
    """What is wrong with joining these."""
    with pytest.raises(Invalid) as error, case.desk.work(OFFICER) as work:
        JoinedPetitions(work, case.desk.forms).join(case.receipt, others)
    assert [fault.field for fault in error.value.faults] == ["others"]
    return str(error.value)


def test_decree_6_6_from_five_applicants_on(desk: Desk) -> None:
    """영6⑥: four are too few, one who asked twice is one; with the fifth they are joined, with a fact each."""
    first, *others = neighbours(desk, 4)
    again = asked(desk, 3)
    assert "these are of 4" in refused(first, [each.receipt for each in (*others, again)])
    fifth = asked(desk, 4)
    joined = join(first, [*others, again, fifth])
    assert (receipts(joined), joined.applicants) == ([each.receipt for each in (*others, again, fifth)], 5)
    assert desk.facts.count("petition.joined") == 5
    fact = desk.facts.last("petition.joined")
    assert (fact.details["lead"], fact.object) == (first.receipt, f"petition:{fifth.id}")
    assert fact.basis.endswith("제6조제6항")
    assert receipts(join(first, [asked(desk, 3)]))[-1] not in {each.receipt for each in others}


def test_decree_6_6_each_stays_a_case_of_its_own(desk: Desk) -> None:
    """Its number, its place in the register, its limit and its handler are as before; its holder reads of it."""
    first, *others = neighbours(desk)
    others[0].officer(Petitions.assign)
    before = [each.now() for each in others]
    join(first, others)
    after = [each.now() for each in others]
    assert [(p.receipt, p.registered, p.due, p.handler, p.state) for p in after] == [
        (p.receipt, p.registered, p.due, p.handler, p.state) for p in before
    ]
    assert of(others[0]).under
    assert of(others[0]).lead is not None
    assert others[0].course()[-1] == "joined"


def test_taken_out_with_a_reason(desk: Desk) -> None:
    """What is taken out is handled by itself, its reason stays sealed with it, and it may be joined again."""
    first, *others = neighbours(desk)
    join(first, others)
    with pytest.raises(Invalid):
        verb(others[0], "take_out", " ")
    assert not verb(others[0], "take_out", "다른 도로입니다.").under
    assert receipts(of(first)) == [each.receipt for each in others[1:]]
    with pytest.raises(Conflict):
        verb(others[0], "take_out", "다른 도로입니다.")
    with desk.look(OFFICER) as look:
        course = desk.at(look).course(others[0].now())
    assert [step.said for step in course if step.action == "take_out"] == [{"reason": "다른 도로입니다."}]
    assert "다른 도로입니다." not in desk.everything_on_disk().decode(errors="ignore")
    assert receipts(join(first, [others[0]]))[-1] == others[0].receipt


def test_another_goes_first(desk: Desk) -> None:
    """The one that went first is joined under it, unless it is decided; nobody is lost."""
    first, second, *rest = neighbours(desk)
    join(first, [second, *rest])
    assert receipts(verb(second, "lead")) == [each.receipt for each in (first, *rest)]
    assert of(first).lead is not None
    second.officer(Petitions.withdraw, "전화로 취하")
    assert receipts(verb(rest[0], "lead")) == [each.receipt for each in (first, *rest[1:])]
    with pytest.raises(Conflict):
        verb(rest[0], "lead")
    assert desk.facts.last("petition.led").details["before"] == second.receipt


def test_what_cannot_be_joined(desk: Desk) -> None:
    """Itself, what is joined or leads already, what is decided, what is unknown or of another unit; no chains."""
    first, *others = neighbours(desk, 6)
    park = desk.submit("suggestion").petition.receipt
    done = asked(desk, 20)
    done.officer(Petitions.answer, "고쳤습니다.")
    good = [each.receipt for each in others[:4]]
    for wrong in ([*good, park], [*good, done.receipt], [*good, "아무 말"], [*good, first.receipt], [], [" "]):
        refused(first, wrong)
    join(first, others[:4])
    assert "joined already" in refused(others[4], [first.receipt, others[0].receipt])
    with pytest.raises(Conflict):
        join(others[0], [others[4]])
    with pytest.raises(Conflict):
        join(done, others)


def test_who_may(desk: Desk) -> None:
    """Only petitions that the officer may answer are joined, and only who may read one sees with which it is."""
    first, *others = neighbours(desk)
    for deed in (("take_out", "이유"), ("lead",), ("proposed",)):
        with pytest.raises(Forbidden):
            verb(first, *deed, by=READER)
        with pytest.raises(NotFound):
            verb(first, *deed, by=GARDENER)
    with pytest.raises(Forbidden):
        join(first, others, by=READER)
    with pytest.raises(NotFound):
        join(first, others, by=GARDENER)
    join(first, others)
    others[0].officer(Petitions.transfer, "parks", "공원 안의 길입니다.")
    seen = of(first, by=READER)
    assert (len(seen.others), seen.unseen) == (3, 1)
    below = of(others[0], by=GARDENER)
    assert (below.under, below.lead) == (True, None)
    with pytest.raises(Forbidden):
        verb(others[0], "lead", by=GARDENER)
    first.officer(Petitions.answer, "고쳤습니다.")
    assert len(verb(others[0], "lead", by=GARDENER).others) == 0
    assert of(others[0], by=GARDENER).unseen == 3
    with pytest.raises(Forbidden):
        of(first, by=NOBODY)


def test_a_place_is_numbers_and_names_nobody_but_the_first(desk: Desk) -> None:
    """The page of a case says how many others there are: whose they are is not told, and no fact says that it was."""
    first, *others = neighbours(desk)
    join(first, others)
    others[0].officer(Petitions.transfer, "parks", "공원 안의 길입니다.")
    others[1].officer(Petitions.answer, "고쳤습니다.")
    listed = desk.facts.count("petition.listed")
    here = place(first)
    assert (here.under, here.lead, here.many, here.waiting) == (False, None, 4, 2)
    assert desk.facts.count("petition.listed") == listed
    below = place(others[2])
    assert below.lead is not None
    assert (below.under, below.lead.receipt, below.many) == (True, first.receipt, 0)
    assert desk.facts.count("petition.listed") == listed + 1
    assert desk.facts.last("petition.listed").subjects == (f"petition:{first.id}",)
    hidden = place(others[0], by=GARDENER)
    assert (hidden.under, hidden.lead) == (True, None)
    assert desk.facts.count("petition.listed") == listed + 1
    with pytest.raises(Forbidden):
        place(first, by=NOBODY)


def test_each_is_opened_once_to_count_who_is_behind_them(small_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever joins them sees them counted; nothing is opened again for that."""
    first, *others = neighbours(small_desk)
    opened: list[str] = []
    its_own = Cabinet.open

    def open_and_say(self: Cabinet, conn: Any, owner: str, *said: Any, **more: Any) -> bytes:
        opened.append(owner)
        return its_own(self, conn, owner, *said, **more)

    monkeypatch.setattr(Cabinet, "open", open_and_say)
    with small_desk.work(OFFICER) as work:
        joined = JoinedPetitions(work, small_desk.forms)
        assert joined.join(first.receipt, [each.receipt for each in others]).applicants == 5
        assert joined.of(first.receipt).applicants == 5
    assert sorted(opened) == sorted(f"petition:{each.id}" for each in (first, *others))


def test_proposed(desk: Desk) -> None:
    """What resembles it is proposed until it is joined, decided, or found to ask for something else."""
    first, *others = neighbours(desk, 6)
    sketch_new(desk.database, desk.forms)
    proposed = verb(first, "proposed")
    assert [(each.petition.receipt, each.petitioner) for each in proposed] == [(each.receipt, False) for each in others]
    join(first, others[:4])
    assert [each.petition.receipt for each in verb(first, "proposed")] == [others[4].receipt]
    others[4].officer(Petitions.answer, "고쳤습니다.")
    assert verb(first, "proposed") == []


def test_a_law_without_joining(sqlite_url: str, tmp_path: Any) -> None:
    """Where the law says nothing of it nothing is joined."""
    desk = Desk(sqlite_url, tmp_path, jurisdiction=Paraguay())
    try:
        first, *others = [Case(desk) for _ in range(5)]
        with pytest.raises(Conflict):
            join(first, others)
        assert of(first).rule is None
    finally:
        desk.database.close()
