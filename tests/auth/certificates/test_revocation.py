"""Whether a certificate, or an authority above it, was revoked, and what happens when nobody can tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path as File

import pytest

from egovframe.auth.certificates.lists import Lists
from egovframe.auth.certificates.papers import from_files
from egovframe.auth.certificates.path import Path, Rules, path_of
from egovframe.auth.certificates.responders import Responders
from egovframe.auth.certificates.revocation import Demand, Revocation
from egovframe.auth.errors import ProofRefused, SourceUnavailable
from tests.support.certifier import PERSON, Certifier, Held, serving

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
SECONDS = timedelta(seconds=10)


class Office:
    """A root, an authority below, somebody, and their lists."""

    def __init__(self, folder: File) -> None:
        self.root = Certifier.root(folder / "root")
        self.city = self.root.below("City")
        self.kim = self.city.issue("Kim")

    def path(self, held: Held | None = None) -> Path:
        """The path of somebody's certificate."""
        (leaf,) = from_files([(held or self.kim).certificate])
        (between, anchor) = from_files([self.city.certificate, self.root.certificate])
        return path_of(leaf, [between], [anchor], Rules(), at=AT)


@pytest.fixture
def office(tmp_path: File) -> Office:
    """An office of this test."""
    return Office(tmp_path)


def check(office: Office, *lists: File, demand: Demand = "required", at: datetime = AT) -> None:
    """Ask the lists about kim."""
    Revocation(demand, lists=Lists([str(each) for each in lists], within=SECONDS)).check(office.path(), at=at)


def test_everybody_on_the_path_is_asked_about(office: Office) -> None:
    """The person and every authority below the trusted one."""
    of_root, of_city = office.root.crl(), office.city.crl()
    check(office, of_root, of_city)
    for one in (of_root, of_city):
        with pytest.raises(SourceUnavailable):
            check(office, one)
    office.city.revoke(office.kim.certificate)
    with pytest.raises(ProofRefused, match="it was revoked"):
        check(office, of_root, office.city.crl())


def test_below_an_authority_that_was_revoked_nobody_is_believed(office: Office) -> None:
    """Though its own lists are in order."""
    office.root.revoke(office.city.certificate, "CACompromise")
    with pytest.raises(ProofRefused, match="an authority above it was revoked"):
        check(office, office.root.crl(), office.city.crl())


def test_the_settings_say_what_happens_when_nobody_can_tell(office: Office) -> None:
    """Refused by default; let in where that is set, unless somebody does tell; nobody asked at all."""
    of_root, stale = office.root.crl(), office.city.crl(until=AT - timedelta(seconds=1), name="stale.crl")
    with pytest.raises(SourceUnavailable):
        check(office, of_root, stale)
    check(office, of_root, stale, demand="when_available")
    check(office, demand="none")
    office.city.revoke(office.kim.certificate)
    with pytest.raises(ProofRefused):
        check(office, of_root, office.city.crl(), demand="when_available")
    check(office, of_root, office.city.crl(), demand="none")


def test_a_responder_is_asked_first_and_lists_fill_its_gaps(office: Office) -> None:
    """What a responder says counts; where it says nothing, a list does."""
    now = datetime.now(UTC)
    of_root = office.root.crl()
    with office.city.responding() as url:
        both = Revocation(
            "required", lists=Lists([str(of_root)], within=SECONDS), responders=Responders(url, within=SECONDS)
        )
        both.check(office.path(), at=now)
        office.city.revoke(office.kim.certificate)
        with pytest.raises(ProofRefused):
            both.check(office.path(), at=now)


def test_lists_are_fetched_from_where_certificates_say_only_if_that_is_set(office: Office) -> None:
    """Off by default."""
    of_root, of_city = office.root.crl(), office.city.crl()
    with serving(lambda _: of_city.read_bytes()) as url:
        lee = office.city.issue(extensions=f"{PERSON}\ncrlDistributionPoints=URI:{url}")
        lists = Lists([str(of_root)], within=SECONDS)
        Revocation("required", lists=lists, distribution_points=True).check(office.path(lee), at=AT)
        with pytest.raises(SourceUnavailable):
            Revocation("required", lists=Lists([str(of_root)], within=SECONDS)).check(office.path(lee), at=AT)
