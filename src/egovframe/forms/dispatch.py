"""Notices on their way out: put together for the worker, and noted once they left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.forms import facts, store
from egovframe.forms.access import Access, object_of, subjects_of
from egovframe.kernel.clock import instant
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.forms.casework import Casework
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.interfaces import Message, NoticeKind
    from egovframe.kernel.work import UnitOfWork

BASIS = "민원 처리에 관한 법률 제27조"


class Dispatch:
    """The notices of petitions, within one unit of work; for the office's worker."""

    def __init__(self, work: UnitOfWork, forms: Forms, case: Casework) -> None:
        self._work = work
        self._forms = forms
        self._case = case
        self._access = Access(work)

    def notice(self, petition_id: str, kind: NoticeKind, *, id: str) -> Message:  # noqa: A002 - the message's own name
        """Return a notice as it is to be sent, with the address that the applicant left; for the office's worker."""
        row = self._access.by_id(petition_id)
        self._access.need_everything(row)
        petition = self._case.hidden(row, decision=self._case.decision(row))
        email, phone = self._case.addresses(row)
        self._work.note(
            facts.READ,
            object=object_of(row),
            subjects=subjects_of(row),
            basis=BASIS,
            details={"form": row["form"], "unit": row["unit"], "notice": kind},
        )
        return self._forms.message(petition, kind, id=id, email=email, phone=phone)

    def noticed(
        self, petition_id: str, kind: NoticeKind, *, channel: str, state: str, reference: str | None, task: str
    ) -> None:
        """Note that a notice left, or why it did not; once a task, however often it is tried."""
        row = self._access.by_id(petition_id)
        self._access.need("petition.answer", row)
        if store.is_noticed(self._work.conn, task):
            return
        values = {
            "id": new_id(),
            "petition": petition_id,
            "kind": kind,
            "channel": channel,
            "state": state,
            "reference": reference,
            "task": task,
            "at": instant(self._work.at),
        }
        store.add_notice(self._work, values)
        self._work.note(
            facts.NOTICED,
            object=object_of(row),
            subjects=subjects_of(row),
            basis=BASIS,
            details={
                "form": row["form"],
                "unit": row["unit"],
                "state": row["state"],
                "notice": kind,
                "channel": channel,
                "notice_state": state,
            },
        )
