"""Cases as the facts tell them: the same as the tables have."""

from __future__ import annotations

from egovframe.forms.statistics import store
from egovframe.forms.statistics.counting import tallies
from egovframe.forms.statistics.replay import ACTIONS, Told, cases_of
from tests.forms.desk import OFFICER, Desk


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


def test_a_case_without_receipt_is_none(small_desk: Desk) -> None:
    """Facts of a petition whose receipt is no longer there are passed over, as are facts of other things."""
    small_desk.submit()
    (fact,) = told(small_desk)
    later = Told(fact.at, "petition.assigned", "petition:another", {"state": "assigned", "unit": "roads"})
    other = Told(fact.at, "petition.read", fact.object, {})
    (case,) = cases_of([fact, later, other])
    assert (case.form, case.unit, case.channel, case.steps) == ("pothole", "roads", "portal", ())
