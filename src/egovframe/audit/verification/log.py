"""The log itself: every fact, hashed again, must give the tree that is stored and the roots that were signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import store
from egovframe.audit.tiles import TILE_BYTES, TILE_WIDTH, TileTree
from egovframe.audit.tree import HASH_SIZE, leaf_hash
from egovframe.audit.verification import store as written

if TYPE_CHECKING:
    from egovframe.audit.report import Progress, Report
    from egovframe.audit.verification.checkpoints import Checkpoints
    from egovframe.audit.verification.facts import FactReader
    from egovframe.audit.verification.notebook import Mark

CHUNK: Final = 4_096
_LARGEST: Final = 2**63 - 1
_MOST_MISMATCHES: Final = 10_000


class _Subjects:
    """The subjects that the index has of facts asked about in the order of their numbers."""

    def __init__(self, rows: Iterator[tuple[Any, Any]]) -> None:
        self._rows = rows
        self._ahead = next(rows, None)

    def of(self, n: int) -> list[Any]:
        """Return those of the fact numbered n; what stands before it, of numbers that no fact has, is passed over."""
        found = []
        while self._ahead is not None and self._ahead[0] <= n:
            if self._ahead[0] == n:
                found.append(self._ahead[1])
            self._ahead = next(self._rows, None)
        return found


class Log:
    """One reading of the log, from its beginning or from where an earlier verification ended."""

    def __init__(self, conn: Any, report: Report, facts: FactReader, *, progress: Progress) -> None:
        self._conn = conn
        self._report = report
        self._facts = facts
        self._progress = progress
        self._mismatches: list[tuple[int, str, bytes]] = []  # (position, fact id, hash of what is there)
        self._wrong_tiles: list[tuple[int, int, str]] = []  # (level, index, what is wrong)
        self._tile: tuple[int, bytes] = (-1, b"")  # the stored tile of leaf hashes read last
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
        pending: list[bytes] = []

        def flush() -> None:
            nonlocal mark, wrong_at
            while pending:
                ahead = mark[0] if mark is not None else self.tree.size + len(pending)
                part = pending[: max(1, ahead - self.tree.size)]
                del pending[: len(part)]
                self._compare_tiles(self.tree.append(part))
                while mark is not None and mark[0] <= self.tree.size:
                    if mark[0] == self.tree.size and mark[1] != self.tree.root() and wrong_at is None:
                        wrong_at = self.tree.size
                    mark = next(marks, None)

        for hashed in self._leaves(start, size):
            pending.append(hashed)
            if len(pending) >= CHUNK:
                flush()
                self._progress(self.tree.size, size)
        flush()
        return wrong_at

    # ------------------------------------------------------------------ tiles

    def _stored_tiles(self) -> None:
        """Count the stored leaf hashes; name tiles that are none."""
        for row in store.all_tiles(self._conn):
            named = isinstance(row.level, int) and isinstance(row.idx, int)
            whole = isinstance(row.hashes, bytes) and len(row.hashes) in range(HASH_SIZE, TILE_BYTES + 1, HASH_SIZE)
            if not named or not whole:
                name = f"{row.level}/{row.idx}"
                self._report.add("edited", "tiles", name, f"The tile {name} of the log is damaged.")
            elif row.level == 0:
                self._leaves_stored += len(row.hashes) // HASH_SIZE

    def _compare_tiles(self, grown: dict[tuple[int, int], bytes]) -> None:
        for (level, index), hashes in grown.items():
            if len(hashes) == TILE_BYTES:
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

    def _stored_leaf(self, position: int) -> bytes | None:
        index, place = divmod(position, TILE_WIDTH)
        if self._tile[0] != index:
            stored = written.tile(self._conn, 0, index)
            self._tile = index, stored if isinstance(stored, bytes) else b""
        return self._tile[1][place * HASH_SIZE : (place + 1) * HASH_SIZE] or None

    # ------------------------------------------------------------------ facts

    def _stretches(self, most: int) -> list[store.Run]:
        """Return the runs in the order of the log; name what is no run, and one that claims more than was sealed."""
        found = []
        for row in store.raw_rows(self._conn, store.known_tables()["runs"], order=("position",)):
            position, first, count = row["position"], row["first"], row["count"]
            if not all(isinstance(value, int) and value >= 0 for value in (position, first, count)):
                self._run(position, f"The run {position} of the log is damaged.")
                continue
            if position + count > most:
                self._run(most, f"The log lists {position + count} facts, but {most} were sealed.")
                count = max(0, most - position)
            if first + count > _LARGEST:
                self._run(position, f"The run {position} of the log is damaged.")
                continue
            found.append(store.Run(position, first, count))
        return found

    def _run(self, key: object, message: str) -> None:
        self._report.add("edited", "runs", str(key), message)

    def _leaves(self, start: int, size: int) -> Iterator[bytes]:
        """Yield the leaf hash at each position from `start` to `size`: of the fact there, else the stored one."""
        expected = 0
        indexed = self._indexed()
        for run in self.runs:
            if run.position != expected:
                self._run(run.position, f"The runs of the log do not follow each other at {run.position}.")
            expected = run.position + run.count
            skipped = min(max(0, start - run.position), run.count)
            position, number, end = run.position + skipped, run.first + skipped, run.first + run.count
            subjects = _Subjects(written.subjects(self._conn, number, end))
            for row in written.facts_with_index(self._conn, number, end):
                while number < row.n:
                    yield self._missing(position, number)
                    position, number = position + 1, number + 1
                yield self._fact(position, row, subjects.of(row.n) if position < indexed else None)
                position, number = position + 1, number + 1
            while number < end:
                yield self._missing(position, number)
                position, number = position + 1, number + 1
        if expected < size:
            self._report.add(
                "cut",
                "facts",
                str(expected),
                f"The log ends after {expected} facts, but {size} were sealed: its tail was cut off.",
            )
        elif expected > size:
            self._run(size, f"The log lists {expected} facts, but the last checkpoint covers {size}.")

    def _indexed(self) -> int:
        last = written.last_indexed(self._conn)
        if last is None:
            return 0
        if not isinstance(last, int):
            self._report.add("edited", "fact_index", str(last), "The index holds a position that is no number.")
            return 0
        return last + 1

    def _missing(self, position: int, number: int) -> bytes:
        self._report.add(
            "deleted", "facts", str(number), f"The fact number {number} at position {position} of the log is gone."
        )
        return self._stored_leaf(position) or b"\x00" * HASH_SIZE

    def _fact(self, position: int, row: Any, subjects: list[Any] | None) -> bytes:
        self._report.facts += 1
        content = row.entry if isinstance(row.entry, bytes) else str(row.entry).encode("utf-8", "replace")
        hashed = leaf_hash(content)
        stored = self._stored_leaf(position)
        if stored is not None and stored != hashed:
            if len(self._mismatches) < _MOST_MISMATCHES:
                self._mismatches.append((position, str(row.id), hashed))
            return hashed
        fact = self._facts.read(row, position)
        self._facts.follows(fact, position)
        if fact is not None and subjects is not None:
            self._facts.indexed(row, fact, position, subjects)
        return hashed

    # ------------------------------------------------------------------ who is wrong

    def _judge(self, wrong_at: int | None, size: int) -> None:
        """Decide who is wrong where the facts, the stored tiles and the signed roots do not agree."""
        if wrong_at is None and self.tree.size == size:  # the facts give the signed roots: then the tiles are at fault
            for position, _, _ in self._mismatches:
                for row in written.fact_at(self._conn, self.runs, position):
                    self._facts.read(row, position)
            for level, index, kind in sorted(self._wrong_tiles):
                what = "is gone" if kind == "deleted" else "was edited: the facts below it are whole"
                self._report.add(kind, "tiles", f"{level}/{index}", f"The tile {level}/{index} of the log {what}.")
            return
        sealed_at = self._where({hashed for _, _, hashed in self._mismatches})
        for position, key, hashed in self._mismatches:
            elsewhere = sealed_at.get(hashed, position)
            if elsewhere != position:
                self._report.add(
                    "reordered",
                    "facts",
                    key,
                    f"The fact {key} stands at position {position} of the log; it was sealed at {elsewhere}.",
                )
            else:
                self._report.add(
                    "edited",
                    "facts",
                    key,
                    f"The fact {key} at position {position} of the log was edited after it was sealed.",
                )
        accused = any(finding.table in ("facts", "runs") for finding in self._report.findings)
        if wrong_at is not None and not self._mismatches and not accused:
            self._report.add(
                "edited",
                "facts",
                f"…{wrong_at}",
                f"The first {wrong_at} facts do not give the root that was signed for them.",
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
