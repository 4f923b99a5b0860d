"""Whether a certificate, or an authority above it, was revoked: asked of all on the path below the trusted one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from egovframe.auth.certificates.lists import addresses
from egovframe.auth.certificates.papers import refused
from egovframe.auth.errors import SourceUnavailable
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from egovframe.auth.certificates.lists import Lists, Status
    from egovframe.auth.certificates.path import Path
    from egovframe.auth.certificates.responders import Responders

Demand = Literal["required", "when_available", "none"]
"""`required`: without word on every certificate of the path nobody is let in. `when_available`: whoever is known to be
revoked is not let in, and everybody else is. `none`: nobody is asked."""

log = get_logger("egovframe.auth")


class Revocation:
    """Asks responders first, where there are any, and looks at lists for what they do not tell."""

    def __init__(
        self, demand: Demand, *, lists: Lists, responders: Responders | None = None, distribution_points: bool = False
    ) -> None:
        self._demand = demand
        self._lists = lists
        self._responders = responders
        self._points = distribution_points

    def check(self, path: Path, *, at: datetime) -> None:
        """Raise ProofRefused when one certificate of the path is revoked, SourceUnavailable when nobody can tell.

        The trusted authority itself is not asked about: nobody is above it. Its settings are the city's.
        """
        if self._demand == "none":
            return
        # From above: an authority that is revoked vouches neither for certificates nor for lists.
        for certificate, issuer in reversed(path.links()):
            whose = "it" if certificate is path.leaf else "an authority above it"
            status = self._status(certificate, issuer, at)
            if status == "revoked":
                raise refused(f"{whose} was revoked")
            if status == "unknown":
                log.warning("Nobody tells whether a certificate is revoked.", issuer=issuer.subject.rfc4514_string())
                if self._demand == "required":
                    raise SourceUnavailable(
                        f"Nobody tells whether {whose} was revoked: there is no list or answer that counts now.",
                        hint="See the settings `crls`, `distribution_points`, `ocsp` and `revocation`.",
                    )

    def _status(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Status:
        if self._responders is not None:
            status = self._responders.status(certificate, issuer, at=at)
            if status != "unknown":
                return status
        return self._lists.status(certificate, issuer, at=at, also=addresses(certificate) if self._points else ())
