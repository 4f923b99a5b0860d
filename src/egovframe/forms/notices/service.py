"""The notices of a case, as whoever was just shown the case may see them (`work.notices`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import facts, store
from egovframe.forms.access import Access, event_of, object_of, paged, subjects_of
from egovframe.forms.dispatch import BASIS
from egovframe.forms.events import NoticeAgain
from egovframe.forms.notices import store as kept
from egovframe.forms.notices.blank import blank, blanks
from egovframe.forms.notices.model import LOST, POST, WAYS, Choice, LostPage, LostResult, Notice, Try
from egovframe.forms.personal import masked_name
from egovframe.forms.procedure.room import invalid
from egovframe.forms.wordings.service import languages_of, words_for
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import Forbidden
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Petition
    from egovframe.forms.notices.paper import Paper, Written
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork


_JUDGED: Final = ("unit", "form", "handler")
"""What a plug-in that decides about permissions is asked about."""


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
        tries: dict[str, list[Try]] = {}
        for row in kept.tries_of(self._work.conn, petition.id):
            each = Try(moment(row["at"]), row["channel"], row["state"], row["said"])
            tries.setdefault(row["notice"], []).append(each)
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
                history=tuple(tries.get(row["id"], ())),
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

    def again(self, petition: Petition[Any], paper_id: str, channel: str) -> None:
        """Have the notice of a paper sent again by a channel of the office, or say that it was sent by post.

        Needs `petition.answer`. Raises NotFound for a notice that is not this petition's or is for the unit alone,
        Conflict for one that waits to be sent, and Invalid for a channel that there is not.
        """
        access = Access(self._work)
        row = access.by_id(petition.id)
        access.need("petition.answer", row)
        notice = kept.notice_of_paper(self._work.conn, petition.id, paper_id)
        if notice is None or self._reader(notice["kind"]) == "unit":
            raise NotFound("This petition has no such notice.", hint="Choose one from the list.")
        if notice["state"] in ("waiting", "again"):
            raise Conflict("This notice is being sent.", hint="Look again in some minutes.")
        petitions = self._forms.at(self._work)
        dispatch = petitions.dispatch
        if channel == POST:
            if dispatch.left_again(petition.id, notice["id"], channel=POST, state="posted", task=notice["task"]):
                petitions.close(petition.id)
            return
        if channel not in self.channels:
            raise invalid("channel", "Choose one of the ways that there are.", "보내는 방법을 고르세요.")
        dispatch.left_again(petition.id, notice["id"], channel=channel, state="again", task=notice["task"])
        self._work.emit(NoticeAgain(**event_of(row), notice_id=notice["id"], channel=channel))

    def choose(
        self, petition: Petition[Any], *, language: str, way: str, among: Collection[str] = tuple(WAYS)
    ) -> Choice:
        """Have the holder told in another language or way from now on. For the holder, by key or account.

        Whoever files a petition chooses for it in the same unit of work. `among` are the ways that are offered, as
        `egovframe.forms.notices.ways` tells them; `any` always is. Raises Forbidden for anybody else, and Invalid for a
        language that notices are not written in, or a way that is not offered.
        """
        petitions = self._forms.at(self._work)
        if not petitions.holds(petition) and not petitions.received(petition):
            raise Forbidden(
                "Only the holder says how to be told.",
                hint="Show the key of the receipt.",
                permission="petition.submit",
            )
        if language not in self.languages:
            raise invalid("language", "Choose one of the languages.", "언어를 목록에서 고르세요.")
        if way not in WAYS or way not in {"any", *among}:
            raise invalid("way", "Choose one of the ways that there are.", "보내는 방법을 고르세요.")
        if self.choice(petition) != Choice(language, way):
            row = Access(self._work).by_id(petition.id)
            said = {"language": language, "way": way}
            values = {"id": new_id(), "petition": petition.id, "at": instant(self._work.at), **said}
            kept.add_choice(self._work, values)
            details = {"form": row["form"], "unit": row["unit"], "state": row["state"], **said}
            self._work.note(
                facts.CHOSEN,
                object=object_of(row),
                subjects=subjects_of(row),
                basis=self._forms.basis(BASIS),
                details=details,
            )
        return Choice(language, way)

    def choice(self, petition: Petition[Any]) -> Choice:
        """Return how the holder wants to be told: what was chosen last, else as the petition was filed."""
        row = kept.choice_of(self._work.conn, petition.id)
        return Choice(petition.language) if row is None else Choice(row["language"], row["way"])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which results are written, Korean and English first."""
        return languages_of(self._forms.papers["result"])

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of the channels by which a notice can be sent again, the usual one first."""
        settings = self._forms.settings
        return (settings.channel, *(name for name in settings.other_channels if name != settings.channel))

    def lost(self, petitions: Iterable[Petition[Any]]) -> set[str]:
        """Return the receipt numbers of those of these petitions of which a notice did not arrive.

        The petitions were just shown to the person at work.
        """
        receipts = {petition.id: petition.receipt for petition in petitions}
        return {receipts[each] for each in kept.with_state(self._work.conn, set(receipts), LOST)}

    def lost_results(self, *, form: str | None = None, cursor: str | None = None, limit: int | None = None) -> LostPage:
        """Return the petitions whose result did not arrive and has not since, the newest notice first.

        Needs `petition.read`; of the units whose petitions the person at work may read. `next` of the page is the
        `cursor` of the one after it.
        """
        self._work.need("petition.read")
        rows, most = self._work.actor.rows("petition.read"), max(1, min(limit or self._forms.settings.page, 500))
        cases: dict[str, tuple[Row, Row]] = {}

        def read(before: str | None, count: int) -> list[Row]:
            found = kept.lost_results(self._work.conn, rows=rows, form=form, before=before, limit=count)
            cases.update({notice["id"]: (notice, case) for notice, case in found})
            return [{"id": notice["id"], **{name: case[name] for name in _JUDGED}} for notice, case in found]

        shown, following = paged(read, rows, before=cursor, most=most)
        found = [cases[each["id"]] for each in shown]
        self._work.note(
            facts.LISTED,
            subjects=tuple(subject for _, case in found for subject in subjects_of(case)),
            basis=self._forms.basis("개인정보 보호법 제29조"),
            details={"view": "lost", "form": form if form in self._forms.offers else "", "count": len(found)},
        )
        petitions = self._forms.at(self._work)
        return LostPage(
            tuple(
                LostResult(
                    petition=petitions.case.hidden(case),
                    title=self._title(notice["kind"]),
                    at=moment(notice["at"]),
                    channel=notice["channel"],
                    state=notice["state"],
                    paper=notice["paper"],
                )
                for notice, case in found
            ),
            following,
        )

    def blanks(self) -> tuple[Paper, ...]:
        """Return the papers that anybody may take along and fill in by hand."""
        return blanks(self._forms)

    def blank(self, kind: str, language: str) -> Written:
        """Return such a paper, empty, with the office's words. Raises NotFound for what is none in that language."""
        words = words_for(self._work.conn, kind, language=language, unit="", at=self._work.at)
        return blank(self._forms, kind, language=language, words=words)

    def _is_for(self, kind: str) -> bool:
        """Say whether the person at work reads such papers: what is for the unit is for officers alone."""
        return self._reader(kind) != "unit" or self._work.actor.kind in ("officer", "system")

    def _reader(self, kind: str) -> str:
        paper = self._forms.papers.get(kind)
        return "applicant" if paper is None else paper.reader

    def _title(self, kind: str) -> Text:
        paper = self._forms.papers.get(kind)
        return Text.of(kind) if paper is None else paper.title
