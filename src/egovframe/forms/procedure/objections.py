"""Objections to refusals (법35, 영40): filed within 60 days, decided within ten, extended once by ten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.access import event_of
from egovframe.forms.deadlines import civil_end
from egovframe.forms.events import Objected, ObjectionDecided, ObjectionExtended
from egovframe.forms.limits import Limit
from egovframe.forms.model import Outcome, Petition, check_refusal
from egovframe.forms.procedure import store
from egovframe.forms.procedure.room import LAW, Room, needed, step_fact
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from datetime import date

    from egovframe.forms.procedure.states import Action
    from egovframe.forms.store import Row

DECIDED_WITHIN: Final = Limit(10, "d")


class Objections(Room):
    """Objections. The periods are those of the civil law: the first day does not count (민법 157)."""

    def file_objection(self, receipt: str, reason: str) -> Petition[Any]:
        """Object to a refusal, within 60 days of being told of it and once (법35①). Only the petition's holder may.

        The case is open again and due in ten days. Raises Invalid without a reason.
        """
        row, move = self._begin(receipt, "file_objection")
        needed("reason", reason, "Say why you object.", "이의신청 이유를 적으세요.")
        due, objection = self._decide_by(row, self._today(row)), new_id()
        values = {
            "id": objection,
            "petition": row["id"],
            "filed": instant(self._work.at),
            "due": due,
            "extended": 0,
            "decided": None,
            "outcome": None,
        }
        store.add_objection(self._work, values)
        after = self._step(
            row,
            move,
            step_fact("file_objection"),
            changes={"due": due, "decided": None, "closed": None, "outcome": None},
            basis=f"{LAW} 제35조제1항",
            details={"objection": objection, "due": due},
            about=due,
            words={"reason": reason},
        )
        self._work.emit(Objected(**event_of(after), objection=objection, due=due))
        return self.case.masked(after)

    def extend_objection(self, receipt: str, reason: str) -> Petition[Any]:
        """Take ten days more to decide an objection, once; the applicant is told why (법35②). Raises Invalid."""
        row, move = self._begin(receipt, "extend_objection")
        needed("reason", reason, "Give the reason of the extension.", "연장하는 이유를 적으세요.")
        found = self._found(row)
        last = self._forms.calendar_of(row["unit"]).local(moment(found["due"])).date()
        due = self._decide_by(row, last)
        store.change_objection(self._work, found, {"due": due, "extended": 1})
        after = self._step(
            row,
            move,
            step_fact("extend_objection"),
            changes={"due": due},
            basis=f"{LAW} 제35조제2항",
            details={"objection": found["id"], "due": due},
            about=due,
            words={"reason": reason},
        )
        self._work.emit(ObjectionExtended(**event_of(after), objection=found["id"], due=due))
        return self.case.masked(after)

    def grant_objection(self, receipt: str, reason: str) -> Petition[Any]:
        """Grant an objection: what was refused is granted after all (법35②). Raises Invalid without reasons."""
        return self._decide(receipt, "grant_objection", "granted", {"text": reason})

    def dismiss_objection(self, receipt: str, reason: str, *, basis: str, remedy: str) -> Petition[Any]:
        """Dismiss an objection: the refusal stands. Needs reasons, legal basis and remedies (법27③)."""
        words = {"text": reason, "basis": basis, "remedy": remedy}
        return self._decide(receipt, "dismiss_objection", "refused", words)

    # ------------------------------------------------------------------ inside

    def _decide(self, receipt: str, action: Action, outcome: Outcome, words: Mapping[str, str]) -> Petition[Any]:
        row, move = self._begin(receipt, action)
        if outcome == "refused":
            check_refusal(words)
        else:
            needed("reason", words["text"], "Write what is granted.", "인용하는 내용을 적으세요.")
        found, at, late = self._found(row), instant(self._work.at), self._late(row)
        said = "granted" if outcome == "granted" else "dismissed"
        store.change_objection(self._work, found, {"decided": at, "outcome": said})
        decision = self.case.decide(row, outcome, words)
        after = self._step(
            row,
            move,
            step_fact(action),
            changes={"decided": at, "outcome": outcome},
            basis=f"{LAW} 제35조제2항",
            details={"objection": found["id"], "decision": decision.id, "late": late},
            value=late,
        )
        self._work.emit(ObjectionDecided(**event_of(after), objection=found["id"], outcome=said))
        return self.case.masked(after)

    def _found(self, row: Row) -> Row:
        found = store.objection_of(self._work.conn, row["id"])
        if found is None:
            raise Conflict("Nobody objected.", hint="Look at it again and choose from what is possible now.")
        return found

    def _decide_by(self, row: Row, given: date) -> str:
        return instant(civil_end(given, DECIDED_WITHIN, calendar=self._forms.calendar_of(row["unit"])))
