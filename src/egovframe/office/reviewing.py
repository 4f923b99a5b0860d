"""What a review says of the log: whether all of it held when somebody looked for the review."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from egovframe.audit.review.report import LogState

if TYPE_CHECKING:
    from egovframe.audit.review.report import Report
    from egovframe.kernel.month import Month
    from egovframe.office.office import Office
    from egovframe.office.work import Work


def log_state(office: Office) -> LogState:
    """Verify the office now; return whether it held and up to which checkpoint. Takes as long as a verification."""
    office.seal()
    report = office.verify(jobs=os.cpu_count() or 1)
    note = office.trail.checkpoint()
    origin, size, root = note.split("\n", 3)[:3] if note else (office.trail.origin, "0", b64encode(b"").decode())
    return LogState(holds=report.holds, findings=len(report.findings), origin=origin, size=int(size), root=root)


def review_of(office: Office, month: Month, look: Callable[[], AbstractContextManager[Work]]) -> Report:
    """Return a month verified and counted, ready to be signed.

    `look` opens a unit of work that reads. Both take their time on a large log, so they are done before the unit of
    work that signs and that everybody else's writes wait for; signing refuses when more happened meanwhile. Raises
    what `Reviews.ready` raises, before anything is counted.
    """
    with look() as first:
        first.reviews.ready(month)
    log = log_state(office)
    with look() as then:
        return then.reviews.count(month, log=log)
