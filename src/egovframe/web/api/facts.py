"""The audit trail: who did or saw what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, NotRequired

from pydantic import AwareDatetime, Field
from typing_extensions import TypedDict

from egovframe.audit.errors import ProofInvalid
from egovframe.audit.facts import LISTED, READ
from egovframe.audit.index.search import Search
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import NotFound
from egovframe.kernel.facts import Does, Outcome
from egovframe.web.api.body import Limit, Line, Query
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import Moment
from egovframe.web.proving import NotSealed
from egovframe.web.response import Response

LARGEST = 2**63 - 1
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


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
    policy: NotRequired[str]


class FactList(TypedDict):
    """Facts, the newest first."""

    items: list[FactView]
    next: str | None


class WholeFact(TypedDict):
    """A fact, and what was sealed beside it where the reader may see that (`sees_values`).

    `erased` are the owners of keys that were destroyed: what these sealed is gone.
    """

    fact: FactView
    title: str
    values: dict[str, Any]
    erased: list[str]
    sees_values: bool


class FactQuery(Query):
    """Which facts: all that is given must fit."""

    action: Line | None = None
    actor: Annotated[Line, Field(description="The id of who acted.")] | None = None
    object: Annotated[Line, Field(description="What it was done to, such as petition:….")] | None = None
    trace: Annotated[str, Field(pattern="^[0-9a-f]{32}$", description="The trace it belongs to (W3C).")] | None = None
    subject: (
        Annotated[Line, Field(description="Whose data: a receipt number, an account's name, petition:… or account:….")]
        | None
    ) = None
    does: Annotated[Does, Field(description="What kind of deed.")] | None = None
    outcome: Outcome | None = None
    since: Annotated[AwareDatetime, Field(ge=FIRST, le=LAST, description="From this moment on.")] | None = None
    until: Annotated[AwareDatetime, Field(ge=FIRST, le=LAST, description="Before this moment.")] | None = None
    unexplained: Annotated[bool, Field(description="Only those whose reason is due and missing.")] = False
    cursor: Annotated[int, Field(ge=1, le=LARGEST, description="`next` of the page before.")] | None = None
    limit: Limit = 50


@api.get("/facts", may="audit.read", query=FactQuery, gives=FactList)
def list_facts(call: Call) -> FactList:
    """List facts of the audit trail, the newest first. Looking is a fact itself."""
    with call.look() as work:
        work.need("audit.read", unit=WHOLE_OFFICE)
        asked = call.asked(FactQuery)
        subjects = work.subjects(asked.subject) if asked.subject else ()
        found = []
        if subjects or not asked.subject:
            found = call.office.trail.search(
                action=asked.action,
                actor=asked.actor,
                object=asked.object,
                subjects=subjects,
                does=asked.does or "",
                outcome=asked.outcome or "",
                since=instant(asked.since) if asked.since else "",
                until=instant(asked.until) if asked.until else "",
                unexplained=asked.unexplained,
                trace=asked.trace or "",
                before=asked.cursor,
                limit=asked.limit + 1,
            )
        items = found[: asked.limit]
        # What was looked for is typed by a person, so it is committed to and not published.
        typed = asked.model_dump(include={"action", "actor", "object", "subject", "trace"}, exclude_none=True)
        work.note(LISTED, subjects=subjects, details={"count": len(items)}, private=typed)
    return {"items": items, "next": str(items[-1]["n"]) if len(found) > asked.limit else None}


@api.get("/facts/{id}", may="audit.read", gives=WholeFact, refuses={404})
def get_fact(call: Call) -> WholeFact:
    """Return one fact whole; what is sealed beside it only for whoever holds `audit.reveal`. Looking is a fact."""
    with call.look() as work:
        work.need("audit.read", unit=WHOLE_OFFICE)
        sees = work.may("audit.reveal", unit=WHOLE_OFFICE)
        entry, fact = _found(call, private=sees)
        work.note(READ, object=f"fact:{fact.id}", subjects=fact.subjects, details={"private": sees})
    return {
        "fact": entry,
        "title": fact.title.in_(call.language),
        "values": dict(fact.private),
        "erased": list(fact.erased),
        "sees_values": sees,
    }


@api.get("/facts/{id}/proof", may="audit.read", gives=None, media="text/plain", refuses={404, 409})
def get_fact_proof(call: Call) -> Response:
    """Return the proof that a fact is in the public log (C2SP tlog-proof); 409 in the second before it is sealed."""
    with call.look() as work:
        work.need("audit.read", unit=WHOLE_OFFICE)
    _, fact = _found(call, private=False)
    try:
        return Response(call.office.trail.proof(fact.id), media="text/plain; charset=utf-8")
    except ProofInvalid:
        raise NotSealed("This is not sealed in the audit log yet.", hint="Try again in a second.") from None


def _found(call: Call, *, private: bool) -> tuple[FactView, Any]:
    fact_id = call.hole("id")[:100]
    entries = call.office.trail.search(id=fact_id, limit=1)
    facts = call.office.trail.facts(Search(id=fact_id), limit=1, private=private)
    if not entries or not facts:
        raise NotFound("The trail has no fact of this id.", hint="List facts to find it.")
    return entries[0], facts[0]
