"""What happens to a petition, for whoever declared an interest. Events name the case, never the person.

Moments are text as `kernel.clock.instant` writes it; limits are text as `parse_limit` reads it.
"""

from __future__ import annotations

from typing import ClassVar

from egovframe.kernel.events import Event


class _PetitionEvent(Event):
    """What every event of a petition says: which petition, of which form, at which unit."""

    petition_id: str
    form: str
    unit: str


class Submitted(_PetitionEvent):
    """A petition was received; its clock runs."""

    name: ClassVar[str] = "petition.submitted"


class Assigned(_PetitionEvent):
    """A petition was given to an officer (`handler` is the account's id)."""

    name: ClassVar[str] = "petition.assigned"
    handler: str


class Amended(_PetitionEvent):
    """The applicant changed the answers (법22②)."""

    name: ClassVar[str] = "petition.amended"


class Decided(_PetitionEvent):
    """A petition was decided other than by its withdrawal; the applicant is now to be told (법27).

    `outcome` is answered, granted, refused, returned, transferred or repeated.
    """

    name: ClassVar[str] = "petition.decided"
    outcome: str


class Withdrawn(_PetitionEvent):
    """The applicant took the petition back (법22②)."""

    name: ClassVar[str] = "petition.withdrawn"


class Closed(_PetitionEvent):
    """A petition is done: nothing more will happen to it but keeping its record."""

    name: ClassVar[str] = "petition.closed"
    outcome: str


class SupplementAsked(_PetitionEvent):
    """The applicant was asked for something that is missing (법22①); the clock stands still until it arrives.

    `nth` counts the requests of the petition (1, 2), `until` is when the period to answer runs out.
    """

    name: ClassVar[str] = "petition.supplement_asked"
    supplement: str
    nth: int
    until: str


class SupplementExtended(_PetitionEvent):
    """The applicant took more time for a supplement (영24②): for the `times`th time, `until` then."""

    name: ClassVar[str] = "petition.supplement_extended"
    supplement: str
    until: str
    times: int


class Supplemented(_PetitionEvent):
    """The applicant handed in what was missing; the clock runs again."""

    name: ClassVar[str] = "petition.supplemented"
    supplement: str


class SupplementLapsed(_PetitionEvent):
    """The period for a supplement ran out and nothing came (영25): ask once more, or give the petition back."""

    name: ClassVar[str] = "petition.supplement_lapsed"
    supplement: str
    nth: int


class Paused(_PetitionEvent):
    """The clock of a petition was stopped for a reason of 영20 (`reason` is its code)."""

    name: ClassVar[str] = "petition.paused"
    reason: str


class Resumed(_PetitionEvent):
    """The clock of a petition runs again."""

    name: ClassVar[str] = "petition.resumed"
    reason: str


class Extended(_PetitionEvent):
    """The limit was extended (영21): by how much, for the `nth` time, until when; the applicant is told at once."""

    name: ClassVar[str] = "petition.extended"
    by: str
    nth: int
    due: str
    consented: bool


class ConsentAsked(_PetitionEvent):
    """The applicant was asked to consent to a second extension (영21②)."""

    name: ClassVar[str] = "petition.consent_asked"
    by: str


class ConsentDeclined(_PetitionEvent):
    """The applicant did not consent to a second extension."""

    name: ClassVar[str] = "petition.consent_declined"
    by: str


class DeadlineMoved(_PetitionEvent):
    """A petition is due at another time than before; `why` is holiday, hours, unit, pause, extension or supplement."""

    name: ClassVar[str] = "petition.deadline_moved"
    old: str
    new: str
    why: str


class Consulting(_PetitionEvent):
    """Another unit or body was asked for its opinion, to be given by `reply_by` (법20)."""

    name: ClassVar[str] = "petition.consulting"
    reply_by: str


class Consulted(_PetitionEvent):
    """The opinion that was asked for has come."""

    name: ClassVar[str] = "petition.consulted"


class PartAsked(_PetitionEvent):
    """Another unit (`to`) was asked for its `part` in a joint petition, to be replied to by `reply_by` (법31)."""

    name: ClassVar[str] = "petition.part_asked"
    part: str
    to: str
    reply_by: str


class PartReplied(_PetitionEvent):
    """A unit that takes part replied: `result` is agreed, conditional, objected or returned."""

    name: ClassVar[str] = "petition.part_replied"
    part: str
    to: str
    result: str


class PartLate(_PetitionEvent):
    """A unit that takes part did not reply by `reply_by`."""

    name: ClassVar[str] = "petition.part_late"
    part: str
    to: str
    reply_by: str


class PartTold(_PetitionEvent):
    """An account is to hear of a part of the unit `to`: `word` is asked, late or replied.

    Emitted once for each of those who are told, where the office has a way to send them a letter.
    """

    name: ClassVar[str] = "petition.part_told"
    part: str
    to: str
    word: str
    account_id: str


class Transferred(_PetitionEvent):
    """A petition went to another unit (`inside`, `to` is its name and `unit` too) or to another body (영13)."""

    name: ClassVar[str] = "petition.transferred"
    inside: bool
    to: str


class Returned(_PetitionEvent):
    """A petition was given back with reasons, as what was missing did not come (영25). Decided is emitted as well."""

    name: ClassVar[str] = "petition.returned"


class ClosedAsRepeat(_PetitionEvent):
    """A petition that repeats one already answered twice was ended (법23). Decided is emitted as well."""

    name: ClassVar[str] = "petition.closed_as_repeat"


class Objected(_PetitionEvent):
    """The applicant objected to a refusal (법35); it is to be decided by `due`."""

    name: ClassVar[str] = "petition.objected"
    objection: str
    due: str


class ObjectionExtended(_PetitionEvent):
    """The time to decide an objection was extended, once, by ten days (법35②)."""

    name: ClassVar[str] = "petition.objection_extended"
    objection: str
    due: str


class ObjectionDecided(_PetitionEvent):
    """An objection was decided: `outcome` is granted or dismissed; the applicant is told at once (법35③)."""

    name: ClassVar[str] = "petition.objection_decided"
    objection: str
    outcome: str


class ProgressDue(_PetitionEvent):
    """A petition has waited for 30 days more: the applicant is to be told how it stands, for the `nth` time (영23)."""

    name: ClassVar[str] = "petition.progress_due"
    nth: int


class Overdue(_PetitionEvent):
    """A petition was not decided by `due`."""

    name: ClassVar[str] = "petition.overdue"
    due: str


class Escalated(_PetitionEvent):
    """A `rung` of that `version` of the `ladder` was reached for the deadline `due`: once for each account told."""

    name: ClassVar[str] = "petition.escalated"
    ladder: str
    version: int
    rung: str
    due: str
    account_id: str


class NoticeReturned(_PetitionEvent):
    """A notice that had been sent came back: it could not be delivered (`notice` is the kind of its paper)."""

    name: ClassVar[str] = "notice.returned"
    notice: str


class NoticeLost(_PetitionEvent):
    """A notice did not reach whom it is for: it came back, failed for good or cannot be delivered.

    `notice` is the kind of its paper, `state` what became of it; whoever handles the case sends it in another way.
    """

    name: ClassVar[str] = "notice.lost"
    notice: str
    state: str


class NoticeAgain(_PetitionEvent):
    """An officer asked that a notice be sent again, by the channel of that name; `notice_id` is its row's id."""

    name: ClassVar[str] = "notice.again"
    notice_id: str
    channel: str


class Reminded(_PetitionEvent):
    """The applicant reminded the office of a petition that is overdue (독촉장, 별지7)."""

    name: ClassVar[str] = "petition.reminded"


class Rated(_PetitionEvent):
    """The applicant said how satisfied they are, from 1 to 5 (법26)."""

    name: ClassVar[str] = "petition.rated"
    score: int
