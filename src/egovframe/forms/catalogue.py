"""The forms that the office offers, with every version that was ever published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from egovframe.forms import facts, store
from egovframe.forms.casetime import counting
from egovframe.forms.casetime.calendars import Calendars
from egovframe.forms.casetime.clockwork import Clockwork
from egovframe.forms.definition import Definition, questions_of
from egovframe.forms.drafting.made import Made
from egovframe.forms.drafting.model import Surroundings
from egovframe.forms.escalation.catalogue import Ladders
from egovframe.forms.fees.checking import need_fee
from egovframe.forms.fees.providers import Providers
from egovframe.forms.form import Form
from egovframe.forms.interfaces import Channel, Message
from egovframe.forms.limits import ClockRules
from egovframe.forms.model import Petition
from egovframe.forms.notices.case import values_of
from egovframe.forms.notices.paper import Paper, Words, Written, write
from egovframe.forms.notices.plain import PLAIN
from egovframe.forms.offer import Offer
from egovframe.forms.organisation import Nobody
from egovframe.forms.permissions import IMPORT
from egovframe.forms.prefill.checking import need_prefills
from egovframe.forms.prefill.sources import Sources
from egovframe.forms.procedure.catalogue import Procedures
from egovframe.forms.procedure.statutory import NAME as STATUTORY
from egovframe.forms.public.law import PLAIN as PUBLICITY
from egovframe.forms.public.law import Publicity
from egovframe.forms.public.rates import Rates
from egovframe.forms.service import Petitions
from egovframe.forms.settings import FormsSettings
from egovframe.forms.uploads.files import Files
from egovframe.forms.uploads.service import Uploads
from egovframe.forms.version import Version
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import DeclarationError, NotFound, WorkError
from egovframe.kernel.ids import ReceiptInvalid, new_id, read_receipt
from egovframe.kernel.permissions import AssuranceNeeded
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa

    from egovframe.forms.escalation.model import Ladder
    from egovframe.forms.identifiers import Identifier
    from egovframe.forms.joined.rule import ManyRule
    from egovframe.forms.organisation import Organisation
    from egovframe.forms.procedure.model import Procedure
    from egovframe.kernel.calendar import Calendar
    from egovframe.kernel.database import Database
    from egovframe.kernel.permissions import Actor
    from egovframe.kernel.work import UnitOfWork

FindOfficer = Callable[["UnitOfWork", str], "Actor | None"]


class Forms:
    """The catalogue of forms, shared by all units of work; frozen once made, but for what it remembers.

    `officer` finds the person behind an account's name, `units` has the units' titles, `organisation` knows who works
    where, `office` is the city's name. `files` keeps the files that people hand in; without it no form takes any.
    `prefills` are the registers that are asked for answers, `payments` the providers that take fees, `reached` the
    kinds of addresses that the office has a channel for. Of the jurisdiction are `papers`, `identifiers`, `many`
    (applicants), `publicity`; `law` and `privacy` are what steps of a case and looks at personal data rest on where the
    jurisdiction is not the one whose articles they name.
    """

    def __init__(
        self,
        offers: Iterable[Offer],
        *,
        calendar: Calendar,
        rules: ClockRules,
        settings: FormsSettings | None = None,
        language: str = "ko",
        office: str = "",
        units: Mapping[str, Text] | None = None,
        organisation: Organisation | None = None,
        officer: FindOfficer | None = None,
        files: Files | None = None,
        procedures: Iterable[Procedure] = (),
        permissions: Iterable[str] = (),
        papers: Mapping[str, Paper] = PLAIN,
        law: str | None = None,
        privacy: str | None = None,
        many: ManyRule | None = None,
        publicity: Publicity = PUBLICITY,
        identifiers: Iterable[Identifier] = (),
        around: Surroundings | None = None,
        prefills: Sources | None = None,
        payments: Providers | None = None,
        ladders: Iterable[Ladder] = (),
        reached: frozenset[str] = Channel.reaches,
    ) -> None:
        self.declared: Mapping[str, Offer] = MappingProxyType(_by_name(offers))
        self.around = around or Surroundings()
        self.calendars = Calendars(calendar, organisation=organisation)
        self.rules = rules
        self.counting = counting.written(rules)
        self.settings = settings or FormsSettings()
        self.language, self.office = language, office
        self.units: Mapping[str, Text] = units if units is not None else {}
        self.papers = MappingProxyType(dict(papers))
        self._law, self._privacy = law, privacy
        self.many, self.publicity = many, publicity
        self.identifiers = tuple(identifiers)
        self.rates = Rates()
        self.organisation: Organisation = organisation or Nobody()
        self.files = files
        self.procedures = Procedures(procedures, permissions=permissions)
        self.prefills, self.payments, self.reached = prefills, payments, reached
        self.ladders = Ladders(ladders)
        for offer in self.declared.values():
            self.procedures.current(offer.procedure)
            questions = tuple(questions_of(offer.form).values())
            need_fee(offer.name, offer.fee, questions, providers=payments.all if payments else ())
            need_prefills(offer.name, questions, prefills.offers if prefills else {})
        self._officer = officer
        self._made = Made(self.declared)
        self._by_class = {offer.form: offer for offer in self.declared.values()}
        self._current: dict[str, Version] = {}  # written by publish
        self._versions: dict[tuple[str, int], Version] = {}  # each read once; immutable, so a race reads the same

    @property
    def offers(self) -> Mapping[str, Offer]:
        """The forms that are offered now, by name: what the city declares, in its order, then what the office made."""
        return self._made.offers

    def look(self, database: Database, *, at: datetime | None = None) -> None:
        """See what the office made of forms, and which days off and hours it entered, since this process last looked.

        `at` is the moment for which the tree of units is read; without it the tree stays as it was read last.
        Each at most once a second, before a unit of work begins: it reads beside it.
        """
        if self.calendars.stale:
            with database.read() as conn:
                self.calendars.read(conn, at=at)
        if self._made.stale:
            with database.read() as conn:
                self._made.read(conn, self.version, Offer.of)
            self._current = {**self._current, **self._made.current}
            self._by_class = {offer.form: offer for offer in self.offers.values()}

    def look_again(self) -> None:
        """Have the next `look` read: something was published in this process."""
        self._made.stale = True

    @property
    def collects_signatures(self) -> bool:
        """Say whether there is a form whose petitions are public."""
        return any(offer.public is not None for offer in self.offers.values())

    def __iter__(self) -> Any:
        """Go through the offers in the order in which they were declared."""
        return iter(self.offers.values())

    # ------------------------------------------------------------------ versions

    def publish(self, work: UnitOfWork) -> list[Version]:
        """Publish every form whose definition differs from its newest version; return the new versions.

        Called when the office opens. Published versions never change: petitions stay with the version they were
        filled in.
        """
        self.procedures.publish(work)
        self.ladders.publish(work)
        newest = store.newest_forms(work.conn)
        published = []
        for offer in self.declared.values():
            definition = Definition.of(
                offer.form,
                name=offer.name,
                title=offer.title,
                about=offer.about,
                limit=offer.within,
                keep=offer.keep,
                unit=offer.unit,
                role=offer.role,
                kind=offer.kind or "",
                procedure="" if offer.procedure == STATUTORY else offer.procedure,
                drafts=offer.drafts,
                cosigners=offer.cosigners,
                fee=offer.fee,
                public=offer.public,
            )
            number, digest = newest.get(offer.name, (0, ""))
            is_new = digest != definition.digest
            version = Version(definition.published(number + is_new), offer.form)
            if is_new:
                self.keep(work, version)
                published.append(version)
            self._current[offer.name] = version
            self._versions[offer.name, version.number] = version
        return published

    def keep(self, work: UnitOfWork, version: Version, *, new: bool = True) -> None:
        """Keep a version for good and leave the fact that it was published; one that is not `new` is offered again."""
        values = {
            "id": new_id(),
            "name": version.name,
            "version": version.number,
            "digest": version.definition.digest,
            "definition": version.definition.text(),
            "published": instant(work.at),
        }
        if new:
            store.add_form(work, values)
        work.note(
            facts.PUBLISHED,
            object=f"form:{version.name}/{version.number}",
            details={"form": version.name, "version": version.number, "digest": version.definition.digest},
        )

    def current(self, name: str) -> Version:
        """Return the version of a form that is filled in today. Raises NotFound for a form that is not offered."""
        version = self._current.get(name)
        if version is not None:
            return version
        self.offer(name)
        raise WorkError(f"The form {name} is not published yet.", hint="Publish the forms when the office opens.")

    def version_of(self, name: str) -> int:
        """Return the number of the version that is filled in today."""
        return self.current(name).number

    def version(self, conn: sa.Connection, name: str, number: int) -> Version:
        """Return a version that was ever published. Raises NotFound when there is none."""
        known = self._versions.get((name, number))
        if known is None:
            document = store.definition_of(conn, name, number)
            if document is None:
                raise NotFound(
                    f"There is no version {number} of the form {name}.",
                    hint="Run `egovframe verify`: a row is missing.",
                )
            known = self._versions.setdefault((name, number), Version.read(document))
        return known

    # ------------------------------------------------------------------ filling in

    def offer(self, form: str | type[Form]) -> Offer:
        """Return the offer of that name or class. Raises NotFound when the office does not offer it."""
        found = self.offers.get(form) if isinstance(form, str) else self._by_class.get(form)
        if found is None and not isinstance(form, str):  # of an earlier version, perhaps
            found = self.offers.get(self._place_of(form)[0])
        if found is None:
            name, offered = getattr(form, "__name__", form), ", ".join(self.offers) or "none"
            raise NotFound(f"There is no form {name!r}.", hint=f"Offered are: {offered}.")
        return found

    def _place_of(self, form: type[Form]) -> tuple[str, int]:
        """Return name and number of the version that has this class, among those that were read."""
        return next((place for place, version in list(self._versions.items()) if version.form is form), ("", 0))

    def number_of(self, name: str, form: type[Form]) -> int:
        """Return the number of the version that has this class; today's where none has."""
        known, number = self._place_of(form)
        return number if known == name and self.current(name).form is not form else self.version_of(name)

    def need_assurance(self, actor: Actor, form: Form | str) -> None:
        """Raise AssuranceNeeded when the form asks for a surer sign-in than the actor has, NotFound for an unknown one.

        The office itself, and who takes in petitions that came on paper or by another program, is not asked.
        """
        offer = self.offer(form if isinstance(form, str) else type(form))
        if actor.assurance < offer.assurance and not actor.may(IMPORT.name, unit=offer.unit):
            raise AssuranceNeeded(level=offer.assurance)

    def filled(self, form: Form | str, answers: Mapping[str, Any] | None) -> tuple[Offer, Form]:
        """Return the offer and the checked answers of what somebody hands in. Raises NotFound and FormInvalid."""
        if isinstance(form, str):
            offer = self.offer(form)
            return offer, self.current(offer.name).bind(answers or {})
        return self.offer(type(form)), form

    # ------------------------------------------------------------------ at work

    def at(self, work: UnitOfWork) -> Petitions:
        """Return the petitions as the person at work may handle them; the same for the same unit of work."""
        petitions: Petitions = vars(work).get("_petitions") or Petitions(work, self)
        vars(work)["_petitions"] = petitions
        return petitions

    def uploads(self, work: UnitOfWork) -> Uploads:
        """Return the files that people hand in, as the person at work may handle them."""
        if self.files is None:
            raise NotFound("This office takes no files.", hint="Give Forms(files=…) a place for them.")
        return Uploads(work, self, self.files)

    def home(self, work: UnitOfWork, unit: str) -> str:
        """Return the unit that does a unit's work now: for a closed one what follows it, or is above it."""
        return self.organisation.home(work.conn, unit, work.at)

    def clockwork(self, work: UnitOfWork) -> Clockwork:
        """Return the clocks of cases, for whoever takes a step that moves one."""
        return Clockwork(work, self)

    def calendar_of(self, unit: str) -> Calendar:
        """Return the calendar by which the cases of a unit are counted."""
        return self.calendars.of(unit)

    def calendar_known_at(self, unit: str, at: datetime) -> Calendar:
        """Return the calendar of a unit as it was known at an aware moment."""
        return self.calendars.known_at(unit, at)

    @property
    def calendar(self) -> Calendar:
        """The calendar of the office as a whole, with the days off that it entered itself."""
        return self.calendars.whole

    def procedure_of(self, conn: sa.Connection, row: store.Row) -> Procedure:
        """Return the procedure that a case follows: the one of its version of the form, as it was when it came in."""
        version = self.version(conn, row["form"], row["form_version"])
        return self.procedures.in_force(version.definition.procedure or STATUTORY, row["received"])

    def basis(self, article: str) -> str:
        """Return what a step rests on: the article that it names, or the law of this jurisdiction."""
        return self._law if self._law is not None and article else article

    def privacy(self, article: str) -> str:
        """Return what a look at personal data rests on: the article that it names, or this jurisdiction's own."""
        return article if self._privacy is None else self._privacy

    def officer(self, work: UnitOfWork, name: str) -> Actor | None:
        """Return the person behind an account's name, or None."""
        return self._officer(work, name) if self._officer else None

    def receipts(self, conn: sa.Connection, ids: Iterable[str], *, applicants: Collection[str]) -> dict[str, str]:
        """Return the receipts, by id, of those petitions that one of the accounts filed; it asks for no permission."""
        return store.receipts_of(conn, ids, applicants=applicants)

    def id_of(self, conn: sa.Connection, receipt: str) -> str | None:
        """Return the id of the petition with that receipt number, or None; it asks for no permission."""
        try:
            row = store.by_receipt(conn, read_receipt(receipt))
        except ReceiptInvalid:
            return None
        return None if row is None else str(row["id"])

    # ------------------------------------------------------------------ writing to applicants

    def written(
        self,
        petition: Petition[Any],
        kind: str,
        *,
        to: str,
        at: datetime,
        values: Mapping[str, str],
        words: Words | None = None,
    ) -> Written:
        """Return a paper about a petition, in the applicant's language; `values` add to what the case says.

        `words` are the office's own; without them those that come with the paper count.

        Raises NotFound for a kind that this jurisdiction does not have.
        """
        paper = self.papers.get(kind)
        if paper is None:
            raise NotFound(f"There is no paper {kind!r}.", hint=f"There are: {', '.join(self.papers)}.")
        said = values_of(self, petition, at=at) | dict(values)
        return write(paper, said, language=petition.language, words=words, to=to, strict=False)

    def message(
        self,
        petition: Petition[Any],
        written: Written,
        *,
        id: str,  # noqa: A002 - the message's own name
        email: str | None,
        phone: str | None,
    ) -> Message:
        """Return the message that carries a paper to the applicant, ready to send."""
        return Message(
            id=id,
            kind=written.kind,
            receipt=petition.receipt,
            language=written.language,
            subject=written.subject,
            text=written.text(),
            email=email,
            phone=phone,
        )


def _by_name(offers: Iterable[Offer]) -> dict[str, Offer]:
    known: dict[str, Offer] = {}
    for offer in offers:
        if known.setdefault(offer.name, offer) is not offer:
            raise DeclarationError(f"Two forms are called {offer.name!r}.", hint="Give each form a name of its own.")
    return known
