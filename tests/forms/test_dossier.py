"""Everything there is about a closed case, for whoever keeps its record."""

from __future__ import annotations

import pytest

from egovframe.forms.cosigning.service import CosignersOfPetitions
from egovframe.forms.dossier import dossier
from egovframe.forms.prefill import Brought, Found
from egovframe.forms.prefill.recording import note_handed_in
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.permissions import Forbidden
from egovframe.kernel.text import Text
from tests.forms.desk import CITIZEN, GARDENER, OFFICER, POTHOLE, READER, SYSTEM, VISITOR, Desk


def test_a_closed_case_is_whole(desk: Desk) -> None:
    """Form, all answers in the clear, decision, history, notices and whose data it is."""
    petition = desk.submit(by=CITIZEN).petition
    with desk.work(OFFICER) as work:
        desk.at(work).refuse(petition.receipt, "이유", basis="도로법 33", remedy="행정심판")
    desk.run_due_tasks()
    with desk.look(SYSTEM) as look:
        case = dossier(look, desk.forms, petition.id)
    assert case.answers == POTHOLE
    assert case.petition.form.phone == "010-1234-5678"
    assert case.definition["name"] == "pothole"
    assert case.decision is not None
    assert {name: case.decision[name] for name in ("kind", "text", "basis", "remedy", "by_name")} == {
        "kind": "refused", "text": "이유", "basis": "도로법 33", "remedy": "행정심판", "by_name": "Kim",
    }  # fmt: skip
    assert [step["kind"] for step in case.history] == ["received", "assigned", "refused", "notified", "closed"]
    assert [(notice["kind"], notice["state"]) for notice in case.notices] == [("refusal", "sent")]
    assert case.subjects == (f"petition:{petition.id}", "account:c-1")


def test_where_answers_came_from_is_part_of_it(desk: Desk) -> None:
    """The register and the moment, by question; nothing where nothing was looked up."""
    found = {"where": Found(POTHOLE["where"], "registry", fixed=False)}
    brought = Brought("pothole", "c-1", "2026-09-21T01:00:00.000Z", found, {"registry": "found"})
    petitions = [desk.submit(by=CITIZEN).petition for _ in range(2)]
    with desk.work(CITIZEN) as work:
        note_handed_in(work, petitions[0], petitions[0].form, brought, title_of=Text.of)
    for petition in petitions:
        with desk.work(OFFICER) as work:
            desk.at(work).answer(petition.receipt, "고쳤습니다.")
    desk.run_due_tasks()
    with desk.look(SYSTEM) as look:
        first, second = (dossier(look, desk.forms, petition.id) for petition in petitions)
    assert [(each["question"], each["source"], each["changed"]) for each in first.prefilled] == [
        ("where", "registry", None)
    ]
    assert second.prefilled == []


def test_only_closed_cases_and_only_for_who_may_reveal(desk: Desk) -> None:
    """An open case is a conflict, an unknown one not found."""
    petition = desk.submit().petition
    with desk.look(SYSTEM) as look:
        with pytest.raises(Conflict):
            dossier(look, desk.forms, petition.id)
        with pytest.raises(NotFound):
            dossier(look, desk.forms, "nothing")
    with pytest.raises(Forbidden), desk.look(READER) as look:
        dossier(look, desk.forms, petition.id)


def test_the_signatures_that_stand_are_part_of_it(desk: Desk) -> None:
    """With names and what they signed; who only was invited, or withdrew, is not."""
    filed = desk.submit("suggestion")
    keys = []
    for _ in range(3):
        with desk.work(VISITOR) as work:
            petition = desk.at(work).holder(filed.petition.receipt, filed.key)
            keys.append(CosignersOfPetitions(work, desk.forms).invite(petition, name="옆집").key)
    for key, name in zip(keys, ("장보고", "이순신"), strict=False):
        with desk.work(VISITOR) as work:
            CosignersOfPetitions(work, desk.forms).sign(key, name)
    with desk.work(VISITOR) as work:
        CosignersOfPetitions(work, desk.forms).retract(keys[1])
    with desk.work(GARDENER) as work:
        desk.at(work).answer(filed.petition.receipt, "그렇게 하겠습니다.")
    desk.run_due_tasks()
    with desk.look(SYSTEM) as look:
        case = dossier(look, desk.forms, filed.petition.id)
    (signature,) = case.cosigners
    assert (signature["name"], signature["current"]) == ("장보고", True)
    assert signature["answers"] == desk.facts.last("petition.submitted").details["answers"]
