"""The audit trail: facts that outsiders can check, sealed into a Merkle log. `Trail` is usable alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.late import late

if TYPE_CHECKING:
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
        SourceFailed,
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
    "SourceFailed",
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

_HOMES = {
    "Alarm": "egovframe.audit.alarms",
    "LoneTrail": "egovframe.audit.alone",
    "open_trail": "egovframe.audit.alone",
    "Collector": "egovframe.audit.collector",
    "CosignatureVerifier": "egovframe.audit.cosignatures",
    "Cosigner": "egovframe.audit.cosignatures",
    "verifier_from_vkey": "egovframe.audit.cosignatures",
    "AnchorFailed": "egovframe.audit.errors",
    "AuditError": "egovframe.audit.errors",
    "EntryTooLarge": "egovframe.audit.errors",
    "ExportFailed": "egovframe.audit.errors",
    "HashInvalid": "egovframe.audit.errors",
    "NoRoom": "egovframe.audit.errors",
    "NotAcknowledged": "egovframe.audit.errors",
    "NoteInvalid": "egovframe.audit.errors",
    "NotWitnessed": "egovframe.audit.errors",
    "PolicyInvalid": "egovframe.audit.errors",
    "ProofInvalid": "egovframe.audit.errors",
    "QuorumMissing": "egovframe.audit.errors",
    "SourceFailed": "egovframe.audit.errors",
    "StatementInvalid": "egovframe.audit.errors",
    "StillKept": "egovframe.audit.errors",
    "TileInvalid": "egovframe.audit.errors",
    "TrailBroken": "egovframe.audit.errors",
    "WitnessFailed": "egovframe.audit.errors",
    "exported": "egovframe.audit.exporting",
    "Search": "egovframe.audit.index.search",
    "Anchor": "egovframe.audit.interfaces",
    "Exporter": "egovframe.audit.interfaces",
    "Product": "egovframe.audit.interfaces",
    "Fact": "egovframe.audit.model",
    "Checkpoint": "egovframe.audit.notes",
    "SignedNote": "egovframe.audit.notes",
    "Signer": "egovframe.audit.notes",
    "Verifier": "egovframe.audit.notes",
    "Policy": "egovframe.audit.policy",
    "Proof": "egovframe.audit.proofs",
    "Finding": "egovframe.audit.report",
    "Report": "egovframe.audit.report",
    "Trail": "egovframe.audit.service",
    "Statement": "egovframe.audit.statement",
}


if not TYPE_CHECKING:
    __getattr__ = late(__name__, _HOMES)
