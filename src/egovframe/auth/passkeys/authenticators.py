"""Which makes of authenticator a city allows, and what it believes of them: their makers' certificates."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from egovframe.auth.passkeys.answers import refused
from egovframe.kernel.crypto import same

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

BELIEVED: Final = frozenset({"packed", "tpm"})
"""The forms of attestation by which a maker vouches for its make, AAGUID and all (WebAuthn Level 3, 8.2 and 8.3).

The others name no make (`fido-u2f`), leave its name to software (`android-key`), or vouch for nothing (`none`).
"""
_AAGUID_EXTENSION: Final = "1.3.6.1.4.1.45724.1.1.4"
_OCTETS_OF_16: Final = b"\x04\x10"


class Allowed(BaseModel):
    """A make of authenticator that a city allows, by its AAGUID: whose certificates vouch for it, and what it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    roots: Annotated[tuple[Path, ...], Field(min_length=1)]
    """PEM files with the root certificates of its maker's attestation, as the maker or the FIDO Metadata Service
    publishes them. Roots of one make are never believed about another."""
    hardware: bool = False
    """Whether its keys are in hardware that does not give them away; the maker and FIDO's certification say so. Only
    such keys reach assurance level 3."""

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never vouch for anything: files that cannot be read, or hold nothing."""
        _ = self.certificates
        return self

    @cached_property
    def certificates(self) -> list[bytes]:
        """Return the roots, one PEM certificate each. Raises ValueError when a file holds none."""
        from cryptography.hazmat.primitives.serialization import Encoding
        from cryptography.x509 import load_pem_x509_certificates

        found: list[bytes] = []
        for path in self.roots:
            try:
                found += [each.public_bytes(Encoding.PEM) for each in load_pem_x509_certificates(path.read_bytes())]
            except OSError as error:
                raise ValueError(f"the certificate {path} cannot be read: {error.strerror or error}") from error
            except ValueError as error:
                raise ValueError(f"{path} holds no PEM certificate") from error
        return found


def check_attested(form: str, statement: Any, aaguid: bytes) -> None:
    """Raise ProofRefused unless the statement's first certificate may vouch for this make.

    The `webauthn` library checks signature and chain; what it leaves out is checked here: that there is a certificate
    at all, that it is one for attestation (WebAuthn Level 3, 8.2.1), and that it is not another make's.
    """
    from cryptography.x509 import load_der_x509_certificate

    if form not in BELIEVED:
        raise refused("no maker vouches for the authenticator")
    chain = statement.get("x5c") if isinstance(statement, dict) else None
    if not (isinstance(chain, list) and chain and all(isinstance(each, bytes) for each in chain)):
        raise refused("the authenticator vouches for itself alone")
    try:
        certificate = load_der_x509_certificate(chain[0])
        named = _aaguid_of(certificate)
        right = form != "packed" or _for_attestation(certificate)
    except ValueError as error:
        raise refused("the certificate of the authenticator cannot be read") from error
    if not right:
        raise refused("the certificate of the authenticator is not one for attestation")
    if named is not None and not same(named, _OCTETS_OF_16 + aaguid):
        raise refused("the certificate is of another make of authenticator")


def _aaguid_of(certificate: Certificate) -> bytes | None:
    from cryptography.x509 import ExtensionNotFound, ObjectIdentifier, UnrecognizedExtension

    try:
        found = certificate.extensions.get_extension_for_oid(ObjectIdentifier(_AAGUID_EXTENSION)).value
    except ExtensionNotFound:
        return None
    return found.value if isinstance(found, UnrecognizedExtension) else b""


def _for_attestation(certificate: Certificate) -> bool:
    from cryptography.x509 import BasicConstraints, ExtensionNotFound, NameOID, Version

    units = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    try:
        authority = certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
    except ExtensionNotFound:
        return False
    named = [each.value for each in units] == ["Authenticator Attestation"]
    return certificate.version is Version.v3 and named and not authority
