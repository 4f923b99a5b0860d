"""Comma-separated values (RFC 4180), made for spreadsheets: they see Korean, and never a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, ClassVar, Final, Literal
from zoneinfo import ZoneInfo

from egovframe.audit.columns import Language, Zone, headings, row_of
from egovframe.audit.interfaces import Exporter, Product
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from egovframe.audit.model import Fact

_BOM: Final = "\ufeff".encode()
_BEGINS_A_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")
_QUOTE: Final = "'"


class CsvExporter(Exporter):
    """Writes a table in UTF-8 with a byte order mark, every cell in quotes, one fact a row under headings.

    A text that a spreadsheet could take for a formula, or that begins with an apostrophe, gets an apostrophe before it;
    taking one leading apostrophe away gives back what the fact says.
    """

    title: ClassVar[Text] = Text(ko="CSV (표)", en="CSV (table)")
    media: ClassVar[str] = "text/csv; charset=utf-8; header=present"
    ending: ClassVar[str] = ".csv"

    language: Language = "ko"
    """The language of headings and titles."""
    zone: Zone = "UTC"
    """The time zone in which times are written, with their offset."""
    separator: Literal[",", ";"] = ","
    """What stands between cells: a comma (RFC 4180), or a semicolon where spreadsheets divide lines there."""

    def export(self, facts: Iterable[Fact], *, product: Product) -> Iterator[bytes]:
        """Yield the headings, then one row a fact; see `Exporter.export`."""
        zone = ZoneInfo(self.zone)
        yield _BOM + self._row(headings(self.language))
        for fact in facts:
            yield self._row(row_of(fact, self.language, zone))

    def _row(self, cells: list[str]) -> bytes:
        line = io.StringIO()
        csv.writer(line, delimiter=self.separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(
            [harmless(cell) for cell in cells]
        )
        return line.getvalue().encode()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    shown = text.lstrip(" \u00a0\u3000\ufeff")  # some programs pass over blanks
    return _QUOTE + text if text.startswith(_QUOTE) or shown[:1] in _BEGINS_A_FORMULA else text
