"""What happens to public petitions. Events name the case and the publication, never a person."""

from __future__ import annotations

from typing import ClassVar

from egovframe.kernel.events import Event


class _PublicEvent(Event):
    petition_id: str
    form: str
    unit: str
    publication: str


class Published(_PublicEvent):
    """A petition was published and collects signatures until `closes`."""

    name: ClassVar[str] = "petition.published"
    closes: str


class PublicationRefused(_PublicEvent):
    """A petition is not published; the applicant is told why and what can be done against it."""

    name: ClassVar[str] = "petition.publication_refused"


class ThresholdReached(_PublicEvent):
    """So many people signed that the office owes an answer by `answer_by`."""

    name: ClassVar[str] = "petition.threshold_reached"
    threshold: int
    count: int
    answer_by: str


class CollectingEnded(_PublicEvent):
    """Nothing can be signed any more; `cause` is `time`, `withdrawn` or `decided`."""

    name: ClassVar[str] = "petition.collecting_ended"
    cause: str


class LinkAsked(Event):
    """Somebody asked for a link to sign by. `sealed` holds the address and the link's key, for the office alone."""

    name: ClassVar[str] = "signature.asked"
    publication: str
    sealed: str
