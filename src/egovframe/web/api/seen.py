"""Who saw one's data: by the account, by a petition's key, or for an officer who answers a request about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.web.api.body import Body, Limit, Line, Query
from egovframe.web.api.operation import Call, api
from egovframe.web.api.petitions import by_key, held
from egovframe.web.api.views import Moment
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.forms.model import Petition

LARGEST = 2**63 - 1


class SeenItem(TypedDict):
    """One fact about the person. Texts are in the language of the answer, empty where there is nothing to say."""

    id: str
    at: Moment
    action: str
    title: str
    by: Annotated[str, Field(description="Who acted, as the person may know it: the department, or the name too.")]
    you: Annotated[bool, Field(description="Whether the person did it.")]
    about: Annotated[str, Field(description="The form that it was about.")]
    receipt: Annotated[str, Field(description="The petition, where it is one of the person's.")]
    fields: Annotated[list[str], Field(description="The answers that were seen or changed, by their labels.")]
    purpose: str
    reason: Annotated[str, Field(description="What the officer wrote down.")]
    basis: str
    outcome: str
    erased: Annotated[bool, Field(description="Whether purpose and reason were destroyed with the person's key.")]
    sealed: Annotated[bool, Field(description="Whether it stands in the signed log already.")]


class SeenList(TypedDict):
    """Facts about the person, the newest first."""

    items: list[SeenItem]
    next: str | None


class SeenQuery(Query):
    """Which facts: looked at, copies taken, changed, or sign-ins and refusals."""

    kind: Literal["looked", "taken", "changed", "entered"] | None = None
    cursor: Annotated[int, Field(ge=1, le=LARGEST, description="`next` of the page before.")] | None = None
    limit: Limit = 50


class Handing(Body):
    """Why the statement is made; due where it is made for somebody else."""

    reason: Line = ""


@api.get("/account/seen", signed_in=True, query=SeenQuery, gives=SeenList, refuses={403})
def list_seen_of_account(call: Call) -> SeenList:
    """List who saw or changed the data of one's account and of the petitions that it filed."""
    asked = call.asked(SeenQuery)
    with call.look() as work:
        return _list(call, work, work.seen.me(), asked)


@api.post("/account/statement", signed_in=True, gives=None, media="application/json", refuses={403, 404})
def state_account(call: Call) -> Response:
    """Give the statement about one's account (format egovframe-statement/1), to be checked offline."""
    with call.look() as work:
        whose = work.seen.me()
    return _given(call, whose, reason="")


@api.get("/petitions/{receipt}/seen", holder=True, query=SeenQuery, gives=SeenList, refuses={403, 404, 429})
def list_seen_of_petition(call: Call) -> SeenList:
    """List who saw or changed a petition: for its holder, or for an officer of its unit who may read the trail."""
    with call.look() as work:
        petition = _found(call, work)
        whose = work.seen.of(petition)
        return _list(call, work, whose, call.asked(SeenQuery))


@api.post(
    "/petitions/{receipt}/statement",
    holder=True,
    body=Handing,
    gives=None,
    media="application/json",
    refuses={403, 404, 429},
)
def state_petition(call: Call) -> Response:
    """Give the statement about a petition (format egovframe-statement/1); an officer has to say why."""
    with call.look() as work:
        whose = work.seen.of(_found(call, work))
    return _given(call, whose, reason=call.read(Handing).reason)


def _found(call: Call, work: Any) -> Petition[Any]:
    """Return the petition of the path: to its holder by the key or the account, else to an officer of its unit."""
    if by_key(call):
        return held(call, work)
    petitions, receipt = work.petitions, call.hole("receipt")
    own = call.page.actor.kind in ("citizen", "company")
    petition: Petition[Any] = petitions.mine(receipt) if own else petitions.get(receipt)
    return petition


def _given(call: Call, whose: Any, *, reason: str) -> Response:
    made = call.office.statement(
        whose, by=call.page.actor, why=f"API: {call.operation.name}", origin=call.page.origin, reason=reason
    )
    return Response(str(made), media="application/json")


def _list(call: Call, work: Any, whose: Any, asked: SeenQuery) -> SeenList:
    sight = work.seen.list(whose, kind=asked.kind, before=asked.cursor, limit=asked.limit)
    items = [_item(told, call.language) for told in sight.items]
    return {"items": items, "next": None if sight.next is None else str(sight.next)}


def _item(told: Any, language: str) -> SeenItem:
    fact = told.fact
    return {
        "id": fact.id,
        "at": instant(fact.at),
        "action": fact.action,
        "title": fact.title.in_(language),
        "by": told.by.in_(language),
        "you": told.you,
        "about": told.about.in_(language) if told.about else "",
        "receipt": told.receipt,
        "fields": [field.in_(language) for field in told.fields],
        "purpose": told.purpose.in_(language) if told.purpose else "",
        "reason": told.reason,
        "basis": told.basis.in_(language) if told.basis else "",
        "outcome": fact.outcome,
        "erased": told.erased,
        "sealed": told.sealed,
    }
