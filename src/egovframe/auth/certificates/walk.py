"""The way up to a trusted authority where one on it may issue for some whole names alone.

`cryptography.x509.verification` does not go on at a constraint on directoryName. Then, and only then, the path is found
here, link by link (RFC 5280, 6.1): signatures by that library, and whatever is not understood is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from egovframe.auth.certificates.names import check_names, constraints_of
from egovframe.auth.certificates.papers import refused
from egovframe.auth.errors import ProofRefused

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

MOST_CHECKS: Final = 100
"""How many signatures are looked at: whoever sends authorities that all look alike keeps nobody busy."""
_UNDERSTOOD: Final = frozenset(
    {
        "2.5.29.15",  # keyUsage
        "2.5.29.17",  # subjectAltName
        "2.5.29.19",  # basicConstraints
        "2.5.29.30",  # nameConstraints
        "2.5.29.32",  # certificatePolicies
        "2.5.29.36",  # policyConstraints
        "2.5.29.37",  # extendedKeyUsage
        "2.5.29.54",  # inhibitAnyPolicy
    }
)
"""The extensions that may be critical: those that are looked at, here or by whoever goes on with the path."""


def walked(
    leaf: Certificate, others: Sequence[Certificate], anchors: Sequence[Certificate], *, longest: int, at: datetime
) -> tuple[Certificate, ...]:
    """Return a path from the certificate to one of the anchors, `longest` certificates between them at most.

    Validity, signatures, path length, name constraints and critical extensions hold on it; strength, key usage and
    policies are for the caller to look at. Raises ProofRefused with the reason, of the last way that led nowhere.
    """
    walk = _Walk(others, anchors, longest, at)
    found = walk.up((leaf,))
    if found is None:
        raise walk.why or refused("nobody whom the city trusts vouches for it")
    return found


@dataclass
class _Walk:
    others: Sequence[Certificate]
    anchors: Sequence[Certificate]
    longest: int
    at: datetime
    checks: int = 0
    why: ProofRefused | None = field(default=None)

    def up(self, chain: tuple[Certificate, ...]) -> tuple[Certificate, ...] | None:
        """Return the whole path that begins so; None when there is none."""
        try:
            _check_link(chain[-1], self.at)
        except ProofRefused as error:
            self.why = error
            return None
        for anchor in self.anchors:
            if self._issued(chain[-1], anchor) and self._holds((*chain, anchor)):
                return (*chain, anchor)
        if len(chain) > self.longest:
            self.why = self.why or refused("its path is too long")
            return None
        for each in self.others:
            if each not in chain and self._issued(chain[-1], each):
                found = self.up((*chain, each))
                if found is not None:
                    return found
        return None

    def _issued(self, certificate: Certificate, by: Certificate) -> bool:
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

        if certificate.issuer != by.subject:
            return False
        self.checks += 1
        if self.checks > MOST_CHECKS:
            raise refused("too many authorities look like its issuer")
        try:
            certificate.verify_directly_issued_by(by)
        except (InvalidSignature, UnsupportedAlgorithm, TypeError, ValueError):
            return False
        return True

    def _holds(self, chain: tuple[Certificate, ...]) -> bool:
        try:
            _check_link(chain[-1], self.at)
            _check_lengths(chain)
            check_names(chain)
        except ProofRefused as error:
            self.why = error
            return False
        return True


def _check_link(certificate: Certificate, at: datetime) -> None:
    """Raise ProofRefused unless the certificate counts at that moment, and nothing in it is beyond us."""
    from cryptography.x509 import DirectoryName, Version

    if certificate.version is not Version.v3:
        raise refused("it, or an issuer of it, is not of version 3")
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise refused("it, or an issuer of it, is not valid now")
    try:
        critical = {each.oid.dotted_string for each in certificate.extensions if each.critical}
        constraints = constraints_of(certificate)
    except ValueError as error:
        raise refused("its path cannot be read") from error
    if critical - _UNDERSTOOD:
        raise refused("an extension that must be understood is not")
    if constraints is not None:
        subtrees = (*(constraints.permitted_subtrees or ()), *(constraints.excluded_subtrees or ()))
        if not all(isinstance(each, DirectoryName) for each in subtrees):
            raise refused("whole names and others are constrained together, which cannot be checked")


def _check_lengths(chain: Sequence[Certificate]) -> None:
    """Raise ProofRefused where more authorities stand below one than it allows (RFC 5280, 4.2.1.9)."""
    from cryptography.x509 import BasicConstraints, ExtensionNotFound

    for number, authority in enumerate(chain[1:], start=1):
        try:
            constraints = authority.extensions.get_extension_for_class(BasicConstraints).value
        except ExtensionNotFound:
            raise refused("an issuer is no authority") from None
        below = sum(each.subject != each.issuer for each in chain[1:number])
        if not constraints.ca:
            raise refused("an issuer is no authority")
        if constraints.path_length is not None and below > constraints.path_length:
            raise refused("more authorities stand below one of its issuers than that allows (path length)")
