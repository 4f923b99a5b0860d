"""Which keys and algorithms are strong enough: NIST SP 800-131A Rev. 2, and no less for old certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.certificates.papers import refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
    from cryptography.hazmat.primitives.hashes import HashAlgorithm
    from cryptography.x509 import Certificate

SHORTEST_RSA: Final = 2048
"""Bits of an RSA modulus (SP 800-131A Rev. 2, table 2)."""
LONGEST_RSA: Final = 8192
"""More bits make checking slow and nothing safer."""
CURVES: Final = frozenset({"secp256r1", "secp384r1", "secp521r1"})
HASHES: Final = frozenset({"sha256", "sha384", "sha512"})
"""The hashes that a signature may be over, as `cryptography` and `hashlib` call them."""


def check_key(key: object) -> None:
    """Raise ProofRefused unless the public key is strong enough: RSA from 2,048 bits, P-256, P-384, P-521, Ed25519."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    match key:
        case RSAPublicKey():
            if not SHORTEST_RSA <= key.key_size <= LONGEST_RSA:
                raise refused(f"an RSA key of {key.key_size} bits")
            if not 3 <= key.public_numbers().e < 2**64:
                raise refused("an RSA key with an odd exponent")
        case EllipticCurvePublicKey():
            if key.curve.name not in CURVES:
                raise refused("a key on a curve that is not taken")
        case Ed25519PublicKey():
            pass
        case _:
            raise refused("a kind of key that is not taken")


def check_certificate(certificate: Certificate) -> None:
    """Raise ProofRefused unless the certificate's key is strong, and so is the hash that its issuer signed."""
    check_key(key_of(certificate))
    check_hash(signed_hash(certificate))


def check_hash(algorithm: HashAlgorithm | None) -> None:
    """Raise ProofRefused unless a signature over this hash is strong; None stands for Ed25519, which has its own."""
    if algorithm is not None and algorithm.name not in HASHES:
        raise refused(f"a signature over {algorithm.name}")


def key_of(certificate: Certificate) -> CertificatePublicKeyTypes:
    """Return the certificate's public key. Raises ProofRefused when there is none that can be read."""
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        return certificate.public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise refused("its key cannot be read") from error


def signed_hash(signed: Any) -> HashAlgorithm | None:
    """Return over which hash a certificate, list or answer was signed. Raises ProofRefused when nobody can tell."""
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        found: HashAlgorithm | None = signed.signature_hash_algorithm
    except (ValueError, UnsupportedAlgorithm) as error:
        raise refused("signed in a way that is not taken") from error
    return found


def signed_by(key: object, signature: bytes, data: bytes, algorithm: HashAlgorithm | None, padding: object) -> bool:
    """Say whether the key made the signature: RSA with `padding`, ECDSA, or Ed25519 where `algorithm` is None."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.padding import AsymmetricPadding
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    try:
        if isinstance(key, RSAPublicKey) and algorithm is not None and isinstance(padding, AsymmetricPadding):
            key.verify(signature, data, padding, algorithm)
        elif isinstance(key, EllipticCurvePublicKey) and algorithm is not None and padding is None:
            key.verify(signature, data, ECDSA(algorithm))
        elif isinstance(key, Ed25519PublicKey) and algorithm is None and padding is None:
            key.verify(signature, data)
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True
