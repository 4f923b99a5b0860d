"""A text signed with a certificate: CMS SignedData (RFC 5652) over exactly the text that was asked for.

One signer, who signed attributes: the digest of the text and its type. The text may stand inside or be left out. All
else that a message can carry (more signers, counter-signatures, revocation lists, unsigned attributes) is refused or
passed over; nothing that is not under the signature is believed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.certificates.papers import MOST, read, refused
from egovframe.auth.certificates.strength import check_key, key_of, signed_by
from egovframe.kernel.crypto import same

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hashes import HashAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import Certificate

LONGEST: Final = 150_000
"""The longest message in bytes: the text, some certificates, a signature."""
_DATA: Final = "1.2.840.113549.1.7.1"
_SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
_CONTENT_TYPE: Final = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
_SIGNING_CERTIFICATE_V2: Final = "1.2.840.113549.1.9.16.2.47"
_DIGESTS: Final = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_RSA: Final = {
    "1.2.840.113549.1.1.1": "",  # the digest is the one beside it (RFC 3370, 3.2)
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
}
_LONGEST_SALT: Final = 1024  # bytes; openssl fills the whole modulus
_PSS: Final = "1.2.840.113549.1.1.10"
_ECDSA: Final = {"1.2.840.10045.4.3.2": "sha256", "1.2.840.10045.4.3.3": "sha384", "1.2.840.10045.4.3.4": "sha512"}
_ED25519: Final = "1.3.101.112"


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a text: the certificate that belongs to the signature, and those that came along with it."""

    leaf: Certificate
    others: tuple[Certificate, ...]


def signed(message: bytes, text: bytes) -> Signed:
    """Return who signed exactly `text`. `message` is CMS SignedData in DER, BER or PEM.

    Whether the certificate is to be believed is left to its path. Raises ProofRefused with the reason, and nothing
    else, whatever the bytes are.
    """
    if not 0 < len(message) <= LONGEST:
        raise refused("the signature is empty or too long")
    try:
        data, certificates = _parsed(message)
        signer = _only_signer(data, text)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise refused("the signature cannot be read") from error  # all that its parser says about bytes that are none
    leaf = _of_signer(signer, certificates)
    _check(signer, leaf, text)
    return Signed(leaf, tuple(each for each in certificates if each != leaf))


@dataclass(frozen=True, slots=True)
class _Signer:
    """What one signer's part says, read to the end: nothing of it is parsed later."""

    issuer: bytes
    serial: int
    key_id: bytes
    digest: str
    algorithm: str
    salt: int
    attributes: bytes
    said_digest: bytes
    said_certificate: tuple[str, bytes] | None
    signature: bytes


def _parsed(message: bytes) -> tuple[Any, list[Certificate]]:
    from asn1crypto import cms, pem

    if message.lstrip().startswith(b"-----BEGIN"):
        label, _, message = pem.unarmor(message)
        if label not in {"CMS", "PKCS7"}:
            raise refused("the signature is in a wrapping that is not taken")
    outer = cms.ContentInfo.load(message, strict=True)
    if outer["content_type"].dotted != _SIGNED_DATA:
        raise refused("the message is not a signed one")
    data = outer["content"]
    given = data["certificates"]
    if len(given) > MOST:
        raise refused("there are too many certificates")
    return data, read(each.chosen.dump() for each in given if each.name == "certificate")


def _only_signer(data: Any, text: bytes) -> _Signer:
    """Return the one signer's part. Raises ProofRefused for none and for several, and when another text is inside."""
    inside = data["encap_content_info"]
    if inside["content_type"].dotted != _DATA:
        raise refused("it signs something that is no text")
    content = inside["content"].native
    if content is not None and not same(content, text):
        raise refused("it signs another text")
    signers = data["signer_infos"]
    if len(signers) != 1:
        raise refused("there is not exactly one signature")
    (one,) = signers
    digest = _DIGESTS.get(one["digest_algorithm"]["algorithm"].dotted)
    if digest is None:
        raise refused("its digest is not of a kind that is taken")
    raw = one["signed_attrs"].dump()
    if not raw or raw[0] != 0xA0 or raw[1] == 0x80:
        raise refused("it signs no attributes in DER")
    attributes = _attributes(one["signed_attrs"])
    if attributes.get(_CONTENT_TYPE, ("",))[0] != _DATA or _MESSAGE_DIGEST not in attributes:
        raise refused("its attributes lack the type or the digest of the text")
    algorithm = one["signature_algorithm"]
    name = one["sid"]
    by_serial = name.name == "issuer_and_serial_number"
    return _Signer(
        issuer=name.chosen["issuer"].dump() if by_serial else b"",
        serial=name.chosen["serial_number"].native if by_serial else -1,
        key_id=b"" if by_serial else name.chosen.native,
        digest=digest,
        algorithm=algorithm["algorithm"].dotted,
        salt=_salt(algorithm["parameters"], digest) if algorithm["algorithm"].dotted == _PSS else 0,
        # What is signed is the SET OF itself, not the tag by which it stands in the message (RFC 5652, 5.4).
        attributes=b"\x31" + raw[1:],
        said_digest=attributes[_MESSAGE_DIGEST][0],
        said_certificate=attributes.get(_SIGNING_CERTIFICATE_V2, (None,))[0],
        signature=one["signature"].native,
    )


def _attributes(given: Any) -> dict[str, tuple[Any, ...]]:
    """Return the values of the attributes that count. Each may be there once, with one value (RFC 5652, 11.1, 11.2)."""
    from asn1crypto import tsp

    found: dict[str, tuple[Any, ...]] = {}
    for each in given:
        kind = each["type"].dotted
        if kind in found:
            raise refused("an attribute stands there twice")
        values = each["values"]
        if kind == _CONTENT_TYPE:
            found[kind] = tuple(one.dotted for one in values)
        elif kind == _MESSAGE_DIGEST:
            found[kind] = tuple(one.native for one in values)
        elif kind == _SIGNING_CERTIFICATE_V2:
            found[kind] = tuple(_first_certificate(tsp.SigningCertificateV2.load(one.dump())) for one in values)
        else:
            found[kind] = ()
            continue
        if len(found[kind]) != 1:
            raise refused("an attribute has not exactly one value")
    return found


def _first_certificate(value: Any) -> tuple[str, bytes]:
    first = value["certs"][0]
    return _DIGESTS.get(first["hash_algorithm"]["algorithm"].dotted, ""), first["cert_hash"].native


def _salt(parameters: Any, digest: str) -> int:
    """Return the length of the salt of RSASSA-PSS, whose hashes are all the one digest (RFC 4056, 3)."""
    own = parameters["hash_algorithm"]["algorithm"].dotted
    generator = parameters["mask_gen_algorithm"]
    of_mask = generator["parameters"]["algorithm"].dotted
    if _DIGESTS.get(own) != digest or generator["algorithm"].native != "mgf1" or _DIGESTS.get(of_mask) != digest:
        raise refused("its digests differ")
    length: int = parameters["salt_length"].native
    if not 0 <= length <= _LONGEST_SALT:
        raise refused("the salt of its signature is of no length that is taken")
    return length


def _of_signer(signer: _Signer, certificates: list[Certificate]) -> Certificate:
    """Return the certificate that the signer's part names: exactly one of those that came along."""
    from cryptography.x509 import ExtensionNotFound, SubjectKeyIdentifier

    def named(certificate: Certificate) -> bool:
        if not signer.key_id:
            return certificate.serial_number == signer.serial and certificate.issuer.public_bytes() == signer.issuer
        try:
            found = certificate.extensions.get_extension_for_class(SubjectKeyIdentifier).value
        except ExtensionNotFound:
            return False
        return found.digest == signer.key_id

    found = {each.public_bytes(_der()): each for each in certificates if named(each)}
    if len(found) != 1:
        raise refused("the certificate of the signature did not come along")
    return next(iter(found.values()))


def _check(signer: _Signer, leaf: Certificate, text: bytes) -> None:
    """Raise ProofRefused unless the certificate's key signed the attributes, and these are of the text."""
    if not same(signer.said_digest, hashlib.new(signer.digest, text).digest()):
        raise refused("it signs another text")
    if signer.said_certificate is not None:
        digest, said = signer.said_certificate
        if not digest or not same(said, hashlib.new(digest, leaf.public_bytes(_der())).digest()):
            raise refused("it names another certificate than its own")
    key = key_of(leaf)
    check_key(key)
    algorithm, padding = _way(signer)
    if not signed_by(key, signer.signature, signer.attributes, algorithm, padding):
        raise refused("its signature is not right")


def _way(signer: _Signer) -> tuple[HashAlgorithm | None, object]:
    """Return hash and padding of the signature. Raises ProofRefused for ways that are not taken."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15

    known: dict[str, HashAlgorithm] = {
        "sha256": hashes.SHA256(),
        "sha384": hashes.SHA384(),
        "sha512": hashes.SHA512(),
    }
    digest = known[signer.digest]
    if signer.algorithm == _PSS:
        return digest, PSS(mgf=MGF1(digest), salt_length=signer.salt)
    if _RSA.get(signer.algorithm, "-") in {"", signer.digest}:
        return digest, PKCS1v15()
    if _ECDSA.get(signer.algorithm) == signer.digest:
        return digest, None
    if signer.algorithm == _ED25519 and signer.digest == "sha512":  # RFC 8419, 2.3
        return None, None
    raise refused("it was signed in a way that is not taken")


def _der() -> Encoding:
    from cryptography.hazmat.primitives.serialization import Encoding

    return Encoding.DER
