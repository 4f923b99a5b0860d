"""A clerk who imports lists at the gatehouse, as tests ask for it."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from egovframe.auth.importing.model import Tally, Verdict
from egovframe.auth.importing.people import PeopleFile, Source
from egovframe.auth.importing.run import import_people
from egovframe.kernel.permissions import EVERYWHERE, Actor
from egovframe.kernel.work import UnitOfWork
from tests.auth.gatehouse import CONSOLE, Gatehouse

SEOUL = ZoneInfo("Asia/Seoul")
HOLDS = ("account.manage", "role.grant")
CLERK = Actor("officer", "clerk", "Clerk", holds=dict.fromkeys(HOLDS, EVERYWHERE))


def framework_hash(name: str, password: str) -> str:
    """What eGovFrame keeps of a password: Base64(SHA-256(id, then password))."""
    return base64.b64encode(hashlib.sha256(f"{name}{password}".encode()).digest()).decode()


def written(folder: Path, content: str | bytes, name: str = "people.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(path: Path, rows: list[list[Any]], *, formulas: dict[tuple[int, int], str] | None = None) -> Path:
    """A spreadsheet with these rows, and formulas at (row, column) counted from 0."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            sheet.write(y, x, value)
    for (y, x), formula in (formulas or {}).items():
        sheet.write_formula(y, x, formula, value="shown")
    book.close()
    return path


def imported(gate: Gatehouse, source: Source | Path, by: Actor = CONSOLE, **how: Any) -> tuple[Tally, list[Verdict]]:
    """Import a list; gives what it came to and the verdict of each row."""
    verdicts: list[Verdict] = []
    tally = import_people(
        PeopleFile(source) if isinstance(source, Path) else source,
        auth=gate.auth,
        look=lambda: UnitOfWork(gate, by=by, writes=False).running(),
        work=lambda: gate.work(by),
        zone=SEOUL,
        tell=verdicts.append,
        **how,
    )
    return tally, verdicts


def codes(verdict: Verdict) -> list[tuple[int, str]]:
    """The problems of a row: column and code."""
    return [(problem.column, problem.code) for problem in verdict.problems]
