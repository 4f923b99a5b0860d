"""Lists of revoked certificates, as `openssl ca -gencrl` writes them: which count, and how they are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.certificates.lists import AGAIN, EVERY, Lists, Status, addresses, covers, parsed
from egovframe.auth.certificates.papers import from_files
from tests.support.certifier import BELOW, PERSON, WEAK, Certifier, Held, serving
from tests.support.processes import free_port

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
SECONDS = timedelta(seconds=5)


@pytest.fixture
def own(root: Certifier, tmp_path: Path) -> Certifier:
    """An authority of this test, that may revoke."""
    return Certifier.root(tmp_path / "own", "Own")


def pair(held: Held, issuer: Certifier) -> tuple[Certificate, Certificate]:
    """A certificate and its issuer's."""
    one, two = from_files([held.certificate, issuer.certificate])
    return one, two


def status(held: Held, issuer: Certifier, *sources: object, at: datetime = AT) -> Status:
    """What some files say of a certificate."""
    return Lists([str(each) for each in sources], within=SECONDS).status(*pair(held, issuer), at=at)


def test_a_list_says_who_is_revoked(own: Certifier) -> None:
    """Those and nobody else; on hold is revoked too. In DER as well."""
    kim, lee, park = own.issue("Kim"), own.issue("Lee"), own.issue("Park")
    own.revoke(lee.certificate)
    own.revoke(park.certificate, "certificateHold")
    path = own.crl()
    assert [status(each, own, path) for each in (kim, lee, park)] == ["good", "revoked", "revoked"]


def test_without_a_list_nothing_is_known(own: Certifier, tmp_path: Path) -> None:
    """No source, a file that is missing, one that holds something else."""
    kim = own.issue()
    wrong = tmp_path / "wrong.crl"
    wrong.write_text("nothing")
    assert status(kim, own) == "unknown"
    assert status(kim, own, tmp_path / "missing.crl") == "unknown"
    assert status(kim, own, wrong, own.certificate) == "unknown"
    assert status(kim, own, wrong, own.crl()) == "good"


def test_a_list_counts_while_it_is_fresh(own: Certifier) -> None:
    """From its date to that of the next one; a stale one tells nothing, not even that somebody is revoked."""
    kim, lee = own.issue("Kim"), own.issue("Lee")
    own.revoke(lee.certificate)
    path = own.crl(since=AT - timedelta(days=1), until=AT + timedelta(days=1))
    assert [status(each, own, path) for each in (kim, lee)] == ["good", "revoked"]
    for moment in (AT - timedelta(days=1, seconds=1), AT + timedelta(days=1)):
        assert [status(each, own, path, at=moment) for each in (kim, lee)] == ["unknown", "unknown"]


def test_a_list_is_the_issuers_own(own: Certifier, root: Certifier, tmp_path: Path) -> None:
    """Not another authority's, though it has the same name; nor one that was changed; nor one over SHA-1."""
    kim = own.issue()
    namesake = Certifier.root(tmp_path / "namesake", "Own")
    assert status(kim, own, root.crl(name="other.crl"), namesake.crl()) == "unknown"
    path = own.crl()
    der = bytearray(parsed(path.read_bytes())[0].public_bytes(Encoding.DER))
    der[-1] ^= 1
    broken = tmp_path / "broken.crl"
    broken.write_bytes(bytes(der))
    assert status(kim, own, broken) == "unknown"
    assert status(kim, own, own.crl(md="sha1", name="old.crl")) == "unknown"
    assert status(kim, own, path) == "good"


def test_an_authority_that_may_not_sign_lists_signs_none(root: Certifier) -> None:
    """KeyUsage without cRLSign (RFC 5280, 6.3.3 (f))."""
    mute = root.below("Mute", extensions=BELOW.replace(",cRLSign", ""))
    assert status(mute.issue(), mute, mute.crl()) == "unknown"


def test_a_list_covers_what_it_says(own: Certifier) -> None:
    """Of people or of authorities; of some reasons, of others' certificates, a delta: none that counts alone."""
    kim, below = own.issue(), own.below("Below").held
    dialects: dict[str, tuple[Status, Status]] = {
        "issuingDistributionPoint=critical,@idp\n[idp]\nonlyuser=TRUE": ("good", "unknown"),
        "issuingDistributionPoint=critical,@idp\n[idp]\nonlyCA=TRUE": ("unknown", "good"),
        "issuingDistributionPoint=critical,@idp\n[idp]\nonlyAA=TRUE": ("unknown", "unknown"),
        "issuingDistributionPoint=critical,@idp\n[idp]\nindirectCRL=TRUE": ("unknown", "unknown"),
        "issuingDistributionPoint=critical,@idp\n[idp]\nonlysomereasons=keyCompromise": ("unknown", "unknown"),
        "issuingDistributionPoint=critical,@idp\n[idp]\nfullname=URI:http://127.0.0.1/1.crl": ("unknown", "unknown"),
        "2.5.29.27=critical,ASN1:INTEGER:1": ("unknown", "unknown"),
        "1.2.3.4=critical,ASN1:NULL": ("unknown", "unknown"),
        "1.2.3.4=ASN1:NULL": ("good", "good"),
    }
    for number, (extensions, expected) in enumerate(dialects.items()):
        path = own.crl(extensions=f"authorityKeyIdentifier=keyid\n{extensions}", name=f"{number}.crl")
        assert (status(kim, own, path), status(below, own, path)) == expected, extensions


def test_a_list_of_a_part_is_about_those_who_name_it(own: Certifier) -> None:
    """An authority may keep several lists: one in the place of another hides whom that one names (5.2.5)."""
    first, second = "http://127.0.0.1/1.crl", "http://127.0.0.1/2.crl"
    point = "issuingDistributionPoint=critical,@idp\n[idp]\nfullname=URI:"
    kim = own.issue(extensions=f"{PERSON}\ncrlDistributionPoints=URI:{first}")
    assert status(kim, own, own.crl(extensions=point + first, name="1.crl")) == "good"
    other = own.crl(extensions=point + second, name="2.crl")
    assert status(kim, own, other) == "unknown"
    (list_,) = parsed(other.read_bytes())
    assert not covers(list_, pair(kim, own)[0])


def test_a_file_is_read_again_when_it_changed(own: Certifier) -> None:
    """A new list is heeded at once; one that is broken leaves what was read before, as long as that is fresh."""
    kim = own.issue()
    path = own.crl()
    lists = Lists([str(path)], within=SECONDS)
    assert lists.status(*pair(kim, own), at=AT) == "good"
    own.revoke(kim.certificate)
    own.crl()
    assert lists.status(*pair(kim, own), at=AT) == "revoked"
    path.write_text("broken")
    assert lists.status(*pair(kim, own), at=AT) == "revoked"


def test_an_address_is_asked_once_an_hour(own: Certifier) -> None:
    """Or when what it gave is stale; never more than once a minute while it gives nothing."""
    kim = own.issue()
    path = own.crl(since=AT - timedelta(days=1), until=AT + timedelta(hours=5))
    asked: list[bytes] = []
    broken = False

    def answer(question: bytes) -> bytes:
        asked.append(question)
        return b"nothing" if broken else path.read_bytes()

    with serving(answer) as url:
        lists = Lists([url], within=SECONDS)
        assert [lists.status(*pair(kim, own), at=AT) for _ in range(3)] == ["good"] * 3
        assert len(asked) == 1
        own.revoke(kim.certificate)
        path = own.crl(since=AT, until=AT + timedelta(hours=5), name="newer.crl")
        assert lists.status(*pair(kim, own), at=AT + EVERY - timedelta(seconds=1)) == "good"
        assert lists.status(*pair(kim, own), at=AT + EVERY) == "revoked"
        assert len(asked) == 2
        broken = True
        assert lists.status(*pair(kim, own), at=AT + 2 * EVERY) == "revoked", "what was fetched before still counts"
        later = AT + timedelta(hours=5)
        assert [lists.status(*pair(kim, own), at=later) for _ in range(3)] == ["unknown"] * 3
        assert len(asked) == 4
        assert lists.status(*pair(kim, own), at=later + AGAIN) == "unknown"
        assert len(asked) == 5


def test_where_a_certificate_says_its_list_is(own: Certifier) -> None:
    """By http and https, and never by LDAP or from a file; asked only where the caller says so."""
    points = "URI:ldap://127.0.0.1/cn=crl,URI:file:///etc/passwd,URI:http://127.0.0.1:1/a.crl"
    kim = own.issue(extensions=f"{PERSON}\ncrlDistributionPoints={points}")
    assert addresses(pair(kim, own)[0]) == ["http://127.0.0.1:1/a.crl"]
    assert addresses(pair(own.issue(), own)[0]) == []
    path = own.crl()
    with serving(lambda _: path.read_bytes()) as url:
        lists = Lists([], within=SECONDS)
        assert lists.status(*pair(kim, own), at=AT) == "unknown"
        assert lists.status(*pair(kim, own), at=AT, also=[url]) == "good"
        nobody = f"http://127.0.0.1:{free_port()}/"
        assert lists.status(*pair(kim, own), at=AT, also=[nobody, url]) == "good"


def test_a_weak_authoritys_list_is_still_read_as_a_list(tmp_path: Path) -> None:
    """Strength of keys is the path's question; a list over SHA-256 by its key is the issuer's word."""
    weak = Certifier.root(tmp_path / "weak", "Weak", keys=WEAK)
    assert status(weak.issue(), weak, weak.crl()) == "good"


@given(garbage=st.binary(max_size=200))
def test_garbage_is_no_list(garbage: bytes) -> None:
    """ValueError and nothing else."""
    with pytest.raises(ValueError, match=r".*"):
        parsed(garbage)


def test_a_file_holds_several_lists(own: Certifier, root: Certifier) -> None:
    """In PEM, one behind the other."""
    both = own.crl().read_bytes() + root.crl(name="second.crl").read_bytes()
    assert [each.issuer.rfc4514_string()[:7] for each in parsed(both)] == ["CN=Own,", "CN=Root"]
