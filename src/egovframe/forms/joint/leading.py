"""What the lead unit of a joint petition does: it asks other units for their parts, and decides once they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.forms.access import event_of
from egovframe.forms.events import PartAsked
from egovframe.forms.joint import store
from egovframe.forms.procedure.room import LAW, Room, invalid, needed, step_fact
from egovframe.kernel.canonical import canonical
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.model import Petition
    from egovframe.forms.store import Row

JOINT = f"{LAW} 제31조제1항"


class Leading(Room):
    """The lead unit (주무부서) keeps the case and its clock; the parts of others are asked for and ended here."""

    def ask_part(
        self, receipt: str, unit: str, title: str, question: str, *, reply_by: datetime, officer: str = ""
    ) -> Petition[Any]:
        """Ask another unit of the office for its part in a petition (법31①), to be replied to within the limit (법20①).

        `title` names the part, `question` says what is asked, `officer` who of that unit is to have it (an account's
        name), if anybody. The unit's people read the case from now on. Raises Invalid for an unknown unit, for the
        lead unit itself and for a reply after the limit, and Conflict where the unit has an open part already.
        """
        row, move = self._begin(receipt, "ask_part")
        if unit not in self._forms.units or unit == row["unit"]:
            raise invalid("unit", "Choose another unit of the office.", "다른 부서를 고르세요.")
        needed("title", title, "Name the part that the unit takes.", "맡길 부분의 이름을 적으세요.")
        needed("question", question, "Write what is asked.", "검토를 요청하는 내용을 적으세요.")
        if not self._work.at < reply_by <= moment(row["due"]):
            raise invalid(
                "reply_by",
                "The reply is to come after now and within the processing limit.",
                "회신 기한은 지금 이후, 처리기간 안이어야 합니다.",
            )
        who = None
        if officer:
            who = self._forms.officer(self._work, officer)
            if who is None or not who.may("petition.answer", unit=unit, form=row["form"], owner=who.id):
                raise invalid(
                    "officer",
                    "This officer does not answer petitions of that unit.",
                    "그 부서의 민원을 처리하는 담당자가 아닙니다.",
                )
        part_id, by, actor = new_id(), instant(reply_by), self._work.actor
        words = {"title": title, "question": question}
        values = {
            "id": part_id,
            "petition": row["id"],
            "unit": unit,
            "words": self.case.sealed(row["id"], f"part:{part_id}", canonical(words)),
            "asked": instant(self._work.at),
            "asked_by": actor.id,
            "asked_by_name": actor.name,
            "reply_by": by,
            "extended": 0,
            "officer": None if who is None else who.id,
            "officer_name": None if who is None else who.name,
            "state": "open",
            "settled": None,
            "settled_by": None,
            "settled_by_name": None,
            "result": None,
            "reminded": None,
        }
        store.add(self._work, values)
        after = self._step(
            row,
            move,
            step_fact("ask_part"),
            changes={"state": row["state"]},  # so that a decision of this very moment does not pass it by
            basis=JOINT,
            details={"part": part_id, "to": unit, "reply_by": by},
            about=unit,
            words=words,
        )
        self._work.emit(PartAsked(**event_of(after), part=part_id, to=unit, reply_by=by))
        return self.case.masked(after)

    def withdraw_part(self, receipt: str, part: str, reason: str) -> Petition[Any]:
        """Take back what a unit was asked for, saying why; it does not read the case any more then.

        Raises NotFound for a part of another petition and Conflict for one that is settled.
        """
        row, move = self._begin(receipt, "withdraw_part")
        needed("joint_part", part, "Choose the part.", "철회할 부분을 고르세요.")
        needed("reason", reason, "Say why it is withdrawn.", "철회하는 이유를 적으세요.")
        found = store.by_id(self._work.conn, part)
        if found is None or found["petition"] != row["id"]:
            raise NotFound("This petition has no such part.", hint="Look at the petition and its parts again.")
        if found["settled"] is not None:
            raise Conflict("This part is settled already.", hint="Look at the petition and its parts again.")
        self._end(found)
        after = self._step(
            row,
            move,
            step_fact("withdraw_part"),
            basis=JOINT,
            details={"part": part, "to": found["unit"], "decided": 0},
            about=found["unit"],
            words={"reason": reason},
        )
        return self.case.masked(after)

    def waive_parts(self, receipt: str, reason: str) -> Petition[Any]:
        """Say why the petition is decided without waiting for the parts that are open; they stay open until it is."""
        row, move = self._begin(receipt, "waive_parts")
        needed("reason", reason, "Say why it is decided without them.", "기다리지 않고 처리하는 이유를 적으세요.")
        missing = self._open_parts(row)
        after = self._step(
            row,
            move,
            step_fact("waive_parts"),
            basis=JOINT,
            details={"open": len(missing)},
            about=", ".join(part["unit"] for part in missing),
            value=len(missing),
            words={"reason": reason},
        )
        return self.case.masked(after)

    def _open_parts(self, row: Row) -> list[store.Row]:
        return [part for part in store.of_petition(self._work.conn, row["id"]) if part["settled"] is None]

    def _end(self, part: store.Row) -> None:
        actor = self._work.actor
        changes = {
            "state": "withdrawn",
            "settled": instant(self._work.at),
            "settled_by": actor.id,
            "settled_by_name": actor.name,
        }
        store.change(self._work, part, changes)

    def _end_parts(self, row: Row) -> None:
        """End what units are still asked for in a petition that was just decided, each with its fact."""
        for part in self._open_parts(row):
            self._end(part)
            self._written(row, "withdraw_part", about=part["unit"], value=None, words=None)
            details = {"part": part["id"], "to": part["unit"], "decided": 1}
            self._noted(step_fact("withdraw_part"), row, basis=JOINT, details=details)
