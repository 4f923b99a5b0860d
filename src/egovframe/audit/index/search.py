"""What somebody looks for in the trail, and whether a fact is that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from egovframe.kernel.facts import Does


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which facts: every field that is given must match.

    `actor` is the id of who acted; `kinds` are deeds, one of which it must be; `subjects` are data subjects, one of
    whom the fact must be about; `trace` is the trace that it belongs to; `since` and `until` (exclusive) are moments as
    facts write them; `unexplained` asks for those whose reason is due and missing; `before` and `after` are numbers of
    facts, to go on from.
    """

    id: str = ""
    action: str = ""
    does: str = ""
    kinds: tuple[Does, ...] = ()
    actor: str = ""
    object: str = ""
    outcome: str = ""
    subjects: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    trace: str = ""
    unexplained: bool = False
    before: int | None = None
    after: int | None = None

    def spelt(self) -> bytes:
        """Return a text that the entry of every fact looked for holds as it stands, the rarest first; b"" if none.

        The database passes over entries without it, so that they need not be decoded.
        """
        texts = (self.id, self.object, self.trace, *(self.subjects if len(self.subjects) == 1 else ()), self.actor)
        return next((text.encode() for text in (*texts, self.action) if _PLAIN.fullmatch(text)), b"")

    def matches(self, n: int, fact: Mapping[str, Any]) -> bool:
        """Say whether a decoded entry with this number is looked for."""
        row = columns_of(fact)
        return (
            all(not getattr(self, name) or getattr(self, name) == row[name] for name in _COLUMNS)
            and (not self.kinds or row["does"] in self.kinds)
            and (not self.subjects or bool(set(self.subjects) & set(fact.get("subjects", ()))))
            and (not self.since or row["at"] >= self.since)
            and (not self.until or row["at"] < self.until)
            and (not self.unexplained or row["due"] == 0)
            and (self.before is None or n < self.before)
            and (self.after is None or n > self.after)
        )


_PLAIN = re.compile(r"[A-Za-z0-9:._/@-]+")  # what canonical JSON never escapes
_COLUMNS = ("id", "action", "does", "actor", "object", "outcome", "trace")


def columns_of(fact: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns under which a decoded entry stands in the index."""
    return {
        "id": fact["id"],
        "at": fact["at"],
        "action": fact["action"],
        "does": fact.get("does", "change"),
        "actor": fact["actor"]["id"],
        "actor_kind": fact["actor"].get("kind", ""),
        "object": fact["object"],
        "outcome": fact["outcome"],
        "due": int(fact["due"]) if "due" in fact else None,
        "trace": fact.get("trace"),
    }
