"""What a browser gets when somebody was let in, or is on the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlsplit

from egovframe.auth.errors import AuthError
from egovframe.auth.people import OIDC
from egovframe.kernel.errors import Busy, EgovError
from egovframe.kernel.messages import translate
from egovframe.web import menu, session
from egovframe.web.headers import POLICY
from egovframe.web.host import HostUnknown, site_of
from egovframe.web.language import YEAR
from egovframe.web.page import safe_next
from egovframe.web.status import retry_after

if TYPE_CHECKING:
    from egovframe.auth.admission import Entered
    from egovframe.auth.errors import SourceUnavailable
    from egovframe.web.page import Page
    from egovframe.web.response import Response

STEP = "step"
"""The cookie that holds the token of a step on the way in."""
DEVICE = "device"
"""The cookie by which a browser is known at the next sign-in."""
STEP_SECONDS = 600
AUTHORIZE: Final = "/oauth/authorize"
"""Where another system of the city sends a browser to sign in: from there it goes back to that system."""


def let_in(page: Page, entered: Entered, onward: str = "") -> Response:
    """Give the browser its new session, end the one it had, and send the person on."""
    forget(page)
    page.office.auth.came_in(entered.session, page.cookie(DEVICE), origin=page.origin)
    page.session = entered.session
    page.__dict__.pop("actor", None)
    response = page.redirect(safe_next(onward, menu.start_of(page) or "/account"))
    page.site.jar.put(response, session.SESSION, entered.token)
    page.site.jar.put(response, DEVICE, page.office.auth.device_mark(entered.session), age=YEAR)
    return without_step(page, response)


def going_on(page: Page, step: str) -> Response:
    """Send somebody on to the next proof, or to where a new password is chosen."""
    purpose = page.office.auth.entrance.ways(step)[0].purpose
    response = page.redirect("/sign-in/new-password" if purpose == "new-password" else "/sign-in/next")
    return with_step(page, response, step)


def with_step(page: Page, response: Response, step: str) -> Response:
    """Have the browser keep the token of a step; it comes back from providers as well, hence Lax."""
    page.site.jar.put(response, STEP, step, age=STEP_SECONDS)
    return response


def without_step(page: Page, response: Response) -> Response:
    """Take a step that is over out of the browser."""
    if page.cookie(STEP):
        page.site.jar.drop(response, STEP)
    return response


def begin_again(page: Page) -> Response:
    """Send somebody whose way in is over back to its beginning."""
    return without_step(page, page.redirect("/sign-in?over=1"))


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


def leaving(page: Page) -> str:
    """Return where the person signs out at the provider that let them in; empty where there is no such place."""
    own = page.session
    if own is None or not own.authenticator.startswith(OIDC):
        return ""
    try:
        return str(page.office.auth.people.leave(own, site_of(page) + "/"))
    except HostUnknown:  # signing out here always works
        return ""


def waits(response: Response, error: EgovError) -> Response:
    """Say in the header too after how many seconds another try is worth it."""
    after: Any = retry_after(error)
    if after is not None:
        response.header("retry-after", str(after))
    return response


def allow_visits(page: Page, response: Response, onward: str = "", *, to: str = "") -> Response:
    """Let the forms of a page lead to the providers, to the other system that the person came from, and to `to`.

    A browser asks the policy of the page about every redirect that follows a form.
    """
    auth = page.office.auth
    places = [
        str(site)
        for each in auth.providers.values()
        for site in (getattr(each, "sites", ()) or (getattr(each, "issuer", ""),))
    ]
    origins = sorted(set(filter(None, map(_origin_of, [*places, asked_from(page, onward)[1], to]))))
    if origins:
        policy = POLICY.replace("form-action 'self'", f"form-action 'self' {' '.join(origins)}")
        response.header("content-security-policy", policy)
    return response


def asked_from(page: Page, onward: str) -> tuple[str, str]:
    """Return name and address of the other system to which the way in leads back; empty where none is trusted."""
    path, _, query = onward.partition("?")
    if path != AUTHORIZE:
        return "", ""
    try:
        client, address = page.office.auth.id_provider.trusted(dict(parse_qsl(query)))
    except (AuthError, ValueError):
        return "", ""
    return str(client.name), str(address)


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
