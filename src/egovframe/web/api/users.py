"""Accounts: who can sign in, which roles they hold, and their bearer tokens."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote

from pydantic import AwareDatetime, Field
from typing_extensions import TypedDict

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict, Fault, Invalid
from egovframe.kernel.text import Text
from egovframe.web.api.body import Body, Cursor, Limit, Line, Query
from egovframe.web.api.operation import PREFIX, VERSION, Call, api
from egovframe.web.api.views import Moment

if TYPE_CHECKING:
    from egovframe.auth.model import Account, Grant
    from egovframe.auth.signin import Enrolled

MANAGE = "account.manage"


class UserView(TypedDict):
    """An account. `kind` is citizen, company, officer or service; `disabled` is when it was shut."""

    id: str
    name: str
    kind: str
    created: Moment
    disabled: Moment | None


class UserList(TypedDict):
    """Accounts, by name."""

    items: list[UserView]
    next: str | None


class GrantView(TypedDict):
    """A role that an account holds: in `unit` and below, or (null) everywhere; until then, or until revoked.

    `form` narrows it to one form, `own` to cases that are assigned to the account.
    """

    role: str
    unit: str | None
    form: str | None
    own: bool
    since: Moment
    until: Moment | None


class GrantList(TypedDict):
    """The roles that an account holds now."""

    items: list[GrantView]
    next: str | None


class Token(TypedDict):
    """A bearer token, shown this once."""

    id: str
    token: str
    expires: Moment | None


class UserQuery(Query):
    """Which page of the accounts."""

    cursor: Cursor | None = None
    limit: Limit = 50


class NewUser(Body):
    """An account to be added. Without a password it signs in in other ways, or with a bearer token.

    One that a person chooses is a first password: its owner chooses another one at the first sign-in.
    """

    name: Line
    kind: Literal["citizen", "company", "officer", "service"] = "officer"
    password: Line | None = None


class NewPassword(Body):
    """The new password; one that a person chooses for somebody else is replaced by its owner at the first sign-in."""

    password: Line


class Granting(Body):
    """The role to be given: in a unit and those below it, or everywhere; until a moment, or until revoked."""

    role: Line
    unit: Line | None = None
    form: Line | None = None
    own: bool = False
    since: Annotated[AwareDatetime | None, Field(description="With its offset from UTC; null: now.")] = None
    until: Annotated[AwareDatetime | None, Field(description="With its offset from UTC.")] = None
    reason: Line = ""


class Revoking(Body):
    """The role to be taken back, in the unit, for the form and the cases for which it was given."""

    role: Line
    unit: Line | None = None
    form: Line | None = None
    own: bool = False
    reason: Line = ""


class Nobody(Body):
    """An object without fields."""


@api.get("/users", may="account.read", query=UserQuery, gives=UserList)
def list_users(call: Call) -> UserList:
    """List the accounts, by name."""
    asked = call.asked(UserQuery)
    with call.look() as work:
        accounts = work.accounts.list(after=asked.cursor, limit=asked.limit + 1)
    shown = accounts[: asked.limit]
    more = len(accounts) > asked.limit
    return {"items": [_view(account) for account in shown], "next": shown[-1].name if more else None}


@api.post("/users", may=MANAGE, body=NewUser, gives=UserView, status=201, refuses={409})
def add_user(call: Call) -> UserView:
    """Add an account."""
    _only_everywhere(call, MANAGE)
    said = call.read(NewUser)
    enrolled = None
    if said.password is not None:
        enrolled = _given(call, call.office.auth.enrol(said.password, words=(said.name,)))
    with call.work() as work:
        account = work.accounts.add(said.name, kind=said.kind, password=enrolled)
    call.headers["location"] = f"{PREFIX}{VERSION}/users/{quote(account.name, safe='')}"
    return _view(account)


@api.get("/users/{name}", signed_in=True, gives=UserView, refuses={403, 404})
def get_user(call: Call) -> UserView:
    """Return an account; one's own needs no permission."""
    with call.look() as work:
        return _view(work.accounts.get(call.hole("name")))


@api.get("/users/{name}/roles", signed_in=True, gives=GrantList, refuses={403, 404})
def list_roles_of_user(call: Call) -> GrantList:
    """List the roles that an account holds now; one's own needs no permission."""
    with call.look() as work:
        return {"items": [_grant(grant) for grant in work.accounts.grants(call.hole("name"))], "next": None}


@api.post("/users/{name}/actions/grant", may="role.grant", body=Granting, gives=GrantView, refuses={404})
def grant_role(call: Call) -> GrantView:
    """Give an account a role."""
    said = call.read(Granting)
    _known_unit(call, said.unit)
    now = call.office.clock.now()
    until = _coming(said.until, now=now) if said.until is not None else None
    since = _coming(said.since, now=now, field="since") if said.since is not None else None
    how = {"unit": said.unit, "form": said.form, "own": said.own, "reason": said.reason}
    with call.work() as work:
        return _grant(work.accounts.grant(call.hole("name"), said.role, since=since, until=until, **how))


@api.post("/users/{name}/actions/revoke", may="role.grant", body=Revoking, gives=GrantList, refuses={404})
def revoke_role(call: Call) -> GrantList:
    """Take a role back from an account; it counts no more from the next request on."""
    said, name = call.read(Revoking), call.hole("name")
    _known_unit(call, said.unit)
    with call.work() as work:
        work.accounts.revoke(name, said.role, unit=said.unit, form=said.form, own=said.own, reason=said.reason)
        return {"items": [_grant(grant) for grant in work.accounts.grants(name)], "next": None}


@api.post("/users/{name}/actions/token", may=MANAGE, body=Nobody, gives=Token, status=201, refuses={404, 409})
def issue_token(call: Call) -> Token:
    """Give an account a new bearer token; it is shown this once."""
    name = call.hole("name")
    with call.work() as work:
        account = _managed(work, name)
        call.read(Nobody)
        if account.disabled is not None:
            raise Conflict("The account is disabled.", hint="Enable it first.")
        new = work.accounts.new_token(name)
    return {"id": new.id, "token": new.token, "expires": _moment(new.expires)}


@api.post("/users/{name}/actions/revoke_tokens", may=MANAGE, body=Nobody, gives=UserView, refuses={404})
def revoke_tokens(call: Call) -> UserView:
    """End all bearer tokens of an account."""
    name = call.hole("name")
    with call.work() as work:
        account = _managed(work, name)
        call.read(Nobody)
        work.accounts.revoke_tokens(name)
    return _view(account)


@api.post("/users/{name}/actions/set_password", may=MANAGE, body=NewPassword, gives=UserView, refuses={404})
def set_password(call: Call) -> UserView:
    """Give an account a new password, and end its sessions."""
    name = call.hole("name")
    with call.look() as work:
        account = _managed(work, name)
    password = call.read(NewPassword).password
    enrolled = call.office.auth.enrol_for(name, password)
    if account.id != call.page.actor.id:
        enrolled = _given(call, enrolled)
    with call.work() as work:
        work.accounts.set_password(name, enrolled)
    return _view(account)


@api.post("/users/{name}/actions/disable", may=MANAGE, body=Nobody, gives=UserView, refuses={404})
def disable_user(call: Call) -> UserView:
    """Shut an account: its sessions end now, its tokens stop counting."""
    with call.work() as work:
        _managed(work, call.hole("name"))
        call.read(Nobody)
        return _view(work.accounts.disable(call.hole("name")))


@api.post("/users/{name}/actions/enable", may=MANAGE, body=Nobody, gives=UserView, refuses={404})
def enable_user(call: Call) -> UserView:
    """Open an account again."""
    with call.work() as work:
        _managed(work, call.hole("name"))
        call.read(Nobody)
        return _view(work.accounts.enable(call.hole("name")))


def _known_unit(call: Call, unit: str | None) -> None:
    """Raise UnitUnknown before the permission for a unit is asked: a refusal is published with the unit's name."""
    if unit is not None:
        call.office.auth.directory.unit(unit)


def _coming(until: dt.datetime, *, now: dt.datetime, field: str = "until") -> dt.datetime:
    """Return the moment in UTC. Raises Invalid for one that has passed, or that no calendar reaches."""
    try:
        if (moment := until.astimezone(dt.UTC)) > now:
            return moment
    except OverflowError:
        pass
    words = Text(ko="앞으로 올 때를 보내세요.", en="Send a moment that is still to come.")
    raise Invalid("The role cannot end then.", faults=[Fault(field, words)])


def _given(call: Call, enrolled: Enrolled) -> Enrolled:
    """Return a password as a first one where a person chose it for another; programs hand on what its owner chose."""
    return enrolled if call.page.actor.kind == "service" else call.office.auth.as_first(enrolled)


def _only_everywhere(call: Call, permission: str) -> None:
    """Ask for a permission that counts for the whole office only, before anything is read of the request."""
    with call.look() as work:
        work.need(permission, unit=WHOLE_OFFICE)


def _managed(work: Any, name: str) -> Account:
    """Return the account of that name to whoever may manage it. Raises Forbidden, AccountNotFound."""
    work.need(MANAGE, unit=WHOLE_OFFICE)
    account: Account = work.accounts.get(name)
    return account


def _view(account: Account) -> UserView:
    return {
        "id": account.id,
        "name": account.name,
        "kind": account.kind,
        "created": instant(account.created),
        "disabled": _moment(account.disabled),
    }


def _grant(grant: Grant) -> GrantView:
    return {
        "role": grant.role,
        "unit": grant.unit,
        "form": grant.form,
        "own": grant.own,
        "since": instant(grant.since),
        "until": _moment(grant.until),
    }


def _moment(at: dt.datetime | None) -> str | None:
    return None if at is None else instant(at)
