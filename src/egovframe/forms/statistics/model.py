"""What statistics count: cases as they went, and counts by day. No I/O."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from egovframe.kernel.text import Text

Measure = Literal["received", "decided", "timely", "taken", "spent", "step", "rated"]

DECIDED_BY: Final = {
    "answer": "answered",
    "grant": "granted",
    "refuse": "refused",
    "give_back": "returned",
    "transfer_out": "transferred",
    "close_repeat": "repeated",
    "withdraw": "withdrawn",
}
"""The steps that decide a petition for the first time, with the outcome of each."""

COUNTED: Final = (
    "ask_supplement",
    "pause",
    "extend",
    "transfer",
    "file_objection",
    "grant_objection",
    "dismiss_objection",
    "remind",
    "overdue",
    "join",
    "mark_many",
)
"""The steps whose number is told beside the decisions."""

RATED: Final = "rate"
"""The step by which an applicant says how content they are, from 1 to 5."""

STEPS: Final = {
    "ask_supplement": Text(ko="보완 요구", en="Supplement asked for"),
    "pause": Text(ko="처리기간 정지", en="Clock paused"),
    "extend": Text(ko="처리기간 연장", en="Limit extended"),
    "transfer": Text(ko="다른 부서로 이송", en="Transferred to another unit"),
    "file_objection": Text(ko="이의신청", en="Objection"),
    "grant_objection": Text(ko="이의신청 인용", en="Objection granted"),
    "dismiss_objection": Text(ko="이의신청 기각", en="Objection dismissed"),
    "remind": Text(ko="독촉", en="Reminder by the applicant"),
    "overdue": Text(ko="기한이 지남", en="Limit passed"),
    "join": Text(ko="민원 병합", en="Joined with others"),
    "mark_many": Text(ko="다수인관련민원 지정", en="Marked as one of many"),
}
"""The counted steps in words."""


class Key(NamedTuple):
    """What one count is of: the form and unit, the measure, and what it was (`value`) or how much (`number`).

    received: value = channel. decided: value = outcome. timely: number = 1 in time, 0 late. taken and spent: number =
    tenths of a working day; spent: value = the state. step: value = the action. rated: number = the score.
    """

    form: str
    unit: str
    measure: Measure
    value: str = ""
    number: int = 0


Tally = Counter[Key]
"""How often each thing was counted."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One step of a case: when, by which action, the state and unit after it.

    `number` is the score of a rating, and 1 for a decision that came after the limit, 0 for one in time.
    """

    at: datetime
    action: str
    state: str
    unit: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A petition as statistics see it: no person, no answer, only what happened when. `steps` are in their order.

    `unit` is the one that has the case; `due` is what a decision is held against that does not say itself.
    """

    id: str
    form: str
    unit: str
    channel: str
    received: datetime
    due: datetime
    steps: tuple[Passed, ...] = ()
