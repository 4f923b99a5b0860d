"""A step of the petition that goes first, taken with all that are joined under it: one fact and one notice each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, Final, cast

from egovframe.forms.approvals.required import check_approved
from egovframe.forms.joined import facts, store
from egovframe.forms.joined.model import CARRIED, Carried
from egovframe.forms.model import Petition
from egovframe.forms.procedure.room import Room, invalid
from egovframe.forms.procedure.states import BY, Action
from egovframe.kernel.errors import Conflict, Invalid

if TYPE_CHECKING:
    from egovframe.forms.store import Row

Deed = Callable[[str], Petition[Any]]

_OUTCOMES: Final = {"answer": "answered", "grant": "granted", "refuse": "refused"}


class Carrying(Room):
    """Taking a step with all joined petitions at once."""

    def carry(self, receipt: str, action: str, deed: Deed, *, only: Collection[str] | None = None) -> Carried:
        """Take a step with the petition that goes first and with every one that is joined under it.

        `deed` takes it with one of them, by its number. What does not allow the step now, has to be approved by itself,
        or may not be handled by the actor is left as it is and named. `only` are the ids of those that are meant, else
        all are. Raises what the step raises for the first one, and Conflict where nothing is joined under it.
        """
        if action not in CARRIED:
            raise invalid("action", "This step is of each petition by itself.", "민원마다 따로 하는 처리입니다.")
        row = self._access.found(receipt, *BY[cast("Action", action)])
        others = [
            each
            for each in store.joined_under(self._work.conn, row["id"])
            if each["decided"] is None and (only is None or each["id"] in only)
        ]
        if not others:
            raise Conflict("No undecided petition is joined under this one.", hint="Take the step with this one alone.")
        first, done, left, unseen = deed(row["receipt"]), list[str](), list[str](), 0
        for each in others:
            if self._takes(each, cast("Action", action)) and self._taken(each, deed):
                done.append(each["receipt"])
            elif self._access.may("petition.read", each):
                left.append(each["receipt"])
            else:
                unseen += 1
        rule = self._forms.many
        self._noted(
            facts.CARRIED,
            self._access.by_id(row["id"]),
            basis=rule.applicants_article if rule else "",
            details={"taken": action, "done": len(done), "left": len(left) + unseen},
        )
        return Carried(first, tuple(done), tuple(left), unseen)

    def allows(self, row: Row, action: Action) -> bool:
        """Say whether a joined petition allows the step now, and to the actor."""
        if not self._access.allows(row, BY[action]):
            return False
        try:
            self._check(row, action)
        except Conflict:
            return False
        return True

    def _takes(self, row: Row, action: Action) -> bool:
        """Say whether a joined petition takes the step now: it allows it, and it was approved where it has to be."""
        try:
            check_approved(self._work, self._forms, row, _OUTCOMES.get(action, ""))
        except Conflict:
            return False
        return self.allows(row, action)

    def _taken(self, row: Row, deed: Deed) -> bool:
        """Take the step with a joined petition and say whether it took what was entered."""
        try:
            deed(row["receipt"])
        except Invalid:
            return False
        return True
