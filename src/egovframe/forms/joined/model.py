"""What an officer sees of a petition of many applicants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.model import Petition

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.joined.rule import ManyRule

CARRIED: Final = frozenset(
    {"start", "extend", "pause", "resume", "transfer", "transfer_out", "answer", "grant", "refuse"}
)
"""The steps of the first petition that can be taken with all that are joined. A supplement is of each by itself."""

MOST: Final = 200
"""So many petitions are joined under one: they are handled in one transaction."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """A finding that a petition is one of many (다수인관련민원): of how many, and whether the list is an original."""

    persons: int
    households: int
    original: bool
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A petition that could be joined: how much of the wording is shared, and whether the applicant is the same."""

    petition: Petition[Any]
    likeness: float
    petitioner: bool | None


@dataclass(frozen=True, slots=True)
class Joined:
    """A petition among those that it is handled with.

    `lead` is the one that goes first, None where this one does or where the actor may not read it; `under` says that
    there is one. `others` are those joined under this one that the actor may read, `unseen` counts the rest.
    `applicants` and `households` are behind all of them, each counted once where it is known.
    """

    petition: Petition[Any]
    under: bool
    lead: Petition[Any] | None
    others: tuple[Petition[Any], ...]
    unseen: int
    applicants: int
    households: int
    crowd: Crowd | None
    rule: ManyRule | None

    @property
    def leads(self) -> bool:
        """Say whether others are joined under this one."""
        return bool(self.others) or self.unseen > 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a petition stands among those that it is handled with: of the others only how many they are.

    `lead` and `under` are as with Joined. `many` others are joined under this one; `waiting` counts those of them that
    the actor may read and that are not decided yet.
    """

    under: bool
    lead: Petition[Any] | None
    many: int
    waiting: int
    crowd: Crowd | None
    rule: ManyRule | None


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a step that was taken with all joined petitions: where it was taken, and where it was not."""

    first: Petition[Any]
    done: tuple[str, ...]
    left: tuple[str, ...]
    unseen: int = 0
