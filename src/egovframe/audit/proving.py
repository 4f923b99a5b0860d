"""Proofs from a running log: that a fact is in it, and that it only grew between two of its checkpoints."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from egovframe.audit import store
from egovframe.audit.cosigned import with_cosignatures
from egovframe.audit.errors import ProofInvalid
from egovframe.audit.notes import SignedNote
from egovframe.audit.proofs import Proof, consistency, verify_consistency
from egovframe.audit.tiles import TileTree
from egovframe.kernel.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.audit.notes import Checkpoint


def proof_of(conn: Connection, fact_id: str) -> str:
    """Return the proof that a fact is in the log (C2SP tlog-proof), with the entry on its extra line.

    Raises NotFound for an unknown fact and ProofInvalid for one that is not sealed yet.
    """
    row = store.fact_by_id(conn, fact_id)
    if row is None:
        raise NotFound(f"There is no fact {fact_id}.", hint="`egovframe audit search` lists facts with their ids.")
    position, last = store.position_of(conn, row.n), store.last_checkpoint(conn)
    if position is None or last is None:
        raise ProofInvalid(f"The fact {fact_id} is not sealed yet.", hint="Try again in a second.")
    note = with_cosignatures(conn, SignedNote.parse(last.note))
    return str(Proof.of(_tree(conn), position, checkpoint=note, entry=bytes(row.entry)))


def consistency_of(conn: Connection, one: Checkpoint, other: Checkpoint) -> dict[str, Any]:
    """Return the proof that the log only grew between two checkpoints (RFC 9162 section 2.1.4).

    `old` and `new` are their sizes, `path` the hashes in base64. Raises ProofInvalid when one is not of the history
    that is here, HashInvalid when one is of a larger log.
    """
    old, new = sorted((one, other), key=lambda checkpoint: checkpoint.size)
    path = consistency(_tree(conn), old.size, size=new.size)
    verify_consistency(path, old_size=old.size, old_root=old.root, new_size=new.size, new_root=new.root)
    return {"old": old.size, "new": new.size, "path": [b64encode(each).decode() for each in path]}


def _tree(conn: Connection) -> TileTree:
    last = store.last_checkpoint(conn)
    return TileTree(lambda level, index: store.read_tile(conn, level, index), last.size if last else 0)
