"""Logs that a witness watches: a tree in memory and the key that signs its checkpoints."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from egovframe.audit import Trail
from egovframe.audit.cosignatures import ED25519_COSIGNATURE, ML_DSA_44, Cosigner
from egovframe.audit.notes import Checkpoint, SignedNote, Signer
from egovframe.audit.proofs import consistency
from egovframe.audit.tree import Tree, leaf_hash
from egovframe.audit.witness import Witness
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.database import Database, metadata
from egovframe.testing.clock import SetClock
from tests.audit.place import Place, trail_alone

ORIGIN = "haneul.example/log"
NAME = "bada.example/witness"


@dataclass
class Peer:
    """A log with as many entries as it is asked for; `history` makes other entries from `parts_at` on."""

    origin: str = ORIGIN
    history: int = 0
    parts_at: int = 0
    seed: int = 1
    key: Any = field(default=None)

    def __post_init__(self) -> None:
        """Make the key."""
        if self.key is None:
            self.key = Signer(self.origin, Ed25519PrivateKey.from_private_bytes(bytes([self.seed]) * 32))

    def hashes(self, size: int) -> list[bytes]:
        """Return the leaf hashes of the first entries."""
        return [leaf_hash(f"{n} {self.history if n >= self.parts_at else 0}".encode()) for n in range(size)]

    def note(self, size: int) -> SignedNote:
        """Return the signed checkpoint at a size."""
        return Checkpoint(self.origin, size, Tree(self.hashes(size)).root()).sign(self.key)

    def body(self, old: int, size: int, *, path: Sequence[bytes] | None = None, note: Any = None) -> bytes:
        """Return what is submitted: from `old` to `size`, with the proof between the two unless another is given."""
        if path is None:
            path = consistency(self.hashes(size), min(old, size))
        lines = "".join(f"{b64encode(item).decode()}\n" for item in path)
        return f"old {old}\n{lines}\n{note or self.note(size)}".encode()


@dataclass
class Elsewhere:
    """Another city's trail: its database, its keys, its clock."""

    database: Database
    trail: Trail
    cabinet: Cabinet
    clock: SetClock


@contextmanager
def city_alone(folder: Path) -> Iterator[Elsewhere]:
    """Lend a trail of another city, on SQLite in a folder of its own."""
    database = Database.open(f"sqlite:///{folder / 'office.sqlite3'}")
    try:
        with database.write() as conn:
            metadata.create_all(conn)
        clock, cabinet = SetClock(), Cabinet(FileKeyring(folder=folder / "keys", create=True))
        yield Elsewhere(database, Trail(database, cabinet, clock=clock, origin="bada.example/log"), cabinet, clock)
    finally:
        database.close()


def witness_of(
    place: Place | Elsewhere, *peers: Peer, kinds: Sequence[Any] = (ED25519_COSIGNATURE, ML_DSA_44)
) -> Witness:
    """Return a witness at a trail's database that knows these logs."""
    logs: dict[str, list[Any]] = {}
    for peer in peers:
        logs.setdefault(peer.origin, []).append(peer.key.verifier)
    cosigners = [
        Cosigner(NAME, place.cabinet.signing_seed(f"witness-{kind}"), clock=place.clock, kind=kind) for kind in kinds
    ]
    return Witness(place.database, cosigners=cosigners, logs=logs, clock=place.clock, recorder=place.trail)


@contextmanager
def two_processes(url: str, folder: Path, peer: Peer) -> Iterator[tuple[Place, Witness, Witness]]:
    """Lend two witnesses that share database and keys, each with connections of its own."""
    with trail_alone(url, folder) as place:
        other = Database.open(url)
        try:
            second = Place(other, place.trail, place.cabinet, place.storage, place.clock, place.table)
            yield place, witness_of(place, peer), witness_of(second, peer)
        finally:
            other.close()
