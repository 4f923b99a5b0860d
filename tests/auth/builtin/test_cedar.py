"""Policies in Cedar's language, beside or instead of roles."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from egovframe.auth import POLICIES
from egovframe.auth.access.rule import Rule
from egovframe.auth.builtin.cedar import LARGEST, Cedar, CedarFailed
from egovframe.auth.directory import Directory
from egovframe.auth.interfaces import AccessPolicy
from egovframe.auth.model import Held
from egovframe.kernel.errors import MissingExtra, PluginError
from egovframe.kernel.permissions import Actor
from egovframe.testing.suites import AccessPolicySuite
from tests.auth.access.hall import ROLES
from tests.auth.gatehouse import UNITS

POLICIES_ = """
@id("clerks")
permit(principal in Role::"clerk", action, resource in Unit::"streets");
@id("own")
permit(principal, action == Action::"petition.read", resource)
  when { resource has own && resource.own };
@id("no-suggestions")
forbid(principal, action, resource)
  when { resource has form && resource.form == "suggestion" } unless { principal in Role::"chief" };
@id("not-in-anothers-place")
forbid(principal, action == Action::"petition.answer", resource) when { context.acting };
"""


def cedar(folder: Path, text: str = POLICIES_, *, widens: bool = False) -> Cedar:
    """The policies in a file."""
    file = folder / "policies.cedar"
    file.write_text(text, encoding="utf-8")
    return Cedar(files=(file,), widens=widens)


def kim(policy: Cedar, *held: Held, acting_for: str | None = None) -> Actor:
    """Kim with these roles, under the policies."""
    rule = Rule(Directory(ROLES, UNITS), {"cedar": policy})
    return rule.actor("officer", "kim", "Kim", held, acting_for=acting_for)


class TestCedar(AccessPolicySuite):
    """The suite for access policies, on the built-in one."""

    @pytest.fixture
    def policy(self, tmp_path: Path) -> AccessPolicy:
        """The policy under test."""
        return cedar(tmp_path)


class TestCedarInsteadOfRoles(AccessPolicySuite):
    """The same where Cedar may allow what no role grants."""

    @pytest.fixture
    def policy(self, tmp_path: Path) -> AccessPolicy:
        """The policy under test."""
        return cedar(tmp_path, widens=True)


def test_roles_and_cedar_must_both_allow_it(tmp_path: Path) -> None:
    """By role, unit and those below it, form, own case; the reason names Cedar's policy."""
    clerk = kim(cedar(tmp_path), Held("clerk"))
    assert clerk.may("petition.answer", unit="bridges", form="pothole")
    assert not clerk.may("petition.answer", unit="bridges", form="suggestion")
    assert not clerk.may("petition.answer", unit="parks", form="pothole")
    assert clerk.may("petition.read", unit="parks", form="pothole", owner="kim")
    assert not clerk.may("payment.make", unit="roads")
    assert clerk.decide("petition.read", unit="roads").reason.in_("en") == "Cedar permits it (clerks)"
    said = clerk.decide("petition.read", unit="roads", form="suggestion").reason
    assert said.in_("en") == "Cedar forbids it (no-suggestions)"
    assert clerk.decide("petition.read", unit="parks").reason.in_("en") == "no Cedar policy permits it"
    assert kim(cedar(tmp_path), Held("chief")).may("petition.read", unit="roads", form="suggestion")
    assert not kim(cedar(tmp_path), Held("clerk"), acting_for="lee").may("petition.answer", unit="roads")


def test_cedar_may_replace_roles(tmp_path: Path) -> None:
    """Where the settings say so: what Cedar permits is allowed though no role grants it there."""
    reader = (Held("reader", "parks"), Held("clerk", "parks"))
    assert not kim(cedar(tmp_path), *reader).may("petition.answer", unit="roads")
    assert kim(cedar(tmp_path, widens=True), *reader).may("petition.answer", unit="roads")
    assert not kim(cedar(tmp_path, widens=True), *reader, acting_for="lee").may("petition.read", unit="roads")


def test_lists_show_what_roles_and_cedar_open(tmp_path: Path) -> None:
    """Row by row, by what decides of one."""
    rows = kim(cedar(tmp_path, widens=True), Held("clerk", "roads"), Held("reader", "parks")).rows("petition.read")
    opened = [
        (unit, form)
        for unit in ("roads", "bridges", "parks", "streets")
        for form in ("pothole", "suggestion")
        if rows.opens(unit, form, None)
    ]
    assert opened == [("roads", "pothole"), ("bridges", "pothole")]


def test_a_policy_that_cannot_be_evaluated_allows_nothing(tmp_path: Path) -> None:
    """Cedar would pass over a broken `forbid`; here nothing is allowed until it is mended."""
    text = "permit(principal, action, resource);\nforbid(principal, action, resource) when { resource.x };"
    policy = cedar(tmp_path, text)
    clerk = kim(policy, Held("clerk"))
    with capture_logs() as logged:
        assert not clerk.may("petition.read", unit="roads")
    assert "An access policy failed" in logged[0]["event"]
    from egovframe.testing.suites.access_policies import requests

    asked = next(each for each in requests() if each.asked.unit and each.granted.allowed)
    with pytest.raises(CedarFailed, match="Cedar could not decide"):
        policy.decide(asked)


@pytest.mark.parametrize(
    "text", ["permit(", "permit(principal, action, resource) when { nonsense };", None, "x" * (LARGEST + 1)]
)
def test_policies_that_cannot_be_read_fail_the_start(tmp_path: Path, text: str | None) -> None:
    """A typing error, a file that is not there, one that is too large: named, before anybody signs in."""
    file = tmp_path / "policies.cedar"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(PluginError, match="cedar"):
        POLICIES.load("cedar", {"files": [file]})


def test_the_version_changes_with_what_the_files_say(tmp_path: Path) -> None:
    """The path is the same, the words are others."""
    one, again = cedar(tmp_path).digest(), cedar(tmp_path).digest()
    other = cedar(tmp_path, POLICIES_ + "// a remark\n").digest()
    assert one == again != other


def test_without_the_extra_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the start, not at the first decision."""
    monkeypatch.setitem(sys.modules, "cedarpy", None)
    with pytest.raises(MissingExtra) as caught:
        cedar(tmp_path)
    assert "egovframe[cedar]" in caught.value.hint
