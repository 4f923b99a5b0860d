"""A step that an officer takes with a petition, or with all that are joined under it, as the form says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from egovframe.web.page import Page

FIELD: Final = "joined"
"""The box that an officer ticks."""


def taken(page: Page, work: Any, receipt: str, action: str, deed: Callable[[str], Any]) -> tuple[Any, str]:
    """Take the step and return the petition as it is after it, with what to say about the others."""
    if page.form.get(FIELD) != "yes":
        return deed(receipt), ""
    carried = work.joined.carry(receipt, action, deed)
    return carried.first, f"&taken={len(carried.done)}&lost={len(carried.left) + carried.unseen}"


def counts(page: Page) -> tuple[int, int] | None:
    """Return with how many others a step was just taken and with how many not; None where it was taken with one."""
    done, left = page.query.get("taken"), page.query.get("lost")
    if not (done.isdecimal() and left.isdecimal()) or len(done) > 3 or len(left) > 3:
        return None
    return int(done), int(left)
