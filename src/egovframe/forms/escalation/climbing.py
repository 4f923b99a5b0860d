"""Climbing the ladder: for the office's worker, each rung once for a petition and its deadline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from egovframe.forms.access import event_of
from egovframe.forms.deadlines import due_at
from egovframe.forms.escalation import store
from egovframe.forms.events import Escalated
from egovframe.forms.limits import parse_limit
from egovframe.forms.permissions import SUPERVISE
from egovframe.forms.procedure.room import DECREE, LAW, Room, step_fact
from egovframe.forms.procedure.store import take_turn
from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.escalation.model import Ladder, Rung, To
    from egovframe.forms.organisation import Officer
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

PAGE: Final = 1_000
"""So many petitions are looked at together."""


class Climbing(Room):
    """Tells who is to be told as deadlines come near and pass.

    Of several rungs that are reached at once only the last one is told. A deadline that moved begins anew: what lies
    behind it already is passed over, what lies ahead is told again. A petition whose clock stands still waits.
    """

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        super().__init__(work, forms)
        self._held: dict[tuple[str, str, str], Sequence[Officer]] = {}

    def reaching(self) -> list[str]:
        """Return the petitions that have reached a rung which was not told yet, for `climb`; for the office's worker.

        A look: all that is not decided is gone through while others write.
        """
        found: list[str] = []
        after: Row | None = None
        while True:
            rows = store.running(self._work.conn, after=after, limit=PAGE)
            known = store.reached(self._work.conn, [row["id"] for row in rows]) if rows else {}
            found += [row["id"] for row in rows if self._next(row, known.get(row["id"], [])) is not None]
            if len(rows) < PAGE:
                return found
            after = rows[-1]

    def climb(self, petitions: Sequence[str]) -> int:
        """Tell of the rungs that these petitions have reached and that were not told yet; return how many that were.

        Where another process is at it there is nothing left to do. Needs `petition.answer` for every unit.
        """
        self._work.need("petition.answer")
        if not take_turn(self._work.conn):
            return 0
        known = store.reached(self._work.conn, petitions)
        found = 0
        for row in store.running_of(self._work.conn, petitions):
            before = known.get(row["id"], [])
            due = self._next(row, before)
            if due is not None:
                ladder, rung, told = due
                self._reached(row, ladder, rung, told=told)
                found += 1
        return found

    def _next(self, row: Row, before: list[store.Row]) -> tuple[Ladder, Rung, bool] | None:
        """Return the rung that is to be noted now, and whether it is told; None where there is none."""
        ladder = self._forms.ladders.of(row["form"])
        calendar = self._forms.calendar_of(row["unit"])
        day = calendar.hours_on(calendar.local(self._work.at).toordinal()).minutes
        left, limit = self._left(row, self._work.at), self._limit_of(row)
        rung = ladder.last_reached(left, limit=limit, day=day)
        if rung is None:
            return None
        here = [each for each in before if each["due"] == row["due"]]
        if here and not all(ladder.later(rung, each["rung"], limit=limit, day=day) for each in here):
            return None
        behind = None
        if before and not here:  # the deadline moved: what was reached when it did lies behind
            behind = ladder.last_reached(self._left(row, moment(row["known"] or row["received"])), limit=limit, day=day)
        return ladder, rung, behind is None or ladder.later(rung, behind.name, limit=limit, day=day)

    def _left(self, row: Row, at: datetime) -> int:
        """Return the working minutes from a moment to the deadline; 1 at least as long as it has not passed."""
        due = moment(row["due"])
        left = self._forms.calendar_of(row["unit"]).working_minutes_between(at, due)
        return left if left > 0 or at > due else 1

    def _limit_of(self, row: Row) -> int:
        """Return the processing limit in working minutes, without what it was extended by."""
        calendar, limit = self._forms.calendar_of(row["unit"]), parse_limit(row["limit"])
        rules = self._forms.clockwork(self._work).rules_of(row)
        received = moment(row["received"])
        return calendar.working_minutes_between(received, due_at(received, limit, calendar=calendar, rules=rules))

    def _reached(self, row: Row, ladder: Ladder, rung: Rung, *, told: bool) -> None:
        people = self._people(row, rung) if told else []
        values = {
            "id": new_id(),
            "petition": row["id"],
            "due": row["due"],
            "rung": rung.name,
            "ladder": ladder.form,
            "version": ladder.version,
            "at": instant(self._work.at),
            "told": canonical_text([[who, name] for who, _, name in people]),
        }
        store.add(self._work, values)
        action = "escalate" if told else "rearm"
        about = f"{rung.name}: {', '.join(name for _, _, name in people)}" if told else rung.name
        self._written(row, action, about=about, value=ladder.version, words=None)
        details = {"rung": rung.name, "ladder": ladder.form, "version": ladder.version, "due": row["due"]}
        if told:
            details["to"] = sorted({account for _, account, _ in people})
        basis = f"{DECREE} 제28조제2항" if (rung.days or 0) >= 0 and rung.share is None else f"{LAW} 제25조"
        self._noted(step_fact(action), row, basis=basis, details=details)
        its = {**event_of(row), "ladder": ladder.form, "rung": rung.name, "due": row["due"]}
        for account in dict.fromkeys(account for _, account, _ in people):
            self._work.emit(Escalated(**its, version=ladder.version, account_id=account))

    def _people(self, row: Row, rung: Rung) -> list[tuple[To, str, str]]:
        """Return who is told: what they are, their account and its name; each of them once."""
        conn, at, organisation = self._work.conn, self._work.at, self._forms.organisation
        unit, form = row["unit"], row["form"]
        found: list[tuple[To, str, str]] = []
        for who in rung.to:
            if who == "handler" and row["handler"] is not None:
                found.append((who, row["handler"], row["handler_name"]))
            elif who == "head":
                found += [(who, head.id, head.name) for head in organisation.heads(conn, unit, at)[:1]]
            elif who == "supervisor":
                found += [(who, each.id, each.name) for each in self._officers(SUPERVISE.name, unit=unit, form=form)]
        if not found:  # nobody has it and nobody heads it: whoever could take it hears of it
            held = self._officers("petition.answer", unit=unit, form=form)
            found = [("handler", officer.id, officer.name) for officer in held if officer.near == 0]
        once = {account: (who, account, name) for who, account, name in reversed(found)}
        return [each for each in found if once[each[1]] == each]

    def _officers(self, permission: str, *, unit: str, form: str) -> Sequence[Officer]:
        """Return who holds a permission for a form in a unit: asked once a unit of work, not once a petition."""
        key = (permission, unit, form)
        if key not in self._held:
            work, organisation = self._work, self._forms.organisation
            self._held[key] = organisation.officers(work.conn, permission, unit=unit, form=form, at=work.at)
        return self._held[key]
