"""What every access policy must do, as tests that a plug-in's author runs by naming one fixture.

    class TestOfficeHours(AccessPolicySuite):
        @pytest.fixture
        def policy(self):
            return OfficeHours(opens="09:00")

Each test is one sentence of the contract in `egovframe.auth.interfaces.AccessPolicy`.
"""

from __future__ import annotations

from itertools import product

import pytest
from pydantic import ValidationError

from egovframe.auth.access.rule import Rule
from egovframe.auth.directory import Directory
from egovframe.auth.interfaces import AccessPolicy, AccessRequest
from egovframe.auth.model import Held, Role, Unit
from egovframe.kernel.permissions import Actor, Asked, Decision
from egovframe.kernel.text import LANGUAGES, Text

_WORDS = Text(ko="이름", en="Name")
_DIRECTORY = Directory(
    [
        Role("clerk", _WORDS, frozenset({"petition.read", "petition.answer"})),
        Role("head", _WORDS, frozenset({"petition.assign"}), includes=frozenset({"clerk"})),
    ],
    [Unit("streets", _WORDS), Unit("roads", _WORDS, parent="streets"), Unit("parks", _WORDS)],
)
_HELD: tuple[tuple[Held, ...], ...] = (
    (),
    (Held("clerk", "roads", grant="g-1"),),
    (Held("head", None, grant="g-2"), Held("clerk", "parks", "pothole", "o-1", "g-3")),
)
_ASKED = tuple(
    Asked(permission, unit, form, owner)
    for permission, unit, form, owner in product(
        ("petition.read", "audit.read", "no such permission"),
        (None, "roads", "a unit that is not there", "*"),
        (None, "pothole", 'odd"\n\\form'),
        (None, "o-1"),
    )
)


def requests() -> list[AccessRequest]:
    """Return requests of every kind: with roles and without, in another's place, about things that are not there."""
    rule = Rule(_DIRECTORY)
    found = []
    for held, other in product(_HELD, (None, "o-2")):
        actor = rule.actor("officer", "o-1", "Kim", held, acting_for=other)
        found += [_request(rule, actor, asked) for asked in _ASKED]
    return found


def _request(rule: Rule, actor: Actor, asked: Asked) -> AccessRequest:
    path = {"roads": ("roads", "streets"), "parks": ("parks",)}.get(asked.unit or "", ())
    units = frozenset(each.unit or "*" for each in actor.held if isinstance(each, Held))
    return AccessRequest(actor, asked, rule.granted(actor, asked), rule.roles_of(actor), units, path)


class AccessPolicySuite:
    """Subclass it, name it `Test…`, and give it the fixture `policy`."""

    @pytest.fixture
    def policy(self) -> AccessPolicy:
        """Return the policy under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `policy` that returns the policy under test")

    def test_is_an_access_policy_of_this_version(self, policy: AccessPolicy) -> None:
        """The plug-in is an AccessPolicy and was written for this version of the interface."""
        assert isinstance(policy, AccessPolicy)
        assert type(policy).version == AccessPolicy.version

    def test_is_a_frozen_value(self, policy: AccessPolicy) -> None:
        """Settings hold until the next start."""
        for name in type(policy).model_fields:
            with pytest.raises(ValidationError):
                setattr(policy, name, getattr(policy, name))

    def test_refuses_an_unknown_setting(self, policy: AccessPolicy) -> None:
        """A misspelt setting fails the start instead of letting everybody do everything."""
        with pytest.raises(ValidationError):
            type(policy)(**(policy.model_dump() | {"no_such_setting": 1}))

    def test_gives_a_reason_in_both_languages_or_leaves_it(self, policy: AccessPolicy) -> None:
        """Every request gets None or a decision whose reason can be read, and never an error."""
        for request in requests():
            decision = policy.decide(request)
            assert decision is None or isinstance(decision, Decision)
            if decision is not None:
                assert set(LANGUAGES) <= set(decision.reason.as_dict())
                assert all(words.strip() for words in decision.reason.as_dict().values())

    def test_decides_the_same_about_the_same(self, policy: AccessPolicy) -> None:
        """It keeps no memory: asked twice, it says the same, and so does one with the same settings."""
        other = type(policy)(**policy.model_dump())
        for request in requests():
            assert policy.decide(request) == policy.decide(request) == other.decide(request)

    def test_has_a_digest_for_the_policy_version(self, policy: AccessPolicy) -> None:
        """The same settings give the same digest, and it is not empty."""
        assert policy.digest()
        assert policy.digest() == type(policy)(**policy.model_dump()).digest()
