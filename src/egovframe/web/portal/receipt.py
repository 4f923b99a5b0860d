"""The receipt: the number, the holder's key, and by when the city answers and why.

The key travels from the filing to this page in a cookie that only this address gets and that lives for minutes: it is
in no address, no log and no history. Without the cookie the page is the status page's question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.errors import NotFound
from egovframe.kernel.ids import read_receipt
from egovframe.kernel.messages import translate
from egovframe.web.endpoint import Routes
from egovframe.web.portal import deadline
from egovframe.web.portal.qr import qr
from egovframe.web.portal.services import unit_title
from egovframe.web.portal.spoken import spoken

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-receipt")

COOKIE = "key"
MINUTES = 15
"""How long the receipt page can show the key again to the browser that filed the petition."""


def hand_over(page: Page, response: Response, number: str, key: str) -> None:
    """Give the holder's key to the browser, for the receipt page of this number alone."""
    page.site.jar.put(response, COOKIE, key, path=f"/receipts/{number}", age=MINUTES * 60, same_site="Strict")


@routes.get("/receipts/{number}", public=True)
def show(page: Page) -> Response:
    """Show the receipt to the browser that filed the petition; to all others the status page's question."""
    number = read_receipt(page.params["number"])
    key = page.cookie(COOKIE, path=f"/receipts/{number}")
    if not key:
        return page.redirect(f"/status?receipt={number}")
    try:
        with page.look("receipt shown to the holder") as work:
            petition = work.petitions.holder(number, key)
    except NotFound:
        return page.redirect(f"/status?receipt={number}")
    address = page.url(f"/status?receipt={number}")
    return page.render(
        "portal/receipt.html",
        petition=petition,
        key=key,
        unit=unit_title(page.office, petition.unit),
        why=deadline.of(page.office, petition.received, petition.limit),
        qr=qr(address, label=translate("QR code with the address of the progress page", page.language)),
        address=page.url("/status"),
        contact=page.office.settings.forms.contact_of(petition.unit),
        spoken=spoken(petition.receipt, page.language),
    )
