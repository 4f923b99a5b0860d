"""A city in which decisions are approved: who drafts, who reviews, who approves, and the usual line."""

from __future__ import annotations

from typing import Any

from egovframe import App
from egovframe.forms.approvals.model import Approval, Outcome, Signer
from egovframe.office import Office
from tests.forms.routing.town import HANDLES, actor, file, people, town

LINE = (Signer("lee", "review", 1), Signer("oh", "agree", 1), Signer("park", "approve", 2))
"""Two who look at it side by side, then one who approves."""
REFUSAL = {"text": "사유지입니다.", "basis": "도로법 제2조", "remedy": "60일 안에 이의신청"}


def staffed() -> App:
    """Declares the city anew, with roles that review and approve."""
    app = town()
    app.role("reviewer", may={"petition.read", "petition.approve"})
    app.role("approver", may={*HANDLES, "petition.approve"})
    return app


def team(office: Office) -> str:
    """Adds the officers and files a petition; return its number."""
    people(
        office,
        ("kim", "officer", "roads"), ("lee", "reviewer", "roads"), ("oh", "reviewer", "streets"),
        ("park", "approver", "roads"), ("choi", "approver", "parks"), ("jung", "reviewer", "roads"),
    )  # fmt: skip
    return str(file(office).receipt)


def drafted(office: Office, receipt: str, *, by: str = "kim", line: Any = LINE, **said: Any) -> Approval:
    """Drafts an answer, or a refusal where its basis is given."""
    outcome: Outcome = "refused" if "basis" in said else "answered"
    with office.work(by=actor(office, by)) as work:
        found: Approval = work.approvals.draft(receipt, outcome, line=line, **{"text": "고쳤습니다.", **said})
    return found


def signed(office: Office, name: str, approval: Approval, note: str = "") -> Approval:
    """Has an officer approve."""
    with office.work(by=actor(office, name)) as work:
        found: Approval = work.approvals.approve(approval.id, note=note)
    return found


def waiting_for(office: Office, name: str) -> list[str]:
    """What waits for an officer, by id."""
    with office.look(by=actor(office, name)) as work:
        return [each.id for each in work.approvals.mine()]
