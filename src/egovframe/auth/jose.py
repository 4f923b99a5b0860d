"""Signed tokens (RFC 7515, RFC 7519) through one wrapper: the caller names the key and the algorithms, never the token.

Over joserfc (extra `oidc`). See RFC 8725 for what may not be left to a token's own header.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from egovframe.kernel.errors import MissingExtra

Claims = dict[str, Any]
Key = Mapping[str, Any]


def new_key(algorithm: str) -> Claims:
    """Return a new private JWK for the algorithm (RS256: RSA of 3,072 bits), its `kid` the thumbprint (RFC 7638)."""
    jwk = _joserfc()
    key = jwk.RSAKey.generate_key(3_072, {"use": "sig", "alg": algorithm}, private=True, auto_kid=True)
    return dict(key.as_dict(private=True))


def public_of(private: Key) -> Claims:
    """Return the public half of a JWK."""
    return dict(_joserfc().RSAKey.import_key(dict(private)).as_dict(private=False))


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a PKCE verifier (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def sign(claims: Mapping[str, Any], *, key: Key, algorithm: str, typ: str) -> str:
    """Return the claims signed, in the compact form; the header names the key and what kind of token it is."""
    from joserfc import jwt

    private = _joserfc().RSAKey.import_key(dict(key))
    header = {"alg": algorithm, "kid": key["kid"], "typ": typ}
    return str(jwt.encode(header, dict(claims), private, algorithms=[algorithm]))


def read_own(token: str, *, keys: Sequence[Key], algorithm: str, issuer: str) -> Claims | None:
    """Return the claims of a token that this issuer signed, expired or not; None for any other."""
    from joserfc import jwt
    from joserfc.errors import JoseError

    jwk = _joserfc()
    try:
        known = jwk.KeySet([jwk.RSAKey.import_key(dict(key)) for key in keys])
        claims = jwt.decode(token, known, algorithms=[algorithm]).claims
    except (JoseError, ValueError, TypeError, KeyError, json.JSONDecodeError):
        return None
    return dict(claims) if claims.get("iss") == issuer else None


def _joserfc() -> Any:
    try:
        from joserfc import jwk
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Signed tokens need a package that is not installed.", hint="Run: pip install 'egovframe[oidc]'"
        ) from error
    return jwk
