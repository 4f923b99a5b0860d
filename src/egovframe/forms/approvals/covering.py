"""What a drafted decision covers beside its own petition: those joined under it, decided with the same words (영6⑥)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any, cast

from egovframe.forms import store as cases
from egovframe.forms.approvals import store
from egovframe.forms.approvals.model import ACTIONS, Covered, Outcome
from egovframe.forms.approvals.required import approved
from egovframe.forms.joined import store as joined
from egovframe.forms.joined.carrying import Carrying
from egovframe.forms.joined.model import CARRIED

if TYPE_CHECKING:
    from egovframe.forms.model import Petition
    from egovframe.forms.procedure.states import Action
    from egovframe.forms.store import Row


class Covering(Carrying):
    """The joined petitions of a draft: which it can cover, and deciding them with it."""

    def coverable(self, row: Row, outcome: Outcome, *, signs: Callable[[Row], bool]) -> list[Row]:
        """Return the petitions joined under one that a decision on it can be drafted for as well.

        They are undecided, allow the decision now, are the drafter's to answer and have no draft of their own under
        way; `signs` says whether everybody in the line may sign for one.
        """
        action = ACTIONS[outcome]
        if action not in CARRIED:
            return []
        return [each for each in self._free(row) if self.allows(each, cast("Action", action)) and signs(each)]

    def shown(self, ids: Iterable[str]) -> tuple[tuple[Covered, ...], int, list[Row]]:
        """Return those of these petitions that the actor may read, how many others there are, and their rows."""
        rows = [row for row in (cases.by_id(self._work.conn, each) for each in ids) if row is not None]
        seen = [row for row in rows if self._access.may("petition.read", row)]
        found = tuple(Covered(row["receipt"], decided=row["decided"] is not None) for row in seen)
        return found, len(rows) - len(seen), seen

    def decide(self, row: Row, ids: Collection[str], outcome: Outcome, deed: Callable[[str], Petition[Any]]) -> None:
        """Make an approved decision on a petition, and on those that the draft covers and that are still joined.

        What was decided or taken out meanwhile, does not allow it any more, or has a draft of its own is left as it is.
        """
        covered = {each["id"] for each in self._free(row)} & set(ids) if ids else set()
        for each in (row["id"], *covered):
            approved(self._work, each)
        if covered:
            self.carry(row["receipt"], ACTIONS[outcome], deed, only=covered)
        else:
            deed(row["receipt"])

    def _free(self, row: Row) -> list[Row]:
        """Return the undecided petitions joined under one that have no draft under way."""
        others = [each for each in joined.joined_under(self._work.conn, row["id"]) if each["decided"] is None]
        drafted = store.open_among(self._work.conn, [each["id"] for each in others])
        return [each for each in others if each["id"] not in drafted]
