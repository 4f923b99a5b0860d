"""A published log, read whole: every entry, hashed, must give the tiles that are shown and the root that is signed.

C2SP tlog-tiles and tlog-checkpoint. Whoever kept an older checkpoint learns as well whether the log only grew from it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from egovframe.audit.errors import SourceFailed, TileInvalid, TrailBroken
from egovframe.audit.notes import MAX_NOTE, Checkpoint, SignedNote
from egovframe.audit.policy import NONE, Policy
from egovframe.audit.tiles import MAX_ENTRY, TILE_BYTES, TILE_WIDTH, TileName, TileTree, bundle_names, unpack_entries
from egovframe.audit.tree import HASH_SIZE, leaf_hashes
from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from egovframe.audit.notes import NoteVerifier
    from egovframe.audit.published.sources import Source
    from egovframe.audit.report import Progress

AT_ONCE: Final = 16
"""So many tiles of entries are hashed at once."""
_BUNDLE_BYTES: Final = TILE_WIDTH * (MAX_ENTRY + 2)
_FORK: Final = "Keep both checkpoints: signed by one key, they prove it. Show them to the witnesses and to the others."


@dataclass(frozen=True, slots=True)
class Held:
    """What a published log was held to: its checkpoint, who cosigned it, and the older checkpoint that it continues."""

    checkpoint: Checkpoint
    witnesses: tuple[str, ...]
    since: Checkpoint | None


class PublishedLog:
    """A log at a source; `verifiers` are the log's keys that are believed, `policy` says which witnesses must agree."""

    def __init__(self, source: Source, *verifiers: NoteVerifier, policy: Policy | None = None) -> None:
        if not verifiers and (policy is None or not policy.logs):
            raise SettingsError(
                "A published log is held to a key that you have from elsewhere, and none was named.",
                hint="Name the log's key with --vkey, or a policy that lists it with --policy.",
            )
        self._source = source
        self._verifiers = verifiers
        self._policy = policy or Policy(NONE)

    def verify(self, *, since: SignedNote | None = None, progress: Progress | None = None) -> Held:
        """Read every entry and hold it to the tiles, the checkpoint, and an older checkpoint that somebody kept.

        Raises NoteInvalid and QuorumMissing for a checkpoint that is not to be believed, TileInvalid for a file that is
        missing or malformed, TrailBroken for one that says another thing than the rest, SourceFailed.
        """
        seen = self._policy.check(SignedNote.parse(self._file("checkpoint", MAX_NOTE)), *self._verifiers)
        new, old = seen.checkpoint, None
        if since is not None:
            old = Policy(NONE, self._policy.logs).check(since, *self._verifiers).checkpoint
            if old.origin != new.origin or old.size > new.size:
                raise TrailBroken(
                    f"The log {new.origin} shows {new.size} entries now; the kept checkpoint of {old.origin} covers "
                    f"{old.size}.",
                    hint=_FORK,
                )
        tree = TileTree(lambda _level, _index: None)
        for leaves in self._leaves(new):
            ahead = min(len(leaves), max(0, old.size - tree.size)) if old else 0
            self._grow(tree, leaves[:ahead])
            if old is not None and ahead and tree.size == old.size:
                self._same_root(tree, old)
            self._grow(tree, leaves[ahead:])
            if progress is not None:
                progress(tree.size, new.size)
        for (level, index), hashes in tree.edges.items():
            self._same_tile(level, index, hashes)
        self._same_root(tree, new)
        return Held(new, tuple(sorted(seen.cosigned)), old)

    # ------------------------------------------------------------------ what is read

    def _leaves(self, checkpoint: Checkpoint) -> Iterator[list[bytes]]:
        """Yield the leaf hashes of all entries, some thousand at a time, each tile of them as it is shown."""
        leaves: list[bytes] = []
        for some in self._bundles(bundle_names(checkpoint.size)):
            leaves += some
            if len(leaves) >= AT_ONCE * TILE_WIDTH:
                yield leaves
                leaves = []
        if leaves:
            yield leaves

    def _bundles(self, names: Iterator[TileName]) -> Iterator[list[bytes]]:
        """Yield the leaf hashes of one bundle after the other; those of an address are fetched a few ahead."""
        if self._source.parallel == 1:
            yield from map(self._bundle, names)
            return
        with ThreadPoolExecutor(self._source.parallel) as pool:
            waiting = deque(pool.submit(self._bundle, name) for name in islice(names, AT_ONCE))
            try:
                while waiting:
                    yield waiting.popleft().result()
                    waiting += (pool.submit(self._bundle, name) for name in islice(names, 1))
            finally:
                pool.shutdown(cancel_futures=True)

    def _bundle(self, name: TileName) -> list[bytes]:
        """Return the leaf hashes of the entries of one bundle, which the tile above them must have."""
        bundle = self._wide(name, _BUNDLE_BYTES)
        try:
            entries = unpack_entries(bundle)
        except TileInvalid as error:
            raise TileInvalid(f"{self._named(name)}: {error.message}", hint=error.hint) from error
        if len(entries) < name.width:
            raise TileInvalid(
                f"{self._named(name)} has {len(entries)} entries of {name.width}.",
                hint="Fetch it again, or ask the city.",
            )
        leaves = leaf_hashes(entries[: name.width])
        above = TileName(0, name.index, name.width)
        shown = self._wide(above, TILE_BYTES)
        if shown[: name.width * HASH_SIZE] != b"".join(leaves):
            wrong = next(
                (place for place, leaf in enumerate(leaves) if shown[place * HASH_SIZE :][:HASH_SIZE] != leaf), 0
            )
            raise TrailBroken(
                f"The entry {name.index * TILE_WIDTH + wrong} in {self._named(name)} is not the one whose hash is in "
                f"{self._named(above)}.",
                hint="One of the two was changed, or did not arrive whole: fetch both again, then ask the city.",
            )
        return leaves

    def _wide(self, name: TileName, most: int) -> bytes:
        """Return a tile; where a partial one is gone because it filled, the full one that took its place."""
        full = TileName(name.level, name.index)
        for each in dict.fromkeys((name, full)):
            content = self._source.read(each.path, most)
            if content is not None:
                return content
        raise TileInvalid(f"{self._named(name)} is missing.", hint="Fetch it again, or ask the city.")

    def _file(self, path: str, most: int) -> bytes:
        content = self._source.read(path, most)
        if content is None:
            where = self._source.name_of(path)
            raise SourceFailed(f"{where} is missing: no log is there.", hint="Name the folder or address of a log.")
        return content

    def _named(self, name: TileName) -> str:
        return self._source.name_of(name.path)

    # ------------------------------------------------------------------ what it is held to

    def _grow(self, tree: TileTree, leaves: Sequence[bytes]) -> None:
        for (level, index), hashes in tree.append(leaves).items():
            if level and len(hashes) == TILE_BYTES:
                self._same_tile(level, index, hashes)

    def _same_tile(self, level: int, index: int, hashes: bytes) -> None:
        name = TileName(level, index, len(hashes) // HASH_SIZE)
        if self._wide(name, TILE_BYTES)[: len(hashes)] != hashes:
            raise TrailBroken(
                f"{self._named(name)} is not what follows from the entries below it.",
                hint="It was changed, or did not arrive whole: fetch it again, then ask the city.",
            )

    def _same_root(self, tree: TileTree, checkpoint: Checkpoint) -> None:
        if tree.root() != checkpoint.root:
            raise TrailBroken(
                f"The first {checkpoint.size} entries do not give the root that {checkpoint.origin} signed for them: "
                "it shows another history than it signed.",
                hint=_FORK,
            )
