"""A look at what a month, or a person, has sealed beside facts: what floors and holds are asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.entry import owners
from egovframe.audit.errors import StillKept
from egovframe.audit.retention import store
from egovframe.audit.retention.holds import Hold
from egovframe.audit.retention.rules import KEY, Floors, after, kept_until
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

HANDLERS: Final = ("officer", "service")
"""Whose place of access is one of the five items of an access record: they handle other people's data."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked up once for many months: floors, holds, and the facts that are not in the index yet."""

    conn: Connection
    floors: Floors
    holds: list[Hold]
    waiting: list[dict[str, Any]]
    today: date

    def kept_longer(self, month: str) -> list[str]:
        """Return the actions that are kept longer than the office's floor and have something sealed in the month."""
        found = store.actions_of(self.conn, *span(month)) | {fact["action"] for fact in self.waiting}
        longer = [action for action in sorted(found) if self.floors.of(action)[0] > self.floors.office]
        return [action for action in longer if next(self.of_month(month, action=action), None) is not None]

    def of_month(self, month: str, *, action: str = "") -> Iterator[dict[str, Any]]:
        """Yield the facts (of that action) that have something sealed with the month's key."""
        since, until = span(month)
        waiting = (each for each in self.waiting if since <= each["at"] < until and action in ("", each["action"]))
        for fact in chain(waiting, store.of_span(self.conn, since, until, action=action)):
            if KEY + month in owners(fact):
                yield fact

    def sealed_for(self, owner: str) -> Iterator[dict[str, Any]]:
        """Yield the facts that have something sealed with the owner's key."""
        for fact in chain(self.waiting, store.about(self.conn, owner)):
            if owner in owners(fact):
                yield fact


def guard_handler(look: Look, owner: str) -> None:
    """Raise StillKept while the floor of something that an officer did has not passed."""
    actor = owner.removeprefix("account:")
    ends = []
    waiting = [(fact["action"], fact["at"]) for fact in look.waiting if fact["actor"]["id"] == actor]
    for action, last in (*store.last_of(look.conn, actor), *waiting):
        years, rule = look.floors.of(action)
        ends.append((kept_until(last[:7], years), rule))
    end, rule = max(ends, key=lambda each: each[0], default=(look.today, Text(en="")))
    if look.today >= end:
        return
    for fact in look.sealed_for(owner):
        if fact["actor"]["id"] == actor and fact["actor"].get("kind") in HANDLERS:
            raise StillKept(
                f"The key of {owner} is kept until {end}: {rule.in_('en')}.",
                hint="It seals the places from which an officer handled people's data (고시 2026-9 §8).",
            )


def span(month: str) -> tuple[str, str]:
    """Return from when on facts are of the month, and before when, in the order of moments as facts write them."""
    return f"{month}-01T", f"{after(month)}-01T"
