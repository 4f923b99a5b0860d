"""What a log has shown to the world so far, and whether what it shows now only adds to it."""

from __future__ import annotations

from egovframe.audit import Checkpoint, SignedNote, Trail, Verifier, store
from egovframe.audit.proofs import consistency, verify_consistency
from egovframe.audit.tiles import TileTree
from egovframe.kernel.database import Database


def sealed(database: Database) -> list[str]:
    """Return the ids of the sealed facts in the order of the log."""
    with database.read() as conn:
        return [
            row.id
            for run in store.all_runs(conn)
            for row in store.facts_between(conn, run.first, run.first + run.count - 1, run.count)
        ]


class History:
    """Every checkpoint that somebody outside may have seen."""

    def __init__(self, vkey: str) -> None:
        self._verifier = Verifier.from_vkey(vkey)
        self._seen: dict[int, bytes] = {}

    def see(self, *checkpoints: str | None) -> None:
        """Remember checkpoints; two of one size must be the same tree."""
        for text in checkpoints:
            if text is not None:
                mark = self._open(text)
                assert self._seen.setdefault(mark.size, mark.root) == mark.root, f"two trees of {mark.size} facts"

    def assert_extended_by(self, checkpoint: str | None, database: Database) -> None:
        """Prove from the stored tiles that this checkpoint is the newest and only adds to each that was seen."""
        assert checkpoint is not None
        newest = self._open(checkpoint)
        with database.read() as conn:
            tree = TileTree(lambda level, index: store.read_tile(conn, level, index), newest.size)
            for size, root in self._seen.items():
                verify_consistency(
                    consistency(tree, size, size=newest.size),
                    old_size=size,
                    old_root=root,
                    new_size=newest.size,
                    new_root=newest.root,
                )

    def _open(self, text: str) -> Checkpoint:
        note = SignedNote.parse(text)
        return Checkpoint.open(note, self._verifier, origin=note.text.split("\n", 1)[0])


def shown(trail: Trail) -> tuple[str | None, str | None]:
    """Return the checkpoint that the trail publishes, cosignatures aside, and the one that it keeps outside."""
    kept, newest = trail.kept_checkpoint(), trail.checkpoint()
    if newest is not None:
        note = SignedNote.parse(newest)
        newest = str(SignedNote(note.text, note.verify(Verifier.from_vkey(trail.vkey))))
    return newest, None if kept is None else str(kept)
