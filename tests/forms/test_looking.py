"""Looking at petitions: what can be done is said for whoever asks."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Conflict
from egovframe.kernel.permissions import Forbidden
from tests.forms.course import Case
from tests.forms.desk import OFFICER, READER, VISITOR, Desk


def test_what_can_be_done_follows_the_procedure_and_the_person(desk: Desk) -> None:
    """What a condition rules out is not offered; officers, readers and the holder each see their own."""
    case = Case(desk)
    assert {"ask_supplement", "extend", "transfer", "pause"} <= set(case.actions())
    assert not {"ask_consent", "resume", "amend", "close"} & set(case.actions())
    assert case.actions(READER) == []
    assert case.holders() == ["amend", "withdraw"]
    case.officer(Petitions.ask_supplement, "사진", days=5)
    assert {"supplement", "extend_supplement"} <= set(case.holders())
    assert "answer" not in case.actions()


def test_ready_says_what_keeps_one_before_anything_is_entered(desk: Desk) -> None:
    """Who may first, then the state, then the condition."""
    case = Case(desk)
    with pytest.raises(Forbidden):
        case.officer(Petitions.ready, "extend", by=READER)
    with pytest.raises(Conflict, match="runs already"):
        case.officer(Petitions.ready, "resume")
    case.officer(Petitions.ready, "extend")


def test_another_edition_is_another_petition_or_other_answers(desk: Desk) -> None:
    """Open and personal answers count; what else happens to the case does not."""
    filed, other = desk.submit(), desk.submit()

    def edition(of: Any) -> str:
        with desk.work(VISITOR) as work:
            petitions = desk.at(work)
            return petitions.edition(petitions.holder(of.petition.receipt, of.key))

    first = edition(filed)
    assert first != edition(other)
    with desk.work(OFFICER) as work:
        desk.at(work).assign(filed.petition.receipt)
    assert edition(filed) == first
    for answers in ({"phone": "010-8765-4321"}, {"where": "중앙로 13"}):
        with desk.work(VISITOR) as work:
            desk.at(work).holder(filed.petition.receipt, filed.key)
            desk.at(work).amend(filed.petition.receipt, answers)
        assert edition(filed) != first
        first = edition(filed)
