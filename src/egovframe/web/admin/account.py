"""One account: open or shut, its roles, how it signs in and signed in, and what it may do by that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.text import Text
from egovframe.web.account.agents import named
from egovframe.web.admin.days import last_day
from egovframe.web.admin.names import Names
from egovframe.web.admin.places import Places
from egovframe.web.admin.reasons import reason_in_words
from egovframe.web.admin.words import KINDS, account_path
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-account", prefix="/admin")

SAID = (
    "added", "disabled", "enabled", "password", "granted", "revoked", "already", "factor", "factors", "session",
    "sessions", "linked", "lost",
)  # fmt: skip
"""What the page can confirm after an action."""
PARTS: Final[Mapping[str, tuple[Text, str]]] = {
    "": (Text(ko="역할", en="Roles"), "role.read"),
    "sign-in": (Text(ko="로그인", en="Signing in"), "account.manage"),
    "rights": (Text(ko="실제 권한", en="What it may do"), "role.read"),
}
"""The parts of the page, each with the permission that it takes beside `account.read`."""

_LONGEST = 512
HISTORY = 50

OWN = Text(
    ko="자기 계정은 스스로 정지할 수 없습니다. 다른 관리자에게 맡기세요.",
    en="You cannot disable your own account. Ask another administrator.",
)


@routes.get("/users/{name:path}", may="account.read")
def show(page: Page) -> Response:
    """Show one part of the account's page."""
    said = page.query.get("done")
    return account_page(page, page.params["name"], said=said if said in SAID else "", part=page.query.get("part"))


@routes.post("/account/disable", may="account.manage", fresh=True)
def disable(page: Page) -> Response:
    """Shut the account; its sessions end at once. It can be opened again."""
    name = name_in(page)
    with page.work("account disabled in administration") as work:
        if work.accounts.get(name).id != page.actor.id:
            work.accounts.disable(name)
            return page.redirect(account_path(name, done="disabled"))
    return account_page(page, name, status=422, faults={"disable": OWN.in_(page.language)})


@routes.post("/account/enable", may="account.manage", fresh=True)
def enable(page: Page) -> Response:
    """Open the account again."""
    name = name_in(page)
    with page.work("account enabled in administration") as work:
        work.accounts.enable(name)
    return page.redirect(account_path(name, done="enabled"))


def account_page(
    page: Page,
    name: str,
    *,
    status: int = 200,
    said: str = "",
    part: str = "",
    faults: Mapping[str, str] | None = None,
) -> Response:
    """Return a part of the account's page; the first that may be seen where another is asked for."""
    with page.look("account in administration") as work:
        account = work.accounts.get(name[:_LONGEST])
        parts = [each for each, (_, need) in PARTS.items() if work.may(need, unit=WHOLE_OFFICE)]
        part = part if part in parts else ""
        shown = _part(page, work, account, part) if part in parts else {}
    return page.render(
        "admin/account.html",
        status=status,
        account=account,
        own=account.id == page.actor.id,
        kinds=KINDS,
        parts=[(each, PARTS[each][0]) for each in parts],
        part=part,
        places=Places(page),
        may_manage=page.actor.may("account.manage", unit=WHOLE_OFFICE),
        may_grant=page.actor.may("role.grant"),
        may_end=page.actor.may("session.end", unit=WHOLE_OFFICE),
        may_act=page.actor.may("account.impersonate", unit=WHOLE_OFFICE) and account.kind in ("officer", "service"),
        said=said,
        faults=faults or {},
        summary=[(f"account-{field}", words) for field, words in (faults or {}).items()],
        **{"held": [], "past": [], "coming": [], "grantable": frozenset(), "last_day": None, **shown},
    )


def name_in(page: Page) -> str:
    """Return the account's name that a form carries."""
    return page.form.get("name")[:_LONGEST]


def _part(page: Page, work: Any, account: Any, part: str) -> dict[str, Any]:
    """Return what a part of the page shows."""
    if part == "sign-in":
        auth = page.office.auth
        return {
            "factors": [(each, auth.title_of(each.authenticator)) for each in work.factors.of(account.name)],
            "sessions": [(each, named(each.agent)) for each in work.sessions.of(account.name)],
            "certificates": auth.certified.authenticators,
            "own_session": page.session.id if page.session is not None else "",
            "history": [
                (
                    each,
                    auth.title_of(each.authenticator),
                    named(each.agent),
                    reason_in_words(each.reason, page.language),
                )
                for each in work.sign_ins.of(account.name, limit=HISTORY)
            ],
        }
    if part == "rights":
        titles = {permission.name: permission.title for permission in page.office.permissions}
        found = [(each, titles.get(each.permission)) for each in work.access.effective(account.name)]
        return {
            "allowed": [pair for pair in found if pair[0].decision.allowed],
            "denied": [pair for pair in found if not pair[0].decision.allowed],
            "policy": work.access.rule().version,
        }
    now = page.office.clock.now()
    grants = work.accounts.grants(account.name, history=True)
    names = Names(work)
    return {
        "held": [grant for grant in grants if grant.counts(now)],
        "coming": [grant for grant in grants if grant.revoked is None and grant.since > now],
        "past": [grant for grant in reversed(grants) if not grant.counts(now) and not _coming(grant, now)],
        "grantable": frozenset(
            grant.id for grant in grants if page.actor.may("role.grant", unit=grant.unit or WHOLE_OFFICE)
        ),
        "given_by": {  # before the unit of work is over
            grant.by: _by(names, grant.by, page.language) for grant in grants
        },
        "last_day": lambda grant: last_day(page, grant.until),
    }


def _by(names: Names, account: str, language: str) -> str:
    """Return who granted a role; the office itself in words."""
    return KINDS["system"].in_(language) if account.startswith("system:") else names.of(account)


def _coming(grant: Any, now: Any) -> bool:
    return grant.revoked is None and bool(grant.since > now)
