"""Under which policies a certificate was issued, as far as every authority above it may issue under them (RFC 5280)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

ANY: Final = "2.5.29.32.0"
"""anyPolicy: an authority with it may issue under every policy (RFC 5280, 4.2.1.4)."""


def policies_of(certificate: Certificate) -> frozenset[str]:
    """Return the policies that the certificate itself names, as dotted numbers."""
    from cryptography.x509 import CertificatePolicies, ExtensionNotFound

    try:
        found = certificate.extensions.get_extension_for_class(CertificatePolicies).value
    except ExtensionNotFound:
        return frozenset()
    return frozenset(each.policy_identifier.dotted_string for each in found)


def policies_along(chain: Sequence[Certificate]) -> frozenset[str]:
    """Return the policies that hold for the first certificate of a path whose last one is the trusted authority.

    Narrower than RFC 5280 section 6.1 and never wider: a policy holds only when every certificate names it, or an
    authority above the person names anyPolicy; authorities' mappings of one policy to another are passed over, and so
    is anyPolicy everywhere where one authority of the path inhibits it.
    """
    from cryptography.x509 import ExtensionNotFound, InhibitAnyPolicy

    inhibited = False
    for authority in chain[1:]:
        try:
            authority.extensions.get_extension_for_class(InhibitAnyPolicy)
        except ExtensionNotFound:
            continue
        inhibited = True
    held = policies_of(chain[0]) - {ANY}
    for authority in chain[1:-1]:
        allowed = policies_of(authority)
        if inhibited or ANY not in allowed:
            held &= allowed
    return held
