"""What a component says happened, before the trail writes it down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from egovframe.kernel.errors import DeclarationError, WorkError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from datetime import datetime

    from sqlalchemy import Connection

    from egovframe.kernel.permissions import Actor

Outcome = Literal["done", "denied", "failed"]
Does = Literal["change", "read", "list", "download", "print", "export", "sign-in", "refusal"]
"""What a deed does: changes something, shows one thing, shows a list, hands out a copy (downloads, prints, exports),
opens or closes a session, or is refused."""
Whose = Literal["actor", "subject", "office"]
"""Whose a private value is: of who acts, of whom it is about, or of nobody in particular."""

_ACTION: Final = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a deed came from: network address, session, request, kind of program, and trace (W3C, 32 hex signs)."""

    address: str = ""
    session: str = ""
    request: str = ""
    agent: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """One row or file that a deed wrote or removed, with its digest before and after (None: there was or is none)."""

    table: str
    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactType:
    """One kind of deed, declared once by whoever does it: what it is called, what it tells, whose values it may hold.

    `action` names it for good (`petition.read`); a change of what it tells raises `version`. `does` says what happens
    to data. `handles` marks a deed on somebody's personal data: its facts name the data subjects, which with actor,
    time, place and action are the five statutory items of an access record (개인정보의 안전성 확보조치 기준 §8).
    `due` marks a deed for which a reason is due: without one it waits in the monthly review. `details` are the names of
    what is published, with their types; `private` those of what may be personal, each with whose it is: they are
    committed to, sealed under that person's key, and gone when the key is destroyed. `keep` is the floor of its
    retention in years; the office's own floor counts where it is longer.
    """

    action: str
    title: Text
    does: Does = "change"
    version: int = 1
    handles: bool = False
    due: bool = False
    details: Mapping[str, type | tuple[type, ...]] = field(default_factory=dict)
    private: Mapping[str, Whose] = field(default_factory=dict)
    keep: int = 1

    def __post_init__(self) -> None:
        """Refuse a declaration that could not be kept. Raises DeclarationError."""
        if not _ACTION.fullmatch(self.action):
            raise DeclarationError(
                f"{self.action!r} is no name of a fact type.", hint="Write noun and past tense: petition.read."
            )
        if self.version < 1 or self.keep < 1:
            raise DeclarationError(
                f"The fact type {self.action} has version {self.version} and is kept {self.keep} years.",
                hint="Versions and retention start at 1 (고시 §8: at least one year).",
            )
        both = set(self.details) & set(self.private)
        if both:
            raise DeclarationError(
                f"The fact type {self.action} publishes and hides {', '.join(sorted(both))}.", hint="Decide for one."
            )


@dataclass(frozen=True, slots=True)
class Note:
    """One deed: who did what to which object, whose data it touched, why, with what outcome, and what it wrote.

    `details` are published in the log: never personal. `private` may be personal, and so may `why`, the purpose that
    was stated: the log holds salted commitments to them, the values are kept beside it, sealed for whose they are.
    """

    fact: FactType
    actor: Actor
    at: datetime
    object: str = ""
    subjects: tuple[str, ...] = ()
    outcome: Outcome = "done"
    reason: str = ""
    basis: str = ""
    origin: Origin = Origin()
    details: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    writes: tuple[Write, ...] = ()

    @property
    def action(self) -> str:
        """What was done, by the name of its type."""
        return self.fact.action

    def __post_init__(self) -> None:
        """Refuse what the type does not declare, or lacks what it asks for. Raises WorkError."""
        fact = self.fact
        if fact.handles and not self.subjects and fact.does != "list":
            raise WorkError(
                f"The fact {fact.action} does not name whose data it is about.",
                hint="Pass subjects=…: the law asks for every data subject (개인정보의 안전성 확보조치 기준 §8).",
            )
        for name, value in self.details.items():
            kind = fact.details.get(name)
            if kind is None or not isinstance(value, kind):
                raise WorkError(
                    f"The fact type {fact.action} does not declare the detail {name!r} as {type(value).__name__}.",
                    hint="Add it to details={…} of the FactType, or hand personal values over as private=….",
                )
        for name in self.private:
            if name not in fact.private:
                raise WorkError(
                    f"The fact type {fact.action} does not declare the private value {name!r}.",
                    hint="Add it to private={…} of the FactType, with whose it is.",
                )


class Recorder(Protocol):
    """Writes facts into the transaction that they are about."""

    def record(self, conn: Connection, note: Note, keys: MutableMapping[str, bytes] | None = None) -> str:
        """Write the fact and return its id. When the transaction commits, the fact is part of the trail for good.

        `keys` are data keys that were drawn or used in this transaction, by owner.
        """


DENIED: Final = FactType(
    action="access.denied",
    title=Text(ko="권한 없음", en="Refused: no permission"),
    does="refusal",
    version=2,
    details={"permission": str, "unit": str, "form": str, "policy": str},
)
"""`policy` is the version of the policy that decided: a short digest of roles, units and plug-ins."""
HANDLER_FAILED: Final = FactType(
    action="handler.failed",
    title=Text(ko="연결 처리 실패", en="Handler failed"),
    details={"handler": str, "event": str, "error": str},
)

FACTS: Final = (DENIED, HANDLER_FAILED)
"""The types of facts that any unit of work may leave."""
