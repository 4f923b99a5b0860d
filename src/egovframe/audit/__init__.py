"""The audit trail: facts that outsiders can check, sealed into a Merkle log. `Trail` is usable alone."""

from egovframe.audit.collector import Collector
from egovframe.audit.errors import (
    AnchorFailed,
    AuditError,
    EntryTooLarge,
    ExportFailed,
    HashInvalid,
    NoteInvalid,
    ProofInvalid,
    TileInvalid,
    TrailBroken,
)
from egovframe.audit.exporting import exported
from egovframe.audit.interfaces import Anchor, Exporter, Product
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
    "Collector",
    "EntryTooLarge",
    "ExportFailed",
    "Exporter",
    "Fact",
    "Finding",
    "HashInvalid",
    "NoteInvalid",
    "Product",
    "Proof",
    "ProofInvalid",
    "Report",
    "SignedNote",
    "Signer",
    "TileInvalid",
    "Trail",
    "TrailBroken",
    "Verifier",
    "exported",
]
