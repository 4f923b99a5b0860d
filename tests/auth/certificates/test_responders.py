"""Asking `openssl ocsp` whether a certificate is revoked, and believing only what its issuer answers for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.x509 import Certificate
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.certificates.lists import Status
from egovframe.auth.certificates.papers import from_files
from egovframe.auth.certificates.responders import Responders, addresses, answered
from egovframe.auth.errors import SourceUnavailable
from tests.support.certifier import EC, PERSON, RESPONDER, RSA, Certifier, Held, serving
from tests.support.processes import free_port

SECONDS = timedelta(seconds=10)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Certifier:
    """An authority of these tests."""
    return Certifier.root(tmp_path_factory.mktemp("responders") / "own", "Own")


def now() -> datetime:
    """The moment by which openssl answers."""
    return datetime.now(UTC)


def pair(held: Held, issuer: Certifier) -> tuple[Certificate, Certificate]:
    """A certificate and its issuer's."""
    one, two = from_files([held.certificate, issuer.certificate])
    return one, two


def asked(held: Held, issuer: Certifier, url: str, *, nonce: bool = True, at: datetime | None = None) -> Status:
    """What a responder at some address says."""
    return Responders(url, nonce=nonce, within=SECONDS).status(*pair(held, issuer), at=at or now())


def test_the_issuer_answers(own: Certifier) -> None:
    """Good, revoked, and unknown for a certificate that it never issued under that number."""
    kim, lee = own.issue("Kim"), own.issue("Lee")
    own.revoke(lee.certificate)
    with own.responding() as url:
        assert asked(kim, own, url) == "good"
        assert asked(lee, own, url) == "revoked"


@pytest.mark.parametrize("keys", [EC, RSA], ids=["ec", "rsa"])
def test_a_delegate_answers(own: Certifier, keys: tuple[str, ...]) -> None:
    """With a certificate for it from the issuer; named by its key or by its name (RFC 6960, 4.2.2.2)."""
    kim = own.issue()
    delegate = own.issue("Responder", extensions=RESPONDER, keys=keys)
    with own.responding(delegate) as url:
        assert asked(kim, own, url) == "good"
    with own.responding(delegate, "-resp_key_id") as url:
        assert asked(kim, own, url) == "good"


def test_nobody_else_answers(own: Certifier, tmp_path: Path) -> None:
    """Somebody of the issuer's without that purpose or that could be revoked in secret, somebody of another's."""
    kim = own.issue()
    other = Certifier.root(tmp_path / "other", "Own")
    for stranger in (
        own.issue("Kim2"),
        own.issue("Checked", extensions=RESPONDER.replace("\nnoCheck=ignored", "")),
        own.issue("Expired", extensions=RESPONDER, until=datetime(2021, 1, 1, tzinfo=UTC)),
        own.issue("Old", extensions=RESPONDER, md="sha1"),
        other.issue("Responder", extensions=RESPONDER),
        other.held,
    ):
        with own.responding(stranger) as url:
            assert asked(kim, own, url) == "unknown", stranger


def test_an_old_answer_is_no_answer(own: Certifier) -> None:
    """Another question's, unless the settings take ready-made ones; and never one that is no longer fresh."""
    kim = own.issue()
    with own.responding() as url:
        asked(kim, own, url)
    ready = (own.folder / "answer.der").read_bytes()
    with own.responding(answer=ready) as url:
        assert asked(kim, own, url) == "unknown"
        assert asked(kim, own, url, nonce=False) == "good"
        for moment in (now() - timedelta(days=1), now() + timedelta(days=2)):
            assert asked(kim, own, url, nonce=False, at=moment) == "unknown"
    lee = own.issue("Lee")
    with own.responding(answer=ready) as url:
        assert asked(lee, own, url, nonce=False) == "unknown", "it is about somebody else"


def test_an_answer_that_was_changed_counts_for_nothing(own: Certifier) -> None:
    """One bit, anywhere."""
    kim = own.issue()
    with own.responding() as url:
        asked(kim, own, url)
    ready = (own.folder / "answer.der").read_bytes()
    one, two = pair(kim, own)
    assert answered(ready, one, two, at=now(), nonce=None) == "good"
    for place in range(0, len(ready), 7):
        changed = bytearray(ready)
        changed[place] ^= 1
        try:
            assert answered(bytes(changed), one, two, at=now(), nonce=None) == "good", "outside of what is signed"
        except SourceUnavailable:
            continue


@given(garbage=st.binary(max_size=200))
def test_garbage_is_no_answer(own: Certifier, garbage: bytes) -> None:
    """SourceUnavailable and nothing else."""
    with pytest.raises(SourceUnavailable):
        answered(garbage, *pair(own.held, own), at=now(), nonce=None)


def test_a_responder_that_is_away_tells_nothing(own: Certifier) -> None:
    """Nobody there, an error of the server, an answer that says that it failed."""
    kim = own.issue()
    assert asked(kim, own, f"http://127.0.0.1:{free_port()}/") == "unknown"

    def broken(_: bytes) -> bytes:
        raise RuntimeError

    with serving(broken) as url:
        assert asked(kim, own, url) == "unknown"
    with serving(lambda _: b"\x30\x03\x0a\x01\x03") as url:  # tryLater
        assert asked(kim, own, url) == "unknown"


def test_a_certificate_names_its_responder(own: Certifier) -> None:
    """By http and https; asked where no address is set."""
    with own.responding() as url:
        access = f"authorityInfoAccess=OCSP;URI:ldap://127.0.0.1/,OCSP;URI:{url},caIssuers;URI:http://127.0.0.1:1/"
        kim = own.issue(extensions=f"{PERSON}\n{access}")
        assert list(addresses(pair(kim, own)[0])) == [url]
        assert asked(kim, own, "") == "good"
    assert list(addresses(pair(own.issue(), own)[0])) == []
    assert asked(own.issue(), own, "") == "unknown"
