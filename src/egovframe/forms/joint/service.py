"""The verbs of a unit that takes part in another's petition (`work.parts`): see it, have it, take more time, reply.

Whoever may read petitions of the unit reads the case through the part, personal answers masked; nobody else sees it.
What the unit replies binds nobody: the lead unit decides, and the reply stands in the case.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import facts as of_petitions
from egovframe.forms import store as cases
from egovframe.forms.access import READ, Access, event_of, subjects_of
from egovframe.forms.events import PartReplied
from egovframe.forms.joint import store
from egovframe.forms.joint.model import READABLE, RESULTS, Part
from egovframe.forms.procedure.room import LAW, Room, invalid, needed, step_fact
from egovframe.kernel.canonical import canonical
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

ANSWER: Final = "petition.answer"
ASSIGN: Final = "petition.assign"
MOST: Final = 200

PartList = list[Part]


class Parts(Room):
    """The parts of units in petitions of others, as the person at work may see and reply to them."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        super().__init__(work, forms)
        self._access = Access(work)

    # ------------------------------------------------------------------ looking

    def waiting(self, *, most: int = MOST) -> PartList:
        """Return the open parts of the units whose petitions the actor reads, the first due first, without words.

        At most so many. Needs `petition.read`.
        """
        self._work.need(READ)
        rows = self._work.actor.rows(READ)
        found = store.waiting(self._work.conn, rows=rows, limit=most if rows.judge is None else MOST)
        if rows.judge is not None:
            found = [row for row in found if rows.judge(row["unit"], row["case_form"], row["officer"])][:most]
        known = [(row, _case(row)) for row in found]
        if found:
            self._work.note(
                of_petitions.LISTED,
                subjects=tuple(dict.fromkeys(subject for _, case in known for subject in subjects_of(case))),
                basis=self._forms.privacy("개인정보 보호법 제29조"),
                details={"view": "parts", "form": "", "count": len(found)},
            )
        return [self._part(row, case) for row, case in known]

    def of(self, receipt: str) -> PartList:
        """Return every part of a petition with its words, the oldest first, to whoever may read the petition."""
        row = self._access.found(receipt, READ)
        return [self._part(part, row, opened=True) for part in store.of_petition(self._work.conn, row["id"])]

    def get(self, part_id: str) -> Part:
        """Return a part with its words, to its unit and to the lead unit. Raises Forbidden and NotFound."""
        part, case = self._found(part_id, READ)
        self._forms.at(self._work).get(case["receipt"])  # leaves the fact of who read what
        return self._part(part, case, opened=True)

    # ------------------------------------------------------------------ in the unit

    def give(self, part_id: str, to: str | None = None) -> Part:
        """Give a part to an officer of the unit by the account's name; without one the actor takes it.

        Taking it needs `petition.assign` or `petition.answer` for the unit, giving it to somebody else
        `petition.assign`. Raises Invalid when that officer may not answer petitions of the unit.
        """
        part, case = self._open(part_id, *((ASSIGN,) if to is not None else (ASSIGN, ANSWER)))
        officer = self._work.actor if to is None else self._forms.officer(self._work, to)
        if officer is None or not officer.may(ANSWER, unit=part["unit"], form=case["form"], owner=officer.id):
            raise invalid(
                "to",
                "This officer does not answer petitions of the unit.",
                "이 부서의 민원을 처리하는 담당자가 아닙니다.",
            )
        after = store.change(self._work, part, {"officer": officer.id, "officer_name": officer.name})
        details = {"part": part["id"], "to": part["unit"], "officer": officer.id}
        self._taken("give_part", case, details=details, about=officer.name)
        return self._part(after, case, opened=True)

    def extend(self, part_id: str, until: datetime, reason: str) -> Part:
        """Take more time for the reply: once, before it is due, by at most the time that was given (법20②③).

        Raises Invalid for a later date and without a reason, Conflict the second time and once the time has run out.
        """
        part, case = self._open(part_id, ANSWER)
        asked, before = moment(part["asked"]), moment(part["reply_by"])
        if part["extended"]:
            raise Conflict("The time for this reply was extended already.", hint="Reply, or talk to the lead unit.")
        if self._work.at > before:
            raise Conflict("The time for this reply has run out.", hint="Reply now, or talk to the lead unit.")
        needed("reason", reason, "Say why, and how far it has come.", "연장하는 이유와 진행 상황을 적으세요.")
        if not before < until <= before + (before - asked):
            raise invalid(
                "until",
                "Choose a later date, at most as much later as was given for the reply.",
                "회신 기한보다 뒤, 처음 정한 회신 기간만큼까지 고르세요.",
            )
        by = instant(until)
        after = store.change(self._work, part, {"reply_by": by, "extended": 1})
        details = {"part": part["id"], "to": part["unit"], "reply_by": by}
        self._taken("extend_part", case, details=details, about=part["unit"], words={"reason": reason})
        return self._part(after, case, opened=True)

    def reply(self, part_id: str, result: str, *, text: str = "", basis: str = "") -> Part:
        """Give the unit's result: it agrees, agrees with conditions, objects, or returns what is not its business.

        Conditions, reasons of an objection and of a return are written in `text`, the law that an objection rests on
        in `basis`. Needs `petition.answer` for the unit. Raises Invalid where something is missing.
        """
        part, case = self._open(part_id, ANSWER)
        if result not in RESULTS:
            raise invalid("result", "Choose what the unit replies.", "검토 결과를 고르세요.")
        if result == "conditional":
            needed("text", text, "Write the conditions.", "조건을 적으세요.")
        elif result != "agreed":
            needed("text", text, "Give the reasons.", "이유를 적으세요.")
        if result == "objected":
            needed("basis", basis, "Name the law that the objection rests on.", "근거 법령을 적으세요.")
        actor, late = self._work.actor, int(moment(part["reply_by"]) < self._work.at)
        words = {"text": text, "basis": basis if result == "objected" else ""}
        changes = {
            "state": result,
            "settled": instant(self._work.at),
            "settled_by": actor.id,
            "settled_by_name": actor.name,
            "result": self.case.sealed(case["id"], f"part-result:{part['id']}", canonical(words)),
        }
        if part["officer"] is None:
            changes |= {"officer": actor.id, "officer_name": actor.name}
        after = store.change(self._work, part, changes)
        details = {"part": part["id"], "to": part["unit"], "result": result, "late": late}
        self._taken("reply_part", case, details=details, about=f"{part['unit']} {result}", value=late, words=words)
        self._work.emit(PartReplied(**event_of(case), part=part["id"], to=part["unit"], result=result))
        return self._part(after, case, opened=True)

    def ready(self, part_id: str, *permissions: str) -> None:
        """Raise what keeps the actor from a verb on this part now, before anything is entered for it."""
        self._open(part_id, *permissions)

    # ------------------------------------------------------------------ inside

    def _found(self, part_id: str, *permissions: str) -> tuple[store.Row, Row]:
        """Return a part and its petition, to whoever may know of it and holds one of the permissions there."""
        permission = next((each for each in permissions if self._work.may(each)), permissions[0])
        self._work.need(permission)
        part = store.by_id(self._work.conn, part_id)
        case = None if part is None else cases.by_id(self._work.conn, part["petition"])
        if part is None or case is None:
            raise _unknown()
        its = {"unit": part["unit"], "form": case["form"], "owner": part["officer"]}
        readable = part["state"] in READABLE and case["closed"] is None
        if not (readable and self._work.may(READ, **its)) and not self._access.may(READ, case):
            self._work.denied(READ, unit=part["unit"], form=case["form"], object=f"petition:{case['id']}")
            raise _unknown()
        if permission != READ:
            permission = next((each for each in permissions if self._work.may(each, **its)), permission)
            self._work.need(permission, **its)
        return part, case

    def _open(self, part_id: str, *permissions: str) -> tuple[store.Row, Row]:
        part, case = self._found(part_id, *permissions)
        if case["decided"] is not None:
            raise Conflict("The petition is decided already.", hint="Look at it again.")
        if part["settled"] is not None:
            raise Conflict("This part is settled already.", hint="Look at it again.")
        return part, case

    def _taken(
        self,
        action: str,
        case: Row,
        *,
        details: dict[str, Any],
        about: str,
        value: int | None = None,
        words: dict[str, str] | None = None,
    ) -> None:
        """Write a step that the unit took into the course of the case, and leave its fact."""
        self._written(case, action, about=about, value=value, words=words)
        self._noted(step_fact(action), case, basis=f"{LAW} 제20조", details=details)

    def _part(self, row: store.Row, case: Row, *, opened: bool = False) -> Part:
        until = self._work.at if row["settled"] is None else moment(row["settled"])
        calendar = self._forms.calendar_of(row["unit"])
        asked, reply_by = moment(row["asked"]), moment(row["reply_by"])
        words = {"title": "", "question": ""}
        result = {"text": "", "basis": ""}
        if opened:
            words = json.loads(self.case.opened(case["id"], f"part:{row['id']}", row["words"]))
            if row["result"] is not None:
                result = json.loads(self.case.opened(case["id"], f"part-result:{row['id']}", row["result"]))
        return Part(
            id=row["id"],
            petition=case["id"],
            receipt=case["receipt"],
            form=case["form"],
            lead=case["unit"],
            unit=row["unit"],
            state=row["state"],
            asked=asked,
            asked_by=row["asked_by_name"],
            reply_by=reply_by,
            extended=bool(row["extended"]),
            minutes=calendar.working_minutes_between(asked, max(asked, until)),
            late=until > reply_by and row["state"] != "withdrawn",
            officer=row["officer"],
            officer_name=row["officer_name"],
            settled=None if row["settled"] is None else moment(row["settled"]),
            settled_by=row["settled_by_name"],
            **words,
            **result,
        )


def _case(row: store.Row) -> Row:
    """Return what the list of parts says of the petition of each."""
    return {name: row[f"case_{name}"] for name in store.OF_CASE}


def _unknown() -> NotFound:
    return NotFound("There is no such part.", hint="It may be withdrawn; look at the list again.")
