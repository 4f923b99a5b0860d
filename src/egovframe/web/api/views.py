"""Petitions as the API shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.forms.answers import as_plain
from egovframe.kernel.clock import instant
from egovframe.web.api import deadlines
from egovframe.web.api.deadlines import DeadlineView

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from egovframe.forms.deadlines import Deadline
    from egovframe.forms.fees.model import Payment
    from egovframe.forms.model import Decision, Petition, Step
    from egovframe.forms.prefill.model import Origin

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class PetitionItem(TypedDict):
    """A petition in a list; `headline` is what it is about, from its answers that are not personal."""

    receipt: str
    form: str
    title: str
    headline: str
    state: str
    urgent: bool
    unit: str
    registered: str
    received: Moment
    due: Moment
    handler: str | None


class PetitionList(TypedDict):
    """Petitions, the newest first."""

    items: list[PetitionItem]
    next: str | None


class SimilarItem(PetitionItem):
    """A petition that resembles another: how much of the wording of their open answers they share, from 0 to 1."""

    likeness: float


class SimilarList(TypedDict):
    """Similar petitions, the likest first."""

    items: list[SimilarItem]
    next: None


class QueueItem(PetitionItem):
    """A petition that waits: `left` minutes of office time until it is due (negative: overdue); how pressing it is."""

    left: int
    band: str


class QueueList(TypedDict):
    """What waits, the most pressing first. `counts` are of the whole view by band, `items` begin it."""

    items: list[QueueItem]
    next: None
    counts: dict[str, int]


class DecisionView(TypedDict):
    """What the office wrote back, or that the holder withdrew."""

    kind: str
    at: Moment
    by: str
    text: str
    basis: str
    remedy: str


class StepView(TypedDict):
    """One step of a petition's history."""

    at: Moment
    kind: str
    title: str
    by: str


class TakesView(TypedDict):
    """The fields that an action takes: those that must be sent, and those that may be."""

    required: list[str]
    optional: list[str]


class FeeView(TypedDict):
    """What a petition costs and how that stands; `amount` is in the smallest unit of `currency` (ISO 4217)."""

    amount: int
    currency: str
    state: Literal["due", "pending", "paid", "failed", "expired", "disputed", "refunded"]
    provider: str | None
    providers: Annotated[list[str], Field(description="Through whom it can be paid now.")]
    begun: Moment | None
    settled: Moment | None


class PrefilledView(TypedDict):
    """An answer that the office looked up in a register, and since when it is another one than the register's."""

    field: str
    source: str
    title: str
    looked_up: Moment
    fixed: Annotated[bool, Field(description="The pages did not let the person change it.")]
    changed: Annotated[Moment | None, Field(description="Null while the answer is the register's.")]


class PetitionView(PetitionItem):
    """A petition. Personal answers are masked, unless its holder looks with the key."""

    version: int
    limit: str
    channel: str
    language: str
    answers: Annotated[dict[str, Any], Field(description="By field; questions without an answer are left out.")]
    prefilled: Annotated[list[PrefilledView], Field(description="The answers that the office looked up itself.")]
    decided: Moment | None
    closed: Moment | None
    outcome: str | None
    decision: DecisionView | None
    fee: Annotated[FeeView | None, Field(description="Null where it costs nothing.")]
    history: list[StepView]
    deadline: DeadlineView
    actions: Annotated[list[str], Field(description="What whoever asks can do with it now.")]
    takes: Annotated[dict[str, TakesView], Field(description="The fields of each of these actions.")]


def item(petition: Petition[Any], language: str) -> PetitionItem:
    """Return the petition as a line of a list."""
    return {
        "receipt": petition.receipt,
        "form": petition.form_name,
        "title": petition.title.in_(language),
        "headline": petition.headline,
        "state": petition.state,
        "urgent": petition.urgent,
        "unit": petition.unit,
        "registered": petition.registered,
        "received": instant(petition.received),
        "due": instant(petition.due),
        "handler": petition.handler_name,
    }


def view(
    petition: Petition[Any],
    *,
    steps: Sequence[Step],
    takes: Mapping[str, TakesView],
    deadline: Deadline,
    fee: FeeView | None = None,
    origins: Iterable[Origin] = (),
    language: str,
) -> PetitionView:
    """Return the petition whole; `takes` are what can be done with it, with the fields that each takes.

    `origins` are where answers came from that the office looked up.
    """
    return {
        **item(petition, language),
        "version": petition.form_version,
        "limit": str(petition.limit),
        "channel": petition.channel,
        "language": petition.language,
        "answers": answers(petition),
        "prefilled": [_prefilled(each, language) for each in origins],
        "decided": _moment(petition.decided),
        "closed": _moment(petition.closed),
        "outcome": petition.outcome,
        "decision": None if petition.decision is None else _decision(petition.decision),
        "fee": fee,
        "history": [
            {"at": instant(step.at), "kind": step.kind, "title": step.title.in_(language), "by": step.by}
            for step in steps
        ],
        "deadline": deadlines.view(deadline, language),
        "actions": list(takes),
        "takes": dict(takes),
    }


def _prefilled(origin: Origin, language: str) -> PrefilledView:
    return {
        "field": origin.question,
        "source": origin.source,
        "title": origin.title.in_(language),
        "looked_up": instant(origin.at),
        "fixed": origin.fixed,
        "changed": _moment(origin.changed),
    }


def fee_view(payment: Payment, providers: Collection[str]) -> FeeView:
    """Return how the fee of a petition stands."""
    chosen = [payment.provider] if payment.taken_up and payment.provider in providers else list(providers)
    return {
        "amount": payment.amount,
        "currency": payment.currency,
        "state": payment.state,
        "provider": payment.provider,
        "providers": [each for each in chosen if each is not None] if payment.payable else [],
        "begun": _moment(payment.begun),
        "settled": _moment(payment.settled),
    }


def answers(petition: Petition[Any]) -> dict[str, Any]:
    """Return the answers as JSON values. Masks are texts whatever the question takes, so each is taken as it is."""
    return as_plain(petition.form)


def _decision(decision: Decision) -> DecisionView:
    return {
        "kind": decision.kind,
        "at": instant(decision.at),
        "by": decision.by_name,
        "text": decision.text,
        "basis": decision.basis,
        "remedy": decision.remedy,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else instant(at)
