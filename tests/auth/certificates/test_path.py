"""From a person's certificate to an authority that the city trusts: what openssl issues, judged by RFC 5280."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path as File

import pytest

from egovframe.auth.certificates.papers import from_files
from egovframe.auth.certificates.path import CLIENT_AUTH, Path, Rules, path_of
from egovframe.auth.errors import ProofRefused
from tests.support.certifier import BELOW, ED25519, PERSON, RSA, WEAK, Certifier, Held, openssl

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
USUAL = Rules()


def path(held: Held, *others: Certifier, anchor: Certifier, rules: Rules = USUAL, at: datetime = AT) -> Path:
    """The path of a certificate that comes with those of some authorities."""
    (leaf,) = from_files([held.certificate])
    between = from_files([each.certificate for each in others])
    return path_of(leaf, between, from_files([anchor.certificate]), rules, at=at)


def leads(held: Held, *others: Certifier, anchor: Certifier, rules: Rules = USUAL, at: datetime = AT) -> bool:
    """Whether there is one; what is wrong is raised."""
    return path(held, *others, anchor=anchor, rules=rules, at=at).leaf is not None


def reason(held: Held, *others: Certifier, anchor: Certifier, rules: Rules = USUAL, at: datetime = AT) -> str:
    """Why there is none."""
    with pytest.raises(ProofRefused) as refused:
        path(held, *others, anchor=anchor, rules=rules, at=at)
    return refused.value.message


def test_a_certificate_leads_to_the_trusted_authority(root: Certifier, city: Certifier) -> None:
    """The person's first, the trusted one last; each link is a certificate and its issuer's."""
    kim = city.issue("김하늘")
    found = path(kim, city, anchor=root)
    assert [each.subject.rfc4514_string().split(",")[0] for each in found.chain] == ["CN=김하늘", "CN=City", "CN=Root"]
    assert found.leaf == found.chain[0]
    assert [(one.subject, two.subject) for one, two in found.links()] == [
        (found.chain[0].subject, found.chain[1].subject),
        (found.chain[1].subject, found.chain[2].subject),
    ]
    assert len(path(kim, city, city, city, anchor=root).chain) == 3, "what comes along twice does no harm"


@pytest.mark.parametrize("keys", [RSA, ED25519], ids=["rsa", "ed25519"])
def test_other_strong_keys_are_taken(root: Certifier, city: Certifier, keys: tuple[str, ...]) -> None:
    """RSA with 2,048 bits and Ed25519 beside P-256."""
    assert leads(city.issue(keys=keys), city, anchor=root)


def test_validity_is_the_certificates_own(root: Certifier, city: Certifier) -> None:
    """To the second on both sides, by the clock of the office."""
    kim = city.issue(since=AT - timedelta(days=1), until=AT + timedelta(days=1))
    assert leads(kim, city, anchor=root, at=AT - timedelta(days=1))
    assert "not valid yet" in reason(kim, city, anchor=root, at=AT - timedelta(days=1, seconds=1))
    assert "has expired" in reason(kim, city, anchor=root, at=AT + timedelta(days=1, seconds=1))


def test_an_authority_that_expired_vouches_for_nobody(root: Certifier, city: Certifier) -> None:
    """The authority between as well as the trusted one: long after both, the person's own is the first to say so."""
    kim = city.issue(until=datetime(2049, 1, 1, tzinfo=UTC))
    assert reason(kim, city, anchor=root, at=datetime(2047, 1, 1, tzinfo=UTC))


def test_nobody_vouches_for_a_stranger(root: Certifier, city: Certifier, tmp_path: File) -> None:
    """Another authority, though it is called the same; and one that the city trusts, without the one between."""
    other = Certifier.root(tmp_path / "other", "Root")
    mallory = other.below("City").issue("김하늘")
    assert "nobody whom the city trusts" in reason(city.issue(), anchor=root)
    assert reason(mallory, city, anchor=root)
    assert reason(other.issue(), other, anchor=root)


def test_a_certificate_that_was_changed_is_refused(root: Certifier, city: Certifier, tmp_path: File) -> None:
    """One bit of its signature."""
    kim = city.issue()
    der = bytearray(openssl("x509", "-in", str(kim.certificate), "-outform", "DER", cwd=city.folder))
    der[-1] ^= 1
    changed = tmp_path / "changed.pem"
    changed.write_bytes(openssl("x509", "-inform", "DER", cwd=tmp_path, stdin=bytes(der)))
    assert leads(kim, city, anchor=root)
    assert reason(Held(changed, kim.key), city, anchor=root)


def test_who_signs_for_themselves_is_refused(root: Certifier, tmp_path: File) -> None:
    """A certificate that nobody else signed, though its name be an anchor's; and an anchor that is no authority."""
    alone = Certifier.root(tmp_path / "alone", "Root", extensions=PERSON.replace("authorityKeyIdentifier=keyid", ""))
    assert "nobody but itself" in reason(alone.held, anchor=root)
    assert "nobody but itself" in reason(alone.held, anchor=alone)


def test_an_authoritys_certificate_is_no_persons(root: Certifier, city: Certifier) -> None:
    """Neither one between nor the trusted one signs in."""
    assert "authority's" in reason(city.held, anchor=root)
    assert "authority's" in reason(root.held, anchor=root)


def test_a_person_is_no_authority(root: Certifier, city: Certifier, tmp_path: File) -> None:
    """What somebody signs with their own certificate leads nowhere: basicConstraints says so, or does not say."""
    for number, extensions in enumerate((PERSON, PERSON.replace("basicConstraints=critical,CA:FALSE\n", ""))):
        kim = city.issue(extensions=extensions)
        forged = Certifier._laid(tmp_path / str(number), "Kim", city)
        forged.certificate.write_bytes(kim.certificate.read_bytes())
        (forged.folder / "ca.key").write_bytes(kim.key.read_bytes())
        assert reason(forged.issue("Mallory"), forged, city, anchor=root)


@pytest.mark.parametrize(
    ("extensions", "why"),
    [
        (PERSON.replace("clientAuth", "serverAuth"), "something else"),
        (PERSON.replace("clientAuth", "codeSigning,emailProtection"), "something else"),
        (PERSON.replace("clientAuth", "anyExtendedKeyUsage"), "something else"),
        (PERSON.replace("extendedKeyUsage=clientAuth\n", ""), "does not say what"),
        (PERSON.replace("digitalSignature", "keyEncipherment"), "not for digital signatures"),
        (PERSON.replace("digitalSignature", "digitalSignature,keyCertSign"), "not for digital signatures"),
        (PERSON.replace("keyUsage=critical,digitalSignature\n", ""), "not for digital signatures"),
        (PERSON + "\n1.2.3.4=critical,ASN1:NULL", "must be understood"),
    ],
    ids=[
        "server",
        "code and mail",
        "any",
        "no purpose",
        "encipherment",
        "certificates",
        "no usage",
        "unknown critical",
    ],
)
def test_a_certificate_for_something_else_is_refused(
    root: Certifier, city: Certifier, extensions: str, why: str
) -> None:
    """Key usage and extended key usage (RFC 5280, 4.2.1.3 and 4.2.1.12); what is critical must be understood."""
    assert why in reason(city.issue(extensions=extensions), city, anchor=root)


def test_the_settings_say_what_a_certificate_is_for(root: Certifier, city: Certifier) -> None:
    """None at all where that is allowed, as Korean ones have it; another purpose where one is named."""
    silent = city.issue(extensions=PERSON.replace("extendedKeyUsage=clientAuth\n", ""))
    mail = city.issue(extensions=PERSON.replace("clientAuth", "emailProtection"))
    relaxed = Rules(purpose_required=False)
    assert leads(silent, city, anchor=root, rules=relaxed)
    assert "something else" in reason(mail, city, anchor=root, rules=relaxed)
    assert leads(mail, city, anchor=root, rules=Rules(frozenset({CLIENT_AUTH, "1.3.6.1.5.5.7.3.4"})))


def test_an_authority_for_something_else_is_refused(root: Certifier) -> None:
    """One that may not sign certificates, and one that may issue them for servers alone."""
    no_signing = root.below("Seals", extensions=BELOW.replace("keyCertSign,", ""))
    servers = root.below("Servers", extensions=BELOW + "\nextendedKeyUsage=serverAuth")
    anything = root.below("Anything", extensions=BELOW + "\nextendedKeyUsage=anyExtendedKeyUsage")
    assert "not for certificates" in reason(no_signing.issue(), no_signing, anchor=root)
    assert "may not issue" in reason(servers.issue(), servers, anchor=root)
    assert leads(anything.issue(), anything, anchor=root)


def test_the_length_of_the_path_is_kept(root: Certifier, city: Certifier) -> None:
    """An authority with path length 0 has none below it (RFC 5280, 4.2.1.9); the settings may allow fewer."""
    wide = root.below("Wide", extensions=BELOW.replace(",pathlen:0", ""))
    below = wide.below("Below")
    too_far = city.below("TooFar")
    assert len(path(below.issue(), wide, below, anchor=root).chain) == 4
    assert "path length" in reason(too_far.issue(), city, too_far, anchor=root)
    assert reason(below.issue(), wide, below, anchor=root, rules=Rules(longest=1))
    assert leads(city.issue(), city, anchor=root, rules=Rules(longest=1))
    assert reason(city.issue(), city, anchor=root, rules=Rules(longest=0))


def test_names_are_kept_within_their_constraints(root: Certifier) -> None:
    """An authority for the city's own addresses issues none for others (RFC 5280, 4.2.1.10)."""
    named = root.below("Mail", extensions=BELOW + "\nnameConstraints=critical,permitted;email:city.example")
    inside = named.issue(extensions=PERSON + "\nsubjectAltName=email:kim@city.example")
    outside = named.issue(extensions=PERSON + "\nsubjectAltName=email:kim@evil.example")
    assert leads(inside, named, anchor=root)
    assert "name constraint" in reason(outside, named, anchor=root)


@pytest.mark.parametrize("critical", ["critical,", ""])
def test_whole_names_are_kept_within_their_constraints(root: Certifier, critical: str) -> None:
    """An authority for one organization issues none for another, whether that must be understood or not."""
    extensions = BELOW + f"\nnameConstraints={critical}permitted;dirName:allowed\n[allowed]\nC=KR\nO=Haneul City"
    named = root.below("Must" if critical else "May", extensions=extensions)
    found = path(named.issue(), named, anchor=root)
    assert len(found.chain) == 3
    assert found.links()[0][1] == from_files([named.certificate])[0]
    outside = named.issue(subject="/C=KR/O=Sky City/CN=Kim")
    assert "may issue none for a name like this" in reason(outside, named, anchor=root)
    weak = named.issue(keys=WEAK)
    assert "RSA key of 1024 bits" in reason(weak, named, anchor=root)
    server = named.issue(extensions=PERSON.replace("clientAuth", "serverAuth"))
    assert "something else than signing in" in reason(server, named, anchor=root)
    narrow = Rules(policies=frozenset({"1.2.3"}))
    assert "policy" in reason(named.issue(), named, anchor=root, rules=narrow)


def test_weak_keys_and_weak_hashes_are_refused(root: Certifier, city: Certifier) -> None:
    """RSA of 1,024 bits and SHA-1, of the person or of an authority between (SP 800-131A Rev. 2)."""
    assert "RSA key of 1024 bits" in reason(city.issue(keys=WEAK), city, anchor=root)
    assert reason(city.issue(md="sha1"), city, anchor=root)
    weak = root.below("Weak", keys=WEAK)
    old = root.below("Old", md="sha1")
    assert "too weak" in reason(weak.issue(), weak, anchor=root)
    assert reason(old.issue(), old, anchor=root)


def test_an_anchor_that_is_weak_is_no_anchor(tmp_path: File) -> None:
    """Whatever the settings say: its key signs everything below it. What it signed of itself is believed by nobody."""
    weak = Certifier.root(tmp_path / "weak", "Weak", keys=WEAK)
    old = Certifier.root(tmp_path / "old", "Old", md="sha1")
    assert "too weak" in reason(weak.issue(), anchor=weak)
    assert leads(old.issue(), anchor=old)


def test_policies_are_asked_for_all_along_the_path(root: Certifier) -> None:
    """The certificate names the policy, and so does every authority between, or any (RFC 5280, 6.1)."""
    one, two = "1.2.410.100001.2.1.2", "1.2.410.200004.5.1.1.5"
    plain = root.below("Plain")
    first = root.below("First", extensions=f"{BELOW}\ncertificatePolicies=critical,{one}")
    every = root.below("Every", extensions=f"{BELOW}\ncertificatePolicies=critical,2.5.29.32.0")
    rules = Rules(policies=frozenset({one}))
    extensions = f"{PERSON}\ncertificatePolicies=critical,{one},{two}"
    assert path(first.issue(extensions=extensions), first, anchor=root, rules=rules).policies == {one}
    assert path(every.issue(extensions=extensions), every, anchor=root, rules=rules).policies == {one, two}
    assert "policy" in reason(plain.issue(extensions=extensions), plain, anchor=root, rules=rules)
    assert "policy" in reason(first.issue(), first, anchor=root, rules=rules)
    assert path(first.issue(), first, anchor=root).policies == frozenset()


def test_an_authority_may_ask_that_a_policy_holds(root: Certifier) -> None:
    """RequireExplicitPolicy (RFC 5280, 4.2.1.11): then a certificate under no policy proves nothing."""
    strict = f"{BELOW}\ncertificatePolicies=1.2.3\npolicyConstraints=critical,requireExplicitPolicy:0"
    asks = root.below("Asks", extensions=strict)
    assert "policy" in reason(asks.issue(), asks, anchor=root)
    assert leads(asks.issue(extensions=f"{PERSON}\ncertificatePolicies=1.2.3"), asks, anchor=root)
