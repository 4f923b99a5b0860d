"""What every plug-in for certificates must do, as tests that its author runs by naming fixtures.

    class TestCards(CertificatesSuite):
        @pytest.fixture
        def certificates(self, authority):
            return Cards(anchors=[authority.pem])

        @pytest.fixture
        def holders(self, authority):
            return [authority.issue("Kim"), authority.issue("Lee")]

        @pytest.fixture
        def outsiders(self, authority):
            return [authority.revoked(), authority.expired(), stranger.issue("Kim")]

        @pytest.fixture
        def unreachable(self, authority):
            return Cards(anchors=[authority.pem], responder="http://127.0.0.1:9")

Each test is one sentence of the contract in `egovframe.auth.interfaces.Certificates`.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Final, Protocol

import pytest
from pydantic import ValidationError

from egovframe.auth.errors import ProofRefused, SourceUnavailable
from egovframe.auth.evidence import Person
from egovframe.auth.interfaces import Certificates
from egovframe.kernel.text import LANGUAGES

CHALLENGE: Final = "https://city.example kq3VnT — 하늘시".encode()
ANOTHER: Final = b"https://city.example zz9Plu"
LONG_AGO, FAR_OFF = datetime(1971, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
_HEADERS: Final = (
    "", " ", "\0", "\ud800", "x" * 100_000, "안녕하세요", "-----BEGIN CERTIFICATE-----", ":AAAA:", "AAAA,AAAA", "%",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
)  # fmt: skip
_MESSAGES: Final = (b"", b"\0", b"0\x80", b"0\x84\xff\xff\xff\xff", b"x" * 100_000, b"-----BEGIN CMS-----\nAAAA\n")


class Holder(Protocol):
    """Somebody with a certificate and its key."""

    pem: str
    """The certificate in PEM."""

    def sign(self, text: bytes) -> bytes:
        """Sign a text: CMS SignedData in DER, the text itself left out."""


class CertificatesSuite:
    """Subclass it, name it `Test…`, give it the fixtures `certificates`, `holders`, `outsiders` and `unreachable`."""

    @pytest.fixture
    def certificates(self) -> Certificates:
        """Return the plug-in under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `certificates` that returns the plug-in under test")

    @pytest.fixture
    def holders(self) -> Sequence[Holder]:
        """Return two different people whose certificates hold."""
        pytest.fail(f"{type(self).__name__} needs a fixture `holders`: two people whose certificates hold")

    @pytest.fixture
    def outsiders(self) -> Sequence[Holder]:
        """Return people who are to be refused: by a strange authority, with what was revoked, with what has expired."""
        pytest.fail(f"{type(self).__name__} needs a fixture `outsiders`: people who are to be refused")

    @pytest.fixture
    def unreachable(self) -> Certificates:
        """Return the plug-in, set up so that nobody can be asked whether a certificate was revoked."""
        pytest.fail(f"{type(self).__name__} needs a fixture `unreachable`: the plug-in, with nobody to ask")

    @pytest.fixture
    def at(self) -> datetime:
        """Return a moment at which the holders' certificates hold."""
        return datetime.now(UTC)

    # --- The plug-in ---

    def test_is_a_plug_in_for_certificates_of_this_version(self, certificates: Certificates) -> None:
        """The plug-in was written for this version, and says how its proof is called and how sure it is."""
        assert isinstance(certificates, Certificates)
        assert type(certificates).version == Certificates.version
        assert certificates.method.strip()
        assert certificates.assurance in (1, 2, 3)
        assert set(LANGUAGES) <= set(type(certificates).title.as_dict())

    def test_is_a_frozen_value(self, certificates: Certificates) -> None:
        """One instance serves many threads and never changes."""
        for name in type(certificates).model_fields:
            with pytest.raises(ValidationError):
                setattr(certificates, name, getattr(certificates, name))

    # --- Whose it is ---

    def test_shown_and_signed_it_is_the_same_person(
        self, certificates: Certificates, holders: Sequence[Holder], at: datetime
    ) -> None:
        """By issuer and subject, each time; it is something that the person has."""
        for holder in holders:
            found = [
                certificates.shown(holder.pem, at=at),
                certificates.shown(holder.pem, at=at),
                certificates.signed(holder.sign(CHALLENGE), CHALLENGE, at=at),
            ]
            assert len({(each.issuer, each.subject) for each in found}) == 1
            for person in found:
                assert person.issuer.strip()
                assert person.subject.strip()
                assert "have" in person.evidence.factors
                assert person.evidence.assurance in (1, 2, 3)

    def test_two_people_are_never_the_same(
        self, certificates: Certificates, holders: Sequence[Holder], at: datetime
    ) -> None:
        """Accounts are linked by issuer and subject alone."""
        found = {_who(certificates.shown(each.pem, at=at)) for each in holders}
        assert len(found) == len(holders) >= 2

    # --- Whose it is not ---

    def test_a_signature_over_something_else_is_refused(
        self, certificates: Certificates, holders: Sequence[Holder], at: datetime
    ) -> None:
        """Over another challenge, over this one with something behind it, and none at all."""
        signed = holders[0].sign(CHALLENGE)
        for challenge in (ANOTHER, CHALLENGE + b"\n", CHALLENGE[:-1], b""):
            with pytest.raises(ProofRefused):
                certificates.signed(signed, challenge, at=at)

    def test_a_signature_that_was_changed_is_refused(
        self, certificates: Certificates, holders: Sequence[Holder], at: datetime
    ) -> None:
        """Wherever it was: nothing else is raised, and nobody else is meant."""
        signed = holders[0].sign(CHALLENGE)
        whose = _who(certificates.signed(signed, CHALLENGE, at=at))
        refused = 0
        for place in range(0, len(signed), max(1, len(signed) // 40)):
            changed = signed[:place] + bytes([signed[place] ^ 0x55]) + signed[place + 1 :]
            try:
                person = certificates.signed(changed, CHALLENGE, at=at)
            except (ProofRefused, SourceUnavailable):
                refused += 1
            else:  # what nobody signs, such as how a length is written, may be changed
                assert _who(person) == whose
        assert refused
        with pytest.raises(ProofRefused):
            certificates.signed(signed[:-1] + bytes([signed[-1] ^ 1]), CHALLENGE, at=at)

    def test_outsiders_are_refused(self, certificates: Certificates, outsiders: Sequence[Holder], at: datetime) -> None:
        """Shown as well as signed, with a reason for the trail."""
        assert outsiders
        for each in outsiders:
            with pytest.raises(ProofRefused) as shown:
                certificates.shown(each.pem, at=at)
            with pytest.raises(ProofRefused) as signed:
                certificates.signed(each.sign(CHALLENGE), CHALLENGE, at=at)
            assert shown.value.message.strip()
            assert signed.value.message.strip()

    @pytest.mark.parametrize("moment", [LONG_AGO, FAR_OFF], ids=["before", "after"])
    def test_it_holds_for_its_time_alone(
        self, certificates: Certificates, holders: Sequence[Holder], moment: datetime
    ) -> None:
        """Before it was made and long after, nobody is let in."""
        with pytest.raises((ProofRefused, SourceUnavailable)):
            certificates.shown(holders[0].pem, at=moment)
        with pytest.raises((ProofRefused, SourceUnavailable)):
            certificates.signed(holders[0].sign(CHALLENGE), CHALLENGE, at=moment)

    @pytest.mark.parametrize("header", _HEADERS, ids=range(len(_HEADERS)))
    def test_whatever_a_proxy_writes_is_refused_in_words(
        self, certificates: Certificates, header: str, at: datetime
    ) -> None:
        """What is no certificate is nobody's, and no other error."""
        with pytest.raises(ProofRefused):
            certificates.shown(header, at=at)

    @pytest.mark.parametrize("message", _MESSAGES, ids=range(len(_MESSAGES)))
    def test_whatever_is_pasted_is_refused_in_words(
        self, certificates: Certificates, message: bytes, at: datetime
    ) -> None:
        """What is no signature is nobody's, and no other error."""
        with pytest.raises(ProofRefused):
            certificates.signed(message, CHALLENGE, at=at)

    # --- When nobody can be asked ---

    def test_nobody_comes_in_where_revocation_cannot_be_checked(
        self, unreachable: Certificates, holders: Sequence[Holder], at: datetime
    ) -> None:
        """With an error that says so, and not that the certificate is wrong."""
        with pytest.raises(SourceUnavailable):
            unreachable.shown(holders[0].pem, at=at)
        with pytest.raises(SourceUnavailable):
            unreachable.signed(holders[0].sign(CHALLENGE), CHALLENGE, at=at)

    def test_many_threads_check_at_once(
        self, certificates: Certificates, holders: Sequence[Holder], at: datetime
    ) -> None:
        """One instance, four threads: each gets its own answer."""
        asked = [*holders] * 6
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda each: _who(certificates.shown(each.pem, at=at)), asked))
        assert found == [_who(certificates.shown(each.pem, at=at)) for each in asked]


def _who(person: Person) -> tuple[str, str]:
    return person.issuer, person.subject
