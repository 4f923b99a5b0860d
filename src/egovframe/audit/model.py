"""A fact as it stands in the trail, read back: what pages, reviews, statements and exports work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.kernel.facts import Does, Outcome
    from egovframe.kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Who did or saw what, to whose data, when, from where, why, by what authority, with what outcome.

    `n` is its place in the order of writing. `private` holds what was sealed beside the entry and could be opened, by
    name: `address`, `session`, `agent` (where from), `why` (the purpose stated) and what its type declares; empty for
    a reader who may not see it and for whoever was erased. `erased` names the owners whose key is gone. `due` says,
    where a reason is due, whether one was given; it is None where none is. `policy` is the version of the policy that
    let a deed on personal data happen; empty for facts from before there was one.
    """

    n: int
    id: str
    at: datetime
    action: str
    title: Text
    does: Does
    version: int
    actor_kind: str
    actor: str
    acting_for: str = ""
    object: str = ""
    subjects: tuple[str, ...] = ()
    outcome: Outcome = "done"
    reason: str = ""
    basis: str = ""
    request: str = ""
    trace: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    due: bool | None = None
    policy: str = ""
    private: Mapping[str, Any] = field(default_factory=dict)
    erased: tuple[str, ...] = ()
