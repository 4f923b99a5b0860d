"""What a form declares of public petitions, and a publication as it stands. Values and rules, no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import LEVELS

State = Literal["collecting", "closed", "withdrawn", "refused"]

LARGEST: Final = 1_000_000_000
LONGEST: Final = 3_650
"""Ten years of days: beyond that it is surely a slip."""
MOST_THRESHOLDS: Final = 20
ANSWER_DAYS: Final = 30
"""By when a threshold is answered where a form does not say."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """How petitions of a form collect signatures; made by `collects(…)`.

    `thresholds` are numbers of signatures, the smallest first. `days` is for how long they are collected (None: as the
    law says), `answer_days` by when the office answers once the first threshold is reached: calendar days whose first
    day does not count. `assurance` is how sure the office must be who signs: 0 for whoever confirms by a link, else
    the assurance level of the account (1 to 3). Raises DeclarationError.
    """

    thresholds: tuple[int, ...] = ()
    days: int | None = None
    answer_days: int = ANSWER_DAYS
    assurance: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be counted."""
        ascending = list(self.thresholds) == sorted(set(self.thresholds))
        if not ascending or not all(_whole(each, LARGEST) for each in self.thresholds):
            raise DeclarationError(
                f"The thresholds {self.thresholds!r} are not whole numbers that rise.",
                hint="Write the smallest first, each once: thresholds=(100, 1_000).",
            )
        if len(self.thresholds) > MOST_THRESHOLDS:
            raise DeclarationError(
                f"There are {len(self.thresholds)} thresholds.", hint=f"Name {MOST_THRESHOLDS} at most."
            )
        for name, days in (("days", self.days), ("answer_days", self.answer_days)):
            if not (days is None and name == "days") and not _whole(days, LONGEST):
                raise DeclarationError(f"{name}={days!r} is no number of days.", hint=f"Write 1 to {LONGEST:,}.")
        if self.assurance not in (0, *LEVELS) or isinstance(self.assurance, bool):
            raise DeclarationError(f"assurance={self.assurance!r} is no level.", hint="Write 0, 1, 2 or 3.")

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values; what is as usual is left out."""
        data: dict[str, Any] = {"thresholds": list(self.thresholds)}
        if self.days is not None:
            data["days"] = self.days
        if self.answer_days != ANSWER_DAYS:
            data["answer_days"] = self.answer_days
        if self.assurance:
            data["assurance"] = self.assurance
        return data

    @classmethod
    def parse(cls, data: object) -> Collecting:
        """Return what `as_json` gave. Raises DeclarationError that names what is wrong."""
        if not isinstance(data, Mapping) or not set(data) <= {"thresholds", "days", "answer_days", "assurance"}:
            raise DeclarationError(
                "This does not say how signatures are collected.",
                hint="Known are thresholds, days, answer_days and assurance.",
            )
        thresholds = data.get("thresholds", [])
        if not isinstance(thresholds, list | tuple):
            raise DeclarationError(f"The thresholds {thresholds!r} are no list.", hint="Write [100, 1000].")
        return cls(
            thresholds=tuple(thresholds),
            days=data.get("days"),
            answer_days=data.get("answer_days", ANSWER_DAYS),
            assurance=data.get("assurance", 0),
        )


def collects(
    *, thresholds: Iterable[int] = (), days: int | None = None, answer_days: int = ANSWER_DAYS, assurance: int = 0
) -> Collecting:
    """Say that petitions of a form are public once they were checked, and collect signatures; see `Collecting`.

    Raises DeclarationError.
    """
    return Collecting(tuple(thresholds), days=days, answer_days=answer_days, assurance=assurance)


def _whole(value: object, most: int) -> bool:
    return type(value) is int and 1 <= value <= most


@dataclass(frozen=True, slots=True)
class Prepared:
    """What publishing a petition would show: the title that its form suggests and the answers that are public.

    `personal` says that something in them resembles personal data. `seen` tells this text from any other: the SHA-256,
    in hex, of the canonical JSON of `{"answers": the public answers, "petition": the receipt number}`. `decide_by` is
    by when it has to be decided whether it is published; None where no law says. `decided` says that the petition
    itself is: it is not published any more.
    """

    title: str
    answers: Mapping[str, Any] = field(repr=False)
    personal: bool
    seen: str
    decide_by: datetime | None
    decided: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """A petition as everybody may read it: its title and the answers that are public, as they were when published.

    `count` is how many signed: folded every few seconds; once it is `final`, how many had signed at the end, whoever
    withdraws later. `answers` are by the names of the
    questions. `outcome` is how the petition ended, None while it is open. `answer_by` is the office's date after the
    first threshold was reached, `erased` says that names, contacts and marks of the signers are destroyed.
    """

    id: str
    receipt: str
    form: str
    version: int
    unit: str
    state: State
    title: str
    answers: Mapping[str, Any] = field(repr=False)
    decided: datetime
    opens: datetime | None
    closes: datetime | None
    thresholds: tuple[int, ...]
    assurance: int
    count: int
    final: bool
    reached: int
    reached_at: datetime | None
    answer_by: datetime | None
    outcome: str | None
    erased: bool
    reason: str = field(default="", repr=False)
    remedy: str = field(default="", repr=False)
    ground: str = ""

    @property
    def next_threshold(self) -> int | None:
        """The smallest threshold that was not reached yet; None where there is none."""
        return next((each for each in self.thresholds if each > max(self.count, self.reached)), None)

    @property
    def share(self) -> int:
        """How much of the way to the next threshold is gone, in whole per cent."""
        goal = self.next_threshold
        return 100 if goal is None else min(99, self.count * 100 // goal)

    def open_at(self, at: datetime) -> bool:
        """Say whether it can be signed at that moment."""
        return self.state == "collecting" and self.closes is not None and at <= self.closes


@dataclass(frozen=True, slots=True)
class Signer:
    """One who signed: when, and the name as the officer may see it; `contact` only where it was asked for."""

    id: str
    at: datetime
    name: str = field(repr=False)
    contact: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link to sign by opens: which publication, whether its holder signed, and whether it can (`fresh`)."""

    publication: Publication
    name: str = field(repr=False)
    signed: datetime | None
    fresh: bool
