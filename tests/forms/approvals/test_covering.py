"""One draft for a petition and those that are joined under it (영6⑥)."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.approvals.model import Approval, Signer
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.office import Office
from egovframe.testing import SetClock, open_office
from tests.forms.approvals.line import LINE, REFUSAL, drafted, signed, staffed, team
from tests.forms.routing.town import CONSOLE, actor, file, state


def neighbours(office: Office, many: int = 5) -> list[str]:
    """The petitions of so many neighbours; the others are joined under the first one."""
    receipts = [team(office), *(str(file(office).receipt) for _ in range(many - 1))]
    with office.work(by=actor(office, "kim")) as work:
        work.joined.join(receipts[0], receipts[1:])
    return receipts


def draft(office: Office, receipt: str, line: Any = LINE, **words: str) -> Approval:
    """Drafts a decision for all of them."""
    return drafted(office, receipt, line=line, joined=True, **words)


def outcomes(office: Office, receipts: list[str]) -> list[str | None]:
    """How each ended."""
    return [state(office, receipt).outcome for receipt in receipts]


def through(office: Office, approval: Approval) -> Approval:
    """Has everybody in the line sign."""
    signed(office, "lee", approval)
    signed(office, "oh", approval)
    return signed(office, "park", approval)


def test_decree_6_6_with_the_last_signature_all_are_decided(office_anywhere: Office) -> None:
    """The draft names those it covers; each is decided by itself, word for word, and each has its fact."""
    office = office_anywhere
    receipts = neighbours(office)
    approval = draft(office, receipts[0], **REFUSAL)
    assert [each.receipt for each in approval.joined] == receipts[1:]
    assert dict(approval.words) == REFUSAL
    (fact,) = office.trail.search(action="approval.drafted")
    assert (fact["details"]["joined"], len([s for s in fact["subjects"] if s.startswith("petition:")])) == (4, 5)
    assert through(office, approval).state == "approved"
    assert outcomes(office, receipts) == ["refused"] * 5
    assert [state(office, each).decision.text for each in receipts] == [REFUSAL["text"]] * 5
    (fact,) = office.trail.search(action="petition.carried")
    assert (fact["details"]["done"], fact["details"]["left"]) == (4, 0)
    with office.look(by=actor(office, "kim")) as look:
        assert [each.decided for each in look.approvals.get(approval.id).joined] == [True] * 4


def test_where_decisions_have_to_be_approved_one_line_does_for_all(tmp_path: Any, clock: SetClock) -> None:
    """What the draft does not cover is not decided with it: it has to be approved by itself."""
    with open_office(staffed(), tmp_path, clock=clock, forms={"approval": ["report"]}) as office:
        receipts = neighbours(office)
        with pytest.raises(Conflict, match="approved first"), office.work(by=actor(office, "kim")) as work:
            work.petitions.answer(receipts[1], "고쳤습니다.")
        approval = draft(office, receipts[0])
        later = str(file(office).receipt)
        with office.work(by=actor(office, "kim")) as work:
            work.joined.join(receipts[0], [later])
        through(office, approval)
        assert outcomes(office, [*receipts, later]) == ["answered"] * 5 + [None]


def test_what_changed_meanwhile_is_left_as_it_is(office: Office) -> None:
    """Taken out, decided, or with a draft of its own under way."""
    receipts = neighbours(office)
    approval = draft(office, receipts[0])
    with office.work(by=actor(office, "kim")) as work:
        work.joined.take_out(receipts[1], "다른 길")
        work.petitions.answer(receipts[2], "먼저 고쳤습니다.")
    drafted(office, receipts[3])
    through(office, approval)
    assert outcomes(office, receipts) == ["answered", None, "answered", None, "answered"]
    assert state(office, receipts[2]).decision.text == "먼저 고쳤습니다."


def test_only_those_that_the_line_may_sign_for(office: Office) -> None:
    """A petition that is with another unit is not covered; nor is any where there is nothing to cover."""
    receipts = neighbours(office)
    with office.work(by=CONSOLE) as work:
        work.petitions.transfer(receipts[1], "parks", "공원과 소관")
    approval = draft(office, receipts[0])
    assert [each.receipt for each in approval.joined] == receipts[2:]
    with pytest.raises(Invalid) as refused:
        draft(office, receipts[2])
    assert [fault.field for fault in refused.value.faults] == ["joined"]
    with pytest.raises(Conflict):
        draft(office, receipts[0], (Signer("park"),))


def test_who_may_not_read_a_covered_petition_sees_that_there_is_one(office: Office) -> None:
    """Its number is not told."""
    receipts = neighbours(office)
    approval = draft(office, receipts[0])
    with office.work(by=CONSOLE) as work:
        work.petitions.transfer(receipts[1], "parks", "공원과 소관")
    with office.look(by=actor(office, "lee")) as look:
        seen = look.approvals.get(approval.id)
    assert ([each.receipt for each in seen.joined], seen.unseen) == (receipts[2:], 1)
    assert office.trail.search(action="petition.listed")[0]["details"]["view"] == "approval"
    with office.look(by=actor(office, "lee")) as look:
        (waiting,) = look.approvals.mine()
    assert (waiting.joined, waiting.unseen) == ((), 0)
