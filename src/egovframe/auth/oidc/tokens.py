"""ID tokens, signed claims and logout tokens: whether they are to be believed.

OpenID Connect Core 3.1.3.7 and 5.3.2, Back-Channel Logout 2.6. All are signed by the same keys, and an access token may
be too: what each is for is checked as well, so that none is taken for another (RFC 8725, 3.11 and 3.12).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from egovframe.auth import jose
from egovframe.auth.errors import ProofRefused, TokenInvalid
from egovframe.kernel.crypto import same

LEEWAY: Final = timedelta(seconds=60)
"""How much the provider's clock may differ from ours."""
OLDEST: Final = timedelta(minutes=10)
"""How old a token may be: it was made for this very moment."""
LOGGED_OUT: Final = "http://schemas.openid.net/event/backchannel-logout"
"""The event of a logout token."""
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""The algorithms that can be listed: with a public key, so that nothing the provider publishes makes a token."""
_OTHERS: Final = frozenset({"bearer", "refresh", "offline", "logout", "dpop"})
"""What Keycloak calls its other tokens in the claim `typ`; its ID tokens are `ID`."""
_LONGEST: Final = 255
_HASHES: Final = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token is held to: who issued it, for whom, and what this visit asked for.

    `newest` is how long ago, at most, the person may have proved who they are; None when that was not asked.
    """

    issuer: str
    client: str
    at: datetime
    nonce: str = ""
    newest: timedelta | None = None


def check_id_token(claims: Mapping[str, Any], header: Mapping[str, Any], expected: Expected, *, access: str) -> None:
    """Raise ProofRefused unless the claims, whose signature was checked, are of an ID token for this very visit.

    `access` is the access token that came with it.
    """
    # Providers leave `typ` out or write JWT; what says that it is something else is no ID token.
    if (
        str(header.get("typ", "JWT")).upper() != "JWT"
        or "events" in claims
        or str(claims.get("typ", "")).lower() in _OTHERS
    ):
        raise refused("the token is of another type")
    _hold(claims, expected, nonce=expected.nonce, oldest=OLDEST)
    if "at_hash" in claims and not _fits(claims["at_hash"], access, str(header.get("alg"))):
        raise refused("at_hash is of another access token")
    if expected.newest is not None:
        proved = _time(claims, "auth_time")
        if (expected.at - expected.newest - LEEWAY).timestamp() > proved:
            raise refused("the person proved who they are too long ago (auth_time)")
        if proved > (expected.at + LEEWAY).timestamp():
            raise refused("auth_time is in the future")


def check_userinfo(claims: Mapping[str, Any], header: Mapping[str, Any], expected: Expected) -> None:
    """Raise ProofRefused unless the claims, whose signature was checked, are an answer of the UserInfo endpoint to us.

    Core 5.3.2 only recommends `iss` and `aud`; without them it could be anybody's (RFC 8725, 3.8 and 3.9). What belongs
    into a token of another kind makes it one.
    """
    typ = str(header.get("typ", "JWT")).lower().removeprefix("application/")
    other = {"nonce", "at_hash", "c_hash", "events"} & set(claims) or str(claims.get("typ", "")).lower() in _OTHERS
    if typ not in ("jwt", "userinfo+jwt") or other:
        raise refused("the token is of another type")
    _hold(claims, expected, required=("iss", "sub", "aud"))


def check_logout_token(claims: Mapping[str, Any], header: Mapping[str, Any], expected: Expected) -> None:
    """Raise ProofRefused unless the claims, whose signature was checked, are of a logout token for us."""
    # Explicit typing came later (RFC 8725): `logout+jwt`, or what older providers write.
    if str(header.get("typ", "JWT")).lower().removeprefix("application/") not in ("jwt", "logout+jwt"):
        raise refused("the token is of another type")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGGED_OUT), dict) or "nonce" in claims:
        raise refused("the token is of another type")
    _hold(claims, expected, oldest=OLDEST, required=("iss", "aud", "iat", "jti"))
    for name in ("jti", "sub", "sid"):
        value = claims.get(name)
        if value is not None and not (isinstance(value, str) and 0 < len(value) <= _LONGEST):
            raise refused(f"{name} is not a text of 1 to {_LONGEST} characters")
    if claims.get("sub") is None and claims.get("sid") is None:
        raise refused("it says neither whose nor which session ended")


def _hold(claims: Mapping[str, Any], expected: Expected, **more: Any) -> None:
    """Raise ProofRefused unless the claims are the issuer's, for us and of now; `more` as for `jose.check_claims`."""
    try:
        jose.check_claims(
            claims, issuer=expected.issuer, audience=expected.client, at=expected.at, leeway=LEEWAY, **more
        )
    except TokenInvalid as error:
        raise ProofRefused(error.message, hint=error.hint) from error


def refused(reason: str) -> ProofRefused:
    """Return the error that says for the trail why nobody was believed."""
    return ProofRefused(f"The token is not to be believed: {reason}.", hint="Begin again.")


def half_hash(content: str, algorithm: str) -> str:
    """Return the left half of the content's hash, base64url: `at_hash` (Core 3.1.3.6)."""
    # Ed25519 hashes with SHA-512 inside.
    made = _HASHES["512" if algorithm == "EdDSA" else algorithm[2:]](content.encode()).digest()
    return base64.urlsafe_b64encode(made[: len(made) // 2]).rstrip(b"=").decode()


def _fits(claimed: object, content: str, algorithm: str) -> bool:
    return isinstance(claimed, str) and claimed.isascii() and same(claimed, half_hash(content, algorithm))


def _time(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 2**53:
        raise refused(f"{name} is missing or no time")
    return value
