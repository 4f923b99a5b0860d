"""The accounts of the office, and adding one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from egovframe.auth.errors import AccountExists, AccountNotFound
from egovframe.kernel.errors import Invalid
from egovframe.kernel.text import Text
from egovframe.web.admin.passwords import shown_once
from egovframe.web.admin.words import KINDS, account_path
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-users", prefix="/admin/users")

PAGE = 50
_LONGEST = 512
STATES: Final[Mapping[str, bool]] = {"open": False, "disabled": True}
"""Which accounts are asked for, by whether they are disabled."""

TAKEN = Text(
    ko="이 이름의 계정이 이미 있습니다. 다른 이름을 적으세요.",
    en="There is an account of this name already. Choose another one.",
)


@routes.get("", may="account.read")
def show(page: Page) -> Response:
    """Show the accounts by name, those that are asked for; one whose whole name was asked for is shown at once."""
    asked = page.query.line("q", most=_LONGEST)
    if asked:
        try:
            with page.look("account looked up") as work:
                return page.redirect(account_path(work.accounts.get(asked).name))
        except AccountNotFound:
            pass  # then it is a part of some names
    return _list(page, asked=asked)


@routes.post("", may="account.manage")
def add(page: Page) -> Response:
    """Add an account, with a drawn first password if asked: its owner chooses another one at the first sign-in."""
    name = page.form.get("name")
    kind = page.form.get("kind") if page.form.get("kind") in KINDS else "officer"
    drawn = page.form.get("first") == "1"
    try:
        # slow on purpose: before the unit of work
        first, enrolled = page.office.auth.enrol_first(name) if drawn else (None, None)
        with page.work("account added in administration") as work:
            account = work.accounts.add(name, kind=kind, password=enrolled)
    except AccountExists:
        faults = {"name": TAKEN.in_(page.language)}
    except Invalid as invalid:
        faults = said_of(invalid, page.language)
    else:
        if first is None:
            return page.redirect(account_path(account.name, done="added"))
        return shown_once(page, account.name, first)
    return _list(page, status=422, entered={"name": name, "kind": kind, "first": "1" if drawn else ""}, faults=faults)


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
    kind = page.query.get("kind") if page.query.get("kind") in KINDS else ""
    state = page.query.get("state") if page.query.get("state") in STATES else ""
    with page.look("accounts in administration") as work:
        accounts = work.accounts.list(
            after=after or None, limit=PAGE + 1, matching=asked, kind=kind, disabled=STATES.get(state)
        )
    kept = {name: value for name, value in (("q", asked), ("kind", kind), ("state", state)) if value}
    return page.render(
        "admin/users.html",
        status=status,
        accounts=accounts[:PAGE],
        more="/admin/users?" + urlencode({**kept, "after": accounts[PAGE - 1].name}) if len(accounts) > PAGE else "",
        first=("/admin/users?" + urlencode(kept)).rstrip("?") if after else "",
        asked=asked,
        kind=kind,
        state=state,
        narrowed=bool(kept),
        kinds=KINDS,
        may_manage=page.actor.may("account.manage"),
        entered=entered or {"first": "1"},
        faults=faults or {},
        summary=[(f"add-{name}", words) for name, words in (faults or {}).items()],
    )
