"""What providers call things, and what their levels are worth."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.auth.oidc import profiles
from egovframe.auth.oidc.profiles import PROFILES, Profile


def test_paths_go_down() -> None:
    """A dot goes down a level; a name that has a dot itself comes first; what is not there is nothing."""
    claims: dict[str, Any] = {"a": {"b": {"c": "x"}}, "https://x.example/roles": "y", "n": 3, "t": True}
    assert profiles.text(claims, "a.b.c") == "x"
    assert profiles.text(claims, "https://x.example/roles") == "y"
    assert profiles.text(claims, "n") == "3"
    for path in ("a.b", "a.x.c", "t", "", "n.n"):
        assert profiles.text(claims, path) == ""
    assert profiles.text({"x": "y" * 201}, "x") == ""


def test_groups_are_texts() -> None:
    """A list or one text, from several places, each once; too many are cut."""
    claims: dict[str, Any] = {"groups": ["a", 1, "", "b", "x" * 300], "realm": {"roles": ["b", "c"]}, "one": "d"}
    assert profiles.groups(claims, "groups realm.roles one nothing") == ("a", "b", "c", "d")
    assert profiles.groups({"groups": [str(n) for n in range(999)]}, "groups")[-1] == "199"
    assert profiles.groups(claims, "") == ()


@pytest.mark.parametrize(
    ("token", "assurance", "tier", "factors"),
    [
        ({}, 1, "", {"know"}),
        ({"acr": "gold"}, 3, "gold", {"know", "have"}),
        ({"acr": "silver", "amr": ["pwd"]}, 2, "silver", {"know"}),
        ({"acr": "Gold"}, 1, "Gold", {"know"}),
        ({"acr": ["gold"]}, 1, "", {"know"}),
        ({"amr": ["pwd", "otp"]}, 1, "", {"know", "have"}),
        ({"amr": ["hwk"]}, 2, "", {"have"}),
        ({"amr": "hwk"}, 1, "", {"know"}),
        ({"amr": [["hwk"], None]}, 1, "", {"know"}),
    ],
)
def test_what_a_level_is_worth(token: dict[str, Any], assurance: int, tier: str, factors: set[str]) -> None:
    """Only what is listed, letter by letter, is worth more than 1; the provider's own word goes along."""
    profile = Profile(claims={}, levels={"gold": 3, "silver": 2}, methods={"hwk": 2})
    found = profiles.evidence(profile, token, {})
    assert (found.assurance, found.tier, set(found.factors)) == (assurance, tier, factors)


def test_what_is_asked_for() -> None:
    """The lowest level that is enough comes first."""
    profile = Profile(claims={}, levels={"gold": 3, "silver": 2, "iron": 1})
    assert profiles.acr_values(profile, 2) == ["silver", "gold"]
    assert profiles.acr_values(profile, 3) == ["gold"]
    assert profiles.acr_values(PROFILES["generic"], 2) == []


def test_no_profile_gives_level_3_by_itself() -> None:
    """Whether a provider's highest level is a key in hardware is for the city to say."""
    for profile in PROFILES.values():
        assert max([1, *profile.levels.values(), *profile.methods.values()]) <= 2
        assert "openid" in profile.scopes
        assert set(profile.claims) == set(profiles.NAMES)
