"""How a case ends: answered, granted, refused, returned, passed on, closed as a repeat, withdrawn; and closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from egovframe.forms import facts
from egovframe.forms.access import event_of
from egovframe.forms.events import Closed, ClosedAsRepeat, Decided, Returned, Transferred, Withdrawn
from egovframe.forms.joined import store as of_many
from egovframe.forms.joint.leading import Leading
from egovframe.forms.model import Outcome, Petition, check_refusal
from egovframe.forms.procedure.room import DECREE, LAW, invalid, needed, step_fact
from egovframe.forms.repeats.counting import TOLD
from egovframe.forms.repeats.service import RepeatedPetitions
from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from egovframe.forms.procedure.model import Move
    from egovframe.forms.store import Row


class Deciding(Leading):
    """The decisions. The applicant is told each at once, and the case is then closed (법27)."""

    def answer(self, receipt: str, text: str) -> Petition[Any]:
        """Answer a petition; the applicant is told and the petition then closed. Raises Invalid without a text."""
        row, move = self._begin(receipt, "answer")
        needed("text", text, "Write the answer.", "답변을 적으세요.")
        return self._decided(row, move, "answered", {"text": text}, basis=f"{LAW} 제27조")

    def grant(self, receipt: str, text: str) -> Petition[Any]:
        """Grant what was applied for; `text` says what, from when and under which conditions (법27①)."""
        row, move = self._begin(receipt, "grant")
        needed("text", text, "Write what is granted.", "승인하는 내용을 적으세요.")
        return self._decided(row, move, "granted", {"text": text}, basis=f"{LAW} 제27조제1항")

    def refuse(self, receipt: str, reason: str, *, basis: str, remedy: str) -> Petition[Any]:
        """Refuse a petition. Raises Invalid unless reasons, legal basis and remedies are all given (법27③)."""
        row, move = self._begin(receipt, "refuse")
        words = {"text": reason, "basis": basis, "remedy": remedy}
        check_refusal(words)
        return self._decided(row, move, "refused", words, basis=f"{LAW} 제27조제3항")

    def give_back(self, receipt: str, reason: str) -> Petition[Any]:
        """Give a petition back with reasons, after a supplement was asked for twice and did not come (영25①)."""
        row, move = self._begin(receipt, "give_back")
        needed("reason", reason, "Give the reasons of the return.", "반려하는 이유를 적으세요.")
        petition = self._decided(row, move, "returned", {"text": reason}, basis=f"{DECREE} 제25조제1항")
        self._work.emit(Returned(**self._event(petition)))
        return petition

    def transfer_out(self, receipt: str, body: str, reason: str) -> Petition[Any]:
        """Pass a petition on to the body that it belongs to, within eight office hours, and say so (영13③).

        The fact says when it was later than that.
        """
        row, move = self._begin(receipt, "transfer_out")
        needed("body", body, "Name the body that it goes to.", "이송할 기관을 적으세요.")
        needed("reason", reason, "Say why it goes there.", "이송하는 이유를 적으세요.")
        words = {"text": reason, "body": body}
        more = {"passed_late": self._waited(row, hours=8)}
        petition = self._decided(row, move, "transferred", words, basis=f"{DECREE} 제13조제3항", more=more)
        self._work.emit(Transferred(**self._event(petition), inside=False, to=""))
        return petition

    def close_repeat(self, receipt: str, reason: str, *, earlier: Sequence[str], review: str = "") -> Petition[Any]:
        """End a petition that says the same as two or more that were answered (법23①); never a statutory one.

        `earlier` are the receipt numbers of those, which the actor may read. They are of the same petitioner, by
        account, phone, e-mail address or registration number; they were decided in substance and their results told
        before this one was received; and no officer found that they say something else. A petition of many
        is closed so only after a committee reviewed it: `review` says when and with what result (영26). Raises Invalid
        for fewer than two of those, and without a review that is needed.
        """
        row, move = self._begin(receipt, "close_repeat")
        needed("reason", reason, "Say why it is a repeat.", "반복 민원인 이유를 적으세요.")
        found = {each["id"]: each for each in (self._access.found(number, "petition.read") for number in earlier)}
        told = RepeatedPetitions(self._work, self._forms).countable(row, found.values())
        if len(told) < TOLD or row["id"] in found:
            raise invalid(
                "earlier",
                "Name two earlier ones of the same petitioner and content whose results were told before this one.",
                "같은 민원인이 같은 내용으로 냈고 이 민원 접수 전에 결과를 통지한 앞선 민원을 두 건 이상 적으세요.",
            )
        crowd = of_many.crowd_of(self._work.conn, row["id"])
        if crowd is not None and crowd["many"]:
            needed(
                "review",
                review,
                "A petition of many is closed as a repeat after the committee's review: say when and with what result.",
                "다수인관련민원은 민원조정위원회의 심의를 거쳐야 합니다. 심의일과 결과를 적으세요.",
            )
        basis, more = f"{LAW} 제23조제1항", {"earlier": sorted(each["receipt"] for each in told)}
        petition = self._decided(row, move, "repeated", {"text": f"{reason}\n{review}".strip()}, basis=basis, more=more)
        self._work.emit(ClosedAsRepeat(**self._event(petition)))
        return petition

    def withdraw(self, receipt: str, reason: str = "") -> Petition[Any]:
        """Take a petition back before it is decided (법22②): its holder, or an officer who was told to."""
        row, move = self._begin(receipt, "withdraw")
        return self._decided(row, move, "withdrawn", {"text": reason}, basis=f"{LAW} 제22조제2항")

    def close(self, petition_id: str) -> Petition[Any]:
        """Close a petition that was decided and whose applicant was told; closing twice is closing once.

        A refusal that was objected to meanwhile stays open. For the office's worker.
        """
        row = self._access.by_id(petition_id)
        if row["state"] in ("closed", "objected"):
            return self.case.hidden(row)
        self._access.need("petition.answer", row)
        move = self._procedure(row).move(row["state"], "close")
        after = self._step(
            row,
            move,
            facts.CLOSED,
            changes={"closed": instant(self._work.at)},
            basis=f"{LAW} 제27조",
            details={"outcome": row["outcome"]},
        )
        self._work.emit(Closed(**event_of(after), outcome=after["outcome"]))
        return self.case.hidden(after)

    # ------------------------------------------------------------------ inside

    def _decided(
        self,
        row: Row,
        move: Move,
        outcome: Outcome,
        words: Mapping[str, str],
        *,
        basis: str,
        more: Mapping[str, Any] | None = None,
    ) -> Petition[Any]:
        """Write a decision and the petition's new state, and tell whoever follows."""
        work, row = self._work, self._settled(row)
        late = self._late(row)
        decision = self.case.decide(row, outcome, words)
        after = self._step(
            row,
            move,
            facts.DECIDED[outcome],
            changes={"outcome": outcome, "decided": instant(work.at)},
            basis=basis,
            details={"decision": decision.id, "late": late, **(more or {})},
            value=late,
        )
        self._end_parts(after)
        if outcome == "withdrawn":
            work.emit(Withdrawn(**event_of(after)))
        else:
            work.emit(Decided(**event_of(after), outcome=outcome))
        return self.case.masked(after)

    def _settled(self, row: Row) -> Row:
        """End what the case still waits for, so that the decision is held against the whole time that did not count."""
        clock = self._forms.clockwork(self._work)
        for reason in clock.standing(row):
            moved = clock.resume(row, reason=reason)
            row = moved.row
            self._written(row, "resume", about=reason, value=None, words=None)
            self._noted(step_fact("resume"), row, basis="", details={"pause": reason, **moved.details})
        return row

    def _event(self, petition: Petition[Any]) -> dict[str, str]:
        return {"petition_id": petition.id, "form": petition.form_name, "unit": petition.unit}
