"""Who the office is for wallets: what goes together, and what is refused at the start."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from egovframe.auth import jose
from egovframe.auth.wallet.client import Client
from tests.auth.wallet.purse import b64, certificate, office


def test_by_the_hash_of_its_certificate(tmp_path: Path) -> None:
    """OpenID4VP 1.0, 5.9.3: SHA-256 of the certificate in DER, base64url; the certificate goes along."""
    key, pem = office(tmp_path)
    client = Client.read(key, pem)
    der = base64.b64decode("".join(pem.read_text().split("-----")[2].split()))
    assert client.id == f"x509_hash:{b64(hashlib.sha256(der).digest())}"
    assert client.chain == (base64.b64encode(der).decode(),)
    assert client.algorithm == "ES256"
    assert str(client.key["d"]) not in repr(client)


def test_by_a_name_in_its_certificate(tmp_path: Path) -> None:
    """The first name, or the one that the settings choose; never one that is not there."""
    key, pem = office(tmp_path)
    assert Client.read(key, pem, prefix="x509_san_dns").id == "x509_san_dns:haneul.example"
    assert Client.read(key, pem, prefix="x509_san_dns", id="haneul.example").id == "x509_san_dns:haneul.example"
    with pytest.raises(ValueError, match="not among the DNS names"):
        Client.read(key, pem, prefix="x509_san_dns", id="evil.example")


def test_known_to_wallets_already(tmp_path: Path) -> None:
    """Without a certificate the name has no prefix, and no colon that would make one (5.9.2)."""
    key, _ = office(tmp_path)
    client = Client.read(key, None, id="haneul")
    assert (client.id, client.chain) == ("haneul", ())
    for name in ("", "redirect_uri:https://haneul.example"):
        with pytest.raises(ValueError, match="set certificate, or client_id"):
            Client.read(key, None, id=name)


def test_the_anchor_stays_away(tmp_path: Path) -> None:
    """Of a chain the certificates up to the anchor are sent, not the anchor: whoever trusts it has it."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate(tmp_path, root_key, names=(), ca=True, name="root")
    certificate(tmp_path, key, by=(root, root_key), name="leaf")
    (tmp_path / "chain.pem").write_bytes((tmp_path / "leaf.pem").read_bytes() + (tmp_path / "root.pem").read_bytes())
    numbers = key.private_numbers()
    private = {
        "kty": "EC",
        "crv": "P-256",
        "x": b64(numbers.public_numbers.x.to_bytes(32)),
        "y": b64(numbers.public_numbers.y.to_bytes(32)),
        "d": b64(numbers.private_value.to_bytes(32)),
    }
    (tmp_path / "key.jwk").write_text(json.dumps(private))
    client = Client.read(tmp_path / "key.jwk", tmp_path / "chain.pem")
    assert len(client.chain) == 1
    sent = x509.load_der_x509_certificate(base64.b64decode(client.chain[0]))
    assert sent.public_key() == key.public_key()


def test_what_does_not_go_together(tmp_path: Path) -> None:
    """Another key's certificate, a public key, a secret, nothing: each is named."""
    key, pem = office(tmp_path / "one")
    other, _ = office(tmp_path / "two")
    with pytest.raises(ValueError, match="of another key"):
        Client.read(other, pem)
    public = tmp_path / "public.jwk"
    public.write_text(json.dumps(jose.public_of(jose.key_in(key.read_bytes()))))
    with pytest.raises(ValueError, match="holds a public key"):
        Client.read(public, pem)
    secret = tmp_path / "secret.jwk"
    secret.write_text(json.dumps({"kty": "oct", "k": b64(bytes(32)), "d": "x"}))
    with pytest.raises(ValueError, match="key"):
        Client.read(secret, pem)
    nothing = tmp_path / "nothing.pem"
    nothing.write_text("nothing")
    with pytest.raises(ValueError, match="holds no key"):
        Client.read(nothing, pem)
    with pytest.raises(ValueError, match="cannot be read"):
        Client.read(tmp_path / "none", pem)
    with pytest.raises(ValueError, match="no PEM certificate"):
        Client.read(key, key)
