"""Everything that can be done with public petitions, each verb on one unit of work (`work.public`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.casework import Casework
from egovframe.forms.public import store
from egovframe.forms.public.publishing import PUBLISH, Publishing
from egovframe.forms.public.shown import Shown, shown
from egovframe.forms.public.signers import Signers
from egovframe.forms.public.signing import Signing

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Petition
    from egovframe.forms.public.model import Publication
    from egovframe.kernel.work import UnitOfWork

MOST: Final = 500
"""So many petitions are looked through for one page of the desk."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A petition that waits for the decision to publish it, by when that is due (None: no law says)."""

    petition: Petition[Any]
    decide_by: datetime | None


@dataclass(frozen=True, slots=True)
class DeskView:
    """What waits at the desk: `waiting` for a decision, and `public` what collects signatures or is owed an answer."""

    waiting: tuple[Duty, ...]
    public: tuple[Publication, ...]


class PublicPetitions:
    """The public petitions of the office, as the person at work may read, sign and publish them."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms
        self.shown = Shown(work)
        self.signing = Signing(work, forms)
        self.publishing = Publishing(work, forms)
        self.signers = Signers(work, forms)

    def waiting(self) -> DeskView:
        """Return what the officer at work has to decide or to answer, what is due first at the top.

        Needs `petition.publish`; only petitions that the actor may publish are there. Raises Forbidden.
        """
        work = self._work
        work.need(PUBLISH)
        case, rows = Casework(work, self._forms), work.actor.rows(PUBLISH)
        undecided = store.undecided(work.conn, self._versions(), rows=rows, limit=MOST)
        duties = [Duty(case.hidden(row), self.publishing.due_of(row)) for row in undecided]
        duties.sort(key=lambda each: (each.decide_by is None, each.decide_by, each.petition.id))
        public = map(shown, store.of_office(work.conn, rows=rows, limit=MOST))
        return DeskView(tuple(duties), tuple(public))

    def _versions(self) -> dict[str, list[int]]:
        """Return the versions of forms whose petitions are public, by name; also of forms that are offered no more."""
        found: dict[str, list[int]] = {}
        for name, number in store.perhaps_public(self._work.conn):
            if self._forms.version(self._work.conn, name, number).definition.public is not None:
                found.setdefault(name, []).append(number)
        return found
