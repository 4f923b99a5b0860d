"""How one signs in: codes, keys and links, added and removed by their owner, who proved lately who they are."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from egovframe.auth import Certificates, Code, Keys, NewCode, Wallets
from egovframe.auth.errors import AuthError, FactorNotFound, FactorTaken, ProofRefused, StepOver, TooManyTries
from egovframe.kernel.errors import Conflict, SettingsError
from egovframe.kernel.logging import get_logger
from egovframe.kernel.messages import translate
from egovframe.web.account.entering import (
    STEP,
    allow_visits,
    let_in,
    wait_words,
    waits,
    with_step,
    without_step,
)
from egovframe.web.account.further import answer_of
from egovframe.web.endpoint import Routes
from egovframe.web.host import site_of
from egovframe.web.portal.qr import qr
from egovframe.web.status import status_of

if TYPE_CHECKING:
    from egovframe.auth.interfaces import Method
    from egovframe.kernel.text import Text
    from egovframe.web.page import Page
    from egovframe.web.response import Response

log = get_logger("egovframe.web")

routes = Routes("account-factors", prefix="/account/factors")

_ID = 64


@routes.get("", signed_in=True)
def show(page: Page) -> Response:
    """List how the account signs in, and what it can add."""
    return show_list(page)


@routes.post("/code", signed_in=True, fresh=True)
def add_code(page: Page) -> Response:
    """Enrol codes: show the picture for an app, or the list, this once."""
    authenticator = page.form.get("authenticator")[:_ID]
    auth, own = page.office.auth, _own(page)
    if not isinstance(auth.methods.get(authenticator), Code):
        return page.redirect("/account/factors")
    with auth.changing_factors(own.account, origin=page.origin) as (work, account):
        factor, new = auth.factors.enrol_code(work, account, authenticator)
    return _code(page, authenticator, factor.id, new)


@routes.post("/confirm", signed_in=True, fresh=True)
def confirm(page: Page) -> Response:
    """Take the first code of an app: from now on it is asked for."""
    auth, own = page.office.auth, _own(page)
    factor, typed = page.form.get("factor")[:_ID], page.form.get("code")[:_ID]
    try:
        with auth.changing_factors(own.account, origin=page.origin) as (work, account):
            confirmed = auth.factors.confirm_code(work, account, factor, typed)
    except (FactorNotFound, Conflict):
        return page.redirect("/account/factors")
    except ProofRefused:
        wrong = translate("This code is not right. Type the code that the app shows now", page.language)
        return _code(page, page.form.get("authenticator")[:_ID], factor, NewCode(stored=""), wrong=wrong)
    return _added(page, confirmed.authenticator)


@routes.get("/key/{authenticator}", signed_in=True, fresh=True)
def ask_key(page: Page) -> Response:
    """Show the challenge for a new key."""
    auth, name = page.office.auth, page.params["authenticator"]
    if not isinstance(auth.methods.get(name), Keys):
        return page.redirect("/account/factors")
    try:
        token, asked = auth.ask_new_key(_own(page), name, site=site_of(page), origin=page.origin)
    except TooManyTries as error:
        return waits(show_list(page, wrong=wait_words(page, error), status=status_of(error)), error)
    except SettingsError as error:
        log.warning("A passkey cannot be made.", why=error.message, hint=error.hint)
        wrong = translate("Passkeys do not work at this address. Tell the office, or take another way", page.language)
        return show_list(page, wrong=wrong, status=409)
    response = page.render(
        "account/factor-key.html", title=type(auth.methods[name]).title, options=json.dumps(asked.options)
    )
    return with_step(page, response, token)


@routes.post("/key", signed_in=True, fresh=True, max_body=65_536)
def add_key(page: Page) -> Response:
    """Keep the key that the browser made."""
    auth, own = page.office.auth, _own(page)
    try:
        with auth.changing_factors(own.account, origin=page.origin) as (work, account):
            added = auth.factors.add_key(
                work,
                account,
                page.cookie(STEP),
                answer_of(page),
                session=own.id,
                label=page.form.get("label"),
                site=site_of(page),
            )
    except (StepOver, ProofRefused, FactorTaken):
        wrong = translate("No passkey was added. Begin again, perhaps with another device", page.language)
        return without_step(page, show_list(page, wrong=wrong, status=422))
    return _added(page, added.authenticator)


@routes.post("/remove", signed_in=True, fresh=True)
def remove(page: Page) -> Response:
    """Take a way to sign in away, unless it is the only one; one that is gone already is no error."""
    auth, own = page.office.auth, _own(page)
    if auth.only_way_in(own.account, page.form.get("factor")[:_ID]):
        wrong = translate("This is the only way into your account. Add another one first", page.language)
        return show_list(page, wrong=wrong, status=409)
    with suppress(FactorNotFound), auth.changing_factors(own.account, origin=page.origin) as (work, account):
        auth.factors.remove(work, account, page.form.get("factor")[:_ID])
    return page.redirect("/account/factors?done=removed")


def _added(page: Page, authenticator: str) -> Response:
    """Go on in a surer session: what was just added was shown to work."""
    try:
        entered = page.office.auth.entrance.enrolled(_own(page), authenticator, origin=page.origin)
    except StepOver:  # signed out meanwhile, in another window
        return page.redirect("/account/factors")
    return let_in(page, entered, "/account/factors?done=added")


def _own(page: Page) -> Any:
    own = page.session
    if own is None:  # the endpoint is for people who signed in
        raise AuthError("Nobody is signed in.", hint="Sign in first.")
    return own


def show_list(page: Page, *, wrong: str = "", status: int = 200) -> Response:
    """Return the list of how the account signs in, with what went `wrong` above it."""
    auth = page.office.auth
    account = _own(page).account
    factors, left = auth.own_factors(account)
    said = {
        "added": translate("Added. It is asked for at the next sign-in.", page.language),
        "removed": translate("Removed.", page.language),
        "linked": translate("Linked. You can sign in with it from now on.", page.language),
    }.get(page.query.get("done"), "")
    response = page.render(
        "account/factors.html",
        status=status,
        said="" if wrong else said,
        wrong=wrong,
        factors=[(each, auth.title_of(each.authenticator)) for each in factors],
        left=left,
        alone=auth.secret_alone(account),
        codes=_offered(auth, Code),
        keys=_offered(auth, Keys),
        certificates=_offered(auth, Certificates),
        wallets=_offered(auth, Wallets),
        providers=[(key, auth.title_of(f"oidc:{key}")) for key in auth.providers],
    )
    return allow_visits(page, response)


def _offered(auth: Any, family: type[Method]) -> list[tuple[str, Text]]:
    return [(key, type(method).title) for key, method in auth.methods.items() if isinstance(method, family)]


def _code(page: Page, authenticator: str, factor: str, new: NewCode, *, wrong: str = "") -> Response:
    label = translate("Picture for the authenticator app", page.language)
    return page.render(
        "account/factor-code.html",
        status=422 if wrong else 200,
        title=page.office.auth.title_of(authenticator),
        authenticator=authenticator,
        new=new,
        factor=factor,
        picture=qr(new.uri, label=label) if new.uri else "",
        wrong=wrong,
    )
