"""The sequencer: every committed fact is sealed, once, in order, and two sequencers cannot fork the log."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.audit import Checkpoint, SignedNote, TrailBroken, Verifier, store
from egovframe.audit.sealing import sequencer
from egovframe.audit.sealing import store as sealing
from egovframe.audit.sealing.sequencer import Sequencer, _between, _runs
from egovframe.audit.store import Gap, Run
from egovframe.kernel.clock import instant
from egovframe.kernel.guard import with_pen
from tests.audit.place import Place, trail_alone


def another(place: Place) -> Sequencer:
    """A sequencer of another process."""
    return Sequencer(place.database, place.cabinet, place.clock, origin="haneul.example/log")


def order(place: Place) -> list[str]:
    """Return the ids of the sealed facts in the order of the log."""
    with place.database.read() as conn:
        return [
            row.id
            for run in store.all_runs(conn)
            for row in store.facts_between(conn, run.first, run.first + run.count - 1, run.count)
        ]


def test_facts_are_sealed_once_in_the_order_they_were_written(place_on_both: Place) -> None:
    """Batch by batch, the checkpoint covers all of them and is signed under the log's name."""
    place = place_on_both
    assert place.trail.seal() == 0
    ids = place.facts(3)
    assert place.trail.seal() == 3
    ids += place.facts(300)
    assert (place.trail.seal(), place.trail.seal()) == (300, 0)
    assert order(place) == ids
    signed = SignedNote.parse(str(place.trail.checkpoint()))
    mark = Checkpoint.open(signed, Verifier.from_vkey(place.trail.vkey), origin="haneul.example/log")
    assert mark.size == 303
    assert place.found() == []


def test_a_long_queue_is_sealed_in_batches(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each batch has its checkpoint, each the size of the one before as its predecessor."""
    monkeypatch.setattr(sequencer, "BATCH", 4)
    ids = place.facts(10)
    assert place.trail.seal() == 10
    with place.database.read() as conn:
        assert [(row.previous, row.size) for row in store.all_checkpoints(conn)] == [(0, 4), (4, 8), (8, 10)]
    assert order(place) == ids
    assert place.found() == []


def test_two_sequencers_at_once_cannot_fork_the_log(place_on_both: Place) -> None:
    """Two processes seal the same facts: each fact is sealed once, and there is one history."""
    place = place_on_both
    ids = [fact for _ in range(8) for fact in place.facts(5)]
    with ThreadPoolExecutor(2) as threads:
        sealed = list(threads.map(lambda one: one.seal(), [another(place), another(place)]))
    assert sum(sealed) == len(ids)
    assert order(place) == ids
    assert place.found() == []


def test_the_slower_of_two_starts_over(place_on_both: Place) -> None:
    """Its checkpoint would follow one that has a successor already: the database refuses, nothing of it stays."""
    place, slow = place_on_both, another(place_on_both)
    place.facts(2)
    slow.seal()
    place.facts(3)
    place.trail.seal()
    with place.database.read() as conn:
        (_, last) = store.all_checkpoints(conn)
    with pytest.raises(sa.exc.IntegrityError), place.database.write() as conn:
        sealing.write_seal(
            conn, checkpoint={"size": 9, "previous": last.previous, "note": "x", "at": last.at},
            changed={}, new_runs=[], extended=None, known=[], waiting=[],
        )  # fmt: skip
    ids = place.facts(2)
    assert slow.seal() == 2  # its own tree is behind by now
    assert order(place)[-2:] == ids
    assert place.found() == []


def test_after_an_error_sealing_goes_on_as_if_nothing_had_been(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle of a seal: the tree in memory is not trusted any more."""
    place.facts(2)
    place.trail.seal()
    ids = place.facts(3)

    def full(*_: Any, **__: Any) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(sealing, "write_seal", full)
        with pytest.raises(OSError, match="space"):
            place.trail.seal()
    assert place.trail.seal() == 3
    assert order(place)[-3:] == ids
    assert place.found() == []


def test_a_fact_that_the_office_did_not_write_is_left_out(place: Place) -> None:
    """Slipped in by another tool, it is never sealed, and named by verification."""
    (mine,) = place.facts(1)
    place.sql("INSERT INTO facts (id, entry, mac) SELECT 'x', entry, zeroblob(32) FROM facts")
    assert place.trail.seal() == 1
    (later,) = place.facts(1)
    assert place.trail.seal() == 1
    assert order(place) == [mine, later]
    assert place.found() == [("inserted", "facts", "x")]


def test_an_id_that_is_no_text_holds_nothing_up(place: Place) -> None:
    """Another tool's row, whose id is no text to SQLite, is left for verification to name; the others are sealed."""
    before = place.facts(2)
    for made in ("CAST(x'ff00' AS TEXT)", "x'fe'"):
        place.sql(f"INSERT INTO facts (id, entry, mac) SELECT {made}, entry, mac FROM facts WHERE n = 1")
    after = place.facts(2)
    assert place.trail.seal() == 4
    assert order(place) == [*before, *after]
    assert {kind for kind, _, _ in place.found()} == {"inserted"}


@pytest.mark.postgres
def test_a_fact_that_nothing_waits_for_is_named_and_taken_up(postgres_url: str, tmp_path: Path) -> None:
    """Whoever deletes the note of what sealing waits for keeps a fact out of the log, but not unseen."""
    with trail_alone(postgres_url, tmp_path) as place:
        slow = place.database.engine.connect()
        late = place.trail.record(slow, place.note())
        early = place.facts(1)
        assert place.trail.seal() == 1
        slow.commit()
        slow.close()
        assert place.found() == [], "it is waited for"
        assert place.sql("DELETE FROM gaps") == 1
        assert place.trail.seal() == 0
        (finding,) = place.trail.verify().findings
        assert (finding.kind, finding.table, finding.key) == ("deleted", "gaps", "1")
        assert late in finding.message
        assert "reindex" in finding.hint
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(lambda _: (place.trail.look_back(), place.trail.seal())[0], range(2))) == [0, 1]
        assert order(place) == [*early, late]
        assert place.found() == []


@pytest.mark.postgres
def test_more_facts_than_a_batch_in_one_gap_are_all_sealed(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL: a long import that began earlier and committed later turns up in a gap, more than one batch."""
    monkeypatch.setattr(sequencer, "BATCH", 4)
    with trail_alone(postgres_url, tmp_path) as place:
        slow = place.database.engine.connect()
        late = [place.trail.record(slow, place.note()) for _ in range(10)]
        early = place.facts(1)
        assert place.trail.seal() == 1
        slow.commit()
        slow.close()
        after = place.facts(1)
        assert place.trail.seal() == 11
        assert order(place) == [*early, *late, *after]
        with place.database.read() as conn:
            assert store.all_gaps(conn) == []
        assert place.found() == []


@pytest.mark.postgres
def test_a_number_drawn_earlier_and_committed_later_is_not_lost(postgres_url: str, tmp_path: Path) -> None:
    """PostgreSQL: the gap is waited for as long as its transaction may be open, then given up."""
    with trail_alone(postgres_url, tmp_path) as place:
        slow, undone = place.database.engine.connect(), place.database.engine.connect()
        late = [place.trail.record(slow, place.note())]
        place.trail.record(undone, place.note())
        early = place.facts(2)
        assert place.trail.seal() == 2
        with place.database.read() as conn:
            assert [(gap.first, gap.last) for gap in store.all_gaps(conn)] == [(1, 2)]
        undone.rollback()
        assert place.trail.seal() == 0
        slow.commit()
        assert place.trail.seal() == 1
        slow.close()
        undone.close()
        early += place.facts(1)
        assert place.trail.seal() == 1
        assert order(place) == [*early[:2], *late, *early[2:]]
        with place.database.read() as conn:
            assert store.all_gaps(conn) == []
        assert place.found() == []


@pytest.mark.postgres
def test_a_transaction_that_began_before_a_faster_one_is_waited_for(postgres_url: str, tmp_path: Path) -> None:
    """The faster one got its id first and its number last: the other may be the newest transaction of all."""
    with trail_alone(postgres_url, tmp_path) as place, place.database.engine.connect() as fast:
        fast.execute(with_pen(place.table.insert()), {"id": "x", "size": 1})
        slow = place.database.engine.connect()
        late = place.trail.record(slow, place.note())
        early = place.trail.record(fast, place.note())
        fast.commit()
        assert [place.trail.seal() for _ in range(3)] == [1, 0, 0]
        slow.commit()
        slow.close()
        assert place.trail.seal() == 1
        assert order(place) == [early, late]


@pytest.mark.postgres
def test_a_transaction_that_begins_during_a_seal_is_waited_for(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun after the seal looked who was open, overtaken before it read the facts."""
    with trail_alone(postgres_url, tmp_path) as place:
        first, late, slow = place.facts(1), list[str](), place.database.engine.connect()
        oldest_open = sealing.oldest_open

        def meanwhile(conn: sa.Connection) -> int:
            oldest = oldest_open(conn)
            if not late:
                late.append(place.trail.record(slow, place.note()))
                first.extend(place.facts(1))
            return oldest

        monkeypatch.setattr(sealing, "oldest_open", meanwhile)
        assert [place.trail.seal() for _ in range(3)] == [2, 0, 0]
        slow.commit()
        slow.close()
        assert place.trail.seal() == 1
        assert order(place) == [*first, *late]


@pytest.mark.postgres
def test_a_gap_that_another_sequencer_found_meanwhile_is_not_forgotten(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One looks again for a number it waits for; while it does, another seals and finds another number missing."""
    with trail_alone(postgres_url, tmp_path) as place:
        old, slow = place.database.engine.connect(), place.database.engine.connect()
        known = [place.trail.record(old, place.note())]
        first = place.facts(1)
        assert place.trail.seal() == 1  # the number of the oldest one is waited for
        highest_sealed, late = store.highest_sealed, list[str]()

        def meanwhile(conn: sa.Connection) -> int:
            if not late:
                late.append(place.trail.record(slow, place.note()))
                first.extend(place.facts(1))
                assert another(place).seal() == 1
            return highest_sealed(conn)

        with monkeypatch.context() as during:
            during.setattr(Sequencer, "_anything", lambda *_: True)
            during.setattr(store, "highest_sealed", meanwhile)
            assert place.trail.seal() == 0
        old.commit()
        slow.commit()
        old.close()
        slow.close()
        assert place.trail.seal() == 2
        assert sorted(order(place)) == sorted([*known, *first, *late])
        assert place.found() == []


def test_a_row_that_was_slipped_in_stops_sealing_and_says_so(place_on_both: Place) -> None:
    """A checkpoint that claims to follow the newest one: no other sequencer, and no reason to try for ever."""
    place = place_on_both
    place.facts(2)
    place.trail.seal()
    place.sql("INSERT INTO checkpoints (size, previous, note, at) VALUES (1, 2, 'x', 'x')")
    ids = place.facts(1)
    with pytest.raises(TrailBroken, match="row that the office did not write"):
        place.trail.seal()
    assert ("forged", "checkpoints", "1") in place.found()
    place.sql("DELETE FROM checkpoints WHERE size = 1")
    assert place.trail.seal() == 1
    assert order(place)[-1:] == ids
    assert place.found() == []


def test_a_clock_set_back_and_forth_harms_nothing(place_on_both: Place) -> None:
    """A day back, two days on, back again: checkpoints are dated in order, and facts by the clock that was."""
    place, times = place_on_both, list[str]()
    for days in (0, -1, 2, -3, 0):
        place.clock.forward(days=days, seconds=1)
        times.append(instant(place.clock.now()))
        place.facts(2)
        assert place.trail.seal() == 2
    with place.database.read() as conn:
        dates = [row.at for row in store.all_checkpoints(conn)]
    assert dates == [times[0], times[0], times[2], times[2], times[2]]
    assert [fact["at"] for fact in place.trail.search(object="0")][::-1] == times
    report = place.trail.verify()
    assert report.findings == []
    assert [each.kind for each in report.remarks] == ["backdated"] * 2, "where it was set back is named, nothing else"


def test_stretches_without_numbers() -> None:
    """What is missing before, between and after."""
    assert _between(0, [], 3) == [(1, 3)]
    assert _between(2, [3, 4, 7], 9) == [(5, 6), (8, 9)]
    assert _between(2, [3, 4], 4) == []


def test_facts_numbered_one_after_the_other_are_one_run() -> None:
    """A run is lengthened while the numbers follow; a late fact begins another."""
    last = Run(position=0, first=1, count=2)
    assert _runs(last, [3, 4], 2) == (Run(0, 1, 4), [])
    assert _runs(last, [3, 6, 7], 2) == (Run(0, 1, 3), [Run(3, 6, 2)])
    assert _runs(None, [5], 0) == (None, [Run(0, 5, 1)])
    assert Gap(1, 2, 3) == Gap(first=1, last=2, horizon=3)


def test_of_those_that_wait_their_turn_one_seals(place_on_both: Place) -> None:
    """Whoever sealed last is waited for; when it rests, or is silent too long, the next one takes over."""
    place = place_on_both
    one, two = (Sequencer(place.database, place.cabinet, place.clock, origin="haneul.example/log") for _ in range(2))
    place.facts(1)
    assert one.seal(in_turn=True) == 1
    place.facts(1)
    assert two.seal(in_turn=True) == 0
    assert one.seal(in_turn=True) == 1
    one.rest()
    place.facts(1)
    assert two.seal(in_turn=True) == 1
    place.facts(1)
    assert one.seal(in_turn=True) == 0
    place.clock.forward(seconds=6)
    assert one.seal(in_turn=True) == 1
    assert place.found() == []


def test_whoever_does_not_wait_seals_without_its_turn(place_on_both: Place) -> None:
    """A command that needs a proof now does not depend on another process; the log does not fork."""
    place = place_on_both
    one, two = (Sequencer(place.database, place.cabinet, place.clock, origin="haneul.example/log") for _ in range(2))
    for sequencer_, waits in ((one, True), (two, False), (one, True), (two, False)):
        place.facts(1)
        assert sequencer_.seal(in_turn=waits) == 1
    assert place.found() == []


def test_a_lease_of_a_clock_that_was_set_wrong_is_not_waited_for(place: Place) -> None:
    """A process that believed in another century and died does not stop sealing for a hundred years."""
    one, two = (Sequencer(place.database, place.cabinet, place.clock, origin="haneul.example/log") for _ in range(2))
    place.facts(1)
    assert one.seal(in_turn=True) == 1
    place.sql("UPDATE leases SET until = '2126-01-01T00:00:00.000Z'")
    place.facts(1)
    assert two.seal(in_turn=True) == 1


@pytest.mark.asvs("V11.6.1")
def test_the_newest_checkpoint_is_signed_for_the_time_after_ed25519(place_on_both: Place) -> None:
    """An ML-DSA-44 cosignature under the log's own name, with its time; only the newest one is kept."""
    from egovframe.audit import verifier_from_vkey
    from egovframe.audit.cosignatures import cosigners

    place = place_on_both
    for _ in range(3):
        place.facts(1)
        place.trail.seal()
    vkey = place.trail.post_quantum_vkey
    assert vkey is not None
    verifier = verifier_from_vkey(vkey)
    note = SignedNote.parse(place.trail.checkpoint() or "")
    (found,) = cosigners(note, verifier)  # type: ignore[arg-type]
    assert (found.name, found.timestamp) == ("haneul.example/log", int(place.clock.now().timestamp()))
    assert place.one("SELECT COUNT(*) FROM cosignatures") == 1
    assert Checkpoint.open(note, Verifier.from_vkey(place.trail.vkey)).size == 3
