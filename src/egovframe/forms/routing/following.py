"""Giving petitions to officers by load, by the worker, once they are received or come from another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.events import Submitted
from egovframe.forms.routing.service import Routing

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.events import Observers

ASSIGN: Final = "assign-by-load"
MAY: Final = ("petition.assign", "petition.read")


def follow(observers: Observers, forms: Forms) -> None:
    """Have the worker give each petition to somebody where the office settled `assignment = "by-load"`."""
    if forms.settings.assignment != "by-load":
        return

    def assign(task: Any) -> None:
        with task.work(why="petition assigned by load") as work:
            Routing(work, forms).place(task.event.petition_id)

    observers.later(Submitted, ASSIGN, assign, may=MAY)
