"""A decision from its draft to the applicant, through the hands of several officers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from egovframe.forms.approvals.model import Signer
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Forbidden
from egovframe.office import Office
from egovframe.testing import SetClock
from tests.forms.approvals.line import LINE, REFUSAL, drafted, signed, team, waiting_for
from tests.forms.routing.town import actor, state


def test_who_comes_last_decides_word_for_word_as_drafted(office_anywhere: Office, clock: SetClock) -> None:
    """Each in turn, those of one turn side by side; the decision is the last one's, the history names all."""
    office = office_anywhere
    receipt = team(office)
    draft = drafted(office, receipt, **REFUSAL)
    assert (waiting_for(office, "lee"), waiting_for(office, "park")) == ([draft.id], [])
    clock.forward(minutes=1)
    signed(office, "oh", draft, "동의합니다.")
    clock.forward(minutes=1)
    assert signed(office, "lee", draft).state == "open"
    clock.forward(minutes=1)
    assert state(office, receipt).state == "received"
    assert (waiting_for(office, "lee"), waiting_for(office, "park")) == ([], [draft.id])
    assert signed(office, "park", draft).state == "approved"
    decided = state(office, receipt)
    assert (decided.state, decided.decision.by_name) == ("refused", "park")
    assert {name: getattr(decided.decision, name) for name in REFUSAL} == REFUSAL
    with office.look(by=actor(office, "kim")) as work:
        (told,) = work.approvals.of(receipt)
        assert work.approvals.get(draft.id) == told
    assert dict(told.words) == REFUSAL
    assert [(step.officer_name, step.acted_by_name, step.proxy, step.note) for step in told.steps] == [
        ("lee", "lee", False, ""), ("oh", "oh", False, "동의합니다."), ("park", "park", False, ""),
    ]  # fmt: skip
    assert told.steps[1].acted < told.steps[0].acted < told.steps[2].acted  # type: ignore[operator]
    facts = [fact["details"]["last"] for fact in office.trail.search(action="approval.signed")]
    assert facts == [1, 0, 0]


def test_nobody_acts_out_of_turn_twice_or_in_anothers_line(office: Office) -> None:
    """Nor once the draft is settled."""
    draft = drafted(office, team(office))
    for name, error in (("park", Conflict), ("jung", NotFound), ("choi", NotFound), ("kim", Forbidden)):
        with pytest.raises(error):
            signed(office, name, draft)
    signed(office, "lee", draft)
    with pytest.raises(Conflict, match="not your turn"):
        signed(office, "lee", draft)
    signed(office, "oh", draft)
    signed(office, "park", draft)
    with pytest.raises(Conflict, match="settled"):
        signed(office, "park", draft)


def test_a_draft_that_is_sent_back_is_drafted_anew(office_anywhere: Office) -> None:
    """With the reason; what was drafted stays in the history, and a petition has one open draft at a time."""
    office = office_anywhere
    receipt = team(office)
    first = drafted(office, receipt)
    with pytest.raises(Conflict, match="being approved already"):
        drafted(office, receipt)
    with office.work(by=actor(office, "lee")) as work, pytest.raises(Invalid):
        work.approvals.send_back(first.id, note=" ")
    with office.work(by=actor(office, "lee")) as work:
        assert work.approvals.send_back(first.id, note="날짜를 적으세요.").state == "returned"
    assert waiting_for(office, "oh") == []
    second = drafted(office, receipt, text="9월 21일에 고쳤습니다.")
    with office.look(by=actor(office, "kim")) as work:
        found = work.approvals.of(receipt)
    assert [(each.id, each.state) for each in found] == [(first.id, "returned"), (second.id, "open")]
    assert found[0].steps[0].note == "날짜를 적으세요."


def test_the_drafter_alone_recalls(office: Office) -> None:
    """As long as it is open."""
    receipt = team(office)
    draft = drafted(office, receipt)
    with office.work(by=actor(office, "park")) as work, pytest.raises(NotFound):
        work.approvals.recall(draft.id)
    with office.work(by=actor(office, "kim")) as work:
        assert work.approvals.recall(draft.id).state == "recalled"
    with office.work(by=actor(office, "kim")) as work, pytest.raises(Conflict):
        work.approvals.recall(draft.id)
    with pytest.raises(Conflict):
        signed(office, "lee", draft)


def test_a_substitute_approves_as_the_officers_proxy(office: Office) -> None:
    """규정 제10조제3항 (대결): both names stay in the history and in the fact; by oneself the substitute may not."""
    receipt = team(office)
    draft = drafted(office, receipt, line=[Signer("park")])
    with office.work(by=actor(office, "park")) as work:
        lent = work.access.delegations.lend("jung", until=work.at + timedelta(days=1), reason="출장")
    with pytest.raises(NotFound):
        signed(office, "jung", draft)
    token, session = office.auth.sign_in("jung", "사과나무 아래 노란 우산 7")
    office.auth.act(session, f"delegation:{lent.id}")
    acting = office.auth.session(token)
    assert acting is not None
    with office.look(by=acting.actor) as work:
        assert [each.id for each in work.approvals.mine()] == [draft.id]
    with office.work(by=acting.actor) as work:
        (step,) = work.approvals.approve(draft.id).steps
    assert (step.officer_name, step.acted_by_name, step.proxy) == ("park", "jung", True)
    assert state(office, receipt).state == "answered"
    fact = office.trail.search(action="approval.signed")[0]
    assert fact["details"]["proxy"] == 1


def test_a_drafter_does_not_approve_as_a_substitute_either(office: Office) -> None:
    """규정 제10조: whoever drafts it has no other part in it, in whoever's place."""
    draft = drafted(office, team(office), line=[Signer("park")])
    with office.work(by=actor(office, "park")) as work:
        lent = work.access.delegations.lend("kim", until=work.at + timedelta(days=1), reason="출장")
    token, session = office.auth.sign_in("kim", "사과나무 아래 노란 우산 7")
    office.auth.act(session, f"delegation:{lent.id}")
    acting = office.auth.session(token)
    assert acting is not None
    with office.work(by=acting.actor) as work, pytest.raises(Forbidden) as refused:
        work.approvals.approve(draft.id)
    assert refused.value.code == "egov.same_person"


def test_one_alone_approves_by_delegation(office: Office) -> None:
    """규정 제10조제2항 (전결): told as such in the history."""
    draft = drafted(office, team(office), line=[Signer("park", "final")])
    assert signed(office, "park", draft).steps[0].part == "final"


@pytest.mark.parametrize(
    ("line", "words", "field"),
    [
        ((Signer("choi"),), {}, "line"),
        ((Signer("nobody"),), {}, "line"),
        ((Signer("lee", "approve"),), {}, "line"),
        ((Signer("lee", "review"),), {}, "line"),
        (LINE, {"text": " "}, "text"),
        (LINE, {"text": "사유지", "basis": "도로법 제2조", "remedy": " "}, "remedy"),
    ],
    ids=["elsewhere", "nobody", "reviews-only", "no-end", "empty", "no-remedy"],
)
def test_a_draft_that_does_not_hold_is_refused_by_its_field(
    office: Office, line: tuple[Signer, ...], words: dict[str, str], field: str
) -> None:
    """법27③, and everybody in the line may approve decisions on the petition."""
    receipt = team(office)
    with pytest.raises(Invalid) as refused:
        drafted(office, receipt, line=line, **words)
    assert field in [fault.field for fault in refused.value.faults]
    with office.look(by=actor(office, "kim")) as work:
        assert work.approvals.of(receipt) == []


def test_whoever_does_not_answer_petitions_drafts_none_and_sees_none(office: Office) -> None:
    """Default deny; officers of other units do not even learn that there is a draft."""
    receipt = team(office)
    with pytest.raises(Forbidden):
        drafted(office, receipt, by="jung")
    draft = drafted(office, receipt)
    with office.look(by=actor(office, "choi")) as work, pytest.raises(NotFound):
        work.approvals.get(draft.id)
    with office.look(by=actor(office, "kim")) as work, pytest.raises(Forbidden):
        work.approvals.mine()


def test_what_was_withdrawn_meanwhile_waits_for_nobody(office: Office) -> None:
    """법22②: the applicant may withdraw until it is decided; then there is nothing to approve."""
    receipt = team(office)
    draft = drafted(office, receipt)
    with office.work(by=actor(office, "kim")) as work:
        work.petitions.withdraw(receipt, "전화로 알림")
    assert waiting_for(office, "lee") == []
    signed(office, "lee", draft)
    signed(office, "oh", draft)
    with pytest.raises(Conflict, match="withdrawn"):
        signed(office, "park", draft)


def test_drafts_are_sealed_by_the_cases_key(office: Office) -> None:
    """Words and notes stand nowhere in the clear."""
    receipt = team(office)
    draft = drafted(office, receipt, text="비밀 문구 하나")
    signed(office, "lee", draft, "비밀 문구 둘")
    office.seal()
    for path in office.settings.data_dir.rglob("*"):
        if path.is_file():
            assert "비밀 문구".encode() not in path.read_bytes(), path
