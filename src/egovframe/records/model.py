"""Records and their classes: frozen values and rules, no input or output."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text
from egovframe.records.interfaces import Digest
from egovframe.records.retention import Period

State = Literal["kept"]
"""Where a record is in its life."""

_CLASS_ID: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class RecordClass:
    """One task of the office whose records are all kept equally long (단위과제, 영25): `years(5)`, `permanent`.

    The period belongs to the class, never to a single file. Raises DeclarationError for an id that is no plain name.
    """

    id: str
    title: Text
    keep: Period

    def __post_init__(self) -> None:
        """Refuse an id that could not be a part of an address or of a folder's name."""
        if not _CLASS_ID.fullmatch(self.id):
            raise DeclarationError(
                f"The record class {self.id!r} has no usable id.",
                hint="Use up to 64 small letters, digits, - and _, beginning with a letter: road-works.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Kept evidence: what it is, where it is registered, how long it is kept and which content it holds.

    `completed`, `task_ends`, `starts` and `due` are days of the office's calendar; `due` is None for what is kept for
    ever. `size` is that of the content in the clear, in bytes. `digest` names the sealed content in the vault, and
    `sealed_for` the owner of the key that opens it.
    """

    id: str
    class_id: str
    title: str
    unit: str
    year: int
    number: int
    registered: datetime
    registered_by: str
    source: str | None
    form: str | None
    receipt: str | None
    completed: date
    task_ends: date | None
    period: Period
    starts: date
    due: date | None
    state: State
    digest: Digest
    sealed_for: str
    media_type: str
    size: int
    subjects: tuple[str, ...] = field(default=(), repr=False)

    @property
    def registration(self) -> str:
        """Return the registration number as it is written on papers: `roads-2026-17`, without unit `2026-17`."""
        return "-".join(filter(None, (self.unit, str(self.year), str(self.number))))

    def public(self) -> Mapping[str, str | int | None]:
        """Return what the published log may say about the record: never its title, never whose data it holds."""
        return {
            "class": self.class_id,
            "registration": self.registration,
            "source": self.source,
            "completed": self.completed.isoformat(),
            "keep": str(self.period),
            "starts": self.starts.isoformat(),
            "due": self.due.isoformat() if self.due else None,
            "digest": self.digest,
            "size": self.size,
        }


@dataclass(frozen=True, slots=True)
class Page:
    """Some records of a list, and the cursor of the next page (None: this was the last)."""

    items: tuple[Record, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """One record whose content is not there, or is not what was kept."""

    record_id: str
    digest: Digest
    code: str
    message: str
    hint: str
