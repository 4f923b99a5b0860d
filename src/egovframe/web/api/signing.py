"""How an account signs in and where it is signed in: factors taken away, sessions ended, the history from the trail."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.web.api.body import Body, Line, Query
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import Moment

MANAGE = "account.manage"


class FactorView(TypedDict):
    """A way to sign in beside the password. `authenticator` is the plug-in by the name that the settings give it."""

    id: str
    authenticator: str
    label: str
    created: Moment
    used: Moment | None
    disabled: Moment | None


class FactorList(TypedDict):
    """Factors and links with providers, oldest first."""

    items: list[FactorView]
    next: str | None


class SessionView(TypedDict):
    """An open session: from where, by which methods (RFC 8176), at which assurance level (1 to 3)."""

    id: str
    address: str
    agent: str
    created: Moment
    seen: Moment
    assurance: int
    methods: list[str]


class SessionList(TypedDict):
    """Open sessions, the one used last first."""

    items: list[SessionView]
    next: str | None


class SignInView(TypedDict):
    """A sign-in (`succeeded`, `proved-again`) or one that `failed`, with the version of the policy of that moment."""

    fact: str
    at: Moment
    what: str
    authenticator: str
    methods: list[str]
    assurance: int
    address: str
    policy: str
    reason: str


class SignInList(TypedDict):
    """Sign-ins and failures, the newest first."""

    items: list[SignInView]
    next: str | None


class Ended(TypedDict):
    """How many were ended or taken away."""

    count: int


class HistoryQuery(Query):
    """How many."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50


class Resetting(Body):
    """Which factor (none: all codes and keys), and why: who asked, and how it was made sure who that was."""

    factor: Line = ""
    reason: Line


class AllSessions(Body):
    """An object without fields."""


@api.get("/users/{name}/factors", signed_in=True, gives=FactorList, refuses={403, 404})
def list_factors_of_user(call: Call) -> FactorList:
    """List how an account signs in beside the password; one's own needs no permission."""
    with call.look() as work:
        found = work.factors.of(call.hole("name"))
    return {"items": [_factor(each) for each in found], "next": None}


@api.post("/users/{name}/actions/reset_factors", may=MANAGE, body=Resetting, gives=Ended, refuses={404})
def reset_factors(call: Call) -> Ended:
    """Take a way to sign in, or all codes and keys, away from somebody who lost them; the sessions end."""
    name = call.hole("name")
    with call.look() as work:
        work.factors.of(name)  # who may comes before what is wrong
    said = call.read(Resetting)
    with call.work() as work:
        if said.factor:
            work.factors.remove(name, said.factor, reason=said.reason)
            return {"count": 1}
        return {"count": work.factors.reset(name, reason=said.reason)}


@api.get("/users/{name}/sessions", signed_in=True, gives=SessionList, refuses={403, 404})
def list_sessions_of_user(call: Call) -> SessionList:
    """List where an account is signed in; one's own needs no permission."""
    with call.look() as work:
        found = work.sessions.of(call.hole("name"))
    return {"items": [_session(each) for each in found], "next": None}


@api.post("/users/{name}/actions/end_sessions", may="session.end", body=AllSessions, gives=Ended, refuses={404})
def end_sessions(call: Call) -> Ended:
    """End all sessions of an account."""
    with call.work() as work:
        ended = work.sessions.end_all(call.hole("name"))
        call.read(AllSessions)
    return {"count": ended}


@api.get("/users/{name}/sign-ins", signed_in=True, query=HistoryQuery, gives=SignInList, refuses={403, 404})
def list_sign_ins_of_user(call: Call) -> SignInList:
    """List when an account signed in and when that failed; somebody else's look is a fact about the account."""
    name = call.hole("name")
    with call.look() as work:
        work.factors.of(name)  # who may comes before what is wrong
    asked = call.asked(HistoryQuery)
    with call.look() as work:
        found = work.sign_ins.of(name, limit=asked.limit)
    return {"items": [_sign_in(each) for each in found], "next": None}


def _factor(each: Any) -> FactorView:
    return {
        "id": each.id,
        "authenticator": each.authenticator,
        "label": each.label,
        "created": instant(each.created),
        "used": None if each.used is None else instant(each.used),
        "disabled": None if each.disabled is None else instant(each.disabled),
    }


def _session(each: Any) -> SessionView:
    return {
        "id": each.id,
        "address": each.address,
        "agent": each.agent,
        "created": instant(each.created),
        "seen": instant(each.seen),
        "assurance": each.assurance,
        "methods": list(each.methods),
    }


def _sign_in(each: Any) -> SignInView:
    return {
        "fact": each.fact,
        "at": instant(each.at),
        "what": each.kind,
        "authenticator": each.authenticator,
        "methods": list(each.methods),
        "assurance": each.assurance,
        "address": each.address,
        "policy": each.policy,
        "reason": each.reason,
    }
