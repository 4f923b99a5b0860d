"""Signed tokens (RFC 7515, RFC 7519) through one wrapper: the caller names the key and the algorithms, never the token.

Over joserfc (extra `oidc`), after RFC 8725: one compact form, one allow-list of algorithms, keys that the caller pins,
no key from a token's header, no critical extensions, kinds of tokens told apart by `typ`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from egovframe.auth.errors import TokenInvalid
from egovframe.kernel.crypto import same
from egovframe.kernel.errors import MissingExtra

Claims = dict[str, Any]
Key = Mapping[str, Any]
Keys = Key | Sequence[Key]
"""A JWK, a JWK Set (`{"keys": […]}`, RFC 7517, 5) or a sequence of JWKs."""

LONGEST: Final = 65_536
"""The longest token in characters."""
MOST_KEYS: Final = 100
"""How many keys of a set are looked at."""
_HINT: Final = "Nothing in it was believed. Ask whoever issued it for another one."
# What each algorithm takes, so that a key is never used for another one (RFC 8725, 3.1; RFC 7518, 3; RFC 8037, 3.1).
_TAKES: Final[Mapping[str, tuple[str, str]]] = {
    **{f"HS{bits}": ("oct", "") for bits in (256, 384, 512)},
    **{f"{family}{bits}": ("RSA", "") for family in ("RS", "PS") for bits in (256, 384, 512)},
    "ES256": ("EC", "P-256"),
    "ES384": ("EC", "P-384"),
    "ES512": ("EC", "P-521"),
    "EdDSA": ("OKP", "Ed25519"),
    "Ed25519": ("OKP", "Ed25519"),
}
# A key, its address or an extension that the token names itself (RFC 8725, 3.10; RFC 7515, 4.1; RFC 7797).
_REFUSED: Final = ("jwk", "jku", "x5u", "x5c", "crit", "b64", "enc", "zip")
_LEAST_RSA_BITS: Final = 2_048
_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth"})
_THUMBPRINT: Final = {
    "RSA": ("e", "kty", "n"),
    "EC": ("crv", "kty", "x", "y"),
    "OKP": ("crv", "kty", "x"),
    "oct": ("k", "kty"),
}
_BASE64URL: Final = re.compile(r"[A-Za-z0-9_-]*")


def verify(
    token: str, *, key: Keys, algorithms: Collection[str], typ: str | None = None, looked_at: Collection[str] = ()
) -> Claims | bytes:
    """Return what a token in the compact form says, after checking its signature (RFC 7515, 5.2).

    A payload that is a JSON object is returned as a dict, the claims of a JWT; any other as its bytes. One that begins
    as an object and is none, or names a member twice, is refused. With `typ` the header has to state exactly that
    kind, in any case, with or without `application/` (RFC 8725, 3.11).

    `key` is the caller's own choice. Of several keys the one with the token's `kid` is taken; a token without `kid`
    is believed only where a single key fits its algorithm. `looked_at` names members of the header that the caller
    dealt with itself, such as `x5c`: they choose no key here. Raises TokenInvalid for whatever is wrong with the token,
    and ValueError for an allow-list that is empty or names `none` or an unknown algorithm.
    """
    unknown = sorted(set(algorithms) - set(_TAKES))
    if unknown or not algorithms:
        raise ValueError(f"No tokens are verified with the algorithms {unknown or 'of an empty list'}.")
    header, payload = _parts(token, looked_at)
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in algorithms:
        raise _no("its algorithm is not one of those that are taken")
    if typ is not None and _kind(header.get("typ")) != _kind(typ):
        raise _no(f"it is not of the kind {typ}")
    _check_signature(token, _chosen(key, algorithm, header.get("kid")), algorithm)
    return _object(payload, "payload") if payload.lstrip(b" \t\r\n")[:1] == b"{" else payload


def claims_of(
    token: str, *, key: Keys, algorithms: Collection[str], typ: str | None = None, looked_at: Collection[str] = ()
) -> Claims:
    """Return the claims of a JWT (RFC 7519, 7.2). Raises as `verify`, and where the payload is no JSON object."""
    claims = verify(token, key=key, algorithms=algorithms, typ=typ, looked_at=looked_at)
    if isinstance(claims, bytes):
        raise _no("its payload is no JSON object")
    return claims


def header_of(token: str, *, looked_at: Collection[str] = ()) -> Claims:
    """Return the header of a token, NOT checked against any key. Raises TokenInvalid for a form that is refused."""
    return _parts(token, looked_at)[0]


def object_of(content: bytes, what: str) -> Claims:
    """Return a JSON object in UTF-8, no member of which comes twice. Raises TokenInvalid, naming `what` it is."""
    return _object(content, what)


def decoded(part: str) -> bytes:
    """Return base64url without padding, decoded, from its one spelling (RFC 7515, 2). Raises TokenInvalid."""
    return _decoded(part)


def check_claims(
    claims: Mapping[str, Any],
    *,
    issuer: str,
    audience: str,
    at: datetime,
    leeway: timedelta = timedelta(seconds=60),
    nonce: str | None = None,
    oldest: timedelta | None = None,
    required: Sequence[str] = ("iss", "sub", "aud", "exp", "iat"),
) -> None:
    """Check the registered claims of a JWT (RFC 7519, 4.1) and `azp` and `nonce` (OpenID Connect Core 1.0, 3.1.3.7).

    `oldest` bounds the age by `iat`. Times are seconds since 1970; `leeway` makes up for clocks that differ. Raises
    TokenInvalid naming the first claim that does not hold.
    """
    for name in required:
        if name not in claims:
            raise _no(f"the claim {name} is missing")
    if claims.get("iss") != issuer:
        raise _no("iss is another issuer")
    _check_audience(claims, audience)
    if "sub" in required and not (isinstance(claims["sub"], str) and 0 < len(claims["sub"]) <= 255):
        raise _no("sub is not a text of 1 to 255 characters")
    check_times(claims, at=at, leeway=leeway, oldest=oldest)
    found = claims.get("nonce")
    if nonce is not None and not (isinstance(found, str) and same(found.encode("utf-8", "surrogatepass"), nonce)):
        raise _no("nonce is that of another visit")


def check_times(
    claims: Mapping[str, Any],
    *,
    at: datetime,
    leeway: timedelta = timedelta(seconds=60),
    oldest: timedelta | None = None,
) -> None:
    """Check `exp`, `nbf` and `iat` where they are there; with `oldest` there must be an `iat`. Raises TokenInvalid."""
    _check_times(claims, at.timestamp(), leeway.total_seconds(), oldest)


def thumbprint(key: Key) -> str:
    """Return the SHA-256 thumbprint of a JWK (RFC 7638, 3), base64url. Raises ValueError for a key of no known kind."""
    members = _THUMBPRINT.get(str(key.get("kty")))
    if members is None or not all(isinstance(key.get(name), str) for name in members):
        raise ValueError("This JWK has no thumbprint: a member that its kind requires is missing.")
    content = json.dumps({name: key[name] for name in members}, sort_keys=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b"=").decode()


def new_key(algorithm: str) -> Claims:
    """Return a new private JWK for the algorithm (RS256: RSA of 3,072 bits), its `kid` the thumbprint (RFC 7638).

    `ECDH-ES` gives a key of P-256 that others encrypt for.
    """
    jwk = _joserfc()
    said = {"use": "enc" if algorithm == "ECDH-ES" else "sig", "alg": algorithm}
    if algorithm == "ECDH-ES" or _TAKES[algorithm][0] == "EC":
        key = jwk.ECKey.generate_key(_TAKES.get(algorithm, ("EC", "P-256"))[1], said, private=True, auto_kid=True)
    else:
        key = jwk.RSAKey.generate_key(3_072, said, private=True, auto_kid=True)
    return dict(key.as_dict(private=True))


def public_of(private: Key) -> Claims:
    """Return the public half of a JWK."""
    return dict(_joserfc().import_key(dict(private)).as_dict(private=False))


def key_in(content: bytes) -> Claims:
    """Return the key in a file as a JWK: JSON, or PEM of EC, Ed25519 or RSA. Raises ValueError for none."""
    jwk = _joserfc()
    from joserfc.errors import JoseError

    if content.lstrip()[:1] == b"{":
        with suppress(JoseError, ValueError, TypeError, KeyError):
            return _as_dict(jwk.import_key(json.loads(content)))
    for kind in (jwk.ECKey, jwk.RSAKey, jwk.OKPKey):
        with suppress(JoseError, ValueError, TypeError, KeyError, AttributeError):
            return _as_dict(kind.import_key(content))
    raise ValueError("holds no key: neither a JWK nor PEM of EC, Ed25519 or RSA")


def algorithm_for(key: Key) -> str:
    """Return the algorithm that a key signs with: its own `alg`, or the usual one of its kind. Raises ValueError."""
    usual = {("EC", "P-256"): "ES256", ("EC", "P-384"): "ES384", ("OKP", "Ed25519"): "EdDSA"}
    kind = str(key.get("kty")), str(key.get("crv", ""))
    algorithm = str(key.get("alg") or usual.get(kind, "PS256" if kind[0] == "RSA" else ""))
    if algorithm.startswith("HS") or algorithm not in _TAKES or not _fits(key, algorithm):
        raise ValueError("is a key that signs with none of the algorithms that are taken")
    return algorithm


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a PKCE verifier (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def sign(
    claims: Mapping[str, Any], *, key: Key, algorithm: str, typ: str, header: Mapping[str, Any] | None = None
) -> str:
    """Return the claims signed, in the compact form; the header names the key and what kind of token it is.

    `header` has more for the header, such as the certificates of the key (`x5c`).
    """
    from joserfc import jwt

    private = _joserfc().import_key({name: value for name, value in key.items() if name != "key_ops"})
    named = {"kid": key["kid"]} if "kid" in key else {}
    whole = {"alg": algorithm, **named, "typ": typ, **(header or {})}
    return str(jwt.encode(whole, dict(claims), private, algorithms=[algorithm]))


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


def _as_dict(key: Any) -> Claims:
    return dict(key.as_dict(private=key.is_private))


def _no(reason: str) -> TokenInvalid:
    return TokenInvalid(f"The token is not to be believed: {reason}.", hint=_HINT)


def _parts(token: str, looked_at: Collection[str] = ()) -> tuple[Claims, bytes]:
    """Return header and payload of the compact form; every other form is refused (RFC 7515, 7.1)."""
    if len(token) > LONGEST:
        raise _no(f"it is longer than {LONGEST:,} characters")
    parts = token.split(".")
    if len(parts) != 3 or not all(parts):
        raise _no("it does not have three parts: header, payload, signature")
    head, payload, _ = (_decoded(part) for part in parts)
    header = _object(head, "header")
    for name in _REFUSED:
        if name in header and name not in looked_at:
            raise _no(f"its header has {name}")
    return header, payload


def _decoded(part: str) -> bytes:
    """Return base64url without padding, decoded; only the one spelling of some bytes counts (RFC 7515, 2)."""
    with suppress(binascii.Error, ValueError):
        found = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        if _BASE64URL.fullmatch(part) and base64.urlsafe_b64encode(found).rstrip(b"=").decode() == part:
            return found
    raise _no("a part is not base64url")


def _object(content: bytes, what: str) -> Claims:
    """Return a JSON object in UTF-8, in which no member comes twice (RFC 7515, 4; RFC 7519, 4)."""

    def once(pairs: list[tuple[str, Any]]) -> Claims:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise _no(f"a member of its {what} comes twice")
        return found

    def no_number(word: str) -> Any:
        raise _no(f"its {what} has {word}, which is no JSON")

    try:
        found = json.loads(content.decode(), object_pairs_hook=once, parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        raise _no(f"its {what} is not JSON") from error
    if not isinstance(found, dict):
        raise _no(f"its {what} is not a JSON object")
    return found


def _kind(typ: object) -> str:
    return typ.lower().removeprefix("application/") if isinstance(typ, str) else ""


def _chosen(keys: Keys, algorithm: str, kid: object) -> Key:
    """Return the one key among the caller's that the token can have been signed with."""
    if kid is not None and not isinstance(kid, str):
        raise _no("kid is not a text")
    pinned = isinstance(keys, Mapping) and "keys" not in keys
    several = [keys] if pinned else keys["keys"] if isinstance(keys, Mapping) else keys
    fitting = [each for each in list(several)[:MOST_KEYS] if isinstance(each, Mapping) and _fits(each, algorithm)]
    # A single key that the caller pinned need not have a name; in a set the name decides.
    if kid is not None:
        fitting = [each for each in fitting if each.get("kid", kid if pinned else None) == kid]
    if len(fitting) != 1:
        raise _no("no key of this name fits the algorithm" if not fitting else "it does not say which key it needs")
    return fitting[0]


def _fits(key: Key, algorithm: str) -> bool:
    kind, curve = _TAKES[algorithm]
    operations = key.get("key_ops", ["verify"])
    return (
        key.get("kty") == kind
        and (not curve or key.get("crv") == curve)
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and isinstance(operations, list)
        and bool({"verify", "sign"}.intersection(operations))
    )


def _check_signature(token: str, key: Key, algorithm: str) -> None:
    jwk = _joserfc()
    from joserfc import jws
    from joserfc.errors import JoseError

    kind = _TAKES[algorithm][0]
    members = {name: value for name, value in key.items() if name not in {"use", "key_ops", "alg", "kid"}}
    if kind == "oct":
        secret = _decoded(str(members.get("k", "")))
        # Shorter than its hash it can be guessed (RFC 7518, 3.2); a public key in its place is known to everybody.
        if len(secret) * 8 < int(algorithm[2:]) or secret.lstrip().startswith((b"-----BEGIN", b"ssh-", b"{")):
            raise _no("the key is no secret for this algorithm")
    else:
        members = {name: value for name, value in members.items() if name not in _PRIVATE}
    if kind == "RSA" and len(_decoded(str(members.get("n", "")))) * 8 < _LEAST_RSA_BITS:
        raise _no("the RSA key is shorter than 2,048 bits")
    signed, _, signature = token.rpartition(".")
    method = jws.JWSRegistry.algorithms[algorithm]
    try:
        public = jwk.import_key(members)
        method.check_key(public)
        held = method.verify(signed.encode(), _decoded(signature), public)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise _no("its key or signature is malformed") from error
    if not held:
        raise _no("its signature does not hold")


def _check_audience(claims: Mapping[str, Any], audience: str) -> None:
    named = claims.get("aud")
    audiences = [named] if isinstance(named, str) else named
    if not isinstance(audiences, list) or not all(isinstance(one, str) for one in audiences):
        raise _no("aud is neither a text nor a list of texts")
    if audience not in audiences:
        raise _no("aud is somebody else")
    # 3.1.3.7 (3) to (5): other audiences are not trusted here, unless the token was issued to us.
    if claims.get("azp", audience) != audience or (len(set(audiences)) > 1 and "azp" not in claims):
        raise _no("azp is not this client")


def _check_times(claims: Mapping[str, Any], now: float, slack: float, oldest: timedelta | None) -> None:
    if "exp" in claims and now >= _number(claims, "exp") + slack:
        raise _no("it has expired")
    if "nbf" in claims and now < _number(claims, "nbf") - slack:
        raise _no("it does not count yet")
    if "iat" in claims and now < _number(claims, "iat") - slack:
        raise _no("it was issued in the future")
    if oldest is not None and now > _number(claims, "iat") + oldest.total_seconds() + slack:
        raise _no("it is too old")


def _number(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    # Larger ones overflow in arithmetic with times.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 2**53:
        raise _no(f"{name} is not a time")
    return value


def _joserfc() -> Any:
    try:
        from joserfc import jwk
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Signed tokens need a package that is not installed.", hint="Run: pip install 'egovframe[oidc]'"
        ) from error
    return jwk
