"""One's sessions: where one is signed in, and how to end that.

Whoever signed in long ago proves who they are first (OWASP ASVS 5.0.0, 7.5.2): a browser that was left open lets nobody
sign its owner out elsewhere. One's own session ends without it, by signing out.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from egovframe.auth.errors import SessionNotFound
from egovframe.web.account.agents import named
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("account-sessions", prefix="/account/sessions")


@routes.get("", signed_in=True)
def show(page: Page) -> Response:
    """List the sessions of the account, the one used last first."""
    own = page.session
    return page.render(
        "account/sessions.html",
        sessions=[(each, named(each.agent)) for each in page.office.auth.sessions(own.account)] if own else [],
        own=own.id if own else "",
        ended=page.query.get("done") == "ended",
    )


@routes.post("/end", signed_in=True, fresh=True)
def end(page: Page) -> Response:
    """End one session of the account; one that has ended already is no error."""
    own, chosen = page.session, page.form.get("session")[:64]
    if own is not None:
        with suppress(SessionNotFound):
            page.office.auth.end_session(own.account, chosen, origin=page.origin)
    return page.redirect("/account/sessions?done=ended")


@routes.post("/end-others", signed_in=True, fresh=True)
def end_others(page: Page) -> Response:
    """End every session of the account but this one."""
    own = page.session
    if own is not None:
        page.office.auth.end_others(own.account, own.id, origin=page.origin)
    return page.redirect("/account/sessions?done=ended")
