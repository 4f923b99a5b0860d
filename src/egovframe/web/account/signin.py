"""Signing in with name and password, and signing out.

The answer is the same for a wrong password and a name that nobody has. Who signs in gets a new token; the browser keeps
a mark beside it, so that strangers who guess at the account cannot slow this browser down. Where one more proof is due,
it goes on at `/sign-in/next` (see `further.py`); other ways to begin are in `visits.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth import Certificates, Keys, Wallets
from egovframe.auth.admission import Entered
from egovframe.auth.errors import MoreNeeded, SignInFailed, SourceUnavailable, TooManyTries
from egovframe.kernel.errors import Busy
from egovframe.kernel.messages import translate
from egovframe.web import session
from egovframe.web.account.entering import (
    DEVICE,
    allow_visits,
    asked_from,
    forget,
    going_on,
    leaving,
    let_in,
    unable_words,
    wait_words,
    waits,
)
from egovframe.web.endpoint import Routes
from egovframe.web.response import redirect
from egovframe.web.status import status_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("sign-in")

_LONGEST = 1000
_ONWARD = 2000


@routes.get("/sign-in", public=True)
def ask(page: Page) -> Response:
    """Ask for name and password, and offer the other ways to sign in."""
    return ask_again(page, onward=page.query.get("next")[:_ONWARD], over=page.query.get("over") == "1")


@routes.post("/sign-in", public=True)
def enter(page: Page) -> Response:
    """Sign in, or say that it did not work: 401, 429 with the seconds to wait, or 503 when nobody can tell now."""
    name, password = page.form.get("name")[:_LONGEST], page.form.get("password")  # a password is never cut
    onward = page.form.get("next")[:_ONWARD]
    if not name.strip() or not password:  # no try: nobody's name and no password
        return ask_again(page, name=name, onward=onward, missing=True, status=422)
    try:
        token, entered = page.office.auth.sign_in(
            name, password, origin=page.origin, device=page.cookie(DEVICE), onward=onward
        )
    except MoreNeeded as more:
        return going_on(page, more.step)
    except (SignInFailed, TooManyTries) as error:
        return ask_again(page, name=name, onward=onward, failed=error)
    except (SourceUnavailable, Busy) as error:
        words = unable_words(page, error)
        return waits(ask_again(page, name=name, onward=onward, elsewhere=words, status=status_of(error)), error)
    return let_in(page, Entered(token, entered), onward)


@routes.post("/sign-out", public=True)
def leave(page: Page) -> Response:
    """End this session; whoever has none just comes to the first page. A provider is left too where it can be."""
    away = leaving(page)
    forget(page)
    response = redirect(away) if away else page.redirect("/")
    page.site.jar.drop(response, session.SESSION)
    return response


def ask_again(
    page: Page,
    *,
    name: str = "",
    onward: str = "",
    failed: SignInFailed | TooManyTries | None = None,
    missing: bool = False,
    over: bool = False,
    elsewhere: str = "",
    status: int = 200,
) -> Response:
    """Return the sign-in page. `over` says that a way in took too long, `elsewhere` what went wrong beside the form.

    `missing` says that name or password was left empty; `status` is the answer's, where no try `failed`.
    """
    auth = page.office.auth
    faults: dict[str, str] = {}
    if failed is not None:
        wrong = translate("Name and password do not go together. Check both", page.language)
        faults["name"] = wait_words(page, failed) or wrong
    elif missing:
        faults["name"] = translate("Write your account name and your password", page.language)
    response = page.render(
        "account/sign-in.html",
        status=status_of(failed) if failed is not None else status,
        name=name,
        onward=onward,
        system=asked_from(page, onward)[0],
        faults=faults,
        over=over,
        elsewhere=elsewhere,
        mails=bool(auth.recovery.by),
        providers=[(key, auth.title_of(f"oidc:{key}")) for key in auth.providers],
        keys=[(key, type(method).title) for key, method in auth.methods.items() if isinstance(method, Keys)],
        certificates=[
            (key, type(method).title) for key, method in auth.methods.items() if isinstance(method, Certificates)
        ],
        wallets=[(key, type(method).title) for key, method in auth.methods.items() if isinstance(method, Wallets)],
    )
    allow_visits(page, response, onward)
    return waits(response, failed) if failed is not None else response
