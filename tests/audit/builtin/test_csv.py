"""Facts as CSV: the standard library reads them, spreadsheets see no formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from egovframe.audit.builtin.csv import CsvExporter, harmless
from egovframe.audit.interfaces import Exporter
from egovframe.testing.suites import ExporterSuite
from egovframe.testing.suites.exporters import AWKWARD, HANEUL, a_fact


def rows(content: bytes) -> list[dict[str, str]]:
    """Read with the standard library, in its strict mode."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def written(*facts: Any, **settings: Any) -> bytes:
    """Return the file."""
    return b"".join(CsvExporter(**settings).export(facts, product=HANEUL))


class TestCsvExporter(ExporterSuite):
    """The suite for exporters, on CSV."""

    @pytest.fixture
    def exporter(self) -> Exporter:
        """The exporter under test."""
        return CsvExporter()

    def read(self, content: bytes) -> list[str]:
        """Read with the standard library."""
        return ["\n".join(row.values()) for row in rows(content)]


def test_the_bytes_are_those_of_rfc_4180_with_a_byte_order_mark() -> None:
    """A mark so that Korean is seen, every cell in quotes, CR LF after each line, also the last."""
    content = written(a_fact(reason='he said "no", twice'))
    assert content.startswith(b'\xef\xbb\xbf"\xeb\xb2\x88\xed\x98\xb8","')
    assert content.endswith(b'"\r\n')
    assert b',"he said ""no"", twice",' in content
    assert content.count(b"\xef\xbb\xbf") == 1
    assert CsvExporter()._row(["aaa", 'b"bb', "ccc"]) == b'"aaa","b""bb","ccc"\r\n'  # the example of §2, rule 7


@pytest.mark.parametrize("text", AWKWARD)
def test_no_cell_begins_a_formula_and_the_text_is_found_again(text: str) -> None:
    """In a cell of its own, a spreadsheet sees a text; one leading apostrophe less is what the fact says."""
    (row,) = rows(written(a_fact(reason=text)))
    cell = row["결과 사유"]
    assert cell.lstrip(" \u00a0\u3000\ufeff")[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert cell.removeprefix("'") == text


def test_no_cell_of_a_whole_file_begins_a_formula() -> None:
    """Not only the reason: whoever fills any text of a fact fills no formula."""
    fields = ("actor", "acting_for", "object", "reason", "basis", "request", "trace")
    fact = a_fact(
        **dict[str, Any](dict.fromkeys(fields, "=1+1")),
        subjects=("=1+1",),
        erased=("=1+1",),
        private=dict.fromkeys(("address", "session", "agent", "why"), "=1+1"),
    )
    cells = [cell for row in rows(written(fact)) for cell in row.values()]
    assert cells.count("'=1+1") == len(fields) + 2 + 4
    assert not any(cell.startswith("=") for cell in cells)


def test_cells_are_divided_where_the_readers_spreadsheet_divides() -> None:
    """Where lists are written with semicolons, a file with commas would begin cells in the middle of a text."""
    content = written(a_fact(reason="a;=1+1"), separator=";").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content, newline=""), delimiter=";") for cell in row]
    assert "a;=1+1" in cells
    assert not any(cell.startswith("=") for cell in cells)


def test_headings_words_and_times_are_those_of_the_reader() -> None:
    """In Korean or English, in the zone that was asked for, with the offset."""
    (korean,) = rows(written(a_fact(), zone="Asia/Seoul"))
    assert (korean["일시"], korean["수행 업무"], korean["처리 구분"]) == (
        "2026-11-22T21:04:42.123+09:00",
        "민원 열람",
        "열람",
    )
    (english,) = rows(written(a_fact(), language="en"))
    assert (english["Time"], english["Deed"], english["Does"]) == (
        "2026-11-22T12:04:42.123+00:00",
        "Petition read",
        "read",
    )
    with pytest.raises(ValueError, match="no time zone"):
        CsvExporter(zone="Mars/Olympus")


def test_a_harmless_text_is_left_alone() -> None:
    """An apostrophe stands only where one is needed."""
    assert [harmless(text) for text in ("", "가", "a=b", "1-2", " a")] == ["", "가", "a=b", "1-2", " a"]
