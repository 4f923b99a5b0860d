"""What is missing from a petition: asked for, waited for with the clock standing still, handed in (법22①, 영24, 25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.access import event_of
from egovframe.forms.deadlines import civil_end
from egovframe.forms.events import SupplementAsked, Supplemented, SupplementExtended
from egovframe.forms.limits import Limit
from egovframe.forms.model import Petition
from egovframe.forms.prefill.recording import keep_changed
from egovframe.forms.procedure import store
from egovframe.forms.procedure.room import DECREE, Room, invalid, needed, step_fact
from egovframe.forms.uploads.attaching import amended_files
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from datetime import date

    from egovframe.forms.store import Row

PAUSE: Final = "supplement"
_LONGEST: Final = {1: 180, 2: 10}
"""How many days can be given for the first request, and for the second (영25①: ten at most)."""


class Supplements(Room):
    """Requests for a supplement. The periods are those of the civil law: the first day does not count (민법 157)."""

    def ask_supplement(self, receipt: str, text: str, *, days: int) -> Petition[Any]:
        """Ask the applicant for what is missing, to be handed in within so many days; the clock stands still.

        The first time within eight office hours of the receipt (영24①; the fact says when it was later). A second
        request is possible once the time of the first ran out, for ten days at most (영25①). Raises Invalid.
        """
        row, move = self._begin(receipt, "ask_supplement")
        nth = len(store.supplements_of(self._work.conn, row["id"])) + 1
        needed("text", text, "Write what is missing.", "보완할 내용을 적으세요.")
        if not 1 <= days <= _LONGEST[nth]:
            raise invalid(
                "days",
                f"Give from 1 to {_LONGEST[nth]} days.",
                f"기간은 1일에서 {_LONGEST[nth]}일까지입니다.",
            )
        until, supplement = self._ends(row, self._today(row), days), new_id()
        values = {
            "id": supplement,
            "petition": row["id"],
            "nth": nth,
            "asked": instant(self._work.at),
            "days": days,
            "due": until,
            "extended": 0,
            "answered": None,
            "lapsed": None,
        }
        store.add_supplement(self._work, values)
        if row["state"] != "awaiting_supplement":  # the clock stands still since the first request otherwise
            row = self._forms.clockwork(self._work).pause(row, PAUSE).row
        after = self._step(
            row,
            move,
            step_fact("ask_supplement"),
            basis=f"{DECREE} 제24조제1항" if nth == 1 else f"{DECREE} 제25조제1항",
            details={"supplement": supplement, "nth": nth, "until": until, "late": self._waited(row, hours=8)},
            about=until,
            value=nth,
            words={"text": text},
        )
        self._work.emit(SupplementAsked(**event_of(after), supplement=supplement, nth=nth, until=until))
        return self.case.masked(after)

    def extend_supplement(self, receipt: str, reason: str = "") -> Petition[Any]:
        """Take as many days again for a supplement, before its time runs out and at most twice (영24②)."""
        row, move = self._begin(receipt, "extend_supplement")
        before = store.supplements_of(self._work.conn, row["id"])[-1]
        last = self._forms.calendar_of(row["unit"]).local(moment(before["due"])).date()
        until, times = self._ends(row, last, before["days"]), before["extended"] + 1
        store.change_supplement(self._work, before, {"due": until, "extended": times})
        after = self._step(
            row,
            move,
            step_fact("extend_supplement"),
            basis=f"{DECREE} 제24조제2항",
            details={"supplement": before["id"], "until": until, "times": times},
            about=until,
            value=times,
            words={"reason": reason},
        )
        event = SupplementExtended(**event_of(after), supplement=before["id"], until=until, times=times)
        self._work.emit(event)
        return self.case.masked(after)

    def supplement(
        self, receipt: str, text: str, answers: Mapping[str, Any] | None = None, *, seen: str | None = None
    ) -> Petition[Any]:
        """Hand in what was asked for: in words, and with `answers` that replace those of the petition.

        The day on which it was asked for and that on which it came both do not count (영20). Raises Invalid without a
        text or answers, FormInvalid when the answers together do not hold, and Conflict where they are others by now
        than the `edition` that was `seen` (None asks nothing).
        """
        row, move = self._begin(receipt, "supplement")
        if not answers:
            needed("text", text, "Write or change what was asked for.", "보완하는 내용을 적으세요.")
        before = store.supplements_of(self._work.conn, row["id"])[-1]
        store.change_supplement(self._work, before, {"answered": instant(self._work.at)})
        changes: dict[str, Any] = {}
        fields: list[str] = []
        if answers:
            _, changes, fields = self.case.amended(row, answers, seen=seen)
            amended_files(self._work, self._forms, {**row, **changes})
            keep_changed(self._work, row["id"], fields)
        moved = self._forms.clockwork(self._work).resume(row, reason=PAUSE)
        after = self._step(
            moved.row,
            move,
            step_fact("supplement"),
            changes=changes,
            basis=f"{DECREE} 제24조",
            details={"supplement": before["id"], "fields": fields, "due": moved.row["due"]},
            value=before["nth"],
            words={"text": text},
        )
        self._work.emit(Supplemented(**event_of(after), supplement=before["id"]))
        self._moved(moved, "supplement")
        return self.case.masked(after)

    def _ends(self, row: Row, given: date, days: int) -> str:
        """Return when a period of so many days ends that is given on a day."""
        return instant(civil_end(given, Limit(days, "d"), calendar=self._forms.calendar_of(row["unit"])))
