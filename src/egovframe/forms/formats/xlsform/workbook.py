"""The workbook of an XLSForm: its sheets as rows of texts, read within bounds and written."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from egovframe.forms.formats.carrying import FormatUnreadable
from egovframe.forms.formats.documents import unpack
from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.lines import cell_text

Row = Mapping[str, str]

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 300
SHEETS: Final = ("survey", "choices", "settings")


def read_sheets(content: bytes) -> dict[str, list[tuple[int, Row]]]:
    """Return the sheets of an XLSForm: each row with its number in the sheet, cells by heading, empty ones left out.

    Raises:
        FormatUnreadable: it is no workbook in XLSX, too large, or has no sheet `survey`.
        MissingExtra: the extra `xlsx` is not installed.
    """
    unpack(content)  # measured first: what reads workbooks believes the sizes that they state
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Reading XLSX needs a package that is not installed.", hint="Run: pip install 'egovframe[xlsx]'"
        ) from error
    found: dict[str, list[tuple[int, Row]]] = {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for name in book.sheet_names:
                kind = name.strip().lower()
                if kind in SHEETS and kind not in found:
                    sheet = book.get_sheet_by_name(name)
                    if sheet.height > MOST_ROWS or sheet.width > MOST_COLUMNS:
                        raise FormatUnreadable(
                            f"The sheet {name} is larger than a form can be.",
                            hint=f"At most {MOST_ROWS:,} rows of {MOST_COLUMNS} columns.",
                        )
                    found[kind] = _rows(sheet.to_python(skip_empty_area=False))
    except (CalamineError, PasswordError, ValueError, OSError) as error:
        raise FormatUnreadable("The file is no workbook in XLSX.", hint="Save it as XLSX and try again.") from error
    if "survey" not in found:
        raise FormatUnreadable("The workbook has no sheet called survey.", hint="Give an XLSForm.")
    return found


def _rows(cells: Sequence[Sequence[object]]) -> list[tuple[int, Row]]:
    if not cells:
        return []
    headings = [re.sub(r"\s*::\s*", "::", cell_text(each).strip()) for each in cells[0]]
    headings = [each if "::" in each else each.lower() for each in headings]
    rows: list[tuple[int, Row]] = []
    for number, row in enumerate(cells[1:], start=2):
        texts = {
            name: text for name, cell in zip(headings, row, strict=False) if name and (text := cell_text(cell).strip())
        }
        if texts:
            rows.append((number, texts))
    return rows


def write_sheets(sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """Return a workbook with these sheets; headings are the keys in the order in which they are first met.

    Raises:
        MissingExtra: the extra `xlsx` is not installed.
    """
    try:
        import xlsxwriter
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Writing XLSX needs a package that is not installed.", hint="Run: pip install 'egovframe[xlsx]'"
        ) from error
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _EPOCH()})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        headings = list(dict.fromkeys(key for row in rows for key in row))
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading)
        for number, row in enumerate(rows, start=1):
            for column, heading in enumerate(headings):
                if heading in row:
                    sheet.write_string(number, column, row[heading])
    book.close()
    return made.getvalue()


def _EPOCH() -> object:  # noqa: N802
    import datetime as dt

    return dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def language_of(heading: str) -> str:
    """Return the tag of a language as headings name it: `English (en)`, `english`, `ko`, `한국어`."""
    if tag := re.search(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)\s*$", heading):
        return tag[1].lower()
    word = heading.strip().lower()
    return _languages().get(word) or (word if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})?", word) else word[:40])


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for own in ("ko", "en"):
        found |= {str(name).lower(): tag for tag, name in Locale(own).languages.items() if len(tag) <= 3}
    return found


def language_heading(tag: str) -> str:
    """Return how a language is named in headings: `English (en)`."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale(tag).english_name or tag
    except (UnknownLocaleError, ValueError):
        name = tag
    return f"{name} ({tag})"
