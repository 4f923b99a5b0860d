"""One's own account: name, roles, password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.errors import PasswordRefused, SignInFailed, TooManyTries
from egovframe.kernel.messages import translate
from egovframe.kernel.text import Text
from egovframe.web.account.entering import DEVICE, allow_visits
from egovframe.web.endpoint import Routes
from egovframe.web.status import status_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("account", prefix="/account")


@routes.get("", signed_in=True)
def show(page: Page) -> Response:
    """Show the account."""
    return _show(page, changed=page.query.get("done") == "password")


@routes.post("/password", signed_in=True)
def password(page: Page) -> Response:
    """Change the password; the other sessions of the account end."""
    current, new, again = (page.form.get(name) for name in ("current", "new", "again"))
    faults: dict[str, str] = {}
    if new != again:
        faults["again"] = translate("Write the new password the same way twice", page.language)
        return _show(page, faults=faults, status=422)
    own = page.session
    assert own is not None  # noqa: S101 - the endpoint is for people who signed in
    try:
        page.office.auth.change_password(
            own.account, current, new, keep=own.id, origin=page.origin, device=page.cookie(DEVICE)
        )
    except SignInFailed:
        faults["current"] = translate("This is not your present password", page.language)
        return _show(page, faults=faults, status=422)
    except TooManyTries as error:
        words = translate("Too many tries. Wait {n} seconds, then try again", page.language)
        faults["current"] = words.format(n=error.retry_after)
        return _show(page, faults=faults, status=status_of(error)).header("retry-after", str(error.retry_after))
    except PasswordRefused as error:
        faults["new"] = " ".join(Text.of(fault.message).in_(page.language) for fault in error.faults)
        return _show(page, faults=faults, status=422)
    return page.redirect("/account?done=password")


def _show(page: Page, *, changed: bool = False, faults: dict[str, str] | None = None, status: int = 200) -> Response:
    with page.look("own account") as work:
        account = work.accounts.get(page.actor.name)
        grants = work.accounts.grants(page.actor.name)
        unfinished = work.unfinished.mine()
    roles = page.office.auth.directory.roles
    held = [
        (roles[grant.role].title, page.office.forms.units.get(grant.unit) if grant.unit else None)
        for grant in grants
        if grant.role in roles
    ]
    response = page.render(
        "account/account.html",
        status=status,
        account=account,
        held=held,
        changed=changed,
        unfinished=[
            (each, page.office.forms.offers[each.form]) for each in unfinished if each.form in page.office.forms.offers
        ],
        faults=faults or {},
        seen=page.session.created if page.session else None,
        has_password=page.session is not None and page.office.auth.has_secret(page.session.account),
    )
    return allow_visits(page, response)  # signing out leads to the provider
