"""Which keys and algorithms are strong enough."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, padding, rsa

from egovframe.auth.certificates.papers import from_files
from egovframe.auth.certificates.strength import (
    check_certificate,
    check_hash,
    check_key,
    key_of,
    signed_by,
    signed_hash,
)
from egovframe.auth.errors import ProofRefused
from tests.support.certifier import Certifier


def test_strong_keys_are_taken() -> None:
    """RSA from 2,048 bits, three curves of NIST, Ed25519."""
    check_key(rsa.generate_private_key(65537, 2048).public_key())
    for curve in (ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()):
        check_key(ec.generate_private_key(curve).public_key())
    check_key(ed25519.Ed25519PrivateKey.generate().public_key())


def test_other_keys_are_refused() -> None:
    """Short ones, curves that nobody asked for, kinds that are going out of use, and what is no key."""
    others: list[object] = [
        rsa.generate_private_key(65537, 1024).public_key(),
        ec.generate_private_key(ec.SECP192R1()).public_key(),
        ec.generate_private_key(ec.SECP256K1()).public_key(),
        dsa.generate_private_key(1024).public_key(),
        ed448.Ed448PrivateKey.generate().public_key(),
        rsa.RSAPublicNumbers(2**64 + 1, (1 << 2047) + 1).public_key(),
        None,
    ]
    for key in others:
        with pytest.raises(ProofRefused):
            check_key(key)


def test_signatures_are_over_strong_hashes() -> None:
    """SHA-2 from 256 bits; none stands for Ed25519."""
    for strong in (hashes.SHA256(), hashes.SHA384(), hashes.SHA512(), None):
        check_hash(strong)
    for weak in (hashes.MD5(), hashes.SHA1(), hashes.SHA224()):
        with pytest.raises(ProofRefused):
            check_hash(weak)


def test_a_certificate_is_strong_by_its_key_and_by_its_signature(city: Certifier, tmp_path: Path) -> None:
    """Both, as openssl issues them."""
    strong, old = from_files([city.issue().certificate, city.issue(md="sha1").certificate])
    check_certificate(strong)
    with pytest.raises(ProofRefused, match="sha1"):
        check_certificate(old)
    assert isinstance(key_of(strong), ec.EllipticCurvePublicKey)
    found = signed_hash(strong)
    assert found is not None
    assert found.name == "sha256"


def test_a_signature_is_checked_in_the_one_way_that_fits_its_key() -> None:
    """RSA with a padding, ECDSA with a hash, Ed25519 with neither; anything else is no signature."""
    data, digest = b"text", hashes.SHA256()
    own = rsa.generate_private_key(65537, 2048)
    curve = ec.generate_private_key(ec.SECP256R1())
    edwards = ed25519.Ed25519PrivateKey.generate()
    by_rsa = own.sign(data, padding.PKCS1v15(), digest)
    by_curve = curve.sign(data, ec.ECDSA(digest))
    by_edwards = edwards.sign(data)
    assert signed_by(own.public_key(), by_rsa, data, digest, padding.PKCS1v15())
    assert signed_by(curve.public_key(), by_curve, data, digest, None)
    assert signed_by(edwards.public_key(), by_edwards, data, None, None)
    assert not signed_by(own.public_key(), by_rsa, b"other", digest, padding.PKCS1v15())
    assert not signed_by(own.public_key(), by_rsa, data, digest, None)
    assert not signed_by(own.public_key(), by_rsa, data, digest, padding.PSS(padding.MGF1(digest), 32))
    assert not signed_by(curve.public_key(), by_curve, data, digest, padding.PKCS1v15())
    assert not signed_by(curve.public_key(), by_curve, data, None, None)
    assert not signed_by(edwards.public_key(), by_edwards, data, digest, None)
    assert not signed_by(edwards.public_key(), b"", data, None, None)
