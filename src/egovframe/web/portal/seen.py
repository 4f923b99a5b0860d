"""Who saw a petition, for its holder: by the key of the receipt, or by the account that filed it.

The last four digits of a phone number do not do: others may know them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.kernel.errors import NotFound
from egovframe.web import seen
from egovframe.web.endpoint import Routes
from egovframe.web.portal import status
from egovframe.web.portal.holder import enough, given, held

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-seen")


@routes.get("/status/seen", public=True)
def again(page: Page) -> Response:
    """Ask for number and key: neither stands in an address, so whoever comes by one has to say them."""
    return page.redirect("/status")


@routes.post("/status/seen", public=True)
def show(page: Page) -> Response:
    """List who saw or changed the petition, the newest first."""
    receipt, known = given(page)
    if not enough(page, receipt, known):
        return status.asked(page, receipt=receipt, missing=True)
    shown: dict[str, Any] | None = None
    try:
        with page.look("who saw it, by the holder") as work:
            petition = held(page, work, receipt, known)
            if work.petitions.holds(petition):
                shown = seen.looked_at(work, work.seen.of(petition), page.form)
    except NotFound:
        shown = None
    if shown is None:
        return status.asked(page, receipt=receipt, unknown=True)
    return page.render("portal/seen.html", petition=petition, known=known, **shown)


@routes.post("/status/statement", public=True)
def take(page: Page) -> Response:
    """Give the statement of the petition as a file that verifies offline."""
    receipt, known = given(page)
    whose = None
    try:
        with page.look("who saw it, by the holder") as work:
            petition = held(page, work, receipt, known)
            if work.petitions.holds(petition):
                whose = work.seen.of(petition)
    except NotFound:
        whose = None
    if whose is None:
        return status.asked(page, receipt=receipt, missing=not known, unknown=bool(known))
    return seen.handed_out(page, whose, why="statement taken by the holder", name=petition.receipt)
