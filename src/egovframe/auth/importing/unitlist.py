"""Rows of a file as units: what the organisation is to look like, and from when on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from egovframe.auth.access.roles import NAME
from egovframe.auth.importing.columns import UNITS
from egovframe.auth.importing.model import Problem, Row
from egovframe.auth.importing.people import NEXT_DAY, day_of
from egovframe.auth.importing.reader import FileSource
from egovframe.kernel.text import Text

NOBODY: Final = "-"
"""In the column of the unit above or of the head: none from then on. An empty cell changes nothing."""


@dataclass(frozen=True, slots=True)
class UnitWanted:
    """A unit as it is to be from `since` on (now where None), until the end of `until`. Empty texts are not said."""

    row: int
    name: str
    title_ko: str = ""
    title_en: str = ""
    parent: str = ""
    head: str = ""
    since: date | None = None
    until: date | None = None
    reason: str = ""
    place: str = ""
    columns: Mapping[str, tuple[int, str]] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()

    def problem(self, column: str, code: str, message: Text, hint: Text) -> Problem:
        """Return a problem with what was read from that column."""
        place, heading = self.columns.get(column, (0, ""))
        return Problem(place, heading, message, hint, code)


class UnitSource(Protocol):
    """Where units come from: a file, or the database of another system."""

    label: str
    unused: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read, hexadecimal; of a database it is known once all was read."""

    @property
    def called(self) -> str:
        """The name of the file or database, for the trail."""

    @property
    def notes(self) -> tuple[Text, ...]:
        """What one should know about how it is read."""

    def units(self) -> Iterator[UnitWanted]:
        """Yield the units, with what is wrong with each."""


class UnitsFile(FileSource):
    """A CSV or XLSX file as a list of units. Raises ImportRefused and MissingExtra."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, UNITS)

    def units(self) -> Iterator[UnitWanted]:
        """Yield a unit a row."""
        for row in self._file.rows():
            yield _unit(row)


def _unit(row: Row) -> UnitWanted:
    cell = row.cells.get
    problems = list(row.problems)
    name = cell("name", "")
    if not NAME.fullmatch(name):
        problems.append(name_problem(row))
    if not cell("title_ko", ""):
        problems.append(
            row.problem(
                "title_ko",
                "title_missing",
                Text(ko="부서명이 없습니다.", en="It has no title."),
                Text(ko="적으세요.", en="Give one."),
            )
        )
    days: dict[str, date | None] = {}
    for column in ("since", "until"):
        text = cell(column, "")
        days[column] = day_of(text) if text else None
        if text and days[column] is None:
            problems.append(
                row.problem(column, "day_unreadable", Text(ko="날짜가 아닙니다.", en="That is no day."), NEXT_DAY)
            )
    since, until = days["since"], days["until"]
    if since is not None and until is not None and until < since:
        problems.append(
            row.problem(
                "until",
                "period_over",
                Text(ko="시작일보다 먼저 끝납니다.", en="It ends before it begins."),
                Text(ko="날짜를 고치세요.", en="Correct the days."),
            )
        )
    return UnitWanted(
        row=row.number,
        name=name,
        title_ko=cell("title_ko", ""),
        title_en=cell("title_en", ""),
        parent=cell("parent", ""),
        head=cell("head", ""),
        since=since,
        until=until,
        reason=cell("reason", "")[:1000],
        columns=row.columns,
        problems=tuple(problems),
    )


def name_problem(row: Row | UnitWanted) -> Problem:
    """Return the problem of what cannot be the name of a unit."""
    return row.problem(
        "name",
        "unit_name_invalid",
        Text(ko="부서 코드로 쓸 수 없습니다.", en="That cannot be the name of a unit."),
        Text(
            ko="영문 소문자, 숫자, 하이픈으로 1~64자를 적으세요.", en="Use 1 to 64 small letters, digits and hyphens."
        ),
    )
