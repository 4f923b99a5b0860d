"""Everything that can be done with public petitions, each verb on one unit of work (`work.public`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.access import Access
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
        access, case = Access(work), Casework(work, self._forms)
        forms = tuple(offer.name for offer in self._forms if offer.public is not None)
        undecided = [row for row in store.undecided(work.conn, forms, limit=MOST) if access.may(PUBLISH, row)]
        duties = [Duty(case.hidden(row), self.publishing.due_of(row)) for row in undecided]
        duties.sort(key=lambda each: (each.decide_by is None, each.decide_by, each.petition.id))
        public = [
            shown(row)
            for row in store.of_office(work.conn, limit=MOST)
            if work.may(PUBLISH, unit=row["case_unit"], form=row["form"], owner=row["handler"])
        ]
        return DeskView(tuple(duties), tuple(public))
