"""The notices of a case, as whoever was just shown the case may see them (`work.notices`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from egovframe.forms import store
from egovframe.forms.notices import store as kept
from egovframe.forms.notices.blank import blank, blanks
from egovframe.forms.notices.model import Notice
from egovframe.forms.personal import masked_name
from egovframe.forms.wordings.service import words_for
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import NotFound
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Petition
    from egovframe.forms.notices.paper import Paper, Written
    from egovframe.kernel.work import UnitOfWork


class Notices:
    """What the office wrote to applicants, within one unit of work.

    Each verb takes a petition that was just shown to the person at work (`work.petitions.get`, `holder` or `mine`), by
    which the trail knows who looked.
    """

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    def of(self, petition: Petition[Any]) -> tuple[Notice, ...]:
        """Return the notices of the petition, the oldest first; what is for the unit alone only to officers."""
        return tuple(
            Notice(
                id=row["id"],
                kind=row["kind"],
                title=self._title(row["kind"]),
                at=moment(row["at"]),
                channel=row["channel"],
                state=row["state"],
                tries=row["tries"] or 0,
                paper=row["paper"],
            )
            for row in store.notices_of(self._work.conn, petition.id)
            if self._is_for(row["kind"])
        )

    def paper(self, petition: Petition[Any], paper_id: str) -> Written:
        """Return a paper word for word; only who holds the petition reads the applicant's name in the clear.

        Raises NotFound for a paper that is not this petition's.
        """
        row = kept.paper(self._work.conn, petition.id, paper_id)
        if row is None or not self._is_for(row["kind"]):
            raise NotFound("This petition has no such paper.", hint="Choose one from the list of its notices.")
        petitions = self._forms.at(self._work)
        written = petitions.case.written(petition.id, row["id"], row["content"])
        if written.to and not petitions.holds(petition):
            return replace(written, to=masked_name(written.to))
        return written

    def blanks(self) -> tuple[Paper, ...]:
        """Return the papers that anybody may take along and fill in by hand."""
        return blanks(self._forms)

    def blank(self, kind: str, language: str) -> Written:
        """Return such a paper, empty, with the office's words. Raises NotFound for what is none in that language."""
        words = words_for(self._work.conn, kind, language=language, unit="", at=self._work.at)
        return blank(self._forms, kind, language=language, words=words)

    def _is_for(self, kind: str) -> bool:
        """Say whether the person at work reads such papers: what is for the unit is for officers alone."""
        paper = self._forms.papers.get(kind)
        return paper is None or paper.reader != "unit" or self._work.actor.kind in ("officer", "system")

    def _title(self, kind: str) -> Text:
        paper = self._forms.papers.get(kind)
        return Text.of(kind) if paper is None else paper.title
