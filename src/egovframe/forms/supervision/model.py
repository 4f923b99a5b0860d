"""A month of handling, as frozen values: what was late, extended or left unanswered, by unit. No I/O.

Sources: 민원 처리에 관한 법률 제25조 (the petition supervisor), 같은 법 시행령 제22조제1항 (at least once a month),
같은 법 시행규칙 제7조 (by the fifth of the month, for the month before).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from egovframe.kernel.canonical import canonical
from egovframe.kernel.month import Month
from egovframe.kernel.text import Text

Kind = Literal["late", "extended", "unanswered"]
ReviewState = Literal["running", "open", "overdue", "signed"]

KINDS: Final[Mapping[Kind, Text]] = {
    "late": Text(ko="기한 지나 처리", en="Decided late"),
    "extended": Text(ko="기간 연장", en="Extended"),
    "unanswered": Text(ko="기한 지나 미처리", en="Overdue and undecided"),
}
"""What a month is looked through for, in words."""

STATES: Final[Mapping[ReviewState, Text]] = {
    "running": Text(ko="진행 중", en="still running"),
    "open": Text(ko="점검할 달", en="to be reviewed"),
    "overdue": Text(ko="점검 기한 지남", en="review overdue"),
    "signed": Text(ko="점검 마침", en="reviewed"),
}
"""How the review of a unit's month stands, in words."""

LAST_DAY: Final = 5
"""규칙7: the review is done by this day of the month after."""


@dataclass(frozen=True, slots=True)
class Line:
    """One petition of the month: why it stands there, and the reason that the office gave, where it gave one."""

    receipt: str
    form: str
    unit: str
    kind: Kind
    handler: str
    received: datetime
    due: datetime
    decided: datetime | None
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """The month of one unit: its lines, and the reviewer's signature with what was found, once it is there."""

    unit: str
    lines: tuple[Line, ...]
    state: ReviewState
    signed: datetime | None = None
    signed_by: str = ""
    findings: str = field(default="", repr=False)
    digest: str = ""

    def count(self, kind: Kind) -> int:
        """Return how many lines are of a kind."""
        return sum(line.kind == kind for line in self.lines)

    @property
    def changed(self) -> bool:
        """Say whether the lines are others than those that were signed."""
        return bool(self.digest) and self.digest != digest_of(self.lines)


@dataclass(frozen=True, slots=True)
class HandledMonth:
    """A month with the units that the reviewer supervises."""

    month: Month
    units: tuple[UnitMonth, ...]

    @property
    def name(self) -> str:
        """The month as it is written, such as `2026-10`."""
        return str(self.month)

    @property
    def until(self) -> date:
        """The day by which it is to be reviewed."""
        return review_by(self.month)


def digest_of(lines: tuple[Line, ...]) -> str:
    """Return the SHA-256 of what a unit's month lists, in hex."""
    return hashlib.sha256(canonical([[line.kind, line.receipt] for line in lines])).hexdigest()


def review_by(month: Month) -> date:
    """Return the day by which a month is to be reviewed."""
    return (month + 1).first.replace(day=LAST_DAY)
