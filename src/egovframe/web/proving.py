"""The proof of a receipt: that the city received this petition then stands in the public log, sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from egovframe.audit.errors import ProofInvalid
from egovframe.audit.proofs import Proof
from egovframe.kernel.errors import Conflict, NotFound

if TYPE_CHECKING:
    from egovframe.web.gateway import Office


class NotSealed(Conflict):
    """The fact is committed and will be sealed within a second or so; until then nothing proves it."""

    code: ClassVar[str] = "audit.not_sealed"
    retry_after = 2


@dataclass(frozen=True, slots=True)
class ReceiptProof:
    """A tlog-proof and what it says: the entry's place, and the checkpoint that covers it.

    `text` is the file as it is handed out, `details` are those of the entry. `root` is base64 as in the
    checkpoint.
    """

    text: str
    index: int
    origin: str
    size: int
    root: str
    details: Mapping[str, Any]


def receipt_proof(office: Office, petition_id: str) -> ReceiptProof:
    """Return the proof that the filing of a petition stands in the log (C2SP tlog-proof).

    Raises NotSealed within the first second or so, and NotFound when the log has no such fact.
    """
    facts = office.trail.search(action="petition.submitted", object=f"petition:{petition_id}", limit=1)
    if not facts:
        raise NotFound("The audit log has no fact of this petition.", hint="Run `egovframe verify`.")
    try:
        text: str = office.trail.proof(facts[0]["id"])
    except ProofInvalid:
        raise NotSealed("This is not sealed in the audit log yet.", hint="Try again in a second.") from None
    proof = Proof.parse(text)
    origin, size, root = proof.checkpoint.text.split("\n")[:3]
    entry = json.loads(proof.extra or b"{}")
    return ReceiptProof(text, proof.index, origin, int(size), root, entry.get("details", {}))


def proof_if_sealed(office: Office, petition_id: str) -> ReceiptProof | None:
    """Return the proof, None while the fact is not sealed yet."""
    try:
        return receipt_proof(office, petition_id)
    except NotSealed:
        return None
