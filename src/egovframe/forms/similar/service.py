"""What resembles a case, as the officer at work may see it; and the sketches that it is found by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import facts
from egovframe.forms import store as cases
from egovframe.forms.access import object_of, subjects_of
from egovframe.forms.events import Amended
from egovframe.forms.model import Petition
from egovframe.forms.similar import store
from egovframe.forms.similar.sketch import likeness, sketch, wording
from egovframe.kernel.errors import NotFound
from egovframe.kernel.ids import ReceiptInvalid, read_receipt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.kernel.database import Database
    from egovframe.kernel.events import Observers
    from egovframe.kernel.work import UnitOfWork

MOST: Final = 10
COMPARED: Final = 200
"""So many petitions that share something are compared word by word, those first that share the most."""
LEAST: Final = 0.4
"""Petitions that share less of their wording are not alike. Of those that share just so much four in five are found by
their bands, of those that share a half nineteen in twenty."""
SAME: Final = 0.8
"""Petitions that share so much say the same."""
BATCH: Final = 200
_WRITTEN: Final = ("text", "long-text")


@dataclass(frozen=True, slots=True)
class Similar:
    """A petition that resembles another: how much of the wording they share, from 0 to 1."""

    petition: Petition[Any]
    likeness: float

    @property
    def same(self) -> bool:
        """Say whether both say the same, as far as words can tell; whether they do is for a person to decide."""
        return self.likeness >= SAME


class SimilarPetitions:
    """Petitions that resemble another, as the person at work may see them (`work.similar`)."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    def to(self, receipt: str, *, most: int = MOST) -> list[Similar]:
        """Return the petitions that resemble this one, the likest first; personal answers are hidden.

        Only open answers are compared, never personal ones. Of petitions that the actor may not read nothing is shown,
        not even that they are there. Raises Forbidden and NotFound.
        """
        work = self._work
        work.need("petition.read")
        rows = work.actor.rows("petition.read")
        try:
            row = cases.by_receipt(work.conn, read_receipt(receipt))
        except ReceiptInvalid:
            row = None
        if row is None or not rows.opens(row["unit"], row["form"], row["handler"]):
            raise NotFound("There is no petition with this receipt number.", hint="Compare it with the receipt.")
        near = self.near(row)[:most]
        if near:
            work.note(
                facts.LISTED,
                object=object_of(row),
                subjects=tuple(subject for _, each in near for subject in subjects_of(each)),
                basis=self._forms.privacy("개인정보 보호법 제29조"),
                details={"view": "similar", "form": row["form"], "count": len(near)},
            )
        case = self._forms.at(work).case
        return [Similar(case.hidden(each), alike) for alike, each in near]

    def near(self, row: Row) -> list[tuple[float, Row]]:
        """Return the rows that resemble this one and that the actor may read, with their likeness, the likest first.

        That somebody looked at them is for the caller to note.
        """
        work = self._work
        rows = work.actor.rows("petition.read")
        words = wording(written(self._forms, work.conn, row))
        of = sketch(words)
        if of is None:
            return []
        ids = store.alike(work.conn, of, but=row["id"], limit=COMPARED)
        near = [
            (likeness(words, wording(written(self._forms, work.conn, each))), each)
            for each in store.rows_of(work.conn, ids)
            if rows.opens(each["unit"], each["form"], each["handler"])
        ]
        return sorted((pair for pair in near if pair[0] >= LEAST), key=lambda pair: (-pair[0], pair[1]["id"]))

    def likeness(self, row: Row, other: Row) -> float:
        """Return how much of their wording two petitions share, from 0 to 1."""
        one, two = (wording(written(self._forms, self._work.conn, each)) for each in (row, other))
        return likeness(one, two)


def written(forms: Forms, conn: Connection, row: Mapping[str, Any]) -> str:
    """Return what somebody wrote in the open text answers of a petition, one after the other."""
    answers = json.loads(row["answers"])
    questions = forms.version(conn, row["form"], row["form_version"]).definition.questions
    texts = (answers.get(question.name) for question in questions if question.kind in _WRITTEN)
    return "\n".join(text for text in texts if isinstance(text, str))


def sketch_new(database: Database, forms: Forms, *, batch: int = BATCH) -> int:
    """Sketch every petition that has no sketch yet; return how many. Two that do so at once do no harm."""
    done = 0
    while True:
        with database.read() as conn:
            rows = store.not_sketched(conn, limit=batch)
            made = [(row["id"], sketch(wording(written(forms, conn, row)))) for row in rows]
        if not made:
            return done
        with database.write() as conn:
            for petition_id, of in made:
                store.keep(conn, petition_id, of)
        done += len(made)


def follow(observers: Observers, forms: Forms) -> None:
    """Sketch a petition anew whenever its answers change, in the transaction of the change."""

    def sketch_again(event: Amended, work: UnitOfWork) -> None:
        row = cases.by_id(work.conn, event.petition_id)
        if row is not None:
            store.keep(work.conn, event.petition_id, sketch(wording(written(forms, work.conn, row))))

    observers.on(Amended, sketch_again, name="similar")
