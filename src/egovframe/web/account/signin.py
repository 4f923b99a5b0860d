"""Signing in with name and password, and signing out.

The answer is the same for a wrong password and a name that nobody has. Who signs in gets a new token; the browser keeps
a mark beside it, so that strangers who guess at the account cannot slow this browser down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.errors import SignInFailed, TooManyTries
from egovframe.kernel.messages import translate
from egovframe.web import menu, session
from egovframe.web.endpoint import Routes
from egovframe.web.language import YEAR
from egovframe.web.page import safe_next
from egovframe.web.status import retry_after, status_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("sign-in")

DEVICE = "device"
_LONGEST = 1000


@routes.get("/sign-in", public=True)
def ask(page: Page) -> Response:
    """Ask for name and password."""
    return _ask(page, name="", onward=page.query.get("next")[:2000])


@routes.post("/sign-in", public=True)
def enter(page: Page) -> Response:
    """Sign in, or say that it did not work: 401, or 429 with the seconds to wait."""
    name, password = page.form.get("name")[:_LONGEST], page.form.get("password")  # a password is never cut
    onward = page.form.get("next")[:2000]
    try:
        token, entered = page.office.auth.sign_in(name, password, origin=page.origin, device=page.cookie(DEVICE))
    except (SignInFailed, TooManyTries) as error:
        return _ask(page, name=name, onward=onward, failed=error)
    _forget(page)
    page.session = entered
    usual = "/desk" if menu.is_officer(page) and page.actor.may("petition.read") else "/account"
    response = page.redirect(safe_next(onward, usual))
    page.site.jar.put(response, session.SESSION, token)
    page.site.jar.put(response, DEVICE, page.office.auth.device_mark(entered), age=YEAR)
    return response


@routes.post("/sign-out", public=True)
def leave(page: Page) -> Response:
    """End this session; whoever has none just comes to the first page."""
    _forget(page)
    response = page.redirect("/")
    page.site.jar.drop(response, session.SESSION)
    return response


def _forget(page: Page) -> None:
    """End the session that this browser still has."""
    token = page.cookie(session.SESSION)
    if token:
        page.office.auth.sign_out(token, origin=page.origin)


def _ask(page: Page, *, name: str, onward: str, failed: SignInFailed | TooManyTries | None = None) -> Response:
    faults: dict[str, str] = {}
    after = retry_after(failed) if failed is not None else None
    if after is not None:
        words = translate("Too many tries. Wait {n} seconds, then try again", page.language)
        faults["name"] = words.format(n=after)
    elif failed is not None:
        faults["name"] = translate("Name and password do not go together. Check both", page.language)
    status = status_of(failed) if failed is not None else 200
    response = page.render("account/sign-in.html", status=status, name=name, onward=onward, faults=faults)
    if after is not None:
        response.header("retry-after", str(after))
    return response
