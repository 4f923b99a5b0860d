"""Saying whether another petition asks for the same as the one at hand, which the law's counters of repeats rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.errors import Conflict, Invalid
from egovframe.web.desk.case import case_page
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.tried import Tried

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-repeats", prefix="/desk/petitions")

_LONGEST = 100


@routes.post("/{receipt}/compare", may="petition.answer")
def compare(page: Page) -> Response:
    """Keep that another petition asks for the same, or that it does not (민원 처리에 관한 법률 제23조)."""
    receipt, other = page.params["receipt"], page.form.get("other").strip()[:_LONGEST]
    entered = {"other": other}
    try:
        with page.work("compared at the desk") as work:
            work.repeats.compare(receipt, other, same=page.form.get("same") == "yes")
    except Invalid as invalid:
        faults = said_of(invalid, page.language)
        return case_page(page, receipt, status=422, tried=Tried("compare", entered, faults))
    except Conflict:
        return case_page(page, receipt, status=409, tried=Tried("compare", entered, overtaken=True))
    return page.redirect(f"/desk/petitions/{receipt}?done=compared")
