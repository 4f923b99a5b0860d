"""The lead unit asks others for their parts, and decides once they are in or it says why not (법31①, 법20①)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Forbidden
from egovframe.office import Office
from egovframe.testing import SetClock
from tests.forms.joint.units import asked, done, parts, replied, team
from tests.forms.routing.town import actor, file, people, state


def test_article_31_1_the_lead_unit_keeps_the_case_and_decides_when_all_have_replied(office_anywhere: Office) -> None:
    """One petition, one decision: neither its unit nor its deadline changes as others take part."""
    office = office_anywhere
    receipt = team(office)
    before = state(office, receipt)
    trees, lights = asked(office, receipt), asked(office, receipt, "lights")
    with office.look(by=actor(office, "kim")) as work:
        possible = work.petitions.actions(work.petitions.get(receipt))
    assert {"waive_parts", "withdraw_part", "ask_part"} <= set(possible)
    assert not {"answer", "grant", "refuse"} & set(possible)
    with pytest.raises(Conflict, match="have not replied yet"):
        done(office, "kim", "answer", receipt, "옮기겠습니다.")
    replied(office, trees)
    with pytest.raises(Conflict, match="have not replied yet"):
        done(office, "kim", "refuse", receipt, "안 됩니다.", basis="도로법 제2조", remedy="60일 안에 이의신청")
    replied(office, lights, "objected", by="jung", text="등이 있습니다.", basis="조명 조례 제3조")
    after = done(office, "kim", "answer", receipt, "옮기지 않습니다.")
    assert (after.unit, after.due, after.state) == (before.unit, before.due, "answered")
    facts = office.trail.search(action="petition.part_replied")
    assert [(each["details"]["to"], each["details"]["result"]) for each in facts] == [
        ("lights", "objected"), ("parks", "agreed"),
    ]  # fmt: skip


def test_decided_without_the_parts_only_with_the_reason(office: Office) -> None:
    """The reason stands in the course of the case; what is open then ends with the decision, each with its fact."""
    receipt = team(office)
    part = asked(office, receipt)
    with pytest.raises(Invalid):
        done(office, "kim", "waive_parts", receipt, " ")
    done(office, "kim", "waive_parts", receipt, "현장이 급합니다.")
    with pytest.raises(Conflict, match="said already"):
        done(office, "kim", "waive_parts", receipt, "또")
    assert parts(office, receipt)[0].state == "open"
    done(office, "kim", "answer", receipt, "옮기겠습니다.")
    with office.look(by=actor(office, "kim")) as work:
        course = work.petitions.course(work.petitions.get(receipt))
    assert [dict(step.said) for step in course if step.action == "waive_parts"] == [{"reason": "현장이 급합니다."}]
    (ended,) = parts(office, receipt)
    assert (ended.id, ended.state) == (part.id, "withdrawn")
    (fact,) = office.trail.search(action="petition.part_withdrawn")
    assert fact["details"]["decided"] == 1
    with pytest.raises(NotFound):
        replied(office, part)


def test_a_unit_that_is_asked_later_is_waited_for_again(office: Office, clock: SetClock) -> None:
    """What was said of the others does not hold for it."""
    receipt = team(office)
    asked(office, receipt)
    done(office, "kim", "waive_parts", receipt, "현장이 급합니다.")
    clock.forward(minutes=5)
    asked(office, receipt, "lights")
    with pytest.raises(Conflict, match="have not replied yet"):
        done(office, "kim", "answer", receipt, "옮기겠습니다.")


def test_a_withdrawn_part_is_not_waited_for_and_its_unit_reads_no_more(office: Office) -> None:
    """It is withdrawn with its reason, once; a part of another petition is not found."""
    receipt = team(office)
    part = asked(office, receipt)
    other = str(file(office).receipt)
    asked(office, other)
    with pytest.raises(NotFound):
        done(office, "kim", "withdraw_part", other, part.id, "잘못 요청")
    with pytest.raises(Invalid):
        done(office, "kim", "withdraw_part", receipt, part.id, "")
    done(office, "kim", "withdraw_part", receipt, part.id, "잘못 요청")
    with pytest.raises(Conflict):
        done(office, "kim", "withdraw_part", receipt, part.id, "잘못 요청")
    with pytest.raises(NotFound):
        parts(office, receipt, by="lee")
    assert done(office, "kim", "answer", receipt, "옮기겠습니다.").state == "answered"


def test_article_20_1_the_reply_is_due_after_now_and_within_the_limit(office: Office) -> None:
    """Otherwise the question is not asked; nor of the lead unit itself, of no unit, or without words."""
    receipt = team(office)
    due = state(office, receipt).due
    with office.work(by=actor(office, "kim")) as work:
        ask = work.petitions.ask_part
        for field, said in (
            ("reply_by", {"reply_by": work.at}),
            ("reply_by", {"reply_by": due + timedelta(seconds=1)}),
            ("unit", {"unit": "roads"}),
            ("unit", {"unit": "moon"}),
            ("title", {"title": " "}),
            ("question", {"question": ""}),
            ("officer", {"officer": "jung"}),
        ):
            its = {"unit": "parks", "title": "가로수", "question": "되나요?", "reply_by": due, **said}
            with pytest.raises(Invalid) as refused:
                ask(receipt, **its)
            assert [fault.field for fault in refused.value.faults] == [field]
        ask(receipt, "parks", "가로수", "되나요?", reply_by=due, officer="lee")
    assert parts(office, receipt)[0].officer_name == "lee"


def test_a_unit_has_one_open_part(office_anywhere: Office) -> None:
    """Asked again once it has replied."""
    office = office_anywhere
    receipt = team(office)
    part = asked(office, receipt)
    with pytest.raises(Conflict, match="has not replied yet"):
        asked(office, receipt)
    replied(office, part, "returned", text="하천과 소관입니다.")
    assert [each.state for each in (asked(office, receipt), *parts(office, receipt))] == ["open", "returned", "open"]


def test_only_the_lead_unit_asks_and_decides(office: Office) -> None:
    """A unit that takes part reads the case, and can do nothing else with it."""
    receipt = team(office)
    with pytest.raises(NotFound):
        done(office, "lee", "ask_part", receipt, "lights", "등", "되나요?", reply_by=office.clock.now())
    part = asked(office, receipt)
    for verb, args in (
        ("ask_part", ("lights", "등", "되나요?")), ("withdraw_part", (part.id, "왜")), ("waive_parts", ("왜",)),
        ("answer", ("답",)), ("start", ()), ("assign", ()), ("withdraw", ("왜",)), ("reveal", ("왜",)),
    ):  # fmt: skip
        by = {"reply_by": state(office, receipt).due} if verb == "ask_part" else {}
        with pytest.raises((Forbidden, NotFound)):
            done(office, "lee", verb, receipt, *args, **by)
    with office.look(by=actor(office, "lee")) as work:
        assert work.petitions.actions(work.petitions.get(receipt)) == []


def test_withdrawn_by_the_applicant_all_parts_end(office: Office) -> None:
    """Nothing keeps an applicant from taking a petition back (법22②)."""
    receipt = team(office)
    asked(office, receipt)
    people(office, ("park", "officer", "roads"))
    assert done(office, "park", "withdraw", receipt, "전화로 취하").state == "withdrawn"
    assert parts(office, receipt)[0].state == "withdrawn"


def test_the_notice_of_the_result_names_the_units_that_replied(office: Office) -> None:
    """And no other: not who was asked in vain, or whose business it was not. A case without parts has no such line."""
    receipt, alone = team(office), str(file(office).receipt)
    people(office, ("choi", "officer", "streets"))
    replied(office, asked(office, receipt, "lights"), by="jung")
    replied(office, asked(office, receipt, "streets"), "returned", by="choi", text="소관이 아닙니다.")
    asked(office, receipt)
    done(office, "kim", "waive_parts", receipt, "급합니다.")
    for number in (receipt, alone):
        done(office, "kim", "answer", number, "옮기겠습니다.")
    office.run_due_tasks()
    with office.look(by=actor(office, "kim")) as work:
        papers = []
        for number in (receipt, alone):
            petition = work.petitions.get(number)
            (notice,) = [each for each in work.notices.of(petition) if each.kind == "result"]
            papers.append(dict(work.notices.paper(petition, str(notice.paper)).rows))
    assert papers[0]["함께 검토한 부서"] == "조명과"
    assert "함께 검토한 부서" not in papers[1]


@pytest.mark.postgres
def test_who_asks_while_it_is_being_decided_is_too_late(office_on_postgres: Office) -> None:
    """Read undecided, decided by another unit of work before it is written: no open part stays in a decided case."""
    office = office_on_postgres
    receipt = team(office)
    done(office, "kim", "assign", receipt)
    decided: list[str] = []

    def meanwhile(*said: Any) -> None:
        if said[2].startswith("INSERT INTO joint_parts") and not decided:
            decided.append(receipt)
            done(office, "kim", "answer", receipt, "옮기겠습니다.")

    sa.event.listen(office.database.engine, "before_cursor_execute", meanwhile)
    with pytest.raises(Conflict):
        asked(office, receipt)
    assert decided == [receipt]
    assert (state(office, receipt).state, parts(office, receipt)) == ("answered", [])
