"""My account: who I am here, which roles I hold, my password, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.auth.errors import SignInFailed, TooManyTries
from egovframe.kernel.errors import Invalid
from egovframe.kernel.messages import translate
from egovframe.kernel.text import Text
from egovframe.web.account.signin import slowed
from egovframe.web.endpoint import Routes
from egovframe.web.status import status_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("account")

_SAID = ("password",)


@routes.get("/account", signed_in=True)
def show(page: Page) -> Response:
    """Show the account of the person who is signed in."""
    said = page.query.get("said")
    return _account(page, said=said if said in _SAID else "")


@routes.post("/account/password", signed_in=True)
def change_password(page: Page) -> Response:
    """Change one's own password; all other sessions of the account end."""
    current, new, again = (page.form.get(name) for name in ("current", "password", "again"))
    faults = _missing(page, current=current, new=new, again=again)
    if faults:
        return _account(page, status=422, faults=faults)
    try:
        page.office.auth.change_password(page.actor.id, current, new, keep=_session(page).id, origin=page.origin)
    except SignInFailed:
        words = translate("This is not your present password.", page.language)
        return _account(page, status=422, faults={"current": words})
    except TooManyTries as slow:
        return slowed(_account(page, status=status_of(slow), wait=slow.retry_after), slow)
    except Invalid as invalid:
        told = [Text.of(fault.message).in_(page.language) for fault in invalid.faults]
        return _account(page, status=422, faults={"password": " ".join(told)})
    return page.redirect("/account?said=password")


def _missing(page: Page, *, current: str, new: str, again: str) -> dict[str, str]:
    """Return what was left empty or typed differently the second time."""
    faults = {}
    if not current:
        faults["current"] = translate("Enter your present password.", page.language)
    if not new:
        faults["password"] = translate("Enter the new password.", page.language)
    elif new != again:
        faults["again"] = translate("The new password was typed differently here. Type it once more.", page.language)
    return faults


def _account(
    page: Page, *, status: int = 200, said: str = "", faults: dict[str, str] | None = None, wait: int = 0
) -> Response:
    """Show the account, with what is wrong with the new password."""
    auth = page.office.auth
    with page.look("own account shown") as work:
        grants = work.accounts.grants(page.actor.name)
    return page.render(
        "account/account.html",
        status=status,
        grants=grants,
        roles=auth.directory.roles,
        units=auth.directory.units,
        sessions=len(auth.sessions(page.actor.id)),
        since=_session(page).created,
        said=said,
        faults=faults or {},
        wait=wait,
    )


def _session(page: Page) -> Any:
    """Return the session of the person: the table lets nobody else come here."""
    return page.session
