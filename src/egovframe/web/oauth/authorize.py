"""Where a browser comes from another system to sign in, and where it signs out of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from egovframe.auth.provider import requests
from egovframe.auth.provider.errors import ProviderError
from egovframe.web import session as cookies
from egovframe.web.account.entering import AUTHORIZE, allow_visits, forget
from egovframe.web.endpoint import Routes
from egovframe.web.host import site_of
from egovframe.web.oauth.answers import once
from egovframe.web.response import redirect

if TYPE_CHECKING:
    from egovframe.auth.provider.requests import AuthorizationRequest
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("oauth", prefix="/oauth")

_ANSWER = "consent-answer"
_DONE = "signed-in"
"""Marks a request for which somebody has just proved who they are: they are not asked again."""


@routes.get("/authorize", public=True)
def authorize(page: Page) -> Response:
    """Send the browser back with a code for the person, who signs in first where that is due."""
    return _authorized(page, once(page.query))


@routes.add("POST", "/authorize", public=True, csrf=False, max_body=16_384)
def authorize_by_form(page: Page) -> Response:
    """Take the same as a form (Core 3.1.2.1): it changes nothing that the address alone would not."""
    asked = once(page.form)
    asked.pop("csrf-token", None)
    return page.redirect(f"{AUTHORIZE}?{urlencode(asked)}")


@routes.post("/consent", public=True)
def consent(page: Page) -> Response:
    """Take the answer of somebody who was asked; the request is looked at once more from the beginning."""
    asked = once(page.form)
    asked.pop("csrf-token", None)
    answer = asked.pop(_ANSWER, "")
    return _authorized(page, asked, consented=answer == "yes" if answer in ("yes", "no") else None)


@routes.get("/sign-out", public=True)
def ask_sign_out(page: Page) -> Response:
    """Ask whether to sign out of the city too; without a session the browser just goes on."""
    asked = once(page.query)
    onward = page.office.auth.id_provider.leaving(asked, issuer=site_of(page))
    if page.session is None:
        return redirect(onward) if onward else page.redirect("/")
    return allow_visits(page, page.render("account/sign-out.html", asked=asked), to=onward)


@routes.post("/sign-out", public=True)
def sign_out(page: Page) -> Response:
    """Sign out, and go on to where the other system wants."""
    asked = once(page.form)
    onward = page.office.auth.id_provider.leaving(asked, issuer=site_of(page))
    forget(page)
    response = redirect(onward) if onward else page.redirect("/")
    page.site.jar.drop(response, cookies.SESSION)
    return response


def _authorized(page: Page, asked: dict[str, str], *, consented: bool | None = None) -> Response:
    """Answer the request; `consented` is what the person said, None while nobody asked."""
    provider, issuer = page.office.auth.id_provider, site_of(page)
    client, uri = provider.trusted(asked)  # raises Untrusted: then the browser goes nowhere
    state = asked.get("state", "")
    try:
        request = requests.read(client, uri, asked)
        due = _due(page, request, proved=asked.get(_DONE) == "1")
        if due and "none" in request.prompt:
            raise ProviderError("login_required" if page.session is None else "interaction_required", "Sign in first.")
        if not due and request.asks and "none" in request.prompt:
            raise ProviderError("consent_required", "The person is to be asked.")
        if consented is False:
            raise ProviderError("access_denied", "The person said no.")
    except ProviderError as error:
        return redirect(requests.answer(uri, {"error": error.error, "state": state[:1_000], "iss": issuer}))
    own = page.session
    if due or own is None:
        # What was asked for goes along, marked, so that a fresh sign-in is asked for once.
        back = f"{AUTHORIZE}?{urlencode({**asked, _DONE: '1'})}"
        return page.redirect(f"{due or '/sign-in'}?{urlencode({'next': back})}")
    if request.asks and not consented:
        shown = page.render(
            "account/consent.html", client=client, at=urlsplit(uri).netloc, scope=request.scope, asked=asked
        )
        return allow_visits(page, shown, to=uri)
    return redirect(provider.give(request, own, issuer=issuer, origin=page.origin, consented=bool(consented)))


def _due(page: Page, request: AuthorizationRequest, *, proved: bool) -> str:
    """Return where the person has to go first, empty when the session is enough for the request."""
    own = page.session
    if own is None:
        return "/sign-in"
    age = (page.office.clock.now() - own.created).total_seconds()
    fresh = proved and age < page.office.auth.settings.fresh.total_seconds()
    if request.max_age is not None and age > request.max_age and not fresh:
        return "/sign-in/again"
    if request.prompt & {"login", "select_account"} and not fresh:
        return "/sign-in/again"
    if own.assurance < request.assurance and not fresh:
        return "/sign-in/again"
    return ""
