"""Key binding: by the holder's key, for this visit, just now. Attacks on a whole presentation: `test_credential.py`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import pytest
from jwcrypto.jwk import JWK

from egovframe.auth.errors import ProofRefused
from egovframe.auth.wallet.binding import check_binding
from egovframe.auth.wallet.disclosures import Parts
from tests.auth.wallet.purse import new_key, signed

AT: Final = datetime(2026, 11, 27, 12, tzinfo=UTC)
BEFORE: Final = Parts("a.b.c", (), "")


def check(key: JWK, holder: JWK, *, algorithms: tuple[str, ...] = ("ES256", "EdDSA"), **changes: Any) -> None:
    """Check a binding by `key` for the holder; `changes` are of its header (`typ`, `alg`) and its claims."""
    kind = "EdDSA" if key["kty"] == "OKP" else "ES256"
    header = {"alg": changes.pop("alg", kind), "typ": changes.pop("typ", "kb+jwt")}
    said = {"iat": int(AT.timestamp()), "aud": "us", "nonce": "n", "sd_hash": BEFORE.bound, **changes}
    parts = Parts(BEFORE.signed, (), signed(said, header, key))
    claims = {"cnf": {"jwk": holder.export_public(as_dict=True)}}
    check_binding(parts, claims, audience="us", nonce="n", algorithms=algorithms, at=AT)


@pytest.mark.parametrize("kind", [{"kty": "EC", "crv": "P-256"}, {"kty": "OKP", "crv": "Ed25519"}], ids=str)
def test_the_holder_is_believed(kind: dict[str, str]) -> None:
    """By either kind of key that phones have; typ in any case."""
    key = JWK.generate(**kind)
    check(key, key)
    check(key, key, typ="application/KB+JWT")


def test_a_key_of_another_kind_is_no_holders() -> None:
    """The algorithm has to be one that is taken, and one of the holder's key."""
    key = new_key()
    with pytest.raises(ProofRefused, match="algorithm"):
        check(key, key, algorithms=("EdDSA",))
    with pytest.raises(ProofRefused, match="no key of this name"):
        check(JWK.generate(kty="OKP", crv="Ed25519"), key)
    with pytest.raises(ProofRefused, match="signature"):
        check(new_key(), key)


@pytest.mark.parametrize(
    "cnf", [None, {}, {"kid": "k"}, {"jwk": "text"}, {"jwk": {"kty": "oct", "k": "AAAA"}}, []], ids=str
)
def test_without_a_key_nobody_is_the_holder(cnf: object) -> None:
    """No confirmation, one of another kind, and a secret in the place of a public key."""
    key = new_key()
    token = signed({}, {"alg": "ES256", "typ": "kb+jwt"}, key)
    with pytest.raises(ProofRefused, match="names no key"):
        check_binding(Parts("a.b.c", (), token), {"cnf": cnf}, audience="us", nonce="n", algorithms=("ES256",), at=AT)
