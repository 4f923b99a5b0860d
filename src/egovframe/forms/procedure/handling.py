"""What is done with a case before it is decided: who has it, where it belongs, what others think, what changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from egovframe.forms import facts
from egovframe.forms.access import event_of
from egovframe.forms.events import Amended, Assigned, Consulted, Consulting, Rated, Reminded, Transferred
from egovframe.forms.model import Petition
from egovframe.forms.prefill.recording import keep_changed
from egovframe.forms.procedure.room import DECREE, LAW, Room, invalid, needed, step_fact
from egovframe.forms.uploads.attaching import amended_files
from egovframe.kernel.clock import instant, moment

_SCORES = range(1, 6)


class Handling(Room):
    """The steps of officers and applicants on the way to a decision."""

    def assign(self, receipt: str, to: str | None = None) -> Petition[Any]:
        """Give a petition to an officer by the account's name; without one the actor takes it.

        Taking it needs `petition.assign` or `petition.answer`, giving it to somebody else `petition.assign`.
        Raises Invalid when that officer may not answer petitions of the unit.
        """
        permissions = ("petition.assign",) if to is not None else ("petition.assign", "petition.answer")
        row = self._access.found(receipt, *permissions)
        move = self._check(row, "assign")
        officer = self._work.actor if to is None else self._forms.officer(self._work, to)
        if officer is None or not officer.may("petition.answer", unit=row["unit"], form=row["form"], owner=officer.id):
            raise invalid(
                "to",
                "This officer does not answer petitions of the unit.",
                "이 부서의 민원을 처리하는 담당자가 아닙니다.",
            )
        after = self._step(
            row,
            move,
            facts.ASSIGNED,
            changes=self._handled_by(officer.id, officer.name, row),
            basis=f"{DECREE} 제6조",
            details={"handler": officer.id},
            about=officer.name,
        )
        self._work.emit(Assigned(**event_of(after), handler=officer.id))
        return self.case.masked(after)

    def start(self, receipt: str) -> Petition[Any]:
        """Begin to work on a petition; whoever does has it from then on, unless somebody had it already."""
        row, move = self._begin(receipt, "start")
        handler = row["handler"] or self._work.actor.id
        return self.case.masked(self._step(row, move, step_fact("start"), details={"handler": handler}))

    def mark_urgent(self, petition: Petition[Any]) -> None:
        """Put a petition to the front of the queue. What a form's own observer does needs no permission."""
        row = self._access.reread(petition, "petition.assign")
        move = self._procedure(row).move(row["state"], "mark_urgent")
        if row["urgent"]:
            return
        self._step(row, move, facts.MARKED_URGENT, changes={"urgent": 1})

    def amend(self, receipt: str, answers: Mapping[str, Any], *, seen: str | None = None) -> Petition[Any]:
        """Change answers before the petition is decided (법22②): what is not named stays. Only its holder may.

        `seen` is the `edition` of the answers that were changed; None asks nothing. Raises FormInvalid when the answers
        together do not hold, Conflict where they are others than those that were seen.
        """
        row, move = self._begin(receipt, "amend")
        petition, changes, fields = self.case.amended(row, answers, seen=seen)
        amended_files(self._work, self._forms, {**row, **changes})
        keep_changed(self._work, row["id"], fields)
        basis = f"{LAW} 제22조제2항"
        after = self._step(row, move, facts.AMENDED, changes=changes, basis=basis, details={"fields": fields})
        self._work.emit(Amended(**event_of(after)))
        return petition

    def transfer(self, receipt: str, unit: str, reason: str) -> Petition[Any]:
        """Pass a petition on to the unit of the same body that it belongs to, within three office hours (영13②).

        The unit enters it in its own register (민원처리부) under a new number; the limit runs on. Raises Invalid for an
        unknown unit or the same one.
        """
        row, move = self._begin(receipt, "transfer")
        if unit not in self._forms.units or unit == row["unit"]:
            raise invalid("unit", "Choose another unit of the office.", "다른 부서를 고르세요.")
        needed("reason", reason, "Say why it goes there.", "이송하는 이유를 적으세요.")
        year = self._forms.calendar_of(unit).local(self._work.at).year
        changes = {
            "unit": unit,
            "handler": None,
            "handler_name": None,
            "registered_year": year,
            "registered_no": self._work.next_number(f"petitions/{unit}/{year}"),
        }
        before = f"{row['unit']} {row['registered_year']}-{row['registered_no']}"
        after = self._step(
            row,
            move,
            step_fact("transfer"),
            changes=changes,
            basis=f"{DECREE} 제13조제2항",
            details={"to": unit, "late": self._waited(row, hours=3)},
            about=unit,
            words={"reason": reason, "from": before},
        )
        self._work.emit(Transferred(**event_of(after), inside=True, to=unit))
        return self.case.masked(after)

    def consult(self, receipt: str, body: str, question: str, *, reply_by: datetime) -> Petition[Any]:
        """Ask another unit or body for its opinion (법20). Raises Invalid for a reply after the limit."""
        row, move = self._begin(receipt, "consult")
        needed("body", body, "Say who is asked.", "협의할 기관이나 부서를 적으세요.")
        needed("question", question, "Write what is asked.", "협의할 내용을 적으세요.")
        if not self._work.at < reply_by <= moment(row["due"]):
            raise invalid(
                "reply_by",
                "The reply is to come after now and within the processing limit.",
                "회신 기한은 지금 이후, 처리기간 안이어야 합니다.",
            )
        by = instant(reply_by)
        after = self._step(
            row,
            move,
            step_fact("consult"),
            basis=f"{LAW} 제20조",
            details={"reply_by": by},
            about=by,
            words={"body": body, "question": question},
        )
        self._work.emit(Consulting(**event_of(after), reply_by=by))
        return self.case.masked(after)

    def consulted(self, receipt: str, reply: str) -> Petition[Any]:
        """Enter the opinion that was asked for, and go on."""
        row, move = self._begin(receipt, "consulted")
        needed("reply", reply, "Write what was replied.", "회신 내용을 적으세요.")
        after = self._step(row, move, step_fact("consulted"), basis=f"{LAW} 제20조", words={"reply": reply})
        self._work.emit(Consulted(**event_of(after)))
        return self.case.masked(after)

    def remind(self, receipt: str) -> Petition[Any]:
        """Remind the office of a petition that is overdue (독촉장, 규칙 별지7). Only its holder may."""
        row, move = self._begin(receipt, "remind")
        after = self._step(row, move, step_fact("remind"), basis=f"{LAW} 시행규칙 별지 제7호서식")
        self._work.emit(Reminded(**event_of(after)))
        return self.case.masked(after)

    def rate(self, receipt: str, score: int, words: str = "") -> Petition[Any]:
        """Say how satisfied one is, from 1 (not at all) to 5, once (법26). Raises Invalid for another number."""
        row, move = self._begin(receipt, "rate")
        if score not in _SCORES:
            raise invalid("score", "Choose a number from 1 to 5.", "1부터 5까지 고르세요.")
        after = self._step(
            row,
            move,
            step_fact("rate"),
            basis=f"{LAW} 제26조",
            details={"score": score},
            value=score,
            words={"words": words},
        )
        self._work.emit(Rated(**event_of(after), score=score))
        return self.case.masked(after)
