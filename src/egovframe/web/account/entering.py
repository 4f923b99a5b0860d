"""What a browser gets when somebody was let in, or is on the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from egovframe.kernel.errors import Busy
from egovframe.kernel.messages import translate
from egovframe.web import menu, session
from egovframe.web.headers import POLICY
from egovframe.web.language import YEAR
from egovframe.web.page import safe_next
from egovframe.web.status import retry_after

if TYPE_CHECKING:
    from egovframe.auth.admission import Entered
    from egovframe.auth.errors import SourceUnavailable
    from egovframe.kernel.errors import EgovError
    from egovframe.web.page import Page
    from egovframe.web.response import Response

STEP = "step"
"""The cookie that holds the token of a step on the way in."""
DEVICE = "device"
"""The cookie by which a browser is known at the next sign-in."""
STEP_SECONDS = 600


def let_in(page: Page, entered: Entered, onward: str = "") -> Response:
    """Give the browser its new session, end the one it had, and send the person on."""
    forget(page)
    page.session = entered.session
    page.__dict__.pop("actor", None)
    usual = "/desk" if menu.is_officer(page) and page.actor.may("petition.read") else "/account"
    response = page.redirect(safe_next(onward, usual))
    page.site.jar.put(response, session.SESSION, entered.token)
    page.site.jar.put(response, DEVICE, page.office.auth.device_mark(entered.session), age=YEAR)
    if page.cookie(STEP):
        page.site.jar.drop(response, STEP)
    return response


def going_on(page: Page, step: str, path: str = "/sign-in/next") -> Response:
    """Send somebody on to the next proof."""
    response = page.redirect(path)
    return with_step(page, response, step)


def with_step(page: Page, response: Response, step: str) -> Response:
    """Have the browser keep the token of a step; it comes back from providers as well, hence Lax."""
    page.site.jar.put(response, STEP, step, age=STEP_SECONDS)
    return response


def forget(page: Page) -> None:
    """End the session that this browser still has."""
    token = page.cookie(session.SESSION)
    if token:
        page.office.auth.sign_out(token, origin=page.origin)


def wait_words(page: Page, error: EgovError) -> str:
    """Return how long to wait after too many tries, in words; empty when there is nothing to wait for."""
    after = retry_after(error)
    words = translate("Too many tries. Wait {n} seconds, then try again", page.language)
    return words.format(n=after) if after is not None else ""


def unable_words(page: Page, error: SourceUnavailable | Busy) -> str:
    """Return why nobody can tell now whether a password is right, and what to do."""
    if isinstance(error, Busy):
        return translate("Too many people sign in at this moment. Try again in a few seconds", page.language)
    return translate(
        "Your name and password could not be checked: the directory that knows them does not answer. Nothing was "
        "lost; try again in a few minutes",
        page.language,
    )


def site_of(page: Page) -> str:
    """Return the origin at which the person sees the city, such as `https://city.example`."""
    return page.url("/").rstrip("/")


def waits(response: Response, error: EgovError) -> Response:
    """Say in the header too after how many seconds another try is worth it."""
    after: Any = retry_after(error)
    if after is not None:
        response.header("retry-after", str(after))
    return response


def allow_visits(page: Page, response: Response) -> Response:
    """Let the forms of a page lead to the providers: a browser asks the policy of the page about redirects too."""
    issuers = (urlsplit(str(getattr(each, "issuer", ""))) for each in page.office.auth.providers.values())
    origins = sorted({f"{issuer.scheme}://{issuer.netloc}" for issuer in issuers if issuer.netloc})
    if origins:
        policy = POLICY.replace("form-action 'self'", f"form-action 'self' {' '.join(origins)}")
        response.header("content-security-policy", policy)
    return response
