"""What a provider says of itself; see tests/auth/builtin/test_oidc.py for all that is refused in it."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.auth.errors import SourceUnavailable
from egovframe.auth.oidc import metadata
from egovframe.auth.oidc.metadata import Discovery, Metadata
from egovframe.auth.oidc.wire import Wire
from tests.auth.oidc.hostile import Hostile, standing

WELL_KNOWN = "/.well-known/openid-configuration"
DOCUMENT: dict[str, Any] = {
    "issuer": "https://id.example/",
    "authorization_endpoint": "https://id.example/a",
    "token_endpoint": "https://id.example/t",
    "jwks_uri": "https://id.example/k",
}


def test_the_least_that_a_provider_says() -> None:
    """Three addresses; what else there is may be missing. A slash at the end makes another issuer."""
    found = Metadata.read(DOCUMENT, issuer="https://id.example/")
    assert (found.authorization, found.token, found.keys) == tuple(f"https://id.example/{each}" for each in "atk")
    assert (found.userinfo, found.end_session, found.names_itself) == ("", "", False)
    with pytest.raises(ValueError, match="another issuer"):
        Metadata.read(DOCUMENT, issuer="https://id.example")


def test_a_promise_is_the_word_true() -> None:
    """`authorization_response_iss_parameter_supported` is a truth value, not a text."""
    for value, held in ((True, True), ("true", False), (1, False)):
        document = {**DOCUMENT, "authorization_response_iss_parameter_supported": value}
        assert Metadata.read(document, issuer="https://id.example/").names_itself is held


class Hands:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        """The time in seconds."""
        return self.now


def down(hostile: Hostile) -> None:
    """Have the provider fail."""
    hostile.raw[WELL_KNOWN] = (503, {}, b"")


def test_it_is_asked_once_an_hour_and_believed_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """At first use, then after an hour; when it is down what it said holds on, but not for ever."""
    hands = Hands()
    monkeypatch.setattr(metadata, "time", hands)
    with standing() as hostile:
        discovery = Discovery(Wire(hostile.issuer, 3))
        assert Discovery(Wire(hostile.issuer, 3)).known is None
        assert hostile.times(WELL_KNOWN) == 0
        first = discovery.now()
        assert discovery.now() is first is discovery.known
        assert hostile.times(WELL_KNOWN) == 1
        hands.now += metadata.KEPT
        hostile.metadata = {"end_session_endpoint": f"{hostile.issuer}/elsewhere"}
        assert discovery.now().end_session.endswith("/elsewhere")
        down(hostile)
        hands.now += metadata.KEPT
        assert discovery.now().end_session.endswith("/elsewhere")
        assert discovery.now().end_session.endswith("/elsewhere")
        assert hostile.times(WELL_KNOWN) == 3, "who is down is not asked for every visit"
        hands.now += metadata.KEPT_AT_MOST
        with pytest.raises(SourceUnavailable):
            discovery.now()


def test_a_failure_is_remembered_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes right after is told the same without waiting; some seconds later it is tried again."""
    hands = Hands()
    monkeypatch.setattr(metadata, "time", hands)
    with standing() as hostile:
        down(hostile)
        discovery = Discovery(Wire(hostile.issuer, 3))
        for _ in range(3):
            with pytest.raises(SourceUnavailable, match="503"):
                discovery.now()
        assert hostile.times(WELL_KNOWN) == 1
        hostile.raw.clear()
        hands.now += metadata.PAUSE
        assert discovery.now().issuer == hostile.issuer
