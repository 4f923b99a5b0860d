"""From a person's certificate to an authority that the city trusts, and what the certificate may be used for.

Signatures, validity, path length and most name constraints are checked by `cryptography.x509.verification`; what that
leaves to its caller is checked here: strength, key usage, extended key usage, policies, constraints on whole names, and
that it is a person's. Where it does not go on for such a constraint, `walk` finds the path.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from egovframe.auth.certificates.names import check_names
from egovframe.auth.certificates.papers import refused
from egovframe.auth.certificates.policies import policies_along
from egovframe.auth.certificates.strength import check_certificate, check_key, key_of
from egovframe.auth.certificates.walk import walked

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, ExtensionType

CLIENT_AUTH: Final = "1.3.6.1.5.5.7.3.2"
"""id-kp-clientAuth (RFC 5280, 4.2.1.12)."""
ANY_PURPOSE: Final = "2.5.29.37.0"
_UNSAID: Final = "an extension that must be understood and is not, or a constraint on names that cannot be checked"


@dataclass(frozen=True, slots=True)
class Path:
    """A path that holds: `chain` from the person's certificate to the trusted authority, and the policies in force."""

    chain: tuple[Certificate, ...]
    policies: frozenset[str]

    @property
    def leaf(self) -> Certificate:
        """Return the person's certificate."""
        return self.chain[0]

    def links(self) -> list[tuple[Certificate, Certificate]]:
        """Return each certificate below the trusted authority with the one of its issuer, the person's first."""
        return list(zip(self.chain[:-1], self.chain[1:], strict=True))


@dataclass(frozen=True, slots=True)
class Rules:
    """What a certificate must be.

    `purposes` are extended key usages of which it names one; with `purpose_required` false it may also name none at
    all. `policies`, where there are any, are those of which one must hold. `longest` counts certificates between it and
    the trusted authority.
    """

    purposes: frozenset[str] = frozenset({CLIENT_AUTH})
    purpose_required: bool = True
    policies: frozenset[str] = frozenset()
    longest: int = 4


def path_of(
    leaf: Certificate, others: Sequence[Certificate], anchors: Sequence[Certificate], rules: Rules, *, at: datetime
) -> Path:
    """Return the path from the certificate to one of the anchors (RFC 5280, section 6).

    `others` are certificates that may stand between; nothing in them is believed. Raises ProofRefused with the reason.
    """
    _check_leaf(leaf, rules)
    if leaf.issuer == leaf.subject:
        raise refused("it is signed by nobody but itself")
    chain = _verified(leaf, others, anchors, rules, at)
    if len(chain) < 2:
        raise refused("it is an authority's and not a person's")
    check_names(chain)
    for certificate in chain[:-1]:
        check_certificate(certificate)
    check_key(key_of(chain[-1]))
    for authority in chain[1:]:
        _check_authority(authority, rules, anchor=authority is chain[-1])
    policies = policies_along(chain)
    if (rules.policies or _must_be_explicit(chain)) and not policies & (rules.policies or policies):
        raise refused("it was not issued under a policy that is taken")
    return Path(chain, policies)


def _verified(
    leaf: Certificate, others: Sequence[Certificate], anchors: Sequence[Certificate], rules: Rules, at: datetime
) -> tuple[Certificate, ...]:
    from cryptography.x509 import BasicConstraints, CertificatePolicies, InhibitAnyPolicy, PolicyConstraints
    from cryptography.x509.verification import Criticality, ExtensionPolicy, PolicyBuilder, Store, VerificationError

    # The library's own rules are those of the web (CA/Browser Forum), which the certificates of states do not follow.
    # Policies may be critical (RFC 5280, 4.2.1.4): the library does not look at them, `policies_along` does.
    either = Criticality.AGNOSTIC
    people = ExtensionPolicy.permit_all().may_be_present(CertificatePolicies, either, None)
    authorities = (
        people.may_be_present(PolicyConstraints, either, None)
        .may_be_present(InhibitAnyPolicy, either, None)
        .require_present(BasicConstraints, either, None)
    )
    verifier = (
        PolicyBuilder()
        .store(Store(list(anchors)))
        .time(at.astimezone(UTC).replace(tzinfo=None))
        .max_chain_depth(rules.longest)
        .extension_policies(ca_policy=authorities, ee_policy=people)
        .build_client_verifier()
    )
    try:
        return tuple(verifier.verify(leaf, list(others)).chain)
    except VerificationError as error:
        if "directoryName constraint" in str(error):
            return walked(leaf, others, anchors, longest=rules.longest, at=at)
        raise refused(_why(leaf, error, at)) from error
    except ValueError as error:
        raise refused("its path cannot be read") from error


def _why(leaf: Certificate, error: Exception, at: datetime) -> str:
    """Return the reason in words for the trail; the library's own where there is no better one."""
    if at < leaf.not_valid_before_utc:
        return "it is not valid yet"
    if at > leaf.not_valid_after_utc:
        return "it has expired"
    said = str(error)
    if "critical" in said:
        return _UNSAID
    if "no interior errors" in said:
        return "nobody whom the city trusts vouches for it"
    return said.split(" (encountered", 1)[0][:200]


def _check_leaf(leaf: Certificate, rules: Rules) -> None:
    """Raise ProofRefused unless the certificate is a person's, and for showing who they are."""
    from cryptography.x509 import BasicConstraints, ExtendedKeyUsage, KeyUsage, Version

    if leaf.version is not Version.v3:
        raise refused("it is not of version 3")
    constraints = _extension(leaf, BasicConstraints)
    if isinstance(constraints, BasicConstraints) and constraints.ca:
        raise refused("it is an authority's and not a person's")
    usage = _extension(leaf, KeyUsage)
    if not (isinstance(usage, KeyUsage) and usage.digital_signature) or usage.key_cert_sign:
        raise refused("its key is not for digital signatures")
    purposes = _extension(leaf, ExtendedKeyUsage)
    if purposes is None:
        if rules.purpose_required:
            raise refused("it does not say what it is for")
    elif isinstance(purposes, ExtendedKeyUsage):
        named = {each.dotted_string for each in purposes}
        if not named & rules.purposes:
            raise refused("it is for something else than signing in")


def _check_authority(authority: Certificate, rules: Rules, *, anchor: bool) -> None:
    """Raise ProofRefused unless the certificate is an authority's, that may issue certificates of this kind."""
    from cryptography.x509 import BasicConstraints, ExtendedKeyUsage, KeyUsage

    constraints = _extension(authority, BasicConstraints)
    if not (isinstance(constraints, BasicConstraints) and constraints.ca):
        raise refused("an issuer is no authority")
    usage = _extension(authority, KeyUsage)
    if isinstance(usage, KeyUsage) and not usage.key_cert_sign:
        raise refused("an issuer's key is not for certificates")
    purposes = _extension(authority, ExtendedKeyUsage)
    if not anchor and isinstance(purposes, ExtendedKeyUsage):
        named = {each.dotted_string for each in purposes}
        if not named & (rules.purposes | {ANY_PURPOSE}):
            raise refused("an issuer may not issue certificates for signing in")


def _must_be_explicit(chain: Sequence[Certificate]) -> bool:
    """Say whether an authority asks that a policy holds (requireExplicitPolicy), however far below it."""
    from cryptography.x509 import PolicyConstraints

    found = (_extension(each, PolicyConstraints) for each in chain)
    return any(isinstance(each, PolicyConstraints) and each.require_explicit_policy is not None for each in found)


def _extension(certificate: Certificate, kind: type[ExtensionType]) -> ExtensionType | None:
    from cryptography.x509 import ExtensionNotFound

    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except ExtensionNotFound:
        return None
