"""Where a petition stands, for whoever has its number and its key (or left the phone number with it)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.forms.notices.ways import asked_for, ways_to
from egovframe.forms.uploads.model import UPLOAD_STATES
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.messages import translate
from egovframe.kernel.permissions import Forbidden
from egovframe.web import pdf
from egovframe.web.endpoint import Routes
from egovframe.web.files import size_of
from egovframe.web.notice import TONGUES
from egovframe.web.portal import certificate, deadline
from egovframe.web.portal.holder import enough, given, held
from egovframe.web.portal.qr import qr
from egovframe.web.portal.services import unit_title
from egovframe.web.portal.uploads import of_petition, places
from egovframe.web.portal.uploads import said as in_words
from egovframe.web.portal.wanted import SAID, SCORES, wanted
from egovframe.web.proving import proof_if_sealed
from egovframe.web.tried import NOTHING_TRIED, Tried

if TYPE_CHECKING:
    from egovframe.forms.uploads.model import Upload
    from egovframe.kernel.text import Text
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
    return with_petition(page, receipt, known)


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
    return with_petition(page, receipt, known, said=said)


def ways_for(page: Page, petition: Any) -> dict[str, Text]:
    """Return the ways to be told that the form has an address for and the office a channel."""
    return ways_to(asked_for(type(petition.form)), page.office.forms.reached)


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


def with_petition(
    page: Page, receipt: str, known: str, *, said: str = "", tried: Tried = NOTHING_TRIED, code: int = 200
) -> Response:
    """Show the petition to its holder, with what was done (`said`) or what could not be done (`tried`)."""
    try:
        with page.look("status shown to the holder") as work:
            petition = held(page, work, receipt, known)
            steps = work.petitions.timeline(petition)
            notices = work.notices.of(petition)
            choice, languages = work.notices.choice(petition), work.notices.languages
            actions = work.petitions.actions(petition)
            course = work.petitions.course(petition)
            statement = work.petitions.statement(petition)
            holds = work.petitions.holds(petition)
            files = of_petition(work, petition)
            gathered = work.cosigners.gathered(petition)
            payment = work.fees.of(petition)
            origins = work.prefilled.of(petition) if holds else {}
            due = page.office.forms.clockwork(work).deadline_of(petition)
    except NotFound:
        return asked(page, receipt=receipt, missing=not known, unknown=bool(known))
    proof = proof_if_sealed(page.office, petition.id)
    supplement, consent = wanted(course, actions)
    return page.render(
        "portal/status.html",
        status=code,
        petition=petition,
        known=known,
        steps=steps,
        notices=notices,
        choice=choice,
        tongues=[(tag, TONGUES.get(tag, tag)) for tag in languages],
        ways=ways_for(page, petition),
        said=said,
        may=actions,
        supplement=supplement,
        consent=consent,
        told=SAID,
        scores=SCORES,
        tried=tried,
        holds=holds,
        files=files,
        gathered=gathered,
        payment=payment,
        providers=page.office.paying.providers.all.values(),
        size_of=size_of,
        states=UPLOAD_STATES,
        unit=unit_title(page.office, petition.unit),
        contact=page.office.settings.forms.contact_of(petition.unit),
        why=deadline.explained(page.office, due) if petition.open else None,
        answers=_answers(page, petition, files),
        origins=origins,
        where=places(page, petition),
        statement=statement,
        proof=proof,
        qr=qr(
            certificate.address(page, statement, proof),
            label=translate("QR code with the address of the progress page", page.language),
        ),
        has_pdf=pdf.lacking() is None,
    )


def _answers(page: Page, petition: Any, files: list[Upload]) -> list[tuple[Any, str]]:
    """Return the questions with what was answered, in words."""
    known = {each.id: each for each in files}
    return [
        (each, in_words(each, getattr(petition.form, each.name), known, page.language))
        for each in type(petition.form).form_questions.values()
    ]
