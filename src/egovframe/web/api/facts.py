"""The audit trail: who did or saw what."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.audit.facts import LISTED
from egovframe.web.api.body import Limit, Line, Query
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import Moment

LARGEST = 2**63 - 1


ActorView = TypedDict("ActorView", {"kind": str, "id": str, "for": NotRequired[str]})
"""Who acted, and for whom."""


class PrivateView(TypedDict):
    """Commitments to what is not published: for each owner of a key the names of the values, and one digest."""

    parts: list[tuple[str, list[str], str]]
    sealed: str


class FactView(TypedDict):
    """A fact as it stands in the log: `n` is its place in the order of writing, `private` a commitment, no value."""

    n: int
    v: int
    id: str
    at: Moment
    action: str
    actor: ActorView
    object: str
    outcome: str
    subjects: NotRequired[list[str]]
    reason: NotRequired[str]
    basis: NotRequired[str]
    details: NotRequired[dict[str, Any]]
    request: NotRequired[str]
    writes: NotRequired[list[list[str | None]]]
    private: NotRequired[str | PrivateView]
    version: NotRequired[int]
    does: NotRequired[str]
    due: NotRequired[bool]
    trace: NotRequired[str]


class FactList(TypedDict):
    """Facts, the newest first."""

    items: list[FactView]
    next: str | None


class FactQuery(Query):
    """Which facts."""

    action: Line | None = None
    actor: Annotated[Line, Field(description="The id of who acted.")] | None = None
    object: Annotated[Line, Field(description="What it was done to, such as petition:….")] | None = None
    trace: Annotated[str, Field(pattern="^[0-9a-f]{32}$", description="The trace it belongs to (W3C).")] | None = None
    cursor: Annotated[int, Field(ge=1, le=LARGEST, description="`next` of the page before.")] | None = None
    limit: Limit = 50


@api.get("/facts", may="audit.read", query=FactQuery, gives=FactList)
def list_facts(call: Call) -> FactList:
    """List facts of the audit trail, the newest first. Looking is a fact itself."""
    asked = call.asked(FactQuery)
    with call.look() as work:
        found = call.office.trail.search(
            action=asked.action,
            actor=asked.actor,
            object=asked.object,
            trace=asked.trace or "",
            before=asked.cursor,
            limit=asked.limit + 1,
        )
        items = found[: asked.limit]
        # What was looked for is typed by a person, so it is committed to and not published.
        typed = asked.model_dump(include={"action", "actor", "object", "trace"}, exclude_none=True)
        work.note(LISTED, details={"count": len(items)}, private=typed)
    return {"items": items, "next": str(items[-1]["n"]) if len(found) > asked.limit else None}
