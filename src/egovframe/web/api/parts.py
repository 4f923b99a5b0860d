"""Joint petitions (복합민원): the lead unit asks others for their parts, and they reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import AwareDatetime
from typing_extensions import TypedDict

from egovframe.forms.joint.service import ANSWER, ASSIGN
from egovframe.kernel.clock import instant
from egovframe.web.api.actions import OFFICERS, PATH, done
from egovframe.web.api.body import Body, Line, Words
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import Moment, PetitionView

if TYPE_CHECKING:
    from egovframe.forms.joint.model import Part

ONE = "/parts/{id}/actions/"


class AskingPart(Body):
    """Which unit is asked for which part, and by when it replies: within the limit (민원 처리에 관한 법률 제20조)."""

    unit: Line
    title: Line
    question: Words
    reply_by: AwareDatetime
    officer: Line = ""


class WithdrawingPart(Body):
    """The part that is withdrawn, and why."""

    joint_part: Line
    reason: Words


class Waiving(Body):
    """Why the petition is decided without waiting for the parts that are open."""

    reason: Words


class GivingPart(Body):
    """Who of the unit gets the part: an account's name; without one, whoever asks takes it."""

    to: Line | None = None


class ExtendingPart(Body):
    """The later date of the reply, and why; once (민원 처리에 관한 법률 제20조제2항)."""

    until: AwareDatetime
    reason: Words


class ReplyingPart(Body):
    """The unit's result. Conditions or reasons stand in `text`; an objection names its law in `basis`."""

    result: Literal["agreed", "conditional", "objected", "returned"]
    text: Words = ""
    basis: Words = ""


class PartView(TypedDict):
    """What a unit was asked for in a petition of another, and what it replied; in lists without its words.

    `minutes` are the office minutes from the question to the reply, or until now.
    """

    id: str
    receipt: str
    form: str
    lead: str
    unit: str
    state: str
    title: str
    question: str
    asked: Moment
    asked_by: str
    reply_by: Moment
    extended: bool
    late: bool
    minutes: int
    officer: str | None
    settled: Moment | None
    settled_by: str | None
    text: str
    basis: str


class PartsView(TypedDict):
    """Parts, the first due first; those of one petition the oldest first."""

    items: list[PartView]
    next: None


@api.get("/parts", may="petition.read", gives=PartsView)
def list_parts(call: Call) -> PartsView:
    """List the open parts of the units whose petitions whoever asks reads; questions are read one by one."""
    with call.look() as work:
        found = work.parts.waiting()
    return {"items": [_view(each) for each in found], "next": None}


@api.get("/parts/{id}", may="petition.read", gives=PartView, refuses={404})
def get_part(call: Call) -> PartView:
    """Return a part with its words, to its unit and to the lead unit."""
    with call.look() as work:
        return _view(work.parts.get(call.hole("id")))


@api.get("/petitions/{receipt}/parts", may="petition.read", gives=PartsView, refuses={404})
def list_parts_of_petition(call: Call) -> PartsView:
    """List every part of a petition and what was replied."""
    with call.look() as work:
        petition = work.petitions.get(call.hole("receipt"))
        found = work.parts.of(petition.receipt)
    return {"items": [_view(each) for each in found], "next": None}


@api.post(PATH + "ask_part", may="petition.answer", body=AskingPart, **OFFICERS)
def ask_part(call: Call) -> PetitionView:
    """Ask another unit of the office for its part; its people read the petition from then on."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(AskingPart)
        return petitions.ask_part(
            receipt, said.unit, said.title, said.question, reply_by=said.reply_by, officer=said.officer
        )

    return done(call, "ask_part", deed)


@api.post(PATH + "withdraw_part", may="petition.answer", body=WithdrawingPart, **OFFICERS)
def withdraw_part(call: Call) -> PetitionView:
    """Take back what a unit was asked for."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(WithdrawingPart)
        return petitions.withdraw_part(receipt, said.joint_part, said.reason)

    return done(call, "withdraw_part", deed)


@api.post(PATH + "waive_parts", may="petition.answer", body=Waiving, **OFFICERS)
def waive_parts(call: Call) -> PetitionView:
    """Say why the petition is decided without waiting for the parts that are open."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.waive_parts(receipt, call.read(Waiving).reason)

    return done(call, "waive_parts", deed)


@api.post(ONE + "give", signed_in=True, body=GivingPart, gives=PartView, refuses={403, 404, 409})
def give_part(call: Call) -> PartView:
    """Take a part of one's unit, or give it to another officer of the unit."""
    part = call.hole("id")
    with call.work() as work:
        work.parts.ready(part, ASSIGN, ANSWER)
        return _view(work.parts.give(part, call.read(GivingPart).to))


@api.post(ONE + "extend", may="petition.answer", body=ExtendingPart, gives=PartView, refuses={404, 409})
def extend_part(call: Call) -> PartView:
    """Take more time for the reply, once."""
    part = call.hole("id")
    with call.work() as work:
        work.parts.ready(part, ANSWER)
        said = call.read(ExtendingPart)
        return _view(work.parts.extend(part, said.until, said.reason))


@api.post(ONE + "reply", may="petition.answer", body=ReplyingPart, gives=PartView, refuses={404, 409})
def reply_part(call: Call) -> PartView:
    """Give the result of the unit that takes part."""
    part = call.hole("id")
    with call.work() as work:
        work.parts.ready(part, ANSWER)
        said = call.read(ReplyingPart)
        return _view(work.parts.reply(part, said.result, text=said.text, basis=said.basis))


def _view(part: Part) -> PartView:
    return {
        "id": part.id,
        "receipt": part.receipt,
        "form": part.form,
        "lead": part.lead,
        "unit": part.unit,
        "state": part.state,
        "title": part.title,
        "question": part.question,
        "asked": instant(part.asked),
        "asked_by": part.asked_by,
        "reply_by": instant(part.reply_by),
        "extended": part.extended,
        "late": part.late,
        "minutes": part.minutes,
        "officer": part.officer_name,
        "settled": None if part.settled is None else instant(part.settled),
        "settled_by": part.settled_by,
        "text": part.text,
        "basis": part.basis,
    }
