"""The accounts of the office, and adding one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from egovframe.auth.errors import AccountExists, AccountNotFound
from egovframe.kernel.errors import Invalid
from egovframe.kernel.text import Text
from egovframe.web.admin.words import KINDS, account_path, said_of
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-users", prefix="/admin/users")

PAGE = 50
_LONGEST = 512

TAKEN = Text(
    ko="이 이름의 계정이 이미 있습니다. 다른 이름을 적으세요.",
    en="There is an account of this name already. Choose another one.",
)


@routes.get("", may="account.read")
def show(page: Page) -> Response:
    """Show the accounts by name; a name that is asked for leads to its account."""
    asked = page.query.get("q").strip()[:_LONGEST]
    if asked:
        try:
            with page.look("account looked up") as work:
                return page.redirect(account_path(work.accounts.get(asked).name))
        except AccountNotFound:
            pass  # said on the page, beside what was asked
    return _list(page, asked=asked)


@routes.post("", may="account.manage")
def add(page: Page) -> Response:
    """Add an account with a first password; who holds it changes it after signing in."""
    name, password = page.form.get("name"), page.form.get("password")
    kind = page.form.get("kind") if page.form.get("kind") in KINDS else "officer"
    faults: dict[str, str] = {}
    if not password:
        faults["password"] = Text(ko="첫 비밀번호를 적으세요.", en="Write a first password.").in_(page.language)
    else:
        try:
            enrolled = page.office.auth.enrol(password, words=(name,))  # slow on purpose: before the unit of work
            with page.work("account added in administration") as work:
                account = work.accounts.add(name, kind=kind, password=enrolled)
            return page.redirect(account_path(account.name, done="added"))
        except AccountExists:
            faults["name"] = TAKEN.in_(page.language)
        except Invalid as invalid:
            faults = said_of(invalid, page.language)
    return _list(page, status=422, entered={"name": name, "kind": kind}, faults=faults)


def _list(
    page: Page,
    *,
    status: int = 200,
    asked: str = "",
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    """Return the page with the list and, for whoever may, the form for a new account."""
    after = page.query.get("after")[:_LONGEST]
    with page.look("accounts in administration") as work:
        accounts = work.accounts.list(after=after or None, limit=PAGE + 1)
    return page.render(
        "admin/users.html",
        status=status,
        accounts=accounts[:PAGE],
        more=accounts[PAGE - 1].name if len(accounts) > PAGE else "",
        later=bool(after),
        asked=asked,
        kinds=KINDS,
        may_manage=page.actor.may("account.manage"),
        entered=entered or {},
        faults=faults or {},
        summary=[(f"add-{name}", words) for name, words in (faults or {}).items()],
    )
