"""A unit of work of the whole office: the verbs of every component at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.factors.verbs import FactorVerbs
from egovframe.auth.provider.clients import Clients
from egovframe.auth.watching.service import OpenSessions
from egovframe.forms.approvals.service import Approvals
from egovframe.forms.casetime.holidays import Holidays
from egovframe.forms.casetime.hours import Hours
from egovframe.forms.cosigning.service import CosignersOfPetitions
from egovframe.forms.drafting.service import Drafts
from egovframe.forms.escalation.service import Escalations
from egovframe.forms.fees.service import Fees
from egovframe.forms.joined.service import JoinedPetitions
from egovframe.forms.joint.service import Parts
from egovframe.forms.notices.service import Notices
from egovframe.forms.prefill.service import Prefilled
from egovframe.forms.public.service import PublicPetitions
from egovframe.forms.registers.service import Registers
from egovframe.forms.repeats.service import RepeatedPetitions
from egovframe.forms.routing.service import Routing
from egovframe.forms.similar.service import SimilarPetitions
from egovframe.forms.statistics.service import Statistics
from egovframe.forms.supervision.service import Supervision
from egovframe.forms.unfinished.service import UnfinishedPetitions
from egovframe.forms.wordings.service import Wordings
from egovframe.kernel.work import UnitOfWork
from egovframe.office.holding import Holding
from egovframe.office.signins import SignIns
from egovframe.office.subjects import subjects_of

if TYPE_CHECKING:
    from egovframe.audit.review.service import Reviews
    from egovframe.auth.access.access import Verbs
    from egovframe.auth.accounts import Accounts
    from egovframe.forms.service import Petitions
    from egovframe.forms.uploads.service import Uploads
    from egovframe.kernel.permissions import Actor
    from egovframe.kernel.work import Origin
    from egovframe.office.office import Office
    from egovframe.office.seen import Seen
    from egovframe.records.service import Records


class Work(UnitOfWork):
    """What one person does in one go: `work.petitions`, `work.accounts`, `work.records`, kept whole or not at all."""

    def __init__(
        self, office: Office, *, by: Actor, why: str = "", origin: Origin | None = None, writes: bool = True
    ) -> None:
        super().__init__(office, by=by, why=why, origin=origin, writes=writes)
        self.office = office

    @property
    def petitions(self) -> Petitions:
        """The petitions as the person at work may handle them."""
        return self.office.forms.at(self)

    @property
    def uploads(self) -> Uploads:
        """The files that people hand in, as the person at work may handle them."""
        return self.office.forms.uploads(self)

    @property
    def approvals(self) -> Approvals:
        """Drafted decisions, as the person at work may draft, see and approve them."""
        return Approvals(self, self.office.forms)

    @property
    def escalations(self) -> Escalations:
        """Who was told of deadlines, for whoever was shown the petitions."""
        return Escalations(self, self.office.forms)

    @property
    def parts(self) -> Parts:
        """The parts of units in petitions of others, as the person at work may see and reply to them."""
        return Parts(self, self.office.forms)

    @property
    def drafts(self) -> Drafts:
        """The forms in the making, as the person at work may handle them."""
        return Drafts(self, self.office.forms)

    @property
    def unfinished(self) -> UnfinishedPetitions:
        """The petitions that somebody began and saved, for whoever may go on with them."""
        return UnfinishedPetitions(self, self.office.forms)

    @property
    def cosigners(self) -> CosignersOfPetitions:
        """The co-signers of petitions, for the holder who invites them and for whoever has a link."""
        return CosignersOfPetitions(self, self.office.forms)

    @property
    def routing(self) -> Routing:
        """Where petitions go, who is away, and who handles what."""
        return Routing(self, self.office.forms)

    @property
    def notices(self) -> Notices:
        """What the office wrote to applicants, for whoever was shown the case."""
        return Notices(self, self.office.forms)

    @property
    def prefilled(self) -> Prefilled:
        """Where answers of a case came from, for whoever was shown the case."""
        return Prefilled(self)

    @property
    def fees(self) -> Fees:
        """What petitions cost, as the person at work may see it, pay it and give it back."""
        return Fees(self, self.office.forms)

    @property
    def wordings(self) -> Wordings:
        """The words of the office's notices, as the person at work may give them."""
        return Wordings(self, self.office.forms)

    @property
    def accounts(self) -> Accounts:
        """The accounts as the person at work may manage them."""
        return self.office.auth.accounts(self)

    @property
    def clients(self) -> Clients:
        """The city's other systems that let people sign in here."""
        return Clients(self)

    @property
    def access(self) -> Verbs:
        """Roles, units and acting in somebody's place, as the person at work may manage them."""
        return self.office.auth.rights(self)

    @property
    def factors(self) -> FactorVerbs:
        """How people sign in, for whoever takes it away from somebody who lost it."""
        return FactorVerbs(self, self.office.auth)

    @property
    def sessions(self) -> OpenSessions:
        """Who is signed in now, as the person at work may see and end it."""
        return OpenSessions(self, self.office.auth)

    @property
    def sign_ins(self) -> SignIns:
        """When somebody signed in, and when it failed."""
        return SignIns(self)

    @property
    def records(self) -> Records:
        """The records as the person at work may read and declare them."""
        return self.office.records.at(self)

    @property
    def holidays(self) -> Holidays:
        """The days off that the office enters itself."""
        return Holidays(self, self.office.forms)

    @property
    def hours(self) -> Hours:
        """The hours of the office and its units that the office enters itself."""
        return Hours(self, self.office.forms)

    @property
    def holding(self) -> Holding:
        """How long facts are kept, and what holds them."""
        return Holding(self)

    @property
    def similar(self) -> SimilarPetitions:
        """The petitions that resemble another, as the person at work may see them."""
        return SimilarPetitions(self, self.office.forms)

    @property
    def repeats(self) -> RepeatedPetitions:
        """How often somebody asked for the same, as the person at work may see and say."""
        return RepeatedPetitions(self, self.office.forms)

    @property
    def joined(self) -> JoinedPetitions:
        """Petitions of many applicants, as the person at work may see and handle them."""
        return JoinedPetitions(self, self.office.forms)

    @property
    def registers(self) -> Registers:
        """The registers that the law has the office keep, as the person at work may read them."""
        return Registers(self, self.office.forms)

    @property
    def public(self) -> PublicPetitions:
        """The petitions that are public and signed, as the person at work may read, sign and publish them."""
        return PublicPetitions(self, self.office.forms)

    @property
    def statistics(self) -> Statistics:
        """The numbers of the office, as the person at work may see them."""
        return Statistics(self, self.office.forms)

    @property
    def supervision(self) -> Supervision:
        """The months of handling, as the person at work supervises them."""
        return Supervision(self, self.office.forms)

    def subjects(self, word: str) -> tuple[str, ...]:
        """Return the data subjects that a receipt number, an account's name or a subject means; none for nobody."""
        return subjects_of(self, word)

    @property
    def seen(self) -> Seen:
        """Who saw whose data, as the person at work may know it."""
        return self.office.seen_by(self)

    @property
    def reviews(self) -> Reviews:
        """The months of the trail as the person at work may review and sign them, and one's own missing reasons."""
        return self.office.reviews_by(self)
