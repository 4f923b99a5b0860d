"""The user tables of eGovFrame's common components, as a list of people.

    COMTNGNRLMBER       일반회원   general members    → citizens
    COMTNENTRPRSMBER    기업회원   company members    → companies
    COMTNEMPLYRINFO     업무사용자  employees          → officers

The templates call the same tables LETTN…. A status of P (승인) is an open account; A (신청) and D (삭제) come in shut,
and so does one that was locked (LOCK_AT is Y). The hash of the password is Base64(SHA-256(id ‖ password)) unless the
city chose another way: see `egovframe.auth.legacy`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.framework.store import Elsewhere
from egovframe.auth.importing.model import Person, Wanted
from egovframe.kernel.canonical import canonical
from egovframe.kernel.text import Text

PREFIXES: Final = ("COMTN", "LETTN")
OPEN_STATUS: Final = "P"


@dataclass(frozen=True, slots=True)
class UserTable:
    """One kind of user table: what its columns are called. `phone` are parts that belong together, or one number."""

    name: str
    kind: str
    login: str
    password: str
    full_name: str
    email: str
    phone: tuple[str, ...]
    status: str
    second_phone: str = ""
    employee_number: str = ""
    unit: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read, and no others."""
        every = (
            self.login,
            self.password,
            self.full_name,
            self.email,
            *self.phone,
            self.second_phone,
            self.employee_number,
            self.unit,
            self.status,
            "ESNTL_ID",
            "LOCK_AT",
        )
        return tuple(name for name in every if name)


TABLES: Final = (
    UserTable(
        "EMPLYRINFO",
        kind="officer",
        login="EMPLYR_ID",
        password="PASSWORD",  # noqa: S106 - the name of a column
        full_name="USER_NM",
        email="EMAIL_ADRES",
        phone=("MBTLNUM",),
        second_phone="OFFM_TELNO",
        employee_number="EMPL_NO",
        unit="ORGNZT_ID",
        status="EMPLYR_STTUS_CODE",
    ),
    UserTable(
        "GNRLMBER",
        kind="citizen",
        login="MBER_ID",
        password="PASSWORD",  # noqa: S106
        full_name="MBER_NM",
        email="MBER_EMAIL_ADRES",
        phone=("MBTLNUM",),
        status="MBER_STTUS",
    ),
    UserTable(
        "ENTRPRSMBER",
        kind="company",
        login="ENTRPRS_MBER_ID",
        password="ENTRPRS_MBER_PASSWORD",  # noqa: S106
        full_name="CMPNY_NM",
        email="APPLCNT_EMAIL_ADRES",
        phone=("AREA_NO", "ENTRPRS_MIDDLE_TELNO", "ENTRPRS_END_TELNO"),
        status="ENTRPRS_MBER_STTUS",
    ),
)
"""Employees first: where a member has the same id, the report says that the employee's row came before."""


class FrameworkPeople:
    """The people of an eGovFrame database. Reads it anew at each walk, row by row.

    `kinds` are the kinds of account to take, `scheme` how passwords were hashed there. `officer_role` is a role that
    each employee is to hold in the unit of its ORGNZT_ID (see `unit_name`). Raises ImportRefused when there is none of
    the tables, or one lacks a column that is needed.
    """

    label = "egovframe"

    def __init__(
        self,
        database: Elsewhere,
        *,
        kinds: tuple[str, ...] = ("officer", "citizen", "company"),
        scheme: str = "egovframe",
        officer_role: str = "",
    ) -> None:
        self._database = database
        self._scheme = scheme
        self._officer_role = officer_role
        self.digest = ""
        self.unused: tuple[str, ...] = ()
        self._tables = [
            (table, f"{prefix}{table.name}")
            for table in TABLES
            for prefix in PREFIXES
            if table.kind in kinds and database.has(f"{prefix}{table.name}")
        ]
        if not self._tables:
            raise ImportRefused(
                f"There is no user table of eGovFrame at {database.called}.",
                hint="Name the database (and schema) that has COMTNGNRLMBER, COMTNENTRPRSMBER or COMTNEMPLYRINFO.",
            )
        for table, name in self._tables:
            there = database.columns(name)
            for column in (table.login, table.password, table.status):
                if column not in there:
                    raise ImportRefused(f"The table {name} has no column {column}.", hint="Is it eGovFrame's?")

    @property
    def called(self) -> str:
        """The URL of the database, without the password."""
        return self._database.called

    @property
    def notes(self) -> tuple[Text, ...]:
        """Which tables are read."""
        names = ", ".join(name for _table, name in self._tables)
        return (Text(ko=f"{names} 표를 읽었습니다.", en=f"Read from {names}."),)

    def people(self) -> Iterator[Person]:
        """Yield a person a row, table by table, by id; `digest` is that of what was read once all was."""
        digest = hashlib.sha256()
        for table, name in self._tables:
            columns = {"name": (0, table.login), "hash": (0, table.password), "email": (0, table.email)}
            columns |= {"display_name": (0, table.full_name), "phone": (0, table.phone[0]), "roles": (0, table.unit)}
            for number, found in enumerate(self._database.rows(name, table.columns, order=table.login), start=1):
                row = {column: text_of(value) for column, value in found.items()}
                digest.update(canonical([name, sorted(row.items())]))
                yield self._person(table, name, number, row, columns)
        self.digest = digest.hexdigest()

    def unchanged(self) -> bool:
        """Return True: nobody can tell before reading it again, and the verbs look again at each person."""
        return True

    def _person(
        self, table: UserTable, name: str, number: int, row: dict[str, str], columns: dict[str, tuple[int, str]]
    ) -> Person:
        login, hashed = row[table.login], row[table.password]
        unit = unit_name(row.get(table.unit, ""))
        disabled = row[table.status] != OPEN_STATUS or row.get("LOCK_AT") == "Y"
        wants_role = self._officer_role and unit and not disabled
        return Person(
            row=number,
            place=name,
            name=login,
            kind=table.kind,
            display_name=row.get(table.full_name, ""),
            email=row.get(table.email, ""),
            phone="-".join(part for each in table.phone if (part := row.get(each, "")))
            or row.get(table.second_phone, ""),
            employee_number=row.get(table.employee_number, ""),
            external_id=row.get("ESNTL_ID", ""),
            roles=(Wanted(self._officer_role, unit),) if wants_role else (),
            scheme=self._scheme if hashed else "",
            hash=hashed,
            hashed_as=login,
            disabled=disabled,
            columns=columns,
        )


def unit_name(identifier: str) -> str:
    """Return what a unit is called here whose ORGNZT_ID that is: small letters, hyphens; `orgnzt-0000000000000`."""
    return identifier.strip().casefold().replace("_", "-")


def text_of(value: Any) -> str:
    """Return a value as text; CHAR columns come padded with blanks."""
    return "" if value is None else str(value).strip()
