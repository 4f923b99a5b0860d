"""What can be done with a petition: by officers of its unit, and by its holder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from typing_extensions import TypedDict

from egovframe.web.api.body import Body, Line, Words
from egovframe.web.api.operation import Call, api
from egovframe.web.api.petitions import ACTIONS, by_key, held, shown
from egovframe.web.api.views import PetitionView

PATH = ACTIONS
OFFICERS: dict[str, Any] = {"gives": PetitionView, "refuses": {404, 409}}
HOLDERS: dict[str, Any] = {"holder": True, "gives": PetitionView, "refuses": {403, 404, 409, 429}}


class Assigning(Body):
    """Who gets the petition: an account's name; without one, whoever asks takes it."""

    to: Line | None = None


class Answering(Body):
    """The answer, as it is sent to the applicant."""

    text: Words


class Refusing(Body):
    """A refusal: reasons, legal basis and what the applicant can do against it (민원 처리에 관한 법률 제27조)."""

    reason: Words
    basis: Words
    remedy: Words


class Nothing(Body):
    """An object without fields."""


class Revealing(Body):
    """Why the personal answers have to be seen; the reason stays with the fact."""

    reason: Line


class Amending(Body):
    """The answers that change; what is not named stays."""

    answers: dict[str, Any]


class Withdrawing(Body):
    """Why the petition is taken back; may be left out."""

    reason: Line = ""


class Revealed(TypedDict):
    """The personal answers of a petition, in the clear."""

    receipt: str
    answers: dict[str, Any]


@api.post(PATH + "assign", signed_in=True, body=Assigning, **{**OFFICERS, "refuses": {403, 404, 409}})
def assign(call: Call) -> PetitionView:
    """Give a petition to an officer of its unit, or take it."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.assign(receipt, call.read(Assigning).to)

    return _done(call, "assign", deed)


@api.post(PATH + "answer", may="petition.answer", body=Answering, **OFFICERS)
def answer(call: Call) -> PetitionView:
    """Answer a petition; the applicant is told."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.answer(receipt, call.read(Answering).text)

    return _done(call, "answer", deed)


@api.post(PATH + "refuse", may="petition.answer", body=Refusing, **OFFICERS)
def refuse(call: Call) -> PetitionView:
    """Refuse a petition, with reasons, legal basis and remedies."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Refusing)
        return petitions.refuse(receipt, said.reason, basis=said.basis, remedy=said.remedy)

    return _done(call, "refuse", deed)


@api.post(PATH + "mark_urgent", may="petition.assign", body=Nothing, **OFFICERS)
def mark_urgent(call: Call) -> PetitionView:
    """Put a petition to the front of the queue."""

    def deed(petitions: Any, receipt: str) -> Any:
        call.read(Nothing)
        petition = petitions.get(receipt)
        petitions.mark_urgent(petition)
        return replace(petition, urgent=True)

    return _done(call, "mark_urgent", deed)


@api.post(PATH + "reveal", may="petition.reveal", body=Revealing, gives=Revealed, refuses={404})
def reveal(call: Call) -> Revealed:
    """Show the personal answers in the clear. Who saw them, and why, is a fact that their owner can read."""
    receipt = call.hole("receipt")
    with call.look() as work:
        work.petitions.ready(receipt, "reveal")
        answers = work.petitions.reveal(receipt, call.read(Revealing).reason)
    return {"receipt": receipt, "answers": answers}


@api.post(PATH + "amend", body=Amending, **HOLDERS)
def amend(call: Call) -> PetitionView:
    """Change answers before the petition is decided; only its holder may."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.amend(receipt, call.read(Amending).answers)

    return _done(call, "amend", deed)


@api.post(PATH + "withdraw", body=Withdrawing, **HOLDERS)
def withdraw(call: Call) -> PetitionView:
    """Take a petition back before it is decided: its holder, or an officer who was told to."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.withdraw(receipt, call.read(Withdrawing).reason)

    return _done(call, "withdraw", deed)


def _done(call: Call, action: str, deed: Callable[[Any, str], Any]) -> PetitionView:
    """Do it and return the petition as it is now. Who may, and what the state allows, comes before what was sent."""
    receipt = call.hole("receipt")
    with call.work() as work:
        if by_key(call):
            held(call, work)
        work.petitions.ready(receipt, action)
        return shown(call, work, deed(work.petitions, receipt))
