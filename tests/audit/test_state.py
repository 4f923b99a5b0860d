"""The state that the trail vouches for: built up fact by fact, compared with what is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.audit.report import Report
from egovframe.audit.state import PUBLISHED, State
from egovframe.kernel.storage import FolderStorage
from tests.audit.place import Place


def named(report: Report) -> list[tuple[str, str, str]]:
    """Return what was found: kind, table and key."""
    return [(each.kind, each.table, each.key) for each in report.findings]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.none() | st.sampled_from("xyz")), max_size=8))
def test_writes_that_follow_each_other_are_in_order(writes: list[tuple[str, str | None]]) -> None:
    """Each begins from what the one before left; otherwise the row was changed in between."""
    state, report, now = State(), Report(), dict[str, str | None]()
    for key, after in writes:
        state.take("cases", key, now.get(key), after, fact_id="f", add=report.add)
        now[key] = after
    assert report.findings == []
    state.take("cases", "a", "another digest", None, fact_id="f", add=report.add)
    assert named(report) == [("changed-outside", "cases", "a")]


def test_the_message_says_whether_there_was_a_row() -> None:
    """Slipped in before the fact, or edited before it."""
    state, report = State(), Report()
    state.take("cases", "1", "ab", "cd", fact_id="f-1", add=report.add)
    state.take("cases", "1", "ef", "gh", fact_id="f-2", add=report.add)
    first, second = (finding.message for finding in report.findings)
    assert first.endswith("before the fact f-1: by the trail it did not exist.")
    assert second.endswith("before the fact f-2: by the trail it was something else.")


def test_rows_are_compared_with_the_last_fact(place_on_both: Place) -> None:
    """Edited, gone and slipped in, each named by its key; untouched rows are not."""
    place = place_on_both
    place.filled()
    place.sql("UPDATE trail_things SET size = NULL WHERE id = 'a'")
    place.sql("DELETE FROM trail_things WHERE id = 'b'")
    place.sql("INSERT INTO trail_things (id, size) VALUES ('d', 1)")
    assert sorted(place.found()) == [
        ("deleted", "trail_things", "b"), ("edited", "trail_things", "a"), ("inserted", "trail_things", "d"),
    ]  # fmt: skip


def test_a_table_that_is_gone_is_named(place_on_both: Place) -> None:
    """Once, whatever stood in it."""
    place_on_both.filled()
    place_on_both.sql("DROP TABLE trail_things")
    assert place_on_both.found() == [("deleted", "trail_things", "")]


def test_a_table_that_cannot_be_read_is_named(place_on_both: Place) -> None:
    """A column taken away by another tool is a finding, and the other tables are still read."""
    place_on_both.filled()
    place_on_both.sql("ALTER TABLE trail_things DROP COLUMN size")
    assert ("unreadable", "trail_things", "") in place_on_both.found()


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    """A storage with three files that facts know and what the log publishes of itself."""
    storage = FolderStorage(tmp_path)
    for path in ("r/1", "r/2", "r/3", PUBLISHED + "checkpoint"):
        storage.put(path, path.encode())
    return storage


def test_files_are_compared_with_the_last_fact(storage: FolderStorage) -> None:
    """Edited, gone, slipped in; the log's own are vouched for by signatures."""
    state, report = State(), Report()
    for path in ("r/1", "r/2", "r/3"):
        digest = storage.digest(path).removeprefix("sha256:")
        state.take("files", path, None, digest, fact_id="f", add=report.add)
    assert (state.compare_files(storage, report.add), report.findings) == (3, [])
    storage.put("r/1", b"other")
    storage.delete("r/2")
    storage.put("r/4", b"new")
    state.compare_files(storage, report.add)
    assert sorted(named(report)) == [
        ("deleted", "files", "r/2"),
        ("edited", "files", "r/1"),
        ("inserted", "files", "r/4"),
    ]


def test_a_file_that_cannot_be_read_is_named(storage: FolderStorage) -> None:
    """A disk that fails is a finding, not a traceback; it is not called deleted as well."""

    class Failing(FolderStorage):
        def stream(self, path: str) -> Iterator[bytes]:
            raise OSError("Input/output error")

    state, report = State(), Report()
    state.take("files", "r/1", None, "ab", fact_id="f", add=report.add)
    assert state.compare_files(Failing(storage.root), report.add) == 3
    assert {(kind, table) for kind, table, _ in named(report)} == {("unreadable", "files")}
