"""What every sign-in policy must do, as tests that a plug-in's author runs by naming one fixture.

    class TestOfficeHours(PolicySuite):
        @pytest.fixture
        def policy(self):
            return OfficeHours(opens="09:00")

Each test is one sentence of the contract in `egovframe.auth.interfaces.Policy`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest
from pydantic import ValidationError

from egovframe.auth.interfaces import Policy, SignIn
from egovframe.auth.model import Account
from egovframe.kernel.text import LANGUAGES, Text

_MOMENTS = (datetime(2026, 9, 21, 1, tzinfo=UTC), datetime(2026, 12, 25, 18, 59, 59, 999000, tzinfo=UTC))
_ADDRESSES = ("", "127.0.0.1", "203.0.113.9", "2001:db8::1", "::ffff:10.0.0.1", "no address")
_ROLES: tuple[frozenset[str], ...] = (frozenset(), frozenset({"admin"}), frozenset({"road-officer", "auditor"}))
_SHOWN = ((1, False), (1, True), (2, False), (3, True))


def sign_ins() -> list[SignIn]:
    """Return sign-ins of every kind: from everywhere, with and without roles and devices, by day and by night."""
    account = Account("01990000-0000-7000-8000-000000000001", "kim", "officer", _MOMENTS[0])
    return [
        SignIn(account, roles, "pwd", assurance, address, "Firefox", at, device=device)
        for address, roles, at, (assurance, device) in product(_ADDRESSES, _ROLES, _MOMENTS, _SHOWN)
    ]


class PolicySuite:
    """Subclass it, name it `Test…`, and give it the fixture `policy`."""

    @pytest.fixture
    def policy(self) -> Policy:
        """Return the policy under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `policy` that returns the policy under test")

    def test_is_a_policy_of_this_version(self, policy: Policy) -> None:
        """The plug-in is a Policy and was written for this version of the interface."""
        assert isinstance(policy, Policy)
        assert type(policy).version == Policy.version

    def test_is_a_frozen_value(self, policy: Policy) -> None:
        """Settings hold until the next start."""
        for name in type(policy).model_fields:
            with pytest.raises(ValidationError):
                setattr(policy, name, getattr(policy, name))

    def test_refuses_an_unknown_setting(self, policy: Policy) -> None:
        """A misspelt setting fails the start instead of letting everybody in."""
        with pytest.raises(ValidationError):
            type(policy)(**(policy.model_dump() | {"no_such_setting": 1}))

    def test_objects_in_both_languages_or_not_at_all(self, policy: Policy) -> None:
        """Every sign-in gets None or words that can be read, and never an error."""
        for sign_in in sign_ins():
            objection = policy.objection(sign_in)
            assert objection is None or isinstance(objection, Text)
            if objection is not None:
                assert set(LANGUAGES) <= set(objection.as_dict())
                assert all(words.strip() for words in objection.as_dict().values())

    def test_decides_the_same_about_the_same(self, policy: Policy) -> None:
        """It keeps no memory: asked twice, it says the same."""
        for sign_in in sign_ins():
            assert policy.objection(sign_in) == policy.objection(sign_in)
