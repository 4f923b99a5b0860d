"""Looking at petitions: as an officer, as their holder, as a list or a queue. Reading what a person wrote is a deed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from egovframe.forms import facts, store
from egovframe.forms.access import MOST_BATCHES, object_of, paged, subjects_of
from egovframe.forms.holder import Throttle, holder_key, knows_key, knows_phone
from egovframe.forms.model import Action, Band, Page, Petition, Queue, Step, View
from egovframe.forms.procedure.room import Room, invalid
from egovframe.forms.procedure.states import BY
from egovframe.forms.queue import counts_of, soon_until, waiting_of
from egovframe.forms.statement import Statement
from egovframe.kernel.errors import NotFound
from egovframe.kernel.ids import ReceiptInvalid, read_receipt

Actions = list[Action]
Steps = list[Step]
Rows = list[store.Row]


class Looking(Room):
    """What can be seen of petitions, each look with its fact."""

    def get(self, receipt: str) -> Petition[Any]:
        """Return a petition of a unit whose petitions the actor may read; personal answers are masked."""
        row = self._access.found(receipt, "petition.read")
        petition = self.case.masked(row)
        self._work.note(
            facts.READ,
            object=object_of(row),
            subjects=subjects_of(row),
            basis=self._forms.privacy("개인정보 보호법 제29조"),
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
        return self._shown_to_holder(self._access.own(receipt), masked=False)

    def holds(self, petition: Petition[Any]) -> bool:
        """Say whether whoever asks holds the petition: by its key in this unit of work, or by the account."""
        return self._access.holds(petition.id, petition.applicant)

    def received(self, petition: Petition[Any]) -> bool:
        """Say whether the petition was received in this very unit of work."""
        return petition.id in self._access.fresh

    def statement(self, petition: Petition[Any]) -> Statement:
        """Return what the receipt states, for the holder that the petition was just shown to."""
        kept = self._access.by_id(petition.id)["answers"]
        return Statement.of(self._work.cabinet, petition.id, receipt=petition.receipt, open_answers=kept)

    def edition(self, petition: Petition[Any]) -> str:
        """Return a mark of the answers of a petition that was just shown: another one once any of them was changed."""
        return self.case.edition(self._access.by_id(petition.id))

    def list(
        self,
        *,
        form: str | None = None,
        state: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page:
        """Return the petitions that the actor may read, the newest first; personal answers are hidden.

        `next` of the page is the `cursor` of the one after it. Raises Invalid for a state that there is not.
        """
        self._work.need("petition.read")
        if state is not None and state not in self._forms.procedures.states:
            raise invalid("state", "Choose one of the states.", "상태를 목록에서 고르세요.")
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
        now = self._work.at
        soon, me, most = soon_until(now, self._forms.calendar), self._work.actor.stands_for, self._limit(limit)
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
        calendar_of = self._forms.calendar_of
        items = (
            waiting_of(self.case.hidden(row), now=now, soon=soon, calendar=calendar_of(row["unit"])) for row in rows
        )
        return Queue(items=tuple(items), counts=counts_of(*counts), view=view, at=now)

    def reveal(self, receipt: str, reason: str) -> dict[str, Any]:
        """Return the personal answers of a petition as they were given, by field. The reason stays with the fact.

        Only those of the kinds that the actor's roles reveal are opened. Raises Invalid without a reason.
        """
        row = self._access.found(receipt, "petition.reveal")
        if not reason.strip():
            raise invalid("reason", "Say why you need to see this.", "왜 보는지 적으세요.")
        answers = self.case.personal(row, kinds=self._access.kinds(row))
        self._work.note(
            facts.REVEALED,
            object=object_of(row),
            subjects=subjects_of(row),
            basis=self._forms.privacy("개인정보 보호법 제29조"),
            details={"form": row["form"], "unit": row["unit"], "fields": sorted(answers)},
            private={"reason": reason},
        )
        return answers

    def actions(self, petition: Petition[Any]) -> Actions:
        """Return what the actor can do with the petition now."""
        return self.moves(petition)[0]

    def moves(self, petition: Petition[Any]) -> tuple[Actions, Mapping[Action, str]]:
        """Return what the actor can do now, and what could be done in this state but for a condition, by action.

        `egovframe.forms.procedure.guards.WRONG` says each condition as a sentence.
        """
        row = self._access.by_id(petition.id)
        guards = self._guards(row)
        found = [
            (cast("Action", move.action), guards.missing(move.guards))
            for move in self._procedure(row).moves_of(petition.state)
            if self._access.allows(row, BY[cast("Action", move.action)])
            and (not move.by or self._access.allows(row, move.by))
        ]
        possible = [action for action, missing in found if missing is None]
        return possible, {
            action: missing for action, missing in found if missing is not None and action not in possible
        }

    def ready(self, receipt: str, action: Action) -> None:
        """Raise what keeps the actor from this action on the petition, before anything is entered for it.

        Raises Forbidden, NotFound, or Conflict where the state does not allow it. Nothing is shown, so no fact is left.
        """
        self._begin(receipt, action)

    def timeline(self, petition: Petition[Any]) -> Steps:
        """Return what has happened to a petition that the actor has just read, the oldest first."""
        return self.case.timeline(petition)

    # ------------------------------------------------------------------ inside

    def _shown_to_holder(self, row: store.Row, *, masked: bool) -> Petition[Any]:
        if not masked:
            self._access.held.add(row["id"])
        petition = self.case.masked(row) if masked else self.case.shown(row)
        self._work.note(
            facts.READ,
            object=object_of(row),
            subjects=subjects_of(row),
            basis=self._forms.privacy("개인정보 보호법 제35조"),
            details={"form": row["form"], "unit": row["unit"], "masked": int(masked), "holder": 1},
        )
        return petition

    def _listed(self, rows: Rows, *, details: dict[str, Any]) -> None:
        """Note a list: whose petitions were shown is part of the fact."""
        subjects = tuple(subject for row in rows for subject in subjects_of(row))
        self._work.note(
            facts.LISTED,
            subjects=subjects,
            basis=self._forms.privacy("개인정보 보호법 제29조"),
            details={**details, "count": len(rows)},
        )

    def _known(self, form: str | None) -> str:
        """Return the name of a form for a fact: details are published, so what somebody typed is no part of them."""
        return "" if form is None else form if form in self._forms.offers else "(unknown)"

    def _limit(self, limit: int | None) -> int:
        return max(1, min(limit or self._forms.settings.page, 500))
