"""Forms whose decisions have to be approved: nobody decides alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.forms.settings import FormsSettings
from egovframe.kernel.errors import Conflict
from egovframe.testing import open_office
from tests.forms.approvals.line import REFUSAL, drafted, signed, staffed, team
from tests.forms.routing.town import actor, file, state


@pytest.mark.parametrize("forms", [("report",), ("*",)])
def test_nobody_decides_alone_where_decisions_are_approved(tmp_path: Path, forms: tuple[str, ...]) -> None:
    """Answer and refusal wait for the line; a withdrawal is the applicant's and needs none."""
    with open_office(staffed(), tmp_path, forms=FormsSettings(approval=forms)) as office:
        receipt = team(office)
        with office.work(by=actor(office, "kim")) as work, pytest.raises(Conflict, match="approved first"):
            work.petitions.answer(receipt, "고쳤습니다.")
        with office.work(by=actor(office, "kim")) as work, pytest.raises(Conflict, match="approved first"):
            work.petitions.refuse(receipt, REFUSAL["text"], basis=REFUSAL["basis"], remedy=REFUSAL["remedy"])
        draft = drafted(office, receipt)
        for name in ("lee", "oh", "park"):
            signed(office, name, draft)
        assert state(office, receipt).state == "answered"
        other = file(office).receipt
        with office.work(by=actor(office, "kim")) as work:
            assert work.petitions.withdraw(other, "전화로 알림").state == "withdrawn"


def test_other_forms_are_decided_as_before(tmp_path: Path) -> None:
    """Only the forms that the setting names."""
    with open_office(staffed(), tmp_path, forms=FormsSettings(approval=("other",))) as office:
        receipt = team(office)
        with office.work(by=actor(office, "kim")) as work:
            assert work.petitions.answer(receipt, "고쳤습니다.").state == "answered"
