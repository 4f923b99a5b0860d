"""Reviews of the trail, on a unit of work: the months, what a month shows, the missing reasons, the signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from egovframe.audit.errors import MonthRunning, MonthSigned, ReasonsOpen
from egovframe.audit.facts import REVIEWED, SIGNED
from egovframe.audit.index.search import Search
from egovframe.audit.permissions import REVIEW
from egovframe.audit.reading import Reader
from egovframe.audit.review import store
from egovframe.audit.review.counting import count
from egovframe.audit.review.reasons import LONGEST, Missing, Queue, not_missing
from egovframe.audit.review.report import FindingCode, LogState, Report
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, Fault, Invalid
from egovframe.kernel.month import Month
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import tzinfo

    from sqlalchemy import Connection

    from egovframe.audit.service import Trail
    from egovframe.kernel.calendar import Calendar
    from egovframe.kernel.work import UnitOfWork

State = Literal["running", "open", "overdue", "signed"]

MUST_REMARK: Final[frozenset[FindingCode]] = frozenset({"log-broken", "outside-writes", "unjustified"})
"""Findings that nobody signs away without a word."""

_REMARK: Final = Text(ko="확인한 내용과 조치를 적으세요.", en="Write what you found out and what is done about it.")
_LONG: Final = Text(ko="1,000자 이내로 줄이세요.", en="Shorten it to 1,000 characters.")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a month and when, and the digest of the report that was signed."""

    month: Month
    at: datetime
    by: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a month stands: `due` is when its review became due, `until` when it is overdue, `open` missing reasons."""

    month: Month
    state: State
    due: datetime
    until: datetime
    open: int
    signature: Signature | None

    def as_json(self) -> dict[str, Any]:
        """Return it for JSON; `signed_by` and `digest` are empty while nobody signed it."""
        return {
            "month": str(self.month),
            "state": self.state,
            "due": instant(self.due),
            "until": instant(self.until),
            "open": self.open,
            "signed_by": self.signature.by if self.signature else "",
            "digest": self.signature.digest if self.signature else "",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A month as the reviewer sees it.

    `report` is the signed one where the month was signed, and what is counted now where it was not. `same` says, for a
    signed month, whether counting it now gives the same digest; `fact` is the id of the fact of the signature and
    `remark` what the reviewer wrote with it.
    """

    standing: Standing
    report: Report
    missing: tuple[Missing, ...]
    findings: tuple[FindingCode, ...]
    same: bool | None = None
    fact: str = ""
    remark: str = ""


class Reviews:
    """The reviews as the person at work may see and sign them.

    `calendar` says where months begin and when the office works; `every` is how many months may end before the first
    of them must have been reviewed.
    """

    def __init__(self, work: UnitOfWork, trail: Trail, *, calendar: Calendar, every: int = 1) -> None:
        self._work = work
        self._trail = trail
        self._calendar = calendar
        self._every = every
        reader = Reader(work.cabinet, trail.title_of, private=True)
        self._queue = Queue(work, reader=reader, title_of=trail.title_of, calendar=calendar)

    # ------------------------------------------------------------------ looking

    def months(self) -> list[Standing]:
        """Return every month since the first fact, the newest first. Raises Forbidden."""
        self._work.need(REVIEW.name, unit=WHOLE_OFFICE)
        return standings(self._work.conn, at=self._work.at, zone=self._calendar.zone, every=self._every)

    def overdue(self) -> list[Month]:
        """Return the months whose review is overdue, the oldest first; anybody may know that."""
        found = standings(self._work.conn, at=self._work.at, zone=self._calendar.zone, every=self._every)
        return sorted(standing.month for standing in found if standing.state == "overdue")

    def look(self, month: Month, *, log: LogState | None = None, form: str = "page") -> Look:
        """Return a month as the reviewer sees it, signed or not. Leaves the fact `review.read`. Raises Forbidden.

        `log` is what somebody has just found out about the log; `form` says what the report is handed out as.
        """
        self._work.need(REVIEW.name, unit=WHOLE_OFFICE)
        self._work.note(REVIEWED, object=f"review:{month}", details={"month": str(month), "form": form})
        conn = self._work.conn
        found = standings(conn, at=self._work.at, zone=self._calendar.zone, every=self._every)
        standing = next((each for each in found if each.month == month), None)
        if standing is None:
            standing = _standing(month, None, 0, at=self._work.at, zone=self._calendar.zone, every=self._every)
        missing = tuple(self._queue.of(month))
        row = store.review(conn, str(month))
        if row is None:
            report = self._count(month, log)
            return Look(
                standing=standing, report=report, missing=missing, findings=report.findings(self._work.actor.id)
            )
        report = Report.parse(row.report)
        fact, remark = self._signing(month)
        return Look(
            standing=standing,
            report=report,
            missing=missing,
            findings=report.findings(row.by),
            same=report.digest == row.digest == self._count(month, report.log).digest,
            fact=fact,
            remark=remark,
        )

    def count(self, month: Month, *, log: LogState | None = None) -> Report:
        """Return a month in numbers, as it is now. Raises Forbidden."""
        self._work.need(REVIEW.name, unit=WHOLE_OFFICE)
        return self._count(month, log)

    def _count(self, month: Month, log: LogState | None) -> Report:
        return count(self._work.conn, month, calendar=self._calendar, cabinet=self._work.cabinet, log=log)

    def _signing(self, month: Month) -> tuple[str, str]:
        """Return the id of the fact that a month was signed, and the remark that was sealed with it."""
        search = Search(action=SIGNED.action, object=f"review:{month}")
        found = self._trail.facts(search, limit=1, private=True)
        return (found[0].id, str(found[0].private.get("remark", ""))) if found else ("", "")

    # ------------------------------------------------------------------ missing reasons

    def mine(self) -> list[Missing]:
        """Return one's own deeds without the reason that is due, the oldest first."""
        return self._queue.by(self._work.actor.id)

    def explain(self, fact_id: str, reason: str) -> str:
        """Give a missing reason afterwards: one's own, or as a reviewer what somebody said when asked.

        Leaves the fact `download.explained` and returns its id. Raises NotFound where none is missing, Forbidden,
        Invalid without a reason, Conflict when it was given already, MonthSigned once the month is closed.
        """
        missing = self._theirs(fact_id)
        return self._queue.explain(missing, reason)

    def judge(self, fact_id: str, judgement: str, remark: str = "") -> str:
        """Say as a reviewer whether a deed was justified; a remark is due where no reason justifies it.

        Leaves the fact `download.judged` and returns its id. Raises as `explain` does.
        """
        self._work.need(REVIEW.name, unit=WHOLE_OFFICE)
        return self._queue.judge(self._queue.one(fact_id), judgement, remark)

    def _theirs(self, fact_id: str) -> Missing:
        missing = self._queue.one(fact_id)
        if missing.actor != self._work.actor.id and not self._work.may(REVIEW.name, unit=WHOLE_OFFICE):
            self._work.denied(REVIEW.name, unit=WHOLE_OFFICE, object=f"fact:{missing.id}")
            raise not_missing(fact_id)  # that somebody else took a copy is told to nobody who may not review
        return missing

    # ------------------------------------------------------------------ signing

    def ready(self, month: Month) -> None:
        """Return when the month can be signed. Raises Forbidden, MonthRunning, MonthSigned, ReasonsOpen."""
        self._work.need(REVIEW.name, unit=WHOLE_OFFICE)
        zone, conn = self._calendar.zone, self._work.conn
        if not month.ended(self._work.at, zone):
            raise MonthRunning(f"{month} is not over yet.", hint="Sign it once the month has ended.")
        if store.review(conn, str(month)) is not None:
            raise _signed_already(month)
        unanswered = store.missing_counts(conn, month.bounds(zone))[-1]
        if unanswered:
            raise ReasonsOpen(
                f"{unanswered} reasons of {month} are missing that nobody gave or judged.",
                hint="Ask those who did it, or judge each with a remark.",
            )

    def sign(self, report: Report, remark: str = "") -> str:
        """Sign a month with the report that was counted for it; return the id of the fact `review.signed`.

        A remark is due where the log does not hold, somebody wrote round the office, or a reason does not justify what
        was done. Raises what `ready` raises, Invalid without a remark that is due, and Conflict when more happened in
        the month since it was counted.
        """
        month = Month.parse(report.month)
        self.ready(month)
        findings = report.findings(self._work.actor.id)
        remark = remark.replace("\r\n", "\n").strip()
        if not remark and MUST_REMARK & {*findings}:
            raise Invalid("There is something to remark.", faults=[Fault("remark", _REMARK, code="missing")])
        if len(remark) > LONGEST:
            raise Invalid("The remark is too long.", faults=[Fault("remark", _LONG, code="too_long")])
        conn, bounds = self._work.conn, month.bounds(self._calendar.zone)
        reasons = report.reasons
        counted = (reasons.missing, reasons.explained, reasons.judged, reasons.unjustified, reasons.open)
        extent = (report.facts, report.first, report.last)
        if store.extent(conn, bounds) != extent or store.missing_counts(conn, bounds) != counted:
            raise Conflict(f"More happened in {month} since it was counted.", hint="Look at it again, then sign.")
        row = {
            "id": str(month), "at": instant(self._work.at), "by": self._work.actor.id,
            "digest": report.digest, "report": report.text(),
        }  # fmt: skip
        if not store.sign(self._work, row):
            raise _signed_already(month)
        return self._work.note(
            SIGNED,
            object=f"review:{month}",
            basis="개인정보의 안전성 확보조치 기준 제8조",
            details={
                "month": str(month),
                "digest": report.digest,
                "facts": report.facts,
                "size": report.log.size if report.log else 0,
                "missing": reasons.missing,
                "explained": reasons.explained,
                "judged": reasons.judged,
                "findings": list(findings),
            },
            private={"remark": remark} if remark else {},
        )


def standings(conn: Connection, *, at: datetime, zone: tzinfo, every: int) -> list[Standing]:
    """Return how every month stands since the first fact in the index, the newest first."""
    first = store.first_moment(conn)
    if first is None:
        return []
    month, last = Month.of(moment(first), zone), Month.of(at, zone)
    signed = {row.id: Signature(Month.parse(row.id), moment(row.at), row.by, row.digest) for row in store.signed(conn)}
    open_in: dict[Month, int] = {}
    for each in store.open_by_moment(conn):
        there = Month.of(moment(each), zone)
        open_in[there] = open_in.get(there, 0) + 1
    found = []
    while month <= last:
        found.append(_standing(month, signed.get(str(month)), open_in.get(month, 0), at=at, zone=zone, every=every))
        month += 1
    return found[::-1]


def _standing(
    month: Month, signature: Signature | None, unanswered: int, *, at: datetime, zone: tzinfo, every: int
) -> Standing:
    due, until = month.ends(zone), (month + 1 + every).begins(zone)
    state: State = "running" if at < due else "open" if at < until else "overdue"
    return Standing(
        month=month,
        state="signed" if signature else state,
        due=due,
        until=until,
        open=unanswered,
        signature=signature,
    )


def _signed_already(month: Month) -> MonthSigned:
    return MonthSigned(f"The month {month} was signed already.", hint="Look at the review.")
