"""What a browser sends after a ceremony, bounded and read (WebAuthn Level 3, 5.1: `toJSON`).

Every part is measured before it is decoded, and nothing of it is believed yet. What does not hold is refused.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from egovframe.auth.errors import ProofRefused

LONGEST_ID: Final = 1023
"""The longest credential id in bytes (WebAuthn Level 3, 4: credential id)."""
LONGEST_CLIENT: Final = 4096
"""The longest client data in bytes; browsers write some 200."""
LONGEST_ATTESTATION: Final = 32_768
"""The longest attestation object in bytes; one with certificates of a TPM has some 6,000."""
LONGEST_DATA: Final = 4096
"""The longest authenticator data of a sign-in in bytes; without extensions it has 37."""
LONGEST_SIGNATURE: Final = 1024
"""The longest signature in bytes; RSA of 4,096 bits has 512."""
LONGEST_USER: Final = 64
"""The longest user handle in bytes (WebAuthn Level 3, 5.4.3)."""
TRANSPORTS: Final = frozenset({"ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"})
"""The ways by which a browser reaches an authenticator (5.8.4); unknown ones are not kept."""

_URL_SAFE: Final = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Created:
    """What came of making a key: its id, what the browser signed for, the attestation object, how it is reached."""

    id: bytes
    client: bytes
    attestation: bytes
    transports: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the parts that were read, in the form of the specification, and nothing else."""
        response = {"clientDataJSON": encoded(self.client), "attestationObject": encoded(self.attestation)}
        return _credential(self.id, response)


@dataclass(frozen=True, slots=True)
class Asserted:
    """What came of using a key: its id, what the browser signed for, authenticator data, signature, user handle."""

    id: bytes
    client: bytes
    data: bytes
    signature: bytes
    user: bytes | None

    def as_json(self) -> dict[str, object]:
        """Return the parts that were read, in the form of the specification, and nothing else."""
        response = {
            "clientDataJSON": encoded(self.client),
            "authenticatorData": encoded(self.data),
            "signature": encoded(self.signature),
        }
        return _credential(self.id, response)


@dataclass(frozen=True, slots=True)
class ClientData:
    """What the browser says it was asked and where (5.8.1). `embedded`: in a frame of another site, or for its top."""

    type: str
    challenge: str
    origin: str
    embedded: bool


def created(answer: Mapping[str, object]) -> Created:
    """Return the answer to being asked for a new key. Raises ProofRefused."""
    response = _response(answer)
    listed = response.get("transports")
    named = listed if isinstance(listed, list) and len(listed) <= 20 else []
    return Created(
        id=_id(answer),
        client=_part(response, "clientDataJSON", LONGEST_CLIENT),
        attestation=_part(response, "attestationObject", LONGEST_ATTESTATION),
        transports=tuple(sorted({each for each in named if isinstance(each, str) and each in TRANSPORTS})),
    )


def asserted(answer: Mapping[str, object]) -> Asserted:
    """Return the answer to being asked for a key. Raises ProofRefused."""
    response = _response(answer)
    named = response.get("userHandle") is not None
    return Asserted(
        id=_id(answer),
        client=_part(response, "clientDataJSON", LONGEST_CLIENT),
        data=_part(response, "authenticatorData", LONGEST_DATA),
        signature=_part(response, "signature", LONGEST_SIGNATURE),
        user=_part(response, "userHandle", LONGEST_USER) if named else None,
    )


def handle_of(answer: object) -> str:
    """Return the credential id that an answer names (base64url); an empty text when it names none. Never raises."""
    named = answer.get("id") if isinstance(answer, Mapping) else None
    try:
        return encoded(decoded(named, LONGEST_ID)) if isinstance(named, str) else ""
    except ValueError:
        return ""


def client_data(raw: bytes) -> ClientData:
    """Return what the browser says it was asked. Raises ProofRefused when it cannot be read."""
    try:
        found = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise refused("the client data is no JSON") from error
    if not isinstance(found, dict):
        raise refused("the client data is no JSON object")
    kind, challenge, origin = (found.get(name) for name in ("type", "challenge", "origin"))
    if not (isinstance(kind, str) and isinstance(challenge, str) and isinstance(origin, str)):
        raise refused("the client data lacks type, challenge or origin")
    # Only plain false, or saying nothing, is no frame of another site.
    return ClientData(kind, challenge, origin, found.get("crossOrigin", False) is not False or "topOrigin" in found)


def encoded(data: bytes) -> str:
    """Return the bytes in base64url without padding (RFC 4648, 5)."""
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def decoded(text: str, longest: int) -> bytes:
    """Return the bytes of base64url without padding: 1 to `longest`. Raises ValueError for any other text."""
    if not 0 < len(text) <= longest * 4 // 3 + 2 or not _URL_SAFE.fullmatch(text):
        raise ValueError("no base64url of that length")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("no base64url") from error
    if not 0 < len(data) <= longest or encoded(data) != text:
        raise ValueError("no base64url of that length")
    return data


def refused(reason: str) -> ProofRefused:
    """Return the refusal of a passkey, with its reason for the trail."""
    return ProofRefused(f"The passkey proves nothing: {reason}.", hint="Try again, perhaps with another passkey.")


def _credential(identity: bytes, response: dict[str, str]) -> dict[str, object]:
    return {"id": encoded(identity), "rawId": encoded(identity), "type": "public-key", "response": response}


def _id(answer: Mapping[str, object]) -> bytes:
    if answer.get("type") != "public-key":
        raise refused("it is not of the type public-key")
    if answer.get("rawId", answer.get("id")) != answer.get("id"):
        raise refused("it has two ids")
    return _part(answer, "id", LONGEST_ID)


def _response(answer: Mapping[str, object]) -> Mapping[str, object]:
    found = answer.get("response")
    if not isinstance(found, Mapping):
        raise refused("the answer has no response")
    return found


def _part(values: Mapping[str, object], name: str, longest: int) -> bytes:
    text = values.get(name)
    if not isinstance(text, str):
        raise refused(f"the answer has no {name}")
    try:
        return decoded(text, longest)
    except ValueError as error:
        raise refused(f"{name} is no base64url of 1 to {longest:,} bytes") from error
