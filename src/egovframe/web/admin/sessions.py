"""Everybody's open sessions: found by account and address, ended one by one or all of an account."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from egovframe.auth.errors import SessionNotFound
from egovframe.kernel.text import Text
from egovframe.web.account.agents import named
from egovframe.web.admin import once_more
from egovframe.web.admin.account import name_in
from egovframe.web.admin.words import KINDS, account_path
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-sessions", prefix="/admin")

PAGE: Final = 100
_LONGEST = 512


@routes.get("/sessions", may="session.end")
def show(page: Page) -> Response:
    """Show who is signed in now, the one used last first. Looking is a fact."""
    asked = {name: page.query.get(name).replace("\0", "").strip()[:_LONGEST] for name in ("q", "kind", "address")}
    kind = asked["kind"] if asked["kind"] in KINDS else ""
    with page.look("sessions in administration") as work:
        found = work.sessions.list(matching=asked["q"], kind=kind, address=asked["address"], limit=PAGE + 1)
    return page.render(
        "admin/sessions.html",
        sessions=[(each, named(each.session.agent)) for each in found[:PAGE]],
        more=len(found) > PAGE,
        most=PAGE,
        kinds=KINDS,
        asked={**asked, "kind": kind},
        own=page.session.id if page.session is not None else "",
        said=page.query.get("done") == "ended",
    )


@routes.post("/sessions/end", may="session.end", fresh=True)
def end(page: Page) -> Response:
    """End one session; one that has ended already is no error. Its owner signs in again."""
    name = name_in(page)
    with suppress(SessionNotFound), page.work("session ended in administration") as work:
        work.sessions.end(page.form.get("session")[:_LONGEST])
    if name:
        return page.redirect(account_path(name, done="session", part="sign-in"))
    return page.redirect("/admin/sessions?done=ended")


@routes.get("/account/sessions", may="session.end", fresh=True)
def ask_all(page: Page) -> Response:
    """Ask once more before all sessions of an account end."""
    with page.look("account in administration") as work:
        account = work.accounts.get(page.query.get("name")[:_LONGEST])
        count = len(work.sessions.of(account.name))
    return once_more.ask(
        page,
        title=Text(ko="모든 접속 끝내기", en="End all sessions"),
        lead=Text(
            ko="그 사람은 어디서나 로그아웃됩니다. 보내지 않은 입력은 잃을 수 있습니다. 토큰은 그대로입니다.",
            en="The person is signed out everywhere, and may lose what was not sent. Tokens of programs stay.",
        ),
        about=[(Text(ko="계정", en="Account"), account.name), (Text(ko="접속", en="Sessions"), str(count))],
        action="/admin/account/sessions",
        hidden={"name": account.name},
        button=Text(ko="모두 끝내기", en="End them all"),
        back=account_path(account.name, part="sign-in"),
    )


@routes.post("/account/sessions", may="session.end", fresh=True)
def end_all(page: Page) -> Response:
    """End all sessions of an account but the one that asks."""
    name = name_in(page)
    with page.work("sessions ended in administration") as work:
        work.sessions.end_all(name, keep=page.session.id if page.session is not None else "")
    return page.redirect(account_path(name, done="sessions", part="sign-in"))
