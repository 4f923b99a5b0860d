"""Acknowledging a filing: the receipt is shown in any case, with its proof at once where it came that far in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from egovframe.audit.errors import NotAcknowledged

if TYPE_CHECKING:
    from egovframe.audit.acknowledging import Until
    from egovframe.forms.model import Submission
    from egovframe.web.gateway import Office


def came_as_far(office: Office, submission: Submission[object], facts: Sequence[str], until: Until) -> bool:
    """Wait until a filing has come as far as asked; say whether it has in time. Its receipt holds in any case.

    `facts` are those of the unit of work that filed it; one that is sent again left none, and its first one counts.
    """
    if until == "durable":
        return True
    if submission.replayed:
        found = office.trail.search(action="petition.submitted", object=f"petition:{submission.petition.id}", limit=1)
        facts = [fact["id"] for fact in found]
    try:
        office.acknowledgements.wait(facts, until)
    except NotAcknowledged:
        return False
    return True
