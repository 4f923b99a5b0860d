"""Certificates of people on the pages: to sign in with, to prove oneself once more, to link with one's account."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from egovframe.auth import Certificates
from egovframe.auth.admission import Entered
from egovframe.auth.errors import FactorTaken, MoreNeeded, SignInFailed, SourceUnavailable, StepOver, TooManyTries
from egovframe.kernel.messages import translate
from egovframe.web.account.entering import (
    DEVICE,
    STEP,
    allow_visits,
    begin_again,
    going_on,
    let_in,
    with_step,
    without_step,
)
from egovframe.web.account.signin import ask_again
from egovframe.web.account.turned_away import Failed, back_from, turned_away
from egovframe.web.endpoint import Routes
from egovframe.web.host import site_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from egovframe.auth.factors.model import Step
    from egovframe.auth.model import Session
    from egovframe.auth.people import Linked
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("certificates")

_ONWARD = 2000
_LINKED = "/account/factors?done=linked"


@routes.get("/sign-in/certificate/{authenticator}", public=True)
def ask(page: Page) -> Response:
    """Show the text to sign: to sign in, or as one more proof of somebody on the way."""
    onward = page.query.get("next")[:_ONWARD]
    known = page.query.get("step") == "1"
    if known and not page.cookie(STEP):
        return begin_again(page)
    return _asked(page, token=page.cookie(STEP) if known else "", onward=onward)


@routes.get("/account/factors/certificate/{authenticator}", signed_in=True, fresh=True)
def ask_to_link(page: Page) -> Response:
    """Show the text to sign, to link the certificate with one's own account."""
    return _asked(page, session=page.session, onward=_LINKED)


@routes.post("/sign-in/certificate", public=True, max_body=250_000)
def signed(page: Page) -> Response:
    """Take a signed text: CMS SignedData in PEM, or in base64 alone."""
    message = _message(page.form.get("signature"))
    if not message:
        return _unsigned(page)
    return _taken(
        page,
        lambda _: page.office.auth.certified.signed(
            page.cookie(STEP), message, origin=page.origin, session=page.session, device=page.cookie(DEVICE)
        ),
    )


@routes.post("/sign-in/certificate/{authenticator}", public=True)
def shown(page: Page) -> Response:
    """Take the certificate that the trusted proxy saw in the handshake."""
    return _taken(
        page,
        lambda onward: page.office.auth.certified.shown(
            page.params["authenticator"],
            page.certificate,
            origin=page.origin,
            token=page.cookie(STEP),
            session=page.session,
            onward=onward,
            device=page.cookie(DEVICE),
        ),
    )


def _asked(page: Page, *, token: str = "", session: Session | None = None, onward: str) -> Response:
    authenticator = page.params["authenticator"]
    try:
        step, text = page.office.auth.certified.ask(
            authenticator, site=site_of(page), token=token, session=session, onward=onward, origin=page.origin
        )
        onward = page.office.auth.entrance.ways(step)[0].onward
    except StepOver:
        return begin_again(page) if token else page.redirect("/sign-in" if session is None else "/account/factors")
    except TooManyTries as error:
        return ask_again(page, onward=onward, failed=error)
    back = "/sign-in/next" if token else "/sign-in" if session is None else "/account/factors"
    response = _form(page, text, authenticator, linking=session is not None, back=back)
    return with_step(page, allow_visits(page, response, onward), step)


def _unsigned(page: Page) -> Response:
    """Show the same text once more: nothing was pasted, or nothing that could be a signature."""
    try:
        step = page.office.auth.entrance.ways(page.cookie(STEP))[0]
    except StepOver:
        return begin_again(page)
    if not step.kept or not isinstance(page.office.auth.methods.get(step.authenticator), Certificates):
        return begin_again(page)
    linking = step.purpose == "link"
    wrong = translate("Paste the signature here, in base64 or PEM. The text above still counts", page.language)
    response = _form(page, step.kept, step.authenticator, linking=linking, back=back_from(step), wrong=wrong)
    return allow_visits(page, response, step.onward)


def _form(page: Page, text: str, authenticator: str, *, linking: bool, back: str, wrong: str = "") -> Response:
    web = page.office.settings.web
    return page.render(
        "account/certificate.html",
        status=422 if wrong else 200,
        challenge=text,
        authenticator=authenticator,
        shows=web.certificate_header != "" or bool(web.tls.authorities),
        linking=linking,
        back=back,
        wrong=wrong,
    )


def _taken(page: Page, enter: Callable[[str], Entered | Linked]) -> Response:
    """Let in, or go back to where the person stood: the sign-in page, the next proof, or the list of their ways."""
    try:
        step = page.office.auth.entrance.ways(page.cookie(STEP))[0]
        came = enter(step.onward)
    except MoreNeeded as more:
        return going_on(page, more.step)
    except StepOver:
        return begin_again(page)
    except (SourceUnavailable, FactorTaken, SignInFailed, TooManyTries) as error:
        return _failed(page, step, error)
    if isinstance(came, Entered):
        return let_in(page, came, step.onward)
    return without_step(page, page.redirect(came.onward))


def _failed(page: Page, step: Step, error: Failed) -> Response:
    return turned_away(
        page,
        step,
        error,
        kind="certificate",
        away=translate("This certificate cannot be checked now. Try again later", page.language),
        refused=translate("This certificate was not taken. Take another one, and sign the newest text", page.language),
    )


def _message(text: str) -> bytes:
    """Return the bytes of a signature as it was pasted; none for what is neither PEM nor base64."""
    pasted = text.strip()
    if pasted.startswith("-----BEGIN"):
        return pasted.encode("utf-8", "replace")
    try:
        return base64.b64decode("".join(pasted.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
