"""What every verb on a case does the same way: who may, what the procedure allows, the step, the fact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from egovframe.forms import store
from egovframe.forms.access import Access, event_of, object_of, subjects_of
from egovframe.forms.casework import Casework
from egovframe.forms.events import DeadlineMoved
from egovframe.forms.procedure import store as written
from egovframe.forms.procedure.facts import STEPS
from egovframe.forms.procedure.guards import Guards
from egovframe.forms.procedure.states import BY, Action
from egovframe.kernel.canonical import canonical
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.ids import new_id
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import date

    from egovframe.forms.casetime.model import Moved
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.procedure.model import Move, Procedure
    from egovframe.forms.store import Row
    from egovframe.kernel.facts import FactType
    from egovframe.kernel.work import UnitOfWork

LAW = "민원 처리에 관한 법률"
DECREE = "민원 처리에 관한 법률 시행령"


class Room:
    """The verbs of one kind, on one unit of work; the petitions of the office are all rooms together."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms
        self.case = Casework(work, forms)
        self._access = Access(work)

    def _procedure(self, row: Row) -> Procedure:
        """Return the procedure that a case follows."""
        return self._forms.procedure_of(self._work.conn, row)

    def _guards(self, row: Row) -> Guards:
        return Guards(self._work, self._forms, row)

    def _begin(self, receipt: str, action: Action) -> tuple[Row, Move]:
        """Return the case and the move, for whoever may do this to it now.

        Raises Forbidden, NotFound, and Conflict where the state or a condition of the procedure does not allow it.
        """
        row = self._access.for_deed(receipt, BY[action])
        return row, self._check(row, action)

    def _check(self, row: Row, action: Action) -> Move:
        """Return the move that an action is now. Raises Forbidden and Conflict."""
        move = self._procedure(row).move(row["state"], action)
        if move.by:
            self._access.need_one(row, move.by)
        self._guards(row).check(move.guards)
        return move

    def _step(
        self,
        row: Row,
        move: Move,
        fact: FactType,
        *,
        changes: Mapping[str, Any] | None = None,
        basis: str = "",
        details: Mapping[str, Any] | None = None,
        about: str | None = None,
        value: int | None = None,
        words: Mapping[str, str] | None = None,
    ) -> Row:
        """Take the step: change the case, write the step with what was said, sealed, and leave the fact."""
        changed = dict(changes or {})
        if move.to and move.to != row["state"]:
            changed.setdefault("state", move.to)
        if "handler" in move.duties and row["handler"] is None:
            actor = self._work.actor
            changed = {**self._handled_by(actor.id, actor.name, row), **changed}
        after = store.change_petition(self._work, row, changed) if changed else row
        self._written(after, move.action, about=about, value=value, words=words)
        self._noted(fact, after, basis=basis, details=dict(details or {}))
        return after

    def _written(
        self, row: Row, action: str, *, about: str | None, value: int | None, words: Mapping[str, str] | None
    ) -> None:
        step_id, actor = new_id(), self._work.actor
        said = {name: text for name, text in (words or {}).items() if text}
        values = {
            "id": step_id,
            "petition": row["id"],
            "at": instant(self._work.at),
            "action": action,
            "state": row["state"],
            "unit": row["unit"],
            "by": actor.id,
            "by_name": actor.name,
            "about": about,
            "value": value,
            "details": self.case.sealed(row["id"], f"step:{step_id}", canonical(said)) if said else None,
        }
        written.add_step(self._work, values)

    def _handled_by(self, account: str, name: str, row: Row) -> dict[str, Any]:
        return {"handler": account, "handler_name": name, "assigned": row["assigned"] or instant(self._work.at)}

    def _noted(self, fact: FactType, row: Row, *, basis: str, details: Mapping[str, Any]) -> None:
        details = {"form": row["form"], "unit": row["unit"], "state": row["state"], **details}
        self._work.note(
            fact, object=object_of(row), subjects=subjects_of(row), basis=self._forms.basis(basis), details=details
        )

    def _moved(self, moved: Moved, why: str) -> None:
        """Say that a case is due at another time, where it is."""
        if moved.moved:
            old, new = instant(moved.before), instant(moved.after)
            self._work.emit(DeadlineMoved(**event_of(moved.row), old=old, new=new, why=why))

    def _today(self, row: Row) -> date:
        """Return the day in the unit's own time."""
        return self._forms.calendar_of(row["unit"]).local(self._work.at).date()

    def _late(self, row: Row) -> int:
        return int(moment(row["due"]) < self._work.at)

    def _waited(self, row: Row, *, hours: int) -> int:
        """Say (1) whether more office hours than these have passed since the receipt."""
        calendar = self._forms.calendar_of(row["unit"])
        passed = calendar.working_minutes_between(moment(row["received"]), self._work.at)
        return int(passed > hours * 60)


def step_fact(action: str) -> FactType:
    """Return the type of the fact of a step."""
    return STEPS[action]


def invalid(field: str, en: str, ko: str) -> Invalid:
    """Return the error of one field, in words."""
    return Invalid(en, faults=[Fault(field, Text(ko=ko, en=en))])


def needed(field: str, text: str, en: str, ko: str) -> str:
    """Return a text that somebody has to write. Raises Invalid where nothing was written."""
    if not text.strip():
        raise invalid(field, en, ko)
    return text
