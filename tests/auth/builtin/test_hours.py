"""Roles tied to office hours, in the city's time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from egovframe.auth import POLICIES, SignInFailed
from egovframe.auth.builtin.hours import Hours
from egovframe.auth.interfaces import Policy
from egovframe.kernel.errors import PluginError
from egovframe.testing.suites import PolicySuite
from tests.auth.builtin.test_networks import sign_in
from tests.auth.gatehouse import Gatehouse

ROLES = frozenset({"road-officer", "auditor"})
DAY = Hours(roles=ROLES, without=frozenset({date(2026, 9, 25)}))  # 추석
NIGHT = Hours(roles=ROLES, opens=time(22), closes=time(6), weekdays=frozenset({"fri"}))


class TestHours(PolicySuite):
    """The suite for policies, on the built-in one."""

    @pytest.fixture
    def policy(self) -> Policy:
        """The policy under test."""
        return DAY


def lets_in(policy: Policy, local: str, *roles: str, zone: str = "Asia/Seoul") -> bool:
    """Whether somebody is let in at a local time."""
    at = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    return policy.objection(replace(sign_in("10.20.0.1", *roles), at=at)) is None


@pytest.mark.parametrize(
    ("local", "inside"),
    [
        ("2026-09-21T08:59:59.999999", False),
        ("2026-09-21T09:00", True),
        ("2026-09-21T17:59:59.999999", True),
        ("2026-09-21T18:00", False),
        ("2026-09-24T12:00", True),
        ("2026-09-25T12:00", False),
        ("2026-09-26T12:00", False),
        ("2026-09-27T12:00", False),
    ],
)
def test_a_named_role_comes_in_at_office_hours_only(local: str, inside: bool) -> None:
    """Monday to Friday, from nine to before six, not on days left out; other roles at any hour."""
    assert lets_in(DAY, local, "road-officer") is inside
    assert lets_in(DAY, local, "clerk", "auditor") is inside
    assert lets_in(DAY, local, "clerk")
    assert lets_in(DAY, local)


def test_the_hour_is_that_of_the_city() -> None:
    """Midnight UTC is nine in Seoul; where clocks are put forward, nine stays nine."""
    seoul = Hours(roles=ROLES, zone="Asia/Seoul")
    assert lets_in(seoul, "2026-09-21T00:00", "auditor", zone="UTC")
    assert not lets_in(seoul, "2026-09-20T23:59", "auditor", zone="UTC")
    assert lets_in(DAY, "2026-09-21T09:00", "auditor", zone="America/Asuncion")  # without a zone: the city's own
    berlin = Hours(roles=ROLES, zone="Europe/Berlin")
    for local, inside in (("2026-03-27T08:00", True), ("2026-03-30T07:00", True), ("2026-03-30T06:59", False)):
        assert lets_in(berlin, local, "auditor", zone="UTC") is inside


@pytest.mark.parametrize(
    ("local", "inside"),
    [
        ("2026-09-25T05:59", False),
        ("2026-09-25T21:59", False),
        ("2026-09-25T22:00", True),
        ("2026-09-26T05:59", True),
        ("2026-09-26T06:00", False),
        ("2026-09-26T22:30", False),
    ],
)
def test_a_night_shift_belongs_to_the_day_on_which_it_begins(local: str, inside: bool) -> None:
    """Friday night ends on Saturday morning."""
    assert lets_in(NIGHT, local, "auditor") is inside


def test_the_trail_reads_whose_hours_it_is_not() -> None:
    """In both languages."""
    seoul = Hours(roles=ROLES, zone="Asia/Seoul")
    objection = seoul.objection(sign_in("10.20.0.1", "road-officer"))  # the night of a Monday: 09:00 in Seoul is 00:00
    assert objection is None
    objection = NIGHT.objection(sign_in("10.20.0.1", "road-officer"))
    assert objection is not None
    assert objection.as_dict() == {
        "ko": "역할 road-officer의 접속 시간이 아닙니다.",
        "en": "It is outside the hours of the role road-officer.",
    }


def test_at_night_the_right_password_opens_nothing(sqlite_url: str, tmp_path: Path) -> None:
    """The person gets the answer of a wrong password; a session that is open goes on."""
    gate = Gatehouse(sqlite_url, tmp_path, policies={"hours": {"roles": ["road-officer"]}})
    gate.add(role="road-officer")
    token, _ = gate.enter()  # Monday, ten in the morning
    gate.time.forward(hours=8)
    with pytest.raises(SignInFailed, match="do not go together"):
        gate.enter()
    assert gate.auth.session(token) is not None
    (fact,) = gate.facts.of("sign-in.failed")
    assert fact.private["reason"] == "hours: It is outside the hours of the role road-officer."
    gate.time.forward(hours=15)
    assert gate.enter()
    gate.database.close()


def test_it_is_set_up_by_its_entry_point() -> None:
    """`[auth.policies.hours]`: times as people write them."""
    options = {"roles": ["auditor"], "opens": "08:30", "closes": "17:30", "without": ["2026-10-09"]}
    policy = POLICIES.load("hours", options)
    assert isinstance(policy, Policy)
    assert lets_in(policy, "2026-10-08T08:30", "auditor")
    assert not lets_in(policy, "2026-10-09T08:30", "auditor")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"roles": []}, "roles"),
        ({"weekdays": ["monday"]}, "weekdays"),
        ({"weekdays": []}, "weekdays"),
        ({"opens": "18:00"}, "the same"),
        ({"opens": "09:00+09:00"}, "leave out the offset"),
        ({"zone": "Asia/Haneul"}, "no time zone"),
        ({"zone": "../etc/passwd"}, "no time zone"),
        ({"without": ["Chuseok"]}, "without"),
    ],
)
def test_settings_that_mean_nothing_fail_the_start(change: dict[str, object], why: str) -> None:
    """Nobody finds out at night that the rule never held."""
    with pytest.raises(PluginError, match=why):
        POLICIES.load("hours", {"roles": ["auditor"]} | change)
