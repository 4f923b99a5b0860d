"""Rules for tokens by themselves; what a provider can try with them is in tests/auth/builtin/test_oidc.py."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from egovframe.auth.errors import ProofRefused
from egovframe.auth.oidc.tokens import (
    ALGORITHMS,
    LOGGED_OUT,
    Expected,
    check_id_token,
    check_logout_token,
    half_hash,
)

AT = datetime.fromtimestamp(1_000_000, UTC)
ISSUER = "https://id.example"
EXPECTED = Expected(ISSUER, "city", AT, "n")
ID: dict[str, Any] = {"iss": ISSUER, "sub": "p1", "aud": "city", "exp": 1_000_300, "iat": 1_000_000, "nonce": "n"}
OUT: dict[str, Any] = {
    "iss": ISSUER, "aud": ["city"], "iat": 1_000_000, "jti": "j", "sub": "p1", "events": {LOGGED_OUT: {}},
}  # fmt: skip


def test_the_hash_of_an_access_token() -> None:
    """OpenID Connect Core 1.0, appendix A.3: the access token and at_hash of the example."""
    assert half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "RS256") == "77QmUPtjPfzWtF2AnpK9RQ"
    assert len(half_hash("x", "ES384")) == 32
    assert len(half_hash("x", "EdDSA")) == 43


def test_only_public_keys_are_listed() -> None:
    """No algorithm with a shared secret can be chosen, nor none."""
    assert not [name for name in ALGORITHMS if name.startswith("HS") or name == "none"]


def test_tokens_that_hold() -> None:
    """Clocks may differ by a minute; a client may be one of several where the token was issued to it."""
    check_id_token(ID, {"alg": "RS256"}, EXPECTED, access="a")
    check_id_token({**ID, "exp": 999_950, "iat": 999_400}, {"alg": "RS256", "typ": "jwt"}, EXPECTED, access="a")
    check_id_token({**ID, "aud": ["x", "city"], "azp": "city"}, {"alg": "RS256"}, EXPECTED, access="a")
    check_logout_token(OUT, {"alg": "RS256"}, EXPECTED)
    check_logout_token(OUT, {"alg": "RS256", "typ": "application/logout+jwt"}, EXPECTED)


def test_one_is_not_taken_for_the_other() -> None:
    """An ID token ends nothing, a logout token lets nobody in, not even with the claims of the other added."""
    with pytest.raises(ProofRefused, match="type"):
        check_logout_token({**ID, "jti": "j"}, {"alg": "RS256"}, EXPECTED)
    with pytest.raises(ProofRefused, match="type"):
        check_id_token({**OUT, **ID}, {"alg": "RS256"}, EXPECTED, access="a")
    with pytest.raises(ProofRefused, match="type"):
        check_id_token(ID, {"alg": "RS256", "typ": "logout+jwt"}, EXPECTED, access="a")


def test_how_long_ago_somebody_proved_it() -> None:
    """Up to the limit and a minute for the clocks."""
    expected = Expected(ISSUER, "city", AT, "n", newest=timedelta(minutes=5))
    check_id_token({**ID, "auth_time": 1_000_000 - 360}, {"alg": "RS256"}, expected, access="a")
    for proved in (1_000_000 - 361, 1_000_061, None, True, "1000000", -1):
        with pytest.raises(ProofRefused, match="auth_time"):
            check_id_token({**ID, "auth_time": proved}, {"alg": "RS256"}, expected, access="a")
