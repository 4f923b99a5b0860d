"""Roles tied to known devices."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pyotp
import pytest

from egovframe.auth import POLICIES, Session, SignInFailed
from egovframe.auth.builtin.devices import KnownDevices
from egovframe.auth.errors import MoreNeeded
from egovframe.auth.interfaces import Policy
from egovframe.kernel.errors import PluginError
from egovframe.kernel.facts import Origin
from egovframe.testing.suites import PolicySuite
from tests.auth.builtin.test_networks import sign_in
from tests.auth.gatehouse import AWAY, Gatehouse

RULE = KnownDevices(roles=frozenset({"road-officer"}), networks=(ip_network("10.20.0.0/16"),))


class TestKnownDevices(PolicySuite):
    """The suite for policies, on the built-in one."""

    @pytest.fixture
    def policy(self) -> Policy:
        """The policy under test."""
        return RULE


@pytest.mark.parametrize(
    ("address", "role", "device", "assurance", "lets_in"),
    [
        ("192.0.2.1", "road-officer", False, 1, False),
        ("192.0.2.1", "road-officer", True, 1, True),
        ("192.0.2.1", "road-officer", False, 2, True),
        ("192.0.2.1", "road-officer", False, 3, True),
        ("10.20.3.4", "road-officer", False, 1, True),
        ("::ffff:10.20.3.4", "road-officer", False, 1, True),
        ("", "road-officer", False, 1, False),
        ("192.0.2.1", "clerk", False, 1, True),
    ],
)
def test_a_named_role_needs_a_known_device_or_shows_more(
    address: str, role: str, device: bool, assurance: int, lets_in: bool
) -> None:
    """A device that signed in before, two factors, or the town hall's network."""
    shown = replace(sign_in(address, role), device=device, assurance=assurance)
    assert (RULE.objection(shown) is None) is lets_in


def test_the_level_that_is_asked_of_a_new_device_can_be_raised() -> None:
    """To a key in hardware; a level that a password alone reaches cannot be set."""
    strict = POLICIES.load("devices", {"roles": ["admin"], "assurance": 3})
    assert isinstance(strict, Policy)
    assert strict.objection(replace(sign_in("", "admin"), assurance=2)) is not None
    assert strict.objection(replace(sign_in("", "admin"), assurance=3)) is None
    with pytest.raises(PluginError, match="assurance"):
        POLICIES.load("devices", {"roles": ["admin"], "assurance": 1})


def test_a_device_is_known_once_it_came_in_from_the_town_hall(sqlite_url: str, tmp_path: Path) -> None:
    """At sign-in the mark that the browser keeps is looked at: another account's, or one made up, does not count."""
    policies = {"devices": {"roles": ["road-officer"], "networks": ["10.20.0.0/16"]}}
    gate = Gatehouse(sqlite_url, tmp_path, policies=policies)
    gate.add(role="road-officer")
    gate.add("lee", role="road-officer")
    with pytest.raises(SignInFailed):
        gate.enter(origin=AWAY)
    hall = Origin(address="10.20.3.4", agent="Firefox")
    mine, other = (gate.auth.device_mark(gate.enter(name, origin=hall)[1]) for name in ("kim", "lee"))
    assert gate.enter(origin=AWAY, device=mine)
    for mark in (other, f"{mine[:-1]}{'A' if mine[-1] != 'A' else 'B'}", ""):
        with pytest.raises(SignInFailed):
            gate.enter(origin=AWAY, device=mark)
    reasons = {note.private["reason"] for note in gate.facts.of("sign-in.failed")}
    assert reasons == {"devices: The device is not known for the role road-officer."}
    gate.database.close()


def test_two_factors_make_a_new_device_known(sqlite_url: str, tmp_path: Path) -> None:
    """Whoever enrolled an app is not turned away at the password: the code of the app is asked for, and lets in."""
    gate = Gatehouse(
        sqlite_url,
        tmp_path,
        authenticators={"password": {"memory_kib": 8}, "totp": {}, "recovery": {"codes": 4}},
        policies={"devices": {"roles": ["road-officer"]}},
    )
    account = gate.add(role="road-officer")
    with pytest.raises(SignInFailed):
        gate.enter(origin=AWAY)
    with gate.auth.changing_factors(account) as (work, owner):
        factor, new = gate.auth.factors.enrol_code(work, owner, "totp")
        app = pyotp.parse_uri(new.uri)
        assert isinstance(app, pyotp.TOTP)
        gate.auth.factors.confirm_code(work, owner, factor.id, app.at(work.at))
        printed = gate.auth.factors.enrol_code(work, owner, "recovery")[1].codes
    gate.time.forward(seconds=30)
    session = further(gate, "totp", app.at(gate.clock.now()))
    assert (session.assurance, session.methods) == (2, ("pwd", "otp"))
    mark = gate.auth.device_mark(session)
    assert further(gate, "recovery", printed[3], device=mark).assurance == 2
    with pytest.raises(SignInFailed):
        further(gate, "recovery", printed[3])
    with pytest.raises(SignInFailed):
        further(gate, "totp", app.at(gate.clock.now()))
    gate.database.close()


def further(gate: Gatehouse, authenticator: str, code: str, device: str = "") -> Session:
    """Signs in with the password and a code."""
    with pytest.raises(MoreNeeded) as more:
        gate.enter(origin=AWAY, device=device)
    return gate.auth.entrance.code(more.value.step, authenticator, code, origin=AWAY, device=device).session
