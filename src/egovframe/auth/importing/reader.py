"""Reading a list from a CSV or XLSX file: in which letters it is written, what its columns mean, and its rows.

CSV is read as UTF-8 (with or without a byte order mark), UTF-16 with one, or CP949, which spreadsheets of Korean
Windows write; the report says which it was. Separators are found from the headings: comma, tabulator, semicolon, bar.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from egovframe.auth.importing.errors import ImportRefused, unreadable
from egovframe.auth.importing.model import Problem, Row
from egovframe.auth.importing.sheet import MOST_COLUMNS, MOST_SHEET_ROWS, Cells, Place, sheet_rows
from egovframe.kernel.text import Text

MOST_ROWS: Final = 1_000_000
MOST_BYTES: Final = 512 * 2**20
LONGEST_CELL: Final = 2_000

_PIECE: Final = 2**20
_SIGNS: Final = {
    ",": Text(ko="쉼표(,)", en="commas (,)"),
    "\t": Text(ko="탭", en="tabulators"),
    ";": Text(ko="쌍반점(;)", en="semicolons (;)"),
    "|": Text(ko="세로줄(|)", en="bars (|)"),
}
_SEPARATORS: Final = "".join(_SIGNS)
_SPLIT: Final = Text(ko="나누어서 등록하세요.", en="Split it, and import the parts.")
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CALLED: Final = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp949": "CP949"}


@dataclass(frozen=True, slots=True)
class Columns:
    """What the headings of a kind of list mean.

    `words` are the headings, as `heading_key` writes them, by the column they stand for; `needed` are columns that a
    list must have. `refused` headings hold what is never taken, each with what to do instead.
    """

    words: Mapping[str, Sequence[str]]
    needed: tuple[str, ...]
    refused: Mapping[str, Text] = field(default_factory=dict)

    def meant(self, heading: str) -> str:
        """Return the column that a heading stands for; empty for none."""
        key = heading_key(heading)
        return next((column for column, words in self.words.items() if key in words), "")


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a file: in which row they stand, what each column means and where, and which mean nothing."""

    row: int
    columns: Mapping[str, tuple[int, str]]
    unused: tuple[str, ...]
    width: int


def heading_key(heading: str) -> str:
    """Return a heading without case, blanks, hyphens, underscores, stars and what stands in brackets."""
    plain = heading.partition("(")[0].casefold()
    return "".join(sign for sign in plain if sign not in " \t\n\r_-*./:")


class File:
    """A CSV or XLSX file as a list. Reads it anew for each walk over its rows; keeps none of them.

    Raises ImportRefused when the file cannot be read as a list of that kind, MissingExtra for XLSX without the extra.
    """

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path = path
        self.kind = path.suffix.lower().removeprefix(".")
        if self.kind not in ("csv", "tsv", "txt", "xlsx"):
            raise unreadable(
                path.name,
                Text(ko="읽을 수 있는 종류의 파일이 아닙니다.", en="is of no known kind."),
                Text(
                    ko="이름이 .csv, .tsv, .txt, .xlsx로 끝나는 파일을 주세요.",
                    en="Give a file that ends in .csv, .tsv, .txt or .xlsx.",
                ),
            )
        self._columns = columns
        self.digest, self.encoding = self._looked_at()
        self.separator = "" if self.kind == "xlsx" else self._separator()
        self.notes = self._notes()

    @property
    def label(self) -> str:
        """What kind of file it is: `csv` or `xlsx`."""
        return "xlsx" if self.kind == "xlsx" else "csv"

    def unchanged(self) -> bool:
        """Say whether the file still is what was looked at first."""
        return self._looked_at()[0] == self.digest

    @cached_property
    def headings(self) -> Headings:
        """The headings. Raises ImportRefused when they are not those of such a list."""
        for number, cells in self._cells()[0]:
            if any(cell.strip() for cell in cells):
                return self._read_headings(number, cells)
        raise unreadable(
            self.path.name,
            Text(ko="빈 파일입니다.", en="is empty."),
            Text(ko="첫 행에 열의 제목을 적으세요.", en="Name the columns in the first row."),
        )

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the headings; blank ones are passed over but counted."""
        headings = self.headings
        cells_of, formulas = self._cells()
        count = 0
        for number, cells in cells_of:
            if number <= headings.row or not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > (MOST_SHEET_ROWS if self.kind == "xlsx" else MOST_ROWS):
                raise unreadable(
                    self.path.name,
                    Text(ko=f"{MOST_ROWS:,}행이 넘습니다.", en=f"has more than {MOST_ROWS:,} rows."),
                    _SPLIT,
                )
            padded = [*cells, *[""] * (headings.width - len(cells))]
            yield Row(
                number,
                {column: padded[place - 1].strip() for column, (place, _) in headings.columns.items()},
                headings.columns,
                tuple(_problems(number, padded, headings, formulas)),
            )

    # ------------------------------------------------------------------ inside

    def _looked_at(self) -> tuple[str, str]:
        """Return the SHA-256 of the file and the letters it is written in; empty for XLSX."""
        digest, plain, korean = hashlib.sha256(), _Reading("utf-8"), _Reading("cp949")
        mark, size, lines, broken = "", 0, 1, 0
        try:
            with self.path.open("rb") as file:
                while piece := file.read(_PIECE):
                    if not size:
                        mark = next((name for sign, name in _MARKS if piece.startswith(sign)), "")
                    size += len(piece)
                    digest.update(piece)
                    if self.kind == "xlsx" or mark == "utf-16":
                        continue
                    plain.take(piece)
                    korean.take(piece)
                    if plain.broken is not None and not broken:
                        broken = lines + piece[: plain.broken].count(b"\n")
                    lines += piece.count(b"\n")
        except OSError as error:
            raise ImportRefused(
                f"{self.path.name} cannot be read: {error.strerror}.", hint="Check its name and rights."
            ) from error
        if size > MOST_BYTES:
            raise unreadable(
                self.path.name,
                Text(ko=f"{MOST_BYTES // 2**20} MiB가 넘습니다.", en=f"has more than {MOST_BYTES // 2**20} MiB."),
                _SPLIT,
            )
        if self.kind == "xlsx" or mark == "utf-16":
            return digest.hexdigest(), mark if self.kind != "xlsx" else ""
        if plain.whole():
            return digest.hexdigest(), mark or "utf-8"
        if not mark and korean.whole():
            return digest.hexdigest(), "cp949"
        line = broken or lines
        raise unreadable(
            self.path.name,
            Text(
                ko=f"{line}번째 줄부터 UTF-8도 CP949도 아닙니다.",
                en=f"is neither UTF-8 nor CP949 (from line {line} on).",
            ),
            Text(ko="‘CSV UTF-8’로 다시 저장하세요.", en="Save it as 'CSV UTF-8' and try again."),
        )

    def _separator(self) -> str:
        """Return the sign that parts the headings most often; commas where none does."""
        try:
            with self._text() as file:
                first = next((line for line in iter(lambda: file.readline(64_000), "") if line.strip()), "")
        except UnicodeError as error:  # UTF-16 by its mark only
            raise self._broken(1) from error
        counts = {sign: len(next(csv.reader([first], delimiter=sign), [])) for sign in _SEPARATORS}
        return max(_SEPARATORS, key=lambda sign: counts[sign])

    def _text(self) -> io.TextIOWrapper:
        return self.path.open(encoding=self.encoding, newline="")

    def _cells(self) -> tuple[Iterator[tuple[int, Cells]], frozenset[Place]]:
        return sheet_rows(self.path) if self.kind == "xlsx" else (self._csv(), frozenset())

    def _csv(self) -> Iterator[tuple[int, Cells]]:
        with self._text() as file:
            reader = csv.reader(file, delimiter=self.separator, strict=True)
            number = 1
            try:
                for cells in reader:
                    yield number, cells
                    number = reader.line_num + 1
            except (csv.Error, UnicodeError) as error:
                raise self._broken(number) from error

    def _broken(self, line: int) -> ImportRefused:
        return unreadable(
            self.path.name,
            Text(ko=f"{line}번째 줄부터 읽을 수 없습니다.", en=f"is broken from line {line} on."),
            Text(
                ko="닫지 않은 따옴표가 있는지 확인하고 ‘CSV UTF-8’로 다시 저장하세요.",
                en="Look there for a quote that is not closed, and save it as 'CSV UTF-8'.",
            ),
        )

    def _read_headings(self, number: int, cells: Cells) -> Headings:
        found: dict[str, tuple[int, str]] = {}
        unused = []
        if len(cells) > MOST_COLUMNS:
            raise unreadable(
                self.path.name,
                Text(ko=f"열이 {MOST_COLUMNS}개가 넘습니다.", en=f"has more than {MOST_COLUMNS} columns."),
                Text(ko="등록할 열만 남기세요.", en="Keep those that are imported."),
            )
        for place, cell in enumerate(cells, start=1):
            heading = cell.strip()[:100]
            instead = self._columns.refused.get(heading_key(heading))
            if instead is not None:
                raise unreadable(
                    self.path.name,
                    Text(
                        ko=f"받지 않는 열 ‘{heading}’이(가) 있습니다.",
                        en=f"has the column {heading!r}, which is never taken.",
                    ),
                    instead,
                )
            column = self._columns.meant(heading)
            if column and column in found:
                first = found[column][1]
                raise unreadable(
                    self.path.name,
                    Text(
                        ko=f"‘{first}’ 열과 ‘{heading}’ 열의 뜻이 같습니다.",
                        en=f"has two columns for the same: {first!r} and {heading!r}.",
                    ),
                    Text(ko="하나를 지우거나 이름을 바꾸세요.", en="Remove or rename one of them."),
                )
            if column:
                found[column] = (place, heading)
            elif heading:
                unused.append(heading)
        missing = [column for column in self._columns.needed if column not in found]
        if missing:
            words = self._columns.words[missing[0]]
            korean = next((word for word in words if not word.isascii()), missing[0])
            raise unreadable(
                self.path.name,
                Text(ko=f"‘{korean}’ 열이 없습니다.", en=f"has no column {missing[0]!r}."),
                Text(
                    ko=f"첫 행에 다음 가운데 하나를 제목으로 적으세요: {', '.join(words)}.",
                    en=f"Call it one of {', '.join(words)} in the first row.",
                ),
            )
        width = max(place for place, cell in enumerate(cells, start=1) if cell.strip())
        return Headings(number, found, tuple(unused), width)

    def _notes(self) -> tuple[Text, ...]:
        if self.kind == "xlsx":
            return (Text(ko="XLSX 첫 번째 시트를 읽었습니다.", en="Read as XLSX, the first sheet."),)
        sign = _SIGNS[self.separator]
        if self.encoding == "cp949":
            return (
                Text(
                    ko=f"UTF-8이 아니어서 CP949(한글 윈도우)로 읽었습니다. 구분자는 {sign.in_('ko')}입니다. 이름이 "
                    "맞는지 확인하세요.",
                    en=f"Read as CP949 (Korean Windows), as it is not UTF-8; parted by {sign.in_('en')}. Check that "
                    "the names are right.",
                ),
            )
        encoding = _CALLED[self.encoding]
        return (
            Text(
                ko=f"{encoding}로 읽었습니다. 구분자는 {sign.in_('ko')}입니다.",
                en=f"Read as {encoding}, parted by {sign.in_('en')}.",
            ),
        )


class _Reading:
    """Tries whether bytes are text of one encoding, piece by piece."""

    def __init__(self, encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self.broken: int | None = None  # where in the piece in which it broke

    def take(self, piece: bytes) -> None:
        if self.broken is None:
            try:
                text = self._decoder.decode(piece)
            except UnicodeDecodeError as error:
                self.broken = error.start
                return
            if "\0" in text:
                self.broken = 0

    def whole(self) -> bool:
        if self.broken is not None:
            return False
        try:
            self._decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True


def _problems(number: int, cells: Cells, headings: Headings, formulas: frozenset[Place]) -> Iterator[Problem]:
    for place, heading in headings.columns.values():
        cell = cells[place - 1]
        if (number, place) in formulas or cell.lstrip().startswith("="):
            yield Problem(
                place,
                heading,
                Text(ko="수식이 들어 있습니다.", en="It is a formula."),
                Text(ko="값만 붙여 넣으세요.", en="Paste the value in its place."),
                "formula",
            )
        elif len(cell) > LONGEST_CELL:
            yield Problem(
                place,
                heading,
                Text(ko=f"{LONGEST_CELL:,}자가 넘습니다.", en=f"It has more than {LONGEST_CELL:,} characters."),
                Text(ko="닫지 않은 따옴표가 있는지 확인하세요.", en="Look for a quote that is not closed."),
                "too_long",
            )
    if any(cell.strip() for cell in cells[headings.width :]):
        yield Problem(
            0,
            "",
            Text(ko="제목보다 칸이 많습니다.", en="It has more cells than there are headings."),
            Text(ko="따옴표와 구분자를 확인하세요.", en="Look for a separator too many, or put the cell in quotes."),
            "too_many_cells",
        )


class FileSource:
    """What a list of people and a list of units tell of the file that they are read from.

    `label` is `csv` or `xlsx`, `digest` the SHA-256 of the file, `called` its name without the folder, `notes` say in
    which letters it is written, `unused` are the headings that mean nothing. Raises ImportRefused and MissingExtra.
    """

    def __init__(self, path: Path, columns: Columns) -> None:
        self._file = File(path, columns)
        self.label = self._file.label
        self.digest = self._file.digest
        self.called = path.name
        self.notes = self._file.notes
        self.unused = self._file.headings.unused
