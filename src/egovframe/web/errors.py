"""What a person sees when something did not work: what happened, what is kept, what to do, and a number to name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from egovframe.kernel.errors import EgovError, Invalid, NotFound
from egovframe.kernel.permissions import AssuranceNeeded, Forbidden
from egovframe.web.endpoint import MethodNotAllowed
from egovframe.web.page import SignInNeeded, safe_next
from egovframe.web.response import Response, redirect
from egovframe.web.status import retry_after, status_of

if TYPE_CHECKING:
    from egovframe.kernel.text import Text
    from egovframe.web.page import Page

WORDS: dict[int, tuple[str, str]] = {
    400: ("This request cannot be read", "Go back and try once more."),
    401: ("Sign in first", "This page is for people with an account."),
    403: ("You may not see this page", "Your account does not have the permission for it. Ask your administrator."),
    404: ("There is no page at this address", "The address may have been mistyped, or the page was moved."),
    405: ("This address does not take that kind of request", "Go back and try once more."),
    408: ("The request took too long to arrive", "Check your connection and send it again."),
    409: ("Somebody else was faster", "This was changed while you looked at it. Look again and decide again."),
    413: ("This is too large", "Send less at once."),
    415: ("This format cannot be read here", "Send the form from the page itself."),
    421: ("The city is not known under this address", "Open the city at the address that it gives out."),
    422: ("Something in this request is not right", "Go back, correct it and send it again."),
    429: ("Too many tries", "To keep others out, we wait a little. Try again later."),
    503: ("We cannot take this right now: too many people at once", "Send it again in a few seconds."),
    504: ("This is done and kept", "Only its proof is not there yet. Do not send it again; look again in a minute."),
}
"""Title and advice by status; the sentences are messages of the catalogue."""

CSRF = (
    "This page was open too long",
    "For your safety we did not take it. Go back, load the page again and send it once more; cookies must be allowed.",
)
GONE = (
    "What you look for is not here",
    "It may have another name, or it is there no more. Look for it in the list.",
)
STRANGE_SYSTEM = (
    "The system that sent you here is not known",
    "Go back to it, and tell whoever runs it the error code below.",
)
FAILED = (
    "Something went wrong on our side",
    "We wrote down what happened. Nothing was half done. Please try again later.",
)


def error_page(page: Page, error: BaseException) -> Response:
    """Return the page for an error. Never shows more than the error's own sentence: no trace, no values."""
    if isinstance(error, SignInNeeded) and page.method in ("GET", "HEAD"):
        query = page.scope.get("query_string", b"").decode("latin-1")
        target = safe_next(page.path + (f"?{query}" if query else ""))
        return redirect("/sign-in?next=" + quote(target, safe="/"))
    if isinstance(error, AssuranceNeeded):
        return redirect("/sign-in/again?next=" + quote(_before(page), safe="/"))
    status = status_of(error)
    title, advice = _words(error, status)
    after = retry_after(error)
    faults = error.faults if isinstance(error, Invalid) else ()
    response = page.render(
        "error.html",
        status=status,
        title=title,
        advice=advice,
        code=error.code if isinstance(error, EgovError) else "egov.error",
        number=page.number,
        after=after,
        faults=faults,
        needed=_needed(page, error),
        at=page.office.clock.now(),
        back=_sent_from(page) if page.method == "POST" else "",
    )
    if after is not None:
        response.header("retry-after", str(after))
    if isinstance(error, MethodNotAllowed):
        response.header("allow", ", ".join(error.allowed))
    return response


def _words(error: BaseException, status: int) -> tuple[str, str]:
    """Return title and advice; an address that leads nowhere and a thing that is not there are not the same."""
    code = getattr(error, "code", "")
    if code == "web.csrf":
        return CSRF
    if code == "auth.client_unknown":
        return STRANGE_SYSTEM
    if isinstance(error, NotFound) and code != NotFound.code:
        return GONE
    return WORDS.get(status, FAILED)


def _before(page: Page) -> str:
    """Return the page to come back to: this one, or the one that a form was sent from."""
    if page.method in ("GET", "HEAD"):
        query = page.scope.get("query_string", b"").decode("latin-1")
        return safe_next(page.path + (f"?{query}" if query else ""))
    return safe_next(_sent_from(page))


def _sent_from(page: Page) -> str:
    """Return the page of this site that a form was sent from; empty where the browser does not say."""
    sent_from = urlsplit(page.header("referer"))
    same = sent_from.netloc == urlsplit(page.url("/")).netloc
    return safe_next(sent_from.path + (f"?{sent_from.query}" if sent_from.query else ""), "") if same else ""


def _needed(page: Page, error: BaseException) -> Text | None:
    """Return the permission that was missing, in words, so that the person can ask for it; None where none was."""
    name = error.context.get("permission") if isinstance(error, Forbidden) else None
    return next((permission.title for permission in page.office.permissions if permission.name == name), None)
