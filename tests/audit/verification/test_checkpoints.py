"""The signed roots that a log is held to."""

from __future__ import annotations

from egovframe.audit import Checkpoint
from egovframe.audit.report import Report
from egovframe.audit.verification.checkpoints import Checkpoints
from egovframe.audit.verification.verification import Verification
from tests.audit.place import Place


def test_marks_come_in_order_and_each_size_once(place: Place) -> None:
    """The log's own and those that somebody kept, the ones in between with them; from where one goes on."""
    for _ in range(3):
        place.facts(2)
        place.trail.seal()
    signer = place.trail._sequencer.signer("haneul.example/log")
    opened = Verification(place.cabinet, place.trail._keys_of).open_note
    with place.database.read() as conn:
        checkpoints = Checkpoints(conn, Report(), opened)
        checkpoints.read()
        assert checkpoints.size == 6
        for size in (3, 5):
            checkpoints.compare(Checkpoint("haneul.example/log", size, b"x" * 32).sign(signer))
        assert [size for size, _ in checkpoints.marks()] == [2, 3, 4, 5, 6]
        assert [size for size, _ in checkpoints.marks(after=3)] == [4, 5, 6]


def test_a_forged_checkpoint_is_no_mark(place: Place) -> None:
    """What is not the log's proves nothing about it; the others are still held to."""
    for _ in range(3):
        place.facts(1)
        place.trail.seal()
    place.sql("UPDATE checkpoints SET note = replace(note, 'haneul', 'hanuel') WHERE size = 2")
    report = Report()
    with place.database.read() as conn:
        checkpoints = Checkpoints(conn, report, Verification(place.cabinet, place.trail._keys_of).open_note)
        checkpoints.read()
        assert [size for size, _ in checkpoints.marks()] == [1, 3]
    assert [(each.kind, each.key) for each in report.findings] == [("forged", "2")]


def test_the_published_checkpoint_may_be_behind_by_one_seal_only(place: Place) -> None:
    """Killed between the seal and the publishing, an office verifies; with the file rolled back or gone it does not."""
    for _ in range(3):
        place.facts(1)
        place.trail.seal()
        place.clock.forward(minutes=5)
    notes = {size: str(place.one(f"SELECT note FROM checkpoints WHERE size = {size}")) for size in (1, 2, 3)}
    for size, expected in ((3, []), (2, []), (1, [("edited", "files", "log/checkpoint")])):
        place.storage.put("log/checkpoint", notes[size].encode())
        assert place.found() == expected
    place.storage.delete("log/checkpoint")
    assert place.found() == [("deleted", "files", "log/checkpoint")]


def test_batches_of_one_seal_may_all_be_unpublished(place: Place) -> None:
    """A seal with much to do leaves several checkpoints before it publishes the last of them."""
    for _ in range(3):
        place.facts(1)
        place.trail._sequencer.seal()
        place.clock.forward(seconds=10)
    assert place.found() == []
