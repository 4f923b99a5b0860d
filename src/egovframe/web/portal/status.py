"""Where a petition stands, for whoever has its number and its key (or left the phone number with it)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.forms.limits import parse_limit
from egovframe.forms.uploads.model import UPLOAD_STATES
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.messages import translate
from egovframe.kernel.permissions import Forbidden
from egovframe.kernel.text import Text
from egovframe.web import pdf
from egovframe.web.endpoint import Routes
from egovframe.web.files import size_of
from egovframe.web.portal import certificate, deadline
from egovframe.web.portal.answers import in_words
from egovframe.web.portal.holder import enough, given, held
from egovframe.web.portal.qr import qr
from egovframe.web.portal.services import unit_title
from egovframe.web.portal.steps import Tried, asked_now, possible, step_of
from egovframe.web.portal.uploads import of_petition
from egovframe.web.proving import proof_if_sealed

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-status")

_LONGEST = 100


@routes.get("/status", public=True)
def ask(page: Page) -> Response:
    """Ask for the number and the key; the number may come with the address (from a QR code), the key never does."""
    return asked(page, receipt=page.query.get("receipt")[:_LONGEST])


@routes.post("/status", public=True)
def show(page: Page) -> Response:
    """Show where the petition stands, or say that number and key do not go together."""
    receipt, known = given(page)
    if not enough(page, receipt, known):
        return asked(page, receipt=receipt, missing=True)
    return _with_petition(page, receipt, known, said="")


@routes.post("/status/withdraw", public=True)
def withdraw(page: Page) -> Response:
    """Withdraw the petition for its holder (민원 처리에 관한 법률 제22조제2항)."""
    receipt, known = given(page)
    reason = page.form.get("reason")[:1000]
    said = "withdrawn"
    try:
        with page.work("withdrawn by the holder on the portal") as work:
            petition = held(page, work, receipt, known)
            work.petitions.withdraw(petition.receipt, reason)
    except Conflict:
        said = "too-late"
    except (NotFound, Forbidden):  # the phone number shows the petition, but only the key changes it
        return asked(page, receipt=receipt, unknown=True)
    return _with_petition(page, receipt, known, said=said)


@routes.post("/status/steps/{action}", public=True)
def take_step(page: Page) -> Response:
    """Take a step of the procedure for the petition's holder."""
    step = step_of(page.params["action"])
    if step is None:
        raise NotFound("There is no such step.", hint="Open the progress page and choose from what is possible now.")
    receipt, known = given(page)
    entered = {each.name: page.form.get(each.name).replace("\r\n", "\n") for each in step.fields}
    try:
        with page.work("step taken by the holder on the portal") as work:
            petition = held(page, work, receipt, known)
            step.take(work, petition.receipt, entered)
    except Invalid as invalid:
        faults = {fault.field: Text.of(fault.message).in_(page.language) for fault in invalid.faults}
        return _with_petition(page, receipt, known, said="", tried=Tried(step.action, entered, faults), status=422)
    except Conflict:
        tried = Tried(step.action, entered)
        return _with_petition(page, receipt, known, said="not-now", tried=tried, status=409)
    except (NotFound, Forbidden):  # the phone number shows the petition, but only the key changes it
        return asked(page, receipt=receipt, unknown=True)
    page.office.wake()
    return _with_petition(page, receipt, known, said="taken")


def asked(page: Page, *, receipt: str, missing: bool = False, unknown: bool = False) -> Response:
    """Show the question, with what was wrong."""
    faults: dict[str, str] = {}
    known = page.form.get("known").strip() if page.method == "POST" else ""
    if missing and not receipt:
        faults["receipt"] = translate("Enter the receipt number", page.language)
    if missing and not known:
        faults["known"] = translate("Enter the key or the last four digits of your phone number", page.language)
    if unknown:
        faults["receipt"] = translate(
            "No petition has this number together with this key. Compare both with your receipt", page.language
        )
    return page.render("portal/status-ask.html", status=422 if faults else 200, receipt=receipt, faults=faults)


def _with_petition(
    page: Page, receipt: str, known: str, *, said: str, tried: Tried | None = None, status: int = 200
) -> Response:
    """Show the petition to its holder."""
    try:
        with page.look("status shown to the holder") as work:
            petition = held(page, work, receipt, known)
            steps = work.petitions.timeline(petition)
            notices = work.notices.of(petition)
            actions = work.petitions.actions(petition)
            course = work.petitions.course(petition)
            statement = work.petitions.statement(petition)
            holds = work.petitions.holds(petition)
            files = of_petition(work, petition)
            due = page.office.forms.clockwork(work).deadline_of(petition)
    except NotFound:
        return asked(page, receipt=receipt, missing=not known, unknown=bool(known))
    proof = proof_if_sealed(page.office, petition.id)
    return page.render(
        "portal/status.html",
        status=status,
        tried=tried or Tried(),
        possible=possible(actions),
        requests=asked_now(course, actions),
        moment=moment,
        takes=lambda limit: deadline.takes(parse_limit(limit)),
        petition=petition,
        known=known,
        steps=steps,
        notices=notices,
        said=said,
        may_withdraw="withdraw" in actions,
        holds=holds,
        files=files,
        size_of=size_of,
        states=UPLOAD_STATES,
        unit=unit_title(page.office, petition.unit),
        contact=page.office.settings.forms.contact_of(petition.unit),
        why=deadline.explained(page.office, due) if petition.open else None,
        answers=_answers(page, petition),
        statement=statement,
        proof=proof,
        qr=qr(
            certificate.address(page, statement, proof),
            label=translate("QR code with the address of the progress page", page.language),
        ),
        has_pdf=pdf.lacking() is None,
    )


def _answers(page: Page, petition: Any) -> list[tuple[Any, str]]:
    """Return the questions with what was answered, in words."""
    questions = type(petition.form).form_questions.values()
    return [(each, in_words(each, getattr(petition.form, each.name), page.language)) for each in questions]
