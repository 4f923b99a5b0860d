"""The proof of a receipt: not before the seal, then the entry with its place, and always about this petition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.audit.proofs import Proof
from egovframe.kernel.errors import NotFound
from egovframe.testing import SetClock, open_office
from egovframe.web.proving import NotSealed, proof_if_sealed, receipt_proof
from egovframe.web.status import retry_after, status_of
from tests.web.portal.town import Town
from tests.web.portal.town import town as declared


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """The town of the portal's tests."""
    clock = SetClock()
    with open_office(declared(), tmp_path, clock=clock) as office:
        yield Town(office, clock)


def test_not_before_the_seal(town: Town) -> None:
    """Until then it is a conflict with the seconds to wait, and for a page there is none yet."""
    petition = town.state(town.petition()[0])
    with pytest.raises(NotSealed) as early:
        receipt_proof(town.office, petition.id)
    assert (status_of(early.value), retry_after(early.value)) == (409, 2)
    assert proof_if_sealed(town.office, petition.id) is None


def test_it_is_about_this_petition(town: Town) -> None:
    """Of two petitions each has its own entry, and what is said of the checkpoint is what it says."""
    first, second = (town.state(town.petition()[0]) for _ in range(2))
    town.office.seal()
    one, other = receipt_proof(town.office, first.id), receipt_proof(town.office, second.id)
    assert one.index != other.index
    assert one.details["receipt"] != other.details["receipt"]
    entry = Proof.parse(one.text).verify(town.office.trail.vkey)
    assert f'"object":"petition:{first.id}"'.encode() in entry
    assert str(town.office.trail.checkpoint()).startswith(f"{one.origin}\n{one.size}\n{one.root}\n")


def test_a_petition_without_a_fact(town: Town) -> None:
    """Nobody can file one, but if it is there the log has nothing to prove."""
    with pytest.raises(NotFound):
        receipt_proof(town.office, "01990000-0000-7000-8000-000000000000")
