"""The verbs of the monthly review (`work.supervision`): look through a month, and sign what was found in a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.forms import facts as of_petitions
from egovframe.forms.access import subjects_of
from egovframe.forms.permissions import SUPERVISE
from egovframe.forms.personal import masked_text
from egovframe.forms.procedure.room import LAW, Room, invalid
from egovframe.forms.procedure.store import steps_of
from egovframe.forms.supervision import store
from egovframe.forms.supervision.facts import REVIEWED
from egovframe.forms.supervision.model import Line, Month, ReviewState, UnitMonth, digest_of, month_of
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.supervision.model import Kind

BASIS: Final = f"{LAW} 시행령 제22조제1항, 시행규칙 제7조"


class Supervision(Room):
    """The months of handling, as the person at work supervises them. Needs `petition.supervise`, held in units."""

    def month(self, name: str) -> Month:
        """Return a month such as `2026-10` with the units that the actor supervises. Raises Forbidden and Invalid.

        Looking is a fact that names whose petitions are listed.
        """
        self._work.need(SUPERVISE.name)
        _, _, until = month_of(name, self._forms.calendar)
        found = self._units(name)
        self._work.note(
            of_petitions.LISTED,
            subjects=tuple(dict.fromkeys(each for _, subjects in found for each in subjects)),
            basis=BASIS,
            details={"view": f"month {name}", "form": "", "count": sum(len(unit.lines) for unit, _ in found)},
        )
        return Month(name, until, tuple(unit for unit, _ in found))

    def sign(self, name: str, unit: str, *, findings: str) -> UnitMonth:
        """Sign that the month of a unit was reviewed, with what was found; once, after the month is over.

        Raises Forbidden, Invalid for no such unit or without findings where there is something to say, and Conflict
        while the month runs and once it is signed.
        """
        self._work.need(SUPERVISE.name)
        month_of(name, self._forms.calendar)
        if unit not in self._forms.units:
            raise invalid("unit", "Choose a unit of the office.", "부서를 고르세요.")
        self._work.need(SUPERVISE.name, unit=unit)
        before = next((each for each, _ in self._units(name) if each.unit == unit), None)
        lines = before.lines if before is not None else ()
        if self._state(name, signed=False) == "running":
            raise Conflict("The month is not over yet.", hint="Sign it once it is over, by the fifth of the next one.")
        if lines and not findings.strip():
            raise invalid("findings", "Write what you found and what follows.", "점검한 내용과 조치를 적으세요.")
        actor, digest = self._work.actor, digest_of(lines)
        values = {
            "id": new_id(),
            "month": name,
            "unit": unit,
            "digest": digest,
            "findings": findings,
            "at": instant(self._work.at),
            "by": actor.id,
            "by_name": actor.name,
        }
        store.add(self._work, values)
        after = UnitMonth(unit, lines, "signed", self._work.at, actor.name, findings, digest)
        counts = {kind: after.count(kind) for kind in ("late", "extended", "unanswered")}
        details = {"month": name, "unit": unit, "digest": digest, **counts}
        self._work.note(REVIEWED, object=f"month:{name}/{unit}", basis=self._forms.basis(BASIS), details=details)
        return after

    # ------------------------------------------------------------------ inside

    def _units(self, name: str) -> list[tuple[UnitMonth, list[str]]]:
        """Return the months of the supervised units that have lines or a review, and whose petitions stand there."""
        begins, ends, _ = month_of(name, self._forms.calendar)
        conn, opened = self._work.conn, self._work.actor.rows(SUPERVISE.name)
        start, end = instant(begins), instant(ends)
        due = instant(min(ends, self._work.at))
        rows: list[tuple[Kind, store.Row]] = [
            *(("late", row) for row in store.late(conn, start, end)),
            *(("extended", row) for row in store.extended(conn, start, end)),
            *(("unanswered", row) for row in store.unanswered(conn, due=due, ends=end)),
        ]
        lines: dict[str, list[Line]] = {}
        subjects: dict[str, list[str]] = {}
        for kind, row in rows:
            if opened.opens(row["unit"], row["form"], row["handler"]):
                lines.setdefault(row["unit"], []).append(self._line(kind, row, before=end))
                subjects.setdefault(row["unit"], []).extend(subjects_of(row))
        reviews = {
            unit: review
            for unit, review in store.reviews_of(conn, name).items()
            if self._work.may(SUPERVISE.name, unit=unit)
        }
        found = []
        for unit in sorted({*lines, *reviews}):
            review = reviews.get(unit)
            state = self._state(name, signed=review is not None)
            its = tuple(lines.get(unit, ()))
            month = UnitMonth(unit, its, state)
            if review is not None:
                signed = moment(review["at"])
                month = UnitMonth(unit, its, state, signed, review["by_name"], review["findings"], review["digest"])
            found.append((month, subjects.get(unit, [])))
        return found

    def _line(self, kind: Kind, row: store.Row, *, before: str) -> Line:
        said = [
            self.case.said(row["id"], step).get("reason", "")
            for step in steps_of(self._work.conn, row["id"])
            if step["action"] in ("extend", "ask_consent", "waive_parts") and step["at"] < before
        ]
        return Line(
            receipt=row["receipt"],
            form=row["form"],
            unit=row["unit"],
            kind=kind,
            handler=row["handler_name"] or "",
            received=moment(row["received"]),
            due=moment(row["due"]),
            decided=None if row["decided"] is None else moment(row["decided"]),
            reason=masked_text(said[-1], identifiers=self._forms.identifiers) if said else "",
        )

    def _state(self, name: str, *, signed: bool) -> ReviewState:
        _, ends, until = month_of(name, self._forms.calendar)
        if signed:
            return "signed"
        if self._work.at < ends:
            return "running"
        return "overdue" if self._local(self._work.at).date() > until else "open"

    def _local(self, at: datetime) -> datetime:
        return self._forms.calendar.local(at)
