"""The course of a case: every step that was taken after the receipt, with what was said and the article it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.personal import masked_text
from egovframe.forms.procedure import store
from egovframe.forms.procedure.deeds import deed_of
from egovframe.forms.procedure.room import Room
from egovframe.kernel.clock import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.model import Petition
    from egovframe.forms.store import Row
    from egovframe.kernel.text import Text

INTERNAL: Final = frozenset(
    {"consult", "consulted", "pause", "mark_urgent", "ask_part", "withdraw_part", "waive_parts", "extend_part"}
    | {"reply_part"}
)
"""Steps whose words the office keeps to itself: the holder reads that they were taken, not what was said."""


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step: what was done, when and by whom, and the state and unit of the case after it.

    `about` says what it was about in a word (a handler, a date, a limit), `value` is its number, `said` what was
    written, by field; `article` the law it rests on.
    """

    at: datetime
    action: str
    title: Text
    state: str
    unit: str
    by: str
    article: str
    about: str | None = None
    value: int | None = None
    said: Mapping[str, str] = field(default_factory=dict)


class Course(Room):
    """What was done with a case, for whoever has just read it."""

    def course(self, petition: Petition[Any]) -> tuple[CaseStep, ...]:
        """Return the steps of a petition that was just read in this unit of work, the oldest first.

        To officers telephone numbers, addresses of mail and registration numbers in what was written come masked; the
        holder reads them as they are, but not what the office said to others.
        """
        own = self._access.holds(petition.id, petition.applicant)
        return tuple(self._taken(row, own=own) for row in store.steps_of(self._work.conn, petition.id))

    def _taken(self, row: Row, *, own: bool) -> CaseStep:
        said = {} if own and row["action"] in INTERNAL else self.case.said(row["petition"], row)
        deed = deed_of(row["action"])
        return CaseStep(
            at=moment(row["at"]),
            action=row["action"],
            title=deed.title,
            state=row["state"],
            unit=row["unit"],
            by=row["by_name"],
            article=self._forms.basis(deed.article),
            about=row["about"],
            value=row["value"],
            said=said if own else {name: self._masked(text) for name, text in said.items()},
        )

    def _masked(self, text: str) -> str:
        return masked_text(text, identifiers=self._forms.identifiers)
