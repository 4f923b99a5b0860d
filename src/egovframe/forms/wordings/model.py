"""A version of the words that an office gives a paper, which one is in force, and what changed between two."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from egovframe.forms.notices.paper import Words

WORDED: Final = ("applicant", "unit", "blank")
"""The readers of papers whose words an office may change; a register has none."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One version, for one unit or (None) the whole office; without `subject` and `body` it takes back what was before.

    `effective` is the moment from which notices are written with it, `by` who published it.
    """

    kind: str
    language: str
    version: int
    unit: str | None
    subject: str | None
    body: str | None
    effective: datetime
    published: datetime
    by: str

    @property
    def withdrawn(self) -> bool:
        """Say whether it takes back the words before it."""
        return self.body is None

    @property
    def words(self) -> Words | None:
        """Return the words, None where they were taken back."""
        if self.subject is None or self.body is None:
            return None
        return Words(self.subject, self.body, self.version)


def in_force(versions: Iterable[Wording], *, unit: str, at: datetime) -> Wording | None:
    """Return the version with which a unit writes at a moment; None for the words that come with the paper.

    The unit's own come before the whole office's. Of several the one that counts from the latest moment, and of those
    the newest; one that takes back ends all that were published before it, also those that were still to come.
    """
    begun = [each for each in versions if each.effective <= at]
    for whose in (unit, None):
        own = [each for each in begun if each.unit == whose]
        back = max((each.version for each in own if each.withdrawn), default=0)
        counting = [each for each in own if each.version > back]
        if counting:
            return max(counting, key=lambda each: (each.effective, each.version))
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a comparison: the same in both, only in the old words, or only in the new ones."""

    sign: Literal["same", "old", "new"]
    text: str


_SIGNS: Final[dict[str, Literal["same", "old", "new"]]] = {"  ": "same", "- ": "old", "+ ": "new"}


def compared(old: Words, new: Words) -> Sequence[Line]:
    """Return the lines of two wordings, subject first, with what went and what came."""
    pairs = ([old.subject, "", *old.body.split("\n")], [new.subject, "", *new.body.split("\n")])
    return [Line(_SIGNS[each[:2]], each[2:]) for each in difflib.ndiff(*pairs) if each[:2] in _SIGNS]
