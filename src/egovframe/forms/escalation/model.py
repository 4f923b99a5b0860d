"""A ladder as data: its rungs, when each is reached, and who is told then. No I/O.

    Rung("half", to=("handler",), share=50)        half of the limit is used up
    Rung("day", to=("handler",), days=-1)          one working day is left
    Rung("breach", to=("handler", "head"), days=0)
    Rung("after", to=("supervisor",), days=3)      three working days later

Sources: 민원 처리에 관한 법률 제25조 (the petition supervisor, 민원심사관); 같은 법 시행령 제28조제2항 (the head of the
unit is urged at once where a limit has passed). The rungs before the deadline are the office's own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal, get_args

from egovframe.kernel.canonical import canonical
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

To = Literal["handler", "head", "supervisor"]

EVERY: Final = "*"
"""The name of the office's own ladder, which holds for every form that has none of its own."""

WHO: Final[Mapping[To, Text]] = {
    "handler": Text(ko="담당자", en="the handler"),
    "head": Text(ko="부서장", en="the head of the unit"),
    "supervisor": Text(ko="민원심사관", en="the petition supervisor"),
}
"""Who can be told, in words."""

MOST_DAYS: Final = 60


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: reached when `share` per cent of the limit are used up, or so many working `days` from the deadline.

    Days are negative before the deadline and 0 at it. Exactly one of both is given.
    """

    name: str
    to: tuple[To, ...]
    share: int | None = None
    days: int | None = None

    def reached(self, left: int, *, limit: int, day: int) -> bool:
        """Say whether it is reached with so many working minutes `left` (negative: overdue) of a limit of `limit`.

        `day` is how many working minutes a day has.
        """
        return left <= self.place(limit=limit, day=day)

    def place(self, *, limit: int, day: int) -> int:
        """Return with how many working minutes left it is reached: the lower, the later."""
        if self.share is not None:
            return limit * (100 - self.share) // 100
        return -(self.days or 0) * day

    @property
    def words(self) -> Text:
        """When it is reached, in words."""
        if self.share is not None:
            return Text(ko=f"처리기간의 {self.share}% 경과", en=f"{self.share} % of the limit used up")
        days = self.days or 0
        if days == 0:
            return Text(ko="처리기간 만료", en="the limit ran out")
        if days < 0:
            return Text(ko=f"만료 {-days}근무일 전", en=f"{-days} working day{'s' if days < -1 else ''} left")
        return Text(ko=f"만료 뒤 {days}근무일", en=f"{days} working day{'s' if days > 1 else ''} overdue")


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of a form's petitions, or of all others (`form` is `*`), in the order in which they are reached."""

    rungs: tuple[Rung, ...]
    form: str = EVERY
    version: int = 0

    def __post_init__(self) -> None:
        """Refuse a ladder that does not hold. Raises DeclarationError naming the rung."""
        names = [rung.name for rung in self.rungs]
        if not names or len(set(names)) != len(names):
            raise _wrong(self.form, "names no rung, or one twice", "Give each rung a name of its own.")
        for rung in self.rungs:
            if (rung.share is None) == (rung.days is None):
                raise _wrong(self.form, f"rung {rung.name} needs a share or days", "Give one of share= and days=.")
            if rung.share is not None and not 1 <= rung.share <= 99:
                raise _wrong(self.form, f"rung {rung.name} has the share {rung.share}", "Write 1 to 99 per cent.")
            if rung.days is not None and abs(rung.days) > MOST_DAYS:
                raise _wrong(self.form, f"rung {rung.name} has {rung.days} days", f"Write at most {MOST_DAYS}.")
            if not rung.to or set(rung.to) - set(get_args(To)):
                raise _wrong(self.form, f"rung {rung.name} tells nobody", f"Tell {', '.join(get_args(To))}.")

    def last_reached(self, left: int, *, limit: int, day: int) -> Rung | None:
        """Return the last rung that is reached; None before the first one.

        A rung that lies before the receipt is none: of an at-once petition nobody is told that a day is left.
        """
        within = [rung for rung in self.rungs if rung.place(limit=limit, day=day) < limit]
        reached = [rung for rung in within if rung.reached(left, limit=limit, day=day)]
        return min(reached, key=lambda rung: rung.place(limit=limit, day=day), default=None)

    def later(self, rung: Rung, than: str, *, limit: int, day: int) -> bool:
        """Say whether a rung is reached later than the one of that name; where there is none now, it is."""
        other = next((each for each in self.rungs if each.name == than), None)
        if other is None:
            return True
        return rung.place(limit=limit, day=day) < other.place(limit=limit, day=day)

    def rung(self, name: str) -> Rung | None:
        """Return the rung of that name, None where there is none."""
        return next((rung for rung in self.rungs if rung.name == name), None)

    # ------------------------------------------------------------------ as data

    def published(self, version: int) -> Ladder:
        """Return the ladder under its version number."""
        return replace(self, version=version)

    def as_json(self) -> dict[str, Any]:
        """Return the ladder as JSON has it; without its version, which the catalogue gives."""
        return {
            "form": self.form,
            "rungs": [
                {"name": rung.name, "to": list(rung.to)}
                | ({"share": rung.share} if rung.share is not None else {"days": rung.days})
                for rung in self.rungs
            ],
        }

    def text(self) -> str:
        """Return the ladder as canonical JSON (RFC 8785)."""
        return canonical(self.as_json()).decode()

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical JSON, in hex."""
        return hashlib.sha256(self.text().encode()).hexdigest()

    @classmethod
    def parse(cls, document: str | Mapping[str, Any]) -> Ladder:
        """Return the ladder that was written as data. Raises DeclarationError that names what is wrong."""
        read = json.loads(document) if isinstance(document, str) else document
        try:
            rungs = tuple(
                Rung(str(each["name"]), tuple(each["to"]), share=each.get("share"), days=each.get("days"))
                for each in read["rungs"]
            )
            return cls(rungs, form=str(read.get("form", EVERY)))
        except (KeyError, TypeError, AttributeError) as error:
            raise DeclarationError(
                f"The ladder is not complete: {error}.", hint="Compare it with the office's own one."
            ) from error


@dataclass(frozen=True, slots=True)
class Escalation:
    """A rung that was reached for a deadline, and who was told: names by what they are (`handler`, `head`, …)."""

    petition: str
    rung: str
    words: Text
    due: datetime
    at: datetime
    told: tuple[tuple[To, str], ...]


def _wrong(form: str, what: str, hint: str) -> DeclarationError:
    return DeclarationError(f"The ladder of {form!r} {what}.", hint=hint)


OFFICE: Final = Ladder(
    (
        Rung("half", ("handler",), share=50),
        Rung("most", ("handler",), share=80),
        Rung("day", ("handler",), days=-1),
        Rung("breach", ("handler", "head"), days=0),
        Rung("after", ("handler", "head", "supervisor"), days=3),
    )
)
"""The office's own ladder, where a city declares none."""


def by_form(declared: Sequence[Ladder]) -> dict[str, Ladder]:
    """Return the ladders by form, with the office's own. Raises DeclarationError for two of one form."""
    found: dict[str, Ladder] = {}
    for ladder in declared:
        if ladder.form in found:
            raise _wrong(ladder.form, "is declared twice", "Declare one ladder a form.")
        found[ladder.form] = ladder
    return {EVERY: OFFICE, **found}
