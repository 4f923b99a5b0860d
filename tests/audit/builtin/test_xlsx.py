"""Facts as a workbook: calamine reads it, and finds nothing but texts."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from egovframe.audit.builtin.xlsx import CELL, XlsxExporter
from egovframe.audit.interfaces import Exporter
from egovframe.kernel.errors import MissingExtra
from egovframe.testing.suites import ExporterSuite
from egovframe.testing.suites.exporters import AWKWARD, HANEUL, a_fact


def sheets(content: bytes) -> list[list[list[Any]]]:
    """Read with calamine, which is written in another language by other people."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def written(*facts: Any, **settings: Any) -> bytes:
    """Return the file."""
    return b"".join(XlsxExporter(**settings).export(facts, product=HANEUL))


class TestXlsxExporter(ExporterSuite):
    """The suite for exporters, on XLSX."""

    comes_whole = True

    @pytest.fixture
    def exporter(self) -> Exporter:
        """The exporter under test."""
        return XlsxExporter()

    def read(self, content: bytes) -> list[str]:
        """Read with calamine."""
        return ["\n".join(map(str, row)) for sheet in sheets(content) for row in sheet[1:]]


@pytest.mark.parametrize("text", [each for each in AWKWARD if "\x00" not in each and "\r" not in each])
def test_every_cell_is_the_text_itself_and_no_formula_or_link(text: str) -> None:
    """No escaping is needed: the sheet holds strings only, and the text comes back as it was."""
    content = written(a_fact(object=text, reason=text, private={"why": text}))
    (sheet,) = sheets(content)
    row = dict(zip(sheet[0], sheet[1], strict=True))
    assert [row[name] for name in ("대상", "결과 사유", "목적")] == [text] * 3
    with ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in parts.namelist()
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    assert xml.count("<c ") == xml.count('t="inlineStr"')


def test_the_heading_stays_in_sight() -> None:
    """Frozen, and in the reader's language."""
    content = written(a_fact(), language="en")
    assert sheets(content)[0][0][:3] == ["Number", "Time", "Kind of actor"]
    with ZipFile(io.BytesIO(content)) as parts:
        assert (
            'topLeftCell="A2" activePane="bottomLeft" state="frozen"' in parts.read("xl/worksheets/sheet1.xml").decode()
        )


def test_a_full_sheet_is_followed_by_another_with_headings() -> None:
    """No fact is lost where a sheet ends: three rows a sheet hold two facts each."""
    found = sheets(written(*(a_fact(n) for n in range(5)), rows=3))
    assert [len(sheet) for sheet in found] == [3, 3, 2]
    assert {tuple(sheet[0]) for sheet in found} == {tuple(found[0][0])}
    assert [row[0] for sheet in found for row in sheet[1:]] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("letter", ["가", "𝄞"])
def test_a_text_longer_than_a_cell_goes_on_in_the_next_row(letter: str) -> None:
    """Spreadsheets cut at 32,767 UTF-16 units without a word; here nothing is lost, and the rows say whose they are."""
    text = letter * (CELL + 1)
    (sheet,) = sheets(written(a_fact(1, reason=text), a_fact(2)))
    at, number, fact_id = (sheet[0].index(name) for name in ("결과 사유", "번호", "식별자"))
    parts = [row for row in sheet[1:] if row[number] == "1"]
    assert "".join(row[at] for row in parts) == text
    assert all(len(row[at].encode("utf-16-le")) <= CELL * 2 for row in parts)
    assert {row[fact_id] for row in parts} == {a_fact(1).id}
    assert [row[number] for row in sheet[1:]][-1] == "2"


def test_nothing_is_left_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Private values are in the file: only its own account may read it, and it goes with the iterator."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[int] = []

    def facts() -> Any:
        seen.extend(each.stat().st_mode & 0o777 for each in tmp_path.iterdir())
        yield a_fact()

    pieces = XlsxExporter().export(facts(), product=HANEUL)
    next(pieces)
    assert seen == [0o700]
    pieces.close()  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_is_named_with_what_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is taken."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    taken = iter([a_fact()])
    with pytest.raises(MissingExtra, match=r"egovframe\[xlsx\]"):
        next(XlsxExporter().export(taken, product=HANEUL))
    assert len(list(taken)) == 1
