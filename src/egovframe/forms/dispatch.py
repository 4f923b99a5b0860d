"""Notices on their way out: put together for the worker, and noted once they left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from egovframe.forms import facts, store
from egovframe.forms.access import Access, event_of, object_of, subjects_of
from egovframe.forms.events import NoticeLost
from egovframe.forms.notices import store as kept
from egovframe.forms.notices.model import CLOSING, LOST
from egovframe.forms.notices.paper import Written
from egovframe.forms.wordings.service import words_for
from egovframe.kernel.canonical import canonical
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import NotFound
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.forms.casework import Casework
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.interfaces import Message
    from egovframe.forms.notices.occasions import Occasion
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

_GONE = ("sent", "posted", "undeliverable")
"""The states of a notice that is not tried again by itself."""
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
        chosen = kept.choice_of(self._work.conn, petition_id)
        if chosen is not None:
            petition = replace(petition, language=chosen["language"])
            email = email if chosen["way"] in ("any", "email") else None
            phone = phone if chosen["way"] in ("any", "phone") else None
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

    def delayed(
        self, petition_id: str, ready: Ready, *, channel: str, task: str, tries: int, last: bool, said: str = ""
    ) -> None:
        """Note that a channel did not take a notice now; `last` says that it is not tried again by itself.

        `said` is the kind of its error.
        """
        row = self._access.by_id(petition_id)
        self._access.need("petition.answer", row)
        state = "failed" if last else "waiting"
        self._kept(row, ready.written, channel=channel, state=state, said=said, task=task, tries=tries)
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
        said: str = "",
    ) -> None:
        """Note that a notice left, or why it did not; once a task, however often it is tried."""
        row = self._access.by_id(petition_id)
        self._access.need("petition.answer", row)
        if self.settled(petition_id, task):
            return
        self._kept(row, written or kind, channel=channel, state=state, reference=reference, said=said, task=task)
        self._noted(facts.NOTICED, row, kind, channel=channel, state=state)

    def settled(self, petition_id: str, task: str) -> bool:
        """Say whether the notice of a task is no longer its own: it left, or an officer sent it again another way."""
        before = self._of_task(petition_id, task)
        return before is not None and before["state"] not in ("waiting", "failed")

    def _of_task(self, petition_id: str, task: str) -> Row | None:
        """Return the notice that a task sends: by the task, or where it was sent again since, by the paper of both."""
        conn = self._work.conn
        if (found := store.notice_of_task(conn, task)) is not None:
            return found
        paper = kept.paper_of_task(conn, task)
        return None if paper is None else kept.notice_of_paper(conn, petition_id, paper["id"])

    def _kept(
        self,
        row: Row,
        written: Written | str,
        *,
        channel: str,
        state: str,
        task: str,
        reference: str | None = None,
        said: str = "",
        tries: int | None = None,
    ) -> None:
        """Keep the paper, once a task, and what became of it this time."""
        work, now = self._work, instant(self._work.at)
        kind = written if isinstance(written, str) else written.kind
        before = self._of_task(row["id"], task)
        changes: dict[str, Any] = {"channel": channel, "state": state, "reference": reference, "at": now}
        if tries is not None:
            changes["tries"] = tries
        if before is not None:
            store.change_notice(work, before, changes)
            tried(work, before, channel=channel, state=state, said=reference or said)
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
        tried(work, values, channel=channel, state=state, said=reference or said)

    def again(self, petition_id: str, notice_id: str, *, id: str) -> Ready:  # noqa: A002 - the message's own name
        """Return the paper of a notice as it was written, with a new message that carries it; for the worker."""
        row = self._access.by_id(petition_id)
        self._access.need_everything(row)
        notice = self._notice(petition_id, notice_id)
        paper = kept.paper(self._work.conn, petition_id, notice["paper"])
        if paper is None:
            raise NotFound("This notice has no paper.", hint="Tell the applicant in another way.")
        details = {"form": row["form"], "unit": row["unit"], "notice": notice["kind"]}
        basis = self._forms.basis(BASIS)
        self._work.note(facts.READ, object=object_of(row), subjects=subjects_of(row), basis=basis, details=details)
        written = self._case.written(petition_id, paper["id"], paper["content"])
        email, phone = self._case.addresses(row)
        message = self._forms.message(self._case.hidden(row), written, id=id, email=email, phone=phone)
        return Ready(written, message)

    def left_again(
        self, petition_id: str, notice_id: str, *, channel: str, state: str, task: str, said: str = ""
    ) -> bool:
        """Note what became of a notice that was sent again by a task; `said` is the channel's word for it.

        When it was told stays as it was for one that had arrived: periods run from there (법35①). A task that handed
        it to a channel is the notice's from then on, so that a mail that comes back is known by it.
        Returns whether the applicant of a decided petition is told with it, so that the petition can be closed.
        """
        row = self._access.by_id(petition_id)
        self._access.need("petition.answer", row)
        notice = self._notice(petition_id, notice_id)
        changes = {"channel": channel, "state": state, "task": task, "reference": said if state == "sent" else None}
        if self._came_to_nothing(notice):
            changes["at"] = instant(self._work.at)
        store.change_notice(self._work, notice, changes)
        tried(self._work, notice, channel=channel, state=state, said=said)
        fact = facts.NOTICED if state in _GONE else facts.DELAYED
        self._noted(fact, row, notice["kind"], channel=channel, state=state)
        return state in _GONE and row["decided"] is not None and notice["kind"] in CLOSING

    def _came_to_nothing(self, notice: Row) -> bool:
        """Say whether a notice has not reached the applicant by the last try that ended."""
        tries = [each for each in kept.tries_of(self._work.conn, notice["petition"]) if each["notice"] == notice["id"]]
        ended = [each["state"] for each in tries if each["state"] not in ("again", "waiting")]
        return not ended or ended[-1] in LOST

    def _notice(self, petition_id: str, notice_id: str) -> Row:
        found = kept.notice(self._work.conn, petition_id, notice_id)
        if found is None:
            raise NotFound("This petition has no such notice.", hint="Choose one from the list.")
        return found

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
        if state in LOST:
            self._work.emit(NoticeLost(**event_of(row), notice=kind, state=state))


def tried(work: UnitOfWork, notice: Row, *, channel: str, state: str, said: str) -> None:
    """Keep one try of a notice; `said` is the other side's word for it, never an address."""
    values = {
        "id": new_id(),
        "notice": notice["id"],
        "petition": notice["petition"],
        "at": instant(work.at),
        "channel": channel,
        "state": state,
        "said": said[:200],
    }
    kept.add_try(work, values)
