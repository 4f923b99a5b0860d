"""Encrypted answers: what opens, and everything that does not."""

from __future__ import annotations

import base64
import json
from typing import Any, Final

import pytest

from egovframe.auth import jose, jwe
from egovframe.auth.errors import TokenInvalid
from tests.auth.wallet.purse import b64, encrypted

# RFC 7518, appendix C: what Alice and Bob agree on; JWE with it directly, A128GCM.
BOB: Final = {
    "kty": "EC",
    "crv": "P-256",
    "x": "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
    "y": "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
    "d": "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw",
}


@pytest.fixture(scope="module")
def key() -> dict[str, Any]:
    """A key for one answer."""
    return jose.new_key(jwe.ALGORITHM)


@pytest.mark.parametrize("enc", jwe.ENCRYPTIONS)
def test_what_was_encrypted_for_the_key_opens(key: dict[str, Any], enc: str) -> None:
    """With either encryption, and with what both sides put into the derivation (apu, apv)."""
    said = {"vp_token": {"credential": ["하늘"]}, "state": "s"}
    assert jwe.opened(encrypted(said, key, enc=enc, apu=b64(b"Alice"), apv=b64(b"Bob")), key=key) == said


def test_keys_agree_as_the_standard_has_it() -> None:
    """RFC 7518, appendix C: the agreement of the example gives VqqN6vgjbSBcIijNcacQGg, and opens what that encrypts."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header = {
        "alg": "ECDH-ES",
        "enc": "A128GCM",
        "apu": "QWxpY2U",
        "apv": "Qm9i",
        "epk": {
            "kty": "EC",
            "crv": "P-256",
            "x": "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
            "y": "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps",
        },
    }
    head, iv = b64(json.dumps(header).encode()), bytes(12)
    agreed = base64.urlsafe_b64decode("VqqN6vgjbSBcIijNcacQGg==")
    sealed = AESGCM(agreed).encrypt(iv, b'{"state":"s"}', head.encode())
    token = f"{head}..{b64(iv)}.{b64(sealed[:-16])}.{b64(sealed[-16:])}"
    assert jwe.opened(token, key=BOB) == {"state": "s"}


def _other_header(token: str, **changes: Any) -> str:
    head, rest = token.split(".", 1)
    header = {**json.loads(base64.urlsafe_b64decode(head + "==")), **changes}
    return f"{b64(json.dumps(header).encode())}.{rest}"


@pytest.mark.parametrize(
    "changes",
    [
        {"alg": "dir"},
        {"alg": "none"},
        {"alg": "ECDH-ES+A128KW"},
        {"alg": "PBES2-HS256+A128KW"},
        {"enc": "A128CBC-HS256"},
        {"enc": None},
        {"zip": "DEF"},
        {"crit": ["exp"]},
        {"jwk": {"kty": "oct", "k": "AAAA"}},
        {"kid": "another"},
        {"epk": None},
        {"epk": {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"}},
        {"epk": {"kty": "OKP", "crv": "X25519", "x": b64(bytes(32))}},
        {"epk": {**BOB}},
        {"apu": "other"},
    ],
    ids=str,
)
def test_nothing_in_the_header_can_be_chosen(key: dict[str, Any], changes: dict[str, Any]) -> None:
    """Other algorithms, compression, points off the curve, private keys, other words for the derivation: refused."""
    token = encrypted({"state": "s"}, key)
    assert jwe.opened(token, key=key)
    with pytest.raises(TokenInvalid):
        jwe.opened(_other_header(token, **changes), key=key)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kid": "another"}, "for another key"),
        ({"zip": "DEF"}, "what is not taken"),
        ({"jku": "https://evil.example"}, "what is not taken"),
        ({"enc": "A192GCM"}, "not taken"),
    ],
    ids=str,
)
def test_what_opens_and_is_refused_all_the_same(key: dict[str, Any], changes: dict[str, Any], why: str) -> None:
    """Encrypted rightly for the key, in a way that nobody asked for."""
    token = encrypted({"state": "s"}, {**key, "kid": changes.get("kid", key["kid"])}, **changes)
    with pytest.raises(TokenInvalid, match=why):
        jwe.opened(token, key=key)


@pytest.mark.parametrize("part", range(1, 5))
def test_no_part_can_be_changed(key: dict[str, Any], part: int) -> None:
    """Header, wrapped key (there is none), vector, content and tag belong together."""
    parts = encrypted({"state": "s"}, key).split(".")
    parts[part] = b64(b"0123456789abcdef")
    with pytest.raises(TokenInvalid):
        jwe.opened(".".join(parts), key=key)


@pytest.mark.parametrize("token", ["", "a.b.c", "a.b.c.d.e", "....", "x" * (jwe.LONGEST + 1)], ids=len)
def test_what_is_no_token(key: dict[str, Any], token: str) -> None:
    """Nothing, signed ones, and rubbish."""
    with pytest.raises(TokenInvalid):
        jwe.opened(token, key=key)


@pytest.mark.parametrize("content", [b"[]", b'"text"', b"", b'{"a":1,"a":2}', b"\xff"])
def test_what_is_inside_is_one_object(key: dict[str, Any], content: bytes) -> None:
    """Anything else says nothing, and a member that comes twice says two things."""
    with pytest.raises(TokenInvalid):
        jwe.opened(encrypted(content, key), key=key)


def test_it_opens_with_its_own_key_alone(key: dict[str, Any]) -> None:
    """Another key of the office does not open it."""
    token = encrypted({"state": "s"}, {**key, "kid": "k"})
    with pytest.raises(TokenInvalid):
        jwe.opened(token, key={**jose.new_key(jwe.ALGORITHM), "kid": "k"})
