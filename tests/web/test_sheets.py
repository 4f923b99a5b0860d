"""Tables of numbers: for people, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from egovframe.kernel.errors import MissingExtra
from egovframe.web import sheets
from egovframe.web.sheets import Column, Table, csv_of, shown, xlsx_of

TABLE = Table(
    "달별 [표]",
    (Column("달", "name"), Column("접수", "count"), Column("기한 안", "share"), Column("일수", "days")),
    (("2026년 9월", 12345, 0.954, 3.6), ("=HYPERLINK(1)", None, None, 0.0)),
)


def test_shown() -> None:
    """Thousands have commas, shares per cents; what is not there is a dash."""
    assert TABLE.shown == [["2026년 9월", "12,345", "95.4%", "3.6"], ["=HYPERLINK(1)", "–", "–", "0.0"]]
    assert shown(4.1, "score") == "4.1"


def test_csv() -> None:
    """One row a number, read back by the standard library; no cell is a formula."""
    text = csv_of([TABLE], headings=("표", "이름", "항목", "값")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[:4] == [
        ["표", "이름", "항목", "값"],
        ["달별 [표]", "2026년 9월", "접수", "12345"],
        ["달별 [표]", "2026년 9월", "기한 안", "0.9540"],
        ["달별 [표]", "2026년 9월", "일수", "3.6000"],
    ]
    assert rows[4] == ["달별 [표]", "'=HYPERLINK(1)", "접수", ""]


def test_xlsx() -> None:
    """A sheet a table, read by another library: numbers are numbers, a text that looks like a formula is a text."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of([TABLE, TABLE], title="하늘시")))
    assert book.sheet_names == ["1 달별  표", "2 달별  표"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1] == ["2026년 9월", 12345.0, 0.954, 3.6]
    assert rows[2][0] == "=HYPERLINK(1)"


def test_xlsx_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package it is said which one to install."""
    monkeypatch.setattr(sheets, "find_spec", lambda _: None)
    with pytest.raises(MissingExtra) as caught:
        xlsx_of([TABLE], title="하늘시")
    assert "egovframe[xlsx]" in str(caught.value.hint)
