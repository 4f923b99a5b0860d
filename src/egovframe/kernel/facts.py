"""What a component says happened, before the trail writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from egovframe.kernel.permissions import Actor

Outcome = Literal["done", "denied", "failed"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a deed came from: network address, session, request and the kind of program."""

    address: str = ""
    session: str = ""
    request: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """One row or file that a deed wrote or removed, with its digest before and after (None: there was or is none)."""

    table: str
    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """One deed: who did what to which object, whose data it touched, why, with what outcome, and what it wrote.

    `details` are published in the log: never personal. `private` may be personal: the log holds a salted commitment to
    it, the values are kept encrypted beside.
    """

    action: str
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
    writes: tuple[Write, ...] = ()


class Recorder(Protocol):
    """Writes facts into the transaction that they are about."""

    def record(self, conn: Connection, note: Note) -> str:
        """Write the fact and return its id. When the transaction commits, the fact is part of the trail for good."""
