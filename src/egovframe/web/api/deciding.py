"""How a petition ends beside an answer or a refusal: granted, given back, passed on, a repeat; and objections."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from egovframe.web.api.actions import OFFICERS, PATH, Answering, Refusing, done
from egovframe.web.api.body import Body, Line, Words
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import PetitionView


class Reasoning(Body):
    """Why; the applicant is told."""

    reason: Words


class Sending(Body):
    """The other body that it belongs to, and why."""

    body: Line
    reason: Words


class Repeating(Body):
    """Why it is a repeat, and the receipt numbers of two or more earlier ones whose results were told.

    For a petition of many `review` says when its committee reviewed it and with what result (시행령 제26조).
    """

    reason: Words
    earlier: Annotated[list[Line], Field(max_length=100)]
    review: Words = ""


@api.post(PATH + "grant", may="petition.answer", body=Answering, **OFFICERS)
def grant(call: Call) -> PetitionView:
    """Grant what was applied for."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.grant(receipt, call.read(Answering).text)

    return done(call, "grant", deed)


@api.post(PATH + "give_back", may="petition.answer", body=Reasoning, **OFFICERS)
def give_back(call: Call) -> PetitionView:
    """Return a petition with reasons, after a supplement was asked for twice and did not come."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.give_back(receipt, call.read(Reasoning).reason)

    return done(call, "give_back", deed)


@api.post(PATH + "transfer_out", may="petition.answer", body=Sending, **OFFICERS)
def transfer_out(call: Call) -> PetitionView:
    """Pass a petition on to another body; the applicant is told."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Sending)
        return petitions.transfer_out(receipt, said.body, said.reason)

    return done(call, "transfer_out", deed)


@api.post(PATH + "close_repeat", may="petition.answer", body=Repeating, **OFFICERS)
def close_repeat(call: Call) -> PetitionView:
    """End a petition that says the same as two or more that were answered."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Repeating)
        return petitions.close_repeat(receipt, said.reason, earlier=said.earlier, review=said.review)

    return done(call, "close_repeat", deed)


@api.post(PATH + "extend_objection", may="petition.answer", body=Reasoning, **OFFICERS)
def extend_objection(call: Call) -> PetitionView:
    """Take ten days more to decide an objection."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.extend_objection(receipt, call.read(Reasoning).reason)

    return done(call, "extend_objection", deed)


@api.post(PATH + "grant_objection", may="petition.answer", body=Reasoning, **OFFICERS)
def grant_objection(call: Call) -> PetitionView:
    """Grant an objection: what was refused is granted after all."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.grant_objection(receipt, call.read(Reasoning).reason)

    return done(call, "grant_objection", deed)


@api.post(PATH + "dismiss_objection", may="petition.answer", body=Refusing, **OFFICERS)
def dismiss_objection(call: Call) -> PetitionView:
    """Dismiss an objection, with reasons, legal basis and remedies."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Refusing)
        return petitions.dismiss_objection(receipt, said.reason, basis=said.basis, remedy=said.remedy)

    return done(call, "dismiss_objection", deed)
