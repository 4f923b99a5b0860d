"""The verbs of the monthly review (`work.supervision`): look through a month, and sign what was found in a unit."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from egovframe.forms import facts as of_petitions
from egovframe.forms.access import subjects_of
from egovframe.forms.permissions import SUPERVISE
from egovframe.forms.personal import masked_text
from egovframe.forms.procedure.room import LAW, Room, invalid
from egovframe.forms.procedure.store import last_steps
from egovframe.forms.supervision import store
from egovframe.forms.supervision.facts import REVIEWED
from egovframe.forms.supervision.model import HandledMonth, Line, ReviewState, UnitMonth, digest_of, review_by
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict
from egovframe.kernel.ids import new_id
from egovframe.kernel.month import Month

if TYPE_CHECKING:
    from egovframe.forms.store import Row
    from egovframe.forms.supervision.model import Kind

REASONED: Final = ("extend", "ask_consent", "waive_parts")
"""The steps that say why a petition takes long."""

BASIS: Final = f"{LAW} 시행령 제22조제1항, 시행규칙 제7조"


class Supervision(Room):
    """The months of handling, as the person at work supervises them. Needs `petition.supervise`, held in units."""

    def month(self, name: str) -> HandledMonth:
        """Return a month such as `2026-10` with the units that the actor supervises. Raises Forbidden and Invalid.

        Looking is a fact that names whose petitions are listed.
        """
        self._work.need(SUPERVISE.name)
        month = Month.parse(name)
        found = self._units(month)
        self._work.note(
            of_petitions.LISTED,
            subjects=tuple(dict.fromkeys(each for _, subjects in found for each in subjects)),
            basis=self._forms.basis(BASIS),
            details={"view": f"month {month}", "form": "", "count": sum(len(unit.lines) for unit, _ in found)},
        )
        return HandledMonth(month, tuple(unit for unit, _ in found))

    def sign(self, name: str, unit: str, *, findings: str) -> UnitMonth:
        """Sign that the month of a unit was reviewed, with what was found; once, after the month is over.

        Raises Forbidden, Invalid for no such unit or without findings where there is something to say, and Conflict
        while the month runs and once it is signed.
        """
        self._work.need(SUPERVISE.name)
        month = Month.parse(name)
        if unit not in self._forms.units:
            raise invalid("unit", "Choose a unit of the office.", "부서를 고르세요.")
        self._work.need(SUPERVISE.name, unit=unit)
        before = next((each for each, _ in self._units(month) if each.unit == unit), None)
        lines = before.lines if before is not None else ()
        if self._state(month, signed=False) == "running":
            raise Conflict("The month is not over yet.", hint="Sign it once it is over, by the fifth of the next one.")
        if lines and not findings.strip():
            raise invalid("findings", "Write what you found and what follows.", "점검한 내용과 조치를 적으세요.")
        actor, digest, review = self._work.actor, digest_of(lines), new_id()
        sealed = self._work.cabinet.office_seal(_name(review), findings.encode())
        values = {
            "id": review,
            "month": str(month),
            "unit": unit,
            "digest": digest,
            "findings": base64.b64encode(sealed).decode(),
            "at": instant(self._work.at),
            "by": actor.id,
            "by_name": actor.name,
        }
        store.add(self._work, values)
        after = UnitMonth(
            unit,
            lines,
            "signed",
            self._work.at,
            actor.name,
            masked_text(findings, identifiers=self._forms.identifiers),
            digest,
        )
        counts = {kind: after.count(kind) for kind in ("late", "extended", "unanswered")}
        details = {"month": str(month), "unit": unit, "digest": digest, **counts}
        self._work.note(REVIEWED, object=f"month:{month}/{unit}", basis=self._forms.basis(BASIS), details=details)
        return after

    # ------------------------------------------------------------------ inside

    def _units(self, month: Month) -> list[tuple[UnitMonth, list[str]]]:
        """Return the months of the supervised units that have lines or a review, and whose petitions stand there."""
        conn, opened = self._work.conn, self._work.actor.rows(SUPERVISE.name)
        start, end = month.bounds(self._forms.calendar.zone)
        due = min(end, instant(self._work.at))
        rows: list[tuple[Kind, store.Row]] = [
            *(("late", row) for row in store.late(conn, start, end)),
            *(("extended", row) for row in store.extended(conn, start, end)),
            *(("unanswered", row) for row in store.unanswered(conn, due=due, ends=end)),
        ]
        seen = [(kind, row) for kind, row in rows if opened.opens(row["unit"], row["form"], row["handler"])]
        said = last_steps(conn, {row["id"] for _, row in seen}, REASONED, before=end)
        lines: dict[str, list[Line]] = {}
        subjects: dict[str, list[str]] = {}
        for kind, row in seen:
            lines.setdefault(row["unit"], []).append(self._line(kind, row, said.get(row["id"])))
            subjects.setdefault(row["unit"], []).extend(subjects_of(row))
        reviews = {
            unit: review
            for unit, review in store.reviews_of(conn, str(month)).items()
            if self._work.may(SUPERVISE.name, unit=unit)
        }
        found = []
        for unit in sorted({*lines, *reviews}):
            review = reviews.get(unit)
            state = self._state(month, signed=review is not None)
            its = tuple(lines.get(unit, ()))
            handled = UnitMonth(unit, its, state)
            if review is not None:
                signed = moment(review["at"])
                findings = self._findings(review)
                handled = UnitMonth(unit, its, state, signed, review["by_name"], findings, review["digest"])
            found.append((handled, subjects.get(unit, [])))
        return found

    def _line(self, kind: Kind, row: store.Row, step: Row | None) -> Line:
        reason = "" if step is None else self.case.said(row["id"], step).get("reason", "")
        return Line(
            receipt=row["receipt"],
            form=row["form"],
            unit=row["unit"],
            kind=kind,
            handler=row["handler_name"] or "",
            received=moment(row["received"]),
            due=moment(row["due"]),
            decided=None if row["decided"] is None else moment(row["decided"]),
            reason=masked_text(reason, identifiers=self._forms.identifiers),
        )

    def _findings(self, review: store.Row) -> str:
        """Return what was found, masked as every text in which people may be named."""
        sealed = base64.b64decode(review["findings"])
        return masked_text(
            self._work.cabinet.office_open(_name(review["id"]), sealed).decode(), identifiers=self._forms.identifiers
        )

    def _state(self, month: Month, *, signed: bool) -> ReviewState:
        calendar = self._forms.calendar
        if signed:
            return "signed"
        if not month.ended(self._work.at, calendar.zone):
            return "running"
        return "overdue" if calendar.local(self._work.at).date() > review_by(month) else "open"


def _name(review: str) -> str:
    return f"month-review:{review}"
