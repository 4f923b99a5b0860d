"""The two ceremonies (WebAuthn Level 3, 7.1 and 7.2): what must hold before a key is kept, and before it counts.

The cryptography, the COSE keys and the forms of attestation are the `webauthn` library's. What it leaves to its caller
is here: bounds, frames of other sites, backup flags that change, keys that cannot be used. Whatever goes wrong is a
ProofRefused with a reason for the trail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from egovframe.auth.errors import ProofRefused
from egovframe.auth.passkeys import cbor
from egovframe.auth.passkeys.answers import LONGEST_ID, Asserted, Created, client_data, decoded, refused
from egovframe.kernel.crypto import same

if TYPE_CHECKING:
    from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
    from webauthn.helpers.cose import COSEAlgorithmIdentifier
    from webauthn.registration.verify_registration_response import VerifiedRegistration

    from egovframe.auth.passkeys.records import Credential
    from egovframe.auth.passkeys.site import Site

LONGEST_CHALLENGE: Final = 1024
"""The longest challenge in bytes; ours have 32."""
LONGEST_KEY: Final = 1200
"""The longest public key in bytes; RSA of 4,096 bits has some 530, an elliptic curve 77."""
SHORTEST_RSA: Final = 2048
"""The shortest RSA key in bits (NIST SP 800-131A)."""
KINDS: Final = {-8: (1, 6), -7: (2, 1), -257: (3, None)}
"""Type of key and curve by algorithm (COSE, RFC 9053): Ed25519, P-256, RSA (WebAuthn Level 3, 5.8.5)."""
REFUSED_FORMS: Final = frozenset({"android-safetynet"})
"""Forms of attestation whose maker no longer answers for them (SafetyNet ended in 2025)."""

_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Attestation:
    """What an authenticator says of itself: the form, the statement as decoded, the AAGUID (16 bytes)."""

    form: str
    statement: Any
    aaguid: bytes


def check_client(raw: bytes, kind: str, challenge: str, site: Site) -> None:
    """Raise ProofRefused unless the browser was asked this, by this site, outside of other sites' frames."""
    said = client_data(raw)
    if said.type != kind:
        raise refused(f"it is not an answer of the type {kind}")
    if not same(said.challenge.encode("utf-8", "replace"), challenge):
        raise refused("it answers another challenge")
    if said.origin != site.origin:
        raise refused(f"it was given to another site than {site.origin}")
    if said.embedded:
        raise refused("it was given within another site")


def attestation_of(answer: Created) -> Attestation:
    """Return what the authenticator says of itself, if it is well-formed and within bounds. Raises ProofRefused."""
    from webauthn.helpers import parse_cbor

    def read() -> Attestation:
        cbor.check_whole(answer.attestation)
        found = parse_cbor(answer.attestation)
        data, form, statement = (found.get(name) for name in ("authData", "fmt", "attStmt"))
        if not (isinstance(data, bytes) and isinstance(form, str) and isinstance(statement, dict)):
            raise refused("the attestation object lacks a part")
        aaguid = cbor.aaguid_of(data, longest_id=LONGEST_ID, longest_key=LONGEST_KEY)
        if not aaguid:
            raise refused("the authenticator made no key")
        return Attestation(form, statement, aaguid)

    attestation = _guarded("the attestation object", read)
    if attestation.form in REFUSED_FORMS:
        raise refused("this form of attestation is not taken any more")
    return attestation


def registered(
    answer: Created, challenge: str, site: Site, *, verified: bool, roots: dict[str, list[bytes]]
) -> VerifiedRegistration:
    """Return the new key, after all checks of a registration. Raises ProofRefused.

    `verified`: the person must have unlocked the authenticator. `roots`: PEM certificates by form of attestation; where
    there are none, the statement is checked and nobody vouches for it.
    """
    from webauthn import verify_registration_response
    from webauthn.helpers.structs import AttestationFormat

    check_client(answer.client, "webauthn.create", challenge, site)
    new = _guarded(
        "the new key",
        lambda: verify_registration_response(
            credential=answer.as_json(),
            expected_challenge=decoded(challenge, LONGEST_CHALLENGE),
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=verified,
            supported_pub_key_algs=algorithms(),
            pem_root_certs_bytes_by_fmt={AttestationFormat(form): pems for form, pems in roots.items()},
        ),
    )
    if new.credential_id != answer.id:
        raise refused("the answer names another key than the authenticator made")
    _guarded("the public key", lambda: _check_key(new.credential_public_key))
    return new


def authenticated(
    answer: Asserted, challenge: str, site: Site, key: Credential, *, verified: bool
) -> VerifiedAuthentication:
    """Return what the key showed, after all checks of a sign-in but the counter's. Raises ProofRefused."""
    from webauthn import verify_authentication_response

    check_client(answer.client, "webauthn.get", challenge, site)

    def verify() -> VerifiedAuthentication:
        cbor.aaguid_of(answer.data, longest_id=LONGEST_ID, longest_key=LONGEST_KEY)
        return verify_authentication_response(
            credential=answer.as_json(),
            expected_challenge=decoded(challenge, LONGEST_CHALLENGE),
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=decoded(key.public_key, LONGEST_KEY),
            credential_current_sign_count=0,  # what a counter that goes back means is a setting
            require_user_verification=verified,
        )

    shown = _guarded("the answer", verify)
    if can_be_copied(shown) != key.eligible:
        raise refused("whether the key can be copied has changed")
    return shown


def can_be_copied(shown: VerifiedRegistration | VerifiedAuthentication) -> bool:
    """Say whether the authenticator lets the key be copied to other devices (the flag BE)."""
    return shown.credential_device_type.value == "multi_device"


def algorithms() -> list[COSEAlgorithmIdentifier]:
    """Return the signatures that are taken, the preferred first: Ed25519, ES256 and RS256 (WebAuthn Level 3, 5.4)."""
    from webauthn.helpers.cose import COSEAlgorithmIdentifier

    return [
        COSEAlgorithmIdentifier.EDDSA,
        COSEAlgorithmIdentifier.ECDSA_SHA_256,
        COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
    ]


def _check_key(encoded_key: bytes) -> None:
    """Raise when the key cannot be used: of another kind than its algorithm's, not on its curve, too short."""
    from webauthn.helpers import decode_credential_public_key, decoded_public_key_to_cryptography

    key = decode_credential_public_key(encoded_key)
    if (int(key.kty), getattr(key, "crv", None)) != KINDS.get(int(key.alg)):
        raise ValueError("it is of another kind than its algorithm's")
    usable = decoded_public_key_to_cryptography(key)
    if getattr(usable, "key_size", SHORTEST_RSA) < SHORTEST_RSA and hasattr(key, "n"):
        raise ValueError("RSA needs 2,048 bits")


def _guarded(what: str, check: Callable[[], _R]) -> _R:
    """Return what the check returns; whatever it raises is a refusal."""
    try:
        return check()
    except ProofRefused:
        raise
    except Exception as error:  # the bytes are a stranger's, and each of the decoders has errors of its own
        words = "".join(sign for sign in str(error)[:160] if sign.isprintable()).rstrip(".")
        raise refused(f"{what} does not hold ({words or type(error).__name__})") from error
