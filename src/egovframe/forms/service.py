"""What can be done with petitions: the verbs of the component, each on one unit of work.

Who may comes before what is wrong; a petition of a unit that the actor may not see is not found. Every deed leaves a
fact, and reading what a person wrote is a deed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

from egovframe.forms import facts, store
from egovframe.forms.access import MOST_BATCHES, Access, event_of, object_of, paged, subjects_of
from egovframe.forms.casework import Casework
from egovframe.forms.dispatch import Dispatch
from egovframe.forms.events import Amended, Assigned, Closed, Decided, Withdrawn
from egovframe.forms.form import Form
from egovframe.forms.holder import Throttle, holder_key, knows_key, knows_phone
from egovframe.forms.model import (
    MOVES,
    PERMISSION_OF,
    STATES,
    Action,
    Band,
    Outcome,
    Page,
    Petition,
    Queue,
    State,
    Step,
    Submission,
    View,
    check_move,
    check_refusal,
)
from egovframe.forms.queue import counts_of, soon_until, waiting_of
from egovframe.forms.statement import Statement
from egovframe.forms.submission import Request, amended_files, line_mark, receive
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Fault, Invalid, NotFound
from egovframe.kernel.ids import ReceiptInvalid, read_receipt
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.kernel.facts import FactType
    from egovframe.kernel.work import UnitOfWork

F = TypeVar("F", bound=Form)

LAW: Final = "민원 처리에 관한 법률"

Actions = list[Action]
Steps = list[Step]
Rows = list[store.Row]


class Petitions:
    """The petitions of the office, as the person at work may handle them (`work.petitions`)."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms
        self.case = Casework(work, forms)
        self.dispatch = Dispatch(work, forms, self.case)
        self._access = Access(work)

    # ------------------------------------------------------------------ receiving

    @overload
    def submit(self, form: F, *, channel: str = ..., language: str = ..., once: str | None = ...) -> Submission[F]: ...

    @overload
    def submit(self, form: str, answers: Mapping[str, Any], **how: Any) -> Submission[Any]: ...

    def submit(self, form: Form | str, answers: Mapping[str, Any] | None = None, **how: Any) -> Submission[Any]:
        """Receive a petition; anybody may (법9). The clock runs from now.

        `form` is a filled form, or a form's name with its `answers`. `how` says by which `channel` and in which
        `language` it came. `once` marks one request: sent again with the same answers it gives the same petition and
        key; `source_key` does the same for a line of an import, whatever it says.

        Raises NotFound for an unknown form, FormInvalid with all that is wrong, Conflict when `once` was used for other
        answers.
        """
        return receive(self._work, self._forms, Request(form, answers, **how), self._access.fresh)

    def imported(self, form: str, source_key: str) -> bool:
        """Say whether the line of an import that has this key was received before. Needs `petition.import`."""
        self._work.need("petition.import", unit=self._forms.offer(form).unit, form=form)
        mark = line_mark(self._work, form, source_key)
        return store.clashing(self._work.conn, receipt="", once=None, form=form, source_key=mark) is not None

    # ------------------------------------------------------------------ reading

    def get(self, receipt: str) -> Petition[Any]:
        """Return a petition of a unit whose petitions the actor may read; personal answers are masked."""
        row = self._access.found(receipt, "petition.read")
        petition = self.case.masked(row)
        self._work.note(
            facts.READ,
            object=object_of(row),
            subjects=subjects_of(row),
            basis="개인정보 보호법 제29조",
            details={"form": row["form"], "unit": row["unit"], "masked": 1},
        )
        return petition

    def holder(self, receipt: str, known: str) -> Petition[Any]:
        """Return a petition to whoever holds it: `known` is the key, or the last four digits of the phone left with it.

        With the key the personal answers are shown and the petition may be amended or withdrawn in the same unit of
        work; with four digits, which others may know, the answers stay masked and nothing can be changed. The error is
        the same for an unknown receipt and a wrong key. Raises NotFound, and TooManyTries after too many of them. Comes
        first in its unit of work.
        """
        try:
            number = read_receipt(receipt)
        except ReceiptInvalid:
            number = ""
        throttle = Throttle(self._work, self._forms.settings, receipt=number)
        with self._work.place.database.read() as conn:
            row = store.by_receipt(conn, number)
        key = holder_key(self._work.cabinet, row["id"] if row else "nobody")
        if knows_key(key, known) and row is not None:
            return self._shown_to_holder(row, masked=False)
        throttle.check()  # only guesses have to wait: the key itself cannot be guessed
        if row is not None and knows_phone(self.case.phones(row), known):
            return self._shown_to_holder(row, masked=True)
        throttle.failed()
        self._work.note_anyway(
            facts.INQUIRED,
            outcome="failed",
            reason="neither key nor phone number",
            object=object_of(row) if row else "",
            subjects=subjects_of(row) if row else (),
        )
        raise NotFound(
            "No petition has this number together with this key.",
            hint="Compare both with your receipt; the last four digits of the phone you left work as well.",
        )

    def mine(self, receipt: str) -> Petition[Any]:
        """Return a petition to the account that filed it, with every answer in the clear. Raises NotFound."""
        return self._shown_to_holder(self._access.own(receipt, officers=False), masked=False)

    def holds(self, petition: Petition[Any]) -> bool:
        """Say whether whoever asks holds the petition: by its key in this unit of work, or by the account."""
        return self._access.holds(petition.id, petition.applicant)

    def statement(self, petition: Petition[Any]) -> Statement:
        """Return what the receipt states, for the holder that the petition was just shown to."""
        kept = self._access.by_id(petition.id)["answers"]
        return Statement.of(self._work.cabinet, petition.id, receipt=petition.receipt, open_answers=kept)

    def list(
        self,
        *,
        form: str | None = None,
        state: State | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page:
        """Return the petitions that the actor may read, the newest first; personal answers are hidden.

        `next` of the page is the `cursor` of the one after it. Raises Invalid for a state that there is not.
        """
        self._work.need("petition.read")
        if state is not None and state not in STATES:
            raise _invalid("state", "Choose one of the states.", "상태를 목록에서 고르세요.")
        most = self._limit(limit)
        rows = self._work.actor.rows("petition.read")

        def read(before: str | None, count: int) -> Rows:
            return store.listed(self._work.conn, rows=rows, form=form, state=state, before=before, limit=count)

        shown, following = paged(read, rows, before=cursor, most=most)
        self._listed(shown, details={"form": self._known(form), "state": state or ""})
        return Page(items=tuple(self.case.hidden(row) for row in shown), next=following)

    def queue(
        self, *, limit: int | None = None, view: View = "unit", band: Band | None = None, form: str | None = None
    ) -> Queue:
        """Return what waits at the desk: urgent first, then by what is due, with the office time left.

        `view` is the petitions of the actor's units, only the actor's own, or only those without a handler.
        """
        self._work.need("petition.read")
        opened = self._work.actor.rows("petition.read")
        now, calendar = self._work.at, self._forms.calendar
        soon, me, most = soon_until(now, calendar), self._work.actor.stands_for, self._limit(limit)
        rows = store.waiting(
            self._work.conn,
            rows=opened,
            view=view,
            actor=me,
            band=band,
            now=now,
            soon=soon,
            form=form,
            limit=most if opened.judge is None else most * MOST_BATCHES,
        )
        if opened.judge is not None:
            rows = [row for row in rows if opened.judge(row["unit"], row["form"], row["handler"])][:most]
        counts = store.counted(self._work.conn, rows=opened, view=view, actor=me, now=now, soon=soon)
        self._listed(rows, details={"view": view, "form": self._known(form)})
        items = (waiting_of(self.case.hidden(row), now=now, soon=soon, calendar=calendar) for row in rows)
        return Queue(items=tuple(items), counts=counts_of(*counts), view=view, at=now)

    def reveal(self, receipt: str, reason: str) -> dict[str, Any]:
        """Return the personal answers of a petition as they were given, by field. The reason stays with the fact.

        Only those of the kinds that the actor's roles reveal are opened. Raises Invalid without a reason.
        """
        row = self._access.found(receipt, "petition.reveal")
        if not reason.strip():
            raise _invalid("reason", "Say why you need to see this.", "왜 보는지 적으세요.")
        answers = self.case.personal(row, kinds=self._access.kinds(row))
        self._work.note(
            facts.REVEALED,
            object=object_of(row),
            subjects=subjects_of(row),
            basis="개인정보 보호법 제29조",
            details={"form": row["form"], "unit": row["unit"], "fields": sorted(answers)},
            private={"reason": reason},
        )
        return answers

    def actions(self, petition: Petition[Any]) -> Actions:
        """Return what the actor can do with the petition now."""
        return [action for action in MOVES[petition.state] if self._access.allows(petition, action)]

    def ready(self, receipt: str, action: Action) -> None:
        """Raise what keeps the actor from this action on the petition, before anything is entered for it.

        Raises Forbidden, NotFound, or Conflict where the state does not allow it. Nothing is shown, so no fact is left.
        """
        if action in ("amend", "withdraw"):
            row = self._access.own(receipt, officers=action == "withdraw")
        else:
            permission = PERMISSION_OF[action]
            if action == "assign" and not self._work.may(permission):
                permission = "petition.answer"
            row = self._access.found(receipt, permission)
        check_move(row["state"], action)

    def timeline(self, petition: Petition[Any]) -> Steps:
        """Return what has happened to a petition that the actor has just read, the oldest first."""
        return self.case.timeline(petition)

    # ------------------------------------------------------------------ handling

    def assign(self, receipt: str, to: str | None = None) -> Petition[Any]:
        """Give a petition to an officer by the account's name; without one the actor takes it.

        Taking it needs `petition.assign` or `petition.answer`, giving it to somebody else `petition.assign`.
        Raises Invalid when that officer may not answer petitions of the unit.
        """
        permission = "petition.assign"
        if to is None and not self._work.may(permission):
            permission = "petition.answer"
        row = self._access.found(receipt, permission)
        check_move(row["state"], "assign")
        officer = self._work.actor if to is None else self._forms.officer(self._work, to)
        if officer is None or not officer.may("petition.answer", unit=row["unit"], form=row["form"], owner=officer.id):
            raise _invalid(
                "to",
                "This officer does not answer petitions of the unit.",
                "이 부서의 민원을 처리하는 담당자가 아닙니다.",
            )
        after = self._changed(row, self._handled_by(officer.id, officer.name, row))
        self._noted(facts.ASSIGNED, after, basis="민원 처리에 관한 법률 시행령 제6조", details={"handler": officer.id})
        self._work.emit(Assigned(**event_of(after), handler=officer.id))
        return self.case.masked(after)

    def answer(self, receipt: str, text: str) -> Petition[Any]:
        """Answer a petition; the applicant is told and the petition then closed. Raises Invalid without a text."""
        row = self._access.found(receipt, "petition.answer")
        check_move(row["state"], "answer")
        if not text.strip():
            raise _invalid("text", "Write the answer.", "답변을 적으세요.")
        return self._decided(row, "answered", {"text": text}, basis=f"{LAW} 제27조")

    def refuse(self, receipt: str, reason: str, *, basis: str, remedy: str) -> Petition[Any]:
        """Refuse a petition. Raises Invalid unless reasons, legal basis and remedies are all given (법27③)."""
        row = self._access.found(receipt, "petition.answer")
        check_move(row["state"], "refuse")
        words = {"text": reason, "basis": basis, "remedy": remedy}
        check_refusal(words)
        return self._decided(row, "refused", words, basis=f"{LAW} 제27조제3항")

    def mark_urgent(self, petition: Petition[Any]) -> None:
        """Put a petition to the front of the queue. What a form's own observer does needs no permission."""
        row = self._access.reread(petition, "petition.assign")
        check_move(row["state"], "mark_urgent")
        if row["urgent"]:
            return
        after = self._changed(row, {"urgent": 1})
        self._noted(facts.MARKED_URGENT, after, basis="", details={})

    def withdraw(self, receipt: str, reason: str = "") -> Petition[Any]:
        """Take a petition back before it is decided (법22②): its holder, or an officer who was told to."""
        row = self._access.own(receipt)
        check_move(row["state"], "withdraw")
        return self._decided(row, "withdrawn", {"text": reason}, basis=f"{LAW} 제22조제2항")

    def amend(self, receipt: str, answers: Mapping[str, Any]) -> Petition[Any]:
        """Change answers before the petition is decided (법22②): what is not named stays. Only its holder may.

        Raises FormInvalid when the answers together do not hold.
        """
        row = self._access.own(receipt, officers=False)
        check_move(row["state"], "amend")
        petition, changes, fields = self.case.amended(row, answers)
        after = amended_files(self._work, self._forms, self._changed(row, changes))
        self._noted(facts.AMENDED, after, basis=f"{LAW} 제22조제2항", details={"fields": fields})
        self._work.emit(Amended(**event_of(after)))
        return petition

    # ------------------------------------------------------------------ the office's own steps

    def close(self, petition_id: str) -> Petition[Any]:
        """Close a petition that was decided and whose applicant was told; closing twice is closing once."""
        row = self._access.by_id(petition_id)
        if row["state"] == "closed":
            return self.case.hidden(row)
        self._access.need("petition.answer", row)
        check_move(row["state"], "close")
        after = self._changed(row, {"state": "closed", "closed": instant(self._work.at)})
        self._noted(facts.CLOSED, after, basis=f"{LAW} 제27조", details={"outcome": after["outcome"]})
        self._work.emit(Closed(**event_of(after), outcome=after["outcome"]))
        return self.case.hidden(after)

    # ------------------------------------------------------------------ inside

    def _shown_to_holder(self, row: Row, *, masked: bool) -> Petition[Any]:
        if not masked:
            self._access.held.add(row["id"])
        petition = self.case.masked(row) if masked else self.case.shown(row)
        self._work.note(
            facts.READ,
            object=object_of(row),
            subjects=subjects_of(row),
            basis="개인정보 보호법 제35조",
            details={"form": row["form"], "unit": row["unit"], "masked": int(masked), "holder": 1},
        )
        return petition

    def _decided(self, row: Row, outcome: Outcome, words: Mapping[str, str], *, basis: str) -> Petition[Any]:
        """Write a decision and the petition's new state, and tell whoever follows."""
        work, actor = self._work, self._work.actor
        decision = self.case.decide(row, outcome, words)
        changes: dict[str, Any] = {"state": outcome, "outcome": outcome, "decided": instant(work.at)}
        if outcome != "withdrawn" and row["handler"] is None:
            changes |= self._handled_by(actor.id, actor.name, row) | {"state": outcome}
        after = self._changed(row, changes)
        late = int(moment(row["due"]) < work.at)
        self._noted(facts.DECIDED[outcome], after, basis=basis, details={"decision": decision.id, "late": late})
        if outcome == "withdrawn":
            work.emit(Withdrawn(**event_of(after)))
        else:
            work.emit(Decided(**event_of(after), outcome=outcome))
        return self.case.masked(after)

    def _handled_by(self, account: str, name: str, row: Row) -> dict[str, Any]:
        return {
            "state": "assigned",
            "handler": account,
            "handler_name": name,
            "assigned": row["assigned"] or instant(self._work.at),
        }

    def _changed(self, row: Row, changes: dict[str, Any]) -> Row:
        return store.change_petition(self._work, row, changes)

    def _noted(self, fact: FactType, row: Row, *, basis: str, details: dict[str, Any]) -> None:
        details = {"form": row["form"], "unit": row["unit"], "state": row["state"], **details}
        self._work.note(fact, object=object_of(row), subjects=subjects_of(row), basis=basis, details=details)

    def _listed(self, rows: Rows, *, details: dict[str, Any]) -> None:
        """Note a list: whose petitions were shown is part of the fact."""
        subjects = tuple(subject for row in rows for subject in subjects_of(row))
        self._work.note(
            facts.LISTED,
            subjects=subjects,
            basis="개인정보 보호법 제29조",
            details={**details, "count": len(rows)},
        )

    def _known(self, form: str | None) -> str:
        """Return the name of a form for a fact: details are published, so what somebody typed is no part of them."""
        return "" if form is None else form if form in self._forms.offers else "(unknown)"

    def _limit(self, limit: int | None) -> int:
        return max(1, min(limit or self._forms.settings.page, 500))


def _invalid(field: str, en: str, ko: str) -> Invalid:
    return Invalid(en, faults=[Fault(field, Text(ko=ko, en=en))])
