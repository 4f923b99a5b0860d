"""What can be wrong with the audit trail and with the papers that prove it.

AuditError
├── TrailBroken     the trail is not what was sealed: something was changed, removed, slipped in or reordered
├── NoRoom          a copy of the trail does not fit where it is to be made
├── AnchorFailed    a place outside the office does not take or give checkpoints
├── ExportFailed    a collector does not take the facts that are sent to it
├── StillKept       a key may not be destroyed yet: a floor or a legal hold keeps it
├── EntryTooLarge   an entry does not fit a log entry (65,535 bytes)
├── HashInvalid     what was handed over as a hash is none, or the tree has no such node
├── TileInvalid     a tile or entry bundle is missing, cut or misnamed
├── NoteInvalid     a signed note, checkpoint or verifier key is malformed, or its signature does not hold
├── ProofInvalid    a proof is malformed or does not prove what it claims
├── StatementInvalid  a statement is malformed, or something in it does not hold
├── PolicyInvalid   a trust policy does not hold together (names line and cause)
├── QuorumMissing   fewer witnesses cosigned a checkpoint than the policy asks for
├── SourceFailed    a published log cannot be read where it is said to be
├── WitnessFailed   a witness cannot be reached, or does not answer as the protocol says
├── NotAcknowledged a deed is done and kept, but was not sealed or witnessed in time
└── NotWitnessed    `witnessed` was asked for where no witness is (a SettingsError)

Of the kernel's Conflict, because the world is not as whoever signs thinks:
├── MonthRunning    a month is not over yet, and cannot be signed
├── MonthSigned     a month was signed already; nothing is added to it
└── ReasonsOpen     reasons are missing that nobody gave or judged

Verification never answers False: it returns what was proved, or raises one of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from egovframe.kernel.errors import Conflict, EgovError, SettingsError

if TYPE_CHECKING:
    from egovframe.audit.report import Finding


class AuditError(EgovError):
    """Something is wrong with the audit trail or with a proof from it."""

    code = "audit.error"


class TrailBroken(AuditError):
    """The trail is not what was sealed: an entry was changed, removed, slipped in or moved.

    Where a verification raises it, `finding` is the first thing that it found, for whoever reads another language.
    """

    code = "audit.broken"

    def __init__(self, message: str, *, hint: str = "", finding: Finding | None = None, **context: object) -> None:
        super().__init__(message, hint=hint, **context)
        self.finding = finding


class StillKept(AuditError):
    """A key may not be destroyed yet: a floor has not passed, or a legal hold covers what is sealed with it."""

    code = "audit.still_kept"


class NoRoom(AuditError):
    """A copy of the trail, to be attacked, does not fit on the disk."""

    code = "audit.no_room"


class AnchorFailed(AuditError):
    """An anchor did not take a checkpoint, or cannot be asked for the newest one."""

    code = "audit.anchor_failed"


class ExportFailed(AuditError):
    """A collector did not take facts: not reached, not trusted, or it went away; `sent` says how many were handed over.

    Handed over is not received: after a failure the last of them may be missing there (RFC 5425 has no receipts).
    """

    code = "audit.export_failed"

    def __init__(self, message: str, *, hint: str = "", sent: int = 0, **context: object) -> None:
        super().__init__(message, hint=hint, sent=sent, **context)
        self.sent = sent


class EntryTooLarge(AuditError):
    """An entry does not fit the log: at most 65,535 bytes (C2SP tlog-tiles, entry bundles)."""

    code = "audit.entry_too_large"


class HashInvalid(AuditError):
    """A hash is not 32 bytes, or a node was asked for that the tree does not have."""

    code = "audit.hash_invalid"


class TileInvalid(AuditError):
    """A tile or an entry bundle is missing, cut short, too long or misnamed."""

    code = "audit.tile_invalid"


class NoteInvalid(AuditError):
    """A signed note, a checkpoint or a verifier key is malformed, or no trusted signature holds."""

    code = "audit.note_invalid"


class ProofInvalid(AuditError):
    """A proof is malformed, or it does not prove what it claims."""

    code = "audit.proof_invalid"


class SourceFailed(AuditError):
    """A file of a published log cannot be read: no answer, another one than the file, or one without end."""

    code = "audit.source_failed"


class StatementInvalid(AuditError):
    """A statement about data subjects is malformed, or something in it does not hold: the message says what."""

    code = "audit.statement_invalid"


class PolicyInvalid(AuditError):
    """A trust policy does not hold together: the message names the line and the cause (C2SP tlog-policy)."""

    code = "audit.policy_invalid"


class QuorumMissing(AuditError):
    """A checkpoint is genuine, but fewer witnesses cosigned it than the policy asks for."""

    code = "audit.quorum_missing"


class WitnessFailed(AuditError):
    """A witness cannot be reached, or does not answer as the protocol says (C2SP tlog-witness)."""

    code = "audit.witness_failed"


class NotAcknowledged(AuditError):
    """The deed is done and kept for good, but its facts were not sealed, or not witnessed, in the time set for it.

    Nothing is half done, and nothing has to be done again. `facts` are the ids of the facts, `until` the level that was
    asked for, `lacking` the one that was not reached.
    """

    code = "audit.not_acknowledged"

    def __init__(self, facts: Sequence[str], *, until: str, lacking: str, seconds: float) -> None:
        self.facts = tuple(facts)
        self.until = until
        self.lacking = lacking
        super().__init__(
            f"This is done and kept, with the facts {', '.join(facts)}; only they were not {lacking} within "
            f"{seconds:g} seconds.",
            hint="Do not do it again. Ask for its proof later; `egovframe audit status` says how far sealing is.",
            until=until, lacking=lacking,
        )  # fmt: skip


class NotWitnessed(SettingsError):
    """`witnessed` was asked for, but the settings name no witness, or none that could make the quorum."""

    code = "audit.not_witnessed"


class MonthRunning(Conflict):
    """A month is not over yet: it can be looked at, and signed once it has ended."""

    code = "audit.month_running"


class MonthSigned(Conflict):
    """A month was reviewed and signed already: it is signed once, and nothing is added to it."""

    code = "audit.month_signed"


class ReasonsOpen(Conflict):
    """Reasons are missing that nobody gave or judged; the month cannot be signed before (고시 §8)."""

    code = "audit.reasons_open"
