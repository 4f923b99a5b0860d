"""The audit trail: facts that outsiders can check, sealed into a Merkle log. `Trail` is usable alone."""

from egovframe.audit.errors import (
    AnchorFailed,
    AuditError,
    EntryTooLarge,
    HashInvalid,
    NoRoom,
    NoteInvalid,
    ProofInvalid,
    TileInvalid,
    TrailBroken,
)
from egovframe.audit.index.search import Search
from egovframe.audit.interfaces import Anchor
from egovframe.audit.model import Fact
from egovframe.audit.notes import Checkpoint, SignedNote, Signer, Verifier
from egovframe.audit.proofs import Proof
from egovframe.audit.report import Finding, Report
from egovframe.audit.service import Trail

__all__ = [
    "Anchor",
    "AnchorFailed",
    "AuditError",
    "Checkpoint",
    "EntryTooLarge",
    "Fact",
    "Finding",
    "HashInvalid",
    "NoRoom",
    "NoteInvalid",
    "Proof",
    "ProofInvalid",
    "Report",
    "Search",
    "SignedNote",
    "Signer",
    "TileInvalid",
    "Trail",
    "TrailBroken",
    "Verifier",
]
