"""The one policy: it decides with a reason, from roles, grants and plug-ins, as the city is at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from egovframe.auth.directory import Directory
from egovframe.auth.interfaces import AccessPolicy, AccessRequest
from egovframe.auth.model import Held
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import HELD, NOT_GRANTED, Actor, Asked, Decision, Kind, Scope
from egovframe.kernel.text import Text

log = get_logger("egovframe.auth")

_T = TypeVar("_T")

KEPT_BACK: Final = ("account.", "role.", "unit.", "session.", "client.", "audit.")
"""What begins so is nobody's while acting in the place of an account to see what it sees."""


class Rule:
    """What decides for everybody, until the city or the office changes it. Frozen; serves many threads.

    `version` is a short digest of roles, units, what is held separate, and the plug-ins: equal versions decide alike.
    """

    def __init__(self, directory: Directory, policies: Mapping[str, AccessPolicy] | None = None) -> None:
        self.directory = directory
        self.policies = dict(policies or {})
        self.judges = bool(self.policies)
        said = [f"{name}={policy.digest()}" for name, policy in self.policies.items()]
        self.version = sha256_hex("\n".join([directory.version, *said]).encode())[:16] if said else directory.version
        self._apart: dict[str, frozenset[str]] = {}
        for pair in directory.apart:
            for deed in pair:
                others = (pair - {deed}) or pair  # a deed apart from itself: two people, each once
                self._apart[deed] = self._apart.get(deed, frozenset()) | others

    # ------------------------------------------------------------------ who

    def actor(
        self,
        kind: Kind,
        account: str,
        name: str,
        held: Iterable[Held],
        *,
        acting_for: str | None = None,
        kept_back: tuple[str, ...] = (),
        assurance: int = 0,
    ) -> Actor:
        """Return an account with what it may do by these roles; what begins with one of `kept_back` is left out."""
        roles = frozenset(held)
        wide, narrow = self.directory.compiled(roles)
        if kept_back:
            wide = _without(wide, kept_back)
            narrow = _without(narrow, kept_back)
        return Actor(
            kind=kind,
            id=account,
            name=name,
            acting_for=acting_for,
            assurance=assurance,
            holds=wide,
            narrow=narrow,
            held=tuple(roles),
            rule=self,
        )

    # ------------------------------------------------------------------ deciding

    def apart(self, permission: str) -> frozenset[str]:
        """Return the deeds whose doer may not do this one to the same object."""
        return self._apart.get(permission, frozenset())

    def decide(self, actor: Actor, asked: Asked) -> Decision:
        """Return the decision with its reason: by the grants, then by each plug-in. Never raises."""
        if actor.everything:
            return replace(actor.decide_alone(asked.permission), policy=self.version)
        decision = self.granted(actor, asked)
        if not self.judges or (actor.acting_for is not None and not decision.allowed):
            return decision
        for name, policy in self.policies.items():
            try:
                said = policy.decide(self._request(actor, asked, decision))
                if said is not None:
                    decision = replace(said, policy=self.version)
            except Exception:
                log.exception("An access policy failed; nothing is allowed until it works.", policy=name)
                return Decision(allowed=False, reason=_failed(name), policy=self.version)
            if not decision.allowed:
                break
        return decision

    def granted(self, actor: Actor, asked: Asked) -> Decision:
        """Return what the grants say, and which of them allows it or why none does."""
        allowed = actor.granted(asked.permission, asked.unit, asked.form, asked.owner)
        giving: list[tuple[Held, Scope]] = [
            (held, scope)
            for held in actor.held
            if isinstance(held, Held)
            for scope in self.directory.scopes_of(held, asked.permission)
        ]
        if allowed:
            for held, scope in sorted(giving, key=lambda pair: (pair[0].role, pair[0].unit or "")):
                if scope.opens(asked.unit, asked.form, asked.owner):
                    return Decision(allowed=True, reason=_because(held), grant=held.grant, policy=self.version)
            return Decision(allowed=True, reason=HELD, policy=self.version)
        return Decision(
            allowed=False, reason=_why_not(actor, asked, [scope for _, scope in giving]), policy=self.version
        )

    def roles_of(self, actor: Actor) -> frozenset[str]:
        """Return the actor's roles with those that they include."""
        return frozenset(
            name for held in actor.held if isinstance(held, Held) for name in self.directory.closure(held.role)
        )

    def _request(self, actor: Actor, asked: Asked, decision: Decision) -> AccessRequest:
        unit, directory = asked.unit, self.directory
        known = unit is not None and (unit in directory.units or unit in directory.closed)
        path = (unit, *directory.above(unit)) if known and unit is not None else ()
        return AccessRequest(
            actor=actor,
            asked=asked,
            granted=decision,
            roles=self.roles_of(actor),
            units=frozenset(held.unit or "*" for held in actor.held if isinstance(held, Held)),
            path=path,
        )


def _without(held: Mapping[str, _T], kept_back: tuple[str, ...]) -> dict[str, _T]:
    return {name: where for name, where in held.items() if not name.startswith(kept_back)}


def _because(held: Held) -> Text:
    """Return which grant allows it."""
    ko, en = [f"역할 {held.role}"], [f"the role {held.role}"]
    ko.append(f"부서 {held.unit} 이하" if held.unit else "모든 부서")
    en.append(f"in {held.unit} and below" if held.unit else "everywhere")
    if held.form:
        ko.append(f"서식 {held.form}")
        en.append(f"for the form {held.form}")
    if held.owner:
        ko.append("담당 사건")
        en.append("for one's own cases")
    return Text(ko=", ".join(ko), en=", ".join(en))


def _why_not(actor: Actor, asked: Asked, scopes: list[Scope]) -> Text:
    """Return why no grant allows it: nothing gives it at all, or only somewhere else."""
    if not scopes:
        return NOT_GRANTED
    if actor.acting_for is not None and asked.permission.startswith(KEPT_BACK):
        return Text(ko="다른 사람을 대신하는 동안에는 할 수 없습니다", en="not while acting in somebody's place")
    here = [scope for scope in scopes if asked.unit is None or asked.unit in scope.units]
    if not here:
        return Text(ko="다른 부서에서만 가진 권한입니다", en="held in other units only")
    if not any(scope.form in (None, asked.form) for scope in here):
        return Text(ko="다른 서식에만 가진 권한입니다", en="held for other forms only")
    return Text(ko="담당 사건에만 가진 권한입니다", en="held for one's own cases only")


def _failed(name: str) -> Text:
    return Text(
        ko=f"정책 {name}에 오류가 있어 아무것도 허용하지 않습니다", en=f"the policy {name} failed: nothing is allowed"
    )
