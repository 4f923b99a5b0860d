"""A drafted decision and those who approve it, as frozen values; whose turn it is. No I/O.

Sources: 행정업무의 운영 및 혁신에 관한 규정 제8조 (drafting), 제9조 (review, agreement), 제10조 (approval, also
by delegation or by a substitute).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from egovframe.kernel.text import Text

Part = Literal["review", "agree", "approve", "final"]
StepState = Literal["waiting", "approved", "returned"]
ApprovalState = Literal["open", "approved", "returned", "recalled"]
Outcome = Literal["answered", "granted", "refused", "returned"]

PARTS: Final[Mapping[Part, Text]] = {
    "review": Text(ko="검토", en="Review"),
    "agree": Text(ko="협조", en="Agreement"),
    "approve": Text(ko="결재", en="Approval"),
    "final": Text(ko="전결", en="Delegated approval"),
}
"""What somebody does in a line. The last one approves, or approves by delegation (전결, 제10조제2항)."""

ACTIONS: Final[Mapping[Outcome, Literal["answer", "grant", "refuse", "give_back"]]] = {
    "answered": "answer",
    "granted": "grant",
    "refused": "refuse",
    "returned": "give_back",
}
"""The action by which a drafted decision is made."""

LAST: Final = ("approve", "final")
MOST_SIGNERS: Final = 20


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody to be named in a line: an account's name and what it does.

    Those of the same `turn` act side by side (parallel), those of a higher one after all of the lower ones did.
    """

    name: str
    part: Part = "approve"
    turn: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One signature of a line: whose it is, and once it was given who gave it.

    `proxy` says that a substitute gave it in the officer's place (대결, 제10조제3항):
    `acted_by` is another account then.
    """

    id: str
    turn: int
    part: Part
    officer: str
    officer_name: str
    state: StepState = "waiting"
    acted: datetime | None = None
    acted_by: str | None = None
    acted_by_name: str | None = None
    proxy: bool = False
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Covered:
    """A joined petition that a draft decides as well, and whether it is decided now."""

    receipt: str
    decided: bool


@dataclass(frozen=True, slots=True)
class Approval:
    """A drafted decision with its line. What was drafted never changes: whoever wants other words drafts anew.

    `joined` are the petitions joined under this one that it decides as well and that the reader may read, `unseen`
    counts the rest; both are empty in lists, as the words are.
    """

    id: str
    petition: str
    receipt: str
    form: str
    unit: str
    outcome: Outcome
    drafter: str
    drafter_name: str
    made: datetime
    state: ApprovalState
    steps: tuple[Step, ...]
    settled: datetime | None = None
    words: Mapping[str, str] = field(default_factory=dict, repr=False)
    joined: tuple[Covered, ...] = ()
    unseen: int = 0

    def waiting(self) -> tuple[Step, ...]:
        """Return the steps whose turn it is: those of the lowest turn that still wait; none once it is settled."""
        return waiting(self.steps) if self.state == "open" else ()


def waiting(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps whose turn it is."""
    open_steps = [step for step in steps if step.state == "waiting"]
    turn = min((step.turn for step in open_steps), default=0)
    return tuple(step for step in open_steps if step.turn == turn)


def wrong_with(line: Sequence[Signer], *, drafter: str) -> Text | None:
    """Return what does not hold in a line, None where it holds.

    It ends with exactly one approval, nobody stands in it twice, and the drafter does not stand in it at all.
    """
    if not 1 <= len(line) <= MOST_SIGNERS:
        return Text(ko="결재선에 1명에서 20명까지 넣으세요.", en="Name from one to twenty people in the line.")
    names = [signer.name.casefold() for signer in line]
    if len(set(names)) != len(names):
        return Text(ko="한 사람을 한 번만 넣으세요.", en="Name each person once.")
    if drafter.casefold() in names:
        return Text(ko="기안한 사람은 결재선에 넣을 수 없습니다.", en="Whoever drafts it cannot approve it.")
    last = max(signer.turn for signer in line)
    approving = [signer for signer in line if signer.part in LAST]
    if len(approving) != 1 or approving[0].turn != last or sum(signer.turn == last for signer in line) != 1:
        return Text(
            ko="맨 마지막에 결재(또는 전결)할 한 사람을 두세요.", en="Let the line end with one person who approves."
        )
    return None
