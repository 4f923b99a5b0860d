"""Legal holds: what may not be destroyed, whatever its floor says, until somebody lifts the hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """What a hold is over: a fact must fit everything that is given.

    `actions` are names or patterns (`petition.*`), one of which must fit; `subjects` data subjects, one of whom the
    fact must be about; `actors` ids of who acted; `object` what it was done to; `since` and `until` (exclusive) moments
    as facts write them.
    """

    actions: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    object: str = ""
    since: str = ""
    until: str = ""

    @property
    def nothing(self) -> bool:
        """Whether nothing at all is given, so that every fact would fit."""
        return not (self.actions or self.subjects or self.actors or self.object or self.since or self.until)

    def fits(self, fact: Mapping[str, Any]) -> bool:
        """Say whether a decoded entry is under the hold."""
        return (
            self.fits_action(fact["action"])
            and (not self.subjects or not set(self.subjects).isdisjoint(fact.get("subjects", ())))
            and (not self.actors or fact["actor"]["id"] in self.actors)
            and (not self.object or fact["object"] == self.object)
            and (not self.since or fact["at"] >= self.since)
            and (not self.until or fact["at"] < self.until)
        )

    def fits_action(self, action: str) -> bool:
        """Say whether facts of this action can be under the hold."""
        return not self.actions or any(fnmatchcase(action, pattern) for pattern in self.actions)

    def names(self, owner: str) -> bool:
        """Say whether the hold is over this person or thing itself: data subject, account or object."""
        return owner in self.subjects or owner == self.object or owner.removeprefix("account:") in self.actors


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A legal hold: who placed it when, why and on what legal basis, over what; and, once lifted, by whom and why."""

    id: str
    at: datetime
    by: str
    reason: str
    basis: str
    over: Over
    lifted_at: datetime | None = None
    lifted_by: str = ""
    lifted_reason: str = ""

    @property
    def words(self) -> Text:
        """What an outcome says of it: the id and the legal basis, never the reason, which may name people."""
        basis = f" ({self.basis})" if self.basis else ""
        return Text(ko=f"보존 명령 {self.id}{basis}", en=f"Legal hold {self.id}{basis}")
