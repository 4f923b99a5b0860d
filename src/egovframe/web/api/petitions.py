"""Petitions: reading them as an officer or as their holder, and the proof that they were received."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import Field

from egovframe.web.api.body import Body, Cursor, Limit, Line, Query
from egovframe.web.api.operation import KEY_HEADER, Call, api
from egovframe.web.api.views import (
    PetitionList,
    PetitionView,
    QueueItem,
    QueueList,
    SimilarItem,
    SimilarList,
    TakesView,
    fee_view,
    item,
    view,
)
from egovframe.web.proving import receipt_proof
from egovframe.web.response import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.model import Petition


class PetitionQuery(Query):
    """Which petitions."""

    form: Line | None = None
    state: Line | None = None
    cursor: Annotated[Cursor, Field(pattern="^[0-9a-f-]{36}$")] | None = None
    limit: Limit = 50


class QueueQuery(Query):
    """What of the queue: of one's units, only one's own, or only what has no handler."""

    view: Literal["unit", "mine", "unassigned"] = "unit"
    band: Literal["late", "soon", "fine", "held"] | None = None
    form: Line | None = None
    limit: Limit = 50


@api.get("/petitions", may="petition.read", query=PetitionQuery, gives=PetitionList)
def list_petitions(call: Call) -> PetitionList:
    """List the petitions of one's units, the newest first."""
    asked = call.asked(PetitionQuery)
    with call.look() as work:
        page = work.petitions.list(form=asked.form, state=asked.state, cursor=asked.cursor, limit=asked.limit)
    return {"items": [item(petition, call.language) for petition in page.items], "next": page.next}


@api.get("/queue", may="petition.read", query=QueueQuery, gives=QueueList)
def list_queue(call: Call) -> QueueList:
    """List what waits to be decided in one's units: urgent first, then by what is due."""
    asked = call.asked(QueueQuery)
    with call.look() as work:
        queue = work.petitions.queue(view=asked.view, band=asked.band, form=asked.form, limit=asked.limit)
    items: list[QueueItem] = [
        {**item(waiting.petition, call.language), "left": waiting.left, "band": waiting.band} for waiting in queue.items
    ]
    return {"items": items, "next": None, "counts": dict(queue.counts)}


@api.get("/petitions/{receipt}", holder=True, gives=PetitionView, refuses={403, 404, 429})
def get_petition(call: Call) -> PetitionView:
    """Return a petition to an officer of its unit (personal answers masked) or to its holder."""
    with call.look() as work:
        return shown(call, work, found(call, work))


@api.get("/petitions/{receipt}/similar", may="petition.read", gives=SimilarList, refuses={404})
def list_similar(call: Call) -> SimilarList:
    """List petitions of one's units whose open answers resemble those of this one, the likest first."""
    with call.look() as work:
        work.petitions.get(call.hole("receipt"))  # whose petition was compared is part of the trail
        found = work.similar.to(call.hole("receipt"))
    items: list[SimilarItem] = [
        {**item(each.petition, call.language), "likeness": round(each.likeness, 4)} for each in found
    ]
    return {"items": items, "next": None}


@api.get("/petitions/{receipt}/proof", holder=True, gives=None, media="text/plain", refuses={403, 404, 409, 429})
def prove_petition(call: Call) -> Response:
    """Return the proof (C2SP tlog-proof) that the petition's receipt stands in the audit log, to be checked offline."""
    with call.look() as work:
        petition = found(call, work)
    proof = receipt_proof(call.office, petition.id)
    return Response(proof.text, media="text/plain; charset=utf-8")


def found(call: Call, work: Any) -> Petition[Any]:
    """Return the petition of the path: to its holder where the key came along, else to an officer of its unit."""
    receipt = call.hole("receipt")
    petition: Petition[Any] = work.petitions.get(receipt) if not by_key(call) else held(call, work)
    return petition


def by_key(call: Call) -> bool:
    """Say whether whoever asks shows a petition's key."""
    return bool(call.page.header(KEY_HEADER))


def held(call: Call, work: Any) -> Petition[Any]:
    """Return the petition of the path to whoever shows its key. Raises NotFound and TooManyTries."""
    # The hyphen in front is nothing to a key, but keeps four digits from being taken for those of a phone: what reads
    # a petition on a page would be too weak to change it by a program.
    petition: Petition[Any] = work.petitions.holder(call.hole("receipt"), f"-{call.page.header(KEY_HEADER)}")
    return petition


ACTIONS: Final = "/petitions/{receipt}/actions/"
"""Where each action of a petition is asked for."""


@cache
def by_program() -> Mapping[str, TakesView]:
    """Return what each action takes that the API has: what a petition says can be done has an address."""
    return {
        each.path.removeprefix(ACTIONS): _taken(each.body)
        for each in api.operations
        if each.path.startswith(ACTIONS) and each.body is not None
    }


def _taken(body: type[Body]) -> TakesView:
    named = {field.alias or name: field.is_required() for name, field in body.model_fields.items()}
    return {
        "required": [name for name, required in named.items() if required],
        "optional": [name for name, required in named.items() if not required],
    }


def shown(call: Call, work: Any, petition: Petition[Any]) -> PetitionView:
    """Return a petition that was just read or changed in this unit of work."""
    takes = by_program()
    payment = work.fees.of(petition)
    return view(
        petition,
        steps=work.petitions.timeline(petition),
        takes={action: takes[action] for action in work.petitions.actions(petition) if action in takes},
        deadline=call.office.forms.clockwork(work).deadline_of(petition),
        fee=None if payment is None else fee_view(payment, call.office.paying.providers.all),
        origins=work.prefilled.of(petition).values(),
        language=call.language,
    )
