"""A workbook for spreadsheets (XLSX, ISO/IEC 29500), in which everything is a text."""

from __future__ import annotations

from contextlib import closing
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar, Final
from zoneinfo import ZoneInfo

from pydantic import Field

from egovframe.audit.columns import Language, Zone, headings, row_of
from egovframe.audit.interfaces import Exporter, Product
from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from egovframe.audit.model import Fact

ROWS: Final = 1_048_576
"""The rows of a sheet, at most."""
CELL: Final = 32_767
"""The UTF-16 units of a cell, at most."""
_PIECE: Final = 64 * 1024
_MADE_OF_TEXT: Final = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class XlsxExporter(Exporter):
    """Writes a workbook with one fact a row under a frozen heading; a full sheet is followed by another.

    Every cell is a text, so that nothing is a formula or a link. A text that is longer than a cell goes on in the next
    row, which has the same number and id and is otherwise empty. The workbook is made in a folder of its own and handed
    out when it is whole.
    """

    title: ClassVar[Text] = Text(ko="XLSX (스프레드시트)", en="XLSX (spreadsheet)")
    media: ClassVar[str] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ending: ClassVar[str] = ".xlsx"

    language: Language = "ko"
    """The language of headings and titles."""
    zone: Zone = "UTC"
    """The time zone in which times are written, with their offset."""
    rows: int = Field(default=ROWS, ge=2, le=ROWS)
    """The rows of a sheet, with its heading."""

    def export(self, facts: Iterable[Fact], *, product: Product) -> Iterator[bytes]:
        """Yield the workbook in pieces once all facts are in it; see `Exporter.export`. Raises MissingExtra."""
        library = _library()
        with TemporaryDirectory(prefix="egovframe-") as folder:  # 0700: private values are in it
            path = Path(folder) / "facts.xlsx"
            options = {**_MADE_OF_TEXT, "constant_memory": True, "tmpdir": folder, "use_zip64": True}
            with closing(library.Workbook(path, options)) as book:
                book.set_properties({"title": f"{product.city} · {product.origin}", "comments": "egovframe"})
                self._fill(book, facts)
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    yield piece

    def _fill(self, book: Any, facts: Iterable[Fact]) -> None:
        zone, bold = ZoneInfo(self.zone), book.add_format({"bold": True})
        sheet, at = self._sheet(book, bold), 1
        for cells in chain.from_iterable(_rows(row_of(fact, self.language, zone)) for fact in facts):
            if at == self.rows:
                sheet, at = self._sheet(book, bold), 1
            for column, cell in enumerate(cells):
                if cell:
                    sheet.write_string(at, column, cell)
            at += 1

    def _sheet(self, book: Any, bold: object) -> Any:
        number = len(book.worksheets()) + 1
        sheet = book.add_worksheet({"ko": f"감사 기록 {number}", "en": f"Audit trail {number}"}[self.language])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings(self.language)) - 1, 20)
        for column, heading in enumerate(headings(self.language)):
            sheet.write_string(0, column, heading, bold)
        return sheet


def _rows(cells: list[str]) -> Iterator[list[str]]:
    """Divide cells that are too long; number and id, the first and the last, say which fact a row goes on with."""
    divided = [_divided(cell) for cell in cells]
    for turn in range(max(map(len, divided))):
        row = [parts[turn] if turn < len(parts) else "" for parts in divided]
        yield [cells[0], *row[1:-1], cells[-1]]


def _divided(text: str) -> list[str]:
    if len(text) * 2 <= CELL or len(text.encode("utf-16-le")) <= CELL * 2:
        return [text]
    half = CELL // 2  # as many characters fit a cell whichever they are
    return [text[at : at + half] for at in range(0, len(text), half)]


def _library() -> ModuleType:
    try:
        import xlsxwriter
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Writing XLSX needs a package that is not installed.", hint="Run: pip install 'egovframe[xlsx]'"
        ) from error
    return xlsxwriter  # type: ignore[no-any-return]
