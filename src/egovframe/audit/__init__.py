"""The audit trail: facts that outsiders can check, sealed into a Merkle log. `Trail` is usable alone."""

from egovframe.audit.alarms import Alarm
from egovframe.audit.alone import LoneTrail, open_trail
from egovframe.audit.collector import Collector
from egovframe.audit.cosignatures import CosignatureVerifier, Cosigner, verifier_from_vkey
from egovframe.audit.errors import (
    AnchorFailed,
    AuditError,
    EntryTooLarge,
    ExportFailed,
    HashInvalid,
    NoRoom,
    NotAcknowledged,
    NoteInvalid,
    NotWitnessed,
    PolicyInvalid,
    ProofInvalid,
    QuorumMissing,
    StatementInvalid,
    StillKept,
    TileInvalid,
    TrailBroken,
    WitnessFailed,
)
from egovframe.audit.exporting import exported
from egovframe.audit.index.search import Search
from egovframe.audit.interfaces import Anchor, Exporter, Product
from egovframe.audit.model import Fact
from egovframe.audit.notes import Checkpoint, SignedNote, Signer, Verifier
from egovframe.audit.policy import Policy
from egovframe.audit.proofs import Proof
from egovframe.audit.report import Finding, Report
from egovframe.audit.service import Trail
from egovframe.audit.statement import Statement

__all__ = [
    "Alarm",
    "Anchor",
    "AnchorFailed",
    "AuditError",
    "Checkpoint",
    "Collector",
    "CosignatureVerifier",
    "Cosigner",
    "EntryTooLarge",
    "ExportFailed",
    "Exporter",
    "Fact",
    "Finding",
    "HashInvalid",
    "LoneTrail",
    "NoRoom",
    "NotAcknowledged",
    "NotWitnessed",
    "NoteInvalid",
    "Policy",
    "PolicyInvalid",
    "Product",
    "Proof",
    "ProofInvalid",
    "QuorumMissing",
    "Report",
    "Search",
    "SignedNote",
    "Signer",
    "Statement",
    "StatementInvalid",
    "StillKept",
    "TileInvalid",
    "Trail",
    "TrailBroken",
    "Verifier",
    "WitnessFailed",
    "exported",
    "open_trail",
    "verifier_from_vkey",
]
