"""Requests of programs that carry a mark: sent again they are not done again, but answered with the case as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.forms import facts
from egovframe.forms.access import object_of, subjects_of
from egovframe.forms.procedure import store
from egovframe.forms.procedure.room import Room
from egovframe.forms.procedure.states import BY, Action
from egovframe.kernel.canonical import b64
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict

if TYPE_CHECKING:
    from egovframe.forms.model import Petition
    from egovframe.forms.store import Row


class Requests(Room):
    """Marks of requests. A mark belongs to whoever sent it and to one petition; others can send the same."""

    def entitled(self, receipt: str, action: Action) -> None:
        """Raise Forbidden or NotFound for whoever may not do this to the petition, whatever state it is in."""
        self._access.for_deed(receipt, BY[action])

    def done_before(self, receipt: str, action: Action, mark: str, said: bytes) -> Petition[Any] | None:
        """Return the petition where this very request was done before, personal answers masked; else None.

        Raises what `entitled` raises, and Conflict where the mark was used for another action or with other content.
        """
        row = self._access.for_deed(receipt, BY[action])
        known = store.request_of(self._work.conn, self._mark(row, mark))
        if known is None:
            return None
        if known["said"] != self._said(action, said):
            raise Conflict(
                "This request was already used for something else.", hint="Send a new request with a mark of its own."
            )
        self._work.note(
            facts.READ,
            object=object_of(row),
            subjects=subjects_of(row),
            basis=self._forms.privacy("개인정보 보호법 제29조"),
            details={"form": row["form"], "unit": row["unit"], "masked": 1},
        )
        return self.case.masked(row)

    def remember(self, petition: Petition[Any], action: Action, mark: str, said: bytes) -> None:
        """Remember a request that was just done in this unit of work. Raises Conflict where it was done meanwhile."""
        row = self._access.by_id(petition.id)
        values = {
            "mark": self._mark(row, mark),
            "petition": row["id"],
            "said": self._said(action, said),
            "at": instant(self._work.at),
        }
        store.add_request(self._work, values)

    def _mark(self, row: Row, mark: str) -> str:
        return b64(self._work.cabinet.mac("request", f"{self._work.actor.id}\n{row['id']}\n{mark}".encode()))

    def _said(self, action: str, said: bytes) -> str:
        return b64(self._work.cabinet.mac("request-said", action.encode() + b"\n" + said))
