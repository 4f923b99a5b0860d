"""What a review says of the log: whether all of it held when somebody looked for the review."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from egovframe.audit.review.report import LogState

if TYPE_CHECKING:
    from egovframe.office.office import Office


def log_state(office: Office) -> LogState:
    """Verify the office now; return whether it held and up to which checkpoint. Takes as long as a verification."""
    office.seal()
    report = office.verify()
    note = office.trail.checkpoint()
    origin, size, root = note.split("\n", 3)[:3] if note else (office.trail.origin, "0", b64encode(b"").decode())
    return LogState(holds=report.holds, findings=len(report.findings), origin=origin, size=int(size), root=root)
