"""Granting a role to an account, for a place, a period and a reason, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.access.errors import RolesExclude
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.permissions import SamePerson
from egovframe.kernel.text import Text
from egovframe.web.admin import once_more
from egovframe.web.admin.account import name_in
from egovframe.web.admin.days import period_of
from egovframe.web.admin.places import Places
from egovframe.web.admin.words import account_path
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response
    from egovframe.web.urlencoded import Fields

routes = Routes("admin-grants", prefix="/admin/account")

_LONGEST = 512
FIELDS: Final = ("role", "unit", "form", "own", "since", "until", "reason")
NO_ROLE: Final = Text(ko="역할을 고르세요.", en="Choose a role.")
NO_REASON: Final = Text(ko="왜 부여하는지 적으세요.", en="Say why it is granted.")
EXCLUDES: Final = Text(
    ko="이 계정이 가진 ‘{role}’ 역할과 함께 가질 수 없습니다(분리 규칙).",
    en="It cannot be held together with the role “{role}” that the account holds: the city holds them separate.",
)

OWN: Final = Text(
    ko="자기 계정에는 역할을 줄 수 없고 기간도 늘릴 수 없습니다. 다른 관리자에게 맡기세요.",
    en="Nobody grants a role to their own account, nor lengthens one. Ask another administrator.",
)


@routes.get("/grant", may="role.grant", fresh=True)
def ask(page: Page) -> Response:
    """Show the form for a grant."""
    return _form(page, page.query.get("name")[:_LONGEST])


@routes.post("/grant", may="role.grant", fresh=True)
def grant(page: Page) -> Response:
    """Give the account a role."""
    name, entered = name_in(page), _entered(page.form)
    since, until, faults = period_of(page, entered["since"], entered["until"])
    if not entered["role"]:
        faults = {"role": NO_ROLE.in_(page.language), **faults}
    if not entered["reason"]:
        faults["reason"] = NO_REASON.in_(page.language)
    if faults:
        return _form(page, name, entered=entered, faults=faults)
    try:
        with page.work("role granted in administration") as work:
            work.accounts.grant(
                name,
                entered["role"],
                unit=entered["unit"] or None,
                since=since,
                until=until,
                form=entered["form"] or None,
                own=entered["own"] == "1",
                reason=entered["reason"],
            )
    except RolesExclude as error:
        places = Places(page)
        _, other = error.roles
        words = EXCLUDES.in_(page.language).format(role=places.role(other))
        return _form(page, name, entered=entered, faults={"role": words})
    except SamePerson:
        return _form(page, name, entered=entered, faults={"role": OWN.in_(page.language)})
    return page.redirect(account_path(name, done="granted"))


@routes.get("/revoke", may="role.grant", fresh=True)
def ask_revoke(page: Page) -> Response:
    """Ask once more before a role is taken back."""
    name, places = page.query.get("name")[:_LONGEST], Places(page)
    held = _scope(page.query)
    with page.look("account in administration") as work:
        account = work.accounts.get(name)
    where = places.place(held["unit"] or None, held["form"] or None, own=held["own"] == "1")
    return once_more.ask(
        page,
        title=Text(ko="역할 회수", en="Take a role back"),
        lead=Text(
            ko="이 계정의 다음 요청부터 효력이 없습니다. 한 일은 감사 기록에 그대로 남습니다.",
            en="It counts no more from the account's next request on. What was done stays in the audit log.",
        ),
        about=[
            (Text(ko="계정", en="Account"), account.name),
            (Text(ko="역할", en="Role"), places.role(held["role"])),
            (Text(ko="범위", en="Where"), where),
        ],
        action="/admin/account/revoke",
        hidden={"name": account.name, **held},
        button=Text(ko="역할 회수", en="Take it back"),
        back=account_path(account.name),
        reason=Text(ko="예: 인사 이동. 회수 기록과 함께 남습니다.", en="For example: transfer. It stays in the log."),
    )


@routes.post("/revoke", may="role.grant", fresh=True)
def revoke(page: Page) -> Response:
    """Take a role back; it counts no more from the account's next request on."""
    name, held = name_in(page), _scope(page.form)
    try:
        with page.work("role revoked in administration") as work:
            work.accounts.revoke(
                name,
                held["role"],
                unit=held["unit"] or None,
                form=held["form"] or None,
                own=held["own"] == "1",
                reason=once_more.reason_of(page),
            )
    except (Conflict, NotFound):
        with page.look("account in administration") as work:
            work.accounts.get(name)  # an account that there is not is not found; a role may just have been taken back
        return page.redirect(account_path(name, done="already"))
    return page.redirect(account_path(name, done="revoked"))


def _form(
    page: Page,
    name: str,
    *,
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    directory = page.office.auth.directory
    with page.look("account in administration") as work:
        account = work.accounts.get(name)
        roles = work.accounts.roles() if work.may("role.read", unit=WHOLE_OFFICE) else directory.roles.values()
    units: list[Any] = [unit for unit in directory.units.values() if page.actor.may("role.grant", unit=unit.name)]
    return page.render(
        "admin/grant.html",
        status=422 if faults else 200,
        account=account,
        own=OWN if account.id in (page.actor.id, page.actor.acting_for) else None,
        roles=sorted(roles, key=lambda role: role.title.in_(page.language)),
        units=units,
        offers=page.office.forms.offers.values(),
        everywhere=page.actor.may("role.grant", unit=WHOLE_OFFICE),
        entered=entered or {},
        faults=faults or {},
        summary=[(f"grant-{field}", words) for field, words in (faults or {}).items()],
    )


def _entered(form: Fields) -> dict[str, str]:
    found = {name: form.line(name, most=_LONGEST) for name in FIELDS}
    return {**found, "reason": form.line("reason", most=once_more.REASON_LENGTH)}


def _scope(fields: Fields) -> dict[str, str]:
    return {name: fields.get(name)[:_LONGEST] for name in ("role", "unit", "form", "own")}
