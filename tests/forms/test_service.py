"""The verbs of petitions: who may, in which state, and that every deed and every look leaves its fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from egovframe.forms.errors import FormInvalid
from egovframe.forms.model import MOVES, STATES, State
from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Conflict, Invalid, NotFound, WorkError
from egovframe.kernel.ids import new_receipt
from egovframe.kernel.permissions import Forbidden
from tests.forms.desk import CITIZEN, GARDENER, NOBODY, OFFICER, POTHOLE, READER, SYSTEM, VISITOR, Desk

Deed = Callable[[Petitions, str], object]

DEEDS: dict[str, Deed] = {
    "assign": lambda petitions, receipt: petitions.assign(receipt),
    "answer": lambda petitions, receipt: petitions.answer(receipt, "고쳤습니다."),
    "refuse": lambda petitions, receipt: petitions.refuse(receipt, "이유", basis="도로법 33", remedy="이의신청"),
    "withdraw": lambda petitions, receipt: petitions.withdraw(receipt),
    "mark_urgent": lambda petitions, receipt: petitions.mark_urgent(petitions.get(receipt)),
    "start": lambda petitions, receipt: petitions.start(receipt),
    "ask_supplement": lambda petitions, receipt: petitions.ask_supplement(receipt, "사진을 보내 주세요.", days=10),
    "consult": lambda petitions, receipt: petitions.consult(
        receipt, "공원과", "나무를 옮겨도 됩니까?", reply_by=petitions.get(receipt).due
    ),
    "grant": lambda petitions, receipt: petitions.grant(receipt, "허가합니다."),
    "transfer_out": lambda petitions, receipt: petitions.transfer_out(receipt, "경찰서", "교통 단속입니다."),
    "give_back": lambda petitions, receipt: petitions.give_back(receipt, "보완하지 않았습니다."),
}


def further(desk: Desk, petition: Any, step: str) -> None:
    """Close it as a repeat of two others, or object to it with its holder's key."""
    if step == "object":
        key = next(each.key for each in desk.filed if each.petition.id == petition.id)
        with desk.work(VISITOR) as work:
            desk.at(work).holder(petition.receipt, key)
            desk.at(work).file_objection(petition.receipt, "사유지가 아닙니다.")
        return
    earlier = [in_state(desk, "answered").receipt for _ in range(2)]
    desk.run_due_tasks()
    with desk.work(OFFICER) as work:
        desk.at(work).close_repeat(petition.receipt, "같은 내용입니다.", earlier=earlier)


def in_state(desk: Desk, state: State) -> Any:
    """A petition that was brought into a state."""
    petition = desk.submit().petition
    steps: dict[State, tuple[str, ...]] = {
        "received": (),
        "assigned": ("assign",),
        "in_progress": ("start",),
        "awaiting_supplement": ("ask_supplement",),
        "consulting": ("consult",),
        "granted": ("grant",),
        "returned": ("ask_supplement", "lapse", "ask_supplement", "lapse", "give_back"),
        "transferred": ("transfer_out",),
        "repeated": ("repeat",),
        "objected": ("refuse", "object"),
        "answered": ("answer",),
        "refused": ("refuse",),
        "withdrawn": ("withdraw",),
        "closed": ("answer",),
    }
    for step in steps[state]:
        if step == "lapse":
            desk.time.forward(days=15)
            continue
        if step in ("repeat", "object"):
            further(desk, petition, step)
            continue
        with desk.work(OFFICER) as work:
            DEEDS[step](desk.at(work), petition.receipt)
    if state == "closed":
        with desk.work(SYSTEM) as work:
            desk.at(work).close(petition.id)
    return petition


# --- reading ---


def test_an_officer_reads_with_personal_answers_masked(desk: Desk) -> None:
    """What is needed to tell two people apart is shown, no more, and the look is a fact about the case."""
    petition = desk.submit(answers={**POTHOLE, "email": "gildong@example.com"}).petition
    with desk.look(READER, why="desk") as work:
        seen = desk.at(work).get(petition.receipt.lower())
    assert (seen.form.where, seen.form.phone, seen.form.email) == ("중앙로 12", "010-****-5678", "g***@example.com")
    fact = desk.facts.last("petition.read")
    assert (fact.object, fact.subjects) == (f"petition:{petition.id}", (f"petition:{petition.id}",))
    assert fact.details == {"form": "pothole", "unit": "roads", "masked": 1}


def test_revealing_needs_permission_and_a_reason_that_stays_private(desk: Desk) -> None:
    """The reason is committed to, never published; the fields that were shown are named."""
    petition = desk.submit().petition
    with desk.work(OFFICER) as work:
        with pytest.raises(Invalid):
            desk.at(work).reveal(petition.receipt, "  ")
        assert desk.at(work).reveal(petition.receipt, "call back about 홍길동") == {"phone": "010-1234-5678"}
    fact = desk.facts.last("petition.revealed")
    assert (fact.private["reason"], fact.details["fields"]) == ("call back about 홍길동", ["phone"])
    assert "홍길동" not in str(fact.details)
    with pytest.raises(Forbidden), desk.work(READER) as work:
        desk.at(work).reveal(petition.receipt, "curious")
    assert desk.facts.last("access.denied").details["permission"] == "petition.reveal"


@pytest.mark.parametrize("deed", ["get", "reveal", "assign", "answer", "refuse", "withdraw"])
def test_who_may_comes_before_what_there_is(desk: Desk, deed: str) -> None:
    """Another unit's petition is not found, as one that there is not; without any permission it is forbidden."""
    petition = desk.submit().petition
    deeds: dict[str, Deed] = {
        "get": lambda petitions, receipt: petitions.get(receipt),
        "reveal": lambda petitions, receipt: petitions.reveal(receipt, "why"),
        **DEEDS,
    }
    said = []
    for receipt in (petition.receipt, new_receipt(), "no receipt"):
        with pytest.raises(NotFound) as caught, desk.work(GARDENER) as work:
            deeds[deed](desk.at(work), receipt)
        said.append(str(caught.value))
        with pytest.raises(Forbidden), desk.work(NOBODY) as work:
            deeds[deed](desk.at(work), receipt)
    assert len(set(said)) == 1, "the words do not tell which of the three it was"


def test_lists_show_only_ones_own_units_page_by_page(desk: Desk) -> None:
    """The newest first, personal answers hidden whole, a cursor to the next page, and whose were shown as a fact."""
    receipts = [desk.submit().petition.receipt for _ in range(5)]
    desk.submit("suggestion")
    with desk.look(READER) as work:
        first = desk.at(work).list(limit=3)
        rest = desk.at(work).list(limit=3, cursor=first.next)
        assert desk.at(work).list(form="suggestion").items == ()
    assert [petition.receipt for petition in (*first.items, *rest.items)] == receipts[::-1]
    assert rest.next is None
    assert {petition.form.phone for petition in first.items} == {"****"}
    assert len(desk.facts.last("petition.listed").subjects) == 0
    with pytest.raises(Invalid), desk.look(READER) as work:
        desk.at(work).list(state="lost")
    with pytest.raises(Forbidden), desk.look(NOBODY) as work:
        desk.at(work).list()


def test_a_list_of_one_state(desk: Desk) -> None:
    """Only what is in that state."""
    in_state(desk, "answered")
    waiting = in_state(desk, "received")
    with desk.look(READER) as work:
        assert [each.id for each in desk.at(work).list(state="received").items] == [waiting.id]


# --- states ---


@pytest.mark.parametrize("state", list(STATES))
def test_every_illegal_move_is_refused(desk: Desk, state: State) -> None:
    """What a state does not allow is a conflict that says what is possible, and changes nothing."""
    petition = in_state(desk, state)
    for action in sorted(set(DEEDS) - set(MOVES[state])):
        with pytest.raises(Conflict) as caught, desk.work(OFFICER) as work:
            DEEDS[action](desk.at(work), petition.receipt)
        assert caught.value.context["possible"] == MOVES[state]
    if "close" not in MOVES[state] and state not in ("closed", "objected"):  # there the worker comes too late
        with pytest.raises(Conflict), desk.work(SYSTEM) as work:
            desk.at(work).close(petition.id)
    with desk.look(OFFICER) as work:
        seen = desk.at(work).get(petition.receipt)
        assert seen.state == state
        offered = desk.at(work).actions(seen)
    assert set(offered) <= set(MOVES[state])
    assert ("reveal" in offered) is True


def test_an_officer_takes_or_gives_a_petition(desk: Desk) -> None:
    """Taking makes the officer the handler; giving goes only to somebody who answers petitions of the unit."""
    petition = desk.submit().petition
    with desk.work(OFFICER) as work:
        taken = desk.at(work).assign(petition.receipt)
    assert (taken.state, taken.handler, taken.handler_name) == ("assigned", "a-1", "Kim")
    for name in ("Park", "Lee", "Unknown"):
        with pytest.raises(Invalid) as caught, desk.work(OFFICER) as work:
            desk.at(work).assign(petition.receipt, name)
        assert caught.value.faults[0].field == "to"
    with pytest.raises(Forbidden), desk.work(READER) as work:
        desk.at(work).assign(petition.receipt)


def test_an_answer_is_kept_sealed_with_its_author(desk: Desk) -> None:
    """Article 27: the decision says who decided when; who answers first becomes the handler; lateness is a fact."""
    petition = desk.submit().petition
    with pytest.raises(Invalid), desk.work(OFFICER) as work:
        desk.at(work).answer(petition.receipt, " \n")
    desk.time.forward(days=30)
    with desk.work(OFFICER) as work:
        answered = desk.at(work).answer(petition.receipt, "고쳤습니다.")
    assert answered.decision is not None
    assert (answered.decision.text, answered.decision.by_name, answered.handler) == ("고쳤습니다.", "Kim", "a-1")
    assert desk.facts.last("petition.answered").details["late"] == 1


@pytest.mark.parametrize("missing", ["reason", "basis", "remedy"])
def test_article_27_3_a_refusal_needs_reason_basis_and_remedy(small_desk: Desk, missing: str) -> None:
    """Each of the three that is missing is named; nothing is decided without it."""
    petition = small_desk.submit().petition
    words = {"reason": "이유", "basis": "도로법 33", "remedy": "이의신청"} | {missing: "  "}
    with pytest.raises(Invalid) as caught, small_desk.work(OFFICER) as work:
        small_desk.at(work).refuse(petition.receipt, words["reason"], basis=words["basis"], remedy=words["remedy"])
    assert [fault.field for fault in caught.value.faults] == [missing]
    assert small_desk.facts.count("petition.refused") == 0


def test_the_whole_way_from_receipt_to_closed(desk: Desk) -> None:
    """Received, assigned, answered, told, closed: each step is in the history, each with its fact, in order."""
    submission = desk.submit(answers={**POTHOLE, "email": "gildong@example.com"})
    receipt = submission.petition.receipt
    with desk.work(OFFICER) as work:
        desk.at(work).assign(receipt)
    desk.time.forward(hours=1)
    with desk.work(OFFICER) as work:
        desk.at(work).answer(receipt, "고쳤습니다.")
    desk.time.forward(hours=1)
    desk.run_due_tasks()
    with desk.look(OFFICER) as work:
        petition = desk.at(work).get(receipt)
        steps = [step.kind for step in desk.at(work).timeline(petition)]
        assert desk.at(work).actions(petition) == ["reveal"]
    assert (petition.state, petition.outcome, petition.open) == ("closed", "answered", False)
    assert steps == ["received", "assigned", "answered", "notified", "closed"]
    for action in ("submitted", "assigned", "answered", "closed"):
        assert desk.facts.count(f"petition.{action}") == 1
    assert desk.facts.count("notice.sent") == 1


def test_closing_twice_is_closing_once(desk: Desk) -> None:
    """The worker may try again."""
    petition = in_state(desk, "closed")
    with desk.work(SYSTEM) as work:
        assert desk.at(work).close(petition.id).state == "closed"
    assert desk.facts.count("petition.closed") == 1


# --- the holder's own deeds ---


def test_article_22_2_the_holder_amends_until_it_is_decided(desk: Desk) -> None:
    """What is not named stays, the names of changed fields are a fact, wrong answers change nothing."""
    submission = desk.submit()
    receipt = submission.petition.receipt
    with desk.work(VISITOR) as work:
        desk.at(work).holder(receipt, submission.key)
        amended = desk.at(work).amend(receipt, {"where": "중앙로 14", "phone": "010-1111-2222"})
        with pytest.raises(FormInvalid):
            desk.at(work).amend(receipt, {"lanes": 9})
    assert (amended.form.where, amended.form.phone, amended.form.lanes) == ("중앙로 14", "010-1111-2222", 1)
    assert desk.facts.last("petition.amended").details["fields"] == ["phone", "where"]
    with desk.work(OFFICER) as work:
        assert desk.at(work).reveal(receipt, "call") == {"phone": "010-1111-2222"}
        desk.at(work).answer(receipt, "고쳤습니다.")
    with desk.work(VISITOR) as work:
        desk.at(work).holder(receipt, submission.key)
        with pytest.raises(Conflict):
            desk.at(work).amend(receipt, {"where": "중앙로 16"})


def test_only_the_holder_amends(desk: Desk) -> None:
    """Neither an officer nor another citizen; the account that filed it needs no key."""
    receipt = desk.submit(by=CITIZEN).petition.receipt
    for actor in (OFFICER, VISITOR):
        with pytest.raises(NotFound), desk.work(actor) as work:
            desk.at(work).amend(receipt, {"where": "x"})
    with desk.work(CITIZEN) as work:
        assert desk.at(work).amend(receipt, {"lanes": 2}).form.lanes == 2


def test_the_holder_withdraws_and_the_petition_is_closed(desk: Desk) -> None:
    """No notice is sent for what the applicant took back."""
    submission = desk.submit()
    with desk.work(VISITOR) as work:
        desk.at(work).holder(submission.petition.receipt, submission.key)
        assert desk.at(work).withdraw(submission.petition.receipt).state == "withdrawn"
    desk.run_due_tasks()
    with desk.look(OFFICER) as work:
        assert desk.at(work).get(submission.petition.receipt).state == "closed"
    assert desk.facts.count("notice.sent") == 0


def test_marking_urgent_needs_a_permission_outside_of_observers(desk: Desk) -> None:
    """A reader may not; an officer may, and twice is once."""
    receipt = desk.submit().petition.receipt
    with pytest.raises(Forbidden), desk.work(READER) as work:
        desk.at(work).mark_urgent(desk.at(work).get(receipt))
    with desk.work(OFFICER) as work:
        desk.at(work).mark_urgent(desk.at(work).get(receipt))
        desk.at(work).mark_urgent(desk.at(work).get(receipt))
    assert desk.facts.count("petition.marked_urgent") == 1


def test_a_look_decides_nothing(small_desk: Desk) -> None:
    """A unit of work that only reads refuses to write."""
    receipt = small_desk.submit().petition.receipt
    with pytest.raises(WorkError), small_desk.look(OFFICER) as work:
        small_desk.at(work).answer(receipt, "고쳤습니다.")


def test_two_officers_decide_at_once(desk: Desk) -> None:
    """The second finds the petition decided: one decision, one notice."""
    receipt = desk.submit().petition.receipt
    with desk.work(OFFICER) as work:
        desk.at(work).answer(receipt, "첫 답변")
    with pytest.raises(Conflict), desk.work(OFFICER) as work:
        desk.at(work).refuse(receipt, "이유", basis="근거", remedy="구제")
    desk.run_due_tasks()
    assert desk.facts.count("notice.sent") == 1
