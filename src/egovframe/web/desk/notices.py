"""What the office wrote to the applicant of a case, for the officers who handle it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.web import pdf
from egovframe.web.endpoint import Routes
from egovframe.web.notice import pdf_of

if TYPE_CHECKING:
    from egovframe.forms.model import Petition
    from egovframe.forms.notices.paper import Written
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-notices", prefix="/desk/petitions")


@routes.get("/{receipt}/notices/{paper}", may="petition.read")
def show(page: Page) -> Response:
    """Show a paper as it was written; the applicant's name is masked."""
    petition, paper = _of(page)
    return page.render(
        "desk/notice.html",
        petition=petition,
        paper=paper,
        paper_id=page.params["paper"],
        has_pdf=pdf.lacking() is None,
    )


@routes.get("/{receipt}/notices/{paper}/pdf", may="petition.read")
def print_out(page: Page) -> Response:
    """Give a paper as a PDF file, the applicant's name masked."""
    return pdf_of(page, *_of(page))


def _of(page: Page) -> tuple[Petition[Any], Written]:
    with page.look("notice at the desk") as work:
        petition = work.petitions.get(page.params["receipt"])
        return petition, work.notices.paper(petition, page.params["paper"])
