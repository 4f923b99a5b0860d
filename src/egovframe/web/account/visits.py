"""Signing in at providers: sites that say who somebody is, after a visit there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.admission import Entered
from egovframe.auth.errors import FactorTaken, MoreNeeded, SignInFailed, SourceUnavailable, StepOver, TooManyTries
from egovframe.kernel.messages import translate
from egovframe.web.account.entering import (
    DEVICE,
    STEP,
    begin_again,
    going_on,
    let_in,
    with_step,
    without_step,
)
from egovframe.web.account.signin import ask_again
from egovframe.web.endpoint import Routes
from egovframe.web.host import site_of
from egovframe.web.response import redirect
from egovframe.web.status import status_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from egovframe.auth.people import Linked
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("visits", prefix="/sign-in")

_ONWARD = 2000


@routes.post("/with/{provider}", public=True)
def begin(page: Page) -> Response:
    """Send the browser to a provider."""
    return _begun(page, page.params["provider"], onward=page.form.get("next")[:_ONWARD])


@routes.post("/link/{provider}", signed_in=True, fresh=True)
def link(page: Page) -> Response:
    """Send the browser to a provider to link the account there with one's own."""
    return _begun(page, page.params["provider"], onward="/account/factors?done=linked", linking=True)


@routes.post("/again/{provider}", signed_in=True)
def again(page: Page) -> Response:
    """Send the browser to a provider to prove once more, or more surely, whose account it is."""
    return _begun(page, page.params["provider"], onward=page.form.get("next")[:_ONWARD], again=True)


@routes.get("/from/{provider}", public=True)
def come_back(page: Page) -> Response:
    """Take what the provider answered. Its state, which only this browser knows, stands for the form's field."""
    provider = page.params["provider"]
    answer = {name: page.query.get(name) for name in page.query}
    return _came(
        page,
        lambda _: page.office.auth.people.end(
            page.cookie(STEP),
            provider,
            answer,
            origin=page.origin,
            session=page.session,
            device=page.cookie(DEVICE),
        ),
        cancelled=answer.get("error") == "access_denied",
    )


def _begun(page: Page, provider: str, *, onward: str, linking: bool = False, again: bool = False) -> Response:
    if provider not in page.office.auth.providers:
        return page.redirect("/sign-in")
    own = page.session
    try:
        token, url = page.office.auth.people.begin(
            provider,
            f"{site_of(page)}/sign-in/from/{provider}",
            session=own if linking else None,
            again=own if again else None,
            onward=onward,
            language=page.language,
            origin=page.origin,
        )
    except TooManyTries as error:
        return ask_again(page, onward=onward, failed=error)
    except SourceUnavailable as error:
        return without_step(page, told(page, error, onward))
    return with_step(page, redirect(url), token)


def _came(page: Page, enter: Callable[[str], Entered | Linked], *, cancelled: bool) -> Response:
    """Let in whom others vouched for, or say why not; `enter` is handed where the person wanted to go.

    `cancelled` says that the person did not want to go on over there (RFC 6749, 4.1.2.1).
    """
    onward = ""
    try:
        onward = page.office.auth.entrance.ways(page.cookie(STEP))[0].onward
        came = enter(onward)
    except MoreNeeded as more:
        return going_on(page, more.step)
    except StepOver:
        return begin_again(page)
    except (SourceUnavailable, FactorTaken, SignInFailed) as error:
        return without_step(page, told(page, error, onward, cancelled=cancelled))
    return let_in(page, came, onward) if isinstance(came, Entered) else without_step(page, page.redirect(came.onward))


def told(
    page: Page, error: SourceUnavailable | FactorTaken | SignInFailed, onward: str, *, cancelled: bool = False
) -> Response:
    """Return the sign-in page with what went wrong beside its form."""
    if isinstance(error, SourceUnavailable):
        words = translate(
            "This way to sign in cannot be reached now. Try again later, or take another one", page.language
        )
    elif isinstance(error, FactorTaken):
        words = translate("This is linked with another account here already", page.language)
    elif cancelled:
        words = translate(
            "You were not signed in: it was cancelled there. Try again, or take another way", page.language
        )
    else:
        words = translate(
            "You were not signed in. No account here is linked with what you showed, or it may not be used now",
            page.language,
        )
    return ask_again(page, onward=onward, elsewhere=words, status=status_of(error))
