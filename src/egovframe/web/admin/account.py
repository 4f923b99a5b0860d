"""One account: open or shut, a new password, and the roles that it holds in which unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web.admin.words import KINDS, account_path, said_of
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-account", prefix="/admin")

SAID = ("added", "disabled", "enabled", "password", "granted", "revoked", "already")
"""What the page can confirm after an action."""

_LONGEST = 512

OWN = Text(
    ko="자기 계정은 스스로 정지할 수 없습니다. 다른 관리자에게 맡기세요.",
    en="You cannot disable your own account. Ask another administrator.",
)
NO_PASSWORD = Text(ko="새 비밀번호를 적으세요.", en="Write a new password.")
NO_ROLE = Text(ko="역할을 고르세요.", en="Choose a role.")
PAST = Text(
    ko="오늘이나 그 뒤의 날짜를 고르거나, 끝나는 날이 없으면 비워 두세요.",
    en="Choose today or a later day, or leave it empty where there is no last day.",
)


@routes.get("/users/{name:path}", may="account.read")
def show(page: Page) -> Response:
    """Show the account and the roles that it holds."""
    said = page.query.get("done")
    return _account(page, page.params["name"], said=said if said in SAID else "")


@routes.post("/account/disable", may="account.manage")
def disable(page: Page) -> Response:
    """Shut the account; its sessions end at once."""
    name = _name(page)
    with page.work("account disabled in administration") as work:
        if work.accounts.get(name).id != page.actor.id:
            work.accounts.disable(name)
            return page.redirect(account_path(name, done="disabled"))
    return _account(page, name, status=422, faults={"disable": OWN.in_(page.language)})


@routes.post("/account/enable", may="account.manage")
def enable(page: Page) -> Response:
    """Open the account again."""
    name = _name(page)
    with page.work("account enabled in administration") as work:
        work.accounts.enable(name)
    return page.redirect(account_path(name, done="enabled"))


@routes.post("/account/password", may="account.manage")
def set_password(page: Page) -> Response:
    """Give the account a new password; its sessions end."""
    name, password = _name(page), page.form.get("password")
    if not password:
        return _account(page, name, status=422, faults={"password": NO_PASSWORD.in_(page.language)})
    try:
        enrolled = page.office.auth.enrol(password, words=(name,))  # slow on purpose: before the unit of work
        with page.work("new password from administration") as work:
            work.accounts.set_password(name, enrolled)
    except Invalid as invalid:
        return _account(page, name, status=422, faults=said_of(invalid, page.language))
    return page.redirect(account_path(name, done="password"))


@routes.post("/account/grant", may="role.grant")
def grant(page: Page) -> Response:
    """Give the account a role: in a unit and those below it, or everywhere; until a day, or for good."""
    name, role, unit = _name(page), page.form.get("role"), page.form.get("unit")
    until, reason = page.form.get("until"), page.form.get("reason").strip()[:1000]
    entered = {"role": role, "unit": unit, "until": until, "reason": reason}
    if not role:
        return _account(page, name, status=422, faults={"role": NO_ROLE.in_(page.language)}, entered=entered)
    try:
        ends = _end_of(page, until)
    except ValueError:
        return _account(page, name, status=422, faults={"until": PAST.in_(page.language)}, entered=entered)
    with page.work("role granted in administration") as work:
        work.accounts.grant(name, role, unit=unit or None, until=ends, reason=reason)
    return page.redirect(account_path(name, done="granted"))


@routes.post("/account/revoke", may="role.grant")
def revoke(page: Page) -> Response:
    """Take a role back; it counts no more from the account's next request on."""
    name = _name(page)
    try:
        with page.work("role revoked in administration") as work:
            work.accounts.revoke(name, page.form.get("role"), unit=page.form.get("unit") or None)
    except (Conflict, NotFound):
        with page.look("account in administration") as work:
            work.accounts.get(name)  # an account that there is not is not found; a role may just have been taken back
        return page.redirect(account_path(name, done="already"))
    return page.redirect(account_path(name, done="revoked"))


def _account(
    page: Page,
    name: str,
    *,
    status: int = 200,
    said: str = "",
    faults: Mapping[str, str] | None = None,
    entered: Mapping[str, str] | None = None,
) -> Response:
    """Return the account's page. Raises AccountNotFound."""
    directory = page.office.auth.directory
    with page.look("account in administration") as work:
        account = work.accounts.get(name[:_LONGEST])
        sees_roles = work.may("role.read", unit=WHOLE_OFFICE)
        grants = work.accounts.grants(account.name, history=True) if sees_roles else []
    now = page.office.clock.now()
    return page.render(
        "admin/account.html",
        status=status,
        account=account,
        own=account.id == page.actor.id,
        kinds=KINDS,
        sees_roles=sees_roles,
        held=[grant for grant in grants if grant.counts(now)],
        past=[grant for grant in reversed(grants) if not grant.counts(now)],
        roles=directory.roles,
        units=directory.units,
        grantable=_grantable(page, directory.units),
        everywhere=page.actor.may("role.grant", unit=WHOLE_OFFICE),
        last_day=_last_day(page),
        may_manage=page.actor.may("account.manage"),
        said=said,
        faults=faults or {},
        entered=entered or {},
        summary=[(f"account-{field}", words) for field, words in (faults or {}).items()],
    )


def _grantable(page: Page, units: Mapping[str, Any]) -> list[Any]:
    """Return the units in which the person may grant roles."""
    return [unit for unit in units.values() if page.actor.may("role.grant", unit=unit.name)]


def _last_day(page: Page) -> Any:
    """Return a function from a grant to the last day on which it counts; None for one without end."""
    zone = page.office.jurisdiction.calendar.zone

    def last(grant: Any) -> date | None:
        return None if grant.until is None else (grant.until.astimezone(zone) - timedelta(microseconds=1)).date()

    return last


def _end_of(page: Page, day: str) -> datetime | None:
    """Return the end of the last day of a grant, None when none was given. Raises ValueError for one that is past."""
    if not day.strip():
        return None
    last = date.fromisoformat(day.strip())
    end = datetime.combine(last + timedelta(days=1), time(), page.office.jurisdiction.calendar.zone)
    if end <= page.office.clock.now():
        msg = f"{day} is past"
        raise ValueError(msg)
    return end


def _name(page: Page) -> str:
    return page.form.get("name")[:_LONGEST]
