"""Changing a petition that was filed, on the form's own pages, until it is decided (민원 처리에 관한 법률 제22조제2항).

The first page lists all answers, each with a button that leads to its page of the form; once something differs, it says
what changes, from what to what, and only its own button hands it in: as a change, or as part of a supplement that the
office asked for. Nothing is kept between the pages, as with a new form (`forms.py`). The version is the one that the
petition was filed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.answers import as_plain
from egovframe.forms.validation import bind
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Forbidden
from egovframe.kernel.text import Text
from egovframe.web.endpoint import Routes
from egovframe.web.portal import prefill, status, uploads
from egovframe.web.portal.fields import as_posted, entered, gathered
from egovframe.web.portal.filling import STEP, Filling, Way
from egovframe.web.portal.forms import around, onward, show
from egovframe.web.portal.holder import held
from egovframe.web.portal.prefill import Carried
from egovframe.web.portal.services import service_of
from egovframe.web.portal.wanted import Wanted, wanted
from egovframe.web.tried import Tried
from egovframe.web.urlencoded import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.cosigning.model import Gathered
    from egovframe.forms.model import Petition
    from egovframe.forms.questions import Question
    from egovframe.forms.uploads.model import Upload
    from egovframe.kernel.errors import Fault
    from egovframe.web.page import Page
    from egovframe.web.portal.services import Service
    from egovframe.web.response import Response

routes = Routes("portal-changing")

ACTION: Final = "/status/change"
RECEIPT, KNOWN, FOR, TEXT, SEEN = "form-receipt", "form-known", "form-for", "form-text", "form-seen"
"""Fields beside those of the form: whose petition, for what, the words of a supplement, and what was seen of it."""
_LONGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Handed:
    """What came along with the form: number and key, whether it answers a request for a supplement, and its words."""

    receipt: str
    known: str
    supplementing: bool
    text: str

    @classmethod
    def read(cls, page: Page) -> Handed:
        """Return what a page carries on; the progress page itself sends number, key and words by their own names."""
        form, begun = page.form, STEP in page.form
        receipt, known, text = (RECEIPT, KNOWN, TEXT) if begun else ("receipt", "known", "text")
        return cls(
            form.get(receipt).strip()[:100],
            form.get(known).strip()[:100],
            form.get(FOR) == "supplement",
            form.text(text, most=_LONGEST),
        )

    @property
    def action(self) -> Any:
        """What it is, as the procedure calls it."""
        return "supplement" if self.supplementing else "amend"

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What the next page carries on, but for the words."""
        own = ((RECEIPT, self.receipt), (KNOWN, self.known))
        return (*own, (FOR, "supplement")) if self.supplementing else own


@dataclass(frozen=True, slots=True)
class Standing:
    """The petition as it stands, to its holder: the form in its version, its files, a mark of its answers."""

    petition: Petition[Any]
    service: Service
    files: Mapping[str, Upload]
    edition: str
    gathered: Gathered | None
    wanted: Wanted | None
    may: bool


@routes.get(ACTION, public=True)
def again(page: Page) -> Response:
    """Ask for number and key: neither stands in an address."""
    return page.redirect("/status")


@routes.post(ACTION, public=True, spool="form")
def change(page: Page) -> Response:
    """Show the answers, a page of the form, or what changes; or hand the changes in."""
    handed = Handed.read(page)
    standing = _standing(page, handed)
    if standing is None:
        return status.asked(page, receipt=handed.receipt, missing=not handed.known, unknown=bool(handed.known))
    if not standing.may:
        return _overtaken(page, handed)
    return Change(page, handed, standing).answer()


def _standing(page: Page, handed: Handed) -> Standing | None:
    """Return the petition to whoever holds it; None for all others, also for who knows four digits of a phone."""
    try:
        with page.look("answers shown to the holder, to change them") as work:
            petition = held(page, work, handed.receipt, handed.known)
            if not work.petitions.holds(petition):
                return None
            actions = work.petitions.actions(petition)
            course = work.petitions.course(petition) if handed.supplementing else ()
            return Standing(
                petition,
                service_of(page.office, petition),
                {each.id: each for each in uploads.of_petition(work, petition)},
                work.petitions.edition(petition),
                work.cosigners.gathered(petition),
                wanted(course, actions)[0],
                handed.action in actions,
            )
    except NotFound:
        return None


def _filed(standing: Standing) -> Fields:
    """Return the answers as they were filed, as a page posts them, with all pages seen."""
    answers = as_plain(standing.petition.form)
    pairs = [pair for each in standing.service.questions for pair in as_posted(each, answers.get(each.name))]
    return Fields([*pairs, (SEEN, standing.edition)])


def _brought(page: Page, standing: Standing, *, begun: bool) -> Carried:
    """Return what a register says of the account that filed it, when it looks itself: fixed answers follow that.

    It is asked once, as for a new form; what the person wrote stays. Nobody else's register is asked.
    """
    if page.session is None or page.actor.id != standing.petition.applicant:
        return Carried()
    found = prefill.read(page, standing.service) if begun else prefill.look_up(page, standing.service)
    return replace(found, first=False, told=())


def _differing(standing: Standing, form: Any) -> list[Question]:
    """Return the questions whose answers are others than those that were filed."""
    before, after = as_plain(standing.petition.form), as_plain(form)
    return [
        each for each in standing.service.questions if _plain(before.get(each.name)) != _plain(after.get(each.name))
    ]


def _plain(value: Any) -> Any:
    """Return an answer as it is compared: a page sends line ends its own way, and no list for an empty one."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return value or None if isinstance(value, list) else value


class Change:
    """One request of a change that is under way."""

    def __init__(self, page: Page, handed: Handed, standing: Standing) -> None:
        self.page, self.handed, self.standing = page, handed, standing
        begun = STEP in page.form
        brought = _brought(page, standing, begun=begun)
        if not begun:
            page.form = _filed(standing)
        self.seen = page.form.get(SEEN)
        self.files = uploads.take_in(page, standing.service, attached=standing.files)
        carried = (*handed.pairs, (SEEN, self.seen), *(((TEXT, handed.text),) if handed.supplementing else ()))
        self.filling = Filling(
            standing.service,
            page.form,
            language=page.language,
            brought=brought,
            way=Way(ACTION, carried, saves=False),
            faults=self.files.faults,
        )
        page.form = self.filling.posted

    def answer(self) -> Response:
        """Show the page of the form that is wanted, or the answers with what changes, or hand it in."""
        filling = self.filling
        if filling.step in ("change", "add", "remove"):
            return around(self.page, self.standing.service, filling, self.files)
        faults: tuple[Fault, ...] = filling.faults
        form = None
        try:
            form = bind(self.standing.service.form, gathered(self.page.form), posted=True)
        except Invalid as invalid:
            faults += invalid.faults
        wrong = onward(self.page, self.standing.service, filling, faults, self.files)
        if wrong is not None:
            return wrong
        differing = _differing(self.standing, form)
        moved = filling.step == "file" and self.seen != self.standing.edition
        if filling.step != "file" or moved or not (differing or self.handed.supplementing):
            return self._listed(form, moved=moved)
        return self._handed_in(form, differing)

    def _listed(self, form: Any, *, moved: bool = False, fault: str = "") -> Response:
        """Show all answers, and what changes."""
        page, standing, chosen = self.page, self.standing, self.standing.service
        filed = standing.petition.form
        return page.render(
            "portal/change.html",
            status=422 if fault else 409 if moved else 200,
            petition=standing.petition,
            supplement=standing.wanted if self.handed.supplementing else None,
            supplementing=self.handed.supplementing,
            text=self.handed.text,
            way=self.filling.way,
            holder=(("receipt", self.handed.receipt), ("known", self.handed.known)),
            pairs=(*self.handed.pairs, (SEEN, standing.edition), (prefill.FIELD, self.filling.brought.token)),
            carried=entered(chosen.questions, page.form),
            reached=len(self.filling.sheets) - 1,
            answers=[
                (each, uploads.said(each, getattr(form, each.name), self.files.uploads, page.language))
                for each in chosen.questions
                if self.filling.asking.asks(each.name)
            ],
            changes=[
                (
                    each,
                    uploads.said(each, getattr(filed, each.name), standing.files, page.language),
                    uploads.said(each, getattr(form, each.name), self.files.uploads, page.language),
                )
                for each in _differing(standing, form)
            ],
            fixed=self.filling.brought.fixed,
            signed=standing.gathered.signed if standing.gathered else 0,
            moved=moved,
            fault=fault,
        )

    def _handed_in(self, form: Any, differing: list[Question]) -> Response:
        """Change the petition in one unit of work and show how it stands, or show what is wrong with nothing lost."""
        page, handed, plain = self.page, self.handed, as_plain(form)
        answers = {each.name: plain.get(each.name) for each in differing}
        try:
            with page.work("answers changed by the holder") as work:
                petition = held(page, work, handed.receipt, handed.known)
                if handed.supplementing:
                    work.petitions.supplement(petition.receipt, handed.text, answers or None, seen=self.seen)
                else:
                    work.petitions.amend(petition.receipt, answers, seen=self.seen)
                prefill.note_again(work, petition, form, self.filling.brought, answers)
        except Invalid as invalid:
            fault = invalid.faults[0]
            if not answers:  # a supplement without words and without changes
                return self._listed(form, fault=Text.of(fault.message).in_(page.language))
            at = self.filling.page_of(fault.field)
            return show(page, self.standing.service, self.filling, at, faults=invalid.faults, files=self.files)
        except Conflict:
            return self._moved(form)
        except (NotFound, Forbidden):
            return status.asked(page, receipt=handed.receipt, unknown=True)
        page.office.wake()
        return status.with_petition(page, handed.receipt, handed.known, said=handed.action)

    def _moved(self, form: Any) -> Response:
        """Show what was changed at that very moment elsewhere: other answers, or a petition that goes on by now."""
        now = _standing(self.page, self.handed)
        if now is None or not now.may or now.edition == self.seen:
            return _overtaken(self.page, self.handed)
        self.standing = now
        return self._listed(form, moved=True)


def _overtaken(page: Page, handed: Handed) -> Response:
    """Show how the petition stands, with the words that could not be handed in any more."""
    tried = Tried(handed.action, {"text": handed.text} if handed.text else {}, overtaken=True)
    return status.with_petition(page, handed.receipt, handed.known, tried=tried, code=409)
