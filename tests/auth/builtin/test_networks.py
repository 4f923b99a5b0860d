"""Roles tied to networks: an officer signs in from the office."""

from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from egovframe.auth.builtin.networks import Networks
from egovframe.auth.interfaces import Policy, SignIn
from egovframe.auth.model import Account
from egovframe.testing.suites import PolicySuite

NOW = datetime(2026, 9, 21, tzinfo=UTC)
RULE = Networks(
    roles={
        "road-officer": (ip_network("10.20.0.0/16"), ip_network("2001:db8::/32")),
        "auditor": (ip_network("10.20.1.0/24"),),
    }
)


def sign_in(address: str, *roles: str) -> SignIn:
    """A sign-in from an address with these roles."""
    return SignIn(Account("a", "kim", "officer", NOW), frozenset(roles), "pwd", 1, address, "Firefox", NOW)


class TestNetworks(PolicySuite):
    """The suite for policies, on the built-in one."""

    @pytest.fixture
    def policy(self) -> Policy:
        """The policy under test."""
        return RULE


@pytest.mark.parametrize(
    ("address", "roles", "lets_in"),
    [
        ("10.20.9.9", ("road-officer",), True),
        ("::ffff:10.20.9.9", ("road-officer",), True),
        ("2001:db8::7", ("road-officer",), True),
        ("192.0.2.1", ("road-officer",), False),
        ("", ("road-officer",), False),
        ("not an address", ("road-officer",), False),
        ("192.0.2.1", ("clerk",), True),
        ("10.20.9.9", ("road-officer", "auditor"), False),
        ("10.20.1.9", ("road-officer", "auditor"), True),
    ],
)
def test_a_role_comes_in_from_its_networks_only(address: str, roles: tuple[str, ...], lets_in: bool) -> None:
    """Roles that are not named come in from anywhere; several named ones need to be in the networks of each."""
    assert (RULE.objection(sign_in(address, *roles)) is None) is lets_in
