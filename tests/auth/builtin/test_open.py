"""The policy of an office without restrictions."""

from __future__ import annotations

import pytest

from egovframe.auth.builtin.open import Open
from egovframe.auth.interfaces import Policy
from egovframe.testing.suites import PolicySuite


class TestOpen(PolicySuite):
    """The suite for policies, on the built-in one."""

    @pytest.fixture
    def policy(self) -> Policy:
        """The policy under test."""
        return Open()


def test_it_has_nothing_against_anybody() -> None:
    """Whoever proved who they are is let in."""
    from tests.auth.builtin.test_networks import sign_in

    assert Open().objection(sign_in("", "admin")) is None
