"""What a petition's holder does with it: hands in what is missing, consents, objects, reminds, says how it was."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from egovframe.web.api.actions import HOLDERS, PATH, Nothing, Withdrawing, done
from egovframe.web.api.body import Body, Words
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import PetitionView


class Supplementing(Body):
    """What was asked for: in words, as answers that replace those of the petition, or both."""

    text: Words = ""
    answers: dict[str, Any] | None = None


class Objecting(Body):
    """Why one objects."""

    reason: Words


class Rating(Body):
    """How satisfied one is, from 1 (not at all) to 5."""

    score: Annotated[int, Field(ge=1, le=5)]
    words: Words = ""


@api.post(PATH + "supplement", body=Supplementing, **HOLDERS)
def supplement(call: Call) -> PetitionView:
    """Hand in what was asked for; an officer does it for an applicant who brought it."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Supplementing)
        return petitions.supplement(receipt, said.text, said.answers)

    return done(call, "supplement", deed)


@api.post(PATH + "extend_supplement", body=Withdrawing, **HOLDERS)
def extend_supplement(call: Call) -> PetitionView:
    """Take as many days again for a supplement, at most twice."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.extend_supplement(receipt, call.read(Withdrawing).reason)

    return done(call, "extend_supplement", deed)


@api.post(PATH + "consent", body=Nothing, **HOLDERS)
def consent(call: Call) -> PetitionView:
    """Consent to the second extension that was asked for."""

    def deed(petitions: Any, receipt: str) -> Any:
        call.read(Nothing)
        return petitions.consent(receipt)

    return done(call, "consent", deed)


@api.post(PATH + "decline", body=Nothing, **HOLDERS)
def decline(call: Call) -> PetitionView:
    """Decline the second extension that was asked for."""

    def deed(petitions: Any, receipt: str) -> Any:
        call.read(Nothing)
        return petitions.decline(receipt)

    return done(call, "decline", deed)


@api.post(PATH + "file_objection", body=Objecting, **HOLDERS)
def file_objection(call: Call) -> PetitionView:
    """Object to a refusal, within 60 days of being told of it."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.file_objection(receipt, call.read(Objecting).reason)

    return done(call, "file_objection", deed)


@api.post(PATH + "remind", body=Nothing, **HOLDERS)
def remind(call: Call) -> PetitionView:
    """Remind the office of a petition that is overdue."""

    def deed(petitions: Any, receipt: str) -> Any:
        call.read(Nothing)
        return petitions.remind(receipt)

    return done(call, "remind", deed)


@api.post(PATH + "rate", body=Rating, **HOLDERS)
def rate(call: Call) -> PetitionView:
    """Say how satisfied one is, once."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Rating)
        return petitions.rate(receipt, said.score, said.words)

    return done(call, "rate", deed)
