"""Notices that came back: the mail server took one, and said later that it could not be delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import facts, store
from egovframe.forms.access import Access, event_of, object_of, subjects_of
from egovframe.forms.dispatch import tried
from egovframe.forms.events import NoticeLost, NoticeReturned
from egovframe.forms.notices.report import Report
from egovframe.kernel.errors import Conflict, NotFound

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

RETURNED: Final = "returned"
_MAIL: Final = "MailChannel"


class Returns:
    """What came back, within one unit of work; for whoever answers petitions of the unit."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    def take(self, report: Report) -> str:
        """Note that a notice came back, and return the petition's receipt number. Twice changes nothing.

        Only what the office itself sent by mail can come back: the report must quote the Message-ID that the notice
        left under, which nobody else knows but those whom it passed. Raises NotFound for every other mail, and Conflict
        for a report that is none of a failure.
        """
        if not report.failed:
            raise Conflict(
                f"The report says that the mail was {report.action}, not that it failed.",
                hint="Nothing is to be done.",
            )
        notice = self._notice(report.about)
        access = Access(self._work)
        row = access.by_id(notice["petition"])
        access.need("petition.answer", row)
        if notice["state"] != RETURNED:
            store.change_notice(self._work, notice, {"state": RETURNED})
            tried(self._work, notice, channel=notice["channel"], state=RETURNED, said=report.status or "")
            self._noted(row, notice, report)
            self._work.emit(
                NoticeReturned(petition_id=row["id"], form=row["form"], unit=row["unit"], notice=notice["kind"])
            )
            self._work.emit(NoticeLost(**event_of(row), notice=notice["kind"], state=RETURNED))
        return str(row["receipt"])

    def _notice(self, reference: str) -> Row:
        """Return the notice that left under this Message-ID."""
        task = reference.strip("<>").rpartition("@")[0]
        found = store.notice_of_task(self._work.conn, task) if task else None
        ours = found is not None and found["channel"] == _MAIL and found["reference"] == reference
        if found is None or not ours or found["state"] not in ("sent", RETURNED):
            raise NotFound(
                "The report is about no notice that this office sent.",
                hint="Leave it: it is about another mail, or somebody made it up.",
            )
        return found

    def _noted(self, row: Row, notice: Row, report: Report) -> None:
        details: dict[str, Any] = {
            "form": row["form"],
            "unit": row["unit"],
            "state": row["state"],
            "notice": notice["kind"],
            "channel": notice["channel"],
            "notice_state": RETURNED,
            "status": report.status,
        }
        self._work.note(facts.RETURNED, object=object_of(row), subjects=subjects_of(row), details=details)
