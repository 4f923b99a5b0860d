"""What an import reads and what it comes to, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from egovframe.kernel.text import Text

Outcome = Literal["new", "changed", "unchanged", "error"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("new", "changed", "unchanged", "error")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row: in which column (1 is the first, 0 none), in words, and what to do.

    Words never quote a cell that may be personal or secret.
    """

    column: int
    heading: str
    message: Text
    hint: Text
    code: str

    def as_json(self, language: str) -> dict[str, Any]:
        """Return the problem as JSON values, in one language."""
        return {
            "column": self.column or None,
            "heading": self.heading,
            "code": self.code,
            "message": self.message.in_(language),
            "hint": self.hint.in_(language),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its number as a spreadsheet counts, its cells by what their column means, and what is wrong.

    `columns` tells where each column stands (1 is the first) and what it is called in the file.
    """

    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, tuple[int, str]]
    problems: tuple[Problem, ...] = ()

    def problem(self, column: str, code: str, message: Text, hint: Text) -> Problem:
        """Return a problem with the cell of that column."""
        place, heading = self.columns.get(column, (0, ""))
        return Problem(place, heading, message, hint, code)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A role that somebody is to hold: in `unit` and below or everywhere, from `since` to the end of `until`."""

    role: str
    unit: str | None = None
    since: date | None = None
    until: date | None = None

    def __str__(self) -> str:
        """Return it as one writes it in a file."""
        place = f"{self.role}@{self.unit}" if self.unit else self.role
        if self.since is None and self.until is None:
            return place
        return f"{place} {self.since or ''}..{self.until or ''}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to have an account. Empty texts are not said: what the office knows stays.

    `place` is the table of a database, `row` counts in it. `hash` is what another system kept of the password, made by
    `scheme` for whom it called `hashed_as`. `disabled` says whether the account is to be shut.
    """

    row: int
    name: str
    place: str = ""
    kind: str = ""
    display_name: str = ""
    email: str = ""
    phone: str = ""
    employee_number: str = ""
    external_id: str = ""
    roles: tuple[Wanted, ...] = ()
    reason: str = ""
    scheme: str = ""
    hash: str = field(default="", repr=False)
    hashed_as: str = ""
    disabled: bool = False
    columns: Mapping[str, tuple[int, str]] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()

    def problem(self, column: str, code: str, message: Text, hint: Text) -> Problem:
        """Return a problem with what was read from that column."""
        place, heading = self.columns.get(column, (0, ""))
        return Problem(place, heading, message, hint, code)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row comes to.

    `changes` are what is new or another then: `account`, `password`, `disabled`, the names of fields of the profile,
    `role ROLE@UNIT`; of a unit `unit`, `title`, `parent`, `head`, `closed`.
    """

    row: int
    name: str
    outcome: Outcome
    changes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    place: str = ""

    def as_json(self, language: str) -> dict[str, Any]:
        """Return the verdict as JSON values; what is wrong is in one language."""
        said: dict[str, Any] = {"row": self.row, "name": self.name, "outcome": self.outcome}
        if self.place:
            said["table"] = self.place
        if self.changes:
            said["changes"] = list(self.changes)
        if self.problems:
            said["problems"] = [problem.as_json(language) for problem in self.problems]
        return said


@dataclass(slots=True)
class Tally:
    """What an import came to. Grows while the import checks; the import alone writes it.

    `source` is the kind of file or database, `digest` the SHA-256 of what was read (hexadecimal), `notes` what one
    should know about how it was read, `unused` the headings that mean nothing here. `written` says whether the office
    was changed.
    """

    source: str
    digest: str = ""
    notes: tuple[Text, ...] = ()
    unused: tuple[str, ...] = ()
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    written: bool = False

    def count(self, verdict: Verdict) -> None:
        """Take one more row in."""
        self.counts[verdict.outcome] += 1

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return sum(self.counts.values())

    @property
    def holds(self) -> bool:
        """Say whether no row has a problem."""
        return not self.counts["error"]

    def as_json(self, language: str) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "source": self.source,
            "digest": self.digest,
            "notes": [note.in_(language) for note in self.notes],
            "unused": list(self.unused),
            "count": self.rows,
            "written": self.written,
        } | dict(self.counts)
