"""Rows of a file as people: kinds, dates, roles with their periods, and hashes of passwords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from egovframe.auth.importing.columns import PEOPLE
from egovframe.auth.importing.model import Person, Problem, Row, Wanted
from egovframe.auth.importing.reader import FileSource
from egovframe.auth.legacy import SCHEMES
from egovframe.kernel.text import Text

MOST_ROLES: Final = 20

_KINDS: Final = {
    "officer": ("officer", "업무", "공무원", "담당자", "직원"),
    "citizen": ("citizen", "일반", "시민", "개인"),
    "company": ("company", "기업", "법인", "사업자"),
    "service": ("service", "program", "프로그램", "시스템"),
}
_OPEN: Final = ("open", "active", "enabled", "사용", "정상", "승인", "y", "p")
_SHUT: Final = ("disabled", "inactive", "closed", "정지", "중지", "미사용", "퇴직", "삭제", "n", "d")
_DAY: Final = re.compile(r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\s*\.?|(\d{4})(\d{2})(\d{2})")
_ROLE: Final = re.compile(r"([^\s@;]{1,64})(?:@([^\s@;]{1,64}))?(?:\s+(\S*?)\s*\.\.\s*(\S*))?")

NEXT_DAY: Final = Text(ko="2026-01-31처럼 적으세요.", en="Write it as 2026-01-31.")


class Source(Protocol):
    """Where people come from: a file, or the database of another system. `people` may be walked more than once."""

    @property
    def label(self) -> str:
        """What kind of source it is, in one word for the trail."""

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read, hexadecimal; of a database it is known once all was read."""

    @property
    def called(self) -> str:
        """The name of the file or database, for the trail."""

    @property
    def notes(self) -> tuple[Text, ...]:
        """What one should know about how it is read."""

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings that mean nothing here."""

    def people(self) -> Iterator[Person]:
        """Yield the people, with what is wrong with each."""

    def unchanged(self) -> bool:
        """Say whether it still is what was read first; True where nobody can tell before reading it again."""


class PeopleFile(FileSource):
    """A CSV or XLSX file as a list of people.

    `kind` is the kind of account of rows that do not say one. Raises ImportRefused and MissingExtra.
    """

    def __init__(self, path: Path, *, kind: str = "officer", scheme: str = "") -> None:
        super().__init__(path, PEOPLE)
        self._kind = kind
        self._scheme = scheme

    def people(self) -> Iterator[Person]:
        """Yield a person a row."""
        for row in self._file.rows():
            yield _Reading(row, self._kind, self._scheme).person()

    def unchanged(self) -> bool:
        """Say whether the file still is what was looked at first."""
        return self._file.unchanged()


@dataclass(slots=True)
class _Reading:
    """One row being read; collects what is wrong with it."""

    row: Row
    usual_kind: str
    usual_scheme: str
    problems: list[Problem] = field(default_factory=list)

    def person(self) -> Person:
        row = self.row
        cell = row.cells.get
        self.problems = list(row.problems)
        name = cell("name", "")
        if not name:
            self._wrong(
                "name", "name_missing", _t("아이디가 없습니다.", "It has no name."), _t("적으세요.", "Give one.")
            )
        scheme, hashed = self._hash()
        return Person(
            row=row.number,
            name=name,
            kind=self._kind(),
            display_name=cell("display_name", ""),
            email=cell("email", ""),
            phone=self._phone(),
            employee_number=cell("employee_number", ""),
            roles=tuple(self._roles()),
            reason=cell("reason", "")[:1000],
            scheme=scheme,
            hash=hashed,
            hashed_as=name,
            disabled=self._disabled(),
            columns=row.columns,
            problems=tuple(self.problems),
        )

    def _kind(self) -> str:
        said = self.row.cells.get("kind", "")
        if not said:
            return self.usual_kind
        for kind, words in _KINDS.items():
            if said.casefold() in words:
                return kind
        self._wrong(
            "kind",
            "kind_unknown",
            _t("계정 종류를 알 수 없습니다.", "There is no such kind of account."),
            _t(f"{', '.join(_KINDS)} 중에서 적으세요.", f"Use one of {', '.join(_KINDS)}."),
        )
        return ""

    def _disabled(self) -> bool:
        said = self.row.cells.get("status", "").casefold()
        if said and said not in (*_OPEN, *_SHUT):
            self._wrong(
                "status",
                "status_unknown",
                _t("상태를 알 수 없습니다.", "There is no such status."),
                _t("'사용' 또는 '정지'로 적으세요.", "Write 'open' or 'disabled'."),
            )
        return said in _SHUT

    def _phone(self) -> str:
        phone = self.row.cells.get("phone", "")
        digits = re.sub(r"\D", "", phone)
        if phone.startswith("1") and 9 <= len(digits) <= 10:
            self._wrong(
                "phone",
                "phone_zero",
                _t("맨 앞의 0이 빠졌습니다.", "The zero in front is missing: a spreadsheet took it for a number."),
                _t("열을 텍스트로 바꾸고 다시 적으세요.", "Format the column as text and write it again."),
            )
        return phone

    def _hash(self) -> tuple[str, str]:
        hashed = self.row.cells.get("hash", "")
        scheme = self.row.cells.get("scheme", "") or self.usual_scheme
        if hashed and scheme not in SCHEMES:
            self._wrong(
                "scheme" if self.row.cells.get("scheme") else "hash",
                "scheme_unknown",
                _t("해시 방식을 알 수 없습니다.", "It does not say how the password was hashed."),
                _t(f"{', '.join(SCHEMES)} 중에서 적으세요.", f"Name one of {', '.join(SCHEMES)}."),
            )
        return (scheme, hashed) if hashed else ("", "")

    def _roles(self) -> Iterator[Wanted]:
        cells = self.row.cells
        since, until = self._day("since", cells.get("since", "")), self._day("until", cells.get("until", ""))
        said = [each.strip() for each in re.split(r"[;,\n]", cells.get("roles", "")) if each.strip()]
        if len(said) > MOST_ROLES:
            self._wrong(
                "roles",
                "roles_many",
                _t(f"역할이 {MOST_ROLES}개를 넘습니다.", f"It names more than {MOST_ROLES} roles."),
                _t("필요한 것만 남기세요.", "Keep those that are needed."),
            )
            return
        seen: set[tuple[str, str | None]] = set()
        for each in said:
            found = _ROLE.fullmatch(each)
            if found is None:
                self._wrong(
                    "roles",
                    "role_unreadable",
                    _t("역할을 읽을 수 없습니다.", "A role cannot be read."),
                    _t(
                        "역할@부서 시작일..종료일 형식으로, 여러 개는 ;로 나누어 적으세요.",
                        "Write ROLE@UNIT FROM..UNTIL, several of them parted by semicolons.",
                    ),
                )
                continue
            wanted = Wanted(
                role=found[1],
                unit=found[2] or cells.get("unit", "") or None,
                since=self._day("roles", found[3]) if found[3] else since,
                until=self._day("roles", found[4]) if found[4] else until,
            )
            if (wanted.role, wanted.unit) in seen:
                self._wrong(
                    "roles",
                    "role_twice",
                    _t("같은 역할이 두 번 있습니다.", "It names a role for the same unit twice."),
                    _t("하나를 지우세요.", "Remove one of them."),
                )
                continue
            seen.add((wanted.role, wanted.unit))
            yield wanted

    def _day(self, column: str, text: str) -> date | None:
        if not text:
            return None
        day = day_of(text)
        if day is None:
            self._wrong(column, "day_unreadable", _t("날짜가 아닙니다.", "That is no day."), NEXT_DAY)
        return day

    def _wrong(self, column: str, code: str, message: Text, hint: Text) -> None:
        self.problems.append(self.row.problem(column, code, message, hint))


def day_of(text: str) -> date | None:
    """Return the day that a cell says (`2026-01-31`, `2026. 1. 31.`, `2026/1/31`, `20260131`); None for no day."""
    found = _DAY.fullmatch(text.strip().removesuffix("T00:00:00"))
    if found is None:
        return None
    year, month, day = (int(each) for each in found.groups() if each is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _t(ko: str, en: str) -> Text:
    return Text(ko=ko, en=en)
