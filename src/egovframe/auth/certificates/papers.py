"""Certificates as they are handed in: in the header of a proxy, in files, in a signed text. Nothing is believed yet."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from egovframe.auth.errors import ProofRefused

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

LONGEST: Final = 65_536
"""The longest header in signs; a chain of four certificates with RSA keys of 4,096 bits has some 11,000."""
MOST: Final = 10
"""How many certificates may come along."""
_PEM: Final = re.compile(r"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----")


def refused(reason: str) -> ProofRefused:
    """Return the error for a certificate that proves nothing; the reason is for the trail."""
    return ProofRefused(f"The certificate proves nothing: {reason}.", hint="Take another certificate, or another way.")


def handed(text: str) -> list[Certificate]:
    """Return what a proxy wrote into its header, the person's own certificate first.

    Taken are structured fields, `:base64:` and lists of them (RFC 9440 section 2), PEM with line feeds, blanks or
    tabs, and both percent-encoded (nginx's `$ssl_client_escaped_cert`), and bare base64 with commas between (Traefik).
    Raises ProofRefused for anything else.
    """
    if not text.strip():
        raise refused("the proxy saw none")
    if len(text) > LONGEST:
        raise refused("what the proxy wrote is too long")
    # A plus is a plus in base64; nginx and Traefik write it as %2B and never as a blank.
    text = unquote(text, errors="replace") if "%" in text else text
    if "-----BEGIN" in text:
        bodies = _PEM.findall(text)
        if _PEM.sub("", text).strip(" \t\r\n,"):
            raise refused("what the proxy wrote is more than certificates in PEM")
    else:
        bodies = [_bare(part) for part in text.split(",")]
    return read(_bytes(body) for body in bodies)


def filed(content: bytes) -> str:
    """Return what a file of a certificate holds, as `handed` takes it: PEM with whatever else stands there, or DER.

    Raises ProofRefused for a file with a private key, which nobody but its owner should have.
    """
    if b"PRIVATE KEY-----" in content:
        raise refused("the file holds a private key, which is its owner's alone")
    found = _PEM.findall(content.decode("latin-1"))
    return ",".join("".join(body.split()) for body in found) or base64.b64encode(content).decode()


def read(encoded: Iterable[bytes]) -> list[Certificate]:
    """Return certificates in DER as values. Raises ProofRefused for what is none, for none at all and for too many."""
    from cryptography.x509 import load_der_x509_certificate

    found: list[Certificate] = []
    for one in encoded:
        if len(found) == MOST:
            raise refused("there are too many certificates")
        try:
            certificate = load_der_x509_certificate(one)
            _ = certificate.extensions, certificate.subject, certificate.issuer, certificate.serial_number
        except Exception as error:  # whatever the library says about bytes that are none
            raise refused("it cannot be read") from error
        found.append(certificate)
    if not found:
        raise refused("there is none")
    return found


def from_files(paths: Sequence[Path]) -> list[Certificate]:
    """Return the certificates of PEM files. Raises ValueError, naming the file, when one has none."""
    from cryptography.x509 import load_pem_x509_certificates

    found: list[Certificate] = []
    for path in paths:
        try:
            found += load_pem_x509_certificates(path.read_bytes())
        except OSError as error:
            raise ValueError(f"the certificate {path} cannot be read: {error.strerror or error}") from error
        except ValueError as error:
            raise ValueError(f"{path} holds no PEM certificate") from error
    return found


def _bare(part: str) -> str:
    """Return the base64 of one member of a list; parameters of structured fields are passed over (RFC 8941, 3.1.2)."""
    member = part.strip()
    if member.startswith(":"):
        inside, colon, rest = member[1:].partition(":")
        if not colon or (rest and not rest.startswith(";")):
            raise refused("the structured field is broken off")
        return inside
    return member


def _bytes(body: str) -> bytes:
    try:
        return base64.b64decode("".join(body.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise refused("it is not in base64") from error
