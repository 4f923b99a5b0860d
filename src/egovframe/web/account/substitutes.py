"""My substitutes: what I lend and to whom, what was lent to me, and acting by it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.access.access import DELEGATION, IMPERSONATION
from egovframe.auth.access.errors import DelegationNotFound, RolesExclude
from egovframe.auth.errors import AccountNotFound
from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import Forbidden
from egovframe.kernel.text import Text
from egovframe.web.admin.days import period_of
from egovframe.web.admin.places import Places
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("account-substitutes", prefix="/account")

_LONGEST: Final = 200
SAID: Final = ("lent", "ended", "gone", "stopped")
FIELDS: Final = ("to", "since", "until")
NOBODY: Final = Text(  # the same for a citizen's account: nobody finds out here who has one
    ko="사용 중인 다른 담당자의 계정을 적으세요.", en="Name another officer whose account is open."
)
NO_END: Final = Text(ko="마지막 날을 고르세요. 길어도 366일입니다.", en="Choose the last day, within 366 days.")
EXCLUDES: Final = Text(
    ko="그 사람이 분리된 두 역할을 함께 갖게 됩니다. 다른 사람에게 맡기세요.",
    en="They would hold two roles together that the city holds separate. Choose somebody else.",
)
NOT_NOW: Final = Text(
    ko="담당자만, 그리고 다른 사람을 대신하지 않을 때만 맡길 수 있습니다.",
    en="Only officers lend, and not while they act in somebody's place.",
)


@routes.get("/substitutes", signed_in=True)
def show(page: Page) -> Response:
    """Show what I lent and what was lent to me."""
    said = page.query.get("done")
    with page.look("substitutes in the account") as work:
        lent, mine = work.access.delegations.lent(), work.access.delegations.mine()
        people = {each.lender for each in mine} | {each.borrower for each in lent}
        names = {each: _name(page, work.conn, each) for each in people}
    now = page.office.clock.now()
    return page.render(
        "account/substitutes.html",
        lent=[each for each in lent if each.ended is None and each.until > now],
        past=[each for each in reversed(lent) if each.ended is not None or each.until <= now],
        mine=mine,
        names=names,
        now=now,
        places=Places(page),
        officer=page.actor.kind == "officer",
        elsewhere=bool(page.actor.acting_for),
        said=said if said in SAID else "",
    )


@routes.get("/substitutes/lend", signed_in=True, fresh=True)
def ask(page: Page) -> Response:
    """Show the form for lending."""
    return _form(page)


@routes.post("/substitutes/lend", signed_in=True, fresh=True)
def lend(page: Page) -> Response:
    """Lend roles to a colleague for a period."""
    entered: dict[str, Any] = {name: page.form.line(name, most=_LONGEST) for name in FIELDS}
    entered["reason"] = page.form.line("reason", most=1_000)
    entered["roles"] = frozenset(page.form.all("roles")[:100])
    since, until, faults = period_of(page, entered["since"], entered["until"])
    if until is None and "until" not in faults:
        faults["until"] = NO_END.in_(page.language)
    if faults or until is None:
        return _form(page, entered, faults)
    try:
        with page.work("roles lent in the account") as work:
            work.access.delegations.lend(
                entered["to"], until=until, since=since, reason=entered["reason"], roles=entered["roles"] or None
            )
    except Invalid as invalid:
        return _form(page, entered, said_of(invalid, page.language) or {"to": NOT_NOW.in_(page.language)})
    except AccountNotFound:
        return _form(page, entered, {"to": NOBODY.in_(page.language)})
    except RolesExclude:
        return _form(page, entered, {"to": EXCLUDES.in_(page.language)})
    return page.redirect("/account/substitutes?done=lent")


@routes.post("/substitutes/end", signed_in=True)
def end(page: Page) -> Response:
    """End a delegation; one that has ended already is no error, and it can be lent again."""
    # of one that is over nobody is told whose it was: it is refused like a stranger's
    with suppress(DelegationNotFound, Forbidden), page.work("lending ended in the account") as work:
        work.access.delegations.end(page.form.get("delegation")[:_LONGEST])
    return page.redirect("/account/substitutes?done=ended")


@routes.post("/substitutes/act", signed_in=True)
def act(page: Page) -> Response:
    """Act by what was lent to me, from the next request on."""
    try:
        page.office.auth.act(page.session, DELEGATION + page.form.get("delegation")[:_LONGEST], origin=page.origin)
    except DelegationNotFound:
        return page.redirect("/account/substitutes?done=gone")
    return page.redirect("/account")


@routes.post("/acting/stop", signed_in=True)
def stop(page: Page) -> Response:
    """Act for oneself again; an impersonation ends with it."""
    own = page.session
    if own is not None and own.acting:
        if own.acting.startswith(IMPERSONATION):
            with page.work("acting in somebody's place ended") as work:
                work.access.impersonations.end(own.acting.removeprefix(IMPERSONATION))
        page.office.auth.act(own, None, origin=page.origin)
    return page.redirect("/account/substitutes?done=stopped")


def _form(page: Page, entered: Mapping[str, Any] | None = None, faults: Mapping[str, str] | None = None) -> Response:
    places = Places(page)
    held = sorted({each.role for each in page.actor.held if hasattr(each, "role")})
    return page.render(
        "account/lend.html",
        status=422 if faults else 200,
        roles=[(role, places.role(role), role) for role in held],
        able=page.actor.kind == "officer" and not page.actor.acting_for and bool(held),
        entered=entered or {},
        faults=faults or {},
        summary=[(f"lend-{field}", words) for field, words in (faults or {}).items()],
    )


def _name(page: Page, conn: Any, account: str) -> str:
    found = page.office.auth.known(conn, account, page.office.clock.now())
    return found[0] if found is not None else account
