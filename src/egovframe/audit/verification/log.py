"""The log itself: every fact, hashed again, must give the tree that is stored and the roots that were signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import store
from egovframe.audit.tiles import TILE_BYTES, TILE_WIDTH, TileTree
from egovframe.audit.tree import HASH_SIZE
from egovframe.audit.verification import store as written
from egovframe.audit.verification.chunk import Chunk, Piece, pieces_of
from egovframe.kernel.messages import N_

if TYPE_CHECKING:
    from egovframe.audit.report import Progress, Report, Value
    from egovframe.audit.verification.checkpoints import Checkpoints
    from egovframe.audit.verification.facts import FactReader
    from egovframe.audit.verification.notebook import Mark, Notebook

_LARGEST: Final = 2**63 - 1
_MOST_MISMATCHES: Final = 10_000
_DAMAGED: Final = N_("The run {position} of the log is damaged.")
_GONE: Final = N_("The tile {tile} of the log is gone.")
_EDITED: Final = N_("The tile {tile} of the log was edited: the facts below it are whole.")

Read = Callable[[Iterable[Piece]], Iterable[Chunk]]
"""Reads pieces of the log, in their order."""


class Log:
    """One reading of the log, from its beginning or from where an earlier verification ended."""

    def __init__(
        self, conn: Any, report: Report, facts: FactReader, notebook: Notebook, *, read: Read, progress: Progress
    ) -> None:
        self._conn = conn
        self._report = report
        self._facts = facts
        self._notebook = notebook
        self._read = read
        self._progress = progress
        self._mismatches: list[tuple[int, str, bytes]] = []  # (position, fact id, hash of what is there)
        self._wrong_tiles: list[tuple[int, int, str]] = []  # (level, index, what is wrong)
        self._leaves_stored = 0
        self.runs: list[store.Run] = []
        self.tree = TileTree(lambda _level, _index: None)

    def read(self, checkpoints: Checkpoints, *, begin: Mark | None = None) -> int | None:
        """Read every sealed fact; return the first size at which the signed root is another, None when all agree."""
        start = begin.size if begin else 0
        size = checkpoints.size
        self._stored_tiles()
        self.runs = self._stretches(max(size, self._leaves_stored))
        if begin is not None:
            self.tree = TileTree(lambda level, index: written.tile(self._conn, level, index), begin.size)
        wrong_at = self._grown(checkpoints, start, size)
        self._progress(size, size)
        self._report.root = self.tree.root().hex() if self.tree.size else ""
        self._edges()
        self._judge(wrong_at, size)
        return wrong_at

    def _grown(self, checkpoints: Checkpoints, start: int, size: int) -> int | None:
        """Append the leaves to the tree, comparing it with the stored tiles and with every signed root."""
        marks = checkpoints.marks(after=start)
        mark = next(marks, None)
        wrong_at: int | None = None
        for chunk in self._read(pieces_of(self.runs, start, self._indexed())):
            self._take(chunk)
            leaves, done = chunk.leaves, 0
            while done < len(leaves):
                ahead = len(leaves) if mark is None else min(len(leaves), done + max(1, mark[0] - self.tree.size))
                self._compare_tiles(self.tree.append(leaves[done:ahead]), above=0 if chunk.same_tiles else -1)
                done = ahead
                while mark is not None and mark[0] <= self.tree.size:
                    if mark[0] == self.tree.size and mark[1] != self.tree.root() and wrong_at is None:
                        wrong_at = self.tree.size
                    mark = next(marks, None)
            self._progress(self.tree.size, size)
        self._ends_at(size)
        return wrong_at

    def _take(self, chunk: Chunk) -> None:
        """Take what was read of one chunk into the whole."""
        self._report.facts += chunk.report.facts
        for finding in chunk.report.findings:
            self._report.take(finding)
        self._mismatches += chunk.mismatches[: max(0, _MOST_MISMATCHES - len(self._mismatches))]
        self._notebook.extend(chunk.lines)
        for position, fact_id, at in chunk.dates:
            self._facts.follows({"id": fact_id, "at": at}, position)

    # ------------------------------------------------------------------ tiles

    def _stored_tiles(self) -> None:
        """Count the stored leaf hashes; name tiles that are none."""
        for row in store.all_tiles(self._conn):
            named = isinstance(row.level, int) and isinstance(row.idx, int)
            whole = isinstance(row.hashes, bytes) and len(row.hashes) in range(HASH_SIZE, TILE_BYTES + 1, HASH_SIZE)
            if not named or not whole:
                name = f"{row.level}/{row.idx}"
                self._report.add("edited", "tiles", name, N_("The tile {tile} of the log is damaged."), tile=name)
            elif row.level == 0:
                self._leaves_stored += len(row.hashes) // HASH_SIZE

    def _compare_tiles(self, grown: dict[tuple[int, int], bytes], *, above: int) -> None:
        for (level, index), hashes in grown.items():
            if level > above and len(hashes) == TILE_BYTES:
                self._compare_tile(level, index, hashes)

    def _compare_tile(self, level: int, index: int, hashes: bytes) -> None:
        stored = written.tile(self._conn, level, index)
        if stored != hashes and len(self._wrong_tiles) < _MOST_MISMATCHES:
            self._wrong_tiles.append((level, index, "deleted" if stored is None else "edited"))

    def _edges(self) -> None:
        """Compare the tiles at the right edge, and name those that are stored beyond it."""
        for (level, index), hashes in self.tree.edges.items():
            self._compare_tile(level, index, hashes)
        for level, index in written.tile_names(self._conn):
            if isinstance(level, int) and isinstance(index, int) and self._beyond(level, index):
                self._wrong_tiles.append((level, index, "edited"))

    def _beyond(self, level: int, index: int) -> bool:
        return not 0 <= level < 8 or index < 0 or self.tree.size >> 8 * level <= index * TILE_WIDTH

    # ------------------------------------------------------------------ facts

    def _stretches(self, most: int) -> list[store.Run]:
        """Return the runs in the order of the log; name what is no run, and one that claims more than was sealed."""
        found = []
        for row in store.raw_rows(self._conn, store.known_tables()["runs"], order=("position",)):
            position, first, count = row["position"], row["first"], row["count"]
            if not all(isinstance(value, int) and value >= 0 for value in (position, first, count)):
                self._run(position, _DAMAGED, position=str(position))
                continue
            if position + count > most:
                said = N_("The log lists {listed} facts, but {sealed} were sealed.")
                self._run(most, said, listed=position + count, sealed=most)
                count = max(0, most - position)
            if first + count > _LARGEST:
                self._run(position, _DAMAGED, position=str(position))
                continue
            found.append(store.Run(position, first, count))
        return found

    def _run(self, key: object, said: str, **values: Value) -> None:
        self._report.add("edited", "runs", str(key), said, **values)

    def _ends_at(self, size: int) -> None:
        """Name runs that do not follow each other, and a log that ends before or after what was signed."""
        expected = 0
        for run in self.runs:
            if run.position != expected:
                said = N_("The runs of the log do not follow each other at {position}.")
                self._run(run.position, said, position=run.position)
            expected = run.position + run.count
        if expected < size:
            self._report.add(
                "cut",
                "facts",
                str(expected),
                N_("The log ends after {listed} facts, but {sealed} were sealed: its tail was cut off."),
                listed=expected,
                sealed=size,
            )
        elif expected > size:
            said = N_("The log lists {listed} facts, but the last checkpoint covers {sealed}.")
            self._run(size, said, listed=expected, sealed=size)

    def _indexed(self) -> int:
        last = written.last_indexed(self._conn)
        if last is None:
            return 0
        if not isinstance(last, int):
            self._report.add("edited", "fact_index", str(last), N_("The index holds a position that is no number."))
            return 0
        return last + 1

    # ------------------------------------------------------------------ who is wrong

    def _judge(self, wrong_at: int | None, size: int) -> None:
        """Decide who is wrong where the facts, the stored tiles and the signed roots do not agree."""
        if wrong_at is None and self.tree.size == size:  # the facts give the signed roots: then the tiles are at fault
            for position, _, _ in self._mismatches:
                for row in written.fact_at(self._conn, self.runs, position):
                    self._facts.read(row, position)
            self._notebook.extend(self._facts.taken())
            for level, index, kind in sorted(self._wrong_tiles):
                tile = f"{level}/{index}"
                self._report.add(kind, "tiles", tile, _GONE if kind == "deleted" else _EDITED, tile=tile)
            return
        sealed_at = self._where({hashed for _, _, hashed in self._mismatches})
        for position, key, hashed in self._mismatches:
            elsewhere = sealed_at.get(hashed, position)
            if elsewhere != position:
                self._report.add(
                    "reordered",
                    "facts",
                    key,
                    N_("The fact {key} stands at position {position} of the log; it was sealed at {sealed}."),
                    key=key,
                    position=position,
                    sealed=elsewhere,
                )
            else:
                self._report.add(
                    "edited",
                    "facts",
                    key,
                    N_("The fact {key} at position {position} of the log was edited after it was sealed."),
                    key=key,
                    position=position,
                )
        accused = any(finding.table in ("facts", "runs") for finding in self._report.findings)
        if wrong_at is not None and not self._mismatches and not accused:
            self._report.add(
                "edited",
                "facts",
                f"…{wrong_at}",
                N_("The first {count} facts do not give the root that was signed for them."),
                count=wrong_at,
            )

    def _where(self, hashes: set[bytes]) -> dict[bytes, int]:
        """Return the positions at which these leaf hashes are stored."""
        found: dict[bytes, int] = {}
        for row in store.all_tiles(self._conn, level=0) if hashes else ():
            if isinstance(row.hashes, bytes) and isinstance(row.idx, int):
                for place in range(0, len(row.hashes), HASH_SIZE):
                    stored = row.hashes[place : place + HASH_SIZE]
                    if stored in hashes:
                        found[stored] = row.idx * TILE_WIDTH + place // HASH_SIZE
        return found
