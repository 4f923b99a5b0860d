"""The notebook of a verification: sorted on disk, kept only by whoever holds the office's key."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from egovframe.audit.verification.notebook import BATCH, Mark, Notebook
from egovframe.kernel.crypto import mac

MARK = Mark(size=7, root=bytes(32), at="2026-09-21T01:00:00.000Z")


def keyed(path: Path, key: bytes = b"k" * 32) -> Notebook:
    """A notebook that is kept under a key."""
    return Notebook(path, mac=lambda data: mac(key, data))


def test_lines_come_sorted_by_what_they_are_about() -> None:
    """In the order of the facts for each, whatever the order of writing; keys of any text, also none."""
    with closing(Notebook()) as notebook:
        notebook.take("b", "1", 2, "x", "y", fact="f2")
        notebook.take("b", "1", 1, None, "x", fact="f1")
        notebook.take("a", "\udcff", 3, None, "z", fact="f3")
        notebook.there("b", iter([("1", "y"), ("2", "w")]))
        assert list(notebook.compared()) == [
            ("a", "\udcff", [(None, "z", "f3")], None),
            ("b", "1", [(None, "x", "f1"), ("x", "y", "f2")], "y"),
            ("b", "2", [], "w"),
        ]


def test_a_kept_notebook_goes_on(tmp_path: Path) -> None:
    """What was written up to the mark is there again; what came after it is struck out."""
    with closing(keyed(tmp_path / "n")) as notebook:
        assert notebook.resumed() is None
        for place in range(BATCH + 3):
            notebook.take("a", str(place), place, None, "x", fact="f")
        notebook.mark(MARK)
        notebook.take("a", "late", 99, None, "x", fact="f")
        notebook.flush()
    with closing(keyed(tmp_path / "n")) as notebook:
        assert notebook.resumed() == MARK
        assert len(list(notebook.compared())) == BATCH + 3


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE lines SET after = 'z' WHERE rowid = 2", "DELETE FROM lines WHERE rowid = 2",
        "INSERT INTO lines (tbl, key, seq, after) VALUES ('a', '3', 3, 'x')",
        "UPDATE mark SET content = replace(content, '7', '8')", "UPDATE mark SET mac = x'00'", "DROP TABLE lines",
    ],
)  # fmt: skip
def test_a_notebook_that_somebody_else_wrote_in_is_not_believed(tmp_path: Path, damage: str) -> None:
    """It is begun anew, or, where lines were only added after the mark, they are struck out."""
    with closing(keyed(tmp_path / "n")) as notebook:
        for place in (1, 2):
            notebook.take("a", str(place), place, None, "x", fact="f")
        notebook.mark(MARK)
    with closing(sqlite3.connect(tmp_path / "n")) as other, other:
        other.execute(damage)
    with closing(keyed(tmp_path / "n")) as notebook:
        resumed = notebook.resumed()
        assert len(list(notebook.compared())) == (2 if damage.startswith("INSERT") else 0)
        assert (resumed is not None) is damage.startswith("INSERT")


def test_another_offices_notebook_is_not_believed(tmp_path: Path) -> None:
    """Each is authenticated under its office's key."""
    with closing(keyed(tmp_path / "n")) as notebook:
        notebook.mark(MARK)
    with closing(keyed(tmp_path / "n", b"o" * 32)) as notebook:
        assert notebook.resumed() is None


def test_a_notebook_goes_on_as_often_as_one_likes(tmp_path: Path) -> None:
    """Whatever number of lines each verification adds: the chain is over lines, not over when they were written."""
    with closing(keyed(tmp_path / "n")) as notebook:
        notebook.extend(("a", b"%d" % place, place, None, "x", "f") for place in range(BATCH + 5))
        notebook.mark(MARK)
    for turn in range(4):
        with closing(keyed(tmp_path / "n")) as notebook:
            assert notebook.resumed() == MARK, turn
            notebook.take("b", str(turn), turn, None, "x", fact="f")
            notebook.mark(MARK)
    with closing(keyed(tmp_path / "n")) as notebook:
        assert notebook.resumed() == MARK
        assert len(list(notebook.compared())) == BATCH + 5 + 4
