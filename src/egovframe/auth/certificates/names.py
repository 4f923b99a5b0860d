"""Constraints on whole names (directoryName): an authority for one organization issues no certificate for another."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from egovframe.auth.certificates.papers import refused

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, Name, NameConstraints, RelativeDistinguishedName


def check_names(chain: Sequence[Certificate]) -> None:
    """Raise ProofRefused unless all names keep within what the authorities above may name (RFC 5280, 6.1.3 (b), (c)).

    `chain` goes from the person's certificate to the trusted authority, whose own constraints count too. Only whole
    names are looked at: the subject, and directoryName among the other names. A certificate without any is free.
    """
    for number, authority in enumerate(chain[1:], start=1):
        constraints = constraints_of(authority)
        if constraints is None:
            continue
        permitted, excluded = _whole(constraints.permitted_subtrees), _whole(constraints.excluded_subtrees)
        for below in chain[:number]:
            # An authority that renews its own key names nobody new (self-issued); the person's always counts.
            if below is not chain[0] and below.subject == below.issuer:
                continue
            for name in _names(below):
                if any(is_within(name, each) for each in excluded):
                    raise refused("an authority above it may issue none for this name")
                if permitted and not any(is_within(name, each) for each in permitted):
                    raise refused("an authority above it may issue none for a name like this")


def constraints_of(authority: Certificate) -> NameConstraints | None:
    """Return the name constraints of an authority; None where it has none."""
    from cryptography.x509 import ExtensionNotFound, NameConstraints

    try:
        return authority.extensions.get_extension_for_class(NameConstraints).value
    except ExtensionNotFound:
        return None


def is_within(name: Name, base: Name) -> bool:
    """Say whether a name stands below another one, or is it (RFC 5280, 7.1): its first parts are the other's."""
    mine, theirs = [_part(each) for each in name.rdns], [_part(each) for each in base.rdns]
    return mine[: len(theirs)] == theirs


def _part(rdn: RelativeDistinguishedName) -> frozenset[tuple[str, str | bytes]]:
    """Return one step of a name, as it is compared: case, width and blanks are no matter (RFC 4518, 2)."""
    return frozenset((each.oid.dotted_string, _folded(each.value)) for each in rdn)


def _folded(value: str | bytes) -> str | bytes:
    if isinstance(value, bytes):
        return value
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def _names(certificate: Certificate) -> list[Name]:
    from cryptography.x509 import DirectoryName, ExtensionNotFound, SubjectAlternativeName

    try:
        others = certificate.extensions.get_extension_for_class(SubjectAlternativeName).value
    except ExtensionNotFound:
        others = None
    found = [] if others is None else others.get_values_for_type(DirectoryName)
    return [each for each in (certificate.subject, *found) if each.rdns]


def _whole(subtrees: Sequence[object] | None) -> list[Name]:
    from cryptography.x509 import DirectoryName

    return [each.value for each in subtrees or () if isinstance(each, DirectoryName)]
