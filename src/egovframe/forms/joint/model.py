"""A part that another unit takes in a petition, as a frozen value, and the words for what comes of it. No I/O.

Sources: 민원 처리에 관한 법률 제2조제5호 (what a joint petition is), 제20조 (replies within a period inside the limit,
extended once), 제31조제1항 (a lead unit handles it whole); 같은 법 시행령 제35조.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from egovframe.kernel.text import Text

Result = Literal["agreed", "conditional", "objected", "returned"]
PartState = Literal["open", "agreed", "conditional", "objected", "returned", "withdrawn"]

RESULTS: Final[Mapping[Result, Text]] = {
    "agreed": Text(ko="동의", en="Agrees"),
    "conditional": Text(ko="조건부 동의", en="Agrees with conditions"),
    "objected": Text(ko="부동의", en="Objects"),
    "returned": Text(ko="소관 아님 (반송)", en="Not ours, returned"),
}
"""What a unit that takes part can reply."""

STATES: Final[Mapping[PartState, Text]] = {
    "open": Text(ko="회신 대기", en="Waiting for the reply"),
    "agreed": RESULTS["agreed"],
    "conditional": RESULTS["conditional"],
    "objected": RESULTS["objected"],
    "returned": RESULTS["returned"],
    "withdrawn": Text(ko="요청 철회", en="Withdrawn"),
}
"""How a part stands, in words."""

READABLE: Final[tuple[PartState, ...]] = ("open", "agreed", "conditional", "objected")
"""The states of a part through which its unit reads the case, until the case is closed."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit was asked for in a petition of another: by when, who has it there, and what it replied.

    `reply_by` is inside the processing limit; the unit extended it once at most (`extended`). `minutes` are the office
    minutes from the question to the reply, or until now. `title`, `question`, `text` and `basis` are empty in lists.
    """

    id: str
    petition: str
    receipt: str
    form: str
    lead: str
    unit: str
    state: PartState
    asked: datetime
    asked_by: str
    reply_by: datetime
    extended: bool
    minutes: int
    late: bool
    officer: str | None = None
    officer_name: str | None = None
    settled: datetime | None = None
    settled_by: str | None = None
    title: str = field(default="", repr=False)
    question: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    basis: str = field(default="", repr=False)

    @property
    def open(self) -> bool:
        """Say whether the reply is still waited for."""
        return self.state == "open"
