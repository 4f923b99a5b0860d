"""The way in beyond the first proof: a code, a key, and proving oneself again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from egovframe.auth.errors import MoreNeeded, SignInFailed, SourceUnavailable, StepOver, TooManyTries
from egovframe.auth.people import OIDC
from egovframe.kernel.errors import Busy, SettingsError
from egovframe.kernel.logging import get_logger
from egovframe.kernel.messages import translate
from egovframe.web.account.entering import (
    DEVICE,
    STEP,
    allow_visits,
    begin_again,
    going_on,
    let_in,
    unable_words,
    wait_words,
    waits,
    with_step,
    without_step,
)
from egovframe.web.account.signin import ask_again
from egovframe.web.endpoint import Routes
from egovframe.web.host import site_of
from egovframe.web.status import status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from egovframe.auth.admission import Entered, Way
    from egovframe.auth.factors.model import Step
    from egovframe.kernel.errors import EgovError
    from egovframe.kernel.text import Text
    from egovframe.web.page import Page
    from egovframe.web.response import Response

log = get_logger("egovframe.web")

routes = Routes("further")

_LONGEST = 200
_ONWARD = 2000


@routes.get("/sign-in/next", public=True)
def ask(page: Page) -> Response:
    """Ask for one more proof."""
    return _ask(page)


@routes.post("/sign-in/next", public=True)
def code(page: Page) -> Response:
    """Take a code."""
    authenticator, typed = page.form.get("authenticator")[:_LONGEST], page.form.get("code")[:_LONGEST]
    return _taken(
        page,
        authenticator,
        lambda: page.office.auth.entrance.code(
            page.cookie(STEP), authenticator, typed, origin=page.origin, device=page.cookie(DEVICE)
        ),
    )


@routes.post("/sign-in/password", public=True)
def password(page: Page) -> Response:
    """Take the password of somebody who proves themselves again."""
    typed = page.form.get("password")
    return _taken(
        page,
        "password",
        lambda: page.office.auth.password_again(
            page.cookie(STEP), typed, origin=page.origin, device=page.cookie(DEVICE)
        ),
    )


@routes.get("/sign-in/key/{authenticator}", public=True)
def ask_key(page: Page) -> Response:
    """Show the challenge for a key: of the account on the way in, or of whoever has one here."""
    onward = page.query.get("next")[:_ONWARD]
    known = page.query.get("step") == "1"
    if known and not page.cookie(STEP):
        return begin_again(page)
    try:
        token, asked = page.office.auth.entrance.ask(
            page.params["authenticator"],
            token=page.cookie(STEP) if known else "",
            site=site_of(page),
            onward=onward,
            origin=page.origin,
        )
        onward = page.office.auth.entrance.ways(token)[0].onward
    except StepOver:
        return begin_again(page)
    except TooManyTries as error:
        return ask_again(page, onward=onward, failed=error)
    except SettingsError as error:
        log.warning("A passkey cannot be asked for.", why=error.message, hint=error.hint)
        words = translate("Passkeys do not work at this address. Take another way, and tell the office", page.language)
        return ask_again(page, onward=onward, elsewhere=words, status=409)
    response = page.render(
        "account/key.html", options=json.dumps(asked.options), back="/sign-in/next" if known else "/sign-in"
    )
    return with_step(page, allow_visits(page, response, onward), token)


@routes.post("/sign-in/key", public=True, max_body=65_536)
def key(page: Page) -> Response:
    """Take the answer of a key."""
    return _taken(
        page,
        "key",
        lambda: page.office.auth.entrance.answer(
            page.cookie(STEP),
            answer_of(page),
            site=site_of(page),
            origin=page.origin,
            device=page.cookie(DEVICE),
        ),
    )


@routes.get("/sign-in/again", signed_in=True)
def again(page: Page) -> Response:
    """Ask somebody who is signed in to prove who they are once more, or more surely."""
    own = page.session
    assert own is not None  # noqa: S101 - the endpoint is for people who signed in
    step = page.office.auth.entrance.again(own, onward=page.query.get("next")[:_ONWARD], origin=page.origin)
    return going_on(page, step)


def answer_of(page: Page) -> dict[str, Any]:
    """Return the answer that a script put into the form; an empty one when it is no JSON object."""
    try:
        answer = json.loads(page.form.get("answer"))
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _taken(page: Page, field: str, prove: Callable[[], Entered]) -> Response:
    """Let in who proved enough, or say what is wrong."""
    onward = ""
    try:
        onward = page.office.auth.entrance.ways(page.cookie(STEP))[0].onward
        return let_in(page, prove(), onward)
    except MoreNeeded as more:
        return going_on(page, more.step)
    except StepOver:
        return begin_again(page)
    except (SignInFailed, TooManyTries, SourceUnavailable, Busy) as error:
        return waits(_ask(page, field=field, failed=error, onward=onward), error)


def _ask(
    page: Page,
    *,
    field: str = "",
    failed: SignInFailed | TooManyTries | SourceUnavailable | Busy | None = None,
    onward: str = "",
) -> Response:
    try:
        step, ways = page.office.auth.entrance.ways(page.cookie(STEP))
    except StepOver:
        return begin_again(page)
    if failed is not None and not step.account:  # a key, before any name was known
        words = wait_words(page, failed) or translate(
            "This key did not prove who you are. Try again, or take another way", page.language
        )
        return without_step(page, ask_again(page, onward=onward, elsewhere=words, status=status_of(failed)))
    if not step.account or step.purpose not in ("sign-in", "again", "recover"):
        return page.redirect("/sign-in")
    if failed is None:
        return _shown(page, step, ways)
    if isinstance(failed, (SourceUnavailable, Busy)):
        words = unable_words(page, failed)
    else:
        wrong = {
            "password": translate("This is not your present password", page.language),
            "key": translate("This key did not prove who you are. Try again, or take another way", page.language),
        }.get(field, translate("This code is not right. Take the newest one", page.language))
        words = wait_words(page, failed) or wrong
    return _shown(page, step, ways, faults={field: words}, status=status_of(failed))


def ask_further(page: Page, field: str, words: str, *, error: EgovError, onward: str = "") -> Response:
    """Return the page that asks for one more proof, with what went wrong with one of them."""
    try:
        step, ways = page.office.auth.entrance.ways(page.cookie(STEP))
    except StepOver:
        return without_step(page, ask_again(page, onward=onward, elsewhere=words, status=status_of(error)))
    return _shown(page, step, ways, faults={field: words}, status=status_of(error))


def _shown(
    page: Page, step: Step, ways: Sequence[Way], *, faults: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    auth, own = page.office.auth, page.session if step.purpose == "again" else None
    response = page.render(
        "account/further.html",
        status=status,
        again=step.purpose == "again",
        ways=ways,
        faults=faults or {},
        onward=step.onward,
        password=own is not None and auth.types_secret(own.account),
        providers=_providers(page, own.account) if own is not None else [],
    )
    return allow_visits(page, response, step.onward)


def _providers(page: Page, account: str) -> list[tuple[str, Text]]:
    """Return the providers with which the account is linked, with their words."""
    auth = page.office.auth
    linked = {each.authenticator for each in auth.own_factors(account)[0] if each.counts}
    return [(key, auth.title_of(OIDC + key)) for key in auth.providers if OIDC + key in linked]
