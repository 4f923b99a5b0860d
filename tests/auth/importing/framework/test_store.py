"""Another system's database: names in any case, the columns asked for, and nothing that can write."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest
import sqlalchemy as sa

from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.framework.store import Elsewhere
from egovframe.kernel.errors import MissingExtra


def test_tables_and_columns_are_found_whatever_their_case(old: Elsewhere) -> None:
    """PostgreSQL folds names to small letters, SQLite keeps them."""
    assert old.has("COMTNGNRLMBER")
    assert old.has("comtngnrlmber")
    assert not old.has("COMTNNOTHING")
    rows = list(old.rows("COMTNGNRLMBER", ["MBER_ID", "MBER_NM", "NOT_THERE"], order="MBER_ID"))
    assert {row["MBER_ID"]: row["MBER_NM"] for row in rows}["haneul"] == "김하늘"
    assert all(set(row) == {"MBER_ID", "MBER_NM"} for row in rows)
    assert len(rows) == 4


def test_nothing_can_be_written(old: Elsewhere) -> None:
    """Not even by whoever holds the connection."""
    with old._engine.connect() as conn, pytest.raises(sa.exc.DBAPIError, match=r"(?i)read-?\s?only"):
        conn.execute(sa.text("DELETE FROM COMTNGNRLMBER"))


def test_what_cannot_be_reached_says_so_without_the_password(tmp_path: Path) -> None:
    """No file, no server, no URL, no driver."""
    secret = "hunter2"
    with pytest.raises(ImportRefused, match="no such SQLite file"):
        Elsewhere(f"sqlite:///{tmp_path / 'nothing.sqlite3'}")
    with pytest.raises(ImportRefused, match="no database URL"):
        Elsewhere("old city")
    with pytest.raises(MissingExtra, match="not installed"):
        Elsewhere(f"nosuchbase+driver://kim:{secret}@127.0.0.1/old")
    with pytest.raises(ImportRefused, match="cannot be read") as caught:
        Elsewhere(f"postgresql://kim:{secret}@127.0.0.1:1/old")
    assert secret not in str(caught.value)
    assert secret not in "".join(traceback.format_exception(caught.value))
    (tmp_path / "text.sqlite3").write_text("no database at all")
    with pytest.raises(ImportRefused, match="no such SQLite file"):
        Elsewhere(f"sqlite:///{tmp_path / 'text.sqlite3'}")
