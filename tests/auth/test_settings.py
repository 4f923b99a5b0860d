"""The settings of sign-in: never weaker than the rules they come from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from egovframe.auth import AuthSettings


def test_an_office_that_sets_nothing_keeps_the_rules() -> None:
    """Passwords, thirty days, a hundred failures (NIST SP 800-63B-4)."""
    settings = AuthSettings()
    assert settings.authenticators == {"password": {}}
    assert settings.session_limit == timedelta(days=30)
    assert settings.failures_limit == 100


@pytest.mark.parametrize(
    "weaker", [{"session_limit": "P31D"}, {"failures_limit": 101}, {"session_idle": 0}, {"no_such_setting": 1}]
)
def test_what_is_weaker_or_unknown_is_refused(weaker: dict[str, Any]) -> None:
    """Longer sessions, more guesses, none at all, and a slip."""
    with pytest.raises(ValidationError):
        AuthSettings(**weaker)


def test_two_offices_do_not_share_their_defaults() -> None:
    """Changing one's table changes nobody else's."""
    AuthSettings().authenticators["other"] = {}
    assert AuthSettings().authenticators == {"password": {}}


def test_the_rule_for_certificates_is_known() -> None:
    """For the list of plug-ins that are in use: the key's where none is named, none without certificates."""
    assert AuthSettings().subject_rules() == frozenset()
    assert AuthSettings(authenticators={"certificate": {}}).subject_rules() == {"key"}
    assert AuthSettings(authenticators={"certificate": {"subject": "gpki"}}).subject_rules() == {"gpki"}
