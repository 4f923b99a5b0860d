"""Certificates (X.509): the office's own, shown to wallets, and those with which issuers show whose a key is."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from egovframe.auth import jose
from egovframe.auth.certificates.papers import from_files, read, refused
from egovframe.auth.certificates.path import Rules, path_of
from egovframe.auth.errors import ProofRefused

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, SubjectAlternativeName

ISSUING: Final = frozenset({"1.0.18013.5.1.2", "1.3.6.1.5.5.7.3.36"})
"""What an issuer's certificate may say that it is for: mobile documents (ISO/IEC 18013-5), or signing documents
(RFC 9336). One that says nothing of it is taken, one for web servers or mail is not."""
_RULES: Final = Rules(purposes=ISSUING, purpose_required=False)


def chain_in(path: Path) -> list[Certificate]:
    """Return the certificates of a PEM file, the office's own first. Raises ValueError."""
    found = from_files([path])
    if not found:
        raise ValueError(f"{path} holds no PEM certificate")
    return found


def encoded(chain: Sequence[Certificate]) -> list[str]:
    """Return certificates as `x5c` has them: base64 of DER (RFC 7515, 4.1.6)."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return [base64.b64encode(each.public_bytes(Encoding.DER)).decode() for each in chain]


def key_of(certificate: Certificate) -> dict[str, Any]:
    """Return the public key of a certificate as a JWK. Raises ValueError for one of another kind."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return jose.key_in(certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def own_issuer(certificate: Certificate) -> bool:
    """Say whether a certificate is its own issuer's: an anchor."""
    return certificate.issuer == certificate.subject


def hosts_of(certificate: Certificate) -> list[str]:
    """Return the DNS names of a certificate (subjectAltName)."""
    from cryptography.x509 import DNSName

    names = _alternative(certificate)
    return [] if names is None else list(names.get_values_for_type(DNSName))


def issuer_key(x5c: object, anchors: Sequence[Certificate], *, issuer: str, at: datetime) -> dict[str, Any]:
    """Return the key of the issuer as the certificates in a header show it, up to one of the anchors.

    The first certificate names the issuer: its address, or the host in it. Raises ProofRefused.
    """
    from cryptography.x509 import UniformResourceIdentifier

    if not isinstance(x5c, list) or not all(isinstance(each, str) for each in x5c):
        raise refused("the issuer shows none")
    try:
        leaf, *others = read(base64.b64decode(each, validate=True) for each in x5c)
    except (binascii.Error, ValueError) as error:
        raise refused("it is not in base64") from error
    path_of(leaf, others, anchors, _RULES, at=at)
    names = _alternative(leaf)
    addresses = [] if names is None else list(names.get_values_for_type(UniformResourceIdentifier))
    if issuer not in addresses and (urlsplit(issuer).hostname or "") not in hosts_of(leaf):
        raise refused("it is another issuer's")
    try:
        return key_of(leaf)
    except ValueError as error:
        raise ProofRefused(f"The issuer's certificate {error}.", hint="Ask the issuer.") from error


def _alternative(certificate: Certificate) -> SubjectAlternativeName | None:
    from cryptography.x509 import ExtensionNotFound, SubjectAlternativeName

    try:
        return certificate.extensions.get_extension_for_class(SubjectAlternativeName).value
    except ExtensionNotFound:
        return None
