"""Reading lines that come from elsewhere: JSON Lines, CSV and XLSX, one line at a time, texts as they stand there."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Final

from egovframe.kernel.errors import EgovError, MissingExtra
from egovframe.kernel.text import Text

LONGEST_CELL: Final = 16 * 2**20
"""Characters that one cell of a CSV file may have before the file counts as broken."""

_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()


class LinesUnreadable(EgovError):
    """A file as a whole cannot be read as lines: not UTF-8, without headings, of an unknown kind."""

    code: ClassVar[str] = "forms.lines_unreadable"  # codes stay, wherever their class lives


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number as an editor counts, and its values by name, or why it has none."""

    number: int
    values: Mapping[str, Any] = field(default_factory=dict)
    fault: Text | None = None


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a JSONL, CSV or XLSX file, told apart by its name; blank lines are passed over.

    A line that cannot be understood comes with its `fault`; it does not stop the others. Cells of CSV and XLSX are
    texts, an empty cell is an empty text. Raises LinesUnreadable for a file that cannot be read as a whole, and
    MissingExtra for XLSX without the extra `xlsx`.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise LinesUnreadable(
            f"{path.name} is of no known kind.", hint=f"Give a file that ends in {', '.join(sorted(READERS))}."
        )
    try:
        yield from reader(path)
    except OSError as error:
        raise LinesUnreadable(
            f"{path} cannot be read: {error.strerror or 'it is broken'}.", hint="Check its name and rights."
        ) from error


def read_jsonl(path: Path) -> Iterator[Line]:
    """Yield the lines of a JSON Lines file: an object a line, in UTF-8."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            content = raw.removeprefix(_BOM) if number == 1 else raw
            if content.strip():
                yield _json_line(number, content)


def read_csv(path: Path) -> Iterator[Line]:
    """Yield the lines of a CSV file (RFC 4180) in UTF-8, with or without a byte order mark, under its headings."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        names: list[str] | None = None
        number = 1
        try:
            for cells in reader:
                begin, number = number, reader.line_num + 1
                if names is None:
                    names = _headings(cells, path)
                elif any(cells):
                    yield _row(begin, names, cells)
        except UnicodeDecodeError:
            raise LinesUnreadable(
                f"{path.name} is not in UTF-8 (from line {number} on).", hint="Save it as 'CSV UTF-8' and try again."
            ) from None
        except csv.Error as error:
            raise LinesUnreadable(
                f"{path.name} is broken from line {number} on: {error}.", hint="Look for a quote that is not closed."
            ) from None
        if names is None:
            _headings([], path)


def read_xlsx(path: Path) -> Iterator[Line]:
    """Yield the rows of the first sheet of an XLSX file under its headings; numbers and dates as one writes them."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Reading XLSX needs a package that is not installed.", hint="Run: pip install 'egovframe[xlsx]'"
        ) from error
    try:
        with CalamineWorkbook.from_path(path) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError) as error:
        raise LinesUnreadable(f"{path.name} is no XLSX file.", hint="Save it as XLSX and try again.") from error
    names: list[str] | None = None
    for number, row in enumerate(rows, start=1):
        cells = [cell_text(value) for value in row]
        if names is None:
            names = _headings(cells, path)
        elif any(cells):
            yield _row(number, names, cells)
    if names is None:
        _headings([], path)


READERS: Final[Mapping[str, Callable[[Path], Iterator[Line]]]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".xlsx": read_xlsx,
}
"""The reader for each ending of a file's name."""


def _json_line(number: int, content: bytes) -> Line:
    try:
        values = json.loads(content.decode())
    except UnicodeDecodeError:
        return Line(number, fault=Text(ko="UTF-8이 아닙니다", en="It is not in UTF-8"))
    except (ValueError, RecursionError):
        return Line(number, fault=Text(ko="JSON이 아닙니다", en="It is not JSON"))
    if not isinstance(values, dict):
        return Line(number, fault=Text(ko="JSON 객체가 아닙니다", en="It is not a JSON object"))
    return Line(number, values)


def _headings(cells: Sequence[str], path: Path) -> list[str]:
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise LinesUnreadable(f"{path.name} has no headings.", hint="Name the columns in the first line.")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise LinesUnreadable(
            f"{path.name} has the heading {twice[0]!r} twice.", hint="Give each column a name of its own."
        )
    return names


def _row(number: int, names: list[str], cells: Sequence[str]) -> Line:
    if any(cells[len(names) :]):
        return Line(number, fault=Text(ko="제목보다 칸이 많습니다", en="It has more cells than there are headings"))
    return Line(number, {name: cell for name, cell in zip(names, cells, strict=False) if name})


def cell_text(value: object) -> str:
    """Return a cell as one would write it in CSV: `3`, `3.5`, `2026-09-18`, `true`; texts as they are."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
