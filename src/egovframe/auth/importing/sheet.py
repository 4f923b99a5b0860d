"""XLSX from strangers: looked through piece by piece before anything reads it as a whole.

A workbook is a ZIP of XML. Some kilobytes can claim gigabytes of it, a single cell in the last corner has a reader make
room for 17 thousand million cells, and a formula shows what a program computed when it was saved last. All of that is
found here while streaming; what is handed on is a copy that holds no more than was counted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat  # no document type is let pass: there are no entities to expand

from egovframe.auth.importing.errors import ImportRefused, unreadable
from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.lines import cell_text
from egovframe.kernel.text import Text

MOST_SHEET_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
MOST_UNPACKED: Final = 128 * 2**20
"""Bytes that a workbook may have unpacked; 100,000 rows of people are some 40 MiB."""
MOST_PARTS: Final = 1_000

_PIECE: Final = 64 * 2**10
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

Cells = list[str]
Place = tuple[int, int]
"""A row and a column, counted from 1."""


def sheet_rows(path: Path) -> tuple[Iterator[tuple[int, Cells]], frozenset[Place]]:
    """Return the rows of the first sheet, numbered from 1, and the places of its formulas.

    Cells are texts as one would type them. Raises ImportRefused for what is no workbook or is larger than any list of
    people; MissingExtra without the extra `xlsx`.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Reading XLSX needs a package that is not installed.", hint="Run: pip install 'egovframe[xlsx]'"
        ) from error
    try:
        copy, formulas = _looked_through(path)
        with CalamineWorkbook.from_filelike(copy) as book:
            sheet = book.get_sheet_by_index(0)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, expat.ExpatError, CalamineError, NotImplementedError) as error:
        raise unreadable(
            path.name,
            Text(ko="XLSX 파일이 아니거나 손상되었습니다.", en="is no XLSX file, or it is damaged."),
            Text(ko="XLSX로 다시 저장하세요.", en="Save it as XLSX again."),
        ) from error
    except (KeyError, IndexError, EOFError, ValueError, RuntimeError) as error:  # RuntimeError: a ZIP with a password
        raise unreadable(
            path.name,
            Text(ko="읽을 수 있는 XLSX 파일이 아닙니다.", en="is no XLSX file that can be read."),
            Text(ko="암호 없이 XLSX로 다시 저장하세요.", en="Save it as XLSX, without a password."),
        ) from error
    left = [""] * (sheet.start[1] if sheet.start else 0)  # the reader begins at the first column with anything in it
    rows = ((n, left + [cell_text(value) for value in row]) for n, row in enumerate(sheet.iter_rows(), start=1))
    return rows, formulas


def _looked_through(path: Path) -> tuple[io.BytesIO, frozenset[Place]]:
    """Return a copy that unpacks to no more than was counted, and where formulas stand in the first sheet."""
    copy, formulas = io.BytesIO(), frozenset[Place]()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        parts = book.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise _too_large(path)
        first = _first_sheet(book)
        for part in parts:
            name = part.filename
            if not name.endswith((".xml", ".rels")):
                continue  # pictures and programs
            sheet = _Sheet(path) if name.startswith("xl/worksheets/") else None
            with book.open(part) as packed, out.open(name, "w") as kept:
                while piece := packed.read(_PIECE):  # at most `file_size` bytes, whatever the packed data say
                    kept.write(piece)
                    if sheet is not None:
                        sheet.feed(piece)
            if sheet is not None:
                sheet.feed(b"", last=True)
                formulas = frozenset(sheet.formulas) if name == first else formulas
    copy.seek(0)
    return copy, formulas


def _first_sheet(book: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the first sheet. Raises KeyError when there is none."""
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def sheet(name: str, said: dict[str, str]) -> None:
        if name == "sheet":
            sheets.extend(value for key, value in said.items() if key.rpartition(" ")[2] == "id")

    def target(name: str, said: dict[str, str]) -> None:
        if name == "Relationship":
            targets[said.get("Id", "")] = said.get("Target", "")

    _parser(sheet).Parse(book.read("xl/workbook.xml"), True)  # noqa: FBT003 - expat's own
    _parser(target).Parse(book.read("xl/_rels/workbook.xml.rels"), True)  # noqa: FBT003
    named = targets[sheets[0]]
    return named.removeprefix("/") if named.startswith("/") else f"xl/{named}"


class _Sheet:
    """Reads the XML of a sheet as it streams by, and remembers where formulas are."""

    def __init__(self, path: Path) -> None:
        self.formulas: set[Place] = set()
        self._path = path
        self._at: Place = (0, 0)
        self._parser = _parser(self._element)

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Take the next piece. Raises ImportRefused when the sheet is too large."""
        self._parser.Parse(piece, last)

    def _element(self, name: str, said: dict[str, str]) -> None:
        if name == "c":
            found = _CELL.fullmatch(said.get("r", ""))
            self._at = (int(found[2]), _number(found[1])) if found else (self._at[0], self._at[1] + 1)
        elif name == "row":
            self._at = (int(said.get("r", self._at[0] + 1)), 0)
        elif name == "f" and len(self.formulas) < MOST_SHEET_ROWS:
            self.formulas.add(self._at)
        if self._at[0] > MOST_SHEET_ROWS + 1 or self._at[1] > MOST_COLUMNS:
            raise _too_large(self._path)


def _parser(element: Callable[[str, dict[str, str]], None]) -> Any:
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, said: dict[str, str]) -> None:
        element(name.rpartition(" ")[2], said)

    def doctype(*_said: object) -> None:
        raise unreadable(
            "The workbook",
            Text(
                ko="스프레드시트가 쓰지 않는 문서 형식이 들어 있습니다.",
                en="has a document type, which no spreadsheet writes.",
            ),
            Text(ko="XLSX로 다시 저장하세요.", en="Save it as XLSX again."),
        )

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    return parser


def _number(letters: str) -> int:
    """Return the number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _too_large(path: Path) -> ImportRefused:
    return unreadable(
        path.name,
        Text(
            ko=f"{MOST_SHEET_ROWS:,}행과 {MOST_COLUMNS}열보다 큰 시트입니다.",
            en=f"is larger than a list of {MOST_SHEET_ROWS:,} rows and {MOST_COLUMNS} columns.",
        ),
        Text(
            ko="필요 없는 것을 지우거나 나누세요. CSV로 저장하면 백만 행까지 됩니다.",
            en="Remove what is not needed, split it, or save it as CSV: that may have a million rows.",
        ),
    )
