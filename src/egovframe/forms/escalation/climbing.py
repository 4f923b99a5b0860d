"""Climbing the ladder: for the office's worker, each rung once for a petition and its deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.forms.access import event_of
from egovframe.forms.deadlines import due_at
from egovframe.forms.escalation import store
from egovframe.forms.events import Escalated
from egovframe.forms.limits import parse_limit
from egovframe.forms.permissions import SUPERVISE
from egovframe.forms.procedure.room import DECREE, LAW, Room, step_fact
from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.escalation.model import Ladder, Rung, To
    from egovframe.forms.store import Row

PAGE: Final = 1_000
"""So many petitions are looked at together."""


class Climbing(Room):
    """Tells who is to be told as deadlines come near and pass.

    Of several rungs that are reached at once only the last one is told. A deadline that moved begins anew: what lies
    behind it already is passed over, what lies ahead is told again. A petition whose clock stands still waits.
    """

    def climb(self, *, most: int) -> int:
        """Tell of the rungs that were reached since the last time, at most so many; return how many that were."""
        found, after = 0, None
        while found < most:
            rows = store.running(self._work.conn, after=after, limit=PAGE)
            known = store.reached(self._work.conn, [row["id"] for row in rows]) if rows else {}
            for row in rows:
                found += self._climbed(row, known.get(row["id"], []))
                if found >= most:
                    break
            if len(rows) < PAGE:
                break
            after = rows[-1]
        return found

    def _climbed(self, row: Row, before: list[store.Row]) -> int:
        ladder = self._forms.ladders.of(row["form"])
        calendar = self._forms.calendar_of(row["unit"])
        left = self._left(row, self._work.at)
        day, limit = calendar.hours.minutes, self._limit_of(row)
        rung = ladder.last_reached(left, limit=limit, day=day)
        if rung is None:
            return 0
        here = [each for each in before if each["due"] == row["due"]]
        if here and not all(ladder.later(rung, each["rung"], limit=limit, day=day) for each in here):
            return 0
        behind = None
        if before and not here:  # the deadline moved: what was reached when it did lies behind
            behind = ladder.last_reached(self._left(row, moment(row["known"] or row["received"])), limit=limit, day=day)
        told = behind is None or ladder.later(rung, behind.name, limit=limit, day=day)
        self._reached(row, ladder, rung, told=told)
        return 1

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
        for account in dict.fromkeys(account for _, account, _ in people):
            self._work.emit(Escalated(**event_of(row), rung=rung.name, due=row["due"], account_id=account))

    def _people(self, row: Row, rung: Rung) -> list[tuple[To, str, str]]:
        """Return who is told: what they are, their account and its name; each of them once."""
        conn, at, organisation = self._work.conn, self._work.at, self._forms.organisation
        found: list[tuple[To, str, str]] = []
        for who in rung.to:
            if who == "handler" and row["handler"] is not None:
                found.append((who, row["handler"], row["handler_name"]))
            elif who == "head":
                found += [(who, head.id, head.name) for head in organisation.heads(conn, row["unit"], at)[:1]]
            elif who == "supervisor":
                held = organisation.officers(conn, SUPERVISE.name, unit=row["unit"], form=row["form"], at=at)
                found += [(who, officer.id, officer.name) for officer in held]
        if not found:  # nobody has it and nobody heads it: whoever could take it hears of it
            held = organisation.officers(conn, "petition.answer", unit=row["unit"], form=row["form"], at=at)
            found = [("handler", officer.id, officer.name) for officer in held if officer.near == 0]
        once = {account: (who, account, name) for who, account, name in reversed(found)}
        return [each for each in found if once[each[1]] == each]
