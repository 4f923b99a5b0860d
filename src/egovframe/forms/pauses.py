"""Pauses: the time that the law leaves out of a processing limit, and why.

Which reasons stop the clock, in which words and by which articles, is the jurisdiction's (`ClockRules.reasons`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from egovframe.kernel.errors import EgovError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.limits import ClockRules

SUPPLEMENT = "supplement"
"""The one reason that every jurisdiction has: something is missing, and the applicant was asked for it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for which the clock stands still: its key in data, its words for the ledger and its article.

    `whole_days` says that the law itself leaves out days: then it makes no difference whether the office counts the
    pauses of limits in working hours by days or by minutes.
    """

    key: str
    name: Text
    article: str
    whole_days: bool = False


class PauseError(EgovError):
    """A pause has no such reason, or its dates cannot be understood."""

    code: ClassVar[str] = "forms.pause"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which the clock stands still: from `start` to `end`, both days included, for a reason of the rules.

    For a supplement these are the day on which the request was sent and the day on which the supplement arrived.
    `since` and `until` are the moments (aware), where they are known: rules that count pauses by the minute leave only
    what lies between them out of a limit in working hours. Raises PauseError.
    """

    start: date
    end: date
    reason: str
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse an end before the start."""
        if self.end < self.start or (self.since and self.until and self.until < self.since):
            raise PauseError(
                f"the pause {self} ends before it starts.", hint="Write FROM..TO:REASON with the earlier date first."
            )

    def __str__(self) -> str:
        """Return the pause as it is written on the command line: `FROM..TO:REASON`."""
        return f"{self.start}..{self.end}:{self.reason}"


def parse_pause(written: str | Mapping[str, object] | Pause) -> Pause:
    """Read a pause: `2026-05-04..2026-05-06:supplement`, or a mapping with `from`, `to` and `reason`."""
    if isinstance(written, Pause):
        return written
    if isinstance(written, str):
        dates, _, reason = written.partition(":")
        start, dots, end = dates.partition("..")
        if not dots or not reason:
            raise PauseError(f"{written!r} is not a pause.", hint="Write FROM..TO:REASON with dates as 2026-05-04.")
        return Pause(_day(start), _day(end), reason.strip())
    if not isinstance(written, Mapping):
        raise PauseError(f"{written!r} is not a pause.", hint='Give {"from": …, "to": …, "reason": …}.')
    wrong = sorted({"from", "to", "reason"} ^ set(written))
    if wrong:
        raise PauseError(
            f"a pause has exactly from, to and reason; wrong here: {', '.join(map(str, wrong))}.",
            hint='Give {"from": "2026-05-04", "to": "2026-05-06", "reason": "supplement"}.',
        )
    return Pause(_day(written["from"]), _day(written["to"]), str(written["reason"]))


def by_the_minute(pause: Pause, rules: ClockRules) -> bool:
    """Say whether a pause leaves its own minutes out of a limit in working hours, and not its whole days.

    So it is where the rules count pauses in minutes, both moments are known, and the law does not itself speak of days.
    """
    if rules.pauses_in == "days" or pause.since is None or pause.until is None:
        return False
    return not rules.reason(pause.reason).whole_days


def stretches(pauses: Sequence[Pause]) -> list[tuple[int, int]]:
    """Return the paused days as sorted, separate stretches of ordinals, end excluded."""
    spans = [(p.start.toordinal(), p.end.toordinal() + 1) for p in pauses]
    return separate(spans) if len(spans) > 1 else spans


def separate(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches sorted, those that overlap or touch joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _day(written: object) -> date:
    """Read a date as 2026-05-04."""
    try:
        return date.fromisoformat(written.strip() if isinstance(written, str) else "")
    except ValueError:
        raise PauseError(f"{written!r} is not a date.", hint="Write dates as 2026-05-04.") from None
