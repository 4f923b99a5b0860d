"""What stands in a register, as frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from egovframe.forms.limits import Limit
from egovframe.forms.notices.paper import Paper
from egovframe.kernel.text import Text

REGISTERS: Final = ("register", "prescreening-register", "objection-register")
"""The kinds of papers that are registers: 별지 제1호, 제10호, 제12호."""

OUTCOMES: Final[Mapping[str, Text]] = {
    "answered": Text(ko="답변", en="Answered", es="Contestada"),
    "granted": Text(ko="승인", en="Granted", es="Concedida"),
    "refused": Text(ko="거부", en="Refused", es="Denegada"),
    "returned": Text(ko="반려", en="Returned", es="Devuelta"),
    "transferred": Text(ko="다른 기관으로 이송", en="Transferred to another body", es="Transferida a otra institución"),
    "repeated": Text(ko="반복 민원 종결", en="Closed as a repeat", es="Cerrada por repetición"),
    "withdrawn": Text(ko="취하", en="Withdrawn", es="Desistida"),
    "passed_on": Text(ko="다른 부서로 이송", en="Passed on to another unit", es="Pasada a otra dependencia"),
    "dismissed": Text(ko="기각", en="Dismissed", es="Desestimada"),
}
"""How an entry ended, in words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `number` is the one in the register (0 in that of objections), `entered` when it got it.

    `opened` says whether the person at work may read the petition: of others there is the number, and nothing else.
    `applicant` is masked unless it was asked for; empty where none was left.
    """

    year: int
    number: int
    entered: datetime
    opened: bool = True
    receipt: str = ""
    form: str = ""
    title: Text | None = None
    applicant: str = ""
    received: datetime | None = None
    limit: Limit | None = None
    due: datetime | None = None
    unit: str = ""
    ended: datetime | None = None
    outcome: str = ""

    @property
    def registered(self) -> str:
        """The number as people write it, empty where the register has none of its own."""
        return f"{self.year}-{self.number}" if self.number else ""


@dataclass(frozen=True, slots=True)
class Register:
    """The entries of a unit from `since` to `until` (both included), in the order of their numbers.

    `missing` are numbers between the first and the last that no petition has; there is none in a sound register.
    `named` says that applicants stand there unmasked.
    """

    paper: Paper
    unit: str
    since: date
    until: date
    entries: tuple[Entry, ...]
    missing: tuple[str, ...] = ()
    named: bool = False


def gaps(entries: Iterable[Entry]) -> list[tuple[int, int]]:
    """Return year and number of what is missing between the first and the last entry of each year."""
    years: dict[int, set[int]] = {}
    for entry in entries:
        if entry.number:
            years.setdefault(entry.year, set()).add(entry.number)
    return [
        (year, number)
        for year, numbers in sorted(years.items())
        for number in range(min(numbers), max(numbers) + 1)
        if number not in numbers
    ]
