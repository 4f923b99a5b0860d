"""The clock of one case: stop it, let it go on, prolong it, and say by when the case is due and why then.

It asks for no permission and leaves no fact: whoever takes a step of the procedure did the one and does the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from egovframe.forms import store as cases
from egovframe.forms.access import event_of, object_of, subjects_of
from egovframe.forms.casetime import counting, store
from egovframe.forms.casetime.facts import DEADLINE_MOVED
from egovframe.forms.casetime.model import Moved
from egovframe.forms.deadlines import Deadline, Extension, check_extensions, deadline, due_at
from egovframe.forms.events import DeadlineMoved
from egovframe.forms.limits import ClockRules, Limit, parse_limit
from egovframe.forms.pauses import Pause
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Petition
    from egovframe.forms.store import Row
    from egovframe.kernel.calendar import Calendar
    from egovframe.kernel.work import UnitOfWork


class Clockwork:
    """The clocks of cases, within one unit of work (`forms.clockwork(work)`).

    Every verb takes the row of a petition that was read in this unit of work and returns it as it is then, with the due
    date before and after. The clock of a decided case has stopped: every verb raises Conflict for it.
    """

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    # ------------------------------------------------------------------ what moves it

    def pause(self, row: Row, reason: str, start: datetime | None = None) -> Moved:
        """Let the clock stand still from `start` (an aware moment; now) for a reason of the jurisdiction.

        Until it goes on, the due date is the earliest one possible: as if it went on the same day. Several reasons may
        stop it at once. Raises PauseError for a reason that stops no clock, Conflict when this one stops it already.
        """
        self._check_open(row)
        begins = start or self._work.at
        calendar = self._calendar(row)
        self.rules_of(row).reason(reason)  # refuses a reason that there is not
        if any(each["reason"] == reason for each in self._standing(row)):
            raise Conflict("The clock stands still for this reason already.", hint="Let it go on first.")
        values = {
            "id": new_id(),
            "petition": row["id"],
            "reason": reason,
            "start": instant(calendar.local(begins)),
            "end": None,
            "started_by": self._work.actor.id,
            "ended_by": None,
        }
        store.add_pause(self._work, values)
        return self._moved(row, {"held": row["held"] or values["start"]})

    def resume(self, row: Row, end: datetime | None = None, *, reason: str | None = None) -> Moved:
        """Let the clock go on; `end` (an aware moment; now) is the last moment that does not count.

        `reason` says which pause ends where several stop the clock. Raises Conflict when none does.
        """
        self._check_open(row)
        standing = [each for each in self._standing(row) if reason in (None, each["reason"])]
        if len(standing) != 1:
            raise Conflict(
                "No pause of this reason stops the clock." if not standing else "Several pauses stop the clock.",
                hint="Say for which reason it stands still." if standing else "The clock runs already.",
                standing=[each["reason"] for each in self._standing(row)],
            )
        ends = instant(max(end or self._work.at, moment(standing[0]["start"])))
        store.end_pause(self._work, standing[0], {"end": ends, "ended_by": self._work.actor.id})
        left = self._standing(row)
        return self._moved(row, {"held": min((each["start"] for each in left), default=None)})

    def extend(self, row: Row, by: Limit, reason: str, *, consented: bool = False) -> Moved:
        """Prolong the limit of the case; the applicant is told `reason`, which is sealed by the case's key.

        Raises LimitError for an extension that the jurisdiction does not allow: too often, too long, or without a
        consent that it needs.
        """
        self._check_open(row)
        known = self._extensions(row, opened=False)
        check_extensions(
            parse_limit(row["limit"]), [*known, Extension(by, reason, consented)], rules=self.rules_of(row)
        )
        extension_id = new_id()
        values = {
            "id": extension_id,
            "petition": row["id"],
            "added": str(by),
            "reason": self._forms.at(self._work).case.sealed(row["id"], _name(extension_id), reason.encode()),
            "consented": int(consented),
            "at": instant(self._work.at),
            "by": self._work.actor.id,
        }
        store.add_extension(self._work, values)
        return self._moved(row, {})

    def recompute(self, row: Row) -> Moved:
        """Count the due date anew by all that is known now: holidays declared since, pauses, extensions."""
        self._check_open(row)
        return self._moved(row, {})

    def recount(self, row: Row, *, why: str) -> bool:
        """Count the due date anew for the office's own sake; where it moves, leave a fact and tell whoever follows.

        Says whether it moved. What is already decided, and a case whose objection runs by a limit of its own, stay.
        """
        if row["decided"] is not None or row["state"] == "objected" or self._due(row) == moment(row["due"]):
            return False
        moved = self._moved(row, {})
        after = moved.row
        details = {"form": after["form"], "unit": after["unit"], "state": after["state"], "why": why}
        self._work.note(
            DEADLINE_MOVED, object=object_of(after), subjects=subjects_of(after), details={**details, **moved.details}
        )
        self._work.emit(DeadlineMoved(**event_of(after), old=row["due"], new=after["due"], why=why))
        return True

    # ------------------------------------------------------------------ what it says

    def would_be_due(self, row: Row, lengths: Sequence[Limit]) -> list[datetime]:
        """Return by when the case would be due if its limit were prolonged by each of these now. Raises LimitError."""
        self._check_open(row)
        counted = self._counted(row)
        known = counted.pop("extensions")
        return [due_at(**counted, extensions=[*known, Extension(by, _SEALED, consented=True)]) for by in lengths]

    def standing(self, row: Row) -> Sequence[str]:
        """Return the reasons for which the clock stands still now, the oldest first."""
        return [each["reason"] for each in self._standing(row)]

    def deadline(self, row: Row) -> Deadline:
        """Return by when the case is due, with the ledger that explains it, its pauses and its extensions.

        The calendar is the one that was known when the due date was last counted. While the clock stands still the
        ledger is that of a case that went on today.
        """
        return deadline(
            moment(row["received"]),
            parse_limit(row["limit"]),
            calendar=self._forms.calendar_known_at(row["unit"], moment(row["known"] or row["received"])),
            pauses=self._pauses(row, until=self._work.at),
            extensions=self._extensions(row),
            rules=self.rules_of(row),
        )

    def deadline_of(self, petition: Petition[Any]) -> Deadline:
        """Return the deadline of a petition that the person at work has just been shown."""
        row = cases.by_id(self._work.conn, petition.id)
        if row is None:  # it was shown a moment ago, and no petition is ever removed
            raise Conflict("The petition is gone.", hint="Run `egovframe verify`: a row is missing.")
        return self.deadline(row)

    def rules_of(self, row: Row) -> ClockRules:
        """Return the rules by which this case is counted: the office's, as they were when it was received."""
        return counting.read(self._forms.rules, row["counting"])

    # ------------------------------------------------------------------ inside

    def _moved(self, row: Row, changes: dict[str, Any]) -> Moved:
        """Count the due date anew and write it into the row."""
        changes = {**changes, "due": instant(self._due(row)), "known": instant(self._work.at)}
        return Moved(cases.change_petition(self._work, row, changes), moment(row["due"]), moment(changes["due"]))

    def _due(self, row: Row) -> datetime:
        """Return by when the case is due by all that is known now."""
        return due_at(**self._counted(row))

    def _counted(self, row: Row) -> dict[str, Any]:
        """Return what a due date is counted from, by all that is known now."""
        return {
            "received": moment(row["received"]),
            "limit": parse_limit(row["limit"]),
            "calendar": self._forms.calendar_known_at(row["unit"], self._work.at),
            "pauses": self._pauses(row),
            "extensions": self._extensions(row, opened=False),
            "rules": self.rules_of(row),
        }

    def _standing(self, row: Row) -> Sequence[Row]:
        return [each for each in store.pauses_of(self._work.conn, row["id"]) if each["end"] is None]

    def _pauses(self, row: Row, *, until: datetime | None = None) -> list[Pause]:
        """Return the pauses in the office's days; one that goes on lasts `until`, or its first day only."""
        local = self._calendar(row).local
        found = []
        for each in store.pauses_of(self._work.conn, row["id"]):
            start = moment(each["start"])
            end = moment(each["end"]) if each["end"] else max(start, until or start)
            found.append(Pause(local(start).date(), local(end).date(), each["reason"], since=start, until=end))
        return found

    def _extensions(self, row: Row, *, opened: bool = True) -> list[Extension]:
        """Return the extensions in order; unless `opened`, without the words of their reasons."""
        case = self._forms.at(self._work).case
        return [
            Extension(
                parse_limit(each["added"]),
                case.opened(row["id"], _name(each["id"]), each["reason"]).decode() if opened else _SEALED,
                bool(each["consented"]),
            )
            for each in store.extensions_of(self._work.conn, row["id"])
        ]

    def _calendar(self, row: Row) -> Calendar:
        return self._forms.calendar_of(row["unit"])

    def _check_open(self, row: Row) -> None:
        if row["decided"] is not None:
            raise Conflict(
                "The petition is decided: its clock has stopped.", hint="Nothing has to be counted any more."
            )


_SEALED = "(sealed)"
"""What stands for a reason where only the length of an extension matters."""


def _name(extension_id: str) -> str:
    return f"extension:{extension_id}"
