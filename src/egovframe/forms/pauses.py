"""Pauses: the time that the law leaves out of a processing limit, and why.

영20 takes the list over from 행정절차법 시행령 11; 영7의2③ adds papers fetched by information sharing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from egovframe.kernel.errors import EgovError
from egovframe.kernel.text import Text

_DECREE = "민원 처리에 관한 법률 시행령 제20조, 행정절차법 시행령 제11조제{}호"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for which the clock stands still: its words for the ledger and its article."""

    name: Text
    article: str


REASONS: Mapping[str, Reason] = {
    "supplement": Reason(
        Text(ko="보완에 걸린 기간(발송일과 도달일 포함)", en="waiting for a supplement (both ends out)"),
        _DECREE.format(1),
    ),
    "transfer": Reason(Text(ko="떨어진 기관 사이의 이송", en="transfer between distant bodies"), _DECREE.format(2)),
    "representative": Reason(Text(ko="대표자 선정", en="choosing a representative"), _DECREE.format(3)),
    "hearing": Reason(Text(ko="의견청취", en="hearing or opinions"), _DECREE.format(4)),
    "inspection": Reason(
        Text(ko="실험·검사·감정·전문 기술검토", en="tests, inspection or expert review"), _DECREE.format(5)
    ),
    "preceding": Reason(Text(ko="선행사무의 완결", en="completion of a preceding matter"), _DECREE.format(6)),
    "sharing": Reason(
        Text(ko="행정정보 공동이용", en="papers obtained by information sharing"),
        "민원 처리에 관한 법률 시행령 제7조의2제3항",
    ),
}
"""The reasons that stop the clock, by the key under which they are written in data."""


class PauseError(EgovError):
    """A pause has no such reason, or its dates cannot be understood."""

    code: ClassVar[str] = "forms.pause"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which the clock stands still: from `start` to `end`, both days included, for a reason of `REASONS`.

    Whole days are left out also where a limit is counted in working hours. For a supplement these are the day on which
    the request was sent and the day on which the supplement arrived. Raises PauseError.
    """

    start: date
    end: date
    reason: str

    def __post_init__(self) -> None:
        """Refuse an unknown reason and an end before the start."""
        if self.reason not in REASONS:
            raise PauseError(
                f"{self.reason!r} is no reason that stops the clock.", hint=f"The reasons are {', '.join(REASONS)}."
            )
        if self.end < self.start:
            raise PauseError(
                f"the pause {self} ends before it starts.", hint="Write FROM..TO:REASON with the earlier date first."
            )

    def __str__(self) -> str:
        """Return the pause as it is written on the command line: `FROM..TO:REASON`."""
        return f"{self.start}..{self.end}:{self.reason}"

    @property
    def name(self) -> Text:
        """Return the words for the reason."""
        return REASONS[self.reason].name

    @property
    def article(self) -> str:
        """Return the article by which these days do not count."""
        return REASONS[self.reason].article


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


def stretches(pauses: Iterable[Pause]) -> list[tuple[int, int]]:
    """Return the paused days as sorted, separate stretches of ordinals, end excluded."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((p.start.toordinal(), p.end.toordinal() + 1) for p in pauses):
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
