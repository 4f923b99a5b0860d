"""The other systems in which I am signed in through the city, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("account-systems", prefix="/account/systems")

_LONGEST = 64


@routes.get("", signed_in=True)
def show(page: Page) -> Response:
    """List where I am signed in, what each system is told, and until when."""
    own = page.session
    return page.render(
        "account/systems.html",
        systems=page.office.auth.id_provider.connected.of(own.account) if own is not None else [],
        ended=page.query.get("done") == "ended",
    )


@routes.post("/end", signed_in=True)
def end(page: Page) -> Response:
    """Take one back; one that has ended already is no error."""
    own = page.session
    if own is not None:
        page.office.auth.id_provider.connected.end(
            own.account, page.form.get("system")[:_LONGEST], by=page.actor, origin=page.origin
        )
    return page.redirect("/account/systems?done=ended")
