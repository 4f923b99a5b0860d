"""What the office wrote, for whoever holds the petition: as a page and as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.errors import NotFound
from egovframe.web import pdf
from egovframe.web.endpoint import Routes
from egovframe.web.notice import pdf_of
from egovframe.web.portal.holder import enough, given, held
from egovframe.web.portal.status import asked

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-notices")

_LONGEST = 100


@routes.post("/status/notice", public=True)
def show(page: Page) -> Response:
    """Show a paper to the holder of its petition."""
    return _handed_out(page, "page")


@routes.post("/status/notice/pdf", public=True)
def print_out(page: Page) -> Response:
    """Give a paper to the holder of its petition as a PDF file."""
    return _handed_out(page, "pdf")


def _handed_out(page: Page, what: str) -> Response:
    receipt, known = given(page)
    paper_id = page.form.get("paper")[:_LONGEST]
    if not enough(page, receipt, known):
        return asked(page, receipt=receipt, missing=True)
    try:
        with page.look("notice read by the holder") as work:
            petition = held(page, work, receipt, known)
            paper = work.notices.paper(petition, paper_id)
    except NotFound:
        return asked(page, receipt=receipt, missing=not known, unknown=bool(known))
    if what == "pdf":
        return pdf_of(page, petition, paper)
    return page.render(
        "portal/notice.html",
        petition=petition,
        paper=paper,
        paper_id=paper_id,
        known=known,
        has_pdf=pdf.lacking() is None,
    )
