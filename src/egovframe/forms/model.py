"""A petition and what belongs to it, as frozen values, and the rules of its states. No I/O.

What leads from one state to another is data: `procedure.statutory` has what the law prescribes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final, Generic, Literal, TypeVar, cast

from egovframe.forms.limits import Limit
from egovframe.forms.procedure.states import BY, HOLDER, OFFICE, PAST, STATES, Action, Outcome, State
from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.kernel.errors import EgovError, Fault, Invalid
from egovframe.kernel.text import Text

__all__ = [
    "MOVES",
    "PAST",
    "PERMISSION_OF",
    "STATES",
    "Action",
    "Band",
    "Decision",
    "Outcome",
    "Page",
    "Petition",
    "Queue",
    "State",
    "Step",
    "Submission",
    "TooManyTries",
    "View",
    "Waiting",
    "check_move",
    "check_refusal",
]

F = TypeVar("F")

Band = Literal["late", "soon", "fine", "held"]
View = Literal["unit", "mine", "unassigned"]

MOVES: Final[Mapping[State, tuple[Action, ...]]] = {
    state: cast("tuple[Action, ...]", tuple(move.action for move in STATUTORY.moves_of(state))) for state in STATES
}
"""What can be done in which state by the statutory procedure, conditions aside."""

PERMISSION_OF: Final[Mapping[Action, str]] = {
    action: by[-1] for action, by in BY.items() if by[-1] not in (HOLDER, OFFICE)
}
"""The permission that an officer needs for an action. What is missing here is the holder's or the office's own."""


class TooManyTries(EgovError):
    """Somebody guesses: look-ups of this receipt, or from this address, have to wait `retry_after` seconds."""

    code: ClassVar[str] = "forms.too_many_tries"

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            "There were too many tries.", hint="Wait some minutes, then try again.", retry_after=retry_after
        )
        self.retry_after = retry_after


def check_move(state: State, action: Action) -> None:
    """Let an action pass that the statutory procedure has in this state. Raises Conflict that says what is."""
    STATUTORY.move(state, action)


_NEEDED: Final = {
    "text": Fault("reason", Text(ko="거부하는 이유를 적으세요.", en="Give the reasons of the refusal.")),
    "basis": Fault("basis", Text(ko="근거 법령을 적으세요.", en="Name the law that the refusal rests on.")),
    "remedy": Fault("remedy", Text(ko="구제 방법을 적으세요.", en="Say what the applicant can do against it.")),
}


def check_refusal(words: Mapping[str, str]) -> None:
    """Let a refusal pass that has `text`, `basis` and `remedy`. Raises Invalid that names what is missing (법27③)."""
    missing = [fault for name, fault in _NEEDED.items() if not words[name].strip()]
    if missing:
        raise Invalid("A refusal needs its reasons, its legal basis and the remedies (법27③).", faults=missing)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the office wrote back, or that the applicant withdrew.

    A refusal always has a legal basis and remedies (법27③). `by` is the account's id, `by_name` its name that day,
    `body` the other body that the petition was transferred to (영13).
    """

    id: str
    kind: Outcome
    at: datetime
    by: str
    by_name: str
    text: str
    basis: str = ""
    remedy: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Petition(Generic[F]):
    """One case: what was asked, where it stands and by when it must be answered.

    `form` holds the answers; personal ones are masked unless the petition was just submitted or its holder looks.
    Moments are aware and in UTC. `title` is the form's, `headline` what this petition is about.
    `held` is since when the clock stands still; `due` is then the earliest date possible.
    """

    id: str
    receipt: str
    form: F
    form_name: str
    form_version: int
    title: Text
    headline: str
    state: State
    urgent: bool
    received: datetime
    due: datetime
    limit: Limit
    unit: str
    registered_year: int
    registered_no: int
    language: str
    channel: str
    applicant: str | None = None
    handler: str | None = None
    handler_name: str | None = None
    held: datetime | None = None
    assigned: datetime | None = None
    decided: datetime | None = None
    closed: datetime | None = None
    outcome: Outcome | None = None
    decision: Decision | None = None

    @property
    def registered(self) -> str:
        """Return the number in the register of petitions (민원처리부), such as `2026-17`; gapless per unit and year."""
        return f"{self.registered_year}-{self.registered_no}"

    @property
    def open(self) -> bool:
        """Say whether the petition still waits for a decision."""
        return self.decided is None


@dataclass(frozen=True, slots=True)
class Submission(Generic[F]):
    """A petition that was just received, and the key with which its holder comes back.

    `code` is the check code: the log's entry holds the SHA-256 of the receipt number, a colon and the code. `replayed`
    says that the same request had been received before and that this is that petition.
    """

    petition: Petition[F]
    key: str = field(repr=False)
    code: str = field(repr=False)
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `next` is the cursor of the page after it, None on the last."""

    items: tuple[Petition[Any], ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A petition in the queue: `left` working minutes until it is due (negative: overdue), and how pressing that is."""

    petition: Petition[Any]
    left: int
    band: Band


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits at the desk: urgent first, then by what is due. `counts` are of the whole view, `items` begin it."""

    items: tuple[Waiting, ...]
    counts: Mapping[Band | Literal["all"], int]
    view: View
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a petition's history."""

    at: datetime
    kind: str
    title: Text
    by: str = ""
