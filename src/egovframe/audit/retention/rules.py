"""When the private values of a month may go: pure rules, from what the month holds to an outcome with its reasons.

The log itself stays for good: its entries name people by pseudonymous ids only. What is disposed of are the values that
stand sealed beside the entries, month by month, by destroying the month's key (개인정보 보호법 제21조).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from egovframe.kernel.month import Month
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)
KEY: Final = "office:"
"""What the owner of a month's key begins with: `office:2026-03`."""
STATUTE: Final = "개인정보의 안전성 확보조치 기준 (고시 2026-9) 제8조"


class State(Enum):
    """What becomes of a month's values today."""

    KEPT = "kept"
    HELD = "held"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """For how many years facts are kept at least.

    `office` is the office's class (§8: two years for 50,000 data subjects or more, or for unique or sensitive data;
    else one). `types` are the floors that types of facts declare, by action; `longer` what the office adds, by pattern
    of actions (`petition.*`). The longest counts. An action that no type declares any more has the longest floor there
    is: nobody can say what it was.
    """

    office: int = 2
    types: Mapping[str, int] = field(default_factory=dict)
    longer: Mapping[str, int] = field(default_factory=dict)

    def of(self, action: str) -> tuple[int, Text]:
        """Return the years for which facts of this action are kept, and which rule says so."""
        found = [(self.office, _of_office(self.office))]
        if action in self.types:
            years = self.types[action]
            found.append((years, Text(ko=f"{action} 유형의 기한 {_ko(years)}", en=f"{action}: {_en(years)}")))
        else:
            years = max(self.types.values(), default=self.office)
            ko, en = (
                f"선언이 없어진 유형 {action}: 가장 긴 기한",
                f"{action}, which nothing declares any more: the longest",
            )
            found.append((years, Text(ko=f"{ko} {_ko(years)}", en=f"{en}, {_en(years)}")))
        for pattern, years in self.longer.items():
            if fnmatchcase(action, pattern):
                words = Text(
                    ko=f"기관이 정한 기한 {pattern}: {_ko(years)}", en=f"the office's own, {pattern}: {_en(years)}"
                )
                found.append((years, words))
        return max(found, key=lambda each: each[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of a month today: kept `until` that day, held by `holds` (ids), or open to disposal; and why."""

    month: str
    state: State
    until: date
    reasons: tuple[Text, ...]
    holds: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the month's values may be disposed of."""
        return self.state is State.OPEN


def judge(month: str, actions: Iterable[str], holds: Mapping[str, Text], floors: Floors, *, today: date) -> Outcome:
    """Return what becomes of a month's values.

    `actions` are those of the facts that have something sealed with the month's key; `holds` are the legal holds that
    touch one of them, by id, in words. A floor ends so many years after the end of the month; a hold has no end.
    """
    years, rule = max(
        [(floors.office, _of_office(floors.office)), *(floors.of(action) for action in actions)],
        key=lambda each: each[0],
    )
    until = kept_until(month, years)
    if today < until:
        state, why = (
            State.KEPT,
            Text(ko=f"{until}까지 보관: {rule.in_('ko')}", en=f"Kept until {until}: {rule.in_('en')}"),
        )
    elif holds:
        state, why = State.HELD, Text(ko=f"보관 기한은 {until}에 끝남", en=f"The floor ended on {until}")
    else:
        state, why = State.OPEN, Text(ko=f"{until}부터 파기할 수 있음", en=f"May be disposed of since {until}")
    return Outcome(month=month, state=state, until=until, reasons=(why, *holds.values()), holds=tuple(holds))


def kept_until(month: str, years: int) -> date:
    """Return the first day on which a floor of so many years no longer keeps the facts of a month."""
    return date.fromisoformat(f"{after(month)}-01").replace(year=int(after(month)[:4]) + years)


def after(month: str) -> str:
    """Return the month after: `2027-01` for `2026-12`."""
    return str(Month.parse(month) + 1)


def month_of(text: str) -> str:
    """Return the text when it names a month. Raises Invalid."""
    return str(Month.parse(text))


def _of_office(years: int) -> Text:
    """Return the office's class in words; of the article alone, as editions of the notice number paragraphs anew."""
    return Text(ko=f"{STATUTE}: {_ko(years)}", en=f"고시 2026-9 §8: {_en(years)}")


def _ko(years: int) -> str:
    return f"{years}년"


def _en(years: int) -> str:
    return "1 year" if years == 1 else f"{years} years"
