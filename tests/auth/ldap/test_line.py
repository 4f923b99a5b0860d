"""A line to a real directory: encrypted and checked, bounded in time, and never opened again in the clear."""

from __future__ import annotations

import ssl
import time
from pathlib import Path

import pytest

from egovframe.auth import SourceUnavailable
from egovframe.auth.ldap.address import Address, address_of
from egovframe.auth.ldap.line import must_change, open_line
from tests.support.listening import dripping, passing_on, serving, silent
from tests.support.slapd import BASE, GROUPS, PASSWORD, PEOPLE, SERVICE, SERVICE_PASSWORD, Slapd

KIM = f"uid=kim,{PEOPLE}"


def trusting(directory: Slapd, authority: str = "authority.pem") -> ssl.SSLContext:
    """A context that believes one authority."""
    return ssl.create_default_context(cafile=directory.papers[authority])


@pytest.mark.parametrize("url", ["url", "secure_url"])
def test_a_bind_says_whether_the_password_is_right(directory: Slapd, url: str) -> None:
    """By StartTLS and by TLS from the start; a wrong one and an entry that is not there are a plain no."""
    with open_line(address_of(getattr(directory, url)), trusting(directory), seconds=20) as line:
        assert line.bind(KIM, PASSWORD.encode())
        assert not line.bind(KIM, b"wrong")
        assert not line.bind(f"uid=nobody,{PEOPLE}", PASSWORD.encode())
        assert not line.bind("no name of an entry", PASSWORD.encode())


@pytest.mark.parametrize(
    ("policy", "must"),
    [
        (b"", False),
        (b"\x30\x00", False),
        (b"\x30\x03\x81\x01\x02", True),
        (b"\x30\x03\x81\x01\x00", False),
        (b"\x30\x09\xa0\x04\x81\x02\x01\x02\x81\x01\x02", True),
        (b"\x30\x06\xa0\x04\x80\x02\x01\x02", False),
        (b"\x30\x08\xa0\x06\x80\x04\x00\x81\x01\x02", False),
    ],
)
def test_what_is_said_of_a_password(policy: bytes, must: bool) -> None:
    """Only the error that it has to be changed first; seconds left that look like it are none."""
    assert must_change(policy) is must


@pytest.mark.parametrize(("dn", "secret"), [(KIM, b""), ("", PASSWORD.encode()), ("", b"")])
def test_an_empty_password_or_name_is_never_sent(directory: Slapd, dn: str, secret: bytes) -> None:
    """A directory says yes to both, and has let nobody in (RFC 4513 §5.1.1, §5.1.2)."""
    with (
        serving(passing_on(directory.port)) as heard,
        open_line(Address("127.0.0.1", heard.port, tls=False), None, seconds=20) as line,
    ):
        assert not line.bind(dn, secret)
        assert not heard.said


def test_a_search_gives_what_it_was_asked_for(directory: Slapd) -> None:
    """The entries that meet the filter, and the attributes that were named."""
    with open_line(address_of(directory.secure_url), trusting(directory), seconds=20) as line:
        line.bind_as_office(SERVICE, SERVICE_PASSWORD.encode())
        (entry,) = line.search(PEOPLE, "(uid=kim)", ["cn"], scope="tree", limit=5)
        assert (entry.dn, entry.texts("cn"), entry.texts("uid")) == (KIM, ("Kim", "김도로"), ())
        assert line.search(PEOPLE, "(uid=nobody)", ["cn"], scope="tree", limit=5) == []
        assert line.search(BASE, "(uid=kim)", ["cn"], scope="level", limit=5) == []
        assert [each.dn for each in line.search(KIM, "(objectClass=*)", [], scope="entry", limit=1)] == [KIM]
        assert line.search(f"uid=nobody,{PEOPLE}", "(objectClass=*)", [], scope="entry", limit=1) == []


def test_what_cannot_be_asked_is_no_empty_answer(directory: Slapd) -> None:
    """More entries than were asked for, a place that is not there, a stranger who looks: an error, with its result."""
    with open_line(address_of(directory.secure_url), trusting(directory), seconds=20) as line:
        with pytest.raises(SourceUnavailable, match=r"result 49"):
            line.bind_as_office(SERVICE, b"wrong")
        line.bind_as_office(SERVICE, SERVICE_PASSWORD.encode())
        with pytest.raises(SourceUnavailable, match="more than 1 entries"):
            line.search(PEOPLE, "(objectClass=person)", ["cn"], scope="tree", limit=1)
        with pytest.raises(SourceUnavailable, match=r"dc=nowhere.*result 32"):
            line.search("dc=nowhere", "(uid=kim)", ["cn"], scope="tree", limit=5)


def test_referrals_are_passed_by(directory: Slapd) -> None:
    """Nobody goes where a directory points: the other place would be handed the password."""
    with serving(silent) as elsewhere:
        dn = f"ou=away,{PEOPLE}"
        with directory.changing() as connection:
            values = {"ou": "away", "ref": f"ldap://127.0.0.1:{elsewhere.port}/{PEOPLE}"}
            manage = [("2.16.840.1.113730.3.4.2", True, None)]
            connection.add(dn, ["referral", "extensibleObject"], values, controls=manage)
        try:
            with open_line(address_of(directory.secure_url), trusting(directory), seconds=20) as line:
                line.bind_as_office(SERVICE, SERVICE_PASSWORD.encode())
                assert len(line.search(PEOPLE, "(uid=kim)", ["cn"], scope="tree", limit=5)) == 1
                with pytest.raises(SourceUnavailable, match=r"result 10"):
                    line.search(dn, "(uid=kim)", ["cn"], scope="tree", limit=5)
        finally:
            with directory.changing() as connection:
                connection.delete(dn, controls=manage)
        assert elsewhere.came == 0


@pytest.mark.parametrize("url", ["url", "secure_url"])
def test_a_certificate_of_another_authority_is_refused(directory: Slapd, url: str) -> None:
    """Before anything is said."""
    with (
        pytest.raises(SourceUnavailable, match="certificate that does not hold"),
        open_line(address_of(getattr(directory, url)), trusting(directory, "stranger.pem"), seconds=20),
    ):
        pytest.fail("a line was lent")


def test_a_certificate_for_another_host_is_refused(directory: Slapd) -> None:
    """The right authority is not enough: it must be good for the host that the settings name."""
    elsewhere = Address("127.0.0.2", directory.port, tls=False)
    with (
        pytest.raises(SourceUnavailable, match="certificate that does not hold"),
        open_line(elsewhere, trusting(directory), seconds=20),
    ):
        pytest.fail("a line was lent")


def test_nothing_but_starttls_is_said_in_the_clear(directory: Slapd) -> None:
    """Who listens in hears the one request, and then what looks like noise."""
    with serving(passing_on(directory.port)) as heard:
        with open_line(Address("127.0.0.1", heard.port, tls=False), trusting(directory), seconds=20) as line:
            assert line.bind(KIM, PASSWORD.encode())
        assert b"1.3.6.1.4.1.1466.20037" in heard.said
        for secret in (PASSWORD.encode(), b"kim", b"haneul"):
            assert secret not in heard.said


def test_a_line_that_was_cut_is_not_opened_again(directory: Slapd) -> None:
    """The library would connect anew, without encryption: the password goes nowhere instead."""
    with (
        serving(passing_on(directory.port)) as heard,
        open_line(Address("127.0.0.1", heard.port, tls=False), trusting(directory), seconds=20) as line,
    ):
        line._connection.unbind()
        with pytest.raises(SourceUnavailable, match="has hung up"):
            line.bind(KIM, PASSWORD.encode())
        with pytest.raises(SourceUnavailable, match="has hung up"):
            line.search(GROUPS, "(cn=*)", [], scope="tree", limit=5)
        assert heard.came == 1


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("answer", [silent, dripping])
def test_a_directory_that_is_slow_is_cut_off(directory: Slapd, answer: object, tls: bool) -> None:
    """One that says nothing, and one that says a little again and again: the time of all steps together is bounded."""
    with serving(answer) as heard:  # type: ignore[arg-type]
        began = time.monotonic()
        with (
            pytest.raises(SourceUnavailable, match=r"did not answer within 0\.4 seconds|cannot be asked"),
            open_line(Address("127.0.0.1", heard.port, tls=tls), trusting(directory), seconds=0.4),
        ):
            pytest.fail("a line was lent")
        assert time.monotonic() - began < 5
        assert heard.came == 1


def test_nobody_listens(tmp_path: Path) -> None:
    """The error names the place and what to look at; nothing of what the network said."""
    with (
        pytest.raises(SourceUnavailable) as away,
        open_line(Address("127.0.0.1", 1, tls=False), ssl.create_default_context(), seconds=5),
    ):
        pytest.fail("a line was lent")
    assert str(away.value).startswith("The directory ldap://127.0.0.1:1 cannot be asked (LDAPSocketOpenError).")
    assert away.value.hint.startswith("Check [auth.authenticators.ldap]")
