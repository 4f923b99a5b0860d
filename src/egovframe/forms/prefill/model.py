"""What was looked up for a person, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from egovframe.kernel.clock import instant
from egovframe.kernel.text import Text

Outcome = Literal["found", "unknown", "unavailable", "unsure"]
"""What came of asking a source: answers, nothing known, no answer in time or no sense in it, too unsure a sign-in."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one question: a JSON value, the source that gave it, and whether the person may change it."""

    value: Any
    source: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the answer to a question of a petition came from: the register, its title that day, when it was asked.

    `changed` is since when the answer is another one than the register's, None while it is the register's. `fixed` says
    that the pages did not let the person change it.
    """

    question: str
    source: str
    title: Text
    at: datetime
    fixed: bool
    changed: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values, as it is kept with the record of the case."""
        return {
            "question": self.question,
            "source": self.source,
            "title": self.title.as_dict(),
            "looked_up": instant(self.at),
            "fixed": self.fixed,
            "changed": None if self.changed is None else instant(self.changed),
        }


@dataclass(frozen=True, slots=True)
class Brought:
    """What was looked up for one person and one form: answers by question, what came of each source, when (ISO 8601).

    `token` carries all of it from page to page; nobody but the office can make one.
    """

    form: str
    account: str
    at: str
    found: Mapping[str, Found] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    token: str = ""

    @property
    def fixed(self) -> frozenset[str]:
        """The questions whose answers the person cannot change."""
        return frozenset(name for name, each in self.found.items() if each.fixed)
