"""What can be done with a petition: by officers of its unit, and by its holder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from typing_extensions import TypedDict

from egovframe.forms.procedure.states import Action
from egovframe.kernel.errors import Conflict
from egovframe.web.api.body import Body, Line, Words
from egovframe.web.api.once import ONCE, mark_of
from egovframe.web.api.operation import Call, api
from egovframe.web.api.petitions import ACTIONS, by_key, held, shown
from egovframe.web.api.views import PetitionView

PATH = ACTIONS
OFFICERS: Final[dict[str, Any]] = {"gives": PetitionView, "headers": (ONCE,), "refuses": {404, 409}}
"""What operations for officers have in common."""
EITHER: Final[dict[str, Any]] = {**OFFICERS, "signed_in": True, "refuses": {403, 404, 409}}
"""The same for those that more than one permission opens."""
HOLDERS: Final[dict[str, Any]] = {**OFFICERS, "holder": True, "refuses": {403, 404, 409, 429}}
"""The same for those that a petition's key opens."""


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


@api.post(PATH + "assign", body=Assigning, **EITHER)
def assign(call: Call) -> PetitionView:
    """Give a petition to an officer of its unit, or take it."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.assign(receipt, call.read(Assigning).to)

    return done(call, "assign", deed)


@api.post(PATH + "answer", may="petition.answer", body=Answering, **OFFICERS)
def answer(call: Call) -> PetitionView:
    """Answer a petition; the applicant is told."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.answer(receipt, call.read(Answering).text)

    return done(call, "answer", deed)


@api.post(PATH + "refuse", may="petition.answer", body=Refusing, **OFFICERS)
def refuse(call: Call) -> PetitionView:
    """Refuse a petition, with reasons, legal basis and remedies."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Refusing)
        return petitions.refuse(receipt, said.reason, basis=said.basis, remedy=said.remedy)

    return done(call, "refuse", deed)


@api.post(PATH + "mark_urgent", may="petition.assign", body=Nothing, **OFFICERS)
def mark_urgent(call: Call) -> PetitionView:
    """Put a petition to the front of the queue."""

    def deed(petitions: Any, receipt: str) -> Any:
        call.read(Nothing)
        petition = petitions.get(receipt)
        petitions.mark_urgent(petition)
        return replace(petition, urgent=True)

    return done(call, "mark_urgent", deed)


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

    return done(call, "amend", deed)


@api.post(PATH + "withdraw", body=Withdrawing, **HOLDERS)
def withdraw(call: Call) -> PetitionView:
    """Take a petition back before it is decided: its holder, or an officer who was told to."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.withdraw(receipt, call.read(Withdrawing).reason)

    return done(call, "withdraw", deed)


def done(call: Call, action: Action, deed: Callable[[Any, str], Any]) -> PetitionView:
    """Do it and return the petition as it is now. Who may, and what the state allows, comes before what was sent.

    A request with an Idempotency-Key that was done before is not done again.
    """
    try:
        return _done(call, action, deed)
    except Conflict:
        if mark_of(call) is None:
            raise
        # Perhaps the same request was being done at that very moment: then this finds it done.
        return _done(call, action, deed)


def _done(call: Call, action: Action, deed: Callable[[Any, str], Any]) -> PetitionView:
    receipt = call.hole("receipt")
    with call.work() as work:
        if by_key(call):
            held(call, work)
        work.petitions.entitled(receipt, action)
        mark = mark_of(call)
        if mark is not None and (before := work.petitions.done_before(receipt, action, mark, call.page.body)):
            return shown(call, work, before)
        work.petitions.ready(receipt, action)
        petition = deed(work.petitions, receipt)
        if mark is not None:
            work.petitions.remember(petition, action, mark, call.page.body)
        return shown(call, work, petition)
