"""An issuer, a wallet and a verifier for the tests: credentials issued and presented by the `sd-jwt` library."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier
from joserfc import jwe
from joserfc import jwk as jose_keys
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer

from egovframe.auth.builtin.wallet import Wallet

ISSUER: Final = "https://id.example/issuer"
TYPE: Final = "https://id.example/types/resident"
REPLY: Final = "https://haneul.example/sign-in/wallet/answer/v1"
HOST: Final = "haneul.example"


def b64(content: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def payload_of(token: str) -> dict[str, Any]:
    """What a token says, unchecked."""
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    return found


def new_key(kid: str = "", curve: str = "P-256") -> JWK:
    """A new key pair."""
    return JWK.generate(kty="EC", crv=curve, **({"kid": kid} if kid else {}))


def signed(payload: Mapping[str, Any] | str, header: Mapping[str, Any], key: JWK) -> str:
    """A token with exactly this header and payload, made by the library of other people."""
    token = JWS(payload if isinstance(payload, str) else json.dumps(payload))
    token.add_signature(key, alg=header["alg"], protected=json.dumps(header))
    return str(token.serialize(compact=True))


def certificate(
    folder: Path,
    key: ec.EllipticCurvePrivateKey,
    *,
    names: tuple[x509.GeneralName, ...] = (x509.DNSName(HOST),),
    by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None = None,
    ca: bool = False,
    usage: str = "",
    name: str = "haneul",
) -> x509.Certificate:
    """A certificate, signed by itself or by another one, written as PEM into the folder."""
    now = datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    building = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if by is None else by[0].subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(not ca, False, False, False, False, ca, ca, False, False),
            critical=True,
        )
    )
    if names:
        building = building.add_extension(x509.SubjectAlternativeName(names), critical=False)
    if usage:
        building = building.add_extension(x509.ExtendedKeyUsage([ObjectIdentifier(usage)]), critical=False)
    made = building.sign(key if by is None else by[1], hashes.SHA256())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return made


def office(folder: Path, host: str = HOST) -> tuple[Path, Path]:
    """The files of a city for wallets: its key, and a certificate for its name."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate(folder, key, names=(x509.DNSName(host),))
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    return folder / "key.pem", folder / "haneul.pem"


@dataclass
class Purse:
    """An issuer with one key, and a wallet with one; what differs from a right credential a test says."""

    folder: Path
    key: JWK = field(default_factory=lambda: new_key("k1"))
    holder: JWK = field(default_factory=new_key)

    def plugin(self, **changes: Any) -> Wallet:
        """The plug-in that takes this issuer's credentials."""
        if not (self.folder / "key.pem").is_file():
            office(self.folder)
        keys = self.folder / "issuer.jwks"
        keys.write_text(json.dumps({"keys": [self.key.export_public(as_dict=True)]}))
        settings: dict[str, Any] = {
            "key": self.folder / "key.pem",
            "certificate": self.folder / "haneul.pem",
            "issuers": [{"issuer": ISSUER, "keys": keys}],
            "types": [TYPE],
            "claims": {"title": "full_name"},
            **changes,
        }
        return Wallet.model_validate(settings)

    def claims(self, **changes: Any) -> dict[Any, Any]:
        """The claims of a right credential; `None` leaves one out."""
        now = int(datetime.now(UTC).timestamp())
        whole = {
            "iss": ISSUER,
            "vct": TYPE,
            "iat": now - 60,
            "exp": now + 86_400,
            SDObj("sub"): "resident-1",
            SDObj("full_name"): "김하늘",
            SDObj("birthdate"): "1990-01-01",
            SDObj("address"): {SDObj("city"): "하늘시", SDObj("street"): "구름길 1"},
        }
        for name, value in changes.items():
            whole = {
                each: old for each, old in whole.items() if (each.value if isinstance(each, SDObj) else each) != name
            }
            if value is not None:
                whole[name] = value
        return whole

    def issued(
        self,
        claims: Mapping[Any, Any] | None = None,
        *,
        header: Mapping[str, Any] | None = None,
        key: JWK | None = None,
    ) -> str:
        """A credential as the issuer gives it to the wallet."""
        more = {"typ": "dc+sd-jwt", "kid": "k1", **(header or {})}
        made = SDJWTIssuer(dict(claims or self.claims()), key or self.key, self.holder, extra_header_parameters=more)
        return str(made.sd_jwt_issuance)

    def presented(
        self,
        issued: str,
        asked: Mapping[str, Any],
        *,
        show: Mapping[str, Any] | None = None,
        binding: Mapping[str, Any] | None = None,
        header: Mapping[str, Any] | None = None,
        key: JWK | None = None,
    ) -> str:
        """A presentation; `show` says which claims, `binding` and `header` change the key binding JWT."""
        holder = SDJWTHolder(issued)
        holder.create_presentation(
            dict(show if show is not None else {"sub": True, "full_name": True}),
            asked["nonce"],
            asked["client_id"],
            self.holder,
            sign_alg="ES256",
        )
        whole = str(holder.sd_jwt_presentation)
        if binding is None and header is None and key is None:
            return whole
        before, _, token = whole.rpartition("~")
        said = {name: value for name, value in {**payload_of(token), **(binding or {})}.items() if value is not None}
        made = signed(said, {"alg": "ES256", "typ": "kb+jwt", **(header or {})}, key or self.holder)
        return f"{before}~{made}"

    def answer(self, presentation: str, asked: Mapping[str, Any], **changes: Any) -> dict[str, str]:
        """What the wallet posts: encrypted where it was asked to be."""
        said: dict[str, Any] = {"vp_token": {"credential": [presentation]}, "state": asked["state"], **changes}
        if asked["response_mode"] == "direct_post":
            return {name: value if isinstance(value, str) else json.dumps(value) for name, value in said.items()}
        public = asked["client_metadata"]["jwks"]["keys"][0]
        return {"response": encrypted(said, public)}


# Headers that nobody asked for go along as well.
ANY: Final = jwe.JWERegistry(algorithms=["ECDH-ES", "A128GCM", "A192GCM", "A256GCM", "DEF"], strict_check_header=False)


def encrypted(said: Any, public: Mapping[str, Any], **header: Any) -> str:
    """What is said, encrypted for a key."""
    key = jose_keys.ECKey.import_key({name: public[name] for name in ("kty", "crv", "x", "y")})
    whole = {"alg": "ECDH-ES", "enc": "A128GCM", "kid": public["kid"], **header}
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    return str(jwe.encrypt_compact(whole, content, key, algorithms=[whole["alg"], whole["enc"], "DEF"], registry=ANY))


def asked_of(plugin: Wallet, kept: str) -> dict[str, Any]:
    """What the wallet is asked for in a visit, unchecked."""
    return payload_of(plugin.request(kept, reply=REPLY, at=datetime.now(UTC)))
