"""Who may touch which petition."""

from __future__ import annotations

import pytest

from egovframe.forms.access import Access, object_of, subjects_of
from egovframe.forms.procedure.states import BY, Action
from egovframe.kernel.errors import NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from tests.forms.desk import CITIZEN, GARDENER, OFFICER, READER, SYSTEM, VISITOR, Desk


def test_what_each_person_may_do_with_a_petition(desk: Desk) -> None:
    """By permission and unit for officers, by account for citizens; closing is the office's own."""
    petition = desk.submit(by=CITIZEN).petition
    actions: tuple[Action, ...] = ("assign", "answer", "refuse", "mark_urgent", "reveal", "amend", "withdraw", "close")
    allowed = {}
    for actor in (OFFICER, READER, GARDENER, CITIZEN, VISITOR, SYSTEM):
        with desk.look(actor) as look:
            allowed[actor.name] = [action for action in actions if Access(look).allows(petition, BY[action])]
    assert allowed == {
        "Kim": ["assign", "answer", "refuse", "mark_urgent", "reveal", "withdraw"],
        "Lee": [],
        "Park": [],
        "Hong": ["amend", "withdraw"],
        "visitor": [],
        "worker": ["assign", "answer", "refuse", "mark_urgent", "reveal", "withdraw", "close"],
    }


def test_a_visitor_never_holds_what_a_visitor_filed(desk: Desk) -> None:
    """Nobody's account is everybody's: only the key opens it."""
    petition = desk.submit(by=VISITOR).petition
    with pytest.raises(Forbidden), desk.work(VISITOR) as work:
        Access(work).own(petition.receipt, "petition.answer")
    with desk.look(CITIZEN) as look:
        assert not Access(look).holds(petition.id, petition.applicant)


def test_a_permission_without_reading_is_enough_for_its_deed(desk: Desk) -> None:
    """Whoever may assign in the unit finds the petition; in another unit there is none."""
    receipt = desk.submit().petition.receipt
    assigner = Actor("officer", "a-9", "Jung", holds={"petition.assign": frozenset({"roads"})})
    with desk.work(assigner) as work:
        assert Access(work).found(receipt, "petition.assign")["receipt"] == receipt
        with pytest.raises(Forbidden):
            Access(work).found(receipt, "petition.answer")
    with pytest.raises(NotFound), desk.work(SYSTEM) as work:
        Access(work).by_id("no-such-id")


def test_a_fact_names_the_case_and_the_account_never_the_person() -> None:
    """The subject of a petition by a visitor is the case alone."""
    assert object_of({"id": "7"}) == "petition:7"
    assert subjects_of({"id": "7", "applicant": None}) == ("petition:7",)
    assert subjects_of({"id": "7", "applicant": "c-1"}) == ("petition:7", "account:c-1")
