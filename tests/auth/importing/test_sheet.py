"""Workbooks from strangers: rows as typed, formulas found, and none that is larger inside than a list of people."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from egovframe.auth.importing import sheet
from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.sheet import sheet_rows
from egovframe.kernel.errors import MissingExtra
from tests.auth.importing.clerk import workbook, written


def repacked(path: Path, name: str, content: bytes) -> Path:
    """The workbook with another content of one of its parts."""
    with zipfile.ZipFile(path) as book:
        parts = {part: book.read(part) for part in book.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for part, kept in parts.items():
            book.writestr(part, kept)
    return path


def test_rows_are_numbered_as_the_spreadsheet_does(tmp_path: Path) -> None:
    """Empty rows count, empty columns in front stay, numbers are as one types them."""
    path = workbook(tmp_path / "a.xlsx", [[], ["", "name", "n"], [], ["", "김하늘", 3]])
    rows, formulas = sheet_rows(path)
    found = {number: cells for number, cells in rows if any(cells)}
    assert found == {2: ["", "name", "n"], 4: ["", "김하늘", "3"]}
    assert formulas == frozenset()


def test_formulas_are_found_where_they_stand(tmp_path: Path) -> None:
    """By row and column, whatever value was saved with them."""
    path = workbook(tmp_path / "a.xlsx", [["name"], ["kim"]], formulas={(1, 1): "=1+1", (4, 27): "=A1"})
    rows, formulas = sheet_rows(path)
    assert formulas == {(2, 2), (5, 28)}
    assert dict(rows)[2][1] == "shown"


def test_a_cell_in_the_last_corner_is_refused(tmp_path: Path) -> None:
    """One cell makes a reader ask for a whole sheet of them."""
    for name, place in (("row.xlsx", (200_000, 0)), ("column.xlsx", (0, 300))):
        path = workbook(tmp_path / name, [["name"]], formulas={place: "=1"})
        with pytest.raises(ImportRefused, match="100,000 rows and 200 columns"):
            sheet_rows(path)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """A ZIP of zeros: 130 MiB in some hundred kilobytes."""
    path = workbook(tmp_path / "a.xlsx", [["name"]])
    repacked(path, "xl/sharedStrings.xml", b"\0" * (130 * 2**20))
    assert path.stat().st_size < 300_000
    with pytest.raises(ImportRefused, match="larger than a list"):
        sheet_rows(path)


def test_a_part_that_lies_about_its_size_is_never_read_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What says 4 KiB and unpacks to more is damaged; no more than it says is ever unpacked."""
    path = workbook(tmp_path / "a.xlsx", [["name"], ["kim"]])
    with zipfile.ZipFile(path) as book:
        size = book.getinfo("xl/styles.xml").file_size
    repacked(path, "xl/styles.xml", b"<a>" + b" " * 10_000_000 + b"</a>")
    real = (10_000_007).to_bytes(4, "little")
    content = path.read_bytes()
    assert content.count(real) == 2
    path.write_bytes(content.replace(real, size.to_bytes(4, "little")))
    with pytest.raises(ImportRefused, match="damaged"):
        sheet_rows(path)
    monkeypatch.setattr(sheet, "MOST_PARTS", 3)
    with pytest.raises(ImportRefused, match="larger than a list"):
        sheet_rows(workbook(tmp_path / "b.xlsx", [["name"]]))


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    """There is no entity to expand."""
    path = workbook(tmp_path / "a.xlsx", [["name"]])
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    with pytest.raises(ImportRefused, match="document type"):
        sheet_rows(repacked(path, "xl/worksheets/sheet1.xml", bomb))


def test_what_is_no_workbook_says_so(tmp_path: Path) -> None:
    """A renamed file, a ZIP of something else, a sheet that is no XML."""
    with pytest.raises(ImportRefused, match="no XLSX"):
        sheet_rows(written(tmp_path, "a,b\n", "a.xlsx"))
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as other:
        other.writestr("letter.txt", "hello")
    with pytest.raises(ImportRefused, match="no XLSX"):
        sheet_rows(tmp_path / "b.xlsx")
    path = workbook(tmp_path / "c.xlsx", [["name"]])
    with pytest.raises(ImportRefused, match="damaged"):
        sheet_rows(repacked(path, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>"))


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pip command that mends it."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtra, match=r"egovframe\[xlsx\]"):
        sheet_rows(workbook(tmp_path / "a.xlsx", [["name"]]))
