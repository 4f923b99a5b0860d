"""All petitions that an officer may read, and finding one by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from egovframe.kernel.ids import ReceiptInvalid, read_receipt
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-petitions", prefix="/desk/petitions")

_LONGEST = 64


@routes.get("", may="petition.read")
def show(page: Page) -> Response:
    """Show petitions, the newest first; a receipt number leads to its case at once."""
    asked = page.query.get("q").strip()[:_LONGEST]
    if asked:
        try:
            return page.redirect(f"/desk/petitions/{read_receipt(asked)}")
        except ReceiptInvalid:
            pass  # said on the page, beside what was asked
    offers = page.office.forms.offers
    form = page.query.get("form") if page.query.get("form") in offers else None
    states = page.office.forms.procedures.states
    state = page.query.get("state") if page.query.get("state") in states else None
    with page.look("petitions at the desk") as work:
        found = work.petitions.list(form=form, state=state, cursor=page.query.get("after")[:_LONGEST] or None)
        shown = [petition.id for petition in found.items]
        many, joined = work.joined.many_among(shown), work.joined.joined_among(shown)
    kept = {name: value for name, value in (("form", form), ("state", state)) if value}
    return page.render(
        "desk/petitions.html",
        petitions=found.items,
        many=many,
        joined=joined,
        asked=asked,
        form=form,
        state=state,
        states=states,
        offers=list(offers.values()),
        first="/desk/petitions?" + urlencode(kept) if page.query.get("after") else "",
        more="/desk/petitions?" + urlencode({**kept, "after": found.next}) if found.next else "",
    )
