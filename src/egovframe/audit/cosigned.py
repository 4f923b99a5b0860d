"""A checkpoint of ours together with the cosignatures that are known for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.audit import store
from egovframe.audit.notes import MAX_SIGNATURES, Checkpoint, Signature, SignedNote

if TYPE_CHECKING:
    from sqlalchemy import Connection


def with_cosignatures(conn: Connection, note: str | SignedNote) -> SignedNote:
    """Return a checkpoint of ours with every cosignature that is known for its size, after the log's own signatures."""
    signed = note if isinstance(note, SignedNote) else SignedNote.parse(note)
    there = {(line.name, line.key_hash) for line in signed.signatures}
    found = [
        Signature(row.name, bytes.fromhex(row.key_hash), bytes(row.signature))
        for row in store.cosignatures_at(conn, Checkpoint.parse(signed.text).size)
    ]
    new = [line for line in found if (line.name, line.key_hash) not in there]
    return SignedNote(signed.text, (*signed.signatures, *new)[:MAX_SIGNATURES])
