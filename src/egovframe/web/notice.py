"""A paper of the office as a PDF file: tagged, in the paper's own language, word for word as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.errors import NotFound
from egovframe.web import pdf
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.forms.model import Petition
    from egovframe.forms.notices.paper import Written
    from egovframe.web.page import Page


TONGUES: Final = {"ko": "한국어", "en": "English", "es": "Español"}
"""How each language of papers calls itself; others are shown by their tag."""


def pdf_of(page: Page, petition: Petition[Any], paper: Written) -> Response:
    """Return the paper as a file that the browser saves. Raises NotFound where the office makes no PDF files."""
    return _file(page, petition.receipt, paper)


def sample_pdf(page: Page, paper: Written) -> Response:
    """Return the paper of a sample case as such a file. Raises NotFound where the office makes no PDF files."""
    return _file(page, "sample", paper)


def blank_pdf(page: Page, paper: Written, **shown: Any) -> Response:
    """Return a paper to be filled in by hand as such a file. Raises NotFound where the office makes no PDF files."""
    return drawn(page, "blank-paper.html", {"paper": paper, **shown}, name=f"{paper.kind}-{paper.language}.pdf")


def drawn(page: Page, template: str, shown: dict[str, Any], *, name: str) -> Response:
    """Return a template that is a whole paper as a PDF file. Raises NotFound where the office makes no PDF files."""
    if pdf.lacking() is not None:
        raise NotFound("This office makes no PDF files.", hint="Print the page.")
    html = page.site.renderer.render(page, template, shown)
    made = pdf.pdf_of(html, static=page.site.static, made=page.office.clock.now())
    return Response(made, media="application/pdf", headers={"content-disposition": f'attachment; filename="{name}"'})


def _file(page: Page, receipt: str, paper: Written) -> Response:
    shown = {"receipt": receipt, "paper": paper}
    return drawn(page, "notice-paper.html", shown, name=f"{receipt}-{paper.kind}.pdf")
