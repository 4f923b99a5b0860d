"""Petitions of many applicants: joining them, handling them as one, marking one as of many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.forms.joined.model import Joined
from egovframe.kernel.clock import instant
from egovframe.web.api.actions import PATH, Nothing
from egovframe.web.api.body import Body, Line, Words
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import Moment, PetitionItem, item

Many = Annotated[int, Field(ge=1, le=1_000_000)]
Step = Literal["start", "extend", "pause", "resume", "transfer", "transfer_out", "answer", "grant", "refuse"]


class CrowdView(TypedDict):
    """A petition of many (민원 처리에 관한 법률 제2조): of how many, and whether the list of names is an original."""

    persons: int
    households: int
    original: bool
    at: Moment
    by: str


class JoinedView(TypedDict):
    """A petition among those that it is handled with.

    `lead` is the one that goes first (null where this one does, or where you may not read it: then `under` says so),
    `others` are joined under this one, `unseen` more with units whose petitions you do not read. `applicants` and
    `households` are counted once each where it is known.
    """

    receipt: str
    under: bool
    lead: PetitionItem | None
    others: list[PetitionItem]
    unseen: int
    applicants: int
    households: int
    crowd: CrowdView | None


class CarriedView(TypedDict):
    """Where a step was taken, by receipt number: the first one, then those joined; `left` do not allow it now."""

    receipt: str
    done: list[str]
    left: list[str]
    unseen: int


class Joining(Body):
    """The receipt numbers of the petitions that are handled with this one from now on."""

    others: Annotated[list[Line], Field(min_length=1, max_length=200)]


class Reason(Body):
    """Why."""

    reason: Words


class Marking(Body):
    """How many persons handed it in together, for how many households; whether their list is an original."""

    persons: Many
    households: Many
    original: bool


class Representing(Body):
    """Who speaks for all, by name; `by_office` where the office chose them."""

    names: Annotated[list[Line], Field(min_length=1, max_length=20)]
    by_office: bool = False


class Carrying(Body):
    """A step and what it takes, by the names that the step itself has; what it does not take is left alone.

    An answer takes `text`, more time takes `by` and `reason`.
    """

    action: Step
    text: Words = ""
    reason: Words = ""
    basis: Words = ""
    remedy: Words = ""
    words: Words = ""
    by: Line = ""
    consent: Line = ""
    unit: Line = ""
    body: Line = ""


_STEPS: Final[Mapping[str, Callable[[Any, str, Carrying], Any]]] = {
    "start": lambda petitions, receipt, _: petitions.start(receipt),
    "extend": lambda petitions, receipt, said: petitions.extend(receipt, said.by, said.reason, consent=said.consent),
    "pause": lambda petitions, receipt, said: petitions.pause(receipt, said.reason, said.words),
    "resume": lambda petitions, receipt, _: petitions.resume(receipt),
    "transfer": lambda petitions, receipt, said: petitions.transfer(receipt, said.unit, said.reason),
    "transfer_out": lambda petitions, receipt, said: petitions.transfer_out(receipt, said.body, said.reason),
    "answer": lambda petitions, receipt, said: petitions.answer(receipt, said.text),
    "grant": lambda petitions, receipt, said: petitions.grant(receipt, said.text),
    "refuse": lambda petitions, receipt, said: petitions.refuse(
        receipt, said.reason, basis=said.basis, remedy=said.remedy
    ),
}


@api.get("/petitions/{receipt}/joined", may="petition.read", gives=JoinedView, refuses={404})
def show_joined(call: Call) -> JoinedView:
    """See with which others a petition is handled, and whether it is one of many."""
    with call.look() as work:
        work.petitions.get(call.hole("receipt"))
        return _shown(call, work.joined.of(call.hole("receipt")))


@api.post(PATH + "join", may="petition.answer", body=Joining, gives=JoinedView, refuses={404, 409})
def join(call: Call) -> JoinedView:
    """Handle petitions of at least five applicants as one with this (민원 처리에 관한 법률 시행령 제6조제6항)."""
    return _done(call, lambda joined, receipt: joined.join(receipt, call.read(Joining).others))


@api.post(PATH + "take_out", may="petition.answer", body=Reason, gives=JoinedView, refuses={404, 409})
def take_out(call: Call) -> JoinedView:
    """Handle a joined petition by itself again."""
    return _done(call, lambda joined, receipt: joined.take_out(receipt, call.read(Reason).reason))


@api.post(PATH + "lead", may="petition.answer", body=Nothing, gives=JoinedView, refuses={404, 409})
def lead(call: Call) -> JoinedView:
    """Let a joined petition go first."""

    def deed(joined: Any, receipt: str) -> Any:
        call.read(Nothing)
        return joined.lead(receipt)

    return _done(call, deed)


@api.post(PATH + "mark_many", may="petition.answer", body=Marking, gives=JoinedView, refuses={404, 409})
def mark_many(call: Call) -> JoinedView:
    """Mark a petition as one of many: five persons and five households or more (민원 처리에 관한 법률 제2조제6호)."""

    def deed(joined: Any, receipt: str) -> Any:
        said = call.read(Marking)
        return joined.mark_many(receipt, persons=said.persons, households=said.households, original=said.original)

    return _done(call, deed)


@api.post(PATH + "unmark_many", may="petition.answer", body=Reason, gives=JoinedView, refuses={404, 409})
def unmark_many(call: Call) -> JoinedView:
    """Say that a petition is none of many after all."""
    return _done(call, lambda joined, receipt: joined.unmark_many(receipt, call.read(Reason).reason))


@api.post(PATH + "represent", may="petition.answer", body=Representing, gives=JoinedView, refuses={404, 409})
def represent(call: Call) -> JoinedView:
    """Keep who speaks for those who handed a petition in; the clock goes on where it stood still for that."""

    def deed(joined: Any, receipt: str) -> Any:
        said = call.read(Representing)
        return joined.represent(receipt, said.names, by_office=said.by_office)

    return _done(call, deed)


@api.post(PATH + "carry", may="petition.answer", body=Carrying, gives=CarriedView, refuses={404, 409})
def carry(call: Call) -> CarriedView:
    """Take a step with a petition and with all that are joined under it: a fact and a notice each."""
    with call.work() as work:
        work.petitions.get(call.hole("receipt"))
        said = call.read(Carrying)
        step, petitions = _STEPS[said.action], work.petitions
        carried = work.joined.carry(call.hole("receipt"), said.action, lambda receipt: step(petitions, receipt, said))
    return {
        "receipt": carried.first.receipt,
        "done": list(carried.done),
        "left": list(carried.left),
        "unseen": carried.unseen,
    }


def _done(call: Call, deed: Callable[[Any, str], object]) -> JoinedView:
    with call.work() as work:
        work.petitions.get(call.hole("receipt"))
        joined = work.joined
        done = deed(joined, call.hole("receipt"))
        return _shown(call, done if isinstance(done, Joined) else joined.of(call.hole("receipt")))


def _shown(call: Call, joined: Joined) -> JoinedView:
    crowd = joined.crowd
    return {
        "receipt": joined.petition.receipt,
        "under": joined.under,
        "lead": None if joined.lead is None else item(joined.lead, call.language),
        "others": [item(each, call.language) for each in joined.others],
        "unseen": joined.unseen,
        "applicants": joined.applicants,
        "households": joined.households,
        "crowd": None
        if crowd is None
        else {
            "persons": crowd.persons,
            "households": crowd.households,
            "original": crowd.original,
            "at": instant(crowd.at),
            "by": crowd.by_name,
        },
    }
