"""What a review counts: a value with one canonical form, whose digest is what the reviewer signs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import TypeAdapter
from pydantic_core import from_json

from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.kernel.facts import Does

FORMAT: Final = "egovframe-review/1"

COPIES: Final[tuple[Does, ...]] = ("download", "print", "export")
"""The deeds with which something leaves the office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """How many facts of one kind: `explained` with the reason that was due, `missing` without it."""

    action: str
    does: str
    facts: int
    explained: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """What one officer, program or part of the system did: `subjects` is how many people's data they handled.

    `outside` counts facts outside office hours and on days off, for officers alone: programs do not sleep.
    """

    actor: str
    kind: str
    facts: int
    reads: int
    lists: int
    copies: int
    changes: int
    subjects: int
    outside: int
    refused: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """How often one actor handled the data of one person."""

    actor: str
    subject: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """How many sign-ins failed with an account's name; `account` is empty for names that no account has."""

    account: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """How many writes the database recorded that went round the office, by table and operation."""

    table: str
    op: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Reasons that are missing: how many in all, explained afterwards, judged, and neither of the two (`open`)."""

    missing: int
    explained: int
    judged: int
    unjustified: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    """Whether all of the log and of what it vouches for held, up to the checkpoint of this size and root (base64)."""

    holds: bool
    findings: int
    origin: str
    size: int
    root: str


FindingCode = Literal["log-broken", "outside-writes", "unjustified", "open-reasons", "only-actor"]

FINDINGS: Final[Mapping[FindingCode, Text]] = {
    "log-broken": Text(
        ko="감사 기록이나 자료가 업무 시스템이 남긴 그대로가 아닙니다.",
        en="The log, or what it vouches for, is not as the office left it.",
    ),
    "outside-writes": Text(
        ko="업무 시스템을 거치지 않고 데이터베이스에 쓴 기록이 있습니다.",
        en="Something wrote to the database without the office.",
    ),
    "unjustified": Text(ko="정당하지 않다고 판단한 사유가 있습니다.", en="A reason was judged not justified."),
    "open-reasons": Text(ko="사유를 확인하지 못한 건이 있습니다.", en="Reasons are missing that nobody has judged."),
    "only-actor": Text(
        ko="점검한 사람 말고는 이 달에 처리한 사람이 없습니다. 다른 사람이 점검하게 하세요.",
        en="Nobody but the reviewer acted in this month. Let somebody else review it.",
    ),
}
"""What a review remarks by itself, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A month of the trail in numbers.

    `first` and `last` are places in the log, -1 in a month without facts. `people` counts facts of citizens and
    companies. `subjects` is how many people's data officers, programs and the system handled together. `workers` are
    those who handled the most, `more` is how many are left out. `log` is None while nobody verified it for this report.
    """

    month: str
    zone: str
    facts: int
    first: int
    last: int
    outcomes: tuple[tuple[str, int], ...]
    deeds: tuple[Deeds, ...]
    people: int
    subjects: int
    workers: tuple[Worker, ...]
    more: int
    handled: tuple[Handled, ...]
    failures: tuple[Failures, ...]
    reasons: Reasons
    outside: tuple[Outside, ...]
    log: LogState | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it for JSON, with its format."""
        return {"format": FORMAT, **asdict(self)}

    def text(self) -> str:
        """Return its one form: canonical JSON (RFC 8785)."""
        return canonical_text(self.as_json())

    @classmethod
    def parse(cls, text: str) -> Report:
        """Return the report from its one form. Raises ValueError for what is none."""
        said = from_json(text)
        if said.pop("format", None) != FORMAT:
            msg = f"this is no {FORMAT}"
            raise ValueError(msg)
        return _shape().validate_python(said, strict=False)

    @property
    def digest(self) -> str:
        """The SHA-256 of its one form, in hex."""
        return digest_of(self.text())

    @property
    def counted(self) -> str:
        """The digest of what was counted alone: the same before and after the log was verified."""
        return replace(self, log=None).digest

    def does(self, *kinds: Does) -> int:
        """Return how many facts did one of these."""
        return sum(each.facts for each in self.deeds if each.does in kinds)

    def findings(self, reviewer: str) -> tuple[FindingCode, ...]:
        """Return what is to be remarked, for a reviewer with this account id."""
        officers = {worker.actor for worker in self.workers if worker.kind == "officer"}
        found: dict[FindingCode, bool] = {
            "log-broken": self.log is not None and not self.log.holds,
            "outside-writes": bool(self.outside),
            "unjustified": self.reasons.unjustified > 0,
            "open-reasons": self.reasons.open > 0,
            "only-actor": officers == {reviewer} and not self.more,
        }
        return tuple(code for code, there in found.items() if there)


@cache
def _shape() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def digest_of(text: str) -> str:
    """Return the digest of a report's text, in hex."""
    return sha256(text.encode()).hexdigest()
