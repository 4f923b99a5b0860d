"""The state that the trail vouches for: written down fact by fact, compared with what is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.audit.report import Report
from egovframe.audit.verification.notebook import Notebook
from egovframe.audit.verification.state import PUBLISHED, State
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.storage import FolderStorage
from tests.audit.place import Place


def named(report: Report) -> list[tuple[str, str, str]]:
    """Return what was found: kind, table and key."""
    return [(each.kind, each.table, each.key) for each in report.findings]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.none() | st.sampled_from("xyz")), max_size=8), st.booleans())
def test_what_is_there_must_be_what_the_last_fact_left(writes: list[tuple[str, str | None]], wrong: bool) -> None:
    """Whatever happened: each write begins from what the one before left, and the last one is what is there."""
    report, now = Report(), dict[str, str | None]()
    with closing(Notebook()) as notebook:
        for place, (key, after) in enumerate(writes, start=1):
            notebook.take("cases", key, place, now.get(key), after, fact="f")
            now[key] = after
        there = {key: digest for key, digest in now.items() if digest is not None}
        if wrong:
            there["c"] = "slipped in"
        notebook.there("cases", iter(there.items()))
        State(notebook, report.add).compare(files=False)
    assert named(report) == ([("inserted", "cases", "c")] if wrong else [])


def test_the_message_says_whether_there_was_a_row() -> None:
    """Slipped in before the fact, or edited before it."""
    report = Report()
    with closing(Notebook()) as notebook:
        notebook.take("cases", "1", 1, "ab", "cd", fact="f-1")
        notebook.take("cases", "1", 2, "ef", "gh", fact="f-2")
        notebook.there("cases", iter([("1", "gh")]))
        State(notebook, report.add).compare(files=False)
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


def compared(storage: FolderStorage) -> Report:
    """Compare a storage with three files as they were when facts were written about them."""
    report = Report()
    with closing(Notebook()) as notebook:
        for place, path in enumerate(("r/1", "r/2", "r/3"), start=1):
            notebook.take("files", path, place, None, sha256_hex(path.encode()), fact="f")
        state = State(notebook, report.add)
        report.files = state.read_files(storage)
        state.compare(files=True)
    return report


def test_files_are_compared_with_the_last_fact(storage: FolderStorage) -> None:
    """Edited, gone, slipped in; the log's own are vouched for by signatures."""
    report = compared(storage)
    assert (report.files, report.findings) == (3, [])
    storage.put("r/1", b"other")
    storage.delete("r/2")
    storage.put("r/4", b"new")
    assert sorted(named(compared(storage))) == [
        ("deleted", "files", "r/2"),
        ("edited", "files", "r/1"),
        ("inserted", "files", "r/4"),
    ]


def test_a_file_that_cannot_be_read_is_named(storage: FolderStorage) -> None:
    """A disk that fails is a finding, not a traceback; it is not called deleted as well."""

    class Failing(FolderStorage):
        def stream(self, path: str) -> Iterator[bytes]:
            raise OSError("Input/output error")

    report = compared(Failing(storage.root))
    assert report.files == 3
    assert {(kind, table) for kind, table, _ in named(report)} == {("unreadable", "files")}
