"""What happens to a petition, for whoever declared an interest. Events name the case, never the person."""

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
    """A petition was answered or refused; the applicant is now to be told (법27)."""

    name: ClassVar[str] = "petition.decided"
    outcome: str


class Withdrawn(_PetitionEvent):
    """The applicant took the petition back (법22②)."""

    name: ClassVar[str] = "petition.withdrawn"


class Closed(_PetitionEvent):
    """A petition is done: nothing more will happen to it but keeping its record."""

    name: ClassVar[str] = "petition.closed"
    outcome: str


class DeadlineMoved(_PetitionEvent):
    """A petition is due at another time than before; `why` is holiday, pause, extension or supplement."""

    name: ClassVar[str] = "petition.deadline_moved"
    old: str
    new: str
    why: str
