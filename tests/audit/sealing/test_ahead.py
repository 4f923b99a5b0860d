"""Reading ahead of a seal: the log is the one that it would be without, whatever happens meanwhile."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from egovframe.audit.sealing import ahead as reading_ahead
from egovframe.audit.sealing import sequencer
from egovframe.audit.sealing.ahead import ahead
from egovframe.audit.sealing.reading import Facts
from tests.audit.place import Place, trail_alone
from tests.audit.sealing.test_sequencer import another, order


@pytest.fixture(autouse=True)
def always_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small batches of small stretches, read by a helper too."""
    monkeypatch.setattr(sequencer, "BATCH", 40)
    monkeypatch.setattr(reading_ahead, "PIECE", 8)
    monkeypatch.setattr(reading_ahead, "WORTH_IT", 10)


def test_all_that_waits_is_sealed_in_order(
    place_on_both: Place, started_helpers: list[subprocess.Popen[bytes]]
) -> None:
    """Batch by batch, what another tool slipped in left out; no helper is left."""
    place = place_on_both
    ids = place.facts(150)
    place.sql("INSERT INTO facts (id, entry, mac) SELECT 'copy', entry, mac FROM facts WHERE n = 2")
    ids += place.facts(155)
    assert place.trail.seal() == 305
    assert order(place) == ids
    assert [each.poll() is not None for each in started_helpers] == [True]
    assert place.found() == [("inserted", "facts", "copy")]


def test_few_facts_need_no_helper(place: Place, started_helpers: list[subprocess.Popen[bytes]]) -> None:
    """What fits one batch, and the little that is left after it, is read as ever."""
    place.facts(48)
    assert place.trail.seal() == 48
    assert started_helpers == []


def test_another_sequencer_that_comes_between_is_no_harm(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read ahead is then behind; each fact is sealed once."""
    ids = place.facts(200)
    other, times = another(place), 0
    batch_of = sequencer._batch_of

    def overtaken(coming: Iterator[Facts]) -> list[Facts]:
        nonlocal times
        times += 1
        if times == 2:
            assert other._seal_batch(in_turn=False)[0] == 40
        return batch_of(coming)

    monkeypatch.setattr(sequencer, "_batch_of", overtaken)
    assert place.trail.seal() == 160
    assert order(place) == ids
    assert place.found() == []


@pytest.fixture
def on_postgres(postgres_url: str, tmp_path: Path) -> Iterator[Place]:
    """A trail alone on PostgreSQL, where numbers may be committed in another order."""
    with trail_alone(postgres_url, tmp_path) as lent:
        yield lent


@pytest.mark.postgres
def test_a_fact_that_was_committed_after_its_number_was_read_is_sealed(
    on_postgres: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was not there yet when its stretch was read, and its number is waited for."""
    place = on_postgres
    early = place.facts(60)
    slow = place.database.engine.connect()
    late = place.trail.record(slow, place.note())
    after = place.facts(60)
    batch_of, done = sequencer._batch_of, False

    def meanwhile(coming: Iterator[Facts]) -> list[Facts]:
        nonlocal done
        batch = batch_of(coming)
        if not done:
            done = True
            slow.commit()
            slow.close()
        return batch

    monkeypatch.setattr(sequencer, "_batch_of", meanwhile)
    sealed = place.trail.seal()
    assert sealed + place.trail.seal() == 121
    assert sorted(order(place)) == sorted([*early, late, *after])
    assert place.found() == []


@pytest.mark.usefixtures("dying_helpers")
def test_a_helper_that_dies_leaves_the_work_to_this_process(
    place: Place, started_helpers: list[subprocess.Popen[bytes]]
) -> None:
    """The log is the same, only later."""
    ids = place.facts(200)
    assert place.trail.seal() == 200
    assert order(place) == ids
    assert started_helpers[0].wait() == -9


def test_a_failure_in_between_ends_the_helpers(
    place: Place, started_helpers: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: what was sealed stands, the rest is sealed later."""
    ids = place.facts(200)
    seal, times = sequencer.Sequencer._seal, 0

    def full(self: Any, *given: Any) -> tuple[int, bool]:
        nonlocal times
        times += 1
        if times == 3:
            raise OSError("No space left on device")
        return seal(self, *given)

    with monkeypatch.context() as broken:
        broken.setattr(sequencer.Sequencer, "_seal", full)
        with pytest.raises(OSError, match="space"):
            place.trail.seal()
    assert [each.poll() is not None for each in started_helpers] == [True]
    assert place.trail.seal() == 120
    assert order(place) == ids
    assert place.found() == []


def test_nothing_is_read_of_what_no_other_process_can_open(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database in memory: there is nothing ahead, and the seal reads by itself."""
    monkeypatch.setattr(reading_ahead, "task_for", lambda *_, **__: None)
    with ahead(place.database, place.cabinet, 1, 1_000) as coming:
        assert list(coming) == []
