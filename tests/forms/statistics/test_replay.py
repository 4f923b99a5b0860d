"""Cases as the facts tell them: the same as the tables have."""

from __future__ import annotations

from collections import Counter

from egovframe.forms.service import Petitions
from egovframe.forms.statistics import store
from egovframe.forms.statistics.counting import tallies
from egovframe.forms.statistics.model import Key
from egovframe.forms.statistics.replay import ACTIONS, Told, cases_of
from tests.forms.course import Case
from tests.forms.desk import OFFICER, SYSTEM, Desk


def told(desk: Desk) -> list[Told]:
    """The facts of the desk that are needed."""
    return [
        Told(note.at, note.action, note.object, note.details) for note in desk.facts.notes if note.action in ACTIONS
    ]


def test_facts_and_tables_agree(desk: Desk) -> None:
    """Receipts, assignments, answers, late refusals, withdrawals and closings: the counts are the same."""
    receipts = [desk.submit().petition.receipt for _ in range(4)]
    desk.submit("suggestion")
    begin = desk.time.at
    desk.time.forward(hours=2)
    with desk.work(OFFICER) as work:
        desk.at(work).assign(receipts[0])
    desk.time.forward(days=1)
    with desk.work(OFFICER) as work:
        desk.at(work).answer(receipts[0], "고쳤습니다.")
    with desk.work(OFFICER) as work:
        desk.at(work).withdraw(receipts[1])
    desk.run_due_tasks()
    desk.time.forward(days=30)
    with desk.work(OFFICER) as work:
        desk.at(work).refuse(receipts[2], "사유지입니다.", basis="도로법 제2조", remedy="60일 안에 이의신청")
    desk.time.forward(minutes=5)
    desk.run_due_tasks()
    with desk.database.read() as conn:
        from_tables = tallies(store.cases(conn, begin, desk.time.at.replace(year=2027)), calendar=desk.forms.calendar)
    from_facts = tallies(cases_of(told(desk)), calendar=desk.forms.calendar)
    assert from_facts == from_tables
    measures = {key.measure for tally in from_facts.values() for key in tally}
    assert measures == {"received", "decided", "timely", "taken", "spent"}
    timely = [key.number for tally in from_facts.values() for key in tally.elements() if key.measure == "timely"]
    assert sorted(timely) == [0, 1]


def test_every_kind_of_step(desk: Desk) -> None:
    """A supplement, a stopped clock, a transfer, a reminder, an objection and a rating count alike from both."""
    case, passed = Case(desk), Case(desk)
    begin = desk.time.at
    case.officer(Petitions.assign)
    case.officer(Petitions.ask_supplement, "사진을 내세요.", days=5)
    desk.time.forward(days=2)
    case.holder(Petitions.supplement, "사진입니다.")
    case.officer(Petitions.pause, "inspection", "재료 시험")
    desk.time.forward(days=3)
    case.officer(Petitions.resume)
    passed.officer(Petitions.transfer, "parks", "공원 안의 길입니다.")
    desk.time.forward(days=24)
    with desk.work(SYSTEM) as work:
        assert desk.at(work).tick() == 2
    case.holder(Petitions.remind)
    case.officer(Petitions.refuse, "사유지입니다.", basis="도로법 제2조", remedy="이의신청")
    desk.run_due_tasks()
    desk.time.forward(days=1)
    case.holder(Petitions.file_objection, "사유지가 아닙니다.")
    desk.time.forward(days=1)
    case.officer(Petitions.grant_objection, "고치겠습니다.")
    desk.run_due_tasks()
    case.holder(Petitions.rate, 4)
    with desk.database.read() as conn:
        from_tables = tallies(store.cases(conn, begin, desk.time.at.replace(year=2027)), calendar=desk.forms.calendar)
    from_facts = tallies(cases_of(told(desk)), calendar=desk.forms.calendar)
    assert from_facts == from_tables
    counted = sum(from_facts.values(), Counter[Key]())
    steps = Counter(key.value for key in counted.elements() if key.measure == "step")
    asked = dict.fromkeys(("ask_supplement", "pause", "transfer", "remind", "file_objection", "grant_objection"), 1)
    assert steps == {**asked, "overdue": 2}
    assert [key.number for key in counted if key.measure == "rated"] == [4]
    assert [(key.value, counted[key]) for key in counted if key.measure == "decided"] == [("refused", 1)]
    spent = {key.value: key.number for key in counted if key.measure == "spent"}
    assert spent["awaiting_supplement"] == 20  # Monday 10:00 to Wednesday 10:00: two working days
    assert {"received", "assigned", "objected", "refused", "granted", "closed"} - set(spent) <= {"closed", "received"}


def test_a_case_without_receipt_is_none(small_desk: Desk) -> None:
    """Facts of a petition whose receipt is no longer there are passed over, as are facts of other things."""
    small_desk.submit()
    (fact,) = told(small_desk)
    later = Told(fact.at, "petition.assigned", "petition:another", {"state": "assigned", "unit": "roads"})
    other = Told(fact.at, "petition.read", fact.object, {})
    (case,) = cases_of([fact, later, other])
    assert (case.form, case.unit, case.channel, case.steps) == ("pothole", "roads", "portal", ())
