"""The registers of a unit, as the person at work may read them (`work.registers`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from egovframe.forms.access import READ, Access, subjects_of
from egovframe.forms.limits import parse_limit
from egovframe.forms.personal import masked_name
from egovframe.forms.procedure.room import invalid, needed
from egovframe.forms.registers import facts, store
from egovframe.forms.registers.model import REGISTERS, Entry, Register, gaps
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.notices.paper import Paper
    from egovframe.forms.service import Petitions
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

MOST: Final = 1_000
"""So many entries a register has at once."""
BATCH: Final = 200
"""Of so many petitions at once it is looked whether the unit passed them on."""
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which register is asked for, and what becomes of it."""

    kind: str
    unit: str
    since: date
    until: date
    shape: str


class Registers:
    """Reads registers, within one unit of work. Needs `petition.read` in the unit, for names `petition.reveal`."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms
        self._access = Access(work)
        self._petitions: Petitions = forms.at(work)

    @property
    def kinds(self) -> dict[str, Paper]:
        """The registers of this office, by kind; that of prescreening only where the law has such petitions."""
        papers = self._forms.papers
        return {
            kind: papers[kind]
            for kind in REGISTERS
            if kind in papers and (kind != "prescreening-register" or papers[kind].of)
        }

    def read(self, kind: str, unit: str, *, since: date, until: date, shape: str = "page") -> Register:
        """Return a register of the days from `since` to `until` (both included), names masked.

        `shape` is what becomes of it, told by the fact: page, csv or pdf. Raises NotFound for no register or unit,
        Forbidden, and Invalid for a time that is none or in which there are more than a thousand entries.
        """
        asked = _Asked(kind, unit, since, until, shape)
        self._check(asked, "petition.read")
        return self._register(asked)

    def reveal(self, kind: str, unit: str, reason: str, *, since: date, until: date, shape: str = "page") -> Register:
        """Return the same with the names in the clear; the reason stays with the fact. Raises Invalid without one."""
        asked = _Asked(kind, unit, since, until, shape)
        self._check(asked, "petition.reveal")
        needed("reason", reason, "Say why you need to see this.", "왜 보는지 적으세요.")
        return self._register(asked, reason=reason)

    # ------------------------------------------------------------------ inside

    def _check(self, asked: _Asked, permission: str) -> None:
        self._work.need(permission)
        if asked.kind not in self.kinds or asked.unit not in self._forms.units:
            raise NotFound("There is no such register.", hint="Choose a register and a unit from the list.")
        self._work.need(permission, unit=asked.unit)
        self._work.need("petition.read", unit=asked.unit)
        if asked.until < asked.since:
            raise invalid("until", "It cannot end before it begins.", "끝나는 날이 시작하는 날보다 앞섭니다.")
        if asked.until - asked.since > LONGEST:
            raise invalid("until", "Choose a year at most.", "한 해까지 고를 수 있습니다.")

    def _register(self, asked: _Asked, *, reason: str | None = None) -> Register:
        unit, paper, named = asked.unit, self._forms.papers[asked.kind], reason is not None
        zone = self._forms.calendar_of(unit).zone
        begin = datetime.combine(asked.since, time(), zone)
        end = datetime.combine(asked.until + timedelta(days=1), time(), zone)
        read = self._objections if asked.kind == "objection-register" else self._entered
        found = read(unit, begin, end, named=named)
        if paper.of is not None:
            found = [(entry, row) for entry, row in found if self._is_of(row, paper.of)]
        if len(found) > MOST:
            raise invalid("until", "There are too many; choose a shorter time.", "너무 많습니다. 기간을 줄이세요.")
        entries = tuple(entry for entry, _ in found)
        missing = self._missing(unit, entries, begin) if asked.kind == "register" else ()
        self._noted(asked, [row for entry, row in found if entry.opened], reason)
        return Register(paper, unit, asked.since, asked.until, entries, missing, named)

    def _entered(self, unit: str, begin: datetime, end: datetime, *, named: bool) -> list[tuple[Entry, Row]]:
        """Return what stands in the unit's register of petitions: what it has, and what it passed on."""
        years = range(begin.year, end.year + 1)
        rows = store.entered(self._work.conn, unit, years=years, since=begin, until=end, most=MOST + 1)
        found = [
            (self._entry(row, row["registered_year"], row["registered_no"], moment(row["entered"]), named=named), row)
            for row in rows
        ]
        entered = (each for each in self._passed_on(unit, begin, end) if begin <= each[0].entered < end)
        found += islice(entered, MOST + 1)
        return sorted(found, key=lambda each: (each[0].year, each[0].number))

    def _passed_on(self, unit: str, begin: datetime, end: datetime | None = None) -> Iterator[tuple[Entry, Row]]:
        """Yield what the unit passed on since `begin`, under the number it had here; who filed it is not said.

        With `end` those alone that may have come before that.
        """
        after = ""
        while True:
            passed = store.passed_on(self._work.conn, unit, since=begin, until=end, after=after, most=BATCH)
            for row, steps in passed:
                came = str(row["received"])
                for step in steps:
                    if (number := self._number(unit, row, step)) is not None:
                        entry = self._entry(row, *number, moment(came), named=False, whole=True)
                        to, ended = str(step["about"]), moment(step["at"])
                        yield replace(entry, applicant="", unit=to, ended=ended, outcome="passed_on"), row
                    came = step["at"]
            if len(passed) < BATCH:
                return
            after = passed[-1][0]["id"]

    def _number(self, unit: str, row: Row, step: Row) -> tuple[int, int] | None:
        """Return the number under which the unit had a petition before it passed it on, None where another did so."""
        where, _, number = self._petitions.case.said(row["id"], step).get("from", "").rpartition(" ")
        year, _, no = number.partition("-")
        return (int(year), int(no)) if where == unit and year.isdecimal() and no.isdecimal() else None

    def _objections(self, unit: str, begin: datetime, end: datetime, *, named: bool) -> list[tuple[Entry, Row]]:
        found = []
        for objection, row in store.objected(self._work.conn, unit, since=begin, until=end, most=MOST + 1):
            filed = moment(objection["filed"])
            entry = self._entry(row, filed.year, 0, filed, named=named)
            if entry.opened:
                decided = objection["decided"]
                entry = replace(
                    entry,
                    due=moment(objection["due"]),
                    ended=None if decided is None else moment(decided),
                    outcome=objection["outcome"] or "",
                )
            found.append((entry, row))
        return found

    def _entry(self, row: Row, year: int, number: int, entered: datetime, *, named: bool, whole: bool = False) -> Entry:
        """Return a line; of a petition that the actor may not read it has the number alone."""
        if not whole and not self._access.may(READ, row):
            return Entry(year, number, entered, opened=False)
        name = "" if whole else self._petitions.case.name_of(row)
        if name and not (named and self._sees_names(row)):
            name = masked_name(name)
        offer = self._forms.offers.get(row["form"])
        return Entry(
            year=year,
            number=number,
            entered=entered,
            receipt=row["receipt"],
            form=row["form"],
            title=None if offer is None else offer.title,
            applicant=name,
            received=moment(row["received"]),
            limit=parse_limit(row["limit"]),
            due=moment(row["due"]),
            unit=row["unit"],
            ended=None if row["decided"] is None else moment(row["decided"]),
            outcome=row["outcome"] or "",
        )

    def _sees_names(self, row: Row) -> bool:
        kinds = self._access.kinds(row)
        return kinds is None or "personal" in kinds

    def _is_of(self, row: Row, kind: str) -> bool:
        offer = self._forms.offers.get(row["form"])
        return offer is not None and offer.kind == kind

    def _missing(self, unit: str, entries: Sequence[Entry], begin: datetime) -> tuple[str, ...]:
        """Return the numbers that nobody has; one beside the time that was asked for is none."""
        gone = [number for number in gaps(entries) if not store.numbered(self._work.conn, unit, *number)]
        for entry, _ in self._passed_on(unit, begin - LONGEST) if gone else ():
            if (number := (entry.year, entry.number)) in gone:
                gone.remove(number)
            if not gone:
                break
        return tuple(f"{year}-{number}" for year, number in gone)

    def _noted(self, asked: _Asked, rows: Sequence[Row], reason: str | None) -> None:
        """Note the list: whose petitions were shown is part of the fact."""
        self._work.note(
            facts.REGISTER_SHOWN if reason is None else facts.REGISTER_NAMED,
            object=f"register:{asked.kind}/{asked.unit}",
            subjects=tuple(subject for row in rows for subject in subjects_of(row)),
            basis=self._forms.privacy("개인정보 보호법 제29조"),
            details={
                "register": asked.kind,
                "unit": asked.unit,
                "since": asked.since.isoformat(),
                "until": asked.until.isoformat(),
                "count": len(rows),
                "shape": asked.shape,
            },
            private=None if reason is None else {"reason": reason},
        )
