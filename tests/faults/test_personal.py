"""What a person wrote about themselves is nowhere in the clear: not in the database, its WAL, the files, the log."""

from __future__ import annotations

import io
import sqlite3
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from egovframe.kernel.logging import configure
from tests.faults.full_city import MAILS, PEOPLE, PHONES, fill

CLEAR = [*PEOPLE, *MAILS, *PHONES, *(phone.replace("-", "") for phone in PHONES), *(phone[-9:] for phone in PHONES)]


@pytest.mark.asvs("V11.7.2")
def test_no_personal_answer_lies_in_the_clear(tmp_path: Path) -> None:
    """Every byte of every file of the office, the WAL among them, and every line that was logged."""
    printed = io.StringIO()
    with redirect_stderr(printed):
        configure(level="DEBUG", form="json")
        reader = _held_open(tmp_path)  # an open reader keeps the WAL from being folded away when the office closes
        fill(tmp_path)
        content = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        reader.close()
    assert any(path.name.endswith("-wal") and data for path, data in content.items())
    assert any(b"petition" in data for data in content.values())
    logged = printed.getvalue()
    for words in CLEAR:
        assert [str(path) for path, data in content.items() if words.encode() in data] == [], words
        assert words not in logged


def _held_open(folder: Path) -> sqlite3.Connection:
    folder.mkdir(exist_ok=True)
    connection = sqlite3.connect(folder / "office.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("BEGIN")
    connection.execute("SELECT * FROM sqlite_master").fetchall()
    return connection
