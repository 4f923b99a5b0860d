"""The conditions of the procedure: what must hold of a case so that a step may be taken, each with its article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from egovframe.forms import store as cases
from egovframe.forms.deadlines import civil_end
from egovframe.forms.joint import store as joint
from egovframe.forms.limits import Limit
from egovframe.forms.notices.model import CLOSING
from egovframe.forms.procedure import store
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

MOST_SUPPLEMENTS: Final = 2
OBJECTION_WITHIN: Final = Limit(60, "d")
WRONG: Final = {
    "supplements_left": "The supplement was asked for already, and its time has not run out or it was asked for twice.",
    "supplement_pending": "The time for the supplement has run out.",
    "supplement_time_left": "The applicant has taken more time twice already.",
    "supplements_lapsed": "A petition is returned only after a supplement was asked for twice and did not come.",
    "extension_left": "The limit was extended twice already.",
    "second_extension": "The first extension needs no consent.",
    "consent_pending": "No consent was asked for.",
    "running": "The clock stands still already.",
    "paused": "The clock runs already.",
    "overdue": "The petition is not overdue.",
    "objection_possible": "An objection is possible once, against a refusal, within 60 days of being told of it.",
    "objection_not_extended": "The time for the objection was extended already.",
    "not_statutory": "A statutory petition is not closed as a repeat.",
    "unrated": "The satisfaction was stated already.",
    "parts_settled": "Units that take part have not replied yet: wait, withdraw their parts, or say why nobody waits.",
    "parts_open": "No unit that takes part is waited for.",
    "parts_missing": "No unit that takes part is waited for, or it was said already why nobody waits.",
}
"""What is said when a condition does not hold, as whole sentences that a catalogue translates."""


class Guards:
    """The conditions of one case, each looked up when it is asked for."""

    def __init__(self, work: UnitOfWork, forms: Forms, row: Row) -> None:
        self._work = work
        self._forms = forms
        self._row = row

    def check(self, guards: Iterable[str]) -> None:
        """Raise Conflict for the first condition that does not hold."""
        if (guard := self.missing(guards)) is not None:
            raise Conflict(WRONG[guard], hint="Look at it again and choose from what is possible now.", guard=guard)

    def missing(self, guards: Iterable[str]) -> str | None:
        """Return the first of the conditions that does not hold now, None when all do."""
        return next((guard for guard in guards if not self.holds(guard)), None)

    def holds(self, guard: str) -> bool:
        """Say whether a condition holds now."""
        holds: bool = getattr(self, f"_{guard}")
        return holds

    # ------------------------------------------------------------------ supplements

    @cached_property
    def supplements(self) -> list[Row]:
        """The requests for a supplement."""
        return store.supplements_of(self._work.conn, self._row["id"])

    @property
    def _supplements_left(self) -> bool:
        if self._row["state"] == "awaiting_supplement" and not self._ran_out:
            return False
        return len(self.supplements) < MOST_SUPPLEMENTS

    @property
    def _ran_out(self) -> bool:
        return bool(self.supplements) and self.supplements[-1]["due"] < instant(self._work.at)

    @property
    def _supplement_pending(self) -> bool:
        return bool(self.supplements) and not self._ran_out

    @property
    def _supplement_time_left(self) -> bool:
        return bool(self.supplements) and self.supplements[-1]["extended"] < 2

    @property
    def _supplements_lapsed(self) -> bool:
        return len(self.supplements) == MOST_SUPPLEMENTS and self._ran_out

    # ------------------------------------------------------------------ the clock (영20, 21)

    @cached_property
    def steps(self) -> list[Row]:
        """The steps of the case."""
        return store.steps_of(self._work.conn, self._row["id"])

    @property
    def extensions(self) -> int:
        """How often the limit was extended."""
        return sum(step["action"] in ("extend", "consent") for step in self.steps)

    @property
    def _extension_left(self) -> bool:
        rule = self._forms.rules.extension
        return rule is not None and self.extensions < rule.times

    @property
    def _second_extension(self) -> bool:
        rule = self._forms.rules.extension
        return rule is not None and rule.needs_consent(self.extensions + 1)

    @property
    def asked(self) -> Row | None:
        """The question for consent that waits for an answer, None when none does."""
        about = [step for step in self.steps if step["action"] in ("ask_consent", "consent", "decline", "extend")]
        return about[-1] if about and about[-1]["action"] == "ask_consent" else None

    @property
    def _consent_pending(self) -> bool:
        return self.asked is not None

    @property
    def _running(self) -> bool:
        return self._row["held"] is None

    @property
    def _paused(self) -> bool:
        return self._row["held"] is not None

    @property
    def _overdue(self) -> bool:
        return self._running and bool(self._row["due"] < instant(self._work.at))

    # ------------------------------------------------------------------ units that take part (법31)

    @cached_property
    def parts(self) -> list[Row]:
        """The parts of other units that are still waited for."""
        return [part for part in joint.of_petition(self._work.conn, self._row["id"]) if part["settled"] is None]

    @property
    def _parts_open(self) -> bool:
        return bool(self.parts)

    @property
    def _parts_missing(self) -> bool:
        if not self.parts:
            return False
        waived = max((step["at"] for step in self.steps if step["action"] == "waive_parts"), default="")
        return any(part["asked"] > waived for part in self.parts)

    @property
    def _parts_settled(self) -> bool:
        return not self._parts_missing

    # ------------------------------------------------------------------ after the decision (법23, 26, 35)

    @property
    def _objection_possible(self) -> bool:
        """법35①: against a refusal, within 60 days of being told of it; the day of it does not count (민법 157)."""
        row, conn = self._row, self._work.conn
        if row["outcome"] != "refused" or row["decided"] is None or store.objection_of(conn, row["id"]) is not None:
            return False
        told = [each["at"] for each in cases.notices_of(conn, row["id"]) if each["kind"] in CLOSING]
        calendar = self._forms.calendar_of(row["unit"])
        day = calendar.local(moment(max(told, default=row["decided"]))).date()
        end = civil_end(day, OBJECTION_WITHIN, calendar=calendar)
        # A period of the civil law lasts its last day whole, whenever the office closes: the filing is electronic.
        midnight = end.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return self._work.at < midnight

    @property
    def _objection_not_extended(self) -> bool:
        found = store.objection_of(self._work.conn, self._row["id"])
        return found is not None and not found["extended"]

    @property
    def _not_statutory(self) -> bool:
        offer = self._forms.offers.get(self._row["form"])
        return offer is None or offer.kind not in ("statutory", "법정민원")

    @property
    def _unrated(self) -> bool:
        return all(step["action"] != "rate" for step in self.steps)
