"""An authenticator in software: makes passkeys and signs with them as a browser and its device do, or not quite so."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

PRESENT, VERIFIED, ELIGIBLE, BACKED_UP, NEW_KEY, EXTENSIONS = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80
ES256, EDDSA, RS256 = -7, -8, -257
SHA256 = hashes.SHA256()


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text: str) -> bytes:
    """What base64url holds."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Maker:
    """A maker of authenticators, with a root certificate and one for attestation."""

    aaguid: bytes = field(default_factory=lambda: os.urandom(16))
    unit: str = "Authenticator Attestation"
    names_make: bool = True
    authority: bool = False

    def __post_init__(self) -> None:
        """Makes the keys and certificates."""
        self._root_key = ec.generate_private_key(ec.SECP256R1())
        self.key = ec.generate_private_key(ec.SECP256R1())
        root = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Maker Root")])
        self._root = self._certificate(root, root, self._root_key.public_key(), authority=True)
        leaf = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "KR"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Maker"),
                x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, self.unit),
                x509.NameAttribute(NameOID.COMMON_NAME, "Batch 7"),
            ]
        )
        self.certificate = self._certificate(leaf, root, self.key.public_key(), authority=self.authority)

    def _certificate(
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, *, authority: bool
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if subject != issuer and self.names_make:
            oid = x509.ObjectIdentifier("1.3.6.1.4.1.45724.1.1.4")
            builder = builder.add_extension(x509.UnrecognizedExtension(oid, b"\x04\x10" + self.aaguid), critical=False)
        return builder.sign(self._root_key, SHA256)

    def root_in(self, folder: Path) -> Path:
        """Writes the root certificate into a folder."""
        path = folder / f"{self.aaguid.hex()}.pem"
        path.write_bytes(self._root.public_bytes(Encoding.PEM))
        return path


@dataclass
class Held:
    """One passkey inside."""

    id: bytes
    secret: Any
    rp_id: str
    user: bytes


@dataclass
class SoftwareAuthenticator:
    """Makes keys and signs. The fields say how it behaves; a test turns one of them to have it misbehave.

    `said` overrides members of the client data, `rp_id` the site whose hash is signed, `maker` attests (packed).
    """

    algorithm: int = ES256
    verifies: bool = True
    present: bool = True
    eligible: bool = False
    backed_up: bool = False
    count: int = 0
    step: int = 1
    maker: Maker | None = None
    itself: bool = False
    aaguid: bytes = bytes(16)
    rp_id: str = ""
    says_user: bool = True
    extensions: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)

    def make(self, options: Mapping[str, object], *, origin: str) -> dict[str, object]:
        """Makes a key, as `navigator.credentials.create(…).toJSON()` tells of it."""
        asked: Any = options
        rp_id = self.rp_id or asked["rp"]["id"]
        assert self.algorithm in [each["alg"] for each in asked["pubKeyCredParams"]]
        one = Held(os.urandom(32), _new_secret(self.algorithm), rp_id, unb64(asked["user"]["id"]))
        self.held.append(one)
        aaguid = self.maker.aaguid if self.maker else self.aaguid
        public = cbor2.dumps(cose(one.secret), canonical=True)
        data = self._data(rp_id, NEW_KEY, aaguid + len(one.id).to_bytes(2, "big") + one.id + public)
        client = self._client("webauthn.create", asked["challenge"], origin)
        form, statement = self._attested(one, data + hashlib.sha256(client).digest())
        attestation = cbor2.dumps({"fmt": form, "attStmt": statement, "authData": data})
        response = {"clientDataJSON": b64(client), "attestationObject": b64(attestation), "transports": ["internal"]}
        return self._answer(one, response)

    def use(self, options: Mapping[str, object], *, origin: str) -> dict[str, object]:
        """Signs a challenge, as `navigator.credentials.get(…).toJSON()` tells of it."""
        asked: Any = options
        listed = {each["id"] for each in asked["allowCredentials"]}
        one = next(each for each in reversed(self.held) if not listed or b64(each.id) in listed)
        self.count += self.step
        data = self._data(self.rp_id or asked["rpId"], 0, b"")
        client = self._client("webauthn.get", asked["challenge"], origin)
        response = {
            "clientDataJSON": b64(client),
            "authenticatorData": b64(data),
            "signature": b64(sign(one.secret, data + hashlib.sha256(client).digest())),
        }
        if self.says_user:
            response["userHandle"] = b64(one.user)
        return self._answer(one, response)

    def _answer(self, one: Held, response: Mapping[str, object]) -> dict[str, object]:
        return {
            "id": b64(one.id),
            "rawId": b64(one.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": dict(response),
        }

    def _client(self, kind: str, challenge: object, origin: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False, **self.said}
        return json.dumps({name: value for name, value in said.items() if value is not None}).encode()

    def _data(self, rp_id: str, flags: int, rest: bytes) -> bytes:
        flags |= PRESENT * self.present | VERIFIED * self.verifies | ELIGIBLE * self.eligible
        flags |= BACKED_UP * self.backed_up | EXTENSIONS * bool(self.extensions)
        rest += cbor2.dumps(self.extensions, canonical=True) if self.extensions else b""
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big") + rest

    def _attested(self, one: Held, signed: bytes) -> tuple[str, dict[str, Any]]:
        if self.maker is not None:
            chain = [self.maker.certificate.public_bytes(Encoding.DER)]
            return "packed", {"alg": ES256, "sig": sign(self.maker.key, signed), "x5c": chain}
        if self.itself:
            return "packed", {"alg": self.algorithm, "sig": sign(one.secret, signed)}
        return "none", {}


def sign(secret: Any, data: bytes) -> bytes:
    """Signs as the key's algorithm has it."""
    if isinstance(secret, ec.EllipticCurvePrivateKey):
        return secret.sign(data, ec.ECDSA(SHA256))
    if isinstance(secret, rsa.RSAPrivateKey):
        return secret.sign(data, padding.PKCS1v15(), SHA256)
    signature: bytes = secret.sign(data)
    return signature


def cose(secret: Any) -> dict[int, Any]:
    """The public key as authenticators encode it (RFC 9053)."""
    public = secret.public_key()
    if isinstance(public, ec.EllipticCurvePublicKey):
        numbers = public.public_numbers()
        return {1: 2, 3: ES256, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
    if isinstance(public, rsa.RSAPublicKey):
        whole = public.public_numbers()
        return {1: 3, 3: RS256, -1: whole.n.to_bytes(public.key_size // 8, "big"), -2: whole.e.to_bytes(3, "big")}
    return {1: 1, 3: EDDSA, -1: 6, -2: public.public_bytes(Encoding.Raw, PublicFormat.Raw)}


def _new_secret(algorithm: int) -> Any:
    if algorithm == ES256:
        return ec.generate_private_key(ec.SECP256R1())
    if algorithm == RS256:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ed25519.Ed25519PrivateKey.generate()
