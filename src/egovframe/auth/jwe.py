"""Encrypted answers (RFC 7516): one compact form, a key made for one answer alone, and nothing that the token chooses.

Over joserfc. Taken is ECDH-ES on P-256 with AES-GCM, as OpenID4VP 1.0 section 8.3 and the High Assurance Profile have
it; keys that are wrapped, passwords and compression are not.
"""

from __future__ import annotations

from typing import Final

from egovframe.auth.errors import TokenInvalid
from egovframe.auth.jose import Claims, Key, decoded, object_of

ALGORITHM: Final = "ECDH-ES"
"""How the two agree on the key (RFC 7518, 4.6), directly."""
ENCRYPTIONS: Final = ("A128GCM", "A256GCM")
"""How the content is encrypted (RFC 7518, 5.3)."""
LONGEST: Final = 131_072
"""The longest token in characters."""
_MEMBERS: Final = frozenset({"alg", "enc", "epk", "kid", "apu", "apv", "cty", "typ"})
_EMPTY_KEY: Final = 1
_HINT: Final = "Nothing in it was believed. Begin again."


def opened(token: str, *, key: Key) -> Claims:
    """Return the JSON object that was encrypted for the private key. Raises TokenInvalid for anything else."""
    from joserfc import jwe, jwk
    from joserfc.errors import JoseError

    parts = token.split(".")
    if len(token) > LONGEST or len(parts) != 5:
        raise _no("it is too long, or does not have five parts")
    header = object_of(decoded(parts[0]), "header")
    if header.get("alg") != ALGORITHM or header.get("enc") not in ENCRYPTIONS:
        raise _no("it is encrypted with an algorithm that is not taken")
    epk = header.get("epk")
    if set(header) - _MEMBERS or parts[_EMPTY_KEY] or not isinstance(epk, dict) or "d" in epk:
        raise _no("its header has what is not taken")
    if header.get("kid") not in (None, key.get("kid")):
        raise _no("it was encrypted for another key")
    try:
        private = jwk.ECKey.import_key({name: key[name] for name in ("kty", "crv", "x", "y", "d")})
        plain = jwe.decrypt_compact(token, private, algorithms=[ALGORITHM, *ENCRYPTIONS]).plaintext
    # Points off the curve, tags that do not hold, parts that are no base64: the library says each in its own way.
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _no("it does not open with this key") from error
    return object_of(plain or b"", "content")


def _no(reason: str) -> TokenInvalid:
    return TokenInvalid(f"The encrypted answer is not to be believed: {reason}.", hint=_HINT)
