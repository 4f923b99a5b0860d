"""Decisions that are drafted and approved: who drafts, whose turn it is, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.forms.approvals.model import Signer
from egovframe.kernel.clock import instant
from egovframe.web.api.actions import PATH, Nothing
from egovframe.web.api.body import Body, Line, Words
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import Moment

if TYPE_CHECKING:
    from egovframe.forms.approvals.model import Approval, Step

ONE = "/approvals/{id}/actions/"


class SignerBody(Body):
    """Somebody in the line: an account's name; those of the same turn act side by side, the last one approves."""

    name: Line
    part: Literal["review", "agree", "approve", "final"] = "approve"
    turn: Annotated[int, Field(ge=1, le=100)] = 1


class Drafting(Body):
    """A decision to be approved; with `joined` for the petitions that are joined under this one as well.

    A refusal needs basis and remedy (민원 처리에 관한 법률 제27조).
    """

    outcome: Literal["answered", "granted", "refused", "returned"]
    text: Words
    basis: Words = ""
    remedy: Words = ""
    line: list[SignerBody]
    joined: bool = False


class Signing(Body):
    """What is said with it; it stays in the history."""

    note: Line = ""


class SendingBack(Body):
    """What has to be changed."""

    note: Line


class StepView(TypedDict):
    """One signature; `by` is who gave it, a substitute where `proxy` says so."""

    turn: int
    part: str
    officer: str
    state: str
    at: Moment | None
    by: str | None
    proxy: bool
    note: str


class ApprovalView(TypedDict):
    """A drafted decision with its line; in lists without its words and the `joined` petitions that it covers."""

    id: str
    receipt: str
    form: str
    unit: str
    outcome: str
    drafter: str
    made: Moment
    state: str
    settled: Moment | None
    text: str
    basis: str
    remedy: str
    joined: list[str]
    unseen: int
    steps: list[StepView]


class ApprovalList(TypedDict):
    """Drafted decisions, the oldest first."""

    items: list[ApprovalView]
    next: None


@api.get("/approvals", may="petition.approve", gives=ApprovalList)
def list_approvals(call: Call) -> ApprovalList:
    """List the drafts that wait for whoever asks; their words are read one by one."""
    with call.look() as work:
        found = work.approvals.mine()
    return {"items": [_view(each) for each in found], "next": None}


@api.get("/approvals/{id}", may="petition.read", gives=ApprovalView, refuses={404})
def get_approval(call: Call) -> ApprovalView:
    """Return a draft with its words to whoever may read the petition."""
    with call.look() as work:
        return _view(work.approvals.get(call.hole("id")))


@api.get("/petitions/{receipt}/approvals", may="petition.read", gives=ApprovalList, refuses={404})
def list_approvals_of_petition(call: Call) -> ApprovalList:
    """List everything that was drafted for a petition, and who approved it or sent it back."""
    with call.look() as work:
        found = work.approvals.of(call.hole("receipt"))
    return {"items": [_view(each) for each in found], "next": None}


@api.post(PATH + "draft", may="petition.answer", body=Drafting, gives=ApprovalView, status=201, refuses={404, 409})
def draft(call: Call) -> ApprovalView:
    """Draft a decision and send it along a line; it is made when the last one approves."""
    receipt = call.hole("receipt")
    with call.work() as work:
        work.petitions.ready(receipt, "answer")
        said = call.read(Drafting)
        line = [Signer(each.name, each.part, each.turn) for each in said.line]
        words = {"text": said.text, "basis": said.basis, "remedy": said.remedy}
        found = work.approvals.draft(receipt, said.outcome, line=line, joined=said.joined, **words)
    return _view(found)


@api.post(ONE + "approve", may="petition.approve", body=Signing, gives=ApprovalView, refuses={404, 409})
def approve(call: Call) -> ApprovalView:
    """Take one's step in the line; with the last one the petition is decided as drafted."""
    approval = call.hole("id")
    with call.work() as work:
        work.approvals.ready(approval)
        return _view(work.approvals.approve(approval, note=call.read(Signing).note))


@api.post(ONE + "send_back", may="petition.approve", body=SendingBack, gives=ApprovalView, refuses={404, 409})
def send_back(call: Call) -> ApprovalView:
    """Send a draft back to its drafter, saying why."""
    approval = call.hole("id")
    with call.work() as work:
        work.approvals.ready(approval)
        return _view(work.approvals.send_back(approval, note=call.read(SendingBack).note))


@api.post(ONE + "recall", may="petition.answer", body=Nothing, gives=ApprovalView, refuses={404, 409})
def recall(call: Call) -> ApprovalView:
    """Take one's own draft back while it is open."""
    with call.work() as work:
        found = work.approvals.recall(call.hole("id"))
        call.read(Nothing)
    return _view(found)


def _view(approval: Approval) -> ApprovalView:
    words = approval.words
    return {
        "id": approval.id,
        "receipt": approval.receipt,
        "form": approval.form,
        "unit": approval.unit,
        "outcome": approval.outcome,
        "drafter": approval.drafter_name,
        "made": instant(approval.made),
        "state": approval.state,
        "settled": None if approval.settled is None else instant(approval.settled),
        "text": words.get("text", ""),
        "basis": words.get("basis", ""),
        "remedy": words.get("remedy", ""),
        "joined": [each.receipt for each in approval.joined],
        "unseen": approval.unseen,
        "steps": [_step(step) for step in approval.steps],
    }


def _step(step: Step) -> StepView:
    return {
        "turn": step.turn,
        "part": step.part,
        "officer": step.officer_name,
        "state": step.state,
        "at": None if step.acted is None else instant(step.acted),
        "by": step.acted_by_name,
        "proxy": step.proxy,
        "note": step.note,
    }
