"""The log, read in a stream: nothing of it is kept in memory, and who is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.audit.verification.chunk import CHUNK
from tests.audit.place import Place


@pytest.mark.parametrize("size", [1, 255, 256, 257, 513])
def test_logs_of_any_size_hold(place: Place, size: int) -> None:
    """Full tiles are compared as they become full, those at the edge at the end."""
    place.facts(size)
    place.trail.tend()
    report = place.trail.verify()
    assert (report.findings, report.facts) == ([], size)


def test_a_tile_in_the_middle_and_one_beyond_the_edge_are_named(place: Place) -> None:
    """A full tile that was edited, one that is gone, one that nobody needs."""
    place.facts(700)
    place.trail.seal()
    place.sql("UPDATE tiles SET hashes = zeroblob(8192) WHERE level = 0 AND idx = 1")
    place.sql("DELETE FROM tiles WHERE level = 1")
    place.sql("INSERT INTO tiles (level, idx, hashes) VALUES (0, 9, zeroblob(32))")
    assert place.found() == [("edited", "tiles", "0/1"), ("edited", "tiles", "0/9"), ("deleted", "tiles", "1/0")]


def test_of_two_that_changed_places_each_is_named_with_its_true_one(place: Place) -> None:
    """Reordered is not edited: the report says where each was sealed."""
    ids = place.facts(300)
    place.trail.seal()
    for n, to in ((5, -1), (290, 5), (-1, 290)):
        place.sql("UPDATE facts SET n = :to WHERE n = :n", n=n, to=to)
    report = place.trail.verify()
    assert [(each.kind, each.key) for each in report.findings] == [("reordered", ids[289]), ("reordered", ids[4])]
    assert report.findings[0].message.endswith("stands at position 4 of the log; it was sealed at 289.")


def test_verification_goes_on_where_it_ended(place: Place, tmp_path: Path) -> None:
    """With a notebook only what is new is read again; the state is compared whole."""
    notebook = tmp_path / "notebook"
    place.filled()
    assert place.trail.verify(notebook=notebook).facts == 4
    place.facts(3)
    place.trail.seal()
    report = place.trail.verify(notebook=notebook)
    assert (report.findings, report.resumed, report.facts, report.rows) == ([], 4, 4, 5)
    place.sql("UPDATE trail_things SET size = 9 WHERE id = 'a'")
    assert place.found(notebook=notebook) == [("edited", "trail_things", "a")]


def test_a_log_whose_past_is_another_is_read_from_the_beginning(place: Place, tmp_path: Path) -> None:
    """The notebook is for the root that was verified; where the tree has another one, nothing is taken on trust."""
    notebook = tmp_path / "notebook"
    place.filled()
    place.trail.verify(notebook=notebook)
    place.sql("UPDATE tiles SET hashes = :hashes", hashes=b"x" * 128)
    assert place.found(notebook=notebook) == [("edited", "tiles", "0/0")]


def test_what_does_not_hold_leaves_no_mark(place: Place, tmp_path: Path) -> None:
    """A verification that found something is done again from the beginning."""
    place.filled()
    place.sql("DELETE FROM facts WHERE n = 2")
    for _ in range(2):
        report = place.trail.verify(notebook=tmp_path / "notebook")
        assert (report.holds, report.resumed) == (False, 0)


@pytest.mark.heavy
def test_memory_does_not_grow_with_the_log(place: Place) -> None:
    """Five times as many facts, the same memory: what has to be sorted is sorted on disk."""
    import tracemalloc

    peaks = []
    for count in (2 * CHUNK, 8 * CHUNK):
        place.facts(count)
        place.trail.tend()
        tracemalloc.start()
        assert place.trail.verify().findings == []
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5
