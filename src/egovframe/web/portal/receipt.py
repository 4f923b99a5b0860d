"""The receipt: the number, the holder's key, by when the city answers and why, and the proof of it to take away.

The key travels from the filing to this page in a cookie that only this address gets and that lives for minutes: it is
in no address, no log and no history. Without the cookie the page is the status page's question, but for the account
that filed the petition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.kernel.errors import NotFound
from egovframe.kernel.ids import read_receipt
from egovframe.kernel.messages import translate
from egovframe.web import pdf
from egovframe.web.endpoint import Routes
from egovframe.web.portal import certificate, deadline, status
from egovframe.web.portal.holder import given, held
from egovframe.web.portal.qr import qr
from egovframe.web.portal.services import unit_title
from egovframe.web.portal.spoken import spoken
from egovframe.web.proving import NotSealed, proof_if_sealed, receipt_proof
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.forms.model import Petition
    from egovframe.forms.statement import Statement
    from egovframe.web.page import Page

routes = Routes("portal-receipt")

COOKIE = "key"
MINUTES = 15
"""How long the receipt page can show the key again to the browser that filed the petition."""


def hand_over(page: Page, response: Response, number: str, key: str) -> None:
    """Give the holder's key to the browser, for the receipt page of this number alone."""
    page.site.jar.put(response, COOKIE, key, path=f"/receipts/{number}", age=MINUTES * 60, same_site="Strict")


@routes.get("/receipts/{number}", public=True)
def show(page: Page) -> Response:
    """Show the receipt to the browser or account that filed the petition; to all others the status page's question."""
    number = read_receipt(page.params["number"])
    key = page.cookie(COOKIE, path=f"/receipts/{number}")
    if not key and page.session is None:
        return page.redirect(f"/status?receipt={number}")
    try:
        with page.look("receipt shown to the holder") as work:
            petition = held(page, work, number, key)
            statement = work.petitions.statement(petition)
            gathered = work.cosigners.gathered(petition)
            payment = work.fees.of(petition)
    except NotFound:
        return page.redirect(f"/status?receipt={number}")
    proof = proof_if_sealed(page.office, petition.id)
    return page.render(
        "portal/receipt.html",
        petition=petition,
        key=key,
        payment=payment,
        providers=page.office.paying.providers.all.values(),
        unit=unit_title(page.office, petition.unit),
        why=deadline.of(page.office, petition.received, petition.limit, unit=petition.unit),
        qr=qr(
            certificate.address(page, statement, proof),
            label=translate("QR code with the address of the progress page", page.language),
        ),
        address=page.url("/status"),
        contact=page.office.settings.forms.contact_of(petition.unit),
        spoken=spoken(petition.receipt, page.language),
        statement=statement,
        cosigned=gathered is not None,
        proof=proof,
        has_pdf=pdf.lacking() is None,
    )


@routes.post("/receipts/{number}/proof", public=True)
def prove(page: Page) -> Response:
    """Give the holder the proof of the receipt as a file (C2SP tlog-proof)."""
    return _handed_out(page, "proof")


@routes.post("/receipts/{number}/pdf", public=True)
def print_out(page: Page) -> Response:
    """Give the holder the receipt as a PDF file, with its proof enclosed."""
    return _handed_out(page, "pdf")


def _handed_out(page: Page, what: str) -> Response:
    number, known = read_receipt(page.params["number"]), given(page)[1]
    if what == "pdf" and pdf.lacking() is not None:
        raise NotFound("This office makes no PDF files.", hint="Print the page, and take the proof as a file.")
    try:
        petition, statement = _of(page, number, known, why=f"receipt handed out as {what}")
    except NotFound:
        return status.asked(page, receipt=number, unknown=True)
    try:
        proof = receipt_proof(page.office, petition.id)
    except NotSealed as early:
        return page.render("portal/receipt-waits.html", status=409, petition=petition, known=known, what=what).header(
            "retry-after", str(early.retry_after)
        )
    if what == "proof":
        return _file(proof.text, name=certificate.proof_name(number), media="text/plain; charset=utf-8")
    made = certificate.pdf_of_receipt(page, petition, statement, proof)
    return _file(made, name=f"{number}.pdf", media="application/pdf")


def _of(page: Page, number: str, known: str, *, why: str) -> tuple[Petition[Any], Statement]:
    """Return the petition and what its receipt states, to its holder. Raises NotFound."""
    with page.look(why) as work:
        petition = held(page, work, number, known)
        return petition, work.petitions.statement(petition)


def _file(content: bytes | str, *, name: str, media: str) -> Response:
    """Return a file that the browser saves."""
    return Response(content, media=media, headers={"content-disposition": f'attachment; filename="{name}"'})
