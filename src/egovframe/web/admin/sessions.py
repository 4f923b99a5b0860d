"""Everybody's open sessions: found by account and address, ended one by one or all of an account."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from egovframe.auth.errors import SessionNotFound
from egovframe.auth.watching.service import OpenSession, end_everybodys
from egovframe.kernel.clock import instant, moment
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
    """Show who is signed in now, the one used last first, in pages. Looking is a fact."""
    asked = {name: page.query.line(name, most=_LONGEST) for name in ("q", "kind", "address")}
    kind = asked["kind"] if asked["kind"] in KINDS else ""
    after = _after(page.query.get("after"))
    with page.look("sessions in administration") as work:
        found = work.sessions.list(
            matching=asked["q"], kind=kind, address=asked["address"], after=after, limit=PAGE + 1
        )
    kept = {name: value for name, value in {**asked, "kind": kind}.items() if value}
    return page.render(
        "admin/sessions.html",
        sessions=[(each, named(each.session.agent)) for each in found[:PAGE]],
        more="/admin/sessions?" + urlencode({**kept, "after": _mark(found[PAGE - 1])}) if len(found) > PAGE else "",
        first=("/admin/sessions?" + urlencode(kept)).rstrip("?") if after else "",
        narrowed=bool(kept),
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


@routes.get("/sessions/everybody", may="session.end", fresh=True)
def ask_everybody(page: Page) -> Response:
    """Ask once more before everybody is signed out."""
    with page.look("sessions in administration") as work:
        count = work.sessions.count()
    return once_more.ask(
        page,
        title=Text(ko="모든 사람의 접속 끝내기", en="End everybody's sessions"),
        lead=Text(
            ko="이 브라우저 말고는 모두 로그아웃되어 다시 로그인해야 합니다. 시민도 마찬가지입니다. 보내지 않은 입력은 "
            "잃을 수 있습니다. 프로그램의 토큰은 그대로입니다.",
            en="Everybody but this browser is signed out and signs in again, citizens too; what was not sent may be "
            "lost. Tokens of programs stay.",
        ),
        about=[(Text(ko="접속", en="Sessions"), str(count))],
        action="/admin/sessions/everybody",
        hidden={},
        button=Text(ko="모두 로그아웃", en="Sign everybody out"),
        back="/admin/sessions",
    )


@routes.post("/sessions/everybody", may="session.end", fresh=True)
def end_everybody(page: Page) -> Response:
    """End everybody's sessions but the one that asks."""
    own = page.session.id if page.session is not None else ""
    end_everybodys(lambda: page.work("everybody signed out in administration"), keep=own)
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


def _mark(opened: OpenSession) -> str:
    """Return where a page ends, for the address of the next one."""
    return f"{instant(opened.session.seen)}~{opened.session.id}"


def _after(mark: str) -> tuple[datetime, str] | None:
    """Return where the page before ended; None for the first page, and for what is no such mark."""
    seen, _, session = mark[:_LONGEST].partition("~")
    try:
        return moment(seen), session
    except ValueError:
        return None
