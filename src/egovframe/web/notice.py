"""A paper of the office as a PDF file: tagged, in the paper's own language, word for word as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.kernel.errors import NotFound
from egovframe.web import pdf
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.forms.model import Petition
    from egovframe.forms.notices.paper import Written
    from egovframe.web.page import Page


def pdf_of(page: Page, petition: Petition[Any], paper: Written) -> Response:
    """Return the paper as a file that the browser saves. Raises NotFound where the office makes no PDF files."""
    if pdf.lacking() is not None:
        raise NotFound("This office makes no PDF files.", hint="Print the page.")
    return _file(page, petition.receipt, paper)


def sample_pdf(page: Page, paper: Written) -> Response:
    """Return the paper of a sample case as such a file. Raises NotFound where the office makes no PDF files."""
    if pdf.lacking() is not None:
        raise NotFound("This office makes no PDF files.", hint="Print the page.")
    return _file(page, "sample", paper)


def _file(page: Page, receipt: str, paper: Written) -> Response:
    html = page.site.renderer.render(page, "notice-paper.html", {"receipt": receipt, "paper": paper})
    made = pdf.pdf_of(html, static=page.site.static, made=page.office.clock.now())
    name = f"{receipt}-{paper.kind}.pdf"
    return Response(made, media="application/pdf", headers={"content-disposition": f'attachment; filename="{name}"'})
