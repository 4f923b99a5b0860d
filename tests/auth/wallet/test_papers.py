"""Certificates of issuers: up to an anchor of theirs, in their own name, and for issuing."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from egovframe.auth import jose
from egovframe.auth.errors import ProofRefused
from egovframe.auth.wallet import papers
from tests.auth.wallet.purse import ISSUER, certificate

WEB_SERVER = "1.3.6.1.5.5.7.3.1"


@dataclass
class Authority:
    """An authority, and what it certifies for issuers."""

    folder: Path

    def __post_init__(self) -> None:
        """Make its own certificate."""
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.root = certificate(self.folder, self.key, names=(), ca=True, name="root")

    def x5c(self, **more: Any) -> list[str]:
        """The certificate of an issuer as a header has it."""
        names = more.pop("names", (x509.UniformResourceIdentifier(ISSUER),))
        self.issuers = ec.generate_private_key(ec.SECP256R1())
        made = certificate(self.folder, self.issuers, names=names, by=(self.root, self.key), name="issuer", **more)
        return [base64.b64encode(made.public_bytes(Encoding.DER)).decode()]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """An authority."""
    return Authority(tmp_path)


def key_of(authority: Authority, x5c: object, **changes: Any) -> dict[str, Any]:
    """The issuer's key by its certificates."""
    whole: dict[str, Any] = {"issuer": ISSUER, "at": datetime.now(UTC), **changes}
    return papers.issuer_key(x5c, [authority.root], **whole)


@pytest.mark.parametrize("names", [(x509.UniformResourceIdentifier(ISSUER),), (x509.DNSName("id.example"),)], ids=str)
@pytest.mark.parametrize("usage", ["", "1.0.18013.5.1.2", "1.3.6.1.5.5.7.3.36"])
def test_an_issuers_key(authority: Authority, names: tuple[x509.GeneralName, ...], usage: str) -> None:
    """By its address or its host (SD-JWT VC, 3.5); the certificate says that it is for issuing, or nothing of it."""
    found = key_of(authority, authority.x5c(names=names, usage=usage))
    numbers = authority.issuers.public_key().public_numbers()
    assert int.from_bytes(base64.urlsafe_b64decode(found["x"] + "=="), "big") == numbers.x
    assert "d" not in found


def test_what_is_refused(authority: Authority, tmp_path: Path) -> None:
    """Another issuer, another authority, for web servers, expired, no certificate at all."""
    right = authority.x5c()
    with pytest.raises(ProofRefused, match="another issuer's"):
        key_of(authority, right, issuer="https://other.example/issuer")
    with pytest.raises(ProofRefused, match="another issuer's"):
        key_of(authority, authority.x5c(names=()))
    with pytest.raises(ProofRefused, match="something else than"):
        key_of(authority, authority.x5c(usage=WEB_SERVER))
    with pytest.raises(ProofRefused, match="expired"):
        key_of(authority, right, at=datetime.now(UTC) + timedelta(days=60))
    with pytest.raises(ProofRefused, match="signature does not match"):
        key_of(Authority(tmp_path / "other"), right)
    for x5c in (None, [], "text", [7], ["@@"], ["AAAA"], right * 20):
        with pytest.raises(ProofRefused):
            key_of(authority, x5c)


def test_an_authority_itself_is_no_issuer(authority: Authority) -> None:
    """What certifies others does not issue credentials with the same key."""
    own = base64.b64encode(authority.root.public_bytes(Encoding.DER)).decode()
    with pytest.raises(ProofRefused):
        key_of(authority, [own])


@pytest.mark.parametrize("kind", [rsa, ed25519], ids=["rsa", "ed25519"])
def test_keys_of_each_kind_are_read(kind: Any, tmp_path: Path) -> None:
    """A certificate's key as a JWK, whatever its kind."""
    key = kind.generate_private_key(65537, 2048) if kind is rsa else ed25519.Ed25519PrivateKey.generate()
    authority = Authority(tmp_path)
    now = datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "issuer")])
    from cryptography.hazmat.primitives import hashes

    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(authority.root.subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(authority.key, hashes.SHA256())
    )
    assert papers.key_of(made)["kty"] == {rsa: "RSA", ed25519: "OKP"}[kind]
    assert jose.algorithm_for(papers.key_of(made)) == {rsa: "PS256", ed25519: "EdDSA"}[kind]
    assert papers.hosts_of(made) == []
    assert not papers.own_issuer(made)
    assert papers.own_issuer(authority.root)
