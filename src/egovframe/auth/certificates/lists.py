"""Lists of revoked certificates (CRLs, RFC 5280 section 5): from files and addresses, kept until they are old.

A list counts for a certificate when that certificate's own issuer signed it, it is fresh, it is whole (no delta, no
list of only some reasons), and it covers this kind of certificate and this part of the authority's certificates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal

from egovframe.auth.certificates.fetching import fetched
from egovframe.auth.certificates.strength import check_hash, key_of, signed_hash
from egovframe.auth.errors import ProofRefused, SourceUnavailable
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import (
        Certificate,
        CertificateRevocationList,
        Extension,
        ExtensionType,
        IssuingDistributionPoint,
    )

Status = Literal["good", "revoked", "unknown"]

EVERY: Final = timedelta(hours=1)
"""How old a list from an address may get before it is fetched again, though it would still count."""
AGAIN: Final = timedelta(minutes=1)
"""How long an address is left alone that could not be reached."""
_MOST: Final = 64

log = get_logger("egovframe.auth")


@dataclass(frozen=True, slots=True)
class _List:
    """One list, and whose signature on it was found to hold or not: it has megabytes, and is hashed once a signer."""

    list: CertificateRevocationList
    signers: dict[bytes, bool] = field(default_factory=dict)


@dataclass
class _Held:
    """One source: what was read of it last. Owned by its lock."""

    lock: Lock = field(default_factory=Lock)
    lists: tuple[_List, ...] = ()
    read: datetime | None = None
    changed: int = -1


class Lists:
    """The lists of the sources that the settings name. Serves many threads; one at a time reads a source anew."""

    def __init__(self, sources: Sequence[str], *, within: timedelta) -> None:
        self._sources = tuple(sources)
        self._within = within.total_seconds()
        self._held: dict[str, _Held] = {source: _Held() for source in sources}
        self._adding = Lock()

    def status(
        self, certificate: Certificate, issuer: Certificate, *, at: datetime, also: Iterable[str] = ()
    ) -> Status:
        """Say whether the issuer's lists name the certificate; `unknown` when no list counts at that moment.

        `also` are addresses that the certificate itself names.
        """
        found: Status = "unknown"
        for source in dict.fromkeys((*self._sources, *also)):
            held = self._of(source)
            if held is None:
                continue
            for one in self._lists(source, held, at):
                if not _counts(one, certificate, issuer, at):
                    continue
                if _names(one.list, certificate):
                    return "revoked"
                found = "good"
        return found

    def _of(self, source: str) -> _Held | None:
        with self._adding:
            if source not in self._held:
                if len(self._held) >= _MOST + len(self._sources):  # certificates name them: there is an end to it
                    return None
                self._held[source] = _Held()
            return self._held[source]

    def _lists(self, source: str, held: _Held, at: datetime) -> tuple[_List, ...]:
        """Return the source's lists, read anew where that is due; those of before when it cannot be read now."""
        with held.lock:
            if source.startswith(("http://", "https://")):
                old = EVERY if held.lists else AGAIN
                fresh = all(_fresh(one.list, at) for one in held.lists)
                due = held.read is None or not timedelta(0) <= at - held.read < old or not fresh
                if due and (held.read is None or not timedelta(0) <= at - held.read < AGAIN):
                    held.read = at
                    self._take(source, held, lambda: fetched(source, within=self._within))
            else:
                path = Path(source)
                changed = _changed(path)
                if changed != held.changed:
                    held.changed = changed
                    self._take(source, held, path.read_bytes)
            return held.lists

    def _take(self, source: str, held: _Held, read: Callable[[], bytes]) -> None:
        try:
            held.lists = tuple(_List(one) for one in parsed(read()))
        except (OSError, ValueError, SourceUnavailable) as error:
            log.warning("A list of revoked certificates cannot be read.", source=source[:200], error=str(error)[:200])


def parsed(content: bytes) -> tuple[CertificateRevocationList, ...]:
    """Return the lists of a file: one in DER, or any number in PEM. Raises ValueError when it holds none."""
    from cryptography.x509 import load_der_x509_crl, load_pem_x509_crl

    if b"-----BEGIN" not in content:
        return (load_der_x509_crl(content),)
    end = b"-----END X509 CRL-----"
    parts = [part + end for part in content.split(end)[:-1]]
    if not parts:
        raise ValueError("there is no list in it")
    return tuple(load_pem_x509_crl(part) for part in parts)


def covers(one: CertificateRevocationList, certificate: Certificate) -> bool:
    """Say whether the list is about such a certificate (RFC 5280, 5.2.5 and 6.3.3): whole, of its kind and its part.

    A list with anything critical that is not understood is about none.
    """
    from cryptography.x509 import BasicConstraints, ExtensionNotFound, IssuingDistributionPoint

    try:
        authority = certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
    except ExtensionNotFound:
        authority = False
    try:
        extensions: list[Extension[ExtensionType]] = list(one.extensions)
    except ValueError:
        return False
    for each in extensions:
        if isinstance(each.value, IssuingDistributionPoint):
            if not _in_part(each.value, certificate, authority=authority):
                return False
        elif each.critical:  # a delta (5.2.4) among them
            return False
    return True


def _in_part(part: IssuingDistributionPoint, certificate: Certificate, *, authority: bool) -> bool:
    """Say whether the certificate is in the part of the authority's certificates that a list is about."""
    if part.indirect_crl or part.only_some_reasons or part.only_contains_attribute_certs:
        return False
    if part.only_contains_ca_certs if not authority else part.only_contains_user_certs:
        return False
    if part.relative_name is not None:
        return False
    return part.full_name is None or bool(set(part.full_name) & set(_points(certificate)))


def addresses(certificate: Certificate) -> list[str]:
    """Return the addresses at which the certificate says its list is, by http or https."""
    from cryptography.x509 import UniformResourceIdentifier

    found = [each.value for each in _points(certificate) if isinstance(each, UniformResourceIdentifier)]
    return [each for each in found if each.startswith(("http://", "https://"))][:4]


def _points(certificate: Certificate) -> list[object]:
    from cryptography.x509 import CRLDistributionPoints, ExtensionNotFound

    try:
        points = certificate.extensions.get_extension_for_class(CRLDistributionPoints).value
    except ExtensionNotFound:
        return []
    return [name for point in points for name in point.full_name or ()]


def _names(one: CertificateRevocationList, certificate: Certificate) -> bool:
    """Say whether the list names the certificate. One that is on hold is revoked for as long as it stands there."""
    return one.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None


def _counts(one: _List, certificate: Certificate, issuer: Certificate, at: datetime) -> bool:
    if one.list.issuer != issuer.subject or not _fresh(one.list, at) or not covers(one.list, certificate):
        return False
    key = sha256(issuer.public_bytes(_der())).digest()
    if key not in one.signers:
        one.signers[key] = _signed(one.list, issuer)
    return one.signers[key]


def _fresh(one: CertificateRevocationList, at: datetime) -> bool:
    return one.last_update_utc <= at and one.next_update_utc is not None and at < one.next_update_utc


def _signed(one: CertificateRevocationList, issuer: Certificate) -> bool:
    from cryptography.x509 import ExtensionNotFound, KeyUsage

    try:
        if not issuer.extensions.get_extension_for_class(KeyUsage).value.crl_sign:
            return False
    except ExtensionNotFound:
        pass
    try:
        check_hash(signed_hash(one))
        return one.is_signature_valid(key_of(issuer))  # type: ignore[arg-type]
    except (ProofRefused, TypeError, ValueError):
        return False


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _der() -> Encoding:
    from cryptography.hazmat.primitives.serialization import Encoding

    return Encoding.DER
