"""Receiving a petition: from answers to a row, a number, a deadline and a fact.

Everything that needs no database is done before the transaction begins, because from then on others wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from egovframe.forms import facts, store
from egovframe.forms.answers import split
from egovframe.forms.casework import case_of, sealed_personal
from egovframe.forms.deadlines import due_at
from egovframe.forms.events import Submitted
from egovframe.forms.fees.service import fix
from egovframe.forms.form import Form
from egovframe.forms.holder import holder_key
from egovframe.forms.model import Petition, Submission
from egovframe.forms.routing.service import unit_of
from egovframe.forms.statement import Statement, check_code
from egovframe.forms.uploads.attaching import attach, claim
from egovframe.kernel.canonical import b64, canonical_text
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict
from egovframe.kernel.ids import new_id, new_receipt
from egovframe.kernel.text import LANGUAGES

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.offer import Offer
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

BASIS = "민원 처리에 관한 법률 제9조"


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody hands in: a filled form, or a form's name and its answers, and how it came."""

    form: Form | str
    answers: Mapping[str, Any] | None
    channel: str = "portal"
    language: str = "ko"
    once: str | None = None
    source_key: str | None = None


@dataclass(frozen=True, slots=True)
class _Filled:
    """A request after everything that needs no database."""

    offer: Offer
    form: Form
    open_answers: str
    personal: dict[str, Any]
    once: str | None
    source_key: str | None


def receive(work: UnitOfWork, forms: Forms, request: Request, fresh: set[str]) -> Submission[Any]:
    """Receive one petition; `fresh` learns its id, so that the form's own observers may act on it."""
    forms.need_assurance(work.actor, request.form)
    offer, form = forms.filled(request.form, request.answers)
    open_answers, personal = split(form)
    filled = _Filled(
        offer, form, canonical_text(open_answers), personal, _once(work, offer, request), _line(work, offer, request)
    )
    # What may be there already is looked for first; for all else the sealing is done before the transaction begins.
    values = None if filled.once or filled.source_key else _values(work, forms, request, filled)
    receipt, known = _drawn(work, filled)
    if known is not None:
        return _replayed(work, forms, filled, known)
    number = forms.number_of(offer.name, type(form))
    files = claim(work, forms, offer.name, {**open_answers, **personal}, version=number)
    values = values or _values(work, forms, request, filled)
    values["receipt"] = receipt
    values["unit"] = unit_of(work, forms, offer, {**open_answers, **personal})
    values["registered_no"] = work.next_number(f"petitions/{values['unit']}/{values['registered_year']}")
    store.add_petition(work, values)
    attach(work, files, values["id"])
    petition = case_of(values, form, title=offer.title)
    statement = Statement.of(work.cabinet, petition.id, receipt=receipt, open_answers=filled.open_answers)
    _tell(work, forms, offer, petition, statement, fresh=fresh)
    fee = forms.version(work.conn, offer.name, number).definition.fee
    if fee is not None and request.channel != "import":
        fix(work, forms, values, form, fee)
    return Submission(petition, holder_key(work.cabinet, petition.id), check_code(work.cabinet, petition.id))


def _values(work: UnitOfWork, forms: Forms, request: Request, filled: _Filled) -> dict[str, Any]:
    """Return the row of a new petition, but for its two numbers, in the unit of its form."""
    offer, petition_id = filled.offer, new_id()
    calendar = forms.calendar_known_at(offer.unit, work.at)
    received = calendar.local(work.at)
    due = due_at(received, offer.within, calendar=calendar, rules=forms.rules)
    account = work.actor.id if work.actor.kind in ("citizen", "company") and work.actor.id != "visitor" else None
    return {
        "id": petition_id,
        "form": offer.name,
        "form_version": forms.number_of(offer.name, type(filled.form)),
        "unit": offer.unit,
        "state": "received",
        "urgent": 0,
        "registered_year": received.year,
        "received": instant(work.at),
        "due": instant(due),
        "limit": str(offer.within),
        "counting": forms.counting,
        "known": None,
        "held": None,
        "answers": filled.open_answers,
        "personal": sealed_personal(work, petition_id, filled.personal),
        "language": request.language if request.language in LANGUAGES else forms.language,
        "channel": request.channel,
        "applicant": account,
        "handler": None,
        "handler_name": None,
        "once": filled.once,
        "source_key": filled.source_key,
        "assigned": None,
        "decided": None,
        "closed": None,
        "outcome": None,
    }


def _tell(
    work: UnitOfWork, forms: Forms, offer: Offer, petition: Petition[Any], statement: Statement, *, fresh: set[str]
) -> None:
    """Write the fact, then let the form's observers and everybody's followers know."""
    case = f"petition:{petition.id}"
    work.note(
        facts.SUBMITTED,
        object=case,
        subjects=(case, f"account:{petition.applicant}") if petition.applicant else (case,),
        basis=forms.basis(BASIS),
        details={
            "form": offer.name,
            "version": petition.form_version,
            "unit": petition.unit,
            "channel": petition.channel,
            "due": instant(petition.due),
            **statement.digests,
        },
    )
    fresh.add(petition.id)
    for observer in offer.observers:
        name = getattr(observer, "__qualname__", repr(observer))
        work.attempt(name, partial(observer, petition, work), event=Submitted.name)
    work.emit(Submitted(petition_id=petition.id, form=offer.name, unit=petition.unit))


def _once(work: UnitOfWork, offer: Offer, request: Request) -> str | None:
    """Return what is stored of the request's own mark: keyed, and different for every actor and form."""
    if request.once is None:
        return None
    return b64(work.cabinet.mac("once", f"{work.actor.id}\n{offer.name}\n{request.once}".encode()))


def _line(work: UnitOfWork, offer: Offer, request: Request) -> str | None:
    return None if request.source_key is None else line_mark(work, offer.name, request.source_key)


def line_mark(work: UnitOfWork, form: str, source_key: str) -> str:
    """Return what is stored of the key of an imported line: keyed, as it may name a person."""
    return b64(work.cabinet.mac("source-key", f"{form}\n{source_key}".encode()))


def _drawn(work: UnitOfWork, filled: _Filled) -> tuple[str, Row | None]:
    """Return a receipt number that no petition has, or the petition that this request already is."""
    while True:
        receipt = new_receipt()
        row = store.clashing(
            work.conn, receipt=receipt, once=filled.once, form=filled.offer.name, source_key=filled.source_key
        )
        if row is None or row["receipt"] != receipt:
            return receipt, row


def _replayed(work: UnitOfWork, forms: Forms, filled: _Filled, row: Row) -> Submission[Any]:
    """Return the petition that this request already is.

    Whoever sends a request again has to send the same: its mark alone is no key to somebody's petition.
    """
    case = forms.at(work).case
    if filled.once is not None and row["once"] == filled.once:
        if row["answers"] != filled.open_answers or case.personal(row) != filled.personal:
            raise Conflict(
                "This request was already used for other answers.", hint="Send a new petition with a mark of its own."
            )
        petition = case_of(row, filled.form, title=filled.offer.title)
    else:
        petition = case.hidden(row)
    key, code = holder_key(work.cabinet, row["id"]), check_code(work.cabinet, row["id"])
    return Submission(petition, key, code, replayed=True)
