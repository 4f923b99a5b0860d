"""Asking whether one certificate is revoked now (OCSP, RFC 6960), where an authority answers such questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.certificates.fetching import fetched
from egovframe.auth.certificates.lists import Status
from egovframe.auth.certificates.strength import check_certificate, check_hash, key_of, signed_by, signed_hash
from egovframe.auth.errors import ProofRefused, SourceUnavailable
from egovframe.kernel.crypto import same
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from cryptography.x509.ocsp import OCSPResponse, OCSPSingleResponse

OCSP_SIGNING: Final = "1.3.6.1.5.5.7.3.9"
_LARGEST: Final = 100_000
_SKEW: Final = timedelta(minutes=5)
_OLDEST: Final = timedelta(days=1)
"""How old an answer may be that does not say until when it counts."""

log = get_logger("egovframe.auth")


class Responders:
    """Asks responders: the one that the settings name, or those that certificates name themselves.

    With `nonce` an answer must repeat what was asked with it (RFC 9654), so that no old one is passed off as new;
    responders that answer with ready-made answers (RFC 5019) cannot.
    """

    def __init__(self, address: str = "", *, nonce: bool = True, within: timedelta) -> None:
        self._address = address
        self._nonce = nonce
        self._within = within.total_seconds()

    def status(self, certificate: Certificate, issuer: Certificate, *, at: datetime) -> Status:
        """Say what a responder says of the certificate; `unknown` when none can be reached or be believed."""
        for address in [self._address] if self._address else addresses(certificate):
            try:
                return self._asked(address, certificate, issuer, at)
            except (ProofRefused, SourceUnavailable) as error:
                log.warning("A responder for certificates is no help.", address=address[:200], error=error.message)
        return "unknown"

    def _asked(self, address: str, certificate: Certificate, issuer: Certificate, at: datetime) -> Status:
        from cryptography.hazmat.primitives.hashes import SHA1
        from cryptography.hazmat.primitives.serialization import Encoding
        from cryptography.x509 import OCSPNonce
        from cryptography.x509.ocsp import OCSPRequestBuilder

        nonce = token_bytes(32)
        # The hash only names the certificate, and is the one that every responder knows (RFC 5019, 2.1.1).
        question = OCSPRequestBuilder().add_certificate(certificate, issuer, SHA1())  # noqa: S303
        if self._nonce:
            question = question.add_extension(OCSPNonce(nonce), critical=False)
        body = fetched(
            address,
            within=self._within,
            largest=_LARGEST,
            post=question.build().public_bytes(Encoding.DER),
            media="application/ocsp-request",
        )
        return answered(body, certificate, issuer, at=at, nonce=nonce if self._nonce else None)


def answered(
    body: bytes, certificate: Certificate, issuer: Certificate, *, at: datetime, nonce: bytes | None
) -> Status:
    """Return what a responder's answer says of the certificate.

    It is signed by the issuer, or by whom the issuer named for it; it is fresh, about this certificate, and repeats the
    nonce where there is one. Raises SourceUnavailable, with the reason, for an answer that counts for nothing.
    """
    from cryptography.x509.ocsp import OCSPCertStatus, OCSPResponseStatus, load_der_ocsp_response

    try:
        response = load_der_ocsp_response(body)
        if response.response_status is not OCSPResponseStatus.SUCCESSFUL:
            raise _useless(f"it says {response.response_status.name.lower()}")
        if nonce is not None and not same(_nonce(response), nonce):
            raise _useless("the answer is to another question")
        _check_signature(response, issuer, at)
        for one in response.responses:
            if _about(one, certificate, issuer) and _fresh(one, at):
                known: dict[OCSPCertStatus, Status] = {
                    OCSPCertStatus.GOOD: "good",
                    OCSPCertStatus.REVOKED: "revoked",
                }
                return known.get(one.certificate_status, "unknown")
    except (TypeError, ValueError) as error:
        raise _useless("the answer cannot be read") from error
    raise _useless("nothing in the answer is about this certificate and fresh")


def addresses(certificate: Certificate) -> Sequence[str]:
    """Return the addresses of responders that the certificate names, by http or https."""
    from cryptography.x509 import AuthorityInformationAccess, ExtensionNotFound, UniformResourceIdentifier
    from cryptography.x509.oid import AuthorityInformationAccessOID

    try:
        named = certificate.extensions.get_extension_for_class(AuthorityInformationAccess).value
    except ExtensionNotFound:
        return ()
    found = [
        each.access_location.value
        for each in named
        if each.access_method == AuthorityInformationAccessOID.OCSP
        and isinstance(each.access_location, UniformResourceIdentifier)
    ]
    return [each for each in found if each.startswith(("http://", "https://"))][:2]


def _check_signature(response: OCSPResponse, issuer: Certificate, at: datetime) -> None:
    """Raise SourceUnavailable unless the issuer signed, or a delegate whose certificate it issued (RFC 6960, 4.2.2.2).

    A delegate's certificate says that it is for this (id-kp-OCSPSigning) and that it is not looked up itself
    (id-pkix-ocsp-nocheck): whoever could be revoked in secret is not believed about others.
    """
    signers = [issuer, *(each for each in response.certificates if _delegated(each, issuer, at))]
    for signer in signers:
        if _is_named(response, signer) and _signed(response, signer):
            return
    raise _useless("nobody who may signed the answer")


def _signed(response: OCSPResponse, signer: Certificate) -> bool:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    try:
        algorithm = signed_hash(response)
        check_hash(algorithm)
        key = key_of(signer)
    except ProofRefused:
        return False
    padding = PKCS1v15() if isinstance(key, RSAPublicKey) else None
    return signed_by(key, response.signature, response.tbs_response_bytes, algorithm, padding)


def _delegated(certificate: Certificate, issuer: Certificate, at: datetime) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.x509 import ExtendedKeyUsage, ExtensionNotFound, OCSPNoCheck

    try:
        check_certificate(certificate)
        certificate.verify_directly_issued_by(issuer)
        purposes = certificate.extensions.get_extension_for_class(ExtendedKeyUsage).value
        certificate.extensions.get_extension_for_class(OCSPNoCheck)
    except (ExtensionNotFound, InvalidSignature, ProofRefused, TypeError, ValueError):
        return False
    valid = certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc
    return valid and OCSP_SIGNING in {each.dotted_string for each in purposes}


def _is_named(response: OCSPResponse, signer: Certificate) -> bool:
    """Say whether the answer names the signer as its responder: by name, or by the hash of the key."""
    from cryptography.x509 import SubjectKeyIdentifier

    if response.responder_key_hash is not None:
        # SHA-1 of the key itself, which is what this calculates (RFC 6960, 4.2.1 KeyHash).
        return SubjectKeyIdentifier.from_public_key(key_of(signer)).digest == response.responder_key_hash
    return response.responder_name == signer.subject


def _about(one: OCSPSingleResponse, certificate: Certificate, issuer: Certificate) -> bool:
    from cryptography.hazmat.primitives.hashes import Hash

    def hashed(content: bytes) -> bytes:
        digest = Hash(one.hash_algorithm)
        digest.update(content)
        return digest.finalize()

    return (
        one.serial_number == certificate.serial_number
        and same(one.issuer_name_hash, hashed(issuer.subject.public_bytes()))
        and same(one.issuer_key_hash, hashed(_key_bits(issuer)))
    )


def _fresh(one: OCSPSingleResponse, at: datetime) -> bool:
    until = one.next_update_utc or one.this_update_utc + _OLDEST
    return one.this_update_utc - _SKEW <= at <= until + _SKEW


def _key_bits(issuer: Certificate) -> bytes:
    """Return the issuer's key as the certificate holds it, without its algorithm (RFC 6960, 4.1.1)."""
    from asn1crypto import keys
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    whole = key_of(issuer).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    bits: Any = keys.PublicKeyInfo.load(whole)["public_key"]
    return bytes(bits.contents[1:])


def _nonce(response: OCSPResponse) -> bytes:
    from cryptography.x509 import ExtensionNotFound, OCSPNonce

    try:
        return response.extensions.get_extension_for_class(OCSPNonce).value.nonce
    except ExtensionNotFound:
        return b""


def _useless(reason: str) -> SourceUnavailable:
    return SourceUnavailable(f"The responder's answer counts for nothing: {reason}.", hint="Ask its makers.")
