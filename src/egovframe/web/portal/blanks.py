"""Forms on paper: what a citizen takes along and fills in by hand, as a page and as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.forms.notices.blank import SIGNED, WIDE
from egovframe.forms.wordings.service import languages_of
from egovframe.web import pdf
from egovframe.web.endpoint import Routes
from egovframe.web.notice import TONGUES, blank_pdf

if TYPE_CHECKING:
    from egovframe.forms.notices.paper import Paper, Written
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-blanks", prefix="/papers")


@routes.get("", public=True)
def show_all(page: Page) -> Response:
    """List the forms that are filled in by hand, with the languages in which each is there."""
    with page.look("forms on paper") as work:
        papers = work.notices.blanks()
    listed = [(paper, [(tag, TONGUES.get(tag, tag)) for tag in languages_of(paper)]) for paper in papers]
    return page.render("portal/blanks.html", papers=listed, has_pdf=pdf.lacking() is None)


@routes.get("/{kind}/{language}", public=True)
def show(page: Page) -> Response:
    """Show one form, to be printed."""
    paper, written = _of(page)
    others = [(tag, TONGUES.get(tag, tag)) for tag in languages_of(paper) if tag != written.language]
    shown = _shown(paper, written)
    return page.render("portal/blank.html", paper=written, others=others, has_pdf=pdf.lacking() is None, **shown)


@routes.get("/{kind}/{language}/pdf", public=True)
def print_out(page: Page) -> Response:
    """Give one form as a PDF file."""
    paper, written = _of(page)
    return blank_pdf(page, written, **_shown(paper, written))


def _of(page: Page) -> tuple[Paper, Written]:
    kind, language = page.params["kind"], page.params["language"]
    with page.look("forms on paper") as work:
        written = work.notices.blank(kind, language)
        (paper,) = (each for each in work.notices.blanks() if each.kind == kind)
    return paper, written


def _shown(paper: Paper, written: Written) -> dict[str, Any]:
    """Return what page and file show beside the paper: each row with whether it asks for more than a line."""
    rows = [(label, name in WIDE) for name, (label, _) in zip(paper.rows, written.rows, strict=True)]
    return {"rows": rows, "signed": SIGNED.in_(written.language)}
