"""The roles: what the city declares and what the office made, defined and retired by whoever may."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.access.errors import RolesExclude, RoleTaken
from egovframe.auth.access.roles import KINDS
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import RoleUnknown
from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import SamePerson
from egovframe.kernel.text import Text
from egovframe.web.admin import once_more
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-roles", prefix="/admin/roles")

SAID: Final = ("defined", "retired", "gone")
_LONGEST: Final = 200
_MOST: Final = 1_000
KIND_WORDS: Final[Mapping[str, Text]] = {
    "personal": Text(ko="개인정보", en="personal data"),
    "sensitive": Text(ko="민감정보", en="sensitive data"),
    "unique-id": Text(ko="고유식별정보", en="identifying numbers"),
}
TAKEN: Final = Text(
    ko="도시가 선언한 역할의 이름입니다. 다른 이름을 적으세요.",
    en="The city declares a role of that name. Choose another.",
)
OWN: Final = Text(
    ko="자신이 가진 역할은 바꿀 수 없습니다. 다른 사람에게 맡기세요.",
    en="Nobody changes a role that they hold: ask somebody else.",
)
EXCLUDES: Final = Text(
    ko="이 역할을 가진 사람이 분리된 두 역할을 함께 갖게 됩니다.",
    en="Somebody who holds it would hold two roles together that the city holds separate.",
)


@routes.get("", may="role.read")
def show(page: Page) -> Response:
    """Show every role with what it may."""
    said = page.query.get("done")
    with page.look("roles in administration") as work:
        roles = work.accounts.roles()
    return page.render(
        "admin/roles.html",
        roles=roles,
        titles={role.name: role.title for role in roles},
        permissions={permission.name: permission.title for permission in page.office.permissions},
        kind_words=KIND_WORDS,
        may_define=page.actor.may("role.define", unit=WHOLE_OFFICE),
        said=said if said in SAID else "",
    )


@routes.get("/define", may="role.define", fresh=True)
def ask(page: Page) -> Response:
    """Show the form for a new role, or for one that the office made."""
    name = page.query.get("role")[:_LONGEST]
    _need(page)  # before the role is looked for
    found = page.office.auth.directory.roles.get(name)
    if name and (found is None or not found.made):
        raise RoleUnknown("The office made no such role.", hint="Roles that the city declares are changed in its code.")
    entered: dict[str, Any] = {"name": name, "new": not name}
    if found is not None:
        words = found.title.as_dict()
        entered |= {"ko": words.get("ko", ""), "en": words.get("en", ""), "may": found.may, "includes": found.includes}
        entered["reveals"] = found.reveals or frozenset()
    return _form(page, entered)


@routes.post("/define", may="role.define", fresh=True)
def define(page: Page) -> Response:
    """Make a role, or change one that the office made."""
    form = page.form
    entered: dict[str, Any] = {name: form.get(name).strip()[:_LONGEST] for name in ("name", "ko", "en")}
    entered |= {name: frozenset(form.all(name)[:_MOST]) for name in ("may", "includes", "reveals")}
    entered["new"], entered["reason"] = form.get("new") == "1", once_more.reason_of(page)
    words = {tag: entered[tag] for tag in ("ko", "en") if entered[tag]}
    try:
        with page.work("role defined in administration") as work:
            work.access.roles.define(
                entered["name"],
                title=Text(**words) if words else None,
                may=entered["may"],
                includes=entered["includes"],
                reveals=entered["reveals"] or None,
                reason=entered["reason"],
            )
    except Invalid as invalid:
        return _form(page, entered, said_of(invalid, page.language))
    except RoleTaken:
        return _form(page, entered, {"name": TAKEN.in_(page.language)})
    except RolesExclude:
        return _form(page, entered, {"includes": EXCLUDES.in_(page.language)})
    except SamePerson:
        return _form(page, entered, {"name": OWN.in_(page.language)})
    return page.redirect("/admin/roles?done=defined")


@routes.get("/retire", may="role.define", fresh=True)
def ask_retire(page: Page) -> Response:
    """Ask once more before a role ends."""
    return _retire(page, page.query.get("role")[:_LONGEST])


@routes.post("/retire", may="role.define", fresh=True)
def retire(page: Page) -> Response:
    """End a role that the office made; one that has ended already is no error."""
    name, reason = page.form.get("role")[:_LONGEST], once_more.reason_of(page)
    try:
        with page.work("role retired in administration") as work:
            work.access.roles.retire(name, reason=reason)
    except Invalid as invalid:
        return _retire(page, name, entered={"reason": reason}, faults=said_of(invalid, page.language))
    except SamePerson:
        return _retire(page, name, entered={"reason": reason}, faults={"reason": OWN.in_(page.language)})
    except RoleUnknown:
        return page.redirect("/admin/roles?done=gone")
    return page.redirect("/admin/roles?done=retired")


def _need(page: Page) -> None:
    """Roles are the whole office's: who holds the permission in a unit only is refused."""
    with page.look("roles in administration") as work:
        work.need("role.define", unit=WHOLE_OFFICE)


def _form(page: Page, entered: Mapping[str, Any], faults: Mapping[str, str] | None = None) -> Response:
    groups = groupby(page.office.permissions, key=lambda permission: permission.name.partition(".")[0])
    _need(page)
    return page.render(
        "admin/role-define.html",
        status=422 if faults else 200,
        entered=entered,
        permissions=[
            (permission.name, permission.title.in_(page.language), permission.name)
            for _, group in groups
            for permission in group
        ],
        others=[
            (role.name, role.title.in_(page.language), role.name)
            for _, role in sorted(page.office.auth.directory.roles.items())
            if role.name != entered.get("name")
        ],
        kinds=[(kind, KIND_WORDS[kind].in_(page.language), kind) for kind in sorted(KINDS)],
        faults=faults or {},
        summary=[(f"role-{field}", words) for field, words in (faults or {}).items()],
    )


def _retire(
    page: Page,
    name: str,
    *,
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    _need(page)
    role = page.office.auth.directory.roles.get(name)
    return once_more.ask(
        page,
        title=Text(ko="역할 폐지", en="Retire a role"),
        lead=Text(
            ko="이 역할을 가진 모든 사람이 다음 요청부터 그 권한을 잃습니다. 같은 이름으로 다시 만들면 되살아납니다.",
            en="Whoever holds it has nothing of it from the next request on. Made again by its name, it counts again.",
        ),
        about=[(Text(ko="역할", en="Role"), f"{role.title.in_(page.language)} ({name})" if role else name)],
        action="/admin/roles/retire",
        hidden={"role": name},
        button=Text(ko="역할 폐지", en="Retire it"),
        back="/admin/roles",
        reason=Text(ko="폐지 기록과 함께 남습니다.", en="It stays in the log with this."),
        entered=entered,
        faults=faults,
    )
