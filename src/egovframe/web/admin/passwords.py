"""A new password for an account whose owner cannot choose one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from egovframe.kernel.errors import Invalid
from egovframe.kernel.text import Text
from egovframe.web.admin.account import name_in
from egovframe.web.admin.words import account_path, said_of
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-passwords", prefix="/admin/account/password")

_LONGEST = 512
NO_PASSWORD: Final = Text(ko="새 비밀번호를 적으세요.", en="Write a new password.")


@routes.get("", may="account.manage", fresh=True)
def ask(page: Page) -> Response:
    """Show the form for a new password."""
    return _form(page, page.query.get("name")[:_LONGEST])


@routes.post("", may="account.manage", fresh=True)
def set_password(page: Page) -> Response:
    """Give the account a new password; its sessions end."""
    name, password = name_in(page), page.form.get("password")
    if not password:
        return _form(page, name, faults={"password": NO_PASSWORD.in_(page.language)})
    try:
        enrolled = page.office.auth.enrol(password, words=(name,))  # slow on purpose: before the unit of work
        with page.work("new password from administration") as work:
            work.accounts.set_password(name, enrolled)
    except Invalid as invalid:
        faults = said_of(invalid, page.language)
        return _form(page, name, faults={"password": next(iter(faults.values()), NO_PASSWORD.in_(page.language))})
    return page.redirect(account_path(name, done="password"))


def _form(page: Page, name: str, *, faults: Mapping[str, str] | None = None) -> Response:
    with page.look("account in administration") as work:
        account = work.accounts.get(name)
    return page.render(
        "admin/password.html",
        status=422 if faults else 200,
        account=account,
        faults=faults or {},
        summary=[(f"account-{field}", words) for field, words in (faults or {}).items()],
    )
