"""Results that did not reach the applicant: of open cases the queue says so, of decided ones this list."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from egovframe.forms.notices.model import POST
from egovframe.kernel.text import Text
from egovframe.web.desk.case import CHANNELS
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-lost", prefix="/desk/notices")

_LONGEST = 64


@routes.get("", may="petition.read")
def show(page: Page) -> Response:
    """Show the petitions of my units whose result did not arrive, the newest first, each to be sent again."""
    offers = page.office.forms.offers
    form = page.query.get("form") if page.query.get("form") in offers else None
    with page.look("results not delivered at the desk") as work:
        found = work.notices.lost_results(form=form, cursor=page.query.get("after")[:_LONGEST] or None)
        ways = work.notices.channels
    kept = {"form": form} if form else {}
    return page.render(
        "desk/lost.html",
        lost=found.items,
        form=form,
        offers=list(offers.values()),
        ways=[(name, CHANNELS.get(name) or Text.of(name)) for name in (*ways, POST)],
        sendable=frozenset(
            each.petition.receipt
            for each in found.items
            if page.actor.may(
                "petition.answer", unit=each.petition.unit, form=each.petition.form_name, owner=each.petition.handler
            )
        ),
        first="/desk/notices?" + urlencode(kept) if page.query.get("after") else "",
        more="/desk/notices?" + urlencode({**kept, "after": found.next}) if found.next else "",
    )
