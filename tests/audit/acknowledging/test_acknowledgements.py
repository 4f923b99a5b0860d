"""Acknowledgement levels: durable, sealed, witnessed; asked for per call, shared by all who wait."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from egovframe.audit import LoneTrail, NotAcknowledged, NotWitnessed, Proof, Trail, open_trail
from egovframe.audit.acknowledging import Acknowledgements, level_of
from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import Actor
from egovframe.testing import SetClock
from tests.audit.place import Place
from tests.support.deeds import deed

CLERK = Actor(kind="officer", id="o-1", name="Clerk")
SOON = timedelta(seconds=0.2)


@pytest.fixture
def trail(database_url: str, tmp_path: Path) -> Iterator[LoneTrail]:
    """A trail alone."""
    with open_trail(database_url, keys=tmp_path / "keys", origin="shop.example/log") as opened:
        yield opened


def test_a_sealed_deed_has_its_proof_when_the_call_returns(trail: LoneTrail) -> None:
    """Every fact of the unit, and not one seal more than needed; a durable one is not sealed yet."""
    with trail.work(by=CLERK, until="sealed") as work:
        facts = [work.note(deed("thing.done"), object=str(n)) for n in range(3)]
    assert all(fact.encode() in Proof.parse(trail.proof(fact)).verify(trail.vkey) for fact in facts)
    assert work.facts == facts
    with trail.work(by=CLERK) as work:
        work.note(deed("thing.done"))
    assert trail.status()["unsealed"] == 1


def test_a_deed_that_fails_is_not_waited_for(trail: LoneTrail) -> None:
    """The error comes out as it is, and nothing is sealed for it."""
    with pytest.raises(ZeroDivisionError), trail.work(by=CLERK, until="sealed") as work:
        _ = len(work.note(deed("thing.done"))) // 0
    assert trail.status() == {**trail.status(), "size": 0, "unsealed": 0}


def test_many_who_wait_share_few_seals(trail: LoneTrail) -> None:
    """Two hundred calls of forty threads: each returns sealed, and there are far fewer checkpoints than calls."""

    def call(n: int) -> str:
        with trail.work(by=CLERK, until="sealed") as work:
            fact = work.note(deed("thing.done"), object=str(n))
        trail.proof(fact)  # raises unless it is sealed
        return fact

    with ThreadPoolExecutor(40) as threads:
        assert len(set(threads.map(call, range(200)))) == 200
    report = trail.verify()
    assert (report.facts, report.unsealed, report.findings) == (200, 0, [])
    assert report.checkpoints <= 60
    assert trail.acknowledgements.sealing.count < 100


def test_another_process_that_has_the_turn_is_waited_for(place_on_both: Place) -> None:
    """Nothing is sealed in its place; it is told when it has sealed. When it is gone, its turn is taken over."""
    place = place_on_both
    other = Trail(place.database, place.cabinet, clock=place.clock, origin="haneul.example/log")
    place.facts(1)
    assert other.seal(in_turn=True) == 1
    waiting = Acknowledgements(place.trail, place.database, sealed_within=SOON)
    facts = place.facts(1)
    with pytest.raises(NotAcknowledged):
        waiting.wait(facts, "sealed")
    patient = Acknowledgements(place.trail, place.database)
    with ThreadPoolExecutor(1) as threads:
        waits = threads.submit(patient.wait, facts, "sealed")
        assert not waits.done()
        # on PostgreSQL whoever waits looks at whose turn it is in a transaction: a seal that meets it tries again later
        assert 1 in (other.seal(in_turn=True) for _ in range(500))
        waits.result(timeout=30)
    place.clock.forward(seconds=30)
    waiting.wait(place.facts(1), "sealed")


def test_what_is_not_acknowledged_in_time_is_kept_all_the_same(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the facts and says not to do it again; a later seal proves them."""

    def broken(**_how: bool) -> int:
        raise OSError("the disk is full")

    waiting = Acknowledgements(place.trail, place.database, sealed_within=SOON)
    facts = place.facts(2)
    monkeypatch.setattr(place.trail, "seal", broken)
    with pytest.raises(NotAcknowledged, match=f"done and kept, with the facts {facts[0]}, {facts[1]}") as caught:
        waiting.wait(facts, "sealed")
    assert (caught.value.facts, caught.value.until, caught.value.lacking) == (tuple(facts), "sealed", "sealed")
    assert "Do not do it again" in caught.value.hint
    monkeypatch.undo()
    place.trail.seal()
    waiting.wait(facts, "sealed")
    place.trail.proof(facts[1])


def test_witnessed_without_witnesses_is_refused_before_anything_is_written(trail: LoneTrail) -> None:
    """The block is not even entered; so is a word that is no level."""
    with pytest.raises(NotWitnessed, match="asks no witness"), trail.work(by=CLERK, until="witnessed"):
        pytest.fail("the block was entered")
    with pytest.raises(Invalid), trail.work(by=CLERK, until="engraved"):  # type: ignore[arg-type]
        pytest.fail("the block was entered")
    assert trail.status()["unsealed"] == 0
    assert [level_of(each) for each in ("durable", "sealed", "witnessed")] == ["durable", "sealed", "witnessed"]


def test_facts_that_an_observer_took_back_are_not_waited_for(trail: LoneTrail) -> None:
    """What was undone inside the unit left no fact that could ever be sealed."""
    with trail.work(by=CLERK, until="sealed") as work:
        work.note(deed("thing.done"))

        def fails() -> None:
            work.note(deed("thing.undone"))
            _ = 1 // 0

        assert not work.attempt("observer", fails, event="thing.done")
    assert len(work.facts) == 2  # the deed, and that the observer failed
    assert [fact["action"] for fact in trail.search()] == ["handler.failed", "thing.done"]


def test_whoever_seals_for_one_call_gives_the_turn_back(place: Place) -> None:
    """A command that waited for its seal does not keep the next sealer waiting."""
    Acknowledgements(place.trail, place.database).wait(place.facts(1), "sealed")
    other = Trail(place.database, place.cabinet, clock=SetClock(), origin="haneul.example/log")
    place.facts(1)
    assert other.seal(in_turn=True) == 1
