"""How long records are kept: periods, where they start (기산일), and what may happen to a record on a given day.

Everything here is pure: nothing reads a clock, a file or a database. The articles are those of the Decree of the
Public Records Act (공공기록물 관리에 관한 법률 시행령, 영).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from egovframe.kernel.errors import EgovError
from egovframe.kernel.text import Text

LONGEST = 200
"""The longest period in years; a longer one is surely meant to be permanent."""

APPRAISED_AFTER = 70
"""Years after which semi-permanent records are appraised (영43)."""

BULK_APPRAISED_AFTER = 50
"""Years after which semi-permanent records of one kind in bulk (동종·대량기록물) are appraised (영43)."""

_YEARS = re.compile(r"([1-9][0-9]{0,2})y")


class RetentionError(EgovError):
    """A retention period or one of its dates cannot be understood."""

    code: ClassVar[str] = "records.retention"


@dataclass(frozen=True, slots=True)
class Period:
    """How long a class of records is kept (보존기간): some years, semi-permanent (준영구) or permanent (영구).

    Made by `years(5)`, `semi_permanent`, `permanent` or `parse_period("5y")`; written back by `str()`. The Korean
    periods are 1, 3, 5, 10 and 30 years, semi-permanent and permanent (영26①); other numbers of years are for other
    laws. Raises RetentionError.
    """

    kind: Literal["years", "semi-permanent", "permanent"]
    number: int = 0

    def __post_init__(self) -> None:
        """Refuse a number of years out of range, and a number beside a period that has none."""
        if self.kind not in ("years", "semi-permanent", "permanent"):
            raise RetentionError(f"there is no period {self.kind!r}.", hint="Use years(n), semi_permanent, permanent.")
        whole = type(self.number) is int  # True is no number of years
        if not whole or not (1 <= self.number <= LONGEST if self.kind == "years" else self.number == 0):
            raise RetentionError(
                f"a period of {self.number!r} years is out of range.",
                hint=f"Give 1 to {LONGEST} years, semi_permanent or permanent.",
            )

    def __str__(self) -> str:
        """Return the period as it is written in data: `5y`, `semi-permanent`, `permanent`."""
        return f"{self.number}y" if self.kind == "years" else self.kind

    @property
    def title(self) -> Text:
        """Return the period in words."""
        if self.kind == "years":
            return Text(ko=f"{self.number}년", en="1 year" if self.number == 1 else f"{self.number} years")
        if self.kind == "semi-permanent":
            return Text(ko="준영구", en="semi-permanent")
        return Text(ko="영구", en="permanent")


permanent = Period("permanent")
"""Kept for ever (영구)."""

semi_permanent = Period("semi-permanent")
"""Kept until an appraisal after seventy years (준영구)."""


def years(number: int) -> Period:
    """Return a retention period of some years: `years(5)`. For a processing limit see `forms.calendar_years`."""
    return Period("years", number)


def parse_period(text: str | Period) -> Period:
    """Read a period as it is written: `1y` … `30y`, `semi-permanent`, `permanent`. Raises RetentionError."""
    if isinstance(text, Period):
        return text
    written = str(text).strip().lower()
    if written == "permanent":
        return permanent
    if written == "semi-permanent":
        return semi_permanent
    match = _YEARS.fullmatch(written)
    if not match:
        raise RetentionError(
            f"{text!r} is not a retention period.", hint="Write 1y, 3y, 5y, 10y, 30y, semi-permanent or permanent."
        )
    return years(int(match[1]))


@dataclass(frozen=True, slots=True)
class RetentionDates:
    """When a record's period starts (기산일), and the first day after it; `due` is None for what is kept for ever.

    For semi-permanent records `due` is the day from which they are to be appraised.
    """

    starts: date
    due: date | None


class Outcome(StrEnum):
    """What may happen to a record on a day; the values are what data and interfaces say."""

    NOT_DUE = "not due"
    ELIGIBLE = "eligible"
    REVIEW_DUE = "review due"
    HELD = "held"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What may happen to a record on a day, with the dates and the reasons for it."""

    outcome: Outcome
    dates: RetentionDates | None
    reasons: tuple[Text, ...]


def retention_dates(
    completed: date, period: Period, *, task_ends: date | None = None, bulk: bool = False
) -> RetentionDates:
    """Return when the period starts and when it is over (영26③).

    It starts on 1 January of the year after the record was completed, or after its task ended where that runs over
    several years. Should the two disagree, the later one counts, because a record must not go too early. `bulk` marks
    records of one kind in bulk, which bears on semi-permanent ones only. Raises RetentionError.
    """
    last = max(completed, task_ends) if task_ends else completed
    if last.year + 1 + LONGEST > date.max.year:
        raise RetentionError(f"{last} is too far ahead to count from.", hint="Check the year.")
    starts = date(last.year + 1, 1, 1)
    if period.kind == "permanent":
        return RetentionDates(starts, None)
    length = period.number
    if period.kind == "semi-permanent":
        length = BULK_APPRAISED_AFTER if bulk else APPRAISED_AFTER
    return RetentionDates(starts, date(starts.year + length, 1, 1))


def evaluate(
    completed: date | None,
    period: Period | None,
    *,
    on: date,
    task_ends: date | None = None,
    bulk: bool = False,
    holds: Sequence[str] = (),
) -> Evaluation:
    """Say what may happen to a record on the day `on`, and why.

    A hold blocks everything while the dates go on being computed. Without a date of completion or a period nothing can
    be told, and nothing may happen. Being eligible only opens the way to review and board (법27, 영43).
    """
    dates = retention_dates(completed, period, task_ends=task_ends, bulk=bulk) if completed and period else None
    reasons = list(_why(completed, period, dates, on=on, bulk=bulk))
    if holds:
        reasons[:0] = [Text(ko=f"처분 보류: {hold}", en=f"held: {hold}") for hold in holds]
        return Evaluation(Outcome.HELD, dates, tuple(reasons))
    if dates is None or period is None:
        return Evaluation(Outcome.CANNOT_TELL, None, tuple(reasons))
    if dates.due is None or on < dates.due:
        return Evaluation(Outcome.NOT_DUE, dates, tuple(reasons))
    outcome = Outcome.REVIEW_DUE if period.kind == "semi-permanent" else Outcome.ELIGIBLE
    return Evaluation(outcome, dates, tuple(reasons))


def due_document(line: Mapping[str, object]) -> dict[str, object]:
    """Return what `egovframe records due --batch` prints for a line: `{"id", "starts", "due"}` and perhaps `outcome`.

    The line has `completed` (a date; null while the matter is open), `keep`, and where known `task_ends`, `bulk` and
    `on`; the outcome is given when the line says `on` which day it is asked. Raises RetentionError.
    """
    if not isinstance(line, Mapping):
        raise RetentionError(f"{line!r} is not a line of a batch.", hint='Give {"id", "completed", "keep"}.')
    for key in ("completed", "keep"):
        if key not in line:
            raise RetentionError(
                f"the line has no {key}.", hint='Give {"id": 1, "completed": "2020-02-29", "keep": "5y"}.'
            )
    keep, bulk = line["keep"], line.get("bulk")
    if not isinstance(keep, str):
        raise RetentionError(f"{keep!r} is not a retention period.", hint='Write "5y", "semi-permanent", "permanent".')
    if bulk is not None and not isinstance(bulk, bool):
        raise RetentionError(f"bulk is true or false, not {bulk!r}.", hint="Leave it out for ordinary records.")
    period = parse_period(keep)
    completed, task_ends, on = (_day(line.get(key), key) for key in ("completed", "task_ends", "on"))
    document: dict[str, object] = {"id": line["id"]} if "id" in line else {}
    dates = retention_dates(completed, period, task_ends=task_ends, bulk=bool(bulk)) if completed else None
    document["starts"] = dates.starts.isoformat() if dates else None
    document["due"] = dates.due.isoformat() if dates and dates.due else None
    if on:
        found = evaluate(completed, period, on=on, task_ends=task_ends, bulk=bool(bulk))
        document["outcome"] = found.outcome.value
    return document


def _why(
    completed: date | None, period: Period | None, dates: RetentionDates | None, *, on: date, bulk: bool
) -> Sequence[Text]:
    """Return the reasons for the dates, in the order in which an officer would give them."""
    if completed is None:
        return (Text(ko="완결일이 없어 기산할 수 없음", en="not completed yet: there is no date to count from"),)
    if period is None or dates is None:
        return (Text(ko="보존기간이 정해지지 않음", en="no retention period has been set"),)
    starts = Text(
        ko=f"보존기간 {period.title.in_('ko')}, 기산일 {dates.starts} (영 제26조제3항)",
        en=f"kept {period.title.in_('en')} from {dates.starts} (Decree 26(3))",
    )
    if dates.due is None:
        return (starts, Text(ko="영구 보존", en="kept for ever"))
    if period.kind == "semi-permanent":
        after = BULK_APPRAISED_AFTER if bulk else APPRAISED_AFTER
        return (
            starts,
            Text(
                ko=f"{after}년이 지난 {dates.due}부터 평가 대상 (영 제43조)",
                en=f"to be appraised after {after} years, from {dates.due} (Decree 43)",
            ),
        )
    if on < dates.due:
        return (starts, Text(ko=f"{dates.due}까지 처분할 수 없음", en=f"nothing may happen before {dates.due}"))
    return (
        starts,
        Text(
            ko=f"보존기간이 {dates.due}에 끝나 평가 대상 (영 제43조)",
            en=f"over since {dates.due}: open to review (Decree 43)",
        ),
    )


def _day(written: object, name: str) -> date | None:
    """Read a date of a line as 2020-02-29; null and absent mean that there is none."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written.strip() if isinstance(written, str) else "")
    except ValueError:
        raise RetentionError(f"{name} is not a date: {written!r}.", hint="Write dates as 2020-02-29.") from None
