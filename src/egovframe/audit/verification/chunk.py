"""A chunk of the log: some thousand facts in a row, each hashed, held to the stored tiles, and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import store
from egovframe.audit.report import Report
from egovframe.audit.tiles import TILE_WIDTH
from egovframe.audit.tree import HASH_SIZE
from egovframe.audit.verification import store as written
from egovframe.audit.verification.facts import FactReader
from egovframe.audit.verification.notebook import Line
from egovframe.audit.verification.stamps import Stamps
from egovframe.kernel.messages import N_

if TYPE_CHECKING:
    from egovframe.kernel.cabinet import Cabinet

CHUNK: Final = 16 * TILE_WIDTH
"""So many positions are one chunk: whole tiles."""

Places = list[tuple[int, int, Any]]
"""Positions in a row, each with the number of its fact and the row of it, None where it is gone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What to read: the runs of the positions from `start` to `end`; the first `indexed` facts are in the index."""

    start: int
    end: int
    runs: tuple[store.Run, ...]
    indexed: int


@dataclass(slots=True)
class Chunk:
    """What was read: a leaf hash for each position, what facts left, and when.

    `dates` are (position, fact id, date) of the first fact and the last, and of those in between that need a judgement:
    before and after a step back, and later than somebody outside saw them.
    `mismatches` are (position, fact id, hash of what is there) where the stored tiles say another hash; `same_tiles`
    says that the stored tiles agree with every leaf.
    """

    piece: Piece
    leaves: list[bytes] = field(default_factory=list)
    mismatches: list[tuple[int, str, bytes]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    dates: list[tuple[int, str, str]] = field(default_factory=list)
    report: Report = field(default_factory=Report)
    same_tiles: bool = True

    @property
    def clean(self) -> bool:
        """Say whether everything in it is as the office left it."""
        return self.same_tiles and not self.mismatches and not self.report.findings


def pieces_of(runs: Sequence[store.Run], start: int, indexed: int) -> Iterator[Piece]:
    """Cut the log from position `start` on into pieces of positions in a row, which end where tiles do."""
    part: list[store.Run] = []
    first = at = start
    for run in runs:
        skipped = min(max(0, start - run.position), run.count)
        position, number, left = run.position + skipped, run.first + skipped, run.count - skipped
        if position != at:  # runs that do not follow each other
            if part:
                yield Piece(first, at, tuple(part), indexed)
            part, first, at = [], position, position
        while left:
            end = at - at % CHUNK + CHUNK
            taken = min(left, end - at)
            part.append(store.Run(at, number, taken))
            at, number, left = at + taken, number + taken, left - taken
            if at == end:
                yield Piece(first, at, tuple(part), indexed)
                part, first = [], at
    if part:
        yield Piece(first, at, tuple(part), indexed)


class ChunkReader:
    """Reads chunks over one connection, in any order."""

    def __init__(self, conn: Any, cabinet: Cabinet, *, deep: bool, stamps: Stamps | None = None) -> None:
        self._conn = conn
        self._cabinet = cabinet
        self._deep = deep
        self.stamps = stamps or Stamps()

    def read(self, piece: Piece) -> Chunk:
        """Read one piece of the log. Damaged text is read as it stands, which takes longer, and only where it is."""
        return written.strictly(self._conn, lambda: self._read(piece))

    def _read(self, piece: Piece) -> Chunk:
        chunk = Chunk(piece)
        reader = FactReader(self._cabinet, chunk.report, conn=self._conn, deep=self._deep)
        first, last = piece.start // TILE_WIDTH, (piece.end - 1) // TILE_WIDTH
        stored = written.tiles_between(self._conn, 0, first, last)
        subjects = self._subjects(piece)
        before, (latest, until) = (piece.start, "", ""), self.stamps.limit(piece.start)
        for index, part in enumerate(self._tiles(piece), start=first):
            suspect = self._hash(chunk, part, stored.get(index, b""))
            vouched = reader.all_vouched([row for _, _, row in part if row is not None])
            for position, number, row in part:
                if row is None:
                    _missing(chunk.report, position, number)
                    continue
                chunk.report.facts += 1
                fact = None if position in suspect else reader.read(row, position, vouched=vouched)
                if fact is None:
                    continue
                now = position, fact["id"], fact["at"]
                if position >= until:
                    latest, until = self.stamps.limit(position)
                if now[2] < before[2]:
                    chunk.dates += [before, now]
                elif not chunk.dates or now[2] > latest:
                    chunk.dates.append(now)
                before = now
                if position < piece.indexed:
                    reader.indexed(row, fact, position, subjects.get(number, []))
        if chunk.dates:
            chunk.dates.append(before)
        chunk.lines = reader.lines
        return chunk

    def _tiles(self, piece: Piece) -> Iterator[Places]:
        """Yield the positions of one tile after the other, each with its fact."""
        part: Places = []
        room = TILE_WIDTH - piece.start % TILE_WIDTH
        for places in self._places(piece):
            part += places
            while len(part) >= room:
                yield part[:room]
                part, room = part[room:], TILE_WIDTH
        if part:
            yield part

    def _places(self, piece: Piece) -> Iterator[Iterable[tuple[int, int, Any]]]:
        for run in piece.runs:
            number, end, shift = run.first, run.first + run.count, run.position - run.first
            for rows in written.pages_with_index(self._conn, number, end):
                after = rows[-1][0] + 1
                if len(rows) == after - number:
                    yield zip(count(number + shift), count(number), rows)
                else:
                    there = {row[0]: row for row in rows}
                    yield [(each + shift, each, there.get(each)) for each in range(number, after)]
                number = after
            for each in range(number, end):
                yield [(each + shift, each, None)]

    def _subjects(self, piece: Piece) -> dict[int, list[Any]]:
        """Return the subjects that the index has of the facts of a piece, by number."""
        found: dict[int, list[Any]] = {}
        for run in piece.runs:
            count = min(run.count, piece.indexed - run.position)
            if count > 0:
                for n, subject in written.subjects(self._conn, run.first, run.first + count):
                    found.setdefault(n, []).append(subject)
        return found

    def _hash(self, chunk: Chunk, part: Places, stored: bytes) -> set[int]:
        """Hash the facts of one tile; return the positions where the stored tile says another hash."""
        before = len(chunk.leaves)
        chunk.leaves += [
            _stored_leaf(stored, position) or bytes(HASH_SIZE)
            if row is None
            else sha256(b"\x00" + _content(row[2])).digest()
            for position, _, row in part
        ]
        start = part[0][0] % TILE_WIDTH * HASH_SIZE
        there = stored[start : start + len(part) * HASH_SIZE]
        if b"".join(chunk.leaves[before:]) == there:
            return set()
        chunk.same_tiles = False
        wrong = {}
        for (position, _, row), hashed in zip(part, chunk.leaves[before:], strict=True):
            if row is not None and _stored_leaf(stored, position) not in (b"", hashed):
                wrong[position] = str(row[1])
                chunk.mismatches.append((position, wrong[position], hashed))
        return set(wrong)


def _content(entry: Any) -> bytes:
    return entry if isinstance(entry, bytes) else str(entry).encode("utf-8", "replace")


def _stored_leaf(stored: bytes, position: int) -> bytes:
    """Return the hash that a stored tile has for a position, nothing when it has none."""
    start = position % TILE_WIDTH * HASH_SIZE
    return stored[start : start + HASH_SIZE]


def _missing(report: Report, position: int, number: int) -> None:
    said = N_("The fact number {number} at position {position} of the log is gone.")
    report.add("deleted", "facts", str(number), said, number=number, position=position)
