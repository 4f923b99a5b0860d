"""Who saw a petition, for the officer who answers a request about personal data (개인정보 보호법 제35조).

Looking is a fact that the person concerned sees, and so is the statement that is made for them, with its reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.errors import Invalid
from egovframe.web import seen
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-seen", prefix="/desk/petitions")

_LONGEST = 1_000


@routes.get("/{receipt}/seen", may="audit.read")
def show(page: Page) -> Response:
    """List who saw or changed the petition, as its holder sees it."""
    return _show(page)


@routes.post("/{receipt}/statement", may="audit.read")
def hand_over(page: Page) -> Response:
    """Give the statement to be handed over to the person; at whose request is due, and stays with the fact."""
    reason = page.form.get("reason").replace("\r\n", "\n")[:_LONGEST]
    with page.look("who saw it, at the desk") as work:
        petition = work.petitions.get(page.params["receipt"])
        whose = work.seen.of(petition)
    try:
        return seen.handed_out(page, whose, why="statement made at the desk", name=petition.receipt, reason=reason)
    except Invalid as invalid:
        faults = said_of(invalid, page.language)
        return _show(page, status=422, faults=faults)


def _show(page: Page, *, status: int = 200, faults: dict[str, str] | None = None) -> Response:
    with page.look("who saw it, at the desk") as work:
        petition = work.petitions.get(page.params["receipt"])
        shown = seen.looked_at(work, work.seen.of(petition), page.query)
    return page.render("desk/seen.html", status=status, petition=petition, faults=faults or {}, **shown)
