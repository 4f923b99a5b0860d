"""The monthly review of how petitions were handled (민원 처리에 관한 법률 시행령 제22조, 시행규칙 제7조)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.web.api.body import Body, Line, Words
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import Moment

if TYPE_CHECKING:
    from egovframe.forms.supervision.model import UnitMonth


class SigningMonth(Body):
    """The unit whose month is signed, and what was found in it."""

    unit: Line
    findings: Words = ""


class MonthLineView(TypedDict):
    """One petition of a month: `kind` is late, extended or unanswered."""

    kind: str
    receipt: str
    form: str
    handler: str
    received: Moment
    due: Moment
    decided: Moment | None
    reason: str


class UnitMonthView(TypedDict):
    """The month of one unit; `changed` says that the lines are others than those that were signed."""

    unit: str
    state: str
    signed: Moment | None
    signed_by: str
    findings: str
    changed: bool
    lines: list[MonthLineView]


class MonthView(TypedDict):
    """A month of handling by unit, and the day by which it is reviewed."""

    month: str
    until: str
    units: list[UnitMonthView]


@api.get("/supervision/{month}", may="petition.supervise", gives=MonthView, refuses={422})
def get_month(call: Call) -> MonthView:
    """List what was late, extended or left unanswered in a month, by unit with the reasons."""
    with call.look() as work:
        found = work.supervision.month(call.hole("month"))
    return {"month": found.name, "until": f"{found.until}", "units": [_view(each) for each in found.units]}


@api.post(
    "/supervision/{month}/actions/sign",
    may="petition.supervise",
    body=SigningMonth,
    gives=UnitMonthView,
    refuses={409},
)
def sign_month(call: Call) -> UnitMonthView:
    """Sign that the month of a unit was reviewed, with what was found; once, after it is over."""
    month = call.hole("month")
    with call.work() as work:
        said = call.read(SigningMonth)
        return _view(work.supervision.sign(month, said.unit, findings=said.findings))


def _view(unit: UnitMonth) -> UnitMonthView:
    return {
        "unit": unit.unit,
        "state": unit.state,
        "signed": None if unit.signed is None else instant(unit.signed),
        "signed_by": unit.signed_by,
        "findings": unit.findings,
        "changed": unit.changed,
        "lines": [
            {
                "kind": line.kind,
                "receipt": line.receipt,
                "form": line.form,
                "handler": line.handler,
                "received": instant(line.received),
                "due": instant(line.due),
                "decided": None if line.decided is None else instant(line.decided),
                "reason": line.reason,
            }
            for line in unit.lines
        ],
    }
