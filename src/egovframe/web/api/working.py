"""What officers do with a petition on the way to its decision: begin, ask, wait, extend, consult, pass on."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from egovframe.web.api.actions import EITHER, OFFICERS, PATH, Nothing, done
from egovframe.web.api.body import Body, Line, Words
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import PetitionView


class Asking(Body):
    """What is missing, and the days in which it is to be handed in: up to 180, for the second request up to ten."""

    text: Words
    days: Annotated[int, Field(ge=1, le=180)]


class Pausing(Body):
    """Why the clock stands still: a reason of the jurisdiction, such as `inspection`, and in words what is waited for.

    A supplement is asked for by `ask_supplement`.
    """

    reason: Line
    words: Words


class Extending(Body):
    """By how much the limit is extended, written as the limit is (`3d`), and why.

    A second extension needs `consent`: how the applicant gave it (민원 처리에 관한 법률 시행령 제21조).
    """

    by: Line
    reason: Words
    consent: Line = ""


class AskingConsent(Body):
    """By how much the limit would be extended once more, and why."""

    by: Line
    reason: Words


class Consulting(Body):
    """Who is asked, what, and by when the reply is to come: within the limit (민원 처리에 관한 법률 제20조)."""

    body: Line
    question: Words
    reply_by: AwareDatetime


class Replying(Body):
    """What was replied."""

    reply: Words


class PassingOn(Body):
    """The unit of the same office that it belongs to, and why."""

    unit: Line
    reason: Words


@api.post(PATH + "start", may="petition.answer", body=Nothing, **OFFICERS)
def start(call: Call) -> PetitionView:
    """Begin to work on a petition."""

    def deed(petitions: Any, receipt: str) -> Any:
        call.read(Nothing)
        return petitions.start(receipt)

    return done(call, "start", deed)


@api.post(PATH + "ask_supplement", may="petition.answer", body=Asking, **OFFICERS)
def ask_supplement(call: Call) -> PetitionView:
    """Ask the applicant for what is missing; the clock stands still."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Asking)
        return petitions.ask_supplement(receipt, said.text, days=said.days)

    return done(call, "ask_supplement", deed)


@api.post(PATH + "pause", may="petition.answer", body=Pausing, **OFFICERS)
def pause(call: Call) -> PetitionView:
    """Stop the clock for a reason that the law has."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Pausing)
        return petitions.pause(receipt, said.reason, said.words)

    return done(call, "pause", deed)


@api.post(PATH + "resume", may="petition.answer", body=Nothing, **OFFICERS)
def resume(call: Call) -> PetitionView:
    """Let the clock run again."""

    def deed(petitions: Any, receipt: str) -> Any:
        call.read(Nothing)
        return petitions.resume(receipt)

    return done(call, "resume", deed)


@api.post(PATH + "extend", may="petition.answer", body=Extending, **OFFICERS)
def extend(call: Call) -> PetitionView:
    """Extend the limit; the applicant is told why."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Extending)
        return petitions.extend(receipt, said.by, said.reason, consent=said.consent)

    return done(call, "extend", deed)


@api.post(PATH + "ask_consent", may="petition.answer", body=AskingConsent, **OFFICERS)
def ask_consent(call: Call) -> PetitionView:
    """Ask the applicant to consent to a second extension."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(AskingConsent)
        return petitions.ask_consent(receipt, said.by, said.reason)

    return done(call, "ask_consent", deed)


@api.post(PATH + "consult", may="petition.answer", body=Consulting, **OFFICERS)
def consult(call: Call) -> PetitionView:
    """Ask another unit or body for its opinion."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(Consulting)
        return petitions.consult(receipt, said.body, said.question, reply_by=said.reply_by)

    return done(call, "consult", deed)


@api.post(PATH + "consulted", may="petition.answer", body=Replying, **OFFICERS)
def consulted(call: Call) -> PetitionView:
    """Enter the opinion that was asked for."""

    def deed(petitions: Any, receipt: str) -> Any:
        return petitions.consulted(receipt, call.read(Replying).reply)

    return done(call, "consulted", deed)


@api.post(PATH + "transfer", body=PassingOn, **EITHER)
def transfer(call: Call) -> PetitionView:
    """Pass a petition on to another unit of the office."""

    def deed(petitions: Any, receipt: str) -> Any:
        said = call.read(PassingOn)
        return petitions.transfer(receipt, said.unit, said.reason)

    return done(call, "transfer", deed)
