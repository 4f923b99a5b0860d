"""Tables of numbers: the same one behind a chart, in a CSV file and in a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final, Literal

from egovframe.audit.builtin.csv import harmless
from egovframe.kernel.errors import MissingExtra

Kind = Literal["name", "count", "share", "days", "score"]
Cell = str | int | float | None

CSV: Final = "text/csv; charset=utf-8; header=present"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING: Final = "–"
"""Shown where there is no number, or where it is hidden."""
_FORMATS: Final = {"count": "#,##0", "share": "0.0%", "days": "0.0", "score": "0.0"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and what its cells are."""

    title: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title, its columns and the cells row by row; the first column has the names. None is no number."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def shown(self) -> list[list[str]]:
        """The rows as people read them."""
        return [[shown(cell, column.kind) for cell, column in zip(row, self.columns, strict=True)] for row in self.rows]


def shown(cell: Cell, kind: Kind) -> str:
    """Return a cell as people read it: `1,234`, `95.4%`, `3.6`."""
    if cell is None:
        return NOTHING
    if isinstance(cell, str):
        return cell
    return f"{cell:,}" if kind == "count" else f"{cell:.1%}" if kind == "share" else f"{cell:.1f}"


def csv_of(tables: Sequence[Table], *, headings: tuple[str, str, str, str]) -> bytes:
    """Return all tables as one: table, name, measure, value; a number that is missing or hidden is an empty value.

    UTF-8 with a byte order mark, every cell in quotes, nothing that a spreadsheet takes for a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(headings)
    for table in tables:
        for name, *cells in table.rows:
            for column, cell in zip(table.columns[1:], cells, strict=True):
                value = "" if cell is None else f"{cell:.4f}" if isinstance(cell, float) else str(cell)
                writer.writerow([harmless(each) for each in (table.title, str(name), column.title)] + [value])
    return ("\ufeff" + out.getvalue()).encode()


def lines_of(table: Table) -> bytes:
    """Return one table as it is, a line a row under its headings; the rest as `csv_of` has it."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow(["" if cell is None else harmless(str(cell)) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def has_xlsx() -> bool:
    """Say whether workbooks can be written."""
    return find_spec("xlsxwriter") is not None


def xlsx_of(tables: Sequence[Table], *, title: str) -> bytes:
    """Return a workbook with a sheet a table; numbers are numbers, no text is a formula. Raises MissingExtra."""
    if not has_xlsx():
        raise MissingExtra(
            "Writing XLSX needs a package that is not installed.", hint="Run: pip install 'egovframe[xlsx]'"
        )
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with closing(xlsxwriter.Workbook(out, options)) as book:
        book.set_properties({"title": title, "comments": "egovframe"})
        bold = book.add_format({"bold": True})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        for nth, table in enumerate(tables, start=1):
            sheet = book.add_worksheet(_sheet_name(nth, table.title))
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 30)
            sheet.set_column(1, len(table.columns), 16)
            for at, column in enumerate(table.columns):
                sheet.write_string(0, at, column.title, bold)
            for line, row in enumerate(table.rows, start=1):
                for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                    if isinstance(cell, str):
                        sheet.write_string(line, at, cell)
                    elif cell is not None:
                        sheet.write_number(line, at, cell, formats[column.kind])
    return out.getvalue()


def _sheet_name(nth: int, title: str) -> str:
    r"""Return a name that a sheet may have: up to 31 characters, none of `[]:*?/\`."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)
    return f"{nth} {plain}"[:31].strip()
