"""Under which policies a certificate was issued: its own, as far as those above it may issue under them."""

from __future__ import annotations

from egovframe.auth.certificates.papers import from_files
from egovframe.auth.certificates.policies import ANY, policies_along, policies_of
from tests.support.certifier import BELOW, PERSON, Certifier, Held

ONE, TWO = "1.2.410.100001.2.1.2", "1.2.410.200004.5.1.1.5"


def issued(certifier: Certifier, *policies: str) -> Held:
    """A certificate under some policies."""
    return certifier.issue(extensions=f"{PERSON}\ncertificatePolicies={','.join(policies)}" if policies else PERSON)


def along(held: Held, *above: Certifier) -> frozenset[str]:
    """The policies that hold; the authority just above first."""
    return policies_along(from_files([held.certificate, *(each.certificate for each in above)]))


def test_a_certificate_names_its_policies(city: Certifier) -> None:
    """None, or some."""
    (plain, both) = from_files([issued(city).certificate, issued(city, ONE, TWO).certificate])
    assert policies_of(plain) == frozenset()
    assert policies_of(both) == {ONE, TWO}


def test_an_authority_issues_under_its_own_policies_alone(root: Certifier, city: Certifier) -> None:
    """One that names a policy issues under that; any under all; none under none. The trusted one is not asked."""
    one = root.below("One", extensions=f"{BELOW}\ncertificatePolicies={ONE}")
    every = root.below("EveryPolicy", extensions=f"{BELOW}\ncertificatePolicies={ANY}")
    assert along(issued(one, ONE, TWO), one, root) == {ONE}
    assert along(issued(every, ONE, TWO), every, root) == {ONE, TWO}
    assert along(issued(city, ONE), city, root) == frozenset()
    assert along(issued(root, ONE), root) == {ONE}


def test_any_policy_is_none_in_particular(root: Certifier) -> None:
    """A person's certificate with anyPolicy names none; and where an authority inhibits it, it opens nothing."""
    every = root.below("EveryOne", extensions=f"{BELOW}\ncertificatePolicies={ANY}")
    assert along(issued(every, ANY), every, root) == frozenset()
    inhibits = f"{BELOW}\ncertificatePolicies={ANY},{ONE}\ninhibitAnyPolicy=critical,0"
    narrow = root.below("Narrow", extensions=inhibits)
    assert along(issued(narrow, ONE, TWO), narrow, root) == {ONE}
