"""A unit that takes part reads the case through its part, takes more time once, and replies (법20, 법31)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from egovframe.forms.joint import store
from egovframe.forms.joint.service import ANSWER
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Forbidden
from egovframe.office import Office
from egovframe.office.falling_due import look_for_due
from egovframe.testing import SetClock
from tests.forms.joint.units import QUESTION, asked, done, parts, replied, team
from tests.forms.routing.town import actor, file
from tests.support.statements import statements


def waiting(office: Office, name: str) -> list[str]:
    """What waits for an officer's units, by id."""
    with office.look(by=actor(office, name)) as work:
        return [part.id for part in work.parts.waiting()]


def test_the_unit_that_takes_part_reads_the_case_masked_and_nobody_else_does(office_anywhere: Office) -> None:
    """From the question on, until the case is closed; that it was read is a fact of the case."""
    office = office_anywhere
    receipt = team(office)
    with office.look(by=actor(office, "lee")) as work, pytest.raises(NotFound):
        work.petitions.get(receipt)
    part = asked(office, receipt)
    assert (waiting(office, "lee"), waiting(office, "oh"), waiting(office, "jung")) == ([part.id], [part.id], [])
    with office.look(by=actor(office, "lee")) as work:
        petition = work.petitions.get(receipt)
        assert str(petition.form.phone) == "010-****-7364"
        assert work.parts.get(part.id).question == QUESTION
        (step,) = [step for step in work.petitions.course(petition) if step.action == "ask_part"]
        assert "1234" not in step.said["question"]
    for verb in ("get", "of"):
        with office.look(by=actor(office, "jung")) as work, pytest.raises(NotFound):
            getattr(work.parts, verb)(part.id if verb == "get" else receipt)
    assert office.trail.search(action="petition.read")[0]["actor"]["id"] == actor(office, "lee").id
    replied(office, part)
    done(office, "kim", "answer", receipt, "옮기겠습니다.")
    assert parts(office, receipt, by="lee")[0].state == "agreed"
    office.run_due_tasks()
    with pytest.raises(NotFound):
        parts(office, receipt, by="lee")


@pytest.mark.parametrize(
    ("result", "missing"), [("conditional", "text"), ("objected", "text"), ("returned", "text"), ("maybe", "result")]
)
def test_a_reply_says_what_it_has_to(office: Office, result: str, missing: str) -> None:
    """Conditions, reasons, and for an objection its legal basis."""
    part = asked(office, team(office))
    with pytest.raises(Invalid) as refused:
        replied(office, part, result, text=" ")
    assert [fault.field for fault in refused.value.faults] == [missing]
    if result == "objected":
        with pytest.raises(Invalid) as refused:
            replied(office, part, result, text="안 됩니다.")
        assert [fault.field for fault in refused.value.faults] == ["basis"]


def test_a_reply_is_given_once_and_counts_its_time(office: Office, clock: SetClock) -> None:
    """In office minutes from the question; late ones say so. Without an officer, whoever replies has it."""
    receipt = team(office)
    part = asked(office, receipt, days=1)
    clock.forward(hours=26)
    after = replied(office, part, "conditional", text="9월까지")
    assert (after.state, after.text, after.officer_name, after.late, after.minutes) == (
        "conditional", "9월까지", "lee", True, 600,
    )  # fmt: skip
    (fact,) = office.trail.search(action="petition.part_replied")
    assert fact["details"]["late"] == 1
    with pytest.raises(Conflict):
        replied(office, part)


def test_returned_is_not_ours_and_read_no_more(office: Office) -> None:
    """The lead unit reads why; the unit itself does not read the case any more."""
    receipt = team(office)
    replied(office, asked(office, receipt), "returned", text="하천과 소관입니다.")
    (part,) = parts(office, receipt)
    assert (part.state, part.text) == ("returned", "하천과 소관입니다.")
    with pytest.raises(NotFound):
        parts(office, receipt, by="lee")


def test_parts_are_given_inside_the_unit(office: Office) -> None:
    """One takes it; only who assigns gives it to somebody else, and only to an officer of the unit."""
    part = asked(office, team(office))
    with office.work(by=actor(office, "lee")) as work:
        assert work.parts.give(part.id).officer_name == "lee"
    with office.work(by=actor(office, "lee")) as work, pytest.raises(Forbidden):
        work.parts.give(part.id, "oh")
    for name in ("jung", "nobody"):
        with office.work(by=actor(office, "oh")) as work, pytest.raises(Invalid):
            work.parts.give(part.id, name)
    with office.work(by=actor(office, "oh")) as work:
        assert work.parts.give(part.id, "oh").officer_name == "oh"
    with office.work(by=actor(office, "kim")) as work, pytest.raises(Forbidden):
        work.parts.give(part.id)


def test_article_20_2_the_reply_is_extended_once_by_what_was_given_at_most(office: Office, clock: SetClock) -> None:
    """With the reason, before its time has run out (제20조제3항)."""
    receipt = team(office)
    part = asked(office, receipt, days=2)
    last = part.reply_by + (part.reply_by - part.asked)
    with office.work(by=actor(office, "lee")) as work:
        for field, until, reason in (
            ("until", last + timedelta(seconds=1), "현장"),
            ("until", part.reply_by, "현장"),
            ("reason", last, ""),
        ):
            with pytest.raises(Invalid) as refused:
                work.parts.extend(part.id, until, reason)
            assert [fault.field for fault in refused.value.faults] == [field]
        assert work.parts.extend(part.id, last, "현장을 다시 봅니다.").reply_by == last
    with office.work(by=actor(office, "lee")) as work, pytest.raises(Conflict, match="extended already"):
        work.parts.extend(part.id, last + timedelta(hours=1), "또")
    lights = asked(office, receipt, "lights", days=1)
    clock.forward(days=1, seconds=1)
    with office.work(by=actor(office, "jung")) as work, pytest.raises(Conflict, match="run out"):
        work.parts.extend(lights.id, lights.reply_by + timedelta(hours=1), "현장")


def test_the_lead_unit_sees_a_part_but_does_not_reply(office: Office) -> None:
    """Nor does anybody whose unit was not asked."""
    part = asked(office, team(office))
    with office.look(by=actor(office, "kim")) as work:
        assert work.parts.get(part.id).title == "가로수"
    with pytest.raises(Forbidden):
        replied(office, part, by="kim")
    with pytest.raises(NotFound):
        replied(office, part, by="jung")


def test_article_20_1_a_late_part_is_told_once(office_anywhere: Office, clock: SetClock) -> None:
    """By the office itself, as long as the case is not decided."""
    office = office_anywhere
    receipt = team(office)
    asked(office, receipt, days=1)
    replied(office, asked(office, receipt, "lights", days=1), by="jung")
    look_for_due(office)
    assert office.trail.search(action="petition.part_late") == []
    clock.forward(days=1, minutes=1)
    for _ in range(2):
        look_for_due(office)
        (fact,) = office.trail.search(action="petition.part_late")
    assert (fact["details"]["to"], parts(office, receipt)[0].late) == ("parks", True)


def test_of_a_decided_petition_nothing_is_taken_on(office: Office) -> None:
    """However an open part came to stand there: nobody is given it, asks for more time, or replies any more."""
    receipt = team(office)
    part = asked(office, receipt)
    done(office, "kim", "waive_parts", receipt, "급합니다.")
    done(office, "kim", "answer", receipt, "옮기겠습니다.")

    def tried(verb: str, *args: object) -> None:
        with office.work(by=actor(office, "lee")) as work:
            ended = store.by_id(work.conn, part.id)
            assert ended is not None
            store.change(work, ended, {"state": "open", "settled": None, "settled_by": None, "settled_by_name": None})
            getattr(work.parts, verb)(part.id, *args)

    for verb, args in (("give", ()), ("extend", (part.reply_by, "왜")), ("reply", ("agreed",)), ("ready", (ANSWER,))):
        with pytest.raises(Conflict, match="decided already"):
            tried(verb, *args)


def test_what_waits_is_listed_in_one_query_and_only_then_a_fact(office: Office) -> None:
    """However many they are; who has nothing waiting leaves nothing in the trail."""
    receipts = [team(office), *(str(file(office).receipt) for _ in range(3))]
    said: list[str] = []

    def listed(name: str, **how: int) -> int:
        said.clear()
        with office.look(by=actor(office, name)) as work, statements(office.database.engine, said):
            return len(work.parts.waiting(**how))

    assert (listed("lee"), len(office.trail.search(action="petition.listed"))) == (0, 0)
    for receipt in receipts:
        asked(office, receipt)
    assert listed("lee") == len(receipts)
    assert sum("FROM joint_parts" in statement for statement in said) == 1
    assert not any("FROM petitions" in statement for statement in said)
    (fact,) = office.trail.search(action="petition.listed")
    assert (fact["details"]["count"], len(fact["subjects"])) == (len(receipts), len(receipts))
    assert listed("lee", most=2) == 2
