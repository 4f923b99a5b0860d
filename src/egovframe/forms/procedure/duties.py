"""What comes due by itself while a case waits: progress notices, a limit or a supplement's time that runs out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from egovframe.forms.access import event_of
from egovframe.forms.escalation.climbing import Climbing
from egovframe.forms.events import Overdue, PartLate, ProgressDue, SupplementLapsed
from egovframe.forms.joint import store as joint
from egovframe.forms.procedure import store
from egovframe.forms.procedure.room import DECREE, LAW, step_fact
from egovframe.kernel.clock import instant, moment

if TYPE_CHECKING:
    from egovframe.forms.store import Row
    from egovframe.kernel.facts import FactType

EVERY: Final = timedelta(days=30)
"""영23: a case that takes long is reported on 30 days after its receipt, and every 30 days after that."""


class Duties(Climbing):
    """The office's own duties, for its worker. Each is told once, however often it is looked for."""

    def tick(self, *, most: int = 200) -> int:
        """Say what has come due since the last time, at most so much of each kind; return how much that was.

        Where another process is at it there is nothing left to do. Needs `petition.answer` for every unit: the office
        itself does this.
        """
        self._work.need("petition.answer")
        if not store.take_turn(self._work.conn):
            return 0
        return self._progress(most) + self._overdue(most) + self._lapsed(most) + self._late_parts(most)

    def _progress(self, most: int) -> int:
        """Say of whom the applicants are to be told how it stands (영23)."""
        before = instant(self._work.at - EVERY)
        found = 0
        for row in store.due_for_progress(self._work.conn, before=before, now=instant(self._work.at), limit=most):
            nth = (self._work.at - moment(row["received"])) // EVERY
            if nth <= row["reported"]:
                continue
            self._due(row, "progress", step_fact("progress"), basis=f"{DECREE} 제23조", value=nth)
            self._work.emit(ProgressDue(**event_of(row), nth=nth))
            found += 1
        return found

    def _overdue(self, most: int) -> int:
        """Say which cases were not decided in time."""
        rows = store.overdue(self._work.conn, now=instant(self._work.at), limit=most)
        for row in rows:
            self._due(row, "overdue", step_fact("overdue"), basis="", about=row["due"])
            self._work.emit(Overdue(**event_of(row), due=row["due"]))
        return len(rows)

    def _lapsed(self, most: int) -> int:
        """Say which supplements did not come in time (영25)."""
        rows = store.lapsing(self._work.conn, now=instant(self._work.at), limit=most)
        for supplement in rows:
            store.change_supplement(self._work, supplement, {"lapsed": instant(self._work.at)})
            row, nth = self._access.by_id(supplement["petition"]), supplement["nth"]
            details = {"supplement": supplement["id"], "nth": nth}
            self._written(row, "lapse", about=None, value=nth, words=None)
            self._noted(step_fact("lapse"), row, basis=f"{DECREE} 제25조", details=details)
            self._work.emit(SupplementLapsed(**event_of(row), supplement=supplement["id"], nth=nth))
        return len(rows)

    def _late_parts(self, most: int) -> int:
        """Say which units that take part did not reply in time (법20①)."""
        rows = joint.late(self._work.conn, now=instant(self._work.at), limit=most)
        for part in rows:
            joint.change(self._work, part, {"reminded": instant(self._work.at)})
            row, its = self._access.by_id(part["petition"]), {"part": part["id"], "to": part["unit"]}
            self._written(row, "late_part", about=part["unit"], value=None, words=None)
            details = {**its, "reply_by": part["reply_by"]}
            self._noted(step_fact("late_part"), row, basis=f"{LAW} 제20조제1항", details=details)
            self._work.emit(PartLate(**event_of(row), **details))
        return len(rows)

    def _due(
        self,
        row: Row,
        action: str,
        fact: FactType,
        *,
        basis: str,
        about: str | None = None,
        value: int | None = None,
    ) -> None:
        self._written(row, action, about=about, value=value, words=None)
        details = {"nth": value} if value is not None else {"due": about}
        self._noted(fact, row, basis=basis, details=details)
