"""The organisation table of eGovFrame (COMTNORGNZTINFO) as a list of units; it knows no unit above another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from egovframe.auth.access.roles import NAME
from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.framework.people import PREFIXES, text_of, unit_name
from egovframe.auth.importing.framework.store import Elsewhere
from egovframe.auth.importing.unitlist import UnitWanted, name_problem
from egovframe.kernel.canonical import canonical
from egovframe.kernel.text import Text


class FrameworkUnits:
    """The units of an eGovFrame database, called as `unit_name` writes them. Raises ImportRefused without the table."""

    label = "egovframe"

    def __init__(self, database: Elsewhere) -> None:
        self._database = database
        self.digest = ""
        self.unused: tuple[str, ...] = ()
        found = [f"{prefix}ORGNZTINFO" for prefix in PREFIXES if database.has(f"{prefix}ORGNZTINFO")]
        if not found or not {"ORGNZT_ID", "ORGNZT_NM"} <= set(database.columns(found[0])):
            raise ImportRefused(
                f"There is no organisation table of eGovFrame at {database.called}.",
                hint="Name the database (and schema) that has COMTNORGNZTINFO.",
            )
        self._table = found[0]

    @property
    def called(self) -> str:
        """The URL of the database, without the password."""
        return self._database.called

    @property
    def notes(self) -> tuple[Text, ...]:
        """Which table is read."""
        return (Text(ko=f"{self._table} 표를 읽었습니다.", en=f"Read from {self._table}."),)

    def units(self) -> Iterator[UnitWanted]:
        """Yield a unit a row, by id; `digest` is that of what was read once all was."""
        digest = hashlib.sha256()
        columns = {"name": (0, "ORGNZT_ID"), "title_ko": (0, "ORGNZT_NM")}
        rows = self._database.rows(self._table, ["ORGNZT_ID", "ORGNZT_NM"], order="ORGNZT_ID")
        for number, row in enumerate(rows, start=1):
            identifier, called = text_of(row["ORGNZT_ID"]), text_of(row["ORGNZT_NM"])
            digest.update(canonical([identifier, called]))
            unit = UnitWanted(number, unit_name(identifier), called, place=self._table, columns=columns)
            yield unit if NAME.fullmatch(unit.name) else replace(unit, problems=(name_problem(unit),))
        self.digest = digest.hexdigest()
