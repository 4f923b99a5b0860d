"""Decisions that need an approval: which do, and that they got it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.errors import Conflict

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.work import UnitOfWork

NEEDING: Final = frozenset({"answered", "granted", "refused"})
"""The outcomes that are approved; what ends a petition otherwise decides nothing of what was asked."""

EVERY: Final = "*"
"""Stands for every form in the setting `approval`."""

_APPROVED: Final = "_approved"
"""Where a unit of work keeps which petitions it may decide: the last one has just approved it."""


def needs_approval(forms: Forms, form: str, outcome: str) -> bool:
    """Say whether decisions of a form that end so have to be approved: all of them, or these (`form:refused`)."""
    named = {EVERY, form, f"{EVERY}:{outcome}", f"{form}:{outcome}"}
    return outcome in NEEDING and not named.isdisjoint(forms.settings.approval)


def approved(work: UnitOfWork, petition_id: str) -> None:
    """Let this unit of work decide the petition: everybody in the line approved."""
    vars(work).setdefault(_APPROVED, set()).add(petition_id)


def check_approved(work: UnitOfWork, forms: Forms, row: Mapping[str, Any], outcome: str) -> None:
    """Let a decision pass that needs no approval, or that was approved in this very unit of work. Raises Conflict."""
    if needs_approval(forms, row["form"], outcome) and row["id"] not in vars(work).get(_APPROVED, ()):
        raise Conflict(
            "Decisions on this form have to be approved first.", hint="Draft the decision and name who approves it."
        )
