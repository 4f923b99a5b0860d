"""Lines from files: JSON Lines, CSV, XLSX, each line by its number and its texts as they are."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.lines import Line, LinesUnreadable, read_lines

TEXTS = ["  앞뒤 공백  ", 'quo"te, comma', "줄\n바꿈\r\n둘", "e\u0301 \u00e9 \u2028 \u0085 🏛️", "'=1+1"]


def lines(path: Path) -> list[Line]:
    """All lines of a file."""
    return list(read_lines(path))


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- JSON Lines ---


def test_jsonl_is_read_line_by_line(tmp_path: Path) -> None:
    """Blank lines are passed over but counted; a byte order mark and CRLF do no harm; signs of other lines are text."""
    path = written(tmp_path, "a.jsonl", '\ufeff{"a": "x"}\r\n\n{"a": "\u2028\u0085"}\n{"b": [1, null]}')
    assert lines(path) == [Line(1, {"a": "x"}), Line(3, {"a": "\u2028\u0085"}), Line(4, {"b": [1, None]})]


def test_broken_jsonl_lines_do_not_stop_the_others(tmp_path: Path) -> None:
    """Not JSON, not an object, not UTF-8, nested without end: each has its number and a reason."""
    content = b'{"a": 1\n[1]\n"text"\n\xff\xfe\n' + b"[" * 100_000 + b'\nnull\n{"a": 2}\n'
    found = lines(written(tmp_path, "a.ndjson", content))
    assert [(line.number, line.fault.in_("en") if line.fault else None) for line in found] == [
        (1, "It is not JSON"),
        (2, "It is not a JSON object"),
        (3, "It is not a JSON object"),
        (4, "It is not in UTF-8"),
        (5, "It is not JSON"),
        (6, "It is not a JSON object"),
        (7, None),
    ]


# --- CSV ---


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
def test_csv_keeps_texts_and_counts_lines_as_an_editor_does(tmp_path: Path, mark: str) -> None:
    """RFC 4180: quotes, commas and line breaks within a cell; the number is of the line where a record begins."""
    content = mark + 'title, content,\r\n"a ""b""",  x  \r\n\r\n"1\r\n2",y\r\nshort\r\nlast,z,\r\n'
    assert lines(written(tmp_path, "a.csv", content)) == [
        Line(2, {"title": 'a "b"', "content": "  x  "}),
        Line(4, {"title": "1\r\n2", "content": "y"}),
        Line(6, {"title": "short"}),
        Line(7, {"title": "last", "content": "z"}),
    ]


def test_a_csv_line_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    """A comma too many would shift answers into other questions."""
    (line,) = lines(written(tmp_path, "a.csv", "a,b\n1,2,3\n"))
    assert line.fault is not None
    assert line.number == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("제목\n내용\n".encode("cp949"), "UTF-8"),
        (b"", "no headings"),
        (b",,\n1,2\n", "no headings"),
        (b"a,b,a\n1,2,3\n", "'a' twice"),
        (b'a\n"open\n', "broken"),
    ],
)
def test_a_csv_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, says: str) -> None:
    """As a whole, with what to do."""
    with pytest.raises(LinesUnreadable) as caught:
        lines(written(tmp_path, "a.csv", content))
    assert says in str(caught.value)
    assert caught.value.hint


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1, max_size=5
    )
)
def test_whatever_a_spreadsheet_writes_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Any text in a cell, as Python's own writer quotes it."""
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["a", "n"], *([text, "-"] for text in texts)])
    path = written(tmp_path_factory.mktemp("csv"), "a.csv", out.getvalue())
    assert [line.values["a"] for line in lines(path)] == texts


# --- XLSX ---


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    """A spreadsheet with these rows."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(y, x, value)
            elif isinstance(value, dt.date):
                sheet.write_datetime(y, x, dt.datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a day
            elif value is not None:
                sheet.write(y, x, value)
    book.close()
    return path


def test_xlsx_cells_are_as_one_writes_them(tmp_path: Path) -> None:
    """Texts as they are, numbers without a needless point, dates as dates, empty rows passed over but counted."""
    rows: list[list[Any]] = [["title", "n", "when", "yes"], ["  x\n y ", 3, dt.date(2026, 9, 18), True], [], ["z", 3.5]]
    found = lines(workbook(tmp_path / "a.xlsx", rows))
    assert found == [
        Line(2, {"title": "  x\n y ", "n": "3", "when": "2026-09-18", "yes": "true"}),
        Line(4, {"title": "z", "n": "3.5", "when": "", "yes": ""}),
    ]


def test_texts_are_the_same_from_every_kind_of_file(tmp_path: Path) -> None:
    """What is filed does not depend on how it was sent (XLSX itself writes line ends as LF)."""
    import csv
    import json

    jsonl = written(tmp_path, "a.jsonl", "\n".join(json.dumps({"t": text}) for text in TEXTS))
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["t"], *([text] for text in TEXTS)])
    xlsx = workbook(tmp_path / "a.xlsx", [["t"], *([text] for text in TEXTS)])
    assert [line.values["t"] for line in lines(jsonl)] == TEXTS
    assert [line.values["t"] for line in lines(tmp_path / "a.csv")] == TEXTS
    from_sheet = [line.values["t"].replace("\r\n", "\n") for line in lines(xlsx)]
    assert from_sheet == [text.replace("\r\n", "\n") for text in TEXTS]


def test_what_is_no_xlsx_says_so(tmp_path: Path) -> None:
    """A renamed file, an empty sheet."""
    with pytest.raises(LinesUnreadable, match="no XLSX file"):
        lines(written(tmp_path, "a.xlsx", "a,b\n1,2\n"))
    with pytest.raises(LinesUnreadable, match="no headings"):
        lines(workbook(tmp_path / "b.xlsx", []))


def test_without_the_extra_xlsx_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pip command that mends it."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtra) as caught:
        lines(workbook(tmp_path / "a.xlsx", [["a"], ["b"]]))
    assert "pip install 'egovframe[xlsx]'" in str(caught.value)


# --- any file ---


def test_files_of_no_known_kind_or_that_are_not_there(tmp_path: Path) -> None:
    """The endings that are known are named; a missing file is no traceback."""
    with pytest.raises(LinesUnreadable, match=r"\.csv, \.jsonl, \.ndjson, \.xlsx"):
        lines(tmp_path / "a.ods")
    for name in ("a.jsonl", "a.csv", "a.xlsx"):
        with pytest.raises(LinesUnreadable, match="cannot be read"):
            lines(tmp_path / name)
