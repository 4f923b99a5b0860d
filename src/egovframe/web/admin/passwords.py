"""A first password for an account: drawn by the office, shown once, replaced by its owner at the first sign-in.

Nobody who runs the office chooses or knows the password that somebody goes on with (OWASP ASVS 5.0.0, 6.4.6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.web.admin.account import name_in
from egovframe.web.admin.words import account_path
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.auth.first import FirstPassword
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-passwords", prefix="/admin/account/password")

_LONGEST = 512


@routes.get("", may="account.manage", fresh=True)
def ask(page: Page) -> Response:
    """Ask once more before an account gets a first password."""
    with page.look("account in administration") as work:
        account = work.accounts.get(page.query.get("name")[:_LONGEST])
    return page.render("admin/password.html", account=account)


@routes.post("", may="account.manage", fresh=True)
def give(page: Page) -> Response:
    """Give the account a first password; its sessions end."""
    name = name_in(page)
    with page.look("account in administration") as work:
        name = work.accounts.get(name).name
    first, enrolled = page.office.auth.enrol_first(name)  # slow on purpose: before the unit of work
    with page.work("new password from administration") as work:
        work.accounts.set_password(name, enrolled)
    return shown_once(page, name, first)


def shown_once(page: Page, name: str, first: FirstPassword) -> Response:
    """Show a first password this once."""
    return page.render("admin/first-password.html", name=name, first=first, back=account_path(name))
