"""Credentials in wallets on the pages: to sign in with, to prove oneself once more, to link with one's account.

Three of the addresses are for wallets: where they fetch the request and post the answer, and where they send the person
on. Nothing here needs a script: the page waits for a number to be typed, it does not reload by itself, which would take
it out of the hands of whoever reads it (WCAG 2.2, 2.2.2 and 3.2.5).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from egovframe.auth.admission import Entered
from egovframe.auth.errors import (
    FactorTaken,
    MoreNeeded,
    SignInFailed,
    SourceUnavailable,
    StepOver,
    TooManyTries,
)
from egovframe.auth.wallet.request import MEDIA
from egovframe.kernel.logging import get_logger
from egovframe.kernel.messages import translate
from egovframe.web.account.entering import (
    DEVICE,
    STEP,
    allow_visits,
    begin_again,
    going_on,
    let_in,
    waits,
    with_step,
    without_step,
)
from egovframe.web.account.signin import ask_again
from egovframe.web.account.turned_away import Failed, back_from, turned_away
from egovframe.web.endpoint import Routes
from egovframe.web.host import site_of
from egovframe.web.portal.qr import qr
from egovframe.web.response import Response
from egovframe.web.status import status_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from egovframe.auth.factors.model import Step
    from egovframe.auth.model import Session
    from egovframe.auth.people import Linked
    from egovframe.web.page import Page

log = get_logger("egovframe.web")

routes = Routes("wallets")

_ONWARD = 2000
_LARGEST = 200_000
_LONGEST = 200
_LINKED = "/account/factors?done=linked"


@routes.post("/sign-in/wallet/with/{authenticator}", public=True)
def begin(page: Page) -> Response:
    """Ask for a credential: to sign in, or as one more proof of somebody on the way."""
    known = page.form.get("step") == "1"
    if known and not page.cookie(STEP):
        return begin_again(page)
    return _begun(page, token=page.cookie(STEP) if known else "", onward=page.form.get("next")[:_ONWARD])


@routes.post("/account/factors/wallet/{authenticator}", signed_in=True, fresh=True)
def begin_to_link(page: Page) -> Response:
    """Ask for a credential to link it with one's own account."""
    return _begun(page, session=page.session, onward=_LINKED)


@routes.get("/sign-in/wallet", public=True)
def wait(page: Page) -> Response:
    """Show what opens a wallet, on this device and as a picture for another one, and wait for its number."""
    return _shown(page)


@routes.post("/sign-in/wallet", public=True)
def typed(page: Page) -> Response:
    """Take the number that the other device shows."""
    number = page.form.get("number")[:_LONGEST]
    return _taken(
        page,
        lambda: page.office.auth.presented.typed(
            page.cookie(STEP), number, origin=page.origin, session=page.session, device=page.cookie(DEVICE)
        ),
    )


@routes.get("/sign-in/wallet/back/{visit}", public=True)
def come_back(page: Page) -> Response:
    """Let in the browser that asked, which the wallet opened; any other one shows the number to type there.

    The code, which only the wallet was told, stands for the form's field.
    """
    visit, code = page.params["visit"], page.query.get("code")[:_LONGEST]
    presented = page.office.auth.presented
    if _asked_here(page, visit):
        return _taken(
            page,
            lambda: presented.back(
                page.cookie(STEP),
                visit,
                code,
                origin=page.origin,
                session=page.session,
                device=page.cookie(DEVICE),
            ),
        )
    try:
        return page.render("account/wallet-number.html", number=presented.number(visit, code))
    except StepOver:
        return page.redirect("/sign-in?over=1")


# ---------------------------------------------------------------------------------------------------- for wallets


@routes.get("/sign-in/wallet/request/{visit}", public=True)
def request(page: Page) -> Response:
    """Give a wallet what it is asked for, signed (RFC 9101, 5.2.3)."""
    try:
        return Response(page.office.auth.presented.request(page.params["visit"]), media=MEDIA)
    except StepOver:
        return _no("invalid_request", status=404)


@routes.post("/sign-in/wallet/answer/{visit}", public=True, csrf=False, max_body=_LARGEST)
def answer(page: Page) -> Response:
    """Take what a wallet posted, and tell it where to send the person on; it learns no reason, the trail does."""
    said = {name: page.form.get(name) for name in page.form}
    try:
        onward = page.office.auth.presented.answered(page.params["visit"], said, origin=page.origin)
    except (SignInFailed, StepOver):
        return _no("invalid_request", status=400)
    except TooManyTries as error:
        return waits(_no("slow_down", status=429), error)
    except SourceUnavailable as error:
        log.warning("wallet_answer_unchecked", reason=error.message)
        return _no("temporarily_unavailable", status=503)
    return Response(json.dumps({"redirect_uri": onward}), media="application/json")


# ---------------------------------------------------------------------------------------------------- what all share


def _begun(page: Page, *, token: str = "", session: Session | None = None, onward: str) -> Response:
    try:
        step = page.office.auth.presented.ask(
            page.params["authenticator"],
            site=site_of(page),
            token=token,
            session=session,
            onward=onward,
            origin=page.origin,
        )
    except StepOver:
        return begin_again(page) if token else page.redirect("/sign-in" if session is None else "/account/factors")
    except TooManyTries as error:
        return ask_again(page, onward=onward, failed=error)
    return with_step(page, page.redirect("/sign-in/wallet"), step)


def _shown(page: Page, *, wrong: str = "", status: int = 200) -> Response:
    try:
        shown = page.office.auth.presented.shown(page.cookie(STEP))
    except StepOver:
        return begin_again(page)
    if shown.where == "refused":
        return _failed(page, shown.step, SignInFailed("The wallet's answer was not taken.", hint="Begin again."))
    label = translate("Picture that a wallet on another device reads", page.language)
    response = page.render(
        "account/wallet.html",
        status=status,
        link=shown.link,
        answered=shown.where == "answered",
        linking=shown.step.purpose == "link",
        picture=qr(shown.link, label=label) if shown.across else "",
        wrong=wrong,
        back=back_from(shown.step),
    )
    return allow_visits(page, response, shown.step.onward)


def _asked_here(page: Page, visit: str) -> bool:
    """Say whether this is the browser whose step waits for the visit."""
    try:
        return bool(page.office.auth.presented.shown(page.cookie(STEP)).step.kept == visit)
    except StepOver:
        return False


def _taken(page: Page, enter: Callable[[], Entered | Linked]) -> Response:
    """Let in, or go back to where the person stood: the sign-in page, the next proof, or the list of their ways."""
    try:
        shown = page.office.auth.presented.shown(page.cookie(STEP))
        if shown.where != "answered":
            wrong = translate("The wallet has not answered yet. Show it what it asks for first", page.language)
            return _shown(page, wrong=wrong, status=422)
        came = enter()
    except MoreNeeded as more:
        return going_on(page, more.step)
    except StepOver:
        return begin_again(page)
    except (SourceUnavailable, FactorTaken, SignInFailed, TooManyTries) as error:
        return _wrong(page, shown.step, error)
    if isinstance(came, Entered):
        return let_in(page, came, shown.step.onward)
    return without_step(page, page.redirect(came.onward))


def _wrong(page: Page, step: Step, error: Failed) -> Response:
    """Show the page once more after a wrong number, as long as there are tries; otherwise where the person stood."""
    if isinstance(error, SignInFailed):
        try:
            if page.office.auth.presented.shown(page.cookie(STEP)).where == "answered":
                wrong = translate("This is not the number that the other device shows", page.language)
                return _shown(page, wrong=wrong, status=status_of(error))
        except StepOver:
            pass
    return _failed(page, step, error)


def _failed(page: Page, step: Step, error: Failed) -> Response:
    return turned_away(
        page,
        step,
        error,
        kind="wallet",
        away=translate("This credential cannot be checked now. Try again later", page.language),
        refused=translate("The wallet's answer was not taken. Begin again, or take another way", page.language),
    )


def _no(error: str, *, status: int) -> Response:
    return Response(json.dumps({"error": error}), status=status, media="application/json")
