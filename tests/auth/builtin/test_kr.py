"""Whom Korean certificates mean: names as GPKI and NPKI write them, issued by openssl."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path as File

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.builtin.certificate import Certificate
from egovframe.auth.builtin.kr import IDENTIFY_DATA, Gpki, Npki, real_name
from egovframe.auth.certificates.subjects import COMMON_NAME, COUNTRY, ORGANIZATION, UNIT, Meant, Paper
from egovframe.auth.errors import ProofRefused
from egovframe.auth.evidence import Person
from egovframe.testing.suites import SubjectsSuite
from tests.support.certifier import PERSON, Certifier

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
OFFICIAL = "/C=KR/O=Government of Korea/OU=교육부/OU=people/CN=850홍길동001"
CITIZEN = "/C=kr/O=yessign/OU=personal4IB/OU=KMB/CN=홍길동()0004012345678901"
SIGNING = PERSON.replace("extendedKeyUsage=clientAuth\n", "").replace(
    "digitalSignature", "digitalSignature,nonRepudiation"
)


def paper(country: str, organization: str, *units: str, name: str, identity: bytes = b"") -> Paper:
    """A certificate with that name."""
    parts = ((COUNTRY, country), (ORGANIZATION, organization), *((UNIT, unit) for unit in units), (COMMON_NAME, name))
    others = {IDENTIFY_DATA: identity} if identity else {}
    return Paper(subject=f"CN={name},O={organization}", attributes=parts, serial=1, key="ab" * 32, others=others)


def official(name: str, *units: str, organization: str = "Government of Korea", country: str = "KR") -> Meant:
    """Whom an official's certificate means."""
    return Gpki().meant(paper(country, organization, *(units or ("교육부", "people")), name=name))


def signed_in(folder: File, rule: str, subject: str, extensions: str = SIGNING) -> Person:
    """Whoever signs a text with a certificate of that name, without any extended key usage."""
    root = Certifier.root(folder / "root", "KISA RootCA")
    held = root.issue(subject=subject, extensions=extensions)
    plugin = Certificate(anchors=(root.certificate,), subject=rule, purpose_required=False, crls=(str(root.crl()),))
    return plugin.signed(held.sign(b"text"), b"text", at=AT)


def test_an_official_signs_in(tmp_path: File) -> None:
    """The name without the numbers around it, and the agency; known by the whole name."""
    person = signed_in(tmp_path, "gpki", OFFICIAL)
    assert (person.name, person.title) == ("홍길동", "홍길동, 교육부")
    assert person.subject == "gpki:CN=850홍길동001,OU=people,OU=교육부,O=Government of Korea,C=KR"


def test_a_citizen_signs_in_and_the_number_stays_unseen(tmp_path: File) -> None:
    """The number of the authority is in the subject, of which a keyed digest is kept, and nowhere else."""
    person = signed_in(tmp_path, "npki", CITIZEN)
    assert (person.name, person.title, person.email, person.unique) == ("홍길동", "홍길동", "", "")
    assert "0004012345678901" in person.subject


def test_the_real_name_comes_from_identify_data(tmp_path: File) -> None:
    """As authorities write it beside the name, with the hash of a number (VID) that nobody reads here."""
    extensions = (
        f"{SIGNING}\nsubjectAltName=otherName:{IDENTIFY_DATA};SEQUENCE:identity\n"
        "[identity]\nname=FORMAT:UTF8,UTF8:전태일\ninfo=SEQUENCE:info\n"
        "[info]\nvid=SEQUENCE:attribute\n[attribute]\ntype=OID:1.2.410.200004.10.1.1.1\nvalue=SET:hashed\n"
        "[hashed]\nhash=SEQUENCE:hash\n[hash]\nalgorithm=SEQUENCE:algorithm\n"
        "digest=EXPLICIT:0,FORMAT:HEX,OCT:00112233\n[algorithm]\nkind=OID:2.16.840.1.101.3.4.2.1"
    )
    person = signed_in(tmp_path, "npki", CITIZEN.replace("홍길동", "주식회사 하늘"), extensions)
    assert person.name == "전태일"


@pytest.mark.parametrize("name", ["850홍길동001", "001남궁 민수002"])
def test_officials_have_numbers_around_their_names(name: str) -> None:
    """Three digits before and behind."""
    assert official(name).name == name[3:-3]


@pytest.mark.parametrize("name", ["SVR1311361003", "홍길동", "850홍길동", "홍길동001", "85홍길동001", "850001", ""])
def test_what_is_not_an_officials_own_is_refused(name: str) -> None:
    """Servers, seals, and names of another form."""
    with pytest.raises(ProofRefused):
        official(name)


def test_an_official_is_of_the_government(tmp_path: File) -> None:
    """Another organization, another country, the group of servers: refused, though the name looks right."""
    assert official("850홍길동001").subject.startswith("gpki:")
    for more in ({"organization": "Government of Elsewhere"}, {"organization": ""}, {"country": "KP"}):
        with pytest.raises(ProofRefused):
            official("850홍길동001", **more)
    with pytest.raises(ProofRefused):
        official("850홍길동001", "Group of Server")


@pytest.mark.parametrize("name", ["홍길동", "홍길동()", "()0004012345678901", "", "홍길동(a)(b)1"])
def test_what_is_not_a_citizens_is_refused(name: str) -> None:
    """Names of another form."""
    with pytest.raises(ProofRefused):
        Npki().meant(paper("KR", "yessign", name=name))
    with pytest.raises(ProofRefused):
        Npki().meant(paper("US", "yessign", name="홍길동()0004012345678901"))


def test_names_of_citizens_in_their_forms() -> None:
    """With a name in letters between the brackets, or none; a number of digits, or of letters too."""
    for name in ("홍길동()0004012345678901", "홍길동(Hong Gil Dong)0082041200512345", "홍길동(HONG)1a2b3c"):
        assert Npki().meant(paper("kr", "yessign", name=name)).name == "홍길동"


@given(garbage=st.binary(max_size=100))
def test_garbage_is_no_real_name(garbage: bytes) -> None:
    """The name of the certificate is taken then; nothing is raised."""
    found = Npki().meant(paper("KR", "yessign", name="홍길동()0004", identity=garbage))
    assert found.name
    assert real_name(paper("KR", "yessign", name="x", identity=b"\x30\x03\x0c\x01 ")) == ""


class TestGpki(SubjectsSuite):
    """What every rule must do, for officials."""

    @pytest.fixture
    def subjects(self) -> Gpki:
        """The rule."""
        return Gpki()

    @pytest.fixture
    def papers(self) -> list[Paper]:
        """Two officials of one name."""
        names = ("850홍길동001", "850홍길동002")
        return [paper("KR", "Government of Korea", "교육부", "people", name=name) for name in names]


class TestNpki(SubjectsSuite):
    """What every rule must do, for citizens."""

    @pytest.fixture
    def subjects(self) -> Npki:
        """The rule."""
        return Npki()

    @pytest.fixture
    def papers(self) -> list[Paper]:
        """Two citizens of one name, one with identifyData that is not of that kind."""
        one = paper("kr", "yessign", "personal4IB", "KMB", name="홍길동()0004012345678901", identity=b"\x30\x00")
        return [one, paper("kr", "yessign", "personal4IB", "KMB", name="홍길동()0004012345678902")]
