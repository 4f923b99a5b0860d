"""A certificate as the rules read it that say whom it means."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from egovframe.auth.certificates.papers import from_files
from egovframe.auth.certificates.path import Path, Rules, path_of
from egovframe.auth.certificates.subjects import (
    COMMON_NAME,
    COUNTRY,
    ORGANIZATION,
    SUBJECTS,
    UNIT,
    Subjects,
    issuer_of,
    paper_of,
)
from egovframe.kernel.errors import PluginError
from tests.support.certifier import PERSON, Certifier, Held, openssl

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)


def path(held: Held, city: Certifier, root: Certifier) -> Path:
    """The path of somebody's certificate."""
    leaf, between, anchor = from_files([held.certificate, city.certificate, root.certificate])
    return path_of(leaf, [between], [anchor], Rules(), at=AT)


def test_a_certificate_is_read(root: Certifier, city: Certifier) -> None:
    """Its name in whole and in parts, its number, its key, and the other names beside it."""
    extensions = f"{PERSON}\nsubjectAltName=email:kim@city.example,otherName:1.2.3.4;UTF8:Hong,DNS:kim.example"
    kim = city.issue(subject="/C=KR/O=Haneul City/OU=Roads/OU=people/CN=홍길동", extensions=extensions)
    found = paper_of(path(kim, city, root))
    assert found.subject == "CN=홍길동,OU=people,OU=Roads,O=Haneul City,C=KR"
    assert (found.one(COMMON_NAME), found.one(COUNTRY), found.one(ORGANIZATION)) == ("홍길동", "KR", "Haneul City")
    assert (found.all(UNIT), found.one(UNIT)) == (["Roads", "people"], "")
    assert found.emails == ("kim@city.example",)
    assert found.others == {"1.2.3.4": b"\x0c\x04Hong"}
    serial = openssl("x509", "-in", str(kim.certificate), "-noout", "-serial", cwd=city.folder).decode()
    assert found.serial == int(serial.partition("=")[2], 16)
    key = openssl("pkey", "-in", str(kim.key), "-pubout", "-outform", "DER", cwd=city.folder)
    assert found.key == hashlib.sha256(key).hexdigest()
    assert "홍길동" not in repr(found), "what names people stays out of logs"
    assert paper_of(path(city.issue(), city, root)).others == {}


def test_who_vouches_is_the_trusted_authority_and_the_issuer(root: Certifier, city: Certifier) -> None:
    """By their names: an issuer of the same name below another anchor is another one."""
    assert issuer_of(path(city.issue(), city, root)) == "x509:CN=Root,O=Haneul City,C=KR>CN=City,O=Haneul City,C=KR"
    leaf, anchor = from_files([root.issue().certificate, root.certificate])
    alone = issuer_of(path_of(leaf, [], [anchor], Rules(), at=AT))
    assert alone == "x509:CN=Root,O=Haneul City,C=KR>CN=Root,O=Haneul City,C=KR"


def test_names_cannot_run_together(root: Certifier) -> None:
    """A sign between the two names that stands in one of them is written otherwise."""
    odd = root.below("A>CN=B")
    assert issuer_of(path(odd.issue(), odd, root)).count(">") == 2
    assert "\\>" in issuer_of(path(odd.issue(), odd, root))


def test_rules_are_plug_ins() -> None:
    """Found by their entry points; one that is not there is named."""
    assert set(SUBJECTS.names()) >= {"gpki", "key", "name", "npki", "serial"}
    assert all(isinstance(SUBJECTS.load(name), Subjects) for name in SUBJECTS.names())
    with pytest.raises(PluginError):
        SUBJECTS.load("nobody")
