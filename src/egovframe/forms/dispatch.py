"""Notices on their way out: put together for the worker, and noted once they left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from egovframe.forms import facts, store
from egovframe.forms.access import Access, object_of, subjects_of
from egovframe.forms.notices import store as kept
from egovframe.forms.notices.paper import Written
from egovframe.forms.wordings.service import words_for
from egovframe.kernel.canonical import canonical
from egovframe.kernel.clock import instant
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.forms.casework import Casework
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.interfaces import Message
    from egovframe.forms.notices.occasions import Occasion
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

BASIS = "민원 처리에 관한 법률 제27조"


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper that is filled in, and the message that carries it."""

    written: Written
    message: Message


class Dispatch:
    """The notices of petitions, within one unit of work; for the office's worker."""

    def __init__(self, work: UnitOfWork, forms: Forms, case: Casework) -> None:
        self._work = work
        self._forms = forms
        self._case = case
        self._access = Access(work)

    def notice(self, petition_id: str, kind: str, *, id: str) -> Message:  # noqa: A002 - the message's own name
        """Return a notice as it is to be sent, with the address that the applicant left; for the office's worker."""
        return self.ready(petition_id, kind, id=id).message

    def ready(
        self,
        petition_id: str,
        kind: str,
        *,
        id: str,  # noqa: A002 - the message's own name
        event: Any = None,
        occasion: Occasion | None = None,
    ) -> Ready:
        """Return the paper and the message of a notice; `event` is the `occasion` that it tells of.

        A paper that was written before, as its message did not leave, is the same at every try.
        """
        row = self._access.by_id(petition_id)
        self._access.need_everything(row)
        petition = self._case.hidden(row, decision=self._case.decision(row))
        email, phone = self._case.addresses(row)
        self._work.note(
            facts.READ,
            object=object_of(row),
            subjects=subjects_of(row),
            basis=self._forms.basis(BASIS),
            details={"form": row["form"], "unit": row["unit"], "notice": kind},
        )
        before = kept.paper_of_task(self._work.conn, id)
        if before is not None:
            written = self._case.written(petition_id, before["id"], before["content"])
        else:
            values = occasion.values(self._forms, self._work, petition, event) if occasion is not None else {}
            words = words_for(self._work.conn, kind, language=petition.language, unit=petition.unit, at=self._work.at)
            to = self._case.name_of(row)
            written = self._forms.written(petition, kind, to=to, at=self._work.at, values=values, words=words)
        message = self._forms.message(petition, written, id=id, email=email, phone=phone)
        return Ready(written, message)

    def delayed(self, petition_id: str, ready: Ready, *, channel: str, task: str, tries: int, last: bool) -> None:
        """Note that a channel did not take a notice now; `last` says that it is not tried again by itself."""
        row = self._access.by_id(petition_id)
        self._access.need("petition.answer", row)
        state = "failed" if last else "waiting"
        self._kept(row, ready.written, channel=channel, state=state, reference=None, task=task, tries=tries)
        self._noted(facts.DELAYED, row, ready.written.kind, channel=channel, state=state)

    def noticed(
        self,
        petition_id: str,
        kind: str,
        *,
        channel: str,
        state: str,
        reference: str | None,
        task: str,
        written: Written | None = None,
    ) -> None:
        """Note that a notice left, or why it did not; once a task, however often it is tried."""
        row = self._access.by_id(petition_id)
        self._access.need("petition.answer", row)
        before = store.notice_of_task(self._work.conn, task)
        if before is not None and before["state"] not in ("waiting", "failed"):
            return
        self._kept(row, written or kind, channel=channel, state=state, reference=reference, task=task)
        self._noted(facts.NOTICED, row, kind, channel=channel, state=state)

    def _kept(
        self,
        row: Row,
        written: Written | str,
        *,
        channel: str,
        state: str,
        reference: str | None,
        task: str,
        tries: int | None = None,
    ) -> None:
        """Keep the paper, once a task, and what became of it."""
        work, now = self._work, instant(self._work.at)
        kind = written if isinstance(written, str) else written.kind
        before = store.notice_of_task(work.conn, task)
        changes: dict[str, Any] = {"channel": channel, "state": state, "reference": reference, "at": now}
        if tries is not None:
            changes["tries"] = tries
        if before is not None:
            store.change_notice(work, before, changes)
            return
        paper_id = None
        if isinstance(written, Written):
            paper_id = new_id()
            kept.add_paper(
                work,
                {
                    "id": paper_id,
                    "petition": row["id"],
                    "kind": kind,
                    "language": written.language,
                    "template": written.template,
                    "at": now,
                    "task": task,
                    "content": self._case.sealed_paper(row["id"], paper_id, canonical(written.as_json())),
                },
            )
        values = {"id": new_id(), "petition": row["id"], "kind": kind, "task": task, "paper": paper_id, **changes}
        store.add_notice(work, values)

    def _noted(self, fact: Any, row: Row, kind: str, *, channel: str, state: str) -> None:
        self._work.note(
            fact,
            object=object_of(row),
            subjects=subjects_of(row),
            basis=self._forms.basis(BASIS),
            details={
                "form": row["form"],
                "unit": row["unit"],
                "state": row["state"],
                "notice": kind,
                "channel": channel,
                "notice_state": state,
            },
        )
