"""Known answers of the standards: RFC 7515 appendix A, RFC 7520 section 4, RFC 7517, 7518, 7519, 7638 and 7797.

tests/auth/vectors/jose.json holds them as the RFCs print them: tokens that hold, each under its key, tokens of forms
that are refused whatever their signature, and the set of keys of RFC 7517, A.1.
"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from egovframe.auth import jose
from egovframe.auth.errors import TokenInvalid

VECTORS: Final[dict[str, Any]] = json.loads((Path(__file__).parent / "vectors" / "jose.json").read_text("utf-8"))
VERIFIED: Final[dict[str, dict[str, Any]]] = {each["from"]: each for each in VECTORS["verified"]}
REFUSED: Final[dict[str, dict[str, Any]]] = {each["from"]: each for each in VECTORS["refused"]}
JOE: Final = {"iss": "joe", "exp": 1300819380, "http://example.com/is_root": True}
FRODO: Final = "It’s a dangerous business, Frodo, going out your door."


def b64(content: bytes) -> str:
    """Gives base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def verify(vector: dict[str, Any], token: str = "", algorithm: str = "") -> Any:
    """Verifies a vector, or another token with its key."""
    return jose.verify(token or vector["token"], key=vector["key"], algorithms={algorithm or vector["alg"]})


@pytest.mark.parametrize("name", sorted(VERIFIED))
def test_what_holds_holds(name: str) -> None:
    """Each signature of the examples verifies, and says what the standard says it does."""
    said = verify(VERIFIED[name])
    if name == "RFC 7515 A.4":
        assert said == b"Payload"
    elif name == "RFC 7797 4.1":
        assert said == b"$.02"
    elif name.startswith("RFC 7515"):
        assert said == JOE
    else:
        assert said.decode().startswith(FRODO)


@pytest.mark.parametrize("name", sorted(VERIFIED))
def test_each_other_algorithm_and_each_other_key_is_refused(name: str) -> None:
    """By the allow-list, and by what a key is for: no example verifies with the key or algorithm of another."""
    vector = VERIFIED[name]
    for algorithm in sorted({each["alg"] for each in VERIFIED.values()} - {vector["alg"]}):
        with pytest.raises(TokenInvalid, match="algorithm"):
            verify(vector, algorithm=algorithm)
    for other in VERIFIED.values():
        if other["key"] != vector["key"]:
            with pytest.raises(TokenInvalid):
                verify({**vector, "key": other["key"]})


@pytest.mark.parametrize("name", sorted(VERIFIED))
def test_one_changed_bit_is_refused(name: str) -> None:
    """In the header, in the payload, and at both ends of the signature."""
    head, payload, signature = VERIFIED[name]["token"].split(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    for at in (0, len(raw) // 2, len(raw) - 1):
        changed = b64(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        with pytest.raises(TokenInvalid):
            verify(VERIFIED[name], f"{head}.{payload}.{changed}")
    with pytest.raises(TokenInvalid, match="signature"):
        verify(VERIFIED[name], f"{head}.{payload}AAAA.{signature}")
    more = b64(base64.urlsafe_b64decode(head + "==").rstrip()[:-1] + b',"x":1}')
    with pytest.raises(TokenInvalid):
        verify(VERIFIED[name], f"{more}.{payload}.{signature}")


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_other_forms_of_the_standards_are_refused(name: str) -> None:
    """Unsecured, detached, JSON, encrypted, unencoded payload: legal there, never taken here (RFC 8725)."""
    with pytest.raises(TokenInvalid, match=REFUSED[name]["reason"]):
        jose.verify(
            REFUSED[name]["token"],
            key=VERIFIED["RFC 7515 A.2"]["key"],
            algorithms={"RS256", "PS384", "ES512", "HS256"},
        )


def test_an_example_has_expired() -> None:
    """RFC 7519, 3.1: the JWT of the example counted up to a moment in 2011, and not at it."""
    claims = jose.claims_of(
        VERIFIED["RFC 7515 A.1"]["token"], key=VERIFIED["RFC 7515 A.1"]["key"], algorithms={"HS256"}, typ="JWT"
    )
    whole = {**claims, "aud": "city"}
    until = datetime.fromtimestamp(1300819380, UTC)
    check: dict[str, Any] = {"issuer": "joe", "audience": "city", "leeway": timedelta(0), "required": ("exp",)}
    jose.check_claims(whole, at=until - timedelta(seconds=1), **check)
    with pytest.raises(TokenInvalid, match="expired"):
        jose.check_claims(whole, at=until, **check)


def test_a_signature_has_one_form() -> None:
    """RFC 7518, 3.4: r and s side by side; the same numbers in DER, or filled up, are no signature."""
    vector = VERIFIED["RFC 7515 A.3"]
    head, payload, signature = vector["token"].split(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
    for other in (encode_dss_signature(r, s), b"\0" + raw[:32] + b"\0" + raw[32:], raw + b"\0"):
        with pytest.raises(TokenInvalid):
            verify(vector, f"{head}.{payload}.{b64(other)}")


def test_secrets_are_as_long_as_their_hash() -> None:
    """RFC 7518, 3.2: the key of A.1 is long enough for HS512; cut below the hash it is refused."""
    vector = VERIFIED["RFC 7515 A.1"]
    for octets in (31, 1, 0):
        short = b64(base64.urlsafe_b64decode(vector["key"]["k"] + "==")[:octets])
        with pytest.raises(TokenInvalid, match="no secret"):
            verify({**vector, "key": {"kty": "oct", "k": short}})


def test_the_set_of_keys_of_the_standard() -> None:
    """RFC 7517, A.1: the key for encryption checks no signature; RFC 7638, 3.1: the thumbprint of the other one."""
    encryption, signing = VECTORS["keys"]
    assert jose.thumbprint(signing) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    token = f"{b64(json.dumps({'alg': 'ES256', 'kid': '1'}).encode())}.e30.{b64(bytes(64))}"
    with pytest.raises(TokenInvalid, match="no key of this name fits"):
        jose.verify(token, key={"keys": [encryption, signing]}, algorithms={"ES256", "RS256"})
    with pytest.raises(TokenInvalid, match="signature"):
        jose.verify(token, key={"keys": [{**encryption, "use": "sig"}, signing]}, algorithms={"ES256", "RS256"})
