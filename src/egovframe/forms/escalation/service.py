"""What was escalated, for whoever was just shown the petitions (`work.escalations`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from egovframe.forms.escalation import store
from egovframe.forms.escalation.model import Escalation
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Petition
    from egovframe.kernel.work import UnitOfWork


class Escalations:
    """The rungs that were reached, of petitions that were shown in this unit of work."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    def of(self, petition: Petition[Any]) -> tuple[Escalation, ...]:
        """Return every rung that was told of a petition, the oldest first, those of earlier deadlines too."""
        rows = store.reached(self._work.conn, [petition.id]).get(petition.id, [])
        return tuple(each for row in rows if (each := self._read(row)).told)

    def standing(self, petitions: Iterable[Petition[Any]]) -> Mapping[str, Escalation]:
        """Return the last rung that was told for the deadline as it is now, by the id of those that have one."""
        due = {petition.id: instant(petition.due) for petition in petitions}
        found = store.reached(self._work.conn, list(due)) if due else {}
        standing = {}
        for its, rows in found.items():
            told = [each for row in rows if row["due"] == due[its] and (each := self._read(row)).told]
            if told:
                standing[its] = told[-1]
        return standing

    def _read(self, row: store.Row) -> Escalation:
        rung = self._forms.ladders.version(row["ladder"], row["version"]).rung(row["rung"])
        return Escalation(
            petition=row["petition"],
            rung=row["rung"],
            words=rung.words if rung is not None else Text.of(row["rung"]),
            due=moment(row["due"]),
            at=moment(row["at"]),
            told=tuple((who, name) for who, name in json.loads(row["told"])),
        )
