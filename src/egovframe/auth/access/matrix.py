"""What every role may, and what one account may and why: made from what decides, never written down beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from egovframe.auth.directory import REVEAL, Directory
from egovframe.kernel.permissions import Actor, Decision, Scope


@dataclass(frozen=True, slots=True)
class Cell:
    """That a role has a permission: of its own (`by` is its own name) or by a role that it includes.

    `kinds` are the kinds of personal answers that it opens where it is narrowed; None is every kind.
    """

    by: str
    kinds: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Effective:
    """One permission of one account: whether it is held anywhere, why (or why not), and where."""

    permission: str
    decision: Decision
    scopes: tuple[Scope, ...]


Matrix = Mapping[str, Mapping[str, Cell]]
"""For each role, by name, each permission that it gives, by name."""


def matrix(directory: Directory) -> Matrix:
    """Return the permission matrix of all roles; a permission that comes twice is the role's own."""
    found: dict[str, dict[str, Cell]] = {}
    for name in sorted(directory.roles):
        cells: dict[str, Cell] = {}
        for giver in sorted(directory.closure(name), key=lambda each: (each != name, each)):
            role = directory.roles[giver]
            for permission in role.may:
                kinds = role.reveals if permission == REVEAL else None
                known = cells.get(permission)
                if known is None:
                    cells[permission] = Cell(giver, kinds)
                elif known.kinds is not None:
                    cells[permission] = Cell(known.by, None if kinds is None else known.kinds | kinds)
        found[name] = cells
    return found


def effective(actor: Actor, permissions: Iterable[str]) -> tuple[Effective, ...]:
    """Return what an actor may of these permissions, each with the reason; the actor's rule decides."""
    return tuple(
        Effective(permission, actor.decide(permission), actor.rows(permission).scopes) for permission in permissions
    )
