"""Giving petitions to officers by load, by the worker, once they are received or come from another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.events import Submitted, Transferred
from egovframe.forms.routing import store
from egovframe.forms.routing.service import Routing

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.events import Observers

ASSIGN: Final = "assign-by-load"
MAY: Final = ("petition.assign", "petition.read")


def follow(observers: Observers, forms: Forms) -> None:
    """Have the worker give each petition to somebody where the office or the unit settled it (`by-load`).

    A petition that a unit passed on is given anew by where it is then; one that left for another body is nobody's.
    """
    settings = forms.settings
    if "by-load" not in (settings.assignment, *settings.assignments.values()):
        return

    def assign(task: Any) -> None:
        with task.work(why="petition assigned by load") as work:
            row = store.row_of(work.conn, task.event.petition_id)
            if row is not None and settings.by_load(row["unit"]):
                Routing(work, forms).place(task.event.petition_id)

    observers.later(Submitted, ASSIGN, assign, may=MAY)
    observers.later(Transferred, ASSIGN, assign, may=MAY)
