"""Until when the values beside facts are kept and why, legal holds over them, and their disposal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.web.api.body import Body, Line, Query
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import Moment

if TYPE_CHECKING:
    from egovframe.audit.retention.holds import Hold

Names = Annotated[list[Annotated[Line, Field(min_length=1)]], Field(max_length=100)]
NONE: Final[list[str]] = []  # pydantic gives each body a copy


class MonthView(TypedDict):
    """What becomes of a month: `kept` until that day, `held` by holds, or `open` to disposal."""

    month: str
    state: str
    until: str
    holds: list[str]
    reasons: list[str]


class MonthList(TypedDict):
    """The months that have values sealed beside their facts, the oldest first."""

    items: list[MonthView]


class HoldView(TypedDict):
    """A legal hold: over what, by whom, why; and how it was lifted."""

    id: str
    at: Moment
    by: str
    reason: str
    basis: str
    actions: list[str]
    subjects: list[str]
    actors: list[str]
    object: str
    since: str
    until: str
    lifted: Moment | None
    lifted_by: str
    lifted_reason: str


class HoldList(TypedDict):
    """Legal holds, the oldest first."""

    items: list[HoldView]


class HoldQuery(Query):
    """Which holds."""

    lifted: Annotated[bool, Field(description="Those that were lifted as well.")] = False


class NewHold(Body):
    """A hold: a fact must fit every field that is given, and of several names in a field one."""

    reason: Line
    basis: Line = ""
    actions: Annotated[Names, Field(description="Names or patterns: petition.*; * for everything.")] = NONE
    subjects: Annotated[Names, Field(description="Receipt numbers, account names, petition:… or account:….")] = NONE
    actors: Annotated[Names, Field(description="Names of accounts.")] = NONE
    object: Annotated[Line, Field(description="What it was done to, such as petition:….")] = ""
    since: Annotated[dt.date | None, Field(description="The first day.")] = None
    until: Annotated[dt.date | None, Field(description="The last day.")] = None


class Lifting(Body):
    """Why a hold is lifted."""

    reason: Line


class Disposing(Body):
    """Up to which month: all up to it, or nothing. Without one, whatever may go."""

    until: Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")] | None = None


class Disposed(TypedDict):
    """What was disposed of: the months, by action how many facts had values in them, and the fact that says so."""

    months: list[str]
    counts: dict[str, int]
    fact: str


@api.get("/retention", may="audit.read", gives=MonthList)
def list_months(call: Call) -> MonthList:
    """List the months whose facts still have values sealed beside them: until when they are kept, and why."""
    with call.look() as work:
        found = work.holding.months()
    return {
        "items": [
            {
                "month": each.month,
                "state": each.state.value,
                "until": each.until.isoformat(),
                "holds": list(each.holds),
                "reasons": [reason.in_(call.language) for reason in each.reasons],
            }
            for each in found
        ]
    }


@api.post("/retention/actions/dispose", may="audit.dispose", body=Disposing, gives=Disposed, refuses={409})
def dispose_of_months(call: Call) -> Disposed:
    """Destroy the keys of months beyond every floor and under no hold; 409, with date and rule, for one that is not."""
    said = call.read(Disposing)
    with call.work() as work:
        found = work.holding.dispose(until=said.until)
    return {"months": list(found.months), "counts": dict(found.counts), "fact": found.fact}


@api.get("/holds", may="audit.read", query=HoldQuery, gives=HoldList)
def list_holds(call: Call) -> HoldList:
    """List the legal holds over facts. Looking is a fact about whom they name."""
    asked = call.asked(HoldQuery)
    with call.look() as work:
        return {"items": [_view(hold) for hold in work.holding.holds(lifted=asked.lifted)]}


@api.post("/holds", may="audit.hold", body=NewHold, gives=HoldView, status=201)
def place_hold(call: Call) -> HoldView:
    """Place a legal hold over facts: nothing that it covers is destroyed, neither by disposal nor by an erasure."""
    said = call.read(NewHold)
    with call.work() as work:
        hold = work.holding.place(
            reason=said.reason,
            basis=said.basis,
            actions=said.actions,
            subjects=said.subjects,
            actors=said.actors,
            about=said.object,
            since=said.since,
            until=said.until,
        )
    call.headers["location"] = "/api/v1/holds"
    return _view(hold)


@api.post("/holds/{id}/actions/lift", may="audit.hold", body=Lifting, gives=HoldView, refuses={404, 409})
def lift_hold(call: Call) -> HoldView:
    """Lift a legal hold, for a reason."""
    said = call.read(Lifting)
    with call.work() as work:
        return _view(work.holding.lift(call.hole("id"), reason=said.reason))


def _view(hold: Hold) -> HoldView:
    over: Any = hold.over
    return {
        "id": hold.id,
        "at": instant(hold.at),
        "by": hold.by,
        "reason": hold.reason,
        "basis": hold.basis,
        "actions": list(over.actions),
        "subjects": list(over.subjects),
        "actors": list(over.actors),
        "object": over.object,
        "since": over.since,
        "until": over.until,
        "lifted": instant(hold.lifted_at) if hold.lifted_at else None,
        "lifted_by": hold.lifted_by,
        "lifted_reason": hold.lifted_reason,
    }
