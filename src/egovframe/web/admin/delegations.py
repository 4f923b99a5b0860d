"""Who acts for whom in the whole office now or soon, and ending that."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from egovframe.auth.access.errors import DelegationNotFound
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.text import Text
from egovframe.web.admin import once_more
from egovframe.web.admin.names import Names
from egovframe.web.admin.places import Places
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.auth.access.model import Delegation
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-delegations", prefix="/admin/delegations")

PAGE: Final = 100
_LONGEST = 64
ALL: Final = Text(ko="모든 역할", en="all roles")


@routes.get("", may="role.read")
def show(page: Page) -> Response:
    """Show the delegations in force and to come, in the order they were made."""
    after = page.query.get("after")[:_LONGEST]
    with page.look("substitutes in administration") as work:
        found = work.access.delegations.in_force(after=after or None, limit=PAGE + 1)
        names = Names(work)
        people = {each: names.of(each) for one in found[:PAGE] for each in (one.lender, one.borrower)}
    places = Places(page)
    return page.render(
        "admin/delegations.html",
        delegations=[(each, _roles(places, each, page.language)) for each in found[:PAGE]],
        names=people,
        now=page.office.clock.now(),
        more=f"/admin/delegations?after={found[PAGE - 1].id}" if len(found) > PAGE else "",
        first="/admin/delegations" if after else "",
        may_end=page.actor.may("role.grant", unit=WHOLE_OFFICE),
        said=page.query.get("done") == "ended",
    )


@routes.get("/end", may="role.grant", fresh=True)
def ask_end(page: Page) -> Response:
    """Ask once more before a delegation ends."""
    with page.look("substitutes in administration") as work:
        found = work.access.delegations.get(page.query.get("delegation")[:_LONGEST])
        names = Names(work)
        lender, borrower = names.of(found.lender), names.of(found.borrower)
    return once_more.ask(
        page,
        title=Text(ko="직무 대행 끝내기", en="End a substitution"),
        lead=Text(
            ko="대행자의 다음 요청부터 효력이 없습니다. 대신 한 일은 감사 기록에 두 이름으로 그대로 남습니다.",
            en="It counts no more from the substitute's next request on. What was done stays in the log, "
            "with both names.",
        ),
        about=[
            (Text(ko="맡긴 사람", en="Who lends"), lender),
            (Text(ko="대행자", en="Substitute"), borrower),
            (Text(ko="역할", en="Roles"), _roles(Places(page), found, page.language)),
        ],
        action="/admin/delegations/end",
        hidden={"delegation": found.id},
        button=Text(ko="대행 끝내기", en="End it"),
        back="/admin/delegations",
        reason=Text(ko="예: 복귀함. 기록과 함께 남습니다.", en="For example: is back at work. It stays in the log."),
    )


@routes.post("/end", may="role.grant", fresh=True)
def end(page: Page) -> Response:
    """End a delegation; one that has ended already is no error."""
    with suppress(DelegationNotFound), page.work("substitution ended in administration") as work:
        work.access.delegations.end(page.form.get("delegation")[:_LONGEST], reason=once_more.reason_of(page))
    return page.redirect("/admin/delegations?done=ended")


def _roles(places: Places, lent: Delegation, language: str) -> str:
    """Return what is lent, in words."""
    return ALL.in_(language) if lent.roles is None else ", ".join(places.role(role) for role in sorted(lent.roles))
